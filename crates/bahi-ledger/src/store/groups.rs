//! Disagreement about agreements and deliveries, which are compared with others of the same states or goods.

use super::linked::Linked;
use super::{StoreError, copies, json, judge};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::conflicts::{Evidence, Reports, Voice, of_agreements, of_deliveries};
use bahi_resolve::judge::conflicts;
use bahi_resolve::ledger::{Agreement, Conflict, Delivery};
use rusqlite::{Connection, Transaction, params};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

/// The groups that some reports and tellings are of.
pub fn of(
    db: &Connection,
    reports: &BTreeSet<String>,
    tellings: &BTreeSet<String>,
) -> Result<BTreeSet<String>, StoreError> {
    let mut out = BTreeSet::new();
    for (query, ids) in [
        ("SELECT DISTINCT grp FROM telling WHERE report = ?1 AND grp IS NOT NULL", reports),
        ("SELECT grp FROM telling WHERE id = ?1 AND grp IS NOT NULL", tellings),
    ] {
        let mut groups = db.prepare_cached(query)?;
        for id in ids {
            let rows = groups.query_map([id], |r| r.get(0))?;
            out.extend(rows.collect::<Result<Vec<String>, _>>()?);
        }
    }
    Ok(out)
}

/// Notes that some groups have to be compared anew.
pub fn put_off(db: &Connection, groups: &BTreeSet<String>) -> Result<(), StoreError> {
    let mut note = db.prepare_cached("INSERT OR IGNORE INTO uncompared VALUES (?1)")?;
    groups.iter().try_for_each(|group| note.execute([group]).map(drop))?;
    Ok(())
}

/// Compares some groups anew.
pub fn compare(tx: &Transaction<'_>, groups: &BTreeSet<String>, knowledge: &Knowledge) -> Result<(), StoreError> {
    let mut linked = Linked::new(tx)?;
    let judged = judge::any(tx)?;
    for group in groups {
        tx.prepare_cached("DELETE FROM conflict WHERE grp = ?1")?.execute([group])?;
        let mut raised = if group.starts_with('G') {
            let (list, evidence, reports) = load::<Agreement>(tx, group)?;
            of_agreements(&list.iter().collect::<Vec<_>>(), &evidence, &reports, knowledge)
        } else {
            let (list, evidence, reports) = load::<Delivery>(tx, group)?;
            of_deliveries(&list.iter().collect::<Vec<_>>(), &evidence, &reports, knowledge)
        };
        if judged && !raised.is_empty() {
            cover(tx, group, &mut linked)?;
            conflicts::settle(&mut raised, &judge::rulings_on(tx, &members(tx, group)?, &linked.links)?);
        }
        write(tx, group, raised)?;
        tx.prepare_cached("DELETE FROM uncompared WHERE grp = ?1")?.execute([group])?;
    }
    Ok(())
}

fn cover(db: &Connection, group: &str, linked: &mut Linked<'_>) -> Result<(), StoreError> {
    let mut reports = db.prepare_cached("SELECT DISTINCT report FROM telling WHERE grp = ?1")?;
    for report in reports.query_map([group], |r| r.get::<_, String>(0))? {
        linked.cover(&report?)?;
    }
    Ok(())
}

fn members(db: &Connection, group: &str) -> Result<BTreeSet<String>, StoreError> {
    let mut rows = db.prepare_cached("SELECT id FROM telling WHERE grp = ?1")?;
    let rows = rows.query_map([group], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

// The records of a group in canonical order, what their claims say, and what is known of their reports.
fn load<T: DeserializeOwned>(db: &Connection, group: &str) -> Result<(Vec<T>, Evidence, Reports), StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT t.body, t.facts, t.id, r.id FROM telling t JOIN report r ON r.id = t.report WHERE t.grp = ?1
          ORDER BY coalesce(r.published, '~'), r.id, t.place",
    )?;
    let rows = rows.query_map([group], |r| {
        Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?, r.get::<_, String>(2)?, r.get::<_, String>(3)?))
    })?;
    let (mut list, mut evidence, mut reports) = (Vec::new(), Evidence::default(), BTreeSet::new());
    for row in rows {
        let (body, facts, id, report) = row?;
        list.push(serde_json::from_str(&body)?);
        evidence.add(&id, serde_json::from_str::<Vec<Voice>>(&facts)?);
        reports.insert(report);
    }
    let reports = copies::witnesses(db, reports.iter().map(String::as_str))?;
    Ok((list, evidence, reports))
}

/// Enters the conflicts of a group.
pub fn write(db: &Connection, group: &str, conflicts: Vec<Conflict>) -> Result<(), StoreError> {
    let mut put = db.prepare_cached("INSERT INTO conflict VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (place, c) in conflicts.iter().enumerate() {
        put.execute(params![c.id, c.record, group, place, json(c)?])?;
    }
    Ok(())
}
