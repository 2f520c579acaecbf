//! `docs/accuracy.md`: its tables and examples, made from what was measured last.

use super::figures::{Counts, shares};
use super::record::{Miss, Record};
use std::fmt::Write;

/// Where it stands.
pub const FILE: &str = "docs/accuracy.md";

/// Between these is what is made.
const BEGIN: &str = "<!-- made by: cargo xtask eval --update -->\n";
const END: &str = "<!-- made until here -->\n";

/// Sets with what they are called at the head of a table.
const COLUMNS: [(&str, &str); 4] =
    [("dev-a", "dev-a"), ("dev-c", "dev-c"), ("dev-en", "English"), ("seeds", "five real reports")];

/// Kinds of records with their measures.
const KINDS: [(&str, &[&str]); 6] = [
    (
        "Engagements",
        &[
            "engagement F1",
            "engagement precision",
            "engagement recall",
            "party precision",
            "party recall",
            "kind",
            "status",
            "office",
            "country of office",
            "place",
            "date",
            "forum",
            "session number",
        ],
    ),
    ("Statements", &["statement F1", "statement precision", "statement recall"]),
    ("Agreements", &["agreement F1", "agreement precision", "agreement recall"]),
    ("Deliveries", &["delivery F1", "delivery precision", "delivery recall", "delivery numbers", "delivery status"]),
    (
        "Across reports",
        &["merge F1", "merge precision", "merge recall", "conflicts found", "gold conflicts per conflict raised"],
    ),
    (
        "Words and pages",
        &[
            "evidence stands in the report",
            "person mention precision",
            "person mention recall",
            "furniture precision",
            "furniture recall",
        ],
    ),
];

/// What a miss is called, by the measure it counts against.
const MISSES: [(&str, &str); 11] = [
    ("engagement recall", "An engagement missed"),
    ("engagement precision", "An engagement made up, or told otherwise"),
    ("kind", "Its kind"),
    ("status", "Its status"),
    ("office", "An office"),
    ("place", "A place"),
    ("date", "A date"),
    ("session number", "A session"),
    ("statement recall", "A statement missed, or of another kind"),
    ("delivery recall", "A delivery missed"),
    ("delivery status", "The status of a delivery"),
];

/// The document with what is made put in; none where the marks are gone.
pub fn filled(document: &str, record: &Record) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{}{END}{after}", made(record)))
}

fn made(record: &Record) -> String {
    let mut out = String::new();
    for (kind, measures) in KINDS {
        let heads: Vec<&str> = COLUMNS.iter().map(|column| column.1).collect();
        let _ = writeln!(out, "| {kind} | {} |\n|---|---|---|---|---|", heads.join(" | "));
        for measure in measures {
            let cells: Vec<String> = COLUMNS.iter().map(|(set, _)| cell(record.sets.get(*set), measure)).collect();
            let _ = writeln!(out, "| {measure} | {} |", cells.join(" | "));
        }
        out.push('\n');
    }
    out.push_str(
        "What goes wrong: for each figure the first case of each set, as `bahi eval --misses` lists all of them.\n\n",
    );
    for (measure, called) in MISSES {
        for (set, misses) in &record.misses {
            misses.iter().filter(|miss| miss.measure == measure).for_each(|miss| example(&mut out, called, set, miss));
        }
    }
    out.push('\n');
    out
}

/// A share with what it is made of; a dash where the set has no such thing.
fn cell(counts: Option<&Counts>, measure: &str) -> String {
    let Some(counts) = counts else { return "–".into() };
    let Some(share) = shares(counts).get(measure).copied() else { return "–".into() };
    // Cut, as floors are: a figure never looks better than it is.
    let share = (share * 1000.0 + 1e-6).floor() / 1000.0;
    match counts.get(measure) {
        Some((right, of)) => format!("{share:.3} ({right} of {of})"),
        None => format!("{share:.3}"),
    }
}

fn example(out: &mut String, called: &str, set: &str, miss: &Miss) {
    let [report, gold, read, words] = miss.parts.each_ref().map(|part| plain(part));
    let right = if gold.is_empty() { "there is none".to_owned() } else { format!("'{gold}' is right") };
    let read = if read.is_empty() { "nothing".to_owned() } else { format!("'{read}'") };
    let _ = writeln!(out, "- **{called}** (`eval/{set}/{report}`): {right}, {read} was read. «{words}»");
}

/// Words that Markdown leaves alone.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if "*_`[]<>\\|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_examples_are_put_between_the_marks() {
        let counts = Counts::from([("place".to_owned(), (2.0, 3.0)), ("kind".to_owned(), (1.0, 1.0))]);
        let miss = Miss { measure: "place".into(), parts: ["1.txt", "Paris", "", "In *Paris*"].map(String::from) };
        let record = Record {
            sets: [("dev-a".to_owned(), counts)].into(),
            misses: [("dev-a".to_owned(), vec![miss])].into(),
            ..Record::default()
        };
        let made = filled(&format!("# A\n{BEGIN}stale\n{END}after\n"), &record).unwrap();
        assert!(made.starts_with("# A\n") && made.ends_with("after\n") && !made.contains("stale"), "{made}");
        assert!(made.contains("| place | 0.666 (2 of 3) | – | – | – |"), "{made}");
        let line = "- **A place** (`eval/dev-a/1.txt`): 'Paris' is right, nothing was read. «In \\*Paris\\*»";
        assert!(made.contains(line), "{made}");
        assert_eq!(filled(&made, &record).as_deref(), Some(made.as_str()));
        assert_eq!(filled("# A\n", &record), None);
    }
}
