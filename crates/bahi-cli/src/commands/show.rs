//! `bahi show`: what each stage of the reading makes of a report.

use super::Off;
use crate::exit::Status;
use crate::intake::{self, report_failures};
use crate::terminal::{Paint, output};
use crate::view::stages;
use bahi::{Bahi, Failure, Input};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  bahi show page report.txt        which lines are the report, and why the others are not
  bahi show tokens report.txt      sentences and words, as they are compared
  bahi show mentions report.txt    who and what was recognised, and by what
  bahi show claims report.txt      every value with its rule and quote";

/// Look inside one stage of the reading
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// The stage
    stage: Stage,

    /// A report as plain text, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// One JSON array a report, in an object with its path
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    without: Off,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Stage {
    /// Blocks of the page and why some are left out
    Page,
    /// Sentences and tokens
    Tokens,
    /// Persons, offices, countries, dates and the like
    Mentions,
    /// Values with rule and quote
    Claims,
}

/// What a stage gave: data for `--json`, and lines for people.
struct Shown {
    data: Value,
    lines: Vec<String>,
}

/// Shows the stage for each report.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let intake = intake::gather(&args.paths);
    intake.report();
    if intake.inputs.is_empty() {
        return Ok(Status::Error);
    }
    let bahi = args.without.bahi();
    let mut out = output();
    let (mut failures, mut found) = (vec![], false);
    for input in &intake.inputs {
        match show(args.stage, &bahi, input, paint)? {
            Err(failure) => failures.push(failure),
            Ok(shown) => {
                found |= !shown.lines.is_empty();
                print(&mut out, args, input, &shown, intake.inputs.len() > 1)?;
            }
        }
    }
    out.flush()?;
    report_failures(&failures);
    let read = intake.inputs.len() - failures.len();
    Ok(Status::of_reading(read, failures.len() + intake.failures.len(), found))
}

fn show(stage: Stage, bahi: &Bahi, input: &Input, paint: Paint) -> anyhow::Result<Result<Shown, Failure>> {
    Ok(match stage {
        Stage::Page => shown(bahi.show_page(input), |blocks| stages::page(blocks, paint))?,
        Stage::Tokens => shown(bahi.show_tokens(input), |tokens| stages::tokens(tokens, paint))?,
        Stage::Mentions => shown(bahi.show_mentions(input), |mentions| stages::mentions(mentions, paint))?,
        Stage::Claims => {
            let mut outcome = bahi.read(std::slice::from_ref(input));
            match outcome.failures.pop() {
                Some(failure) => Err(failure),
                None => {
                    let lines = stages::claims(&outcome.ledger, paint);
                    Ok(Shown { data: serde_json::to_value(&outcome.ledger.claims)?, lines })
                }
            }
        }
    })
}

fn shown<T: serde::Serialize>(
    items: Result<Vec<T>, Failure>,
    lines: impl FnOnce(&[T]) -> Vec<String>,
) -> anyhow::Result<Result<Shown, Failure>> {
    Ok(match items {
        Ok(items) => Ok(Shown { data: serde_json::to_value(&items)?, lines: lines(&items) }),
        Err(failure) => Err(failure),
    })
}

fn print(out: &mut impl Write, args: &Args, input: &Input, shown: &Shown, several: bool) -> anyhow::Result<()> {
    if args.json {
        let stage = format!("{:?}", args.stage).to_lowercase();
        serde_json::to_writer(&mut *out, &json!({ "path": input.path, stage: shown.data }))?;
        writeln!(out)?;
        return Ok(());
    }
    if several {
        writeln!(out, "{}", input.path)?;
    }
    for line in &shown.lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
