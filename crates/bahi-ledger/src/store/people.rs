//! Which of the reports' people are one, worked out for those of whom new reports tell something new and whoever they
//! touch.

use super::forms::{Forms, NO_DAY, number};
use super::settle::Touched;
use super::{StoreError, judge};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::likeness::WEEK;
use bahi_resolve::combine::people::{People, Told, renamed};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Links the unknown people of some reports, and those told of before whom somebody of these reports may be; and the
/// actors that were judged, with whoever went with them so far. Gives the reports that tell of somebody who has another id
/// now.
pub fn link(db: &Connection, touched: &Touched, knowledge: &Knowledge) -> Result<BTreeSet<String>, StoreError> {
    let mut forms = Forms::new(db, knowledge);
    let mut seen = of_reports(db, &touched.reports, &mut forms)?;
    seen.extend(with_company(db, &touched.actors)?);
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
        for other in forms.candidates(&told, false)?.into_iter().filter(|o| *o != id) {
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

// People whom knowledge lacks and with whom others may be one now: those of whom something new is told, those who may be
// one with somebody of whom something new is told, and those who are told of earlier than they were.
fn of_reports(
    db: &Connection,
    reports: &BTreeSet<String>,
    forms: &mut Forms<'_>,
) -> Result<BTreeSet<String>, StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT actor, known IS NOT NULL, told, day FROM actor_said WHERE report = ?1 AND kind = 'person' ORDER BY place",
    )?;
    let mut out = BTreeSet::new();
    for report in reports {
        let said = rows.query_map([report], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
        for row in said {
            let (id, known, json, day): (String, bool, String, Option<i64>) = row?;
            let told = Told { day, ..serde_json::from_str(&json)? };
            if let Some(day) = day {
                forms.bare(&told, day, &mut out)?;
            }
            match (is_new(db, &id, &json, day)?, known) {
                (true, true) => out.extend(forms.candidates(&BTreeSet::from([told]), true)?),
                (true, false) => drop(out.insert(id)),
                (false, false) if is_first(db, &id, day)? => drop(out.insert(id)),
                (false, _) => {}
            }
        }
    }
    Ok(out)
}

// Whether nothing like it was told of a person before; from now on it was.
fn is_new(db: &Connection, id: &str, told: &str, day: Option<i64>) -> Result<bool, StoreError> {
    let Some(form) = number(db, told)? else {
        return Err(StoreError::Damaged { what: format!("what is told of {id} is not in its place") });
    };
    let mut settled = db.prepare_cached("SELECT 1 FROM borne WHERE actor = ?1 AND form = ?2 AND settled LIMIT 1")?;
    let before = settled.exists(params![id, form])?;
    let day = day.unwrap_or(NO_DAY);
    db.prepare_cached("UPDATE borne SET settled = 1 WHERE form = ?1 AND day = ?2 AND actor = ?3 AND NOT settled")?
        .execute(params![form, day, id])?;
    Ok(!before)
}

// Whether a day may be the first on which a person is told of who goes with others under the id of the first.
fn is_first(db: &Connection, id: &str, day: Option<i64>) -> Result<bool, StoreError> {
    let mut first = db.prepare_cached("SELECT min(day) FROM borne WHERE actor = ?1")?;
    let first: Option<i64> = first.query_row([id], |r| r.get(0))?;
    let mut company = db.prepare_cached("SELECT 1 FROM renamed WHERE said = ?1 OR actor = ?1 LIMIT 1")?;
    Ok(day.is_none_or(|day| first.is_none_or(|first| day <= first)) && company.exists([id])?)
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
        "SELECT DISTINCT told, day, known IS NOT NULL FROM actor_said s
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
            "SELECT DISTINCT told FROM actor_said s WHERE actor = ?1 AND told IS NOT NULL AND NOT EXISTS
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
        "SELECT coalesce(r.published, '~'), r.id, s.place FROM actor_said s JOIN report r ON r.id = s.report
          WHERE s.actor = ?1
          UNION ALL
         SELECT coalesce(r.published, '~'), r.id, s.place FROM parted p JOIN report r ON r.id = p.report
           JOIN actor_said s ON s.actor = p.actor AND s.report = p.report WHERE p.part = ?1
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
    let mut put = db.prepare_cached("INSERT OR REPLACE INTO renamed VALUES (?1, ?2)")?;
    let mut drop = db.prepare_cached("DELETE FROM renamed WHERE said = ?1")?;
    let mut telling = db.prepare_cached(
        "SELECT report FROM actor_said WHERE actor = ?1 UNION ALL SELECT report FROM parted WHERE part = ?1",
    )?;
    let mut out = BTreeSet::new();
    for id in people.keys() {
        let before: Option<String> = old.query_row([id], |r| r.get(0)).optional()?;
        if before.as_ref() == new.get(id) {
            continue;
        }
        match new.get(id) {
            Some(target) => put.execute([id, target])?,
            None => drop.execute([id])?,
        };
        let rows = telling.query_map([id], |r| r.get(0))?;
        out.extend(rows.collect::<Result<Vec<String>, _>>()?);
    }
    Ok(out)
}
