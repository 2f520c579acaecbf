//! The ledger in print: original script first, Roman beside it, every value with its quote and file:line.
//!
//! Hindi words never stand before something that must line up: their width on a terminal is not known.

pub mod changes;
mod conflicts;
mod fields;
mod goods;
mod index;
pub mod judged;
mod list;
mod measures;
mod meetings;
pub mod portrait;
pub mod series;
pub mod stages;
pub mod timeline;
pub mod tour;
pub mod why;

use crate::terminal::Paint;
use bahi::ledger::{Conflict, Ledger, Report};
use fields::{Block, cited};
use index::Index;
pub use list::lines;
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Longer lists of paths are not repeated in suggested commands.
const SUGGESTED: usize = 100;

/// How the user named the reports, for the commands that are suggested.
pub struct Hints {
    /// The paths as they would be typed again.
    pub paths: String,
    /// A command to give first, where the paths do not exist yet.
    before: Option<String>,
}

impl Hints {
    /// For paths of the command line.
    pub fn for_paths(paths: &[PathBuf]) -> Hints {
        let typed: Vec<String> = paths.iter().map(|path| typed(path)).collect();
        let mut paths = typed.join(" ");
        if typed.len() > 1 && paths.len() > SUGGESTED {
            paths = "PATH...".into();
        }
        Hints { paths, before: None }
    }

    /// For the demo, whose reports are in no file yet.
    pub fn for_demo() -> Hints {
        Hints { paths: "bahi-demo".into(), before: Some("bahi demo --to bahi-demo".into()) }
    }
}

