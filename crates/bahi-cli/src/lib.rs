//! The command `bahi` as a function, for the program and for the package for Python: the only crate that prints and the only
//! one that opens files named by people.

mod commands;
mod demo;
mod exit;
pub mod intake;
mod terminal;
mod view;

pub use demo::inputs as demo_reports;

use clap::Parser;
use std::ffi::OsString;

/// Runs the command that the arguments ask for, the first of which is the program's name; gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match commands::Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Where nobody listens there is nobody to tell.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let status = match cli.run() {
        Ok(status) => status,
        Err(error) if exit::is_broken_pipe(&error) => exit::Status::Found,
        Err(error) => {
            terminal::complain(format_args!("error: {error:#}"));
            exit::Status::Error
        }
    };
    status.code()
}
