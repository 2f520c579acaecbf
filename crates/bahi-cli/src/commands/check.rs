//! `bahi check`: what is wrong in the knowledge, how much there is of it, and what reports ask of it in vain.

use super::rules;
use crate::exit::Status;
use crate::intake::{self, report_failures};
use crate::terminal::output;
use bahi::format::Options;
use bahi::{Bahi, CheckReport, Problem, UnknownReport};
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  bahi check                      the knowledge built into this program
  bahi check knowledge/           a folder you are working on
  bahi check knowledge/ --rules   the sentences of its rules, read
  bahi check --stats              how much of everything there is
  bahi check --unknown reports/   names, countries, forums and systems in reports that have no entry";

/// Longest quote printed, in characters.
const QUOTE: usize = 100;

/// Check the knowledge: each problem with its file, line and remedy
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// A knowledge folder, instead of the built-in one
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// Also count the entries, and by country, kind and type
    #[arg(long)]
    stats: bool,

    /// List what these reports ask for and the knowledge lacks, the most frequent first
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with = "stats")]
    unknown: Vec<PathBuf>,

    /// Read the sentences of the rules, or of those whose name begins so (`hi/meeting`), and tell what is read otherwise
    #[arg(long, value_name = "RULE", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    #[arg(conflicts_with_all = ["stats", "unknown", "json"])]
    rules: Option<String>,

    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Checks and tells.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    if let Some(folder) = args.folder.as_ref().filter(|folder| !folder.is_dir()) {
        anyhow::bail!("{}: no such folder; name the folder that holds world/ and lang/", folder.display());
    }
    let loaded = match &args.folder {
        Some(folder) => Bahi::with_knowledge_dir(folder),
        None => Ok(Bahi::new()),
    };
    if !args.unknown.is_empty() || args.rules.is_some() {
        let bahi = loaded.map_err(|problems| {
            anyhow::anyhow!("the folder has {} broken files; run `bahi check DIR` for them", problems.len())
        })?;
        return match &args.rules {
            Some(beginning) => rules::run(&bahi, beginning),
            None => unknown(args, &bahi),
        };
    }
    let report = match loaded {
        Ok(bahi) => bahi.check(),
        Err(problems) => CheckReport { problems, ..CheckReport::default() },
    };
    let mut out = output();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else {
        print(&mut out, &report, args.stats)?;
    }
    out.flush()?;
    Ok(if report.problems.is_empty() { Status::Found } else { Status::Error })
}

fn print(out: &mut impl Write, report: &CheckReport, stats: bool) -> std::io::Result<()> {
    for Problem { file, line, what, remedy } in &report.problems {
        match line {
            0 => writeln!(out, "{file}: {what}; {remedy}")?,
            line => writeln!(out, "{file}:{line}: {what}; {remedy}")?,
        }
    }
    if stats {
        for (what, count) in &report.counts {
            writeln!(out, "{count:>8}  {what}")?;
        }
        for tally in &report.tallies {
            writeln!(out, "{}", tally.what)?;
            for (name, count) in &tally.counts {
                writeln!(out, "{count:>8}  {name}")?;
            }
        }
    }
    match report.problems.len() {
        0 => writeln!(out, "no problems"),
        1 => writeln!(out, "1 problem"),
        several => writeln!(out, "{several} problems"),
    }
}

fn unknown(args: &Args, bahi: &Bahi) -> anyhow::Result<Status> {
    let intake = intake::gather(&args.unknown, &Options::default());
    intake.report();
    if intake.inputs.is_empty() {
        return Ok(Status::Error);
    }
    let report = bahi.unknown(&intake.inputs);
    report_failures(&report.failures);
    let mut out = output();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else {
        print_unknown(&mut out, &report)?;
    }
    out.flush()?;
    let failed = intake.failures.len() + report.failures.len();
    Ok(Status::of_reading(report.reports, failed, !report.unknown.is_empty()))
}

fn print_unknown(out: &mut impl Write, report: &UnknownReport) -> std::io::Result<()> {
    for one in &report.unknown {
        let office = one.office.as_ref().map(|office| format!(", {office}")).unwrap_or_default();
        writeln!(out, "{:>5}  {:8} {}{office}", one.count, one.kind, one.words)?;
        writeln!(out, "       {}:{}: {}", one.path, one.line, shortened(&one.quote, &one.words))?;
    }
    writeln!(out, "{} without an entry in {} reports", report.unknown.len(), report.reports)
}

/// The part of a sentence around the words, on one line.
fn shortened(quote: &str, words: &str) -> String {
    let even = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = even.chars().count();
    if length <= QUOTE {
        return even;
    }
    let before = even.find(words).map_or(0, |at| even[..at].chars().count());
    let from = before.saturating_sub(QUOTE / 2).min(length - QUOTE);
    let cut: String = even.chars().skip(from).take(QUOTE).collect();
    let dots = |there: bool| if there { "…" } else { "" };
    format!("{}{cut}{}", dots(from > 0), dots(from + QUOTE < length))
}
