//! Disagreement about agreements and deliveries, which are compared with others of the same states or goods.

use super::settle::claims_of;
use super::{StoreError, json, links};
use bahi_resolve::combine::conflicts::{Evidence, of_agreements, of_deliveries};
use bahi_resolve::combine::people::Links;
use bahi_resolve::ledger::Conflict;
use rusqlite::{Connection, Transaction, params};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// Compares anew every group that some reports add to.
pub fn compare(tx: &Transaction<'_>, reports: &BTreeSet<String>) -> Result<(), StoreError> {
    let mut of_report = tx.prepare_cached("SELECT DISTINCT grp FROM telling WHERE report = ?1 AND grp IS NOT NULL")?;
    let mut groups = BTreeSet::new();
    for report in reports {
        let rows = of_report.query_map([report], |r| r.get(0))?;
        groups.extend(rows.collect::<Result<Vec<String>, _>>()?);
    }
    let links = links(tx)?;
    for group in groups {
        tx.prepare_cached("DELETE FROM conflict WHERE grp = ?1")?.execute([&group])?;
        let conflicts = if group.starts_with('G') {
            let group: Vec<_> = bodies(tx, &group)?;
            let claims = claims(tx, group.iter().map(|a: &bahi_resolve::ledger::Agreement| a.id.as_str()), &links)?;
            of_agreements(&group.iter().collect::<Vec<_>>(), &Evidence::new(&claims))
        } else {
            let group: Vec<_> = bodies(tx, &group)?;
            let claims = claims(tx, group.iter().map(|d: &bahi_resolve::ledger::Delivery| d.id.as_str()), &links)?;
            of_deliveries(&group.iter().collect::<Vec<_>>(), &Evidence::new(&claims))
        };
        write(tx, &group, conflicts)?;
    }
    Ok(())
}

fn bodies<T: DeserializeOwned>(db: &Connection, group: &str) -> Result<Vec<T>, StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT t.body FROM telling t JOIN report r ON r.id = t.report WHERE t.grp = ?1
          ORDER BY coalesce(r.published, '~'), r.id, t.place",
    )?;
    let rows = rows.query_map([group], |r| r.get::<_, String>(0))?;
    rows.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
}

fn claims<'a>(
    db: &Connection,
    ids: impl Iterator<Item = &'a str>,
    links: &Links,
) -> Result<Vec<bahi_resolve::ledger::Claim>, StoreError> {
    claims_of(db, &ids.collect::<Vec<_>>(), links, &BTreeMap::new())
}

/// Enters the conflicts of a group.
pub fn write(db: &Connection, group: &str, conflicts: Vec<Conflict>) -> Result<(), StoreError> {
    let mut put = db.prepare_cached("INSERT INTO conflict VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (place, c) in conflicts.iter().enumerate() {
        put.execute(params![c.id, c.record, group, place, json(c)?])?;
    }
    Ok(())
}
