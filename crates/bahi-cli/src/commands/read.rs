//! `bahi read`: the ledger of some reports.

use super::Off;
use crate::exit::Status;
use crate::intake::{self, Progress, Taking, report_failures, report_passed, report_warnings};
use crate::terminal::{Paint, output};
use crate::view::{self, Hints};
use bahi::ledger::Ledger;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  bahi read report.txt                      every record with its quote and file:line
  bahi read monday.txt tuesday.txt          reports read together: one event, one record
  bahi read reports/ --json > ledger.json   the whole ledger as one JSON document
  curl -s URL | bahi read - --jsonl         one JSON record a line";

/// Print the ledger of reports: engagements, statements, agreements, deliveries, conflicts
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Reports in any format that is read (text, HTML, WARC, feeds, JSON lines), folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    form: Form,

    #[command(flatten)]
    taking: Taking,

    #[command(flatten)]
    without: Off,
}

/// In which form a ledger is printed.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Form {
    /// One JSON document, the shape of ledger_format 1
    #[arg(long)]
    json: bool,

    /// One JSON record a line, each with its type
    #[arg(long, conflicts_with = "json")]
    jsonl: bool,
}

/// Reads and prints.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let listing = intake::list(&args.paths);
    listing.report();
    let bahi = args.without.bahi()?.with_options(args.taking.options());
    let mut progress = Progress::of(&listing.files, !std::io::stderr().is_terminal());
    let (mut readings, meter) = (Vec::new(), progress.meter());
    intake::each(
        &bahi,
        listing.files,
        meter,
        |reading| reading,
        |reading| {
            progress.tell();
            readings.push(reading);
            Ok(())
        },
    )?;
    progress.done();
    let outcome = bahi.together(readings);
    report_warnings(&outcome.ledger);
    report_failures(&outcome.failures);
    report_passed(&outcome.passed);
    let failed = listing.failures.len() + outcome.failures.len();
    let read = outcome.ledger.reports.len();
    if read > 0 {
        args.form.print(&outcome.ledger, paint, &Hints::for_paths(&args.paths))?;
    }
    Ok(Status::of_reading(read + outcome.passed.len(), failed, has_records(&outcome.ledger)))
}

impl Form {
    /// Prints a ledger in this form, flushed.
    pub fn print(self, ledger: &Ledger, paint: Paint, hints: &Hints) -> anyhow::Result<()> {
        let mut out = output();
        if self.json {
            serde_json::to_writer_pretty(&mut out, ledger)?;
            writeln!(out)?;
        } else if self.jsonl {
            view::json_lines(&mut out, ledger)?;
        } else {
            view::ledger(&mut out, ledger, paint, hints)?;
        }
        Ok(out.flush()?)
    }

    /// Whether the output is for programs.
    pub fn is_data(self) -> bool {
        self.json || self.jsonl
    }
}

/// Whether anything was found.
pub fn has_records(ledger: &Ledger) -> bool {
    !(ledger.engagements.is_empty()
        && ledger.statements.is_empty()
        && ledger.agreements.is_empty()
        && ledger.deliveries.is_empty())
}
