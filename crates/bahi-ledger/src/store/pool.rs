//! What merging looks at of tellings, loaded as it is needed, and how tellings that may be one find each other.

use super::linked::Linked;
use super::{StoreError, judge};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::people::Links;
use rusqlite::{Connection, Rows, params};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

// Days that tellings on one shelf may have been on, at most. On the last two are those of more days; on the last those of
// whose days the first is not known, where only the country parts them.
const SHELVES: [i64; 3] = [4, 40, 400];
const LONG: usize = SHELVES.len();
const OPEN: usize = LONG + 1;

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
    /// Whether any judgement stands.
    pub judged: bool,
}

impl<'a> Pool<'a> {
    /// With nothing loaded.
    pub fn new(db: &'a Connection) -> Result<Self, StoreError> {
        Ok(Self { db, linked: Linked::new(db)?, known: HashMap::new(), judged: judge::any(db)? })
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
        let mut old = self.db.prepare_cached("SELECT DISTINCT key, first, last FROM telling_key WHERE telling = ?1")?;
        let mut drop = self.db.prepare_cached("DELETE FROM telling_key WHERE telling = ?1")?;
        let mut put =
            self.db.prepare_cached("INSERT OR IGNORE INTO telling_key VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            let rows = old.query_map([&id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
            let mut found = BTreeSet::new();
            for (key, first, last) in rows.collect::<Result<Vec<(String, i64, i64)>, _>>()? {
                self.sharing(&Facts::sought(&key), (first, last), None, &mut found)?;
            }
            drop.execute([&id])?;
            let told = self.load(&id)?;
            let (first, last) = told.facts.days();
            let place = told.facts.place.as_ref();
            let country = place.and_then(|p| p.1.as_deref()).unwrap_or_default();
            for key in told.facts.keys() {
                let shelf = shelf(first, last);
                put.execute(params![key, shelf, first, country, id, last, place.map(|p| p.0.as_str())])?;
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
            self.sharing(&key, days, None, &mut out)?;
        }
        Ok(out)
    }

    /// Tellings that share a key and a day with some facts, without those that are at places of other countries.
    pub fn fitting(&self, facts: &Facts) -> Result<BTreeSet<String>, StoreError> {
        let at = facts.place.as_ref().and_then(|p| Some((p.0.as_str(), p.1.as_deref()?)));
        let mut out = BTreeSet::new();
        for key in facts.seeks() {
            self.sharing(&key, facts.days(), at, &mut out)?;
        }
        Ok(out)
    }

    // Those of a key and of some days; at a place and in a country or nobody knows where.
    fn sharing(
        &self,
        key: &str,
        (first, last): (i64, i64),
        at: Option<(&str, &str)>,
        out: &mut BTreeSet<String>,
    ) -> Result<(), StoreError> {
        let mut of_days = self.db.prepare_cached(OF_DAYS)?;
        let mut at_place = self.db.prepare_cached(AT_PLACE)?;
        let mut open = self.db.prepare_cached(OPEN_AT)?;
        for shelf in 0..=OPEN {
            let from = SHELVES.get(shelf).map_or(i64::MIN, |days| first.saturating_sub(*days));
            match at {
                // Who judged that two places are one may have put them into one country.
                Some((_, country)) if shelf == OPEN && !self.judged => {
                    for country in ["", country] {
                        collect(open.query(params![key, shelf, i64::MIN, country, first])?, out)?;
                    }
                }
                Some((place, country)) => {
                    collect(at_place.query(params![key, shelf, from, last, first, country, place])?, out)?;
                }
                None => collect(of_days.query(params![key, shelf, from, last, first])?, out)?,
            }
        }
        Ok(())
    }
}

const OF_DAYS: &str = "SELECT telling FROM telling_key WHERE key = ?1 AND span = ?2 AND first BETWEEN ?3 AND ?4
    AND last >= ?5";
const AT_PLACE: &str = "SELECT telling FROM telling_key WHERE key = ?1 AND span = ?2 AND first BETWEEN ?3 AND ?4
    AND last >= ?5 AND (country = ?6 OR country = '' OR place = ?7)";
const OPEN_AT: &str = "SELECT telling FROM telling_key WHERE key = ?1 AND span = ?2 AND first = ?3 AND country = ?4
    AND last >= ?5";

fn collect(mut rows: Rows<'_>, into: &mut BTreeSet<String>) -> Result<(), StoreError> {
    while let Some(row) = rows.next()? {
        into.insert(row.get(0)?);
    }
    Ok(())
}

fn shelf(first: i64, last: i64) -> usize {
    let days = last.saturating_sub(first);
    match first {
        i64::MIN => OPEN,
        _ => SHELVES.iter().position(|most| days <= *most).unwrap_or(LONG),
    }
}
