//! What merging looks at of tellings, loaded as it is needed.

use super::keyed::{Keyed, Timed};
use super::linked::Linked;
use super::standing::{Standing, Stood};
use super::weigh::{Unsure, weigh};
use super::{StoreError, judge};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::people::Links;
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// What orders tellings: day of publication, report, place in the report.
pub type Rank = (String, String, i64);

/// An engagement of a report, with those that it could be found by before, if that may be others now.
pub type Rekeyed = (String, Option<BTreeSet<String>>);

/// A telling, with what orders it among others.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its number.
    pub number: i64,
    /// What orders it.
    pub rank: Rank,
    /// Its facts, under the ids of the whole.
    pub facts: Facts,
    /// Whether it is told of no time and could be of several: then it is one with nothing.
    pub ambiguous: bool,
}

/// Tellings, loaded as they are needed.
pub struct Pool<'a> {
    db: &'a Connection,
    linked: Linked<'a>,
    known: HashMap<String, Rc<Told>>,
    keyed: Keyed<'a>,
    fitting: HashMap<String, BTreeSet<String>>,
    unsure: Unsure,
    /// Whether any judgement stands.
    pub judged: bool,
}

impl<'a> Pool<'a> {
    /// With nothing loaded.
    pub fn new(db: &'a Connection) -> Result<Self, StoreError> {
        let (linked, judged) = (Linked::new(db)?, judge::any(db)?);
        let keyed = Keyed::new(db);
        Ok(Self {
            db,
            linked,
            known: HashMap::new(),
            keyed,
            fitting: HashMap::new(),
            unsure: Unsure::default(),
            judged,
        })
    }

    /// Where it is loaded from.
    pub fn db(&self) -> &'a Connection {
        self.db
    }

    /// The new ids of the actors of some reports, and of others.
    pub fn links<'r>(&mut self, reports: impl Iterator<Item = &'r str>) -> Result<&Links, StoreError> {
        for report in reports {
            self.linked.cover(report)?;
        }
        Ok(&self.linked.links)
    }

    /// The same, when nothing else is looked at any more.
    pub fn into_linked(self) -> Linked<'a> {
        self.linked
    }

    /// A telling of an engagement.
    pub fn load(&mut self, id: &str) -> Result<Rc<Told>, StoreError> {
        if let Some(told) = self.known.get(id) {
            return Ok(told.clone());
        }
        let mut row = self.db.prepare_cached(
            "SELECT m.telling, m.facts, m.published, m.report, m.place
               FROM telling t CROSS JOIN merging m ON m.telling = t.number WHERE t.id = ?1",
        )?;
        let row = row.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, (r.get(2)?, r.get(3)?, r.get(4)?))));
        let (number, facts, rank): (i64, String, Rank) = row?;
        let mut facts: Facts = serde_json::from_str(&facts)?;
        facts.actors().try_for_each(|actor| self.linked.look_up(actor))?;
        facts.rename(&self.linked.links);
        let ambiguous = facts.is_timeless() && self.keyed.stood(number)?.is_some_and(|stood| stood.at.is_ambiguous());
        let told = Rc::new(Told { number, rank, facts, ambiguous });
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

    /// Enters the keys of a report's engagements anew; gives the engagements, each with those that it could be found by so far.
    /// Of a report that is `known`, of which nothing has changed but who its people are, that is none for an engagement in which
    /// these have no part: it is one with whatever it was.
    pub fn rekey(&mut self, report: &str, known: bool) -> Result<Vec<Rekeyed>, StoreError> {
        let mut out = Vec::new();
        for id in engagements(self.db, report)? {
            let told = self.load(&id)?;
            let now = Stood { keys: told.facts.keys(), at: Standing::of(&told.facts) };
            let old = self.keyed.stood(told.number)?.unwrap_or_default();
            if known
                && told.facts.is_all_in_keys()
                && old.keys == now.keys
                && (old.keys.is_empty() || old.at.is_at(&now.at))
            {
                out.push((id, None));
                continue;
            }
            let mut found = BTreeSet::new();
            for key in &old.keys {
                found.extend(self.keyed.sought(&Facts::sought(key), &old.at)?);
            }
            self.keyed.move_to(&told, &old, &now)?;
            self.unsure.note(&self.keyed, &told, (&old, &now.at))?;
            self.moved(told, &now);
            out.push((id, Some(found)));
        }
        Ok(out)
    }

    // Knows a telling as it stands now.
    fn moved(&mut self, told: Rc<Told>, now: &Stood) {
        let ambiguous = told.facts.is_timeless() && now.at.is_ambiguous();
        if ambiguous != told.ambiguous {
            self.known.insert(told.facts.id.clone(), Rc::new(Told { ambiguous, ..Rc::unwrap_or_clone(told) }));
        }
    }

    /// Works out which tellings of no known time could be of several, now that keys were entered; gives those that were not
    /// before, and those that were and are not.
    pub fn weigh(&mut self) -> Result<BTreeSet<String>, StoreError> {
        let unsure = std::mem::take(&mut self.unsure);
        weigh(self, unsure)
    }

    /// Those of a key, at a place and in its country, whose time is known.
    pub fn timed(&self, key: &str, place: (&str, &str)) -> Result<Timed, StoreError> {
        self.keyed.timed(key, place)
    }

    /// Takes a telling for one that could be of several, or for one that could not.
    pub fn put_aside(&mut self, told: Rc<Told>, ambiguous: bool) -> Result<(), StoreError> {
        let old = self.keyed.stood(told.number)?.unwrap_or_default();
        let now = Stood { keys: old.keys.clone(), at: old.at.put_aside(ambiguous) };
        self.keyed.move_to(&told, &old, &now)?;
        self.moved(told, &now);
        Ok(())
    }

    /// Tellings that share a key with some facts, and a day or one that is at most so many days away.
    pub fn near(&self, facts: &Facts, about: i64) -> Result<BTreeSet<String>, StoreError> {
        let (first, last) = facts.days();
        self.keyed.about(&facts.seeks(), (first.saturating_sub(about), last.saturating_add(about)))
    }

    /// Looks up at once what [`Pool::fitting`] gives of each of many tellings, as long as no keys are entered.
    pub fn look_up(&mut self, ids: &BTreeSet<String>) -> Result<(), StoreError> {
        let told = ids.iter().map(|id| self.load(id)).collect::<Result<Vec<_>, _>>()?;
        self.fitting.extend(self.keyed.fitting_each(&told)?);
        Ok(())
    }

    /// Whether that was looked up of a telling and not taken yet.
    pub fn has_looked_up(&self, id: &str) -> bool {
        self.fitting.contains_key(id)
    }

    /// Tellings that share a key and a day with one that was looked up, without those that are at places of other
    /// countries; it is taken, and not kept.
    pub fn fitting(&mut self, id: &str) -> BTreeSet<String> {
        self.fitting.remove(id).unwrap_or_default()
    }
}

/// The tellings of engagements of a report.
pub fn engagements(db: &Connection, report: &str) -> Result<Vec<String>, StoreError> {
    let mut rows = db.prepare_cached("SELECT id FROM telling WHERE report = ?1 AND type = 'engagement'")?;
    let rows = rows.query_map([report], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
