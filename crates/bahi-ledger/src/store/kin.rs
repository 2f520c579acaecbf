//! People whom knowledge lacks, in sets that hang together by what is told of them.
//!
//! What is told only grows, and so do the sets: a report that comes is compared by what is new in it, and nothing of what
//! was told before is looked at again. Judgements, which take away from what is told, stand above the sets
//! (see [`super::people`]): whoever they bear on is worked out by itself, within the sets that they join.

use super::StoreError;
use super::forms::{Forms, NO_DAY, Near};
use bahi_resolve::combine::likeness::Alike;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

// Something told of somebody on a day of whom it was not told on that day before.
struct Fresh {
    actor: String,
    known: bool,
    form: i64,
    day: i64,
    // Whether it was told of them on no other day either.
    first: bool,
}

/// Puts the people of some reports into their sets; gives one of each set that is not what it was.
pub fn grow(
    db: &Connection,
    reports: &BTreeSet<String>,
    forms: &mut Forms<'_>,
) -> Result<BTreeSet<String>, StoreError> {
    let mut touched = BTreeSet::new();
    let mut fresh = Vec::new();
    for report in reports {
        enter(db, report, &mut fresh, &mut touched)?;
    }
    for item in &fresh {
        for other in forms.bearers_like(item.form, (item.day != NO_DAY).then_some(item.day), item.first)? {
            meet(db, item, &other, forms, &mut touched)?;
        }
    }
    touched.into_iter().map(|actor| group(db, &actor).map(|g| g.unwrap_or(actor))).collect()
}

// The people of a report, and what is told of them that is new; noted as told.
fn enter(
    db: &Connection,
    report: &str,
    fresh: &mut Vec<Fresh>,
    touched: &mut BTreeSet<String>,
) -> Result<(), StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT s.actor, s.known IS NOT NULL, s.form, s.day, coalesce(r.published, '~'), s.place
           FROM report r JOIN actor_said s ON s.number = r.number WHERE r.id = ?1 AND s.kind = 'person' ORDER BY s.place",
    )?;
    let mut bears = db.prepare_cached("INSERT OR IGNORE INTO bearer VALUES (?1, ?2, ?3)")?;
    let mut settle =
        db.prepare_cached("UPDATE borne SET settled = 1 WHERE form = ?1 AND day = ?2 AND actor = ?3 AND NOT settled")?;
    let mut rows = rows.query([report])?;
    while let Some(row) = rows.next()? {
        let (actor, known, form): (String, bool, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let day = row.get::<_, Option<i64>>(3)?.unwrap_or(NO_DAY);
        if !known && comes_first(db, &actor, (&row.get::<_, String>(4)?, report, row.get(5)?))? {
            touched.insert(actor.clone());
        }
        let Some(form) = form else {
            return Err(StoreError::Damaged { what: format!("what is told of {actor} is not in its place") });
        };
        let first = bears.execute(params![form, actor, known])? > 0;
        if settle.execute(params![form, day, actor])? > 0 {
            fresh.push(Fresh { actor, known, form, day, first });
        }
    }
    Ok(())
}

// Whether somebody is told of here before anywhere else; then it is noted.
fn comes_first(
    db: &Connection,
    actor: &str,
    (published, report, place): (&str, &str, i64),
) -> Result<bool, StoreError> {
    let mut put = db.prepare_cached(
        "INSERT INTO kin VALUES (?1, ?1, ?2, ?3, ?4)
             ON CONFLICT (actor) DO UPDATE SET published = ?2, report = ?3, place = ?4
             WHERE (?2, ?3, ?4) < (published, report, place)",
    )?;
    Ok(put.execute(params![actor, published, report, place])? > 0)
}

// Two of whom like things are told.
fn meet(
    db: &Connection,
    item: &Fresh,
    other: &Near,
    forms: &mut Forms<'_>,
    touched: &mut BTreeSet<String>,
) -> Result<(), StoreError> {
    if item.actor == other.actor || item.known && other.known {
        return Ok(());
    }
    let (unknown, known) = match (item.known, other.known) {
        (false, false) => return join(db, &item.actor, &other.actor, touched),
        (false, true) => ((&item.actor, item.form), (&other.actor, other.form)),
        (true, _) => ((&other.actor, other.form), (&item.actor, item.form)),
    };
    // That somebody known may be meant is a question to what is told of the unknown alone.
    if !other.near && forms.alike(unknown.1, known.1)? != Alike::Yes {
        return Ok(());
    }
    let mut put = db.prepare_cached("INSERT OR IGNORE INTO vouched VALUES (?1, ?2)")?;
    if put.execute([unknown.0, known.0])? > 0 {
        touched.insert(unknown.0.clone());
    }
    Ok(())
}

fn join(db: &Connection, a: &str, b: &str, touched: &mut BTreeSet<String>) -> Result<(), StoreError> {
    let (Some(mine), Some(theirs)) = (group(db, a)?, group(db, b)?) else { return Ok(()) };
    if mine == theirs {
        return Ok(());
    }
    let mut size = db.prepare_cached("SELECT count(*) FROM kin WHERE grp = ?1")?;
    let mut count = |grp: &str| size.query_row([grp], |r| r.get::<_, i64>(0));
    let (keep, give) = if count(&mine)? < count(&theirs)? { (theirs, mine) } else { (mine, theirs) };
    db.prepare_cached("UPDATE kin SET grp = ?1 WHERE grp = ?2")?.execute([&keep, &give])?;
    touched.insert(a.to_owned());
    Ok(())
}

// What the set of somebody is called, if knowledge lacks them.
fn group(db: &Connection, actor: &str) -> Result<Option<String>, StoreError> {
    let mut row = db.prepare_cached("SELECT grp FROM kin WHERE actor = ?1")?;
    Ok(row.query_row([actor], |r| r.get(0)).optional()?)
}

/// A set: its people, in the order in which they are told of, each with the id they go by so far.
pub fn members(db: &Connection, group: &str) -> Result<Vec<(String, Option<String>)>, StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT k.actor, n.actor FROM kin k LEFT JOIN renamed n ON n.said = k.actor WHERE k.grp = ?1
          ORDER BY k.published, k.report, k.place",
    )?;
    let rows = rows.query_map([group], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Somebody known who people of a set may be: whom most of them may be first, by id where as many may be either.
pub fn known(db: &Connection, group: &str) -> Result<Vec<String>, StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT v.known FROM kin k JOIN vouched v ON v.actor = k.actor WHERE k.grp = ?1
          GROUP BY v.known ORDER BY count(*) DESC, v.known",
    )?;
    let rows = rows.query_map([group], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
