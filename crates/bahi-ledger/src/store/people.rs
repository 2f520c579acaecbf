//! Which of the reports' people are one, worked out for those that new reports bring and whoever they touch.

use super::settle::Touched;
use super::{StoreError, judge};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::people::{People, Told, WEEK, linked, renamed};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Links the unknown people of some reports, and those told of before whom somebody known of these reports may be; and
/// the actors that were judged, with whoever went with them so far. Gives the reports that tell of somebody who has
/// another id now.
pub fn link(db: &Connection, touched: &Touched, knowledge: &Knowledge) -> Result<BTreeSet<String>, StoreError> {
    let mut frontier = of_reports(db, &touched.reports)?;
    frontier.extend(with_company(db, &touched.actors)?);
    frontier.sort();
    frontier.dedup();
    let mut people = People::new();
    // Somebody known, of whom as much is looked at as lies near those who may be them.
    let mut somebody = BTreeSet::new();
    let mut seen: BTreeSet<String> = frontier.iter().cloned().collect();
    while let Some(id) = frontier.pop() {
        let told = told(db, &id, None)?;
        if told.is_empty() {
            // Judged, and told of by no report any more.
            continue;
        }
        frontier.extend(judge::with(db, &id)?.into_iter().filter(|o| seen.insert(o.clone())));
        for other in candidates(db, &told)?.into_iter().filter(|o| *o != id) {
            if people.contains_key(&other) && !somebody.contains(&other) {
                continue;
            }
            let others = told_about(db, &other, &told)?;
            if !linked(&told, &others, knowledge) {
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
    let order = in_order(db, &people)?;
    let bonds = judge::bonds_on(db, &people.keys().cloned().collect())?;
    update(db, &people, &renamed(&order, &people, knowledge, &bonds))
}

// Whom some reports tell of, as far as knowledge lacks them, and those told of before whom somebody known may be.
fn of_reports(db: &Connection, reports: &BTreeSet<String>) -> Result<Vec<String>, StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT actor, known IS NOT NULL FROM actor_said WHERE report = ?1 AND kind = 'person' ORDER BY place",
    )?;
    let (mut frontier, mut known) = (Vec::new(), BTreeSet::new());
    for report in reports {
        for row in rows.query_map([report], |r| Ok((r.get::<_, String>(0)?, r.get(1)?)))? {
            match row? {
                (id, true) => drop(known.insert(id)),
                (id, false) => frontier.push(id),
            }
        }
    }
    let mut unknown = db.prepare_cached("SELECT 1 FROM actor_said WHERE actor = ?1 AND known IS NULL LIMIT 1")?;
    for id in known {
        let told = told_about(db, &id, &BTreeSet::new())?;
        for other in candidates(db, &told)? {
            if unknown.exists([&other])? {
                frontier.push(other);
            }
        }
    }
    Ok(frontier)
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

fn told_about(db: &Connection, id: &str, near: &BTreeSet<Told>) -> Result<BTreeSet<Told>, StoreError> {
    let hidden = hidden(db, id)?;
    let mut rows = db.prepare_cached(&format!(
        "SELECT DISTINCT told FROM actor_said s WHERE actor = ?1 AND told IS NOT NULL {hidden}",
    ))?;
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

fn candidates(db: &Connection, told: &BTreeSet<Told>) -> Result<BTreeSet<String>, StoreError> {
    let mut by_key = db.prepare_cached("SELECT actor FROM name_key WHERE key = ?1")?;
    let mut out = BTreeSet::new();
    for key in told.iter().flat_map(Told::keys).collect::<BTreeSet<_>>() {
        let rows = by_key.query_map([&key], |r| r.get(0))?;
        out.extend(rows.collect::<Result<Vec<String>, _>>()?);
    }
    Ok(out)
}

// By the first report that tells of them.
fn in_order(db: &Connection, people: &People) -> Result<Vec<String>, StoreError> {
    let mut first = db.prepare_cached(
        "SELECT coalesce(r.published, '~'), r.id, s.place FROM actor_said s JOIN report r ON r.id = s.report
          WHERE s.actor = ?1
          UNION ALL
         SELECT coalesce(r.published, '~'), r.id, s.place FROM parted p JOIN report r ON r.id = p.report
           JOIN actor_said s ON s.actor = p.actor AND s.report = p.report WHERE p.part = ?1
          ORDER BY 1, 2, 3 LIMIT 1",
    )?;
    let mut out: Vec<((String, String, i64), String)> = Vec::new();
    for id in people.keys() {
        out.push((first.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?, id.clone()));
    }
    out.sort();
    Ok(out.into_iter().map(|o| o.1).collect())
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
