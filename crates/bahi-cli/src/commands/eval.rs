//! `bahi eval`: how well the reading agrees with a gold set.

use super::Off;
use crate::exit::Status;
use crate::terminal::output;
use anyhow::Context;
use bahi::eval::pairs::{self, Pair, Query};
use bahi::eval::{self, Gold, Scores};
use bahi::format::{Leaf, Read};
use bahi::ledger::Ledger;
use bahi::{Bahi, Input};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  bahi eval eval/dev-a/gold.json eval/dev-a             each report read by itself
  bahi eval eval/dev-a/gold.json eval/dev-a --across    all read as one ledger: merging, conflicts
  bahi eval gold.json reports/ --each --min-f1 0.75     name what was missed; fail below a floor
  bahi eval eval/dev-a/gold.json eval/dev-a --misses    field by field what was read otherwise, with its sentence
  bahi eval --names eval/names                          names: same or different, and found by Latin letters
  bahi eval --reference eval/reference --each           who is meant by 'he', 'both', a surname, a title";

/// Measure the reading against your own gold set
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// The gold reading
    #[arg(value_name = "GOLD", required_unless_present_any = ["names", "reference"])]
    gold: Option<PathBuf>,

    /// The folder with its reports
    #[arg(value_name = "FOLDER", required_unless_present_any = ["names", "reference"])]
    folder: Option<PathBuf>,

    /// Measure names instead: a folder with pairs.csv and queries.csv
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["gold", "folder", "across", "min_f1"])]
    names: Option<PathBuf>,

    /// Measure reference instead: a folder with texts.toml
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["gold", "folder", "across", "min_f1", "names"])]
    reference: Option<PathBuf>,

    /// Read the whole folder as one ledger; measure merging and conflicts
    #[arg(long)]
    across: bool,

    /// Name the engagements missed and the false ones, report by report
    #[arg(long)]
    each: bool,

    /// What the gold says otherwise, one by one with its sentence, instead of figures
    #[arg(long, conflicts_with_all = ["names", "reference", "across", "each", "min_f1"])]
    misses: bool,

    /// As JSON: right and of how many
    #[arg(long)]
    json: bool,

    /// Exit with 1 where the F1 of engagements is lower
    #[arg(long, value_name = "F1")]
    min_f1: Option<f64>,

    #[command(flatten)]
    without: Off,
}

/// Reads and measures.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    if let Some(folder) = &args.names {
        return names(folder, args);
    }
    if let Some(folder) = &args.reference {
        return reference(folder, args);
    }
    let (Some(path), Some(folder)) = (&args.gold, &args.folder) else { return Ok(Status::Error) };
    let json = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let gold = Gold::parse(&json).with_context(|| format!("{} is no gold set", path.display()))?;
    let mut out = output();
    if args.misses {
        return misses(&gold, folder, args, &mut out);
    }
    let scores = if args.across { across(&gold, folder, args)? } else { each(&gold, folder, args, &mut out)? };
    let figures = if args.json { eval::as_json(&scores) } else { eval::as_text(&scores, args.across) };
    out.write_all(figures.as_bytes())?;
    out.flush()?;
    let low = args.min_f1.is_some_and(|floor| scores.engagement_f1() < floor);
    Ok(if low { Status::Nothing } else { Status::Found })
}

fn each(gold: &Gold, folder: &Path, args: &Args, out: &mut impl Write) -> anyhow::Result<Scores> {
    let bahi = args.without.bahi()?;
    let mut scores = Scores::default();
    for (name, report) in &gold.reports {
        let input = load(folder, name)?;
        let ledger = read(&bahi, std::slice::from_ref(&input))?;
        let text = String::from_utf8_lossy(&input.bytes);
        let unpaired = eval::score_report(name, report, &ledger, &text, &mut scores);
        let leaf = bahi.pages(input.clone()).into_iter().find_map(report_of);
        let mentions = leaf.map(|leaf| bahi.show_mentions(leaf)).unwrap_or_default();
        eval::people::score(report, &mentions, &text, bahi.knowledge(), &mut scores.furniture);
        if let Some(line) = unpaired.filter(|_| args.each) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(scores)
}

fn misses(gold: &Gold, folder: &Path, args: &Args, out: &mut impl Write) -> anyhow::Result<Status> {
    let (bahi, mut all) = (args.without.bahi()?, vec![]);
    for (name, report) in &gold.reports {
        let input = load(folder, name)?;
        let ledger = read(&bahi, std::slice::from_ref(&input))?;
        all.extend(eval::misses(name, report, &ledger, &String::from_utf8_lossy(&input.bytes)));
    }
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
    } else {
        let or_nothing = |value: &str| if value.is_empty() { "nothing".to_owned() } else { value.to_owned() };
        for m in &all {
            let (gold, read) = (or_nothing(&m.gold), or_nothing(&m.read));
            writeln!(out, "{}: {}: gold {gold}; read {read}\n   «{}»", m.report, m.measure, m.words)?;
        }
    }
    out.flush()?;
    Ok(if all.is_empty() { Status::Nothing } else { Status::Found })
}

