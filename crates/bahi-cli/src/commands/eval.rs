//! `bahi eval`: how well the reading agrees with a gold set.

use crate::exit::Status;
use crate::terminal::output;
use anyhow::Context;
use bahi::eval::{self, Gold, Scores};
use bahi::ledger::Ledger;
use bahi::{Bahi, Input};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  bahi eval eval/dev-a/gold.json eval/dev-a             each report read by itself
  bahi eval eval/dev-a/gold.json eval/dev-a --across    all read as one ledger: merging, conflicts
  bahi eval gold.json reports/ --each --min-f1 0.75     name what was missed; fail below a floor";

/// Measure the reading against your own gold set
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// The gold reading
    #[arg(value_name = "GOLD")]
    gold: PathBuf,

    /// The folder with its reports
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,

    /// Read the whole folder as one ledger; measure merging and conflicts
    #[arg(long)]
    across: bool,

    /// Name the engagements missed and the false ones, report by report
    #[arg(long)]
    each: bool,

    /// As JSON: right and of how many
    #[arg(long)]
    json: bool,

    /// Exit with 1 where the F1 of engagements is lower
    #[arg(long, value_name = "F1")]
    min_f1: Option<f64>,
}

/// Reads and measures.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let json = fs::read_to_string(&args.gold).with_context(|| args.gold.display().to_string())?;
    let gold = Gold::parse(&json).with_context(|| format!("{} is no gold set", args.gold.display()))?;
    let mut out = output();
    let scores = if args.across { across(&gold, &args.folder)? } else { each(&gold, args, &mut out)? };
    let figures = if args.json { eval::as_json(&scores) } else { eval::as_text(&scores, args.across) };
    out.write_all(figures.as_bytes())?;
    out.flush()?;
    let low = args.min_f1.is_some_and(|floor| scores.engagement_f1() < floor);
    Ok(if low { Status::Nothing } else { Status::Found })
}

fn each(gold: &Gold, args: &Args, out: &mut impl Write) -> anyhow::Result<Scores> {
    let bahi = Bahi::new();
    let mut scores = Scores::default();
    for (name, report) in &gold.reports {
        let input = load(&args.folder, name)?;
        let ledger = read(&bahi, std::slice::from_ref(&input))?;
        let text = String::from_utf8_lossy(&input.bytes);
        let unpaired = eval::score_report(name, report, &ledger, &text, &mut scores);
        if let Some(line) = unpaired.filter(|_| args.each) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(scores)
}

fn across(gold: &Gold, folder: &Path) -> anyhow::Result<Scores> {
    let inputs: anyhow::Result<Vec<Input>> = gold.reports.iter().map(|(name, _)| load(folder, name)).collect();
    let ledger = read(&Bahi::new(), &inputs?)?;
    Ok(Scores { measures: eval::across(gold, &ledger), ..Scores::default() })
}

fn load(folder: &Path, name: &str) -> anyhow::Result<Input> {
    let path = folder.join(name);
    let bytes = fs::read(&path).with_context(|| format!("{} (named in the gold)", path.display()))?;
    Ok(Input { path: path.to_string_lossy().into_owned(), bytes })
}

/// A gold report that cannot be read makes every figure wrong, so it ends the measurement.
fn read(bahi: &Bahi, inputs: &[Input]) -> anyhow::Result<Ledger> {
    let outcome = bahi.read(inputs);
    match outcome.failures.first() {
        Some(failure) => anyhow::bail!("{}: {}; {}", failure.path, failure.why, failure.remedy),
        None => Ok(outcome.ledger),
    }
}
