//! What is told of people, kept once however often it is told, and how it finds its like.

use super::StoreError;
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::likeness::{Alike, Likeness, WEEK};
use bahi_resolve::combine::people::Told;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The day of a report that does not say its day.
pub const NO_DAY: i64 = 1_000_000_000;

/// Notes that something is told of a person on a day.
pub fn enter(db: &Connection, actor: &str, told: &Told, day: Option<i64>) -> Result<(), StoreError> {
    let json = serde_json::to_string(&Told { day: None, ..told.clone() })?;
    let form = match number(db, &json)? {
        Some(form) => form,
        None => {
            db.prepare_cached("INSERT INTO form (told) VALUES (?1)")?.execute([&json])?;
            let form = db.last_insert_rowid();
            let mut key = db.prepare_cached("INSERT OR IGNORE INTO name_key VALUES (?1, ?2)")?;
            for k in told.keys().into_iter().chain(surname_keys(told)) {
                key.execute(params![k, form])?;
            }
            form
        }
    };
    let day = day.unwrap_or(NO_DAY);
    let mut borne =
        db.prepare_cached("INSERT OR IGNORE INTO borne (form, actor, day, known) VALUES (?1, ?2, ?3, ?4)")?;
    borne.execute(params![form, actor, day, told.known])?;
    Ok(())
}

/// The number of something told, as JSON.
pub fn number(db: &Connection, told: &str) -> Result<Option<i64>, StoreError> {
    let mut row = db.prepare_cached("SELECT id FROM form WHERE told = ?1")?;
    Ok(row.query_row([told], |r| r.get(0)).optional()?)
}

// A surname alone is that of whom a paper of the same week names in full.
fn surname_keys(told: &Told) -> Vec<String> {
    if told.is_bare() { told.names.iter().map(|n| format!("={n}")).collect() } else { Vec::new() }
}

/// Whom something told may be told of too; remembers what it compared.
pub struct Forms<'a> {
    db: &'a Connection,
    /// Compares.
    pub likeness: Likeness<'a>,
    numbers: HashMap<i64, usize>,
}

impl<'a> Forms<'a> {
    /// Nothing compared yet.
    pub fn new(db: &'a Connection, knowledge: &'a Knowledge) -> Self {
        Self { db, likeness: Likeness::new(knowledge), numbers: HashMap::new() }
    }

    /// People of whom something is told that is like what is told here; with `unknown` those alone whom the knowledge lacks.
    pub fn candidates(&mut self, told: &BTreeSet<Told>, unknown: bool) -> Result<BTreeSet<String>, StoreError> {
        let mut by_key = self.db.prepare_cached("SELECT form FROM name_key WHERE key = ?1")?;
        let mut days: BTreeMap<usize, (&Told, BTreeSet<i64>)> = BTreeMap::new();
        for t in told {
            days.entry(self.likeness.number(t)).or_insert_with(|| (t, BTreeSet::new())).1.extend(t.day);
        }
        let mut out = BTreeSet::new();
        for (x, (told, days)) in days {
            let mut forms: BTreeSet<i64> = BTreeSet::new();
            for key in told.keys() {
                forms.extend(by_key.query_map([&key], |r| r.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
            }
            for form in forms {
                let y = self.number(form)?;
                match (self.likeness.alike(x, y), self.likeness.alike(y, x)) {
                    (Alike::Yes, _) | (_, Alike::Yes) => self.bearers(form, None, unknown, &mut out)?,
                    (Alike::No, Alike::No) => {}
                    _ => days.iter().try_for_each(|&day| self.bearers(form, Some(day), unknown, &mut out))?,
                }
            }
        }
        Ok(out)
    }

    /// People called by surname alone within a week of a day, by one that what is told here ends in.
    pub fn bare(&self, told: &Told, day: i64, out: &mut BTreeSet<String>) -> Result<(), StoreError> {
        let mut by_key = self.db.prepare_cached("SELECT form FROM name_key WHERE key = ?1")?;
        let last = told.names.iter().filter_map(|n| n.split_whitespace().last());
        for surname in last.collect::<BTreeSet<_>>() {
            let forms = by_key.query_map([format!("={surname}")], |r| r.get::<_, i64>(0))?;
            for form in forms.collect::<Result<Vec<_>, _>>()? {
                self.bearers(form, Some(day), true, out)?;
            }
        }
        Ok(())
    }

    fn number(&mut self, form: i64) -> Result<usize, StoreError> {
        if let Some(&number) = self.numbers.get(&form) {
            return Ok(number);
        }
        let mut row = self.db.prepare_cached("SELECT told FROM form WHERE id = ?1")?;
        let told: String = row.query_row([form], |r| r.get(0))?;
        let number = self.likeness.number(&serde_json::from_str(&told)?);
        self.numbers.insert(form, number);
        Ok(number)
    }

    fn bearers(
        &self,
        form: i64,
        near: Option<i64>,
        unknown: bool,
        out: &mut BTreeSet<String>,
    ) -> Result<(), StoreError> {
        let (first, last) = near.map_or((i64::MIN, i64::MAX), |d| (d - WEEK, d + WEEK));
        let mut rows = self.db.prepare_cached(
            "SELECT DISTINCT actor FROM borne WHERE form = ?1 AND day BETWEEN ?2 AND ?3 AND known <= ?4",
        )?;
        let rows = rows.query_map(params![form, first, last, !unknown], |r| r.get(0))?;
        out.extend(rows.collect::<Result<Vec<String>, _>>()?);
        Ok(())
    }
}
