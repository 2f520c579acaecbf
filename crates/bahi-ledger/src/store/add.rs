//! Adding: a report is in the file whole or not at all. What follows from it is worked out later, in [`super::settle`].

use super::source::Source;
use super::words::own;
use super::{Store, StoreError, claims, forms, json};
use bahi_resolve::combine::conflicts::{Voice, agreement_key, delivery_key};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::people::{Links, Told, day_of};
use bahi_resolve::ledger::{Actor, Ledger, Report};
use bahi_text::{Signature, fold};
use rusqlite::{ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Reports that are well entered together, where many come.
pub const TOGETHER: usize = 64;

/// Reports that were entered after which what follows from them is well worked out, so that no long work is left for the end.
pub const PORTION: usize = 2_000;

/// A report that was read: its ledger by itself, and its text.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The ledger of this report alone.
    pub ledger: Ledger,
    /// Its text.
    pub text: String,
    /// What it was read from, where that is more than the text.
    pub source: Option<Source>,
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

/// Which reports a ledger has under which paths, by hashes: a few bytes for each.
#[derive(Debug, Clone, Default)]
pub struct Known {
    hashes: HashSet<u64>,
}

impl Known {
    /// Whether adding a report of this id from this path would change nothing.
    pub fn has(&self, report: &str, path: &str) -> bool {
        !self.hashes.is_empty() && self.hashes.contains(&hash(report, path))
    }
}

fn hash(report: &str, path: &str) -> u64 {
    let mut out = DefaultHasher::new();
    (report, path).hash(&mut out);
    out.finish()
}

impl Store {
    /// The reports that are there.
    pub fn known(&self) -> Result<Known, StoreError> {
        let mut rows = self.db.prepare("SELECT id, path FROM report")?;
        let rows = rows.query_map([], |r| Ok(hash(r.get_ref(0)?.as_str()?, r.get_ref(1)?.as_str()?)))?;
        Ok(Known { hashes: rows.collect::<Result<_, _>>()? })
    }

    /// Enters a report, in one transaction; the same bytes a second time change nothing but the path that is shown, which
    /// is the first by letters.
    pub fn add(&mut self, incoming: &Incoming) -> Result<Added, StoreError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let added = one(&tx, incoming)?;
        tx.commit()?;
        Ok(added)
    }

    /// Enters reports as [`Store::add`] does, in one transaction, which costs much less: they write to the same pages. If one
    /// cannot be entered none is, and all may be given to [`Store::add`].
    pub fn add_all<'i>(&mut self, incoming: impl IntoIterator<Item = &'i Incoming>) -> Result<Vec<Added>, StoreError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let added = incoming.into_iter().map(|incoming| one(&tx, incoming)).collect::<Result<_, _>>()?;
        tx.commit()?;
        Ok(added)
    }

    /// Enters reports as [`Store::add_all`] does, or, where an id of one of them is taken, each by itself. Gives what became of
    /// each: of one that cannot be entered its path.
    pub fn add_each(&mut self, incoming: &[Incoming]) -> Result<Vec<Result<Added, String>>, StoreError> {
        match self.add_all(incoming) {
            Ok(added) => Ok(added.into_iter().map(Ok).collect()),
            Err(StoreError::Taken { .. }) => incoming.iter().map(|one| self.add_alone(one)).collect(),
            Err(error) => Err(error),
        }
    }

    fn add_alone(&mut self, incoming: &Incoming) -> Result<Result<Added, String>, StoreError> {
        match self.add(incoming) {
            Ok(added) => Ok(Ok(added)),
            Err(StoreError::Taken { path }) => Ok(Err(path)),
            Err(error) => Err(error),
        }
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

fn one(tx: &Transaction<'_>, incoming: &Incoming) -> Result<Added, StoreError> {
    let Some(head) = incoming.ledger.reports.first() else { return Ok(Added::Known) };
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
            enter(tx, incoming, head).map_err(|error| taken(error, &head.path))?;
            Added::New
        }
    };
    tx.prepare_cached("DELETE FROM failure WHERE path = ?1")?.execute([&head.path])?;
    Ok(added)
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
    let Incoming { ledger, text, source, signature } = incoming;
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
        head.published,
        day_of(head),
        ledger.knowledge,
        json(head)?,
        text
    ])?;
    let row = tx.last_insert_rowid();
    tx.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
        .execute(params![row, fold(&own(text, &head.furniture))])?;
    tx.prepare_cached("INSERT INTO signature VALUES (?1, ?2)")?.execute(params![head.id, signature.to_bytes()])?;
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
    let day = day_of(head);
    let mut said = tx.prepare_cached("INSERT INTO actor_said VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    for (place, a) in ledger.actors.iter().enumerate() {
        said.execute(params![a.id, head.id, place, a.kind, a.known, told(tx, a, day)?, day, json(a)?])?;
    }
    let mut put = tx.prepare_cached("INSERT INTO telling VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for t in tellings(ledger)? {
        put.execute(params![t.id, head.id, t.place, t.kind, t.body, t.facts, t.grp])?;
    }
    merging(tx, ledger, head)
}