fn report_of(read: Read) -> Option<Leaf> {
    if let Read::Report(leaf) = read { Some(*leaf) } else { None }
}

fn names(folder: &Path, args: &Args) -> anyhow::Result<Status> {
    let read =
        |name: &str| fs::read_to_string(folder.join(name)).with_context(|| folder.join(name).display().to_string());
    let (pairs, queries) = (read("pairs.csv")?, read("queries.csv")?);
    let pairs: Vec<Pair> = pairs::table(&pairs).map_err(|e| anyhow::anyhow!("pairs.csv: {e}"))?;
    let queries: Vec<Query> = pairs::table(&queries).map_err(|e| anyhow::anyhow!("queries.csv: {e}"))?;
    let bahi = args.without.bahi()?;
    let rows = pairs::compare(&pairs, bahi.knowledge());
    let (answered, missed) = pairs::queries(&queries, bahi.knowledge());
    let mut out = output();
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&pairs::figures(&rows, answered, queries.len()))?)?;
    } else {
        for r in &rows {
            let share = |x: (usize, usize)| x.0 as f64 / x.1.max(1) as f64;
            let (p, c) = (share(r.precision), share(r.recall));
            writeln!(out, "{:8} {:20} precision {p:.3}  recall {c:.3}  of {}", r.tier, r.method, r.recall.1)?;
        }
        writeln!(out, "queries answered in the first five: {answered} of {}", queries.len())?;
    }
    if args.each {
        for (pair, verdict, distance) in pairs::wrong(&pairs, bahi.knowledge()) {
            let verdict = format!("{verdict:?}").to_lowercase();
            writeln!(out, "{} | {} | {} {} | {verdict} {distance}", pair.left, pair.right, pair.tier, pair.relation)?;
        }
        for q in missed {
            writeln!(out, "not found: {} ({})", q.query, q.id)?;
        }
    }
    out.flush()?;
    Ok(Status::Found)
}

fn reference(folder: &Path, args: &Args) -> anyhow::Result<Status> {
    let path = folder.join("texts.toml");
    let toml = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let texts = eval::reference::texts(&toml).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
    let (counts, wrong) = eval::reference::measure(&texts, &args.without.bahi()?);
    let mut out = output();
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&counts)?)?;
    } else {
        for (kind, (right, of)) in &counts {
            writeln!(out, "{kind:24} {right:>4} of {of:<4} {:.3}", *right as f64 / (*of).max(1) as f64)?;
        }
    }
    for line in wrong.iter().filter(|_| args.each) {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(Status::Found)
}

fn across(gold: &Gold, folder: &Path, args: &Args) -> anyhow::Result<Scores> {
    let inputs: anyhow::Result<Vec<Input>> = gold.reports.iter().map(|(name, _)| load(folder, name)).collect();
    let ledger = read(&args.without.bahi()?, &inputs?)?;
    Ok(Scores { measures: eval::across(gold, &ledger), ..Scores::default() })
}

fn load(folder: &Path, name: &str) -> anyhow::Result<Input> {
    let path = folder.join(name);
    let bytes = fs::read(&path).with_context(|| format!("{} (named in the gold)", path.display()))?;
    Ok(Input { path: path.to_string_lossy().into_owned(), bytes, ..Input::default() })
}

/// A gold report that cannot be read makes every figure wrong, so it ends the measurement.
fn read(bahi: &Bahi, inputs: &[Input]) -> anyhow::Result<Ledger> {
    let outcome = bahi.read(inputs);
    match outcome.failures.first() {
        Some(failure) => anyhow::bail!("{}: {}; {}", failure.path, failure.why, failure.remedy),
        None => Ok(outcome.ledger),
    }
}
