//! Disagreement about agreements and deliveries, which are compared with others of the same states or goods.

use super::{StoreError, copies};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::conflicts::{Evidence, Reports, Voice, of_agreements, of_deliveries};
use bahi_resolve::ledger::{Agreement, Conflict, Delivery};
use rusqlite::{Connection, Transaction, params};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

/// Compares anew every group that some reports add to.
pub fn compare(tx: &Transaction<'_>, reports: &BTreeSet<String>, knowledge: &Knowledge) -> Result<(), StoreError> {
    let mut of_report = tx.prepare_cached("SELECT DISTINCT grp FROM telling WHERE report = ?1 AND grp IS NOT NULL")?;
    let mut groups = BTreeSet::new();
    for report in reports {
        let rows = of_report.query_map([report], |r| r.get(0))?;
        groups.extend(rows.collect::<Result<Vec<String>, _>>()?);
    }
    for group in groups {
        tx.prepare_cached("DELETE FROM conflict WHERE grp = ?1")?.execute([&group])?;
        let conflicts = if group.starts_with('G') {
            let (list, evidence, reports) = load::<Agreement>(tx, &group)?;
            of_agreements(&list.iter().collect::<Vec<_>>(), &evidence, &reports, knowledge)
        } else {
            let (list, evidence, reports) = load::<Delivery>(tx, &group)?;
            of_deliveries(&list.iter().collect::<Vec<_>>(), &evidence, &reports, knowledge)
        };
        write(tx, &group, conflicts)?;
    }
    Ok(())
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
        put.execute(params![c.id, c.record, group, place, serde_json::to_string(c)?])?;
    }
    Ok(())
}
