//! What an operation changed, seen by comparing what was derived before and after.

use super::Touched;
use crate::store::StoreError;
use bahi_resolve::ledger::{Conflict, Engagement};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A thing before and after, as far as it was there.
pub type Change<T> = (Option<T>, Option<T>);

/// What an operation changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changes {
    /// Engagements by id, with tellings that went into or out of them.
    pub engagements: Vec<Change<Engagement>>,
    /// Conflicts by id.
    pub conflicts: Vec<Change<Conflict>>,
    /// Actors said by id, with the actor they are now.
    pub actors: Vec<(String, String)>,
    /// Other records that the operation is on: statements, agreements, deliveries.
    pub records: Vec<String>,
}

/// Holds what was there before.
#[derive(Debug, Default)]
pub struct Watch {
    engagements: BTreeMap<String, String>,
    conflicts: BTreeMap<String, String>,
    tellings: BTreeSet<String>,
    actors: BTreeMap<String, String>,
    groups: BTreeSet<String>,
    parts: BTreeSet<String>,
}

impl Watch {
    /// Before an operation is entered.
    pub fn new(db: &Connection) -> Result<Self, StoreError> {
        Ok(Self { parts: parts(db)?, ..Self::default() })
    }

    /// Before who is who is worked out.
    pub fn before_linking(&mut self, db: &Connection, touched: &Touched) -> Result<(), StoreError> {
        self.actors = present(db, &touched.actors)?;
        Ok(())
    }

    /// Before what follows for some tellings and groups of records is worked out.
    pub fn before(
        &mut self,
        db: &Connection,
        tellings: &BTreeSet<String>,
        groups: &BTreeSet<String>,
    ) -> Result<(), StoreError> {
        self.tellings.clone_from(tellings);
        self.groups.clone_from(groups);
        self.engagements = engagements(db, tellings)?;
        self.conflicts = conflicts(db, self.engagements.keys().chain(groups))?;
        Ok(())
    }

    /// The difference to what is there now.
    pub fn changes(self, db: &Connection, touched: &Touched) -> Result<Changes, StoreError> {
        let engagements = engagements(db, &self.tellings)?;
        let conflicts = conflicts(db, engagements.keys().chain(&self.groups))?;
        let new: BTreeSet<String> = parts(db)?.difference(&self.parts).cloned().collect();
        let actors = present(db, &touched.actors)?;
        let moved = |said: &String, now: &String| self.actors.get(said) != Some(now) || new.contains(said);
        let is_other = |t: &&String| !t.starts_with("E-");
        Ok(Changes {
            engagements: difference(&self.engagements, &engagements)?,
            conflicts: difference(&self.conflicts, &conflicts)?,
            actors: actors.into_iter().filter(|(said, now)| moved(said, now)).collect(),
            records: touched.tellings.iter().filter(is_other).cloned().collect(),
        })
    }
}

// Actors that are taken out of others as one report says them.
fn parts(db: &Connection) -> Result<BTreeSet<String>, StoreError> {
    let mut rows = db.prepare_cached("SELECT part FROM parted")?;
    let rows = rows.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn present(db: &Connection, said: &BTreeSet<String>) -> Result<BTreeMap<String, String>, StoreError> {
    let mut now = db.prepare_cached("SELECT actor FROM renamed WHERE said = ?1")?;
    let mut out = BTreeMap::new();
    for id in said {
        let actor: Option<String> = now.query_row([id], |r| r.get(0)).optional()?;
        out.insert(id.clone(), actor.unwrap_or_else(|| id.clone()));
    }
    Ok(out)
}

fn engagements(db: &Connection, tellings: &BTreeSet<String>) -> Result<BTreeMap<String, String>, StoreError> {
    let mut row = db.prepare_cached(
        "SELECT e.id, e.body FROM member m JOIN engagement e ON e.id = m.record WHERE m.telling = ?1",
    )?;
    let mut out = BTreeMap::new();
    for telling in tellings {
        out.extend(row.query_row([telling], |r| Ok((r.get(0)?, r.get(1)?))).optional()?);
    }
    Ok(out)
}

fn conflicts<'a>(
    db: &Connection,
    groups: impl Iterator<Item = &'a String>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut rows = db.prepare_cached("SELECT id, body FROM conflict WHERE grp = ?1")?;
    let mut out = BTreeMap::new();
    for group in groups {
        for row in rows.query_map([group], |r| Ok((r.get(0)?, r.get(1)?)))? {
            out.extend([row?]);
        }
    }
    Ok(out)
}

fn difference<T: serde::de::DeserializeOwned>(
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
) -> Result<Vec<Change<T>>, StoreError> {
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut out = Vec::new();
    for id in ids.into_iter().filter(|id| old.get(*id) != new.get(*id)) {
        let read = |side: &BTreeMap<String, String>| side.get(id).map(|b| serde_json::from_str(b)).transpose();
        out.push((read(old)?, read(new)?));
    }
    Ok(out)
}
