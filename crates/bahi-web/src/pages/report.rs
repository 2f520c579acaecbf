//! A report as it was read: its text with everything marked that was read from it, and why the rest was left out.

use super::asked::{Asked, Reply};
use super::columns::{Head, source};
use super::marks::{self, Line, Mark};
use super::names::Namer;
use super::rows::{Row, Rows};
use crate::Fault;
use bahi::ledger::Claim;
use bahi::{Bahi, Store};
use serde::Serialize;
use std::collections::BTreeSet;

/// A report.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReportView {
    /// As it is named elsewhere.
    pub head: Head,
    /// Path as given.
    pub path: String,
    /// Language.
    pub language: String,
    /// SHA-256 of the bytes it was read from.
    pub sha256: String,
    /// What went wrong, in English.
    pub warnings: Vec<String>,
    /// All lines.
    pub lines: Vec<Line>,
    /// Sorts of records that are marked, with how many claims.
    pub legend: Vec<(&'static str, usize)>,
    /// Records it tells of.
    pub rows: Vec<Row>,
    /// Reports that copy it or that it copies.
    pub family: Vec<Head>,
    /// Phrases that look like an event and were not understood.
    pub not_understood: Vec<String>,
}

const KINDS: [(&str, &str); 5] =
    [("E", "engagement"), ("S", "statement"), ("G", "agreement"), ("D", "delivery"), ("?", "not-understood")];

/// The page.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let id = asked.id();
    if !store.reports()?.contains(&id) {
        return Err(Fault::unknown(format!("{id}: there is no such report in this ledger")));
    }
    let only = BTreeSet::from([id.clone()]);
    let mut ids = told(store, &id)?;
    ids.retain(|i| !i.starts_with("A-"));
    let mut ledger = store.ledger_of(&ids)?;
    if !ledger.reports.iter().any(|r| r.id == id) {
        ledger.reports.extend(store.part(&BTreeSet::new(), &only)?.reports.into_iter().filter(|r| r.id == id));
    }
    if !ledger.reports.iter().any(|r| r.id == id) {
        ledger.reports.extend(store.single(&id)?.reports);
    }
    let report = ledger.reports.iter().find(|r| r.id == id).cloned().unwrap_or_default();
    let text = store.texts(&only)?.remove(&id).unwrap_or_default();
    let claims: Vec<&Claim> = ledger.claims.iter().filter(|c| c.report == id).collect();
    let mut marks: Vec<Mark> = claims.iter().flat_map(|c| of_claim(c)).collect();
    marks.extend(report.not_understood.iter().map(|e| Mark {
        start: e.start,
        end: e.end,
        key: "not-understood".to_owned(),
        claim: String::new(),
        class: "not-understood",
    }));
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let fresh = BTreeSet::new();
    let rows = Rows::new(&ledger, &namer, &fresh);
    let count = |letter: &str, name: &'static str| {
        let n = match letter {
            "?" => report.not_understood.len(),
            letter => claims.iter().filter(|c| c.record.starts_with(letter)).count(),
        };
        (name, n)
    };
    let view = ReportView {
        head: Head::of(&report, asked.lang),
        path: report.path.clone(),
        language: report.language.clone(),
        sha256: report.sha256.clone(),
        warnings: report.warnings.clone(),
        lines: marks::lines(&text, &marks, &report.furniture),
        legend: KINDS.iter().map(|(letter, name)| count(letter, name)).filter(|l| l.1 > 0).collect(),
        rows: ids.iter().filter_map(|i| rows.row(i)).collect(),
        family: family(store, &report, asked)?,
        not_understood: report.not_understood.iter().map(|e| e.exact.clone()).collect(),
    };
    let title = report.title.clone().unwrap_or_else(|| source(&report));
    asked.page("report.html", "sources", &title, &view)
}

fn of_claim(claim: &Claim) -> impl Iterator<Item = Mark> + '_ {
    let class = KINDS.iter().find(|k| claim.record.starts_with(k.0)).map_or("engagement", |k| k.1);
    claim.evidence.iter().map(move |e| Mark {
        start: e.start,
        end: e.end,
        key: claim.record.clone(),
        claim: claim.id.clone(),
        class,
    })
}

// Records that a report tells of, under the ids that they have now.
fn told(store: &Store, report: &str) -> Result<BTreeSet<String>, Fault> {
    let query =
        "SELECT coalesce(m.record, t.id) FROM telling t LEFT JOIN member m ON m.telling = t.id WHERE t.report = ?1";
    let mut rows = store.connection().prepare_cached(query).map_err(bahi::StoreError::from)?;
    let rows = rows.query_map([report], |r| r.get(0)).map_err(bahi::StoreError::from)?;
    Ok(rows.collect::<Result<_, _>>().map_err(bahi::StoreError::from)?)
}

// Those that tell the same text.
fn family(store: &Store, report: &bahi::ledger::Report, asked: &Asked) -> Result<Vec<Head>, Fault> {
    let ids: BTreeSet<String> = report.copy_of.iter().chain(&report.copies).cloned().collect();
    let mut out = Vec::new();
    for id in ids {
        for head in store.single(&id)?.reports {
            out.push(Head::of(&head, asked.lang));
        }
    }
    Ok(out)
}
