//! One SQLite file that grows report by report: claims written once, records and conflicts derived from them.
//!
//! What a file holds hangs on the set of reports that were added, not on their order or on how many were added at once:
//! [`Store::ledger`] gives what [`bahi_resolve::combine`] gives of the same reports.

mod actors;
mod add;
mod ahead;
mod brief;
mod claims;
mod copies;
mod described;
mod doctor;
mod error;
mod facets;
mod fetch;
mod find;
mod follow;
mod forms;
mod groups;
mod heard;
mod ids;
pub mod judge;
mod kept;
mod keyed;
mod kin;
mod linked;
mod lists;
mod names;
mod near;
mod outlets;
mod page;
mod people;
mod pool;
mod portrait;
mod rebuild;
mod records;
mod rows;
mod search;
mod seen;
mod settle;
mod shelf;
mod sieve;
mod single;
mod source;
mod standing;
mod waiting;
mod weigh;
mod words;

pub use actors::NamedActor;
pub use add::{Added, Incoming, Known, PORTION};
pub use described::DOCUMENT;
pub use doctor::{Checkup, Finding};
pub use error::StoreError;
pub use facets::{Facet, FacetCounts, FacetValue, Facets};
pub use find::{About, Bounds, Filter, Listed, Type};
pub use kept::{Kept, Still};
pub use outlets::Outlet;
pub use page::{Cursor, Entry, NoCursor, Page};
pub use portrait::{ActorFilter, ActorRow, Counterpart, OfficeSaid, Portrait};
pub use search::{Also, Found, Hit, Piece};
pub use shelf::ClaimFilter;
pub use source::Source;
pub use waiting::Waiting;

use ahead::Mover;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use serde_json::Value;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Migrations by number: the file's `user_version` is the number of those it has.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_ledger.sql"),
    include_str!("../../migrations/0002_judgements.sql"),
    include_str!("../../migrations/0003_lookup.sql"),
    include_str!("../../migrations/0004_copies.sql"),
    include_str!("../../migrations/0005_views.sql"),
    include_str!("../../migrations/0006_facets.sql"),
    include_str!("../../migrations/0007_scale.sql"),
    include_str!("../../migrations/0008_names.sql"),
    include_str!("../../migrations/0009_kin.sql"),
    include_str!("../../migrations/0010_merging.sql"),
    include_str!("../../migrations/0011_lists.sql"),
    include_str!("../../migrations/0012_sounds.sql"),
    include_str!("../../migrations/0013_clustered.sql"),
    include_str!("../../migrations/0014_timeless.sql"),
    include_str!("../../migrations/0015_stays.sql"),
    include_str!("../../migrations/0016_ambiguous.sql"),
    include_str!("../../migrations/0017_namesakes.sql"),
    include_str!("../../migrations/0018_numbers.sql"),
];

// "bahi" in ASCII, so that the file can be told from other SQLite files.
const APPLICATION: i64 = 0x6261_6869;

// Statements are prepared once; there are more of them than the library keeps by itself.
const STATEMENTS: usize = 256;

// Pages written ahead (256 MiB) before they are moved to the file: reports touch the same pages again and again.
const AHEAD: i64 = 65_536;

// KiB of pages that are kept in memory: most of those of a ledger of 20,000 reports that the next reports touch. A small
// ledger takes no more than it has.
const CACHE: i64 = 262_144;

// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open ledger file.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    // The version of the knowledge, with the state of the file at which it was looked up: that goes through all reports.
    knowledge: RefCell<Option<(State, String)>>,
    // With whom answers are shared, and the state of the file that is read.
    shared: RefCell<Option<(Arc<Kept>, String)>>,
    // Reports entered by this connection, and what moves them into the file once they are many.
    entered: usize,
    mover: Option<Mover>,
}

// Changes by others and by this connection, as SQLite counts them.
type State = (i64, i64);