/// Works out anew by what the actors and records of a report, which are there, are compared.
pub fn compared_by(tx: &Transaction<'_>, ledger: &Ledger, head: &Report) -> Result<(), StoreError> {
    let day = day_of(head);
    let mut said = tx.prepare_cached("UPDATE actor_said SET told = ?3, day = ?4 WHERE actor = ?1 AND report = ?2")?;
    for a in &ledger.actors {
        said.execute(params![a.id, head.id, told(tx, a, day)?, day])?;
    }
    let mut put = tx.prepare_cached("UPDATE telling SET facts = ?2, grp = ?3 WHERE id = ?1")?;
    for t in tellings(ledger)? {
        put.execute(params![t.id, t.facts, t.grp])?;
    }
    merging(tx, ledger, head)
}

// By what the engagements of a report are merged with others.
fn merging(tx: &Transaction<'_>, ledger: &Ledger, head: &Report) -> Result<(), StoreError> {
    let mut put = tx.prepare_cached("INSERT OR REPLACE INTO merging VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let published = head.published.as_deref().unwrap_or("~");
    for (place, e) in ledger.engagements.iter().enumerate() {
        // The path may change, and is looked up.
        let facts = Facts { path: String::new(), ..Facts::new(e, ledger, &Links::default()) };
        put.execute(params![e.id, published, head.id, place, serde_json::to_string(&facts)?])?;
    }
    Ok(())
}

// What linking looks at of a person, as JSON; noted, so that it finds its like. The day stands in a column of its own, so
// that the same told on many days is found once.
fn told(tx: &Transaction<'_>, actor: &Actor, day: Option<i64>) -> Result<Option<String>, StoreError> {
    if actor.kind != "person" {
        return Ok(None);
    }
    let told = Told::new(actor, None);
    forms::enter(tx, &actor.id, &told, day)?;
    Ok(Some(serde_json::to_string(&told)?))
}

// A row of `telling`.
struct Telling<'a> {
    id: &'a str,
    place: usize,
    kind: &'static str,
    body: String,
    facts: Option<String>,
    grp: Option<String>,
}

fn tellings(ledger: &Ledger) -> Result<Vec<Telling<'_>>, StoreError> {
    let mut out = Vec::new();
    let of = |record: &str| ledger.claims.iter().filter(|c| c.record == record).map(Voice::new).collect::<Vec<_>>();
    for (place, e) in ledger.engagements.iter().enumerate() {
        out.push(Telling { id: &e.id, place, kind: "engagement", body: json(e)?, facts: None, grp: None });
    }
    for (place, s) in ledger.statements.iter().enumerate() {
        out.push(Telling { id: &s.id, place, kind: "statement", body: json(s)?, facts: None, grp: None });
    }
    for (place, a) in ledger.agreements.iter().enumerate() {
        let grp = agreement_key(a).map(|k| format!("G {k}"));
        let facts = grp.is_some().then(|| serde_json::to_string(&of(&a.id))).transpose()?;
        out.push(Telling { id: &a.id, place, kind: "agreement", body: json(a)?, facts, grp });
    }
    for (place, d) in ledger.deliveries.iter().enumerate() {
        let (facts, grp) = (Some(serde_json::to_string(&of(&d.id))?), Some(format!("H {}", delivery_key(d))));
        out.push(Telling { id: &d.id, place, kind: "delivery", body: json(d)?, facts, grp });
    }
    Ok(out)
}
