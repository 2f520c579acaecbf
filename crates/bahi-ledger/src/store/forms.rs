//! What is told of people, kept once however often it is told and compared once with what is like it.

use super::StoreError;
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::likeness::{Alike, Likeness, WEEK};
use bahi_resolve::combine::people::{Told, sought};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// The day of a report that does not say its day.
pub const NO_DAY: i64 = 1_000_000_000;

/// Notes that something, which is without a day and given as JSON too, is told of a person on a day; gives its number.
pub fn enter(db: &Connection, actor: &str, told: &Told, json: &str, day: Option<i64>) -> Result<i64, StoreError> {
    let form = match number(db, json)? {
        Some(form) => form,
        None => {
            let names = named(db, told)?;
            db.prepare_cached("INSERT INTO form (told, names) VALUES (?1, ?2)")?.execute(params![json, names])?;
            db.last_insert_rowid()
        }
    };
    let day = day.unwrap_or(NO_DAY);
    let mut borne =
        db.prepare_cached("INSERT OR IGNORE INTO borne (form, actor, day, known) VALUES (?1, ?2, ?3, ?4)")?;
    borne.execute(params![form, actor, day, told.known])?;
    Ok(form)
}

// The number of the list of names of something told, which is entered with its keys if it is new.
fn named(db: &Connection, told: &Told) -> Result<i64, StoreError> {
    let names = serde_json::to_string(&told.names)?;
    let mut row = db.prepare_cached("SELECT id FROM names WHERE names = ?1")?;
    if let Some(known) = row.query_row([&names], |r| r.get(0)).optional()? {
        return Ok(known);
    }
    db.prepare_cached("INSERT INTO names (names) VALUES (?1)")?.execute([&names])?;
    let number = db.last_insert_rowid();
    let mut put = db.prepare_cached("INSERT OR IGNORE INTO name_key VALUES (?1, ?2)")?;
    told.keys().iter().try_for_each(|key| put.execute(params![key, number]).map(|_| ()))?;
    Ok(number)
}

/// Enters the names of everything told, in a file from before they were.
pub fn name_all(db: &Connection) -> Result<(), StoreError> {
    let mut rows = db.prepare("SELECT id, told FROM form WHERE names IS NULL ORDER BY id")?;
    let rows = rows.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?)))?;
    let mut put = db.prepare("UPDATE form SET names = ?2 WHERE id = ?1")?;
    for row in rows.collect::<Result<Vec<_>, _>>()? {
        let (form, told) = row;
        put.execute(params![form, named(db, &serde_json::from_str(&told)?)?])?;
    }
    Ok(())
}

// The number of something told, as JSON.
fn number(db: &Connection, told: &str) -> Result<Option<i64>, StoreError> {
    let mut row = db.prepare_cached("SELECT id FROM form WHERE told = ?1")?;
    Ok(row.query_row([told], |r| r.get(0)).optional()?)
}

/// Somebody of whom something is told that is like something else.
pub struct Near {
    /// As in `actor_said`.
    pub actor: String,
    /// Whether the knowledge has them.
    pub known: bool,
    /// The number of what is told.
    pub form: i64,
    /// Whether it counts only within a week, and both are told within one.
    pub near: bool,
}

/// Whom something told may be told of too; remembers what it compared.
pub struct Forms<'a> {
    db: &'a Connection,
    /// Compares.
    pub likeness: Likeness<'a>,
    numbers: HashMap<i64, usize>,
    lists: HashMap<i64, Rc<[String]>>,
}

impl<'a> Forms<'a> {
    /// Nothing compared yet.
    pub fn new(db: &'a Connection, knowledge: &'a Knowledge) -> Self {
        Self { db, likeness: Likeness::new(knowledge), numbers: HashMap::new(), lists: HashMap::new() }
    }

    /// People of whom something is told that is like what is told here.
    pub fn candidates(&mut self, told: &BTreeSet<Told>) -> Result<BTreeSet<String>, StoreError> {
        let mut days: BTreeMap<Told, BTreeSet<i64>> = BTreeMap::new();
        for t in told {
            days.entry(Told { day: None, ..t.clone() }).or_default().extend(t.day);
        }
        let mut alike = self.db.prepare_cached("SELECT other, near FROM alike WHERE form = ?1")?;
        let mut out = BTreeSet::new();
        for (told, days) in days {
            // What has no names is nowhere.
            let Some(form) = number(self.db, &serde_json::to_string(&told)?)? else { continue };
            self.compare(form)?;
            let rows = alike.query_map([form], |r| Ok((r.get(0)?, r.get(1)?)))?;
            for (other, near) in rows.collect::<Result<Vec<(i64, bool)>, _>>()? {
                match near {
                    false => self.bearers(other, None, &mut out)?,
                    true => days.iter().try_for_each(|&day| self.bearers(other, Some(day), &mut out))?,
                }
            }
        }
        Ok(out)
    }

