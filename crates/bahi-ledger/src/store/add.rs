//! Adding: one report, one transaction. What follows from it is worked out later, in [`super::settle`].

use super::source::Source;
use super::words::own;
use super::{Store, StoreError, claims, forms, json};
use bahi_resolve::combine::conflicts::{agreement_key, delivery_key};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::people::{Links, Told, day};
use bahi_resolve::ledger::{Ledger, Report};
use bahi_text::fold;
use rusqlite::{ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};

/// A report that was read: its ledger by itself, and its text.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The ledger of this report alone.
    pub ledger: Ledger,
    /// Its text.
    pub text: String,
    /// What it was read from, where that is more than the text.
    pub source: Option<Source>,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It was entered.
    New,
    /// The same bytes were there already.
    Known,
}

impl Store {
    /// Enters a report, in one transaction; the same bytes a second time change nothing but the path that is shown, which
    /// is the first by letters.
    pub fn add(&mut self, incoming: &Incoming) -> Result<Added, StoreError> {
        let Some(head) = incoming.ledger.reports.first() else { return Ok(Added::Known) };
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known: Option<(String, String)> = tx
            .prepare_cached("SELECT path, sha256 FROM report WHERE id = ?1")?
            .query_row([&head.id], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        let added = match known {
            Some((_, sha256)) if sha256 != head.sha256 => return Err(StoreError::Taken { path: head.path.clone() }),
            Some((path, _)) => {
                if head.path < path {
                    tx.execute(
                        "UPDATE report SET path = ?1, head = ?2 WHERE id = ?3",
                        params![head.path, json(head)?, head.id],
                    )?;
                    tx.execute("INSERT OR IGNORE INTO unsettled VALUES (?1)", [&head.id])?;
                }
                Added::Known
            }
            None => {
                enter(&tx, incoming, head).map_err(|error| taken(error, &head.path))?;
                Added::New
            }
        };
        tx.prepare_cached("DELETE FROM failure WHERE path = ?1")?.execute([&head.path])?;
        tx.commit()?;
        Ok(added)
    }

    /// Remembers an input that could not be read.
    pub fn failed(&mut self, path: &str, why: &str, remedy: &str) -> Result<(), StoreError> {
        self.db.execute("INSERT OR REPLACE INTO failure VALUES (?1, ?2, ?3)", [path, why, remedy])?;
        Ok(())
    }

    /// Inputs that could not be read: path, why, what to do.
    pub fn failures(&self) -> Result<Vec<(String, String, String)>, StoreError> {
        let mut rows = self.db.prepare("SELECT path, why, remedy FROM failure ORDER BY path")?;
        let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

// Ids are made of content: that one is there already means that two contents share it.
fn taken(error: StoreError, path: &str) -> StoreError {
    match error {
        StoreError::Sqlite(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            StoreError::Taken { path: path.to_owned() }
        }
        other => other,
    }
}

fn enter(tx: &Transaction<'_>, incoming: &Incoming, head: &Report) -> Result<(), StoreError> {
    let Incoming { ledger, text, source } = incoming;
    let published = head.published.as_deref();
    let number = published.and_then(day).map(|d| d.number());
    tx.prepare_cached(
        "INSERT INTO report (id, sha256, path, outlet, title, published, day, knowledge, head, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        head.id,
        head.sha256,
        head.path,
        head.outlet,
        head.title,
        published,
        number,
        ledger.knowledge,
        json(head)?,
        text
    ])?;
    let row = tx.last_insert_rowid();
    tx.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
        .execute(params![row, fold(&own(text, &head.furniture))])?;
    if let Some(source) = source {
        source.enter(tx, &head.id)?;
    }
    records(tx, ledger, head)?;
    claims::enter(tx, &ledger.claims, 1)?;
    tx.prepare_cached("INSERT OR IGNORE INTO unsettled VALUES (?1)")?.execute([&head.id])?;
    Ok(())
}

/// Enters what a report tells of actors and records, with everything by which it is compared.
pub fn records(tx: &Transaction<'_>, ledger: &Ledger, head: &Report) -> Result<(), StoreError> {
    let published = head.published.as_deref();
    actors(tx, ledger, &head.id, published.and_then(day).map(|d| d.number()))?;
    tellings(tx, ledger, &head.id, published)
}

fn actors(tx: &Transaction<'_>, ledger: &Ledger, report: &str, day: Option<i64>) -> Result<(), StoreError> {
    let mut said = tx.prepare_cached("INSERT INTO actor_said VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    for (place, a) in ledger.actors.iter().enumerate() {
        // The day stands in a column of its own, so that the same told on many days is found once.
        let told = (a.kind == "person").then(|| Told::new(a, None));
        if let Some(told) = &told {
            forms::enter(tx, &a.id, told, day)?;
        }
        let told = told.map(|t| serde_json::to_string(&t)).transpose()?;
        said.execute(params![a.id, report, place, a.kind, a.known, told, day, json(a)?])?;
    }
    Ok(())
}

fn tellings(tx: &Transaction<'_>, ledger: &Ledger, report: &str, published: Option<&str>) -> Result<(), StoreError> {
    let mut telling = tx.prepare_cached("INSERT INTO telling VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let nothing = Links::default();
    for (place, e) in ledger.engagements.iter().enumerate() {
        let facts = serde_json::to_string(&Facts::new(e, ledger, &nothing))?;
        telling.execute(params![e.id, report, place, "engagement", json(e)?, facts, None::<String>])?;
    }
    for (place, s) in ledger.statements.iter().enumerate() {
        telling.execute(params![s.id, report, place, "statement", json(s)?, None::<String>, None::<String>])?;
    }
    for (place, a) in ledger.agreements.iter().enumerate() {
        let group = agreement_key(a, published).map(|k| format!("G {k}"));
        telling.execute(params![a.id, report, place, "agreement", json(a)?, None::<String>, group])?;
    }
    for (place, d) in ledger.deliveries.iter().enumerate() {
        let group = format!("H {}", delivery_key(d));
        telling.execute(params![d.id, report, place, "delivery", json(d)?, None::<String>, group])?;
    }
    Ok(())
}
