//! The lines of records as they are written, and the lists by what they are about: many lines are written to a list at once.

use super::StoreError;
use super::brief::Line;
use super::facets::Facet;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeSet, HashMap};

// Entries of lists that are held before they are written, in the order of the lists.
const HELD: usize = 1 << 17;

// Type, first day, last day, rank.
type Key = (u8, i64, i64, String);

// An entry: number in `facet`, first day from the last, rank, number of the record; with its type and last day.
type Posting = (i64, std::cmp::Reverse<i64>, String, i64, u8, i64);

// What was written of a record.
struct Written {
    number: i64,
    key: Key,
    facets: Vec<i64>,
}

/// Writes lines.
pub struct Lists<'a> {
    db: &'a Connection,
    // Of what records are about: many are about the same.
    numbers: HashMap<Facet, HashMap<String, i64>>,
    gone: Vec<Posting>,
    come: Vec<Posting>,
}

impl<'a> Lists<'a> {
    /// Nothing written yet.
    pub fn of(db: &'a Connection) -> Self {
        Self { db, numbers: HashMap::new(), gone: Vec::new(), come: Vec::new() }
    }

    /// Writes of a record what is different from what stands there; in the lists it is only once [`Lists::post`] was called.
    pub fn write(&mut self, id: &str, line: Option<&Line>) -> Result<(), StoreError> {
        let old = self.written(id)?;
        let Some(line) = line else {
            if let Some(old) = old {
                self.gone.extend(postings(old.number, &old.key, &old.facets));
                self.db.prepare_cached("DELETE FROM brief WHERE number = ?1")?.execute([old.number])?;
            }
            return Ok(());
        };
        let facets: BTreeSet<i64> = line.about.iter().map(|(f, v)| self.number(*f, v)).collect::<Result<_, _>>()?;
        let facets: Vec<i64> = facets.into_iter().collect();
        let key = (line.kind as u8, line.day, line.last, line.rank.clone());
        let list = || serde_json::to_string(&facets);
        match old {
            Some(old) if old.key == key && old.facets == facets => {}
            Some(old) => {
                let stays = |f: &i64| old.key == key && facets.contains(f);
                let gone: Vec<i64> = old.facets.iter().copied().filter(|f| !stays(f)).collect();
                let come: Vec<i64> = facets.iter().copied().filter(|f| !stays(f) || !old.facets.contains(f)).collect();
                let mut put = self.db.prepare_cached(
                    "UPDATE brief SET type = ?2, day = ?3, last = ?4, rank = ?5, facets = ?6 WHERE number = ?1",
                )?;
                put.execute(params![old.number, key.0, key.1, key.2, key.3, list()?])?;
                self.gone.extend(postings(old.number, &old.key, &gone));
                self.come.extend(postings(old.number, &key, &come));
            }
            None => {
                let mut put = self.db.prepare_cached(
                    "INSERT INTO brief (id, type, day, last, rank, facets) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?;
                put.execute(params![id, key.0, key.1, key.2, key.3, list()?])?;
                self.come.extend(postings(self.db.last_insert_rowid(), &key, &facets));
            }
        }
        if self.gone.len() + self.come.len() >= HELD { self.post() } else { Ok(()) }
    }

    /// Writes what was held to the lists.
    pub fn post(&mut self) -> Result<(), StoreError> {
        let mut drop = self
            .db
            .prepare_cached("DELETE FROM posting WHERE value = ?1 AND day = ?2 AND rank = ?3 AND record = ?4")?;
        self.gone.sort_unstable();
        for (value, day, rank, record, ..) in self.gone.drain(..) {
            drop.execute(params![value, day.0, rank, record])?;
        }
        let mut put = self.db.prepare_cached("INSERT INTO posting VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        self.come.sort_unstable();
        for (value, day, rank, record, kind, last) in self.come.drain(..) {
            put.execute(params![value, day.0, rank, record, kind, last])?;
        }
        Ok(())
    }

    fn written(&self, id: &str) -> Result<Option<Written>, StoreError> {
        let mut row =
            self.db.prepare_cached("SELECT number, type, day, last, rank, facets FROM brief WHERE id = ?1")?;
        let row = row
            .query_row([id], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?), r.get::<_, String>(5)?)));
        let Some((number, key, facets)) = row.optional()? else { return Ok(None) };
        Ok(Some(Written { number, key, facets: serde_json::from_str(&facets)? }))
    }

    fn number(&mut self, facet: Facet, value: &str) -> Result<i64, StoreError> {
        let known = self.numbers.entry(facet).or_default();
        if let Some(&number) = known.get(value) {
            return Ok(number);
        }
        let number = number(self.db, facet, value)?;
        known.insert(value.to_owned(), number);
        Ok(number)
    }
}

fn postings<'k>(record: i64, key: &'k Key, facets: &'k [i64]) -> impl Iterator<Item = Posting> + 'k {
    let (kind, day, last, rank) = key;
    facets.iter().map(move |&value| (value, std::cmp::Reverse(*day), rank.clone(), record, *kind, *last))
}

fn number(db: &Connection, facet: Facet, value: &str) -> Result<i64, StoreError> {
    let mut row = db.prepare_cached("SELECT number FROM facet WHERE name = ?1 AND value = ?2")?;
    if let Some(number) = row.query_row([facet.name(), value], |r| r.get(0)).optional()? {
        return Ok(number);
    }
    db.prepare_cached("INSERT INTO facet (name, value) VALUES (?1, ?2)")?.execute([facet.name(), value])?;
    Ok(db.last_insert_rowid())
}
