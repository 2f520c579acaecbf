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
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::ScopedJoinHandle;

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

// Bytes of groups that are compared side by side.
const TOGETHER: usize = 32 << 20;

/// Compares some groups anew.
pub fn compare(tx: &Transaction<'_>, groups: &BTreeSet<String>, knowledge: &Knowledge) -> Result<(), StoreError> {
    let mut some = Vec::new();
    for group in groups {
        some.push(load(tx, group)?);
        if some.iter().map(|g| g.size).sum::<usize>() > TOGETHER {
            compare_these(tx, &std::mem::take(&mut some), knowledge)?;
        }
    }
    compare_these(tx, &some, knowledge)
}

fn compare_these(tx: &Transaction<'_>, groups: &[Group], knowledge: &Knowledge) -> Result<(), StoreError> {
    let mut linked = Linked::new(tx)?;
    let judged = judge::any(tx)?;
    for (group, raised) in groups.iter().zip(raised_by(groups, knowledge)) {
        let (name, mut raised) = (&group.name, raised?);
        tx.prepare_cached("DELETE FROM conflict WHERE grp = ?1")?.execute([name])?;
        if judged && !raised.is_empty() {
            cover(tx, name, &mut linked)?;
            conflicts::settle(&mut raised, &judge::rulings_on(tx, &members(tx, name)?, &linked.links)?);
        }
        write(tx, name, raised)?;
        tx.prepare_cached("DELETE FROM uncompared WHERE grp = ?1")?.execute([name])?;
    }
    Ok(())
}

// The conflicts of each group, in the order of the groups; worked out side by side.
fn raised_by(groups: &[Group], knowledge: &Knowledge) -> Vec<Result<Vec<Conflict>, StoreError>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(groups.len());
    if cores < 2 {
        return groups.iter().map(|group| group.raised(knowledge)).collect();
    }
    let next = AtomicUsize::new(0);
    let some = || {
        let take = || groups.get(next.fetch_add(1, Ordering::Relaxed));
        std::iter::from_fn(take).map(|group| (&group.name, group.raised(knowledge))).collect::<Vec<_>>()
    };
    let mut out: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(some)).collect();
        let join = |thread: ScopedJoinHandle<'_, _>| thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        threads.into_iter().flat_map(join).collect()
    });
    out.sort_by(|a, b| a.0.cmp(b.0));
    out.into_iter().map(|(_, raised)| raised).collect()
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

// The records of a group in canonical order as they are written, and what is known of their reports.
struct Group {
    name: String,
    records: Vec<Row>,
    reports: Reports,
    size: usize,
}

// A record, and what its claims say.
struct Row {
    id: String,
    body: String,
    facts: String,
}

fn load(db: &Connection, group: &str) -> Result<Group, StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT t.id, t.body, t.facts, r.id FROM telling t JOIN report r ON r.id = t.report WHERE t.grp = ?1
          ORDER BY coalesce(r.published, '~'), r.id, t.place",
    )?;
    let rows =
        rows.query_map([group], |r| Ok((Row { id: r.get(0)?, body: r.get(1)?, facts: r.get(2)? }, r.get(3)?)))?;
    let (mut records, mut reports) = (Vec::new(), BTreeSet::<String>::new());
    for row in rows {
        let (row, report) = row?;
        records.push(row);
        reports.insert(report);
    }
    let reports = copies::witnesses(db, reports.iter().map(String::as_str))?;
    let size = records.iter().map(|r| r.body.len() + r.facts.len()).sum();
    Ok(Group { name: group.to_owned(), records, reports, size })
}

impl Group {
    fn raised(&self, knowledge: &Knowledge) -> Result<Vec<Conflict>, StoreError> {
        let mut evidence = Evidence::default();
        for row in &self.records {
            evidence.add(&row.id, serde_json::from_str::<Vec<Voice>>(&row.facts)?);
        }
        Ok(if self.name.starts_with('G') {
            let list = self.decoded::<Agreement>()?;
            of_agreements(&list.iter().collect::<Vec<_>>(), &evidence, &self.reports, knowledge)
        } else {
            let list = self.decoded::<Delivery>()?;
            of_deliveries(&list.iter().collect::<Vec<_>>(), &evidence, &self.reports, knowledge)
        })
    }

    fn decoded<T: DeserializeOwned>(&self) -> Result<Vec<T>, StoreError> {
        Ok(self.records.iter().map(|row| serde_json::from_str(&row.body)).collect::<Result<_, _>>()?)
    }
}

/// Enters the conflicts of a group.
pub fn write(db: &Connection, group: &str, conflicts: Vec<Conflict>) -> Result<(), StoreError> {
    let mut put = db.prepare_cached("INSERT INTO conflict VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (place, c) in conflicts.iter().enumerate() {
        put.execute(params![c.id, c.record, group, place, json(c)?])?;
    }
    Ok(())
}
