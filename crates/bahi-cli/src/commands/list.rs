//! `bahi list`: engagements of the ledger file.

use super::book::{Book, Which};
use super::read::Form;
use crate::exit::Status;
use crate::terminal::{Paint, output};
use crate::view;
use bahi::Bahi;
use std::collections::BTreeSet;
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi list                                 the latest engagements, a line each
  bahi list --pair IN-RU --from 2023        of two countries, since a year
  bahi list --who shoigu --kind meeting     of somebody, named in either script
  bahi list --disputed --json               where reports disagree, as data";

/// List engagements of the ledger file, the latest first
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    book: Book,

    #[command(flatten)]
    form: Form,

    /// At most so many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

/// Lists.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    let all = store.engagements(&args.which.filter(&bahi, &store)?)?;
    let shown: Vec<String> = if args.limit == 0 { all.clone() } else { all.iter().take(args.limit).cloned().collect() };
    let ledger = store.part(&shown.iter().cloned().collect(), &BTreeSet::new())?;
    let mut out = output();
    if args.form.is_data() {
        args.form.print(&ledger, paint, &view::Hints::for_paths(&[]))?;
    } else {
        view::lines(&mut out, &ledger, &shown, paint)?;
        if shown.len() < all.len() {
            writeln!(out, "{} more; see them with --limit 0", all.len() - shown.len())?;
        }
    }
    out.flush()?;
    Ok(if all.is_empty() { Status::Nothing } else { Status::Found })
}