    // Compares something told with all that is told of people of like names, once for all.
    fn compare(&mut self, form: i64) -> Result<(), StoreError> {
        let mut done = self.db.prepare_cached("UPDATE form SET compared = 1 WHERE id = ?1 AND NOT compared")?;
        if done.execute([form])? == 0 {
            return Ok(());
        }
        let mut row = self.db.prepare_cached("SELECT names FROM form WHERE id = ?1")?;
        self.compare_names(row.query_row([form], |r| r.get(0))?)?;
        let mut others = self.db.prepare_cached(
            "SELECT o.id FROM form f CROSS JOIN namesake n ON n.names = f.names CROSS JOIN form o ON o.names = n.other
              WHERE f.id = ?1 ORDER BY o.id",
        )?;
        let others = others.query_map([form], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let mut put = self.db.prepare_cached("INSERT OR IGNORE INTO alike VALUES (?1, ?2, ?3), (?2, ?1, ?3)")?;
        let x = self.number(form)?;
        for other in others {
            let y = self.number(other)?;
            let near = match self.likeness.either(x, y) {
                Alike::Yes => false,
                Alike::No => continue,
                Alike::Near => true,
            };
            put.execute(params![form, other, near])?;
        }
        Ok(())
    }

    // Compares a list of names with all that share a key with it, once for all: the same names are told with ever other offices.
    fn compare_names(&mut self, names: i64) -> Result<(), StoreError> {
        let mut done = self.db.prepare_cached("UPDATE names SET compared = 1 WHERE id = ?1 AND NOT compared")?;
        if done.execute([names])? == 0 {
            return Ok(());
        }
        let mine = self.names(names)?;
        let mut by_key = self.db.prepare_cached("SELECT names FROM name_key WHERE key = ?1")?;
        let mut others: BTreeSet<i64> = BTreeSet::new();
        for key in sought(&mine) {
            others.extend(by_key.query_map([&key], |r| r.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
        }
        let mut put = self.db.prepare_cached("INSERT OR IGNORE INTO namesake VALUES (?1, ?2), (?2, ?1)")?;
        for other in others {
            let theirs = self.names(other)?;
            if self.likeness.namesakes(&mine, &theirs) {
                put.execute([names, other])?;
            }
        }
        Ok(())
    }

    fn names(&mut self, number: i64) -> Result<Rc<[String]>, StoreError> {
        if let Some(names) = self.lists.get(&number) {
            return Ok(names.clone());
        }
        let mut row = self.db.prepare_cached("SELECT names FROM names WHERE id = ?1")?;
        let names: Vec<String> = serde_json::from_str(&row.query_row([number], |r| r.get::<_, String>(0))?)?;
        let names: Rc<[String]> = names.into();
        self.lists.insert(number, names.clone());
        Ok(names)
    }

    /// Something like what is told here, and of whom it is told: within a week of a day where only that counts, else, if it is
    /// told of somebody for the first time, on any day. Of what is settled alone.
    pub fn bearers_like(&mut self, form: i64, day: Option<i64>, first: bool) -> Result<Vec<Near>, StoreError> {
        self.compare(form)?;
        let mut ever = self.db.prepare_cached(
            "SELECT b.actor, b.known, a.other, 0 FROM alike a CROSS JOIN bearer b ON b.form = a.other
              WHERE a.form = ?1 AND NOT a.near",
        )?;
        let mut about = self.db.prepare_cached(
            "SELECT DISTINCT b.actor, b.known, a.other, 1 FROM alike a CROSS JOIN borne b ON b.form = a.other
              WHERE a.form = ?1 AND a.near AND b.day BETWEEN ?2 AND ?3 AND b.settled",
        )?;
        let near = |r: &Row<'_>| Ok(Near { actor: r.get(0)?, known: r.get(1)?, form: r.get(2)?, near: r.get(3)? });
        let mut out = Vec::new();
        if first {
            out = ever.query_map([form], near)?.collect::<Result<_, _>>()?;
        }
        if let Some(day) = day {
            for row in about.query_map(params![form, day - WEEK, day + WEEK], near)? {
                out.push(row?);
            }
        }
        Ok(out)
    }

    /// How something told bears on something else, by their numbers; the first is of somebody unknown.
    pub fn alike(&mut self, form: i64, other: i64) -> Result<Alike, StoreError> {
        let (x, y) = (self.number(form)?, self.number(other)?);
        Ok(self.likeness.alike(x, y))
    }

    fn told(&self, form: i64) -> Result<Told, StoreError> {
        let mut row = self.db.prepare_cached("SELECT told FROM form WHERE id = ?1")?;
        Ok(serde_json::from_str(&row.query_row([form], |r| r.get::<_, String>(0))?)?)
    }

    fn number(&mut self, form: i64) -> Result<usize, StoreError> {
        if let Some(&number) = self.numbers.get(&form) {
            return Ok(number);
        }
        let number = self.likeness.number(&self.told(form)?);
        self.numbers.insert(form, number);
        Ok(number)
    }

    fn bearers(&self, form: i64, near: Option<i64>, out: &mut BTreeSet<String>) -> Result<(), StoreError> {
        let (first, last) = near.map_or((i64::MIN, i64::MAX), |d| (d - WEEK, d + WEEK));
        let mut rows =
            self.db.prepare_cached("SELECT DISTINCT actor FROM borne WHERE form = ?1 AND day BETWEEN ?2 AND ?3")?;
        let rows = rows.query_map(params![form, first, last], |r| r.get(0))?;
        out.extend(rows.collect::<Result<Vec<String>, _>>()?);
        Ok(())
    }
}
