//! `bahi why`: the claims, rules and quotes behind one record.

use crate::exit::Status;
use crate::intake::{self, report_failures};
use crate::terminal::{Paint, complain, output};
use crate::view::why::{self, Subject};
use bahi::Bahi;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  bahi why reports/                  the records of these reports, with their ids
  bahi why E-7K3Q reports/           every claim of one record: rule, quote, file:line
  bahi why D-9K2M.delivered a.txt    the claims of one field
  bahi why X-5R1T reports/ --json    a conflict, as data";

/// Explain one record: its claims with rule and quote, its conflicts, why reports were merged in it
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Id of a record (E- S- G- D-), a conflict (X-), an actor (A-) or a claim (C-), with .FIELD if wanted;
    /// then the reports or folders it is from
    #[arg(required = true, value_name = "[ID] PATH")]
    words: Vec<PathBuf>,

    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Reads the reports and explains.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let (subject, paths) = split(&args.words);
    if paths.is_empty() {
        anyhow::bail!("no report given to find it in; write: bahi why {} PATH", args.words[0].display());
    }
    let intake = intake::gather(paths);
    intake.report();
    if intake.inputs.is_empty() {
        return Ok(Status::Error);
    }
    let outcome = Bahi::new().read(&intake.inputs);
    report_failures(&outcome.failures);
    let mut out = output();
    let found = match &subject {
        None => why::list(&mut out, &outcome.ledger, paint, args.json)?,
        Some(subject) => why::explain(&mut out, &outcome.ledger, subject, paint, args.json)?,
    };
    out.flush()?;
    if let (false, Some(subject)) = (found, &subject) {
        complain(format_args!("{}: not in the ledger of these reports; see: bahi why {}", subject, shown(paths)));
    }
    let failed = intake.failures.len() + outcome.failures.len();
    let read = intake.inputs.len().saturating_sub(outcome.failures.len());
    Ok(match Status::of_reading(read, failed, found) {
        Status::SomeFailed if !found => Status::Nothing,
        status => status,
    })
}

/// The first word is an id where it looks like one and no such file exists.
fn split(words: &[PathBuf]) -> (Option<Subject>, &[PathBuf]) {
    let first = words.first().filter(|word| !Path::new(word).exists());
    match first.and_then(|word| word.to_str()).and_then(Subject::parse) {
        Some(subject) => (Some(subject), &words[1..]),
        None => (None, words),
    }
}

fn shown(paths: &[PathBuf]) -> String {
    crate::view::Hints::for_paths(paths).paths
}
