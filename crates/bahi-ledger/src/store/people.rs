//! Which of the reports' people are one: by the sets they hang together in (see [`super::kin`]), and among those on whom
//! judgements bear by everything told of them.

use super::forms::{Forms, NO_DAY};
use super::settle::Touched;
use super::{StoreError, judge, kin};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::likeness::WEEK;
use bahi_resolve::combine::people::{People, Told, renamed};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Links the unknown people of some reports, and the actors that were judged, with whoever goes with them. Gives the reports
/// that tell of somebody who has another id now.
pub fn link(db: &Connection, touched: &Touched, knowledge: &Knowledge) -> Result<BTreeSet<String>, StoreError> {
    let mut forms = Forms::new(db, knowledge);
    let judged = judge::any(db)?;
    let mut ruled = with_company(db, &touched.actors)?;
    let mut out = BTreeSet::new();
    for group in kin::grow(db, &touched.reports, &mut forms)? {
        let members = kin::members(db, &group)?;
        let known = kin::known(db, &group)?;
        let all = || members.iter().map(|m| &m.0).chain(&known);
        if judged && any_judged(db, all())? {
            ruled.extend(all().cloned());
            continue;
        }
        let Some(target) = known.first().or(members.first().map(|m| &m.0)) else { continue };
        for (said, before) in &members {
            rename(db, said, before.as_deref(), (said != target).then_some(target), &mut out)?;
        }
    }
    if !ruled.is_empty() {
        out.extend(by_judgements(db, ruled, forms)?);
    }
    Ok(out)
}

fn any_judged<'a>(db: &Connection, mut actors: impl Iterator<Item = &'a String>) -> Result<bool, StoreError> {
    let mut parted = db.prepare_cached("SELECT 1 FROM parted WHERE actor = ?1 LIMIT 1")?;
    actors.try_fold(false, |any, id| Ok(any || parted.exists([id])? || !judge::with(db, id)?.is_empty()))
}

// Links some actors and whoever may be one with them or is judged with them, of which judgements bear on some.
fn by_judgements(
    db: &Connection,
    mut seen: BTreeSet<String>,
    mut forms: Forms<'_>,
) -> Result<BTreeSet<String>, StoreError> {
    let mut frontier: Vec<String> = seen.iter().cloned().collect();
    let mut people = People::new();
    // Somebody known, of whom as much is looked at as lies near those who may be them.
    let mut somebody = BTreeSet::new();
    while let Some(id) = frontier.pop() {
        let told = told(db, &id, None)?;
        if told.is_empty() {
            // Judged, and told of by no report any more.
            continue;
        }
        frontier.extend(judge::with(db, &id)?.into_iter().filter(|o| seen.insert(o.clone())));
        let mine = forms.likeness.borne(&told);
        for other in forms.candidates(&told)?.into_iter().filter(|o| *o != id) {
            if people.contains_key(&other) && !somebody.contains(&other) {
                continue;
            }
            let others = told_about(db, &other, &told)?;
            let theirs = forms.likeness.borne(&others);
            if !forms.likeness.linked(&mine, &theirs) && !forms.likeness.linked(&theirs, &mine) {
                continue;
            }
            let known = others.iter().any(|t| t.known);
            if known && judge::with(db, &other)?.is_empty() {
                people.entry(other.clone()).or_default().extend(others);
                somebody.insert(other);
            } else if seen.insert(other.clone()) {
                frontier.push(other);
            }
        }
        somebody.remove(&id);
        people.insert(id, told);
    }
    let order = in_order(db, &people, &somebody)?;
    let bonds = judge::bonds_on(db, &people.keys().cloned().collect())?;
    update(db, &people, &renamed(&order, &people, &mut forms.likeness, &bonds))
}

// Some actors, and all that are one with any of them now.
fn with_company(db: &Connection, actors: &BTreeSet<String>) -> Result<BTreeSet<String>, StoreError> {
    let mut now = db.prepare_cached("SELECT actor FROM renamed WHERE said = ?1")?;
    let mut company = db.prepare_cached("SELECT said FROM renamed WHERE actor = ?1")?;
    let mut out = actors.clone();
    for id in actors {
        let target: String = now.query_row([id], |r| r.get(0)).optional()?.unwrap_or_else(|| id.clone());
        let rows = company.query_map([&target], |r| r.get(0))?;
        out.extend(rows.collect::<Result<Vec<String>, _>>()?);
        out.insert(target);
    }
    Ok(out)
}

// What is told of an actor with its days, or within some days. What a person took out as one report says it, and what is
// nobody's name, is told of without names: nothing but a judgement links it.
fn told(db: &Connection, id: &str, days: Option<(i64, i64)>) -> Result<BTreeSet<Told>, StoreError> {
    if !is_plain(db, id)? {
        return told_in_part(db, id, days);
    }
    let (first, last) = days.unwrap_or((i64::MIN, i64::MAX));
    let mut rows = db.prepare_cached(
        "SELECT f.told, b.day FROM borne b JOIN form f ON f.id = b.form WHERE b.actor = ?1 AND b.day BETWEEN ?2 AND ?3",
    )?;
    let rows = rows.query_map(params![id, first, last], |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?)))?;
    let mut out = BTreeSet::new();
    for row in rows {
        let (told, day) = row?;
        out.insert(Told { day: (day != NO_DAY).then_some(day), ..serde_json::from_str(&told)? });
    }
    Ok(out)
}

