//! The ledger file and the search in it, beside SQLite's own index of words as it comes.

use super::clock::{by_turns, cost, keep};
use super::{Fails, Row};
use bahi::store::{Bounds, Incoming};
use bahi::{Bahi, Input, Store};
use bahi_corpus::{Corpus, Sort, Spec};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Reports that are added.
const REPORTS: usize = 600;

/// Words that are common, rare, with joined letters, and not part of any name.
const WORDS: usize = 40;

/// Adding, and searching.
pub fn rows() -> Fails<Vec<Row>> {
    let bahi = Bahi::new();
    let corpus = Corpus::bundled()?;
    let made = corpus.reports(Spec { reports: REPORTS, seed: 11, broken: false }).filter(|r| r.sort == Sort::Fresh);
    let input = |r: bahi_corpus::Report| Input { path: r.path, bytes: r.bytes, ..Input::default() };
    let incoming: Vec<Incoming> =
        made.map(input).map(|input| bahi.read_one(&input).map_err(|failure| failure.why)).collect::<Result<_, _>>()?;
    let (mut store, other) = (Store::in_memory()?, Connection::open_in_memory()?);
    let mut added = Ok(());
    let ours = cost(|| added = store.add_all(&incoming).and_then(|_| store.settle(bahi.knowledge(), |_| {})));
    added?;
    let mut indexed = Ok(());
    let theirs = cost(|| indexed = index(&other, &incoming));
    indexed?;
    let rate = |seconds: f64| incoming.len() as f64 / seconds;
    let ledger = Row {
        stage: "ledger",
        what: "reports that were read put into the file, with all that follows, reports/s".into(),
        ours: rate(ours),
        rival: "their words alone into an index of SQLite",
        theirs: Some(rate(theirs)),
        more: true,
    };
    let mut rows = vec![ledger];
    rows.extend(search(&bahi, &store, &other, &incoming)?);
    Ok(rows)
}

fn index(db: &Connection, incoming: &[Incoming]) -> rusqlite::Result<()> {
    db.execute_batch("CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, text); BEGIN")?;
    let mut insert = db.prepare("INSERT INTO words VALUES (?1, ?2)")?;
    for one in incoming {
        insert.execute((&one.ledger().reports[0].id, own(one)))?;
    }
    db.execute_batch("COMMIT")
}

// Words as people type them; right are the reports in which the word stands, whole and by itself.
fn search(bahi: &Bahi, store: &Store, other: &Connection, incoming: &[Incoming]) -> Fails<Vec<Row>> {
    let words = words(incoming);
    let ours_of = |word: &str| -> Fails<BTreeSet<String>> {
        let found = store.search(bahi.knowledge(), &format!("\"{word}\""), &Bounds::default(), incoming.len())?;
        Ok(found.hits.into_iter().map(|hit| hit.report).collect())
    };
    let theirs_of = |word: &str| -> Fails<BTreeSet<String>> {
        let mut query = other.prepare("SELECT id FROM words WHERE words MATCH ?1")?;
        let rows = query.query_map([format!("\"{word}\"")], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let (mut ours, mut theirs) = (Score::default(), Score::default());
    for word in &words {
        let holds = |one: &&Incoming| forms(&own(one)).contains(word);
        let right = incoming.iter().filter(holds).map(|one| one.ledger().reports[0].id.clone()).collect();
        let found = ours_of(word)?;
        if std::env::args().any(|argument| argument == "--misses") && found != right {
            eprintln!(
                "{word}: {} of {} found, {} others",
                found.intersection(&right).count(),
                right.len(),
                found.difference(&right).count()
            );
        }
        ours.add(&found, &right);
        theirs.add(&theirs_of(word)?, &right);
    }
    let (fast, slow) = by_turns(
        || words.iter().for_each(|word| keep(ours_of(word).is_ok())),
        || words.iter().for_each(|word| keep(theirs_of(word).is_ok())),
    );
    let each = |seconds: f64| 1000.0 * seconds / words.len().max(1) as f64;
    let rival = "SQLite's index of words as it comes (FTS5, unicode61)";
    let row = |what: &str, ours, theirs, more| Row {
        stage: "search",
        what: what.into(),
        ours,
        rival,
        theirs: Some(theirs),
        more,
    };
    Ok(vec![
        row("of what is found for a Hindi word, share that holds it", ours.precision(), theirs.precision(), true),
        row("of the reports that hold it, share that is found", ours.recall(), theirs.recall(), true),
        row("a word looked for, with all its reports shown, ms", each(fast), each(slow), false),
    ])
}

#[derive(Default)]
struct Score {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Score {
    fn add(&mut self, found: &BTreeSet<String>, wanted: &BTreeSet<String>) {
        self.right += found.intersection(wanted).count();
        self.found += found.len();
        self.wanted += wanted.len();
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }
}

/// The text without the lines that the page carries beside the report: those are not searched.
fn own(one: &Incoming) -> String {
    let beside: BTreeSet<usize> = one.ledger().reports.iter().flat_map(|r| &r.furniture).map(|f| f.line).collect();
    let lines = one.text().lines().enumerate().filter(|(index, _)| !beside.contains(&(index + 1)));
    lines.map(|(_, line)| format!("{line}\n")).collect()
}

/// The words of a text without what spellings differ in, found without our own tokens: letters and signs next to each other.
fn forms(text: &str) -> BTreeSet<String> {
    let sign = |c: char| matches!(c, '\u{900}'..='\u{963}' | '\u{970}'..='\u{97F}' | '\u{200C}' | '\u{200D}');
    text.split(|c: char| !c.is_alphanumeric() && !sign(c)).map(bahi_text::fold).collect()
}

/// Every so many of the words with a sign within, so that common ones and rare ones are among them.
fn words(incoming: &[Incoming]) -> Vec<String> {
    let all: BTreeSet<String> = incoming.iter().flat_map(|one| forms(&own(one))).collect();
    let hindi: Vec<String> = all.into_iter().filter(|word| word.chars().count() > 3 && !word.is_ascii()).collect();
    let step = (hindi.len() / WORDS).max(1);
    hindi.into_iter().step_by(step).take(WORDS).collect()
}
