//! Adding: a report is in the file whole or not at all. What follows from it is worked out later, in [`super::settle`].

use super::rows::{Ready, Rows, Said, Telling};
use super::seen::Seen;
use super::source::Source;
use super::{Store, StoreError, claims, forms};
use bahi_resolve::combine::people::day_of;
use bahi_resolve::ledger::{Actor, Ledger, Report};
use bahi_text::Signature;
use rusqlite::{ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

/// Reports that were entered after which what follows from them is well worked out, so that no long work is left for the end.
pub const PORTION: usize = 2_000;

/// A report that was read: its ledger by itself, and its text.
#[derive(Debug, Clone)]
pub struct Incoming {
    pub(super) ledger: Ledger,
    pub(super) text: String,
    pub(super) source: Option<Source>,
    pub(super) signature: Signature,
    ready: OnceLock<Ready>,
}

impl Incoming {
    /// The ledger of a report alone, its text, what it was read from where that is more than the text, and by what copies of
    /// it are known.
    pub fn new(ledger: Ledger, text: String, source: Option<Source>, signature: Signature) -> Self {
        Self { ledger, text, source, signature, ready: OnceLock::new() }
    }

    /// The ledger of this report alone.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The same, and nothing else of it.
    pub fn into_ledger(self) -> Ledger {
        self.ledger
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it was read from, where that is more than the text.
    pub fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// By what copies of it are known.
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Works out what will be written of it. Where many are read side by side, this is well done there: a ledger file is
    /// written by one at a time.
    pub fn make_ready(&self) {
        // What goes wrong here goes wrong again where it is entered, and is told there.
        let _ = self.ready();
    }

    pub(super) fn ready(&self) -> Result<&Ready, StoreError> {
        if let Some(ready) = self.ready.get() {
            return Ok(ready);
        }
        let ready = Ready::of(self)?;
        Ok(self.ready.get_or_init(|| ready))
    }
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
        let added = self.add_all([incoming])?;
        Ok(added.first().copied().unwrap_or(Added::Known))
    }

    /// Enters reports as [`Store::add`] does, in one transaction, which costs much less: they write to the same pages. If one
    /// cannot be entered none is, and all may be given to [`Store::add`].
    pub fn add_all<'i>(&mut self, incoming: impl IntoIterator<Item = &'i Incoming>) -> Result<Vec<Added>, StoreError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (mut out, mut new, mut seen) = (Vec::new(), Vec::new(), Seen::default());
        for incoming in incoming {
            let number = one(&tx, incoming)?;
            out.push(if number.is_some() { Added::New } else { Added::Known });
            if let Some(number) = number {
                seen.note(&incoming.ledger);
                new.push((number, incoming));
            }
        }
        seen.write(&tx)?;
        index(&tx, &new)?;
        let entered = new.len();
        tx.commit()?;
        self.committed(entered);
        Ok(out)
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

// Enters the words of reports by their numbers; by themselves, since what lies between two of them makes the index write
// what it has gathered.
fn index(tx: &Transaction<'_>, reports: &[(i64, &Incoming)]) -> Result<(), StoreError> {
    let mut put = tx.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?;
    for (number, incoming) in reports {
        put.execute(params![number, incoming.ready()?.words])?;
    }
    Ok(())
}

// The number of a report that was entered; none of one that was there.
fn one(tx: &Transaction<'_>, incoming: &Incoming) -> Result<Option<i64>, StoreError> {
    let Some(head) = incoming.ledger.reports.first() else { return Ok(None) };
    let known: Option<(String, String)> = tx
        .prepare_cached("SELECT path, sha256 FROM report WHERE id = ?1")?
        .query_row([&head.id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let number = match known {
        Some((_, sha256)) if sha256 != head.sha256 => return Err(StoreError::Taken { path: head.path.clone() }),
        Some((path, _)) => {
            if head.path < path {
                tx.execute(
                    "UPDATE report SET path = ?1, head = ?2 WHERE id = ?3",
                    params![head.path, incoming.ready()?.head, head.id],
                )?;
                tx.execute("INSERT OR IGNORE INTO unsettled VALUES (?1)", [&head.id])?;
            }
            None
        }
        None => Some(enter(tx, incoming, head).map_err(|error| taken(error, &head.path))?),
    };
    tx.prepare_cached("DELETE FROM failure WHERE path = ?1")?.execute([&head.path])?;
    Ok(number)
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

fn enter(tx: &Transaction<'_>, incoming: &Incoming, head: &Report) -> Result<i64, StoreError> {
    let (ledger, ready) = (&incoming.ledger, incoming.ready()?);
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
        ready.head,
        incoming.text
    ])?;
    let number = tx.last_insert_rowid();
    tx.prepare_cached("INSERT INTO signature VALUES (?1, ?2)")?.execute(params![number, ready.shingles])?;
    if let Some((source, packed)) = incoming.source.as_ref().zip(ready.source.as_ref()) {
        source.enter(tx, &head.id, packed)?;
    }
    records(tx, ledger, &ready.rows, (number, head))?;
    claims::enter(tx, &ledger.claims, &ready.rows.claims, number, 1)?;
    tx.prepare_cached("INSERT OR IGNORE INTO unsettled VALUES (?1)")?.execute([&head.id])?;
    Ok(number)
}

/// Enters what a report, given with its number, tells of actors and records, with everything by which it is compared; how lists
/// show its actors is to be entered by [`Seen`].
pub fn records(
    tx: &Transaction<'_>,
    ledger: &Ledger,
    rows: &Rows,
    (number, head): (i64, &Report),
) -> Result<(), StoreError> {
    let day = day_of(head);
    let mut said = tx.prepare_cached("INSERT INTO actor_said VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for (place, (a, row)) in ledger.actors.iter().zip(&rows.said).enumerate() {
        let form = told(tx, a, row, day)?;
        said.execute(params![number, place, a.id, head.id, a.kind, a.known, form, day, row.body])?;
    }
    let mut put = tx.prepare_cached(
        "INSERT INTO telling (id, report, place, type, body, facts, grp) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for t in &rows.tellings {
        put.execute(params![t.id, head.id, t.place, t.kind, t.body, t.facts, t.grp])?;
        found_by(tx, head, tx.last_insert_rowid(), t)?;
    }
    Ok(())
}

/// Works out anew by what the actors and records of a report, which are there, are compared.
pub fn compared_by(tx: &Transaction<'_>, ledger: &Ledger, head: &Report) -> Result<(), StoreError> {
    let (rows, day) = (Rows::of(ledger)?, day_of(head));
    let mut said = tx.prepare_cached(
        "UPDATE actor_said SET form = ?3, day = ?4 WHERE number = (SELECT number FROM report WHERE id = ?2) AND actor = ?1",
    )?;
    for (a, row) in ledger.actors.iter().zip(&rows.said) {
        said.execute(params![a.id, head.id, told(tx, a, row, day)?, day])?;
    }
    let mut put = tx.prepare_cached("UPDATE telling SET facts = ?2, grp = ?3 WHERE id = ?1 RETURNING number")?;
    for t in &rows.tellings {
        let number = put.query_row(params![t.id, t.facts, t.grp], |r| r.get(0)).optional()?;
        if let Some(number) = number {
            found_by(tx, head, number, t)?;
        }
    }
    Ok(())
}

// Enters by what a record of a number is found: an engagement by what merging looks at, everything else by whom it is of.
fn found_by(tx: &Transaction<'_>, head: &Report, number: i64, t: &Telling) -> Result<(), StoreError> {
    if let Some(facts) = &t.merging {
        let mut put = tx.prepare_cached("INSERT OR REPLACE INTO merging VALUES (?1, ?2, ?3, ?4, ?5)")?;
        put.execute(params![number, head.published.as_deref().unwrap_or("~"), head.id, t.place, facts])?;
    }
    let mut side = tx.prepare_cached("INSERT OR IGNORE INTO side VALUES (?1, ?2, ?3)")?;
    for (actor, role) in &t.sides {
        side.execute(params![actor, number, role])?;
    }
    Ok(())
}

// The number of what linking looks at of a person; noted, so that it finds its like.
fn told(tx: &Transaction<'_>, actor: &Actor, row: &Said, day: Option<i64>) -> Result<Option<i64>, StoreError> {
    let told = row.told.as_ref();
    told.map(|(told, json)| forms::enter(tx, &actor.id, told, json, day)).transpose()
}
