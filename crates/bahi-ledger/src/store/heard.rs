//! By which names actors are found, kept in step with what the reports call them: people by keys of how words sound,
//! everything else by its words.
//!
//! Triggers note whose names may be others by now (`unheard`); [`catch_up`] writes what is different.

use super::judge::{self, rulings_on};
use super::names::{acronym, known_names};
use super::words::folded;
use super::{Store, StoreError};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::people::Links;
use bahi_text::names::likeness::Prepared;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

// Names of more words are no names: half a sentence.
const LONGEST: usize = 12;

/// Enters the names of everybody whose names may be others by now, and of what knowledge calls otherwise than it did.
pub fn catch_up(db: &Connection, k: &Knowledge) -> Result<(), StoreError> {
    if !is_up_to(db, k)? {
        db.execute(
            "INSERT OR IGNORE INTO unheard SELECT actor FROM seen WHERE known IS NOT NULL AND kind <> 'person'",
            [],
        )?;
        db.execute("DELETE FROM called_with", [])?;
        db.execute("INSERT INTO called_with VALUES (?1)", [k.version()])?;
    }
    let mut unheard = db.prepare_cached("SELECT actor FROM unheard ORDER BY actor")?;
    let unheard = unheard.query_map([], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let given = Given::new(db)?;
    for actor in &unheard {
        enter(db, k, actor, &given)?;
    }
    db.execute("DELETE FROM unheard", [])?;
    Ok(())
}

impl Store {
    /// Whether names were not entered yet by which actors are found, as in a file of an earlier version;
    /// [`Store::settle`] enters them.
    pub fn names_outstanding(&self) -> Result<bool, StoreError> {
        Ok(self.db.prepare_cached("SELECT 1 FROM unheard LIMIT 1")?.exists([])?)
    }
}

/// Whether the names of this knowledge have been entered, so that what they name is found by them.
pub fn is_up_to(db: &Connection, k: &Knowledge) -> Result<bool, StoreError> {
    let with: Option<String> =
        db.prepare_cached("SELECT knowledge FROM called_with")?.query_row([], |r| r.get(0)).optional()?;
    Ok(with.as_deref() == Some(k.version()))
}

fn enter(db: &Connection, k: &Knowledge, actor: &str, given: &Given<'_>) -> Result<(), StoreError> {
    let mut row = db.prepare_cached("SELECT kind, known, en, hi FROM seen WHERE actor = ?1")?;
    let row = row.query_row([actor], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).optional()?;
    let (mut keys, mut words) = (BTreeSet::new(), BTreeSet::new());
    if let Some((kind, known, en, hi)) = row {
        let (kind, known): (String, Option<String>) = (kind, known);
        let (en, hi): (Option<String>, Option<String>) = (en, hi);
        let given = given.to(actor)?;
        if kind == "person" {
            let said = if known.is_none() { spellings(db, actor, en)? } else { Vec::new() };
            said.iter().chain(&given).for_each(|name| sound(name, &mut keys));
        } else {
            let own = [en.as_deref(), hi.as_deref(), known.as_deref()].into_iter().flatten();
            let names = own.chain(known_names(k, &kind, known.as_deref())).chain(given.iter().map(String::as_str));
            names.for_each(|name| call(name, &mut words));
        }
    }
    let mut old = db.prepare_cached("SELECT key, alone FROM sounded WHERE actor = ?1")?;
    let old: BTreeSet<(i64, bool)> =
        old.query_map([actor], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut drop = db.prepare_cached("DELETE FROM sounded WHERE key = ?1 AND actor = ?2 AND alone = ?3")?;
    let mut put = db.prepare_cached("INSERT INTO sounded VALUES (?1, ?2, ?3)")?;
    for (key, alone) in old.difference(&keys) {
        drop.execute(params![key, actor, alone])?;
    }
    for (key, alone) in keys.difference(&old) {
        put.execute(params![key, actor, alone])?;
    }
    let mut old = db.prepare_cached("SELECT word FROM called WHERE actor = ?1")?;
    let old: BTreeSet<String> = old.query_map([actor], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut drop = db.prepare_cached("DELETE FROM called WHERE word = ?1 AND actor = ?2")?;
    let mut put = db.prepare_cached("INSERT INTO called VALUES (?1, ?2)")?;
    for word in old.difference(&words) {
        drop.execute([word, actor])?;
    }
    for word in words.difference(&old) {
        put.execute([word, actor])?;
    }
    Ok(())
}

// What the reports call somebody; the name in Roman letters only where there is no other, since it is made from these.
fn spellings(db: &Connection, actor: &str, english: Option<String>) -> Result<Vec<String>, StoreError> {
    let mut rows = db.prepare_cached("SELECT text FROM spelling WHERE actor = ?1")?;
    let mut out = rows.query_map([actor], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
    if out.iter().all(|s| s.is_ascii()) {
        out.extend(english);
    }
    Ok(out)
}

/// The names that people gave to actors; whether there can be any is asked once.
pub struct Given<'a> {
    db: &'a Connection,
    any: bool,
}

impl<'a> Given<'a> {
    /// In a ledger file.
    pub fn new(db: &'a Connection) -> Result<Self, StoreError> {
        Ok(Self { db, any: judge::any(db)? })
    }

    /// Those of an actor.
    pub fn to(&self, actor: &str) -> Result<Vec<String>, StoreError> {
        if !self.any {
            return Ok(Vec::new());
        }
        let rulings = rulings_on(self.db, &BTreeSet::from([actor.to_owned()]), &Links::default())?;
        let names = rulings.into_iter().filter(|r| r.decides() && r.field.starts_with("name/"));
        Ok(names.filter_map(|r| r.value).collect())
    }
}

/// The people, as reports say them, who may be called like a name: of a name of several words they share two with it, unless
/// they have but one.
pub fn sounding_like(db: &Connection, name: &Prepared) -> Result<BTreeSet<String>, StoreError> {
    if name.len() > LONGEST {
        return Ok(BTreeSet::new());
    }
    let wanted = if name.full_words() > 1 { 2 } else { 1 };
    let mut rows = db.prepare_cached("SELECT actor, alone FROM sounded WHERE key = ?1")?;
    let mut found: BTreeMap<String, (u32, bool)> = BTreeMap::new();
    for (n, keys) in name.keys().into_iter().enumerate() {
        for key in keys {
            for row in rows.query_map([key], |r| Ok((r.get(0)?, r.get(1)?)))? {
                let (actor, alone): (String, bool) = row?;
                let one = found.entry(actor).or_default();
                one.0 |= 1 << n;
                one.1 |= alone;
            }
        }
    }
    let all = 1 << name.len();
    let likely = |(words, alone): (u32, bool)| alone || (words & (all - 1)).count_ones() >= wanted || words & all > 0;
    Ok(found.into_iter().filter(|f| likely(f.1)).map(|f| f.0).collect())
}

fn sound(name: &str, out: &mut BTreeSet<(i64, bool)>) {
    let prepared = Prepared::new(name);
    let words = prepared.len();
    if words > LONGEST {
        return;
    }
    let single = prepared.full_words() <= 1;
    for (n, keys) in prepared.keys().into_iter().enumerate() {
        out.extend(keys.into_iter().map(|key| (key, single || n == words)));
    }
}

fn call(name: &str, out: &mut BTreeSet<String>) {
    let words = folded(name);
    out.insert(words.concat());
    out.extend(words);
    out.extend(acronym(name));
    out.remove("");
}