impl Store {
    /// Opens a ledger file for reading and writing; makes it where there is none.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::with(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, true)
    }

    /// Opens a ledger file that must be there.
    pub fn existing(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        match Self::with(path, OpenFlags::SQLITE_OPEN_READ_WRITE, true) {
            Err(error) if error.is_about_writing() => Self::for_reading(path, error),
            store => store,
        }
    }

    // A file in a folder where nothing may be written, to which nobody can be writing either.
    fn for_reading(path: &Path, error: StoreError) -> Result<Self, StoreError> {
        if ahead::ahead_of(path).metadata().is_ok_and(|about| about.len() > 0) {
            // What it holds is not in the file yet.
            return Err(error);
        }
        let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let uri = PathBuf::from(format!("file:{escaped}?immutable=1"));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let store = Self { path: path.to_owned(), ..Self::with(&uri, flags, false)? };
        store.is_ours()?;
        let has: usize = store.db.pragma_query_value(None, "user_version", |r| r.get(0))?;
        if has == MIGRATIONS.len() { Ok(store) } else { Err(error) }
    }

    /// Opens a file for [`Store::checkup`] as it is: it need not be a ledger that commands would work on.
    pub fn for_checkup(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        let store = Self::with(path, OpenFlags::SQLITE_OPEN_READ_WRITE, false)?;
        let look = store.db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0));
        look.map_err(|error| store.explain(error.into()))?;
        Ok(store)
    }

    /// A ledger in memory, for tests and for what need not be kept.
    pub fn in_memory() -> Result<Self, StoreError> {
        let mut store = Self {
            db: Connection::open_in_memory()?,
            path: PathBuf::from(":memory:"),
            knowledge: RefCell::default(),
            shared: RefCell::default(),
            entered: 0,
            mover: None,
        };
        store.db.set_prepared_statement_cache_capacity(STATEMENTS);
        store.migrate()?;
        Ok(store)
    }

    fn with(path: &Path, flags: OpenFlags, write: bool) -> Result<Self, StoreError> {
        let wrong = |error| StoreError::NotOpened { path: path.to_owned(), error };
        let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(wrong)?;
        db.busy_timeout(PATIENCE).map_err(wrong)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        // A file from elsewhere may hold views and triggers that are meant to do harm.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(wrong)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false).map_err(wrong)?;
        let mut store = Self {
            db,
            path: path.to_owned(),
            knowledge: RefCell::default(),
            shared: RefCell::default(),
            entered: 0,
            mover: None,
        };
        if write {
            store.prepare().map_err(|error| store.explain(error))?;
        }
        Ok(store)
    }

    // Whether it is a ledger, or nothing yet.
    fn is_ours(&self) -> Result<(), StoreError> {
        let application: i64 = self.db.pragma_query_value(None, "application_id", |r| r.get(0))?;
        let tables: i64 = self.db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
        if application != APPLICATION && tables > 0 {
            return Err(StoreError::Foreign { path: self.path.clone() });
        }
        Ok(())
    }

    fn prepare(&mut self) -> Result<(), StoreError> {
        self.is_ours()?;
        self.db.pragma_update(None, "journal_mode", "wal")?;
        self.db.pragma_update(None, "synchronous", "normal")?;
        self.db.pragma_update(None, "wal_autocheckpoint", AHEAD)?;
        // What was written ahead and moved leaves no large file behind.
        self.db.pragma_update(None, "journal_size_limit", 0)?;
        self.db.pragma_update(None, "cache_size", -CACHE)?;
        // What a statement may have to take back is kept in memory, not written to a file of its own each time.
        self.db.pragma_update(None, "temp_store", "memory")?;
        self.migrate()
    }

    fn migrate(&mut self) -> Result<(), StoreError> {
        let has: usize = self.db.pragma_query_value(None, "user_version", |r| r.get(0))?;
        if has > MIGRATIONS.len() {
            return Err(StoreError::Newer { path: self.path.clone() });
        }
        if has == MIGRATIONS.len() {
            return Ok(self.db.pragma_update(None, "foreign_keys", "on")?);
        }
        // A table is put in the place of one that others refer to.
        self.db.pragma_update(None, "foreign_keys", "off")?;
        self.db.pragma_update(None, "legacy_alter_table", "on")?;
        let migrated = self.migrate_to_last();
        self.db.pragma_update(None, "legacy_alter_table", "off")?;
        self.db.pragma_update(None, "foreign_keys", "on")?;
        migrated
    }

    fn migrate_to_last(&mut self) -> Result<(), StoreError> {
        let tx = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have been first.
        let has: usize = tx.pragma_query_value(None, "user_version", |r| r.get(0))?;
        for migration in MIGRATIONS.iter().skip(has) {
            tx.execute_batch(migration)?;
        }
        forms::name_all(&tx)?;
        brief::catch_up(&tx)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.pragma_update(None, "user_version", MIGRATIONS.len())?;
        Ok(tx.commit()?)
    }

    // After a transaction that entered so many reports, or worked out what follows from reports.
    fn committed(&mut self, entered: usize) {
        self.entered += entered;
        if self.mover.is_none() && self.entered >= PORTION && self.db.path().is_some_and(|path| !path.is_empty()) {
            self.mover = Mover::new(&self.path);
            if self.mover.is_some() {
                let _ = self.db.pragma_update(None, "wal_autocheckpoint", 0);
            }
        }
        if let Some(mover) = &mut self.mover {
            mover.committed(&self.db);
        }
    }

    /// Says which file an error is about, and what to do.
    fn explain(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::Sqlite(error) => StoreError::NotOpened { path: self.path.clone(), error },
            other => other,
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection, for tools that read the documented views.
    pub fn connection(&self) -> &Connection {
        &self.db
    }
}

/// JSON as the file keeps it: without what says nothing.
fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    let mut value = serde_json::to_value(value)?;
    prune(&mut value);
    Ok(value.to_string())
}

// Takes out of objects what is null or empty.
fn prune(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(prune);
            fields.retain(|_, v| match v {
                Value::Null => false,
                Value::Array(list) => !list.is_empty(),
                Value::Object(fields) => !fields.is_empty(),
                Value::String(text) => !text.is_empty(),
                _ => true,
            });
        }
        Value::Array(list) => list.iter_mut().for_each(prune),
        _ => {}
    }
}
