//! The command `bahi`: the only crate that prints and the only one that opens files named by people.

mod commands;
mod demo;
mod exit;
mod intake;
mod terminal;
mod view;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = commands::Cli::parse();
    match cli.run() {
        Ok(status) => status.into(),
        Err(error) if exit::is_broken_pipe(&error) => exit::Status::Found.into(),
        Err(error) => {
            terminal::complain(format_args!("error: {error:#}"));
            exit::Status::Error.into()
        }
    }
}
