//! The ledger of one report by itself, as it was entered.

use super::claims::{self, COLUMNS, STANDING, Written};
use super::{Store, StoreError};
use bahi_resolve::ledger::{LEDGER_FORMAT, Ledger, Report};
use rusqlite::Connection;
use serde::de::DeserializeOwned;

impl Store {
    /// Ids of all reports.
    pub fn reports(&self) -> Result<Vec<String>, StoreError> {
        reports(&self.db)
    }

    /// The ledger of a report by itself, with the ids that it has there.
    pub fn single(&self, report: &str) -> Result<Ledger, StoreError> {
        single(&self.db, report)
    }
}

/// Ids of all reports.
pub fn reports(db: &Connection) -> Result<Vec<String>, StoreError> {
    let mut rows = db.prepare_cached("SELECT id FROM report ORDER BY id")?;
    let rows = rows.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The ledger of a report by itself.
pub fn single(db: &Connection, report: &str) -> Result<Ledger, StoreError> {
    let mut head = db.prepare_cached("SELECT head, knowledge FROM report WHERE id = ?1")?;
    let (head, knowledge): (String, String) = head.query_row([report], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let head: Report = serde_json::from_str(&head)?;
    let told = |kind: &str| format!("SELECT body FROM telling WHERE report = ?1 AND type = '{kind}' ORDER BY place");
    let mut written =
        db.prepare_cached(&format!("SELECT {COLUMNS} FROM {STANDING} WHERE r.id = ?1 ORDER BY w.place"))?;
    let written = written.query_map([report], Written::of)?;
    Ok(Ledger {
        ledger_format: LEDGER_FORMAT,
        knowledge,
        reports: vec![head],
        actors: bodies(db, ACTORS, report)?,
        engagements: bodies(db, &told("engagement"), report)?,
        statements: bodies(db, &told("statement"), report)?,
        agreements: bodies(db, &told("agreement"), report)?,
        deliveries: bodies(db, &told("delivery"), report)?,
        conflicts: Vec::new(),
        claims: claims::claims(db, written)?,
    })
}

const ACTORS: &str =
    "SELECT s.body FROM report r JOIN actor_said s ON s.number = r.number WHERE r.id = ?1 ORDER BY s.place";

fn bodies<T: DeserializeOwned>(db: &Connection, query: &str, report: &str) -> Result<Vec<T>, StoreError> {
    let mut rows = db.prepare_cached(query)?;
    let rows = rows.query_map([report], |r| r.get::<_, String>(0))?;
    rows.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
}
