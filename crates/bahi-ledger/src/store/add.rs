//! Adding: one report, one transaction. What follows from it is worked out later, in [`super::settle`].

use super::words::own;
use super::{Store, StoreError};
use bahi_resolve::combine::conflicts::{Voice, agreement_key, delivery_key};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::people::{Links, Told, day};
use bahi_resolve::ledger::{Ledger, Report};
use bahi_text::{Signature, fold};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;

/// A report that was read: its ledger by itself, and its text.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The ledger of this report alone.
    pub ledger: Ledger,
    /// Its text.
    pub text: String,
    /// By what copies of it are known.
    pub signature: Signature,
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
    /// Whether a report with these bytes is there.
    pub fn has(&self, sha256: &str) -> Result<bool, StoreError> {
        let mut found = self.db.prepare_cached("SELECT 1 FROM report WHERE sha256 = ?1")?;
        Ok(found.exists([sha256])?)
    }

    /// Enters a report, in one transaction; the same bytes a second time change nothing but the path that is shown, which
    /// is the first by letters.
    pub fn add(&mut self, incoming: &Incoming) -> Result<Added, StoreError> {
        let Some(head) = incoming.ledger.reports.first() else { return Ok(Added::Known) };
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known: Option<(String, String)> = tx
            .prepare_cached("SELECT path, id FROM report WHERE sha256 = ?1")?
            .query_row([&head.sha256], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        let added = match known {
            Some((path, id)) => {
                if head.path < path {
                    tx.execute(
                        "UPDATE report SET path = ?1, head = ?2 WHERE id = ?3",
                        params![head.path, json(head)?, id],
                    )?;
                    tx.execute("INSERT OR IGNORE INTO unsettled VALUES (?1)", [&id])?;
                }
                Added::Known
            }
            None => {
                enter(&tx, incoming, head)?;
                Added::New
            }
        };
        tx.execute("DELETE FROM failure WHERE path = ?1", [&head.path])?;
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

fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    Ok(serde_json::to_string(value)?)
}

fn enter(tx: &Transaction<'_>, incoming: &Incoming, head: &Report) -> Result<(), StoreError> {
    let Incoming { ledger, text, signature } = incoming;
    let published = head.published.as_deref();
    let number = published.and_then(day).map(|d| d.number());
    tx.prepare_cached("INSERT INTO report VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?.execute(params![
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
    tx.prepare_cached("INSERT INTO signature VALUES (?1, ?2)")?.execute(params![head.id, signature.to_bytes()])?;
    actors(tx, ledger, &head.id, number)?;
    tellings(tx, ledger, &head.id)?;
    let mut claim = tx.prepare_cached("INSERT INTO claim VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for (place, c) in ledger.claims.iter().enumerate() {
        claim.execute(params![c.id, c.report, place, c.record, c.field, c.value, c.rule, c.modality, json(c)?])?;
    }
    tx.execute("INSERT OR IGNORE INTO unsettled VALUES (?1)", [&head.id])?;
    Ok(())
}

fn actors(tx: &Transaction<'_>, ledger: &Ledger, report: &str, day: Option<i64>) -> Result<(), StoreError> {
    let mut said = tx.prepare_cached("INSERT INTO actor_said VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    let mut key = tx.prepare_cached("INSERT OR IGNORE INTO name_key VALUES (?1, ?2)")?;
    for (place, a) in ledger.actors.iter().enumerate() {
        // The day stands in a column of its own, so that the same told on many days is found once.
        let told = (a.kind == "person").then(|| Told::new(a, None));
        for k in told.iter().flat_map(Told::keys) {
            key.execute([&k, &a.id])?;
        }
        let told = told.map(|t| json(&t)).transpose()?;
        said.execute(params![a.id, report, place, a.kind, a.known, told, day, json(a)?])?;
    }
    Ok(())
}

fn tellings(tx: &Transaction<'_>, ledger: &Ledger, report: &str) -> Result<(), StoreError> {
    let mut telling = tx.prepare_cached("INSERT INTO telling VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let nothing = Links::default();
    for (place, e) in ledger.engagements.iter().enumerate() {
        let facts = json(&Facts::new(e, ledger, &nothing))?;
        telling.execute(params![e.id, report, place, "engagement", json(e)?, facts, None::<String>])?;
    }
    for (place, s) in ledger.statements.iter().enumerate() {
        telling.execute(params![s.id, report, place, "statement", json(s)?, None::<String>, None::<String>])?;
    }
    let voices =
        |record: &str| json(&ledger.claims.iter().filter(|c| c.record == record).map(Voice::new).collect::<Vec<_>>());
    for (place, a) in ledger.agreements.iter().enumerate() {
        let group = agreement_key(a).map(|k| format!("G {k}"));
        let facts = group.is_some().then(|| voices(&a.id)).transpose()?;
        telling.execute(params![a.id, report, place, "agreement", json(a)?, facts, group])?;
    }
    for (place, d) in ledger.deliveries.iter().enumerate() {
        let group = format!("H {}", delivery_key(d));
        telling.execute(params![d.id, report, place, "delivery", json(d)?, voices(&d.id)?, group])?;
    }
    Ok(())
}
