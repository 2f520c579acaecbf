//! Judgements that stand, as derivation needs them: for some tellings or actors, in the order in which they were made.

use super::node;
use crate::store::StoreError;
use bahi_resolve::combine::people::Links;
use bahi_resolve::combine::rename;
use bahi_resolve::judge::bonds::{Bond, Bonds};
use bahi_resolve::judge::{Judgement, Origin, Ruling};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Whether any judgement stands: most ledgers have none, and need not ask of each thing.
pub fn any(db: &Connection) -> Result<bool, StoreError> {
    Ok(db.prepare_cached("SELECT 1 FROM standing LIMIT 1")?.exists([])?)
}

/// What a standing judgement on something is on beside it: all of it has to be worked out together.
pub fn with(db: &Connection, key: &str) -> Result<Vec<String>, StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT DISTINCT b.key FROM judged a JOIN judgement j ON j.number = a.judgement
           JOIN standing s ON s.operation = j.operation JOIN judged b ON b.judgement = a.judgement WHERE a.key = ?1",
    )?;
    let rows = rows.query_map([key], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn judgement(row: &Row<'_>) -> rusqlite::Result<(i64, String, Origin)> {
    let origin = Origin { operation: row.get(2)?, at: row.get(3)?, by: row.get(4)?, why: row.get(5)? };
    Ok((row.get(0)?, row.get(1)?, origin))
}

/// Standing judgements on any of some keys, in order; with the operation that each is part of.
pub fn standing_on(db: &Connection, keys: &BTreeSet<String>) -> Result<Vec<(Judgement, Origin)>, StoreError> {
    if keys.is_empty() || !any(db)? {
        return Ok(Vec::new());
    }
    let mut rows = db.prepare_cached(
        "SELECT j.number, j.body, o.id, o.at, o.\"by\", o.why FROM judged k JOIN judgement j ON j.number = k.judgement
           JOIN standing s ON s.operation = j.operation JOIN operation o ON o.number = j.operation WHERE k.key = ?1",
    )?;
    let mut found: BTreeMap<i64, (String, Origin)> = BTreeMap::new();
    for key in keys {
        for row in rows.query_map([key], judgement)? {
            let (number, body, origin) = row?;
            found.insert(number, (body, origin));
        }
    }
    found.into_values().map(|(body, origin)| Ok((serde_json::from_str(&body)?, origin))).collect()
}

fn bond(judgement: &Judgement, origin: &Origin) -> Option<Bond> {
    let nodes = |group: &Vec<String>| group.iter().map(|key| node(key)).collect();
    judgement.verb.binds().then(|| Bond {
        verb: judgement.verb,
        groups: judgement.on.iter().map(nodes).collect(),
        judged: judgement.judged(origin),
    })
}

fn ruling(judgement: &Judgement, origin: &Origin, links: &Links) -> Option<Ruling> {
    let field = rename::field(judgement.field.as_ref()?, |actor| links.id(actor).to_owned());
    let mut judged = judgement.judged(origin);
    judged.field.clone_from(&field);
    Some(Ruling {
        verb: judgement.verb,
        on: judgement.on.iter().flatten().map(|key| node(key)).collect(),
        field,
        value: judgement.value.clone(),
        seen: judgement.seen.clone(),
        judged,
    })
}

/// What people put together and set apart of some tellings or actors.
pub fn bonds_on(db: &Connection, keys: &BTreeSet<String>) -> Result<Bonds, StoreError> {
    Ok(Bonds::new(standing_on(db, keys)?.iter().filter_map(|(j, o)| bond(j, o)).collect()))
}

/// What people said of fields of some tellings or actors, in order.
pub fn rulings_on(db: &Connection, keys: &BTreeSet<String>, links: &Links) -> Result<Vec<Ruling>, StoreError> {
    Ok(standing_on(db, keys)?.iter().filter_map(|(j, o)| ruling(j, o, links)).collect())
}

/// Everything judged about tellings that are worked out together.
#[derive(Debug, Default)]
pub struct Together {
    /// What is one and what is not.
    pub bonds: Bonds,
    rulings: Vec<Ruling>,
}

impl Together {
    /// Loads it.
    pub fn load(db: &Connection, tellings: &BTreeSet<String>, links: &Links) -> Result<Self, StoreError> {
        let standing = standing_on(db, tellings)?;
        let bonds = Bonds::new(standing.iter().filter_map(|(j, o)| bond(j, o)).collect());
        Ok(Self { bonds, rulings: standing.iter().filter_map(|(j, o)| ruling(j, o, links)).collect() })
    }

    /// The rulings on each of some records, given by their tellings. Where what was one is now several, a ruling goes with
    /// the record that holds most of its tellings, of two that hold as many with the earlier telling.
    pub fn by_record(&self, records: &[Vec<&str>]) -> Vec<Vec<Ruling>> {
        let mut home: BTreeMap<&str, usize> = BTreeMap::new();
        for (n, tellings) in records.iter().enumerate() {
            home.extend(tellings.iter().map(|t| (*t, n)));
        }
        let mut out = vec![Vec::new(); records.len()];
        for ruling in &self.rulings {
            if let Some(n) = majority(&ruling.on, |key| home.get(key).copied()) {
                out[n].push(ruling.clone());
            }
        }
        out
    }
}

/// Where most of some keys are now; of two places the one of the first key.
pub fn majority<'k, T: PartialEq + Copy>(keys: &'k [String], home: impl Fn(&'k str) -> Option<T>) -> Option<T> {
    let homes: Vec<T> = keys.iter().filter_map(|key| home(key)).collect();
    let count = |t: &T| homes.iter().filter(|h| *h == t).count();
    // The last maximum is the first from behind.
    homes.iter().rev().max_by_key(|t| count(t)).copied()
}
