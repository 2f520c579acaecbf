//! `bahi doctor`: whether a ledger file is sound, and what to do where it is not.

use super::book::Book;
use super::counted;
use crate::exit::Status;
use crate::terminal::output;
use bahi::{Bahi, Store};
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi doctor                      the file itself, every claim's words, and a sample of what is derived
  bahi doctor --deep               everything that is derived, compared with deriving it anew: minutes where there is much
  bahi doctor --ledger desk.db";

/// Check a ledger file: what is wrong with it, and what to do; nothing is changed
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Derive everything anew for comparing, not only a sample
    #[arg(long)]
    deep: bool,

    #[command(flatten)]
    book: Book,
}

/// Checks.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    look(&args.book, args.deep)
}

/// Says what is wrong with a ledger file; deep, with everything derived anew beside what is there.
pub fn look(book: &Book, deep: bool) -> anyhow::Result<Status> {
    let mut store = Store::for_checkup(book.path())?;
    let checkup = store.checkup(Bahi::new().knowledge(), deep)?;
    let mut out = output();
    let path = book.path().display();
    for f in &checkup.findings {
        let more = if f.count > f.examples.len() { ", …" } else { "" };
        writeln!(out, "{path}: {} ({}): {}{more}; {}", f.what, f.count, f.examples.join(", "), f.remedy)?;
    }
    if checkup.findings.is_empty() {
        let (reports, claims) = (counted(checkup.reports, "report"), counted(checkup.claims, "claim"));
        let what = if deep { "all that is derived" } else { "a sample of what is derived" };
        writeln!(out, "{path}: sound; {reports}, {claims} that stand where they were read, {what}")?;
    }
    out.flush()?;
    Ok(if checkup.findings.is_empty() { Status::Found } else { Status::Error })
}
