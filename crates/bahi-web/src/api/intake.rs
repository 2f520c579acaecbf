//! Reports taken in over the desk: read as `bahi add` reads them, with a word about everything that was not read.

use super::envelope::Answer;
use crate::errors::Fault;
use crate::state::Desk;
use bahi::format::{self, Piece};
use bahi::store::{Added, Incoming, Type};
use bahi::{Bahi, Entry, Failure, Store, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::sync::OwnedSemaphorePermit;

/// One file, or words that were pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// What it was called where it comes from.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What became of uploads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Taken {
    /// Reports that were read.
    pub read: Vec<TakenReport>,
    /// What could not be read, with why and what to do.
    pub not_read: Vec<NotRead>,
    /// What was passed over, with how often.
    pub passed: BTreeMap<String, usize>,
}

/// A report that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct TakenReport {
    /// `R-…`.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Where it stood in what was sent.
    pub path: String,
    /// Whether it was not there before.
    pub new: bool,
    /// Engagements, statements, agreements and deliveries that it tells of.
    pub records: usize,
    /// The same by type.
    pub counts: BTreeMap<&'static str, usize>,
    /// Phrases that look like events and were not understood.
    pub not_understood: usize,
    /// What a person should know.
    pub warnings: Vec<String>,
}

/// What could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct NotRead {
    /// Where it stood.
    pub path: String,
    /// What is wrong.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

impl From<Failure> for NotRead {
    fn from(f: Failure) -> Self {
        Self { path: f.path, why: f.why, remedy: f.remedy }
    }
}

/// Reads what was sent and enters it. `turn` is the place among those who upload, taken before the bytes were.
///
/// # Errors
/// That nothing may be written, a fault of the ledger.
pub async fn take(desk: &Desk, turn: OwnedSemaphorePermit, uploads: Vec<Upload>) -> Result<Taken, Fault> {
    if desk.settings.read_only {
        return Err(Fault::read_only());
    }
    let entries = desk.work(turn, move |bahi| Ok(read(bahi, uploads))).await?;
    desk.write(move |bahi, store| enter(bahi, store, entries)).await
}

fn read(bahi: &Bahi, uploads: Vec<Upload>) -> Vec<Entry> {
    let mut out = Vec::new();
    for upload in uploads {
        let path = format!("desk/{}", plain(&upload.name));
        for piece in format::units(Cursor::new(upload.bytes), &path, bahi.options()) {
            match piece {
                Piece::Unit(unit) => out.extend(read_one(bahi, unit)),
                Piece::Bad(fault) => out.push(Entry::Failed(fault.into())),
                Piece::Passed(passed) => out.push(Entry::Passed(passed.what)),
            }
        }
    }
    out
}

// A fault of the program costs one page and not the rest.
fn read_one(bahi: &Bahi, unit: bahi::Input) -> Vec<Entry> {
    let path = unit.path.clone();
    let read = || bahi.read_each(unit).into_iter().map(|reading| bahi.entry(reading)).collect();
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let why = "reading it failed, which is a fault of the program".to_owned();
        vec![Entry::Failed(Failure { path, why, remedy: "the others are read; report this one".to_owned() })]
    })
}

fn enter(bahi: &Bahi, store: &mut Store, entries: Vec<Entry>) -> Result<Taken, Fault> {
    let mut out = Taken::default();
    for entry in entries {
        match entry {
            Entry::Report(incoming) => match store.add(&incoming) {
                Ok(added) => out.read.extend(told(&incoming, added)),
                Err(StoreError::Taken { path }) => out.not_read.push(Failure::taken(path).into()),
                Err(error) => return Err(error.into()),
            },
            Entry::Known => *out.passed.entry("a report that is there already".to_owned()).or_default() += 1,
            Entry::Failed(failure) => out.not_read.push(failure.into()),
            Entry::Passed(what) => *out.passed.entry(what).or_default() += 1,
        }
    }
    for not_read in &out.not_read {
        store.failed(&not_read.path, &not_read.why, &not_read.remedy)?;
    }
    store.settle(bahi.knowledge(), |_| {})?;
    Ok(out)
}

fn told(incoming: &Incoming, added: Added) -> Option<TakenReport> {
    let ledger = incoming.ledger();
    let head = ledger.reports.first()?;
    let counts = BTreeMap::from([
        (Type::Engagement.name(), ledger.engagements.len()),
        (Type::Statement.name(), ledger.statements.len()),
        (Type::Agreement.name(), ledger.agreements.len()),
        (Type::Delivery.name(), ledger.deliveries.len()),
    ]);
    Some(TakenReport {
        id: head.id.clone(),
        title: head.title.clone(),
        path: head.path.clone(),
        new: added == Added::New,
        records: counts.values().sum(),
        counts,
        not_understood: head.not_understood.len(),
        warnings: head.warnings.clone(),
    })
}

// A name is words for people: folders of others are none of ours, and it stands on one line.
fn plain(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = name.chars().filter(|c| !c.is_control()).take(120).collect();
    let kept = kept.trim().trim_start_matches('.');
    if kept.is_empty() { "pasted.txt".to_owned() } else { kept.to_owned() }
}

/// As the interface gives it.
///
/// # Errors
/// None but faults of the program.
pub fn answer(taken: &Taken) -> Result<Answer, Fault> {
    Answer::one(taken)
}
