//! The program `bahi`.

use std::process::ExitCode;

fn main() -> ExitCode {
    bahi_cli::run(std::env::args_os()).into()
}
