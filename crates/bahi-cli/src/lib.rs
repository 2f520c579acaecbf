//! The command `bahi` as a function, for the program and for the package for Python: the only crate that prints and the only
//! one that opens files named by people.

mod commands;
mod demo;
mod exit;
mod help;
pub mod intake;
mod manners;
mod settings;
mod terminal;
mod view;
mod words;

pub use demo::inputs as demo_reports;

use manners::Unread;
use std::ffi::OsString;
use std::time::Instant;
use terminal::Level;

/// The command with all below it, as the parser has it: completions and pages of the manual are made of this.
pub fn command() -> clap::Command {
    use clap::CommandFactory;
    commands::Cli::command()
}

/// Runs the command that the arguments ask for, the first of which is the program's name; gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let started = Instant::now();
    let (cli, manners) = match manners::read(&arguments.into_iter().collect::<Vec<OsString>>()) {
        Ok(read) => read,
        Err(Unread::Words(error)) => {
            // Where nobody listens there is nobody to tell.
            let _ = help::print(&error, words::lang());
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
        Err(Unread::Settings(faults)) => {
            for fault in faults {
                terminal::fail(format_args!("{}: {}", words::text("error", &[]), fault.said(words::lang())));
            }
            return exit::Status::Error.code();
        }
    };
    let status = match cli.run(&manners) {
        Ok(status) => status,
        Err(error) if exit::is_broken_pipe(&error) => exit::Status::Found,
        Err(error) => {
            let what = words::told(&format!("{error:#}"));
            terminal::fail(format_args!("{}: {what}", words::text("error", &[])));
            exit::Status::Error
        }
    };
    let seconds = format!("{:.3}", started.elapsed().as_secs_f64());
    terminal::log(Level::Debug, "ended", &[("seconds", &seconds), ("code", &status.code().to_string())]);
    status.code()
}
