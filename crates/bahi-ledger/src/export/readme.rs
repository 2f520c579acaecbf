//! The README that goes with every export: what stands in it, how much, by which filter, from which knowledge.

use super::{Format, Layout, Source};
use crate::export::text;
use std::fmt::Write;

/// The README of an export, as Markdown.
pub fn readme(format: &dyn Format, source: &Source) -> String {
    let about = format.about();
    let mut out = format!("# Bahi export: {}\n\n{}\n\n", about.name, about.purpose);
    origin(&mut out, source);
    let notes = format.notes(source);
    if !notes.is_empty() {
        out.push_str("## Notes\n\n");
        for note in notes {
            line(&mut out, format_args!("- {note}"));
        }
        out.push('\n');
    }
    out.push_str("## Files\n");
    for file in format.files(source) {
        let unit = if file.rows == 1 { "entry" } else { "entries" };
        let name = if about.layout == Layout::File { about.file } else { &file.name };
        line(&mut out, format_args!("\n### {name}: {} {unit}\n\n{}\n", file.rows, file.about));
        out.push_str("| field | kind | meaning |\n|---|---|---|\n");
        for field in &file.fields {
            line(&mut out, format_args!("| {} | {} | {} |", field.name, field.kind, field.about.replace('|', "\\|")));
        }
    }
    out
}

fn line(out: &mut String, words: std::fmt::Arguments) {
    writeln!(out, "{words}").expect("a string takes any text");
}

/// Filter, versions and counts of the ledger.
fn origin(out: &mut String, source: &Source) {
    let ledger = source.ledger;
    let filter = match source.filter.trim() {
        "" => "none: the whole ledger".to_string(),
        filter => text::line(filter).replace('|', "\\|"),
    };
    out.push_str("## Origin\n\n| what | value |\n|---|---|\n");
    line(out, format_args!("| filter | {filter} |"));
    line(out, format_args!("| ledger format | {} |", ledger.ledger_format));
    line(out, format_args!("| knowledge version | {} |", text::line(&ledger.knowledge)));
    line(out, format_args!("| texts of reports given | {} |", source.texts.map_or(0, std::collections::BTreeMap::len)));
    for (name, count) in counts(source) {
        line(out, format_args!("| {name} | {count} |"));
    }
    out.push('\n');
}

/// How much of everything the ledger holds.
pub(crate) fn counts(source: &Source) -> [(&'static str, usize); 8] {
    let ledger = source.ledger;
    [
        ("reports", ledger.reports.len()),
        ("actors", ledger.actors.len()),
        ("engagements", ledger.engagements.len()),
        ("statements", ledger.statements.len()),
        ("agreements", ledger.agreements.len()),
        ("deliveries", ledger.deliveries.len()),
        ("conflicts", ledger.conflicts.len()),
        ("claims", ledger.claims.len()),
    ]
}
