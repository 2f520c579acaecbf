//! `bahi log`: what was decided and taken back; what could not be read into the ledger file.

use super::book::Book;
use crate::exit::Status;
use crate::terminal::{Paint, output};
use crate::view::judged;
use bahi::{Bahi, Store};
use serde_json::json;
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi log               operations, the last first; those taken back are marked
  bahi log --json        the same as data, with every judgement
  bahi log --failed      inputs that could not be read, with why and what to do";

/// Show the operations, or what could not be read
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Inputs that could not be read
    #[arg(long)]
    failed: bool,

    /// As JSON
    #[arg(long)]
    json: bool,

    /// At most so many operations; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    #[command(flatten)]
    book: Book,
}

/// Lists.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let store = args.book.open(&Bahi::new())?;
    if args.failed { failures(&store, args.json) } else { operations(&store, args, paint) }
}

fn failures(store: &Store, as_json: bool) -> anyhow::Result<Status> {
    let failures = store.failures()?;
    let mut out = output();
    if as_json {
        let all: Vec<_> = failures.iter().map(|(p, w, r)| json!({"path": p, "why": w, "remedy": r})).collect();
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
    } else {
        for (path, why, remedy) in &failures {
            writeln!(out, "{path}: {why}; {remedy}")?;
        }
    }
    out.flush()?;
    Ok(if failures.is_empty() { Status::Nothing } else { Status::Found })
}

// Judgements of one operation that are told one by one.
const TOLD: usize = 3;

fn operations(store: &Store, args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let all = store.operations()?;
    let shown = if args.limit == 0 { all.len() } else { args.limit };
    let mut out = output();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(if all.is_empty() { Status::Nothing } else { Status::Found });
    }
    for o in all.iter().rev().take(shown) {
        let back = o.taken_back_by.as_ref().map(|by| format!("  taken back by {by}")).unwrap_or_default();
        let back = if o.stands { String::new() } else { paint.alert(back) };
        let of = o.of.as_ref().map(|of| format!(" {of}")).unwrap_or_default();
        let why = o.why.as_ref().map(|w| format!(": {w}")).unwrap_or_default();
        let number = match o.judgements.len() {
            0 => String::new(),
            1 => " 1 judgement".to_owned(),
            n => format!(" {n} judgements"),
        };
        writeln!(out, "{}  {}  {}  {}{of}{number}{why}{back}", paint.strong(&o.id), o.at, o.by, o.kind.word())?;
        for j in o.judgements.iter().take(TOLD) {
            writeln!(out, "   {}", judged::said(j))?;
        }
        if o.judgements.len() > TOLD {
            writeln!(out, "   {}", paint.quiet(format!("and {} more: bahi log --json", o.judgements.len() - TOLD)))?;
        }
    }
    if all.len() > shown {
        writeln!(out, "{} more; see them with --limit 0", all.len() - shown)?;
    }
    out.flush()?;
    Ok(if all.is_empty() { Status::Nothing } else { Status::Found })
}