fn typed(path: &Path) -> String {
    let path = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@%,~".contains(c);
    if path.chars().all(plain) { path.into_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

/// Prints a ledger for people.
pub fn ledger(out: &mut impl Write, ledger: &Ledger, paint: Paint, hints: &Hints) -> io::Result<()> {
    let index = Index::new(ledger);
    for report in &ledger.reports {
        print_report(out, report, paint)?;
    }
    writeln!(out)?;
    for block in blocks(&index) {
        block.print(out, &index, paint)?;
    }
    not_understood(out, ledger, paint)?;
    summary(out, ledger)?;
    next_commands(out, ledger, hints)
}

/// All records and conflicts, ready to print.
fn blocks(index: &Index) -> Vec<Block> {
    let ledger = index.ledger;
    let mut blocks = vec![];
    blocks.extend(ledger.engagements.iter().map(|record| meetings::engagement(record, index)));
    blocks.extend(ledger.statements.iter().map(|record| meetings::statement(record, index)));
    blocks.extend(ledger.agreements.iter().map(|record| goods::agreement(record, index)));
    blocks.extend(ledger.deliveries.iter().map(|record| goods::delivery(record, index)));
    blocks.extend(ledger.conflicts.iter().map(|conflict| conflicts::conflict(conflict, index)));
    blocks
}

/// Conflicts with their sides and the words of each.
pub fn conflict_blocks(
    out: &mut impl Write,
    ledger: &Ledger,
    conflicts: &[Conflict],
    paint: Paint,
) -> anyhow::Result<()> {
    let index = Index::new(ledger);
    for c in conflicts {
        conflicts::conflict(c, &index).print(out, &index, paint)?;
    }
    Ok(())
}

/// The record of an id, on one line.
pub fn record_line(out: &mut impl Write, ledger: &Ledger, id: &str, paint: Paint) -> anyhow::Result<()> {
    let index = Index::new(ledger);
    if let Some(block) = blocks(&index).iter().find(|block| block.id() == id) {
        block.print_line(out, paint)?;
    }
    Ok(())
}

fn print_report(out: &mut impl Write, report: &Report, paint: Paint) -> io::Result<()> {
    let language = match report.language.as_str() {
        "hi" => "Hindi",
        "en" => "English",
        other => other,
    };
    let dated = match &report.published {
        Some(date) => format!("dated {date}"),
        None => "no date on the page".into(),
    };
    let outlet = report.outlet.as_ref().map(|outlet| format!(" · {outlet}")).unwrap_or_default();
    writeln!(out, "{}: {language} · {dated}{outlet}", paint.strong(&report.path))?;
    if let Some(title) = &report.title {
        writeln!(out, "   {}", cited(title, paint))?;
    }
    if !report.furniture.is_empty() {
        let lines = count(report.furniture.len(), "piece", "pieces");
        writeln!(out, "   {}", paint.quiet(format!("{lines} of the page left out (bahi show page)")))?;
    }
    Ok(())
}

fn not_understood(out: &mut impl Write, ledger: &Ledger, paint: Paint) -> io::Result<()> {
    let phrases: usize = ledger.reports.iter().map(|report| report.not_understood.len()).sum();
    if phrases == 0 {
        return Ok(());
    }
    let number = count(phrases, "phrase", "phrases");
    writeln!(out, "{}  {number} not understood", paint.alert("?"))?;
    for report in &ledger.reports {
        for evidence in &report.not_understood {
            let place = paint.quiet(format!("{}:{}", report.path, evidence.line));
            writeln!(out, "   {}  {place}", cited(&evidence.exact, paint))?;
        }
    }
    writeln!(out)
}

/// `1 report`, `2 reports`.
fn count(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

fn summary(out: &mut impl Write, ledger: &Ledger) -> io::Result<()> {
    let counts = [
        (ledger.engagements.len(), "engagement", "engagements"),
        (ledger.statements.len(), "statement", "statements"),
        (ledger.agreements.len(), "agreement", "agreements"),
        (ledger.deliveries.len(), "delivery", "deliveries"),
        (ledger.conflicts.len(), "conflict", "conflicts"),
    ];
    let found: Vec<String> =
        counts.iter().filter(|(number, ..)| *number > 0).map(|(number, one, more)| count(*number, one, more)).collect();
    let found = if found.is_empty() { "nothing found".to_string() } else { found.join(" · ") };
    writeln!(out, "{}: {found}", count(ledger.reports.len(), "report", "reports"))
}

fn next_commands(out: &mut impl Write, ledger: &Ledger, hints: &Hints) -> io::Result<()> {
    let paths = &hints.paths;
    if paths == "-" {
        return Ok(());
    }
    if let Some(before) = &hints.before {
        writeln!(out, "Try it:    {before}")?;
    }
    let first = |ids: Option<&String>| ids.cloned();
    let id = first(ledger.engagements.first().map(|record| &record.id))
        .or(first(ledger.deliveries.first().map(|record| &record.id)))
        .or(first(ledger.statements.first().map(|record| &record.id)))
        .or(first(ledger.agreements.first().map(|record| &record.id)));
    match id {
        Some(id) => writeln!(out, "See why:   bahi why {id} {paths}\nAs data:   bahi read --json {paths}"),
        None => writeln!(out, "Look inside:   bahi show mentions {paths}"),
    }
}

/// One JSON record a line, each with its type first.
pub fn json_lines(out: &mut impl Write, ledger: &Ledger) -> anyhow::Result<()> {
    let head = json!({"type": "ledger", "ledger_format": ledger.ledger_format, "knowledge": ledger.knowledge});
    writeln!(out, "{head}")?;
    let Value::Object(whole) = serde_json::to_value(ledger)? else {
        return Ok(());
    };
    for (name, list) in whole {
        let Value::Array(records) = list else {
            continue;
        };
        for record in records {
            writeln!(out, "{}", typed_record(singular(&name), record))?;
        }
    }
    Ok(())
}

/// The records of one list of a ledger, a line each, with their type first.
pub fn records(out: &mut impl Write, ledger: &Ledger, list: &str) -> anyhow::Result<()> {
    let whole = serde_json::to_value(ledger)?;
    for record in whole[list].as_array().into_iter().flatten() {
        writeln!(out, "{}", typed_record(singular(list), record.clone()))?;
    }
    Ok(())
}

fn typed_record(kind: &str, record: Value) -> Value {
    let mut typed = Map::new();
    typed.insert("type".into(), kind.into());
    if let Value::Object(fields) = record {
        typed.extend(fields);
    }
    Value::Object(typed)
}

fn singular(list: &str) -> &str {
    match list {
        "deliveries" => "delivery",
        list => list.strip_suffix('s').unwrap_or(list),
    }
}

#[cfg(test)]
mod tests;
