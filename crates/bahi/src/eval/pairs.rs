//! How well names are told apart: labelled pairs, and queries in Latin letters for people known.
//!
//! Beside Bahi's own comparer, with what it knows of names and by their spelling alone, stand two floors: edit distance (of the folded names; across the scripts of the romanised
//! one), at the threshold that suits it best on this very set, and equal consonant skeletons.

use bahi_knowledge::Knowledge;
use bahi_text::fold;
use bahi_text::names::Verdict;
use bahi_text::names::latin::plain;
use bahi_text::script::roman::romanise;
use bahi_text::script::similar::edit_distance;
use bahi_text::script::{Script, script_of};
use std::collections::BTreeMap;

/// Two names and what people say of them.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Pair {
    /// One name.
    pub left: String,
    /// The other.
    pub right: String,
    /// `same`, `different`, `unclear`.
    pub relation: String,
    /// `strong`, `medium`, `weak`.
    pub tier: String,
    /// `person`, `place`, …
    pub kind: String,
}

/// A query for a person.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Query {
    /// As typed.
    pub query: String,
    /// World id of the person meant.
    pub id: String,
}

/// A comparer's precision and recall of `same` in one tier.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The comparer.
    pub method: &'static str,
    /// The tier, or `all`.
    pub tier: String,
    /// Pairs called the same that are, of all called the same.
    pub precision: (usize, usize),
    /// Pairs called the same that are, of all that are.
    pub recall: (usize, usize),
}

/// Reads a table with a head row; the error names the line.
pub fn table<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<T>, String> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().map_err(|e| e.to_string())
}

/// Every comparer on every tier.
pub fn compare(pairs: &[Pair], knowledge: &Knowledge) -> Vec<Row> {
    let matcher = knowledge.names();
    let known: Vec<bool> =
        pairs.iter().map(|p| knowledge.compare_names(&p.left, &p.right).verdict == Verdict::Same).collect();
    let ours: Vec<bool> = pairs.iter().map(|p| matcher.compare(&p.left, &p.right).verdict == Verdict::Same).collect();
    let distances: Vec<u32> = pairs.iter().map(|p| edit(&p.left, &p.right)).collect();
    let best = (0..=60).max_by_key(|&t| f1(pairs, &distances.iter().map(|&d| d <= t).collect::<Vec<_>>())).unwrap_or(0);
    let edits: Vec<bool> = distances.iter().map(|&d| d <= best).collect();
    let bones: Vec<bool> = pairs.iter().map(|p| bones(&p.left) == bones(&p.right)).collect();
    let mut out = Vec::new();
    for tier in ["strong", "medium", "weak", "all"] {
        for (method, said) in
            [("bahi", &known), ("spelling alone", &ours), ("edit distance", &edits), ("consonant skeleton", &bones)]
        {
            out.push(row(method, tier, pairs, said));
        }
    }
    out
}

/// The pairs that Bahi gets wrong, with its distance.
pub fn wrong<'a>(pairs: &'a [Pair], knowledge: &Knowledge) -> Vec<(&'a Pair, Verdict, u32)> {
    let judged = pairs.iter().map(|p| (p, knowledge.compare_names(&p.left, &p.right)));
    judged
        .filter(|(p, l)| (l.verdict == Verdict::Same) != (p.relation == "same"))
        .map(|(p, l)| (p, l.verdict, l.distance))
        .collect()
}

/// Queries whose person is among the first five found, of all; and those missed.
pub fn queries<'a>(queries: &'a [Query], knowledge: &Knowledge) -> (usize, Vec<&'a Query>) {
    let found = |q: &&Query| knowledge.find_people(&q.query, 5).iter().any(|f| f.id == q.id);
    let missed: Vec<&Query> = queries.iter().filter(|q| !found(q)).collect();
    (queries.len() - missed.len(), missed)
}

fn row(method: &'static str, tier: &str, pairs: &[Pair], said: &[bool]) -> Row {
    let here = pairs.iter().zip(said).filter(|(p, _)| tier == "all" || p.tier == tier);
    let mut row = Row { method, tier: tier.to_owned(), precision: (0, 0), recall: (0, 0) };
    for (pair, &said) in here {
        let same = pair.relation == "same";
        row.precision.1 += usize::from(said);
        row.recall.1 += usize::from(same);
        row.precision.0 += usize::from(said && same);
        row.recall.0 += usize::from(said && same);
    }
    row
}

// In millionths, so that it can be ordered.
fn f1(pairs: &[Pair], said: &[bool]) -> usize {
    let r = row("", "strong", pairs, said);
    2_000_000 * r.recall.0 / (r.precision.1 + r.recall.1).max(1)
}

fn in_latin(name: &str) -> String {
    let devanagari = name.chars().find_map(script_of) == Some(Script::Devanagari);
    if devanagari { romanise(name) } else { name.to_owned() }
}

// Hundredths of the longer name; across the scripts both are in Latin letters.
fn edit(a: &str, b: &str) -> u32 {
    let script = |s: &str| s.chars().find_map(script_of);
    let (x, y): (Vec<char>, Vec<char>) = match script(a) == script(b) {
        true => (fold(a).chars().collect(), fold(b).chars().collect()),
        false => (in_latin(a).to_lowercase().chars().collect(), in_latin(b).to_lowercase().chars().collect()),
    };
    (100 * edit_distance(&x, &y) / x.len().max(y.len()).max(1)) as u32
}

fn bones(name: &str) -> Vec<String> {
    let word = |w: &str| plain(w).chars().filter(|c| !"aeiouyh".contains(*c)).collect::<String>();
    in_latin(name).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(word).collect()
}

/// Precision and recall as shares, and the share of queries answered, for floors. A tier in which nothing is the same has
/// neither; what is called the same there counts against all tiers.
pub fn figures(rows: &[Row], answered: usize, asked: usize) -> BTreeMap<String, (usize, usize)> {
    let mut out = BTreeMap::from([("query in first five".to_owned(), (answered, asked))]);
    for r in rows.iter().filter(|r| r.method == "bahi" && r.recall.1 > 0) {
        out.insert(format!("{} pairs recall", r.tier), r.recall);
        out.insert(format!("{} pairs precision", r.tier), r.precision);
    }
    out
}
