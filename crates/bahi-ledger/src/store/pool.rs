//! What merging looks at of tellings, loaded as it is needed, and how tellings that may be one find each other.

use super::StoreError;
use super::linked::Linked;
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::people::Links;
use rusqlite::{Connection, params};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

// Tellings that may have been on any of more days than this are looked for apart, so that the others are found by day.
const LONG: i64 = 90;

/// What orders tellings: day of publication, report, place in the report.
pub type Rank = (String, String, i64);

/// A telling, with what orders it among others.
#[derive(Debug)]
pub struct Told {
    /// What orders it.
    pub rank: Rank,
    /// Its facts, under the ids of the whole.
    pub facts: Facts,
}

/// Tellings, loaded as they are needed.
pub struct Pool<'a> {
    db: &'a Connection,
    linked: Linked<'a>,
    known: HashMap<String, Rc<Told>>,
}

impl<'a> Pool<'a> {
    /// With nothing loaded.
    pub fn new(db: &'a Connection) -> Result<Self, StoreError> {
        Ok(Self { db, linked: Linked::new(db)?, known: HashMap::new() })
    }

    /// Where it is loaded from.
    pub fn db(&self) -> &'a Connection {
        self.db
    }

    /// The new ids of the actors of the reports of what was loaded so far.
    pub fn links(&self) -> &Links {
        &self.linked.links
    }

    /// A telling of an engagement.
    pub fn load(&mut self, id: &str) -> Result<Rc<Told>, StoreError> {
        if let Some(told) = self.known.get(id) {
            return Ok(told.clone());
        }
        let mut row =
            self.db.prepare_cached("SELECT facts, published, report, place FROM merging WHERE telling = ?1")?;
        let (facts, rank): (String, Rank) =
            row.query_row([id], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?, r.get(3)?))))?;
        let mut facts: Facts = serde_json::from_str(&facts)?;
        self.linked.cover(&facts.report)?;
        facts.rename(&self.linked.links);
        let told = Rc::new(Told { rank, facts });
        self.known.insert(id.to_owned(), told.clone());
        Ok(told)
    }

    /// Facts with the path of their report, which explanations name.
    pub fn with_path(&self, facts: &Facts) -> Result<Facts, StoreError> {
        let mut row = self.db.prepare_cached("SELECT path FROM report WHERE id = ?1")?;
        Ok(Facts { path: row.query_row([&facts.report], |r| r.get(0))?, ..facts.clone() })
    }

    /// Whether there is such a telling.
    pub fn exists(&self, id: &str) -> Result<bool, StoreError> {
        Ok(self.db.prepare_cached("SELECT 1 FROM telling WHERE id = ?1")?.exists([id])?)
    }

    /// Enters the keys of a report's engagements anew; gives the engagements, each with those that it could be found by so
    /// far.
    pub fn rekey(&mut self, report: &str) -> Result<Vec<(String, BTreeSet<String>)>, StoreError> {
        let mut ids = self.db.prepare_cached("SELECT id FROM telling WHERE report = ?1 AND type = 'engagement'")?;
        let ids = ids.query_map([report], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
        let mut old = self.db.prepare_cached("SELECT key, first, last FROM telling_key WHERE telling = ?1")?;
        let mut drop = self.db.prepare_cached("DELETE FROM telling_key WHERE telling = ?1")?;
        let mut put = self.db.prepare_cached("INSERT OR IGNORE INTO telling_key VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            let rows = old.query_map([&id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
            let mut found = BTreeSet::new();
            for (key, first, last) in rows.collect::<Result<Vec<(String, i64, i64)>, _>>()? {
                let key = Facts::sought(key.strip_prefix(FAR).unwrap_or(&key));
                self.sharing(&key, (first, last), (None, None), &mut found)?;
            }
            drop.execute([&id])?;
            let told = self.load(&id)?;
            let (first, last) = told.facts.days();
            let (place, country) = at(&told.facts);
            for key in told.facts.keys() {
                put.execute(params![shelf(&key, first, last), first, id, last, place, country])?;
            }
            out.push((id, found));
        }
        Ok(out)
    }

    /// Tellings that share a key with some facts, and a day or one that is at most so many days away.
    pub fn near(&self, facts: &Facts, about: i64) -> Result<BTreeSet<String>, StoreError> {
        let (first, last) = facts.days();
        let days = (first.saturating_sub(about), last.saturating_add(about));
        let mut out = BTreeSet::new();
        for key in facts.seeks() {
            self.sharing(&key, days, (None, None), &mut out)?;
        }
        Ok(out)
    }

    /// Tellings that share a key and a day with some facts, without those that are at places of other countries.
    pub fn fitting(&self, facts: &Facts) -> Result<BTreeSet<String>, StoreError> {
        let (place, country) = at(facts);
        let mut out = BTreeSet::new();
        for key in facts.seeks() {
            self.sharing(&key, facts.days(), (place, country), &mut out)?;
        }
        Ok(out)
    }

    fn sharing(
        &self,
        key: &str,
        (first, last): (i64, i64),
        (place, country): (Option<&str>, Option<&str>),
        out: &mut BTreeSet<String>,
    ) -> Result<(), StoreError> {
        let mut by_day = self.db.prepare_cached(
            "SELECT telling FROM telling_key WHERE key = ?1 AND first BETWEEN ?2 AND ?3 AND last >= ?4
                AND (?6 IS NULL OR country IS NULL OR country = ?6 OR place = ?5)",
        )?;
        let far = far(key);
        for (key, from) in [(key, first.saturating_sub(LONG)), (&far, i64::MIN)] {
            let rows = by_day.query_map(params![key, from, last, first, place, country], |r| r.get(0))?;
            for row in rows {
                out.insert(row?);
            }
        }
        Ok(())
    }
}

// The place and its country.
fn at(facts: &Facts) -> (Option<&str>, Option<&str>) {
    let place = facts.place.as_ref();
    (place.map(|p| p.0.as_str()), place.and_then(|p| p.1.as_deref()))
}

// Before the keys of tellings that may have been on any of many days.
const FAR: &str = "long|";

fn shelf(key: &str, first: i64, last: i64) -> String {
    if last.saturating_sub(first) > LONG { far(key) } else { key.to_owned() }
}

fn far(key: &str) -> String {
    format!("{FAR}{key}")
}
