//! Actors as lists show them, and what they are called: counted for many reports at once, so that whoever very many of them
//! name is written once.

use super::StoreError;
use bahi_resolve::ledger::{Actor, Ledger};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// What some reports tell of actors, counted.
#[derive(Debug, Default)]
pub struct Seen<'l> {
    actors: BTreeMap<&'l str, Sight<'l>>,
}

// Of one actor; of several names the first by letters.
#[derive(Debug, Default)]
struct Sight<'l> {
    kind: &'l str,
    known: Option<&'l str>,
    shown: Shown<&'l str>,
    reports: i64,
    // Times, and reports.
    spellings: BTreeMap<&'l str, (i64, i64)>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Shown<T> {
    country: Option<T>,
    en: Option<T>,
    hi: Option<T>,
}

impl<'l> Seen<'l> {
    /// What one report tells.
    pub fn of(ledger: &'l Ledger) -> Self {
        let mut out = Self::default();
        out.note(ledger);
        out
    }

    /// Counts the actors of a report.
    pub fn note(&mut self, ledger: &'l Ledger) {
        for actor in &ledger.actors {
            let sight = self.actors.entry(&actor.id).or_default();
            (sight.kind, sight.known) = (&actor.kind, said(&actor.known));
            sight.shown = sight.shown.with(Shown::of(actor));
            sight.reports += 1;
            let mut texts: BTreeMap<&str, i64> = BTreeMap::new();
            for spelling in actor.spellings.iter().filter(|s| !s.text.is_empty()) {
                *texts.entry(&spelling.text).or_default() += i64::try_from(spelling.count).unwrap_or(i64::MAX);
            }
            for (text, times) in texts {
                let all = sight.spellings.entry(text).or_default();
                *all = (all.0 + times, all.1 + 1);
            }
        }
    }

    /// Adds what was counted to what is there.
    pub fn write(&self, db: &Connection) -> Result<(), StoreError> {
        let mut spelt = db.prepare_cached(
            "INSERT INTO spelling VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (actor, text) DO UPDATE SET times = times + excluded.times, reports = reports + excluded.reports",
        )?;
        for (actor, sight) in &self.actors {
            sight.write(db, actor)?;
            for (text, (times, reports)) in &sight.spellings {
                spelt.execute(params![actor, text, times, reports])?;
            }
        }
        Ok(())
    }
}

impl Sight<'_> {
    // What it is called is written only where it is another: that is looked up by.
    fn write(&self, db: &Connection, actor: &str) -> Result<(), StoreError> {
        let mut row = db.prepare_cached("SELECT country, en, hi FROM seen WHERE actor = ?1")?;
        let row = row.query_row([actor], |r| Ok(Shown { country: r.get(0)?, en: r.get(1)?, hi: r.get(2)? }));
        let old: Option<Shown<String>> = row.optional()?;
        let Some(old) = &old else {
            let Shown { country, en, hi } = self.shown;
            db.prepare_cached("INSERT INTO seen VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(params![
                actor,
                self.kind,
                self.known,
                country,
                en,
                hi,
                self.reports
            ])?;
            return Ok(());
        };
        let mut more = db.prepare_cached("UPDATE seen SET reports = reports + ?2 WHERE actor = ?1")?;
        more.execute(params![actor, self.reports])?;
        let old = old.borrowed();
        let Shown { country, en, hi } = old.with(self.shown);
        if old != (Shown { country, en, hi }) {
            db.prepare_cached("UPDATE seen SET country = ?2, en = ?3, hi = ?4 WHERE actor = ?1")?
                .execute(params![actor, country, en, hi])?;
        }
        Ok(())
    }
}

impl Shown<String> {
    fn borrowed(&self) -> Shown<&str> {
        Shown { country: self.country.as_deref(), en: self.en.as_deref(), hi: self.hi.as_deref() }
    }
}

impl<'l> Shown<&'l str> {
    fn of(actor: &'l Actor) -> Self {
        Self { country: said(&actor.country), en: said(&actor.name.en), hi: said(&actor.name.hi) }
    }

    fn with<'a>(self, other: Shown<&'a str>) -> Shown<&'a str>
    where
        'l: 'a,
    {
        let first = |x: Option<&'a str>, y: Option<&'a str>| x.into_iter().chain(y).min();
        Shown {
            country: first(self.country, other.country),
            en: first(self.en, other.en),
            hi: first(self.hi, other.hi),
        }
    }
}

// An empty value says nothing.
fn said(value: &Option<String>) -> Option<&str> {
    value.as_deref().filter(|v| !v.is_empty())
}
