//! `bahi log`: what could not be read into the ledger file.

use super::book::Book;
use crate::exit::Status;
use crate::terminal::output;
use bahi::Bahi;
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi log --failed      inputs that could not be read, with why and what to do";

/// Show what could not be read
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Inputs that could not be read
    #[arg(long, required = true)]
    failed: bool,

    #[command(flatten)]
    book: Book,
}

/// Lists.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let store = args.book.open(&Bahi::new())?;
    let failures = store.failures()?;
    let mut out = output();
    for (path, why, remedy) in &failures {
        writeln!(out, "{path}: {why}; {remedy}")?;
    }
    out.flush()?;
    Ok(if failures.is_empty() { Status::Nothing } else { Status::Found })
}
