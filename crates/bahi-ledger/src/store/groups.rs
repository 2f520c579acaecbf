//! Disagreement about agreements and deliveries, which are compared with others of the same states or goods.

use super::judge::rulings_on;
use super::linked::Linked;
use super::settle::claims_of;
use super::{StoreError, json};
use bahi_resolve::combine::conflicts::{Evidence, of_agreements, of_deliveries};
use bahi_resolve::combine::people::Links;
use bahi_resolve::judge::conflicts;
use bahi_resolve::ledger::Conflict;
use rusqlite::{Connection, Transaction, params};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

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

/// Compares some groups anew.
pub fn compare(tx: &Transaction<'_>, groups: &BTreeSet<String>) -> Result<(), StoreError> {
    let mut linked = Linked::new(tx)?;
    for group in groups {
        cover(tx, group, &mut linked)?;
        let links = &linked.links;
        tx.prepare_cached("DELETE FROM conflict WHERE grp = ?1")?.execute([group])?;
        let mut raised = if group.starts_with('G') {
            let group: Vec<_> = bodies(tx, group)?;
            let claims = claims(tx, group.iter().map(|a: &bahi_resolve::ledger::Agreement| a.id.as_str()), links)?;
            of_agreements(&group.iter().collect::<Vec<_>>(), &Evidence::new(&claims))
        } else {
            let group: Vec<_> = bodies(tx, group)?;
            let claims = claims(tx, group.iter().map(|d: &bahi_resolve::ledger::Delivery| d.id.as_str()), links)?;
            of_deliveries(&group.iter().collect::<Vec<_>>(), &Evidence::new(&claims))
        };
        if !raised.is_empty() {
            conflicts::settle(&mut raised, &rulings_on(tx, &members(tx, group)?, links)?);
        }
        write(tx, group, raised)?;
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