// Whether it is a person of whom nothing was taken out: of most, what is told is kept by itself.
fn is_plain(db: &Connection, id: &str) -> Result<bool, StoreError> {
    let mut parted = db.prepare_cached("SELECT 1 FROM parted WHERE actor = ?1 OR part = ?1 LIMIT 1")?;
    let mut person = db.prepare_cached("SELECT 1 FROM borne WHERE actor = ?1 LIMIT 1")?;
    Ok(!parted.exists([id])? && person.exists([id])?)
}

fn told_in_part(db: &Connection, id: &str, days: Option<(i64, i64)>) -> Result<BTreeSet<Told>, StoreError> {
    let (first, last) = days.unwrap_or((i64::MIN, i64::MAX));
    let hidden = hidden(db, id)?;
    let mut rows = db.prepare_cached(&format!(
        "SELECT DISTINCT f.told, day, known IS NOT NULL FROM actor_said s LEFT JOIN form f ON f.id = s.form
          WHERE actor = ?1 AND (day BETWEEN ?2 AND ?3 OR day IS NULL) {hidden}",
    ))?;
    let rows =
        rows.query_map(params![id, first, last], |r| Ok((r.get::<_, Option<String>>(0)?, r.get(1)?, r.get(2)?)))?;
    let mut out = BTreeSet::new();
    for row in rows {
        let (told, day, known) = row?;
        out.insert(match told {
            Some(told) => Told { day, ..serde_json::from_str(&told)? },
            None => Told { known, ..Told::unnamed() },
        });
    }
    if db.prepare_cached("SELECT 1 FROM parted WHERE part = ?1")?.exists([id])? {
        out.insert(Told::unnamed());
    }
    Ok(out)
}

// The condition that leaves out what a person took out of an actor; most have nothing taken out, and many reports.
fn hidden(db: &Connection, id: &str) -> Result<&'static str, StoreError> {
    let any = db.prepare_cached("SELECT 1 FROM parted WHERE actor = ?1")?.exists([id])?;
    Ok(match any {
        true => "AND NOT EXISTS (SELECT 1 FROM parted p WHERE p.actor = s.actor AND p.report = s.report)",
        false => "",
    })
}

// What is told of an actor, without days as far as it is not told near somebody.
fn told_about(db: &Connection, id: &str, near: &BTreeSet<Told>) -> Result<BTreeSet<Told>, StoreError> {
    let mut rows = db.prepare_cached(match is_plain(db, id)? {
        true => "SELECT f.told FROM (SELECT DISTINCT form FROM borne WHERE actor = ?1) b JOIN form f ON f.id = b.form",
        false => {
            "SELECT DISTINCT f.told FROM actor_said s JOIN form f ON f.id = s.form WHERE actor = ?1 AND NOT EXISTS
            (SELECT 1 FROM parted p WHERE p.actor = s.actor AND p.report = s.report)"
        }
    })?;
    let rows = rows.query_map([id], |r| r.get::<_, String>(0))?;
    let mut out = BTreeSet::new();
    for row in rows {
        out.insert(serde_json::from_str(&row?)?);
    }
    let days: Vec<i64> = near.iter().filter_map(|t| t.day).collect();
    if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) {
        out.extend(told(db, id, Some((first - WEEK, last + WEEK)))?);
    }
    Ok(out)
}

// By the first report that tells of them; those known, whose order is of no consequence, after the others.
fn in_order(db: &Connection, people: &People, known: &BTreeSet<String>) -> Result<Vec<String>, StoreError> {
    let mut first = db.prepare_cached(
        "SELECT coalesce(r.published, '~'), r.id, s.place FROM actor_said s JOIN report r ON r.number = s.number
          WHERE s.actor = ?1
          UNION ALL
         SELECT coalesce(r.published, '~'), r.id, s.place FROM parted p JOIN report r ON r.id = p.report
           JOIN actor_said s ON s.actor = p.actor AND s.number = r.number WHERE p.part = ?1
          ORDER BY 1, 2, 3 LIMIT 1",
    )?;
    let mut out: Vec<((String, String, i64), String)> = Vec::new();
    for id in people.keys().filter(|id| !known.contains(*id)) {
        out.push((first.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?, id.clone()));
    }
    out.sort();
    Ok(out.into_iter().map(|o| o.1).chain(known.iter().cloned()).collect())
}

fn update(db: &Connection, people: &People, new: &BTreeMap<String, String>) -> Result<BTreeSet<String>, StoreError> {
    let mut old = db.prepare_cached("SELECT actor FROM renamed WHERE said = ?1")?;
    let mut out = BTreeSet::new();
    for id in people.keys() {
        let before: Option<String> = old.query_row([id], |r| r.get(0)).optional()?;
        rename(db, id, before.as_deref(), new.get(id), &mut out)?;
    }
    Ok(out)
}

// Enters under which id somebody goes, none being their own; the reports that tell of them are affected if it is another.
fn rename(
    db: &Connection,
    said: &str,
    before: Option<&str>,
    now: Option<&String>,
    affected: &mut BTreeSet<String>,
) -> Result<(), StoreError> {
    if before == now.map(String::as_str) {
        return Ok(());
    }
    match now {
        Some(target) => {
            db.prepare_cached("INSERT OR REPLACE INTO renamed VALUES (?1, ?2)")?.execute([said, target])?;
        }
        None => drop(db.prepare_cached("DELETE FROM renamed WHERE said = ?1")?.execute([said])?),
    }
    let mut telling = db.prepare_cached(
        "SELECT report FROM actor_said WHERE actor = ?1 UNION ALL SELECT report FROM parted WHERE part = ?1",
    )?;
    let rows = telling.query_map([said], |r| r.get(0))?;
    affected.extend(rows.collect::<Result<Vec<String>, _>>()?);
    Ok(())
}
