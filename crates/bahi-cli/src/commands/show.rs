//! `bahi show`: what each stage of the reading makes of a report.

use super::Off;
use crate::exit::Status;
use crate::intake::{self, Taking, report_failures, report_passed};
use crate::terminal::{Paint, output};
use crate::view::stages;
use bahi::Bahi;
use bahi::format::{Leaf, Read};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::collections::BTreeMap;
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

    /// Reports in any format that is read, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// One JSON array a report, in an object with its path
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    taking: Taking,

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
    let options = args.taking.options();
    let intake = intake::gather(&args.paths, &options);
    intake.report();
    if intake.inputs.is_empty() {
        return Ok(Status::Error);
    }
    let bahi = args.without.bahi()?.with_options(options);
    let mut out = output();
    let (mut failed, mut read, mut found, mut passed) = (intake.failures.len(), 0, false, BTreeMap::new());
    let several = intake.inputs.len() > 1;
    for input in intake.inputs {
        let pages = bahi.pages(input);
        let several = several || pages.len() > 1;
        for page in pages {
            match page {
                Read::Bad(fault) => {
                    report_failures(&[fault.into()]);
                    failed += 1;
                }
                Read::Passed(what) => *passed.entry(what.what).or_default() += 1,
                Read::Report(leaf) => {
                    let path = leaf.path.clone();
                    let shown = show(args.stage, &bahi, *leaf, paint)?;
                    found |= !shown.lines.is_empty();
                    read += 1;
                    print(&mut out, args, &path, &shown, several)?;
                }
            }
        }
    }
    out.flush()?;
    report_passed(&passed);
    Ok(Status::of_reading(read + passed.len(), failed, found))
}

fn show(stage: Stage, bahi: &Bahi, leaf: Leaf, paint: Paint) -> anyhow::Result<Shown> {
    Ok(match stage {
        Stage::Page => shown(&bahi.show_page(&leaf.page), |blocks| stages::page(blocks, paint))?,
        Stage::Tokens => shown(&bahi.show_tokens(&leaf.page), |tokens| stages::tokens(tokens, paint))?,
        Stage::Mentions => shown(&bahi.show_mentions(leaf), |mentions| stages::mentions(mentions, paint))?,
        Stage::Claims => {
            let ledger = bahi.ledger_of(leaf);
            Shown { data: serde_json::to_value(&ledger.claims)?, lines: stages::claims(&ledger, paint) }
        }
    })
}

fn shown<T: serde::Serialize>(items: &[T], lines: impl FnOnce(&[T]) -> Vec<String>) -> anyhow::Result<Shown> {
    Ok(Shown { data: serde_json::to_value(items)?, lines: lines(items) })
}

fn print(out: &mut impl Write, args: &Args, path: &str, shown: &Shown, several: bool) -> anyhow::Result<()> {
    if args.json {
        let stage = format!("{:?}", args.stage).to_lowercase();
        serde_json::to_writer(&mut *out, &json!({ "path": path, stage: shown.data }))?;
        writeln!(out)?;
        return Ok(());
    }
    if several {
        writeln!(out, "{path}")?;
    }
    for line in &shown.lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
