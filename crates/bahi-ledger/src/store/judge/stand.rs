//! Which operations stand: an undo takes back one, a restore all since, and either may be taken back itself.

use super::{JudgeError, Touched, node};
use crate::store::StoreError;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

// An operation by number, with what it takes back.
struct Row {
    number: i64,
    undoes: Option<i64>,
    back_to: Option<i64>,
}

fn rows(db: &Connection) -> Result<Vec<Row>, StoreError> {
    let mut rows = db.prepare_cached("SELECT number, undoes, back_to FROM operation ORDER BY number")?;
    let rows = rows.query_map([], |r| Ok(Row { number: r.get(0)?, undoes: r.get(1)?, back_to: r.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The operations that stand. Looked at from the last to the first, so that what takes back is known before what is
/// taken back.
fn standing(db: &Connection) -> Result<BTreeSet<i64>, StoreError> {
    let (mut out, mut undone) = (BTreeSet::new(), BTreeSet::new());
    let mut until = i64::MAX;
    for row in rows(db)?.into_iter().rev() {
        if row.number > until && until != i64::MAX || undone.contains(&row.number) {
            continue;
        }
        undone.extend(row.undoes);
        until = row.back_to.unwrap_or(until);
        out.insert(row.number);
    }
    Ok(out)
}

/// Works out anew which operations stand; gives what those are on that stand now and did not before, or the other way.
pub fn restand(db: &Connection) -> Result<Touched, StoreError> {
    let new = standing(db)?;
    let mut old = db.prepare_cached("SELECT operation FROM standing")?;
    let old: BTreeSet<i64> = old.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    for gone in old.difference(&new) {
        db.prepare_cached("DELETE FROM standing WHERE operation = ?1")?.execute([gone])?;
    }
    for come in new.difference(&old) {
        db.prepare_cached("INSERT INTO standing VALUES (?1)")?.execute([come])?;
    }
    let mut touched = Touched::default();
    for operation in new.symmetric_difference(&old) {
        touch(db, *operation, &mut touched)?;
    }
    Ok(touched)
}

fn touch(db: &Connection, operation: i64, touched: &mut Touched) -> Result<(), StoreError> {
    let mut bodies = db.prepare_cached("SELECT body FROM judgement WHERE operation = ?1")?;
    for body in bodies.query_map([operation], |r| r.get::<_, String>(0))? {
        let judgement: bahi_resolve::judge::Judgement = serde_json::from_str(&body?)?;
        for key in judgement.on.iter().flatten() {
            if let Some((actor, report)) = key.split_once('@') {
                part(db, actor, report)?;
                touched.reports.insert(report.to_owned());
            }
            let key = node(key);
            if key.starts_with("A-") {
                touched.actors.insert(key);
            } else {
                touched.tellings.insert(key);
            }
        }
    }
    Ok(())
}

// An actor is parted in a report for as long as a judgement that stands says so.
fn part(db: &Connection, actor: &str, report: &str) -> Result<(), StoreError> {
    let id = super::part_id(actor, report);
    let mut said = db.prepare_cached(
        "SELECT 1 FROM judged k JOIN judgement j ON j.number = k.judgement JOIN standing s ON s.operation = j.operation
          WHERE k.key = ?1 AND j.verb = 'split' AND EXISTS (SELECT 1 FROM report r JOIN actor_said a ON a.number = r.number WHERE a.actor = ?2 AND r.id = ?3)
          LIMIT 1",
    )?;
    if said.exists(params![id, actor, report])? {
        db.prepare_cached("INSERT OR IGNORE INTO parted VALUES (?1, ?2, ?3)")?.execute([actor, report, &id])?;
    } else {
        db.prepare_cached("DELETE FROM parted WHERE part = ?1")?.execute([&id])?;
    }
    Ok(())
}

/// The number of the operation to take back.
pub fn to_undo(db: &Connection, id: Option<&str>) -> Result<i64, StoreError> {
    let Some(id) = id else {
        let last = db
            .query_row(
                "SELECT max(o.number) FROM operation o JOIN standing s ON s.operation = o.number WHERE o.kind <> 'undo'",
                [],
                |r| r.get::<_, Option<i64>>(0),
            )?
            .ok_or(JudgeError::NothingToUndo)?;
        return Ok(last);
    };
    let (number, id) = find(db, id)?;
    let stands = db.prepare_cached("SELECT 1 FROM standing WHERE operation = ?1")?.exists([number])?;
    if stands { Ok(number) } else { Err(JudgeError::TakenBack { id }.into()) }
}

/// The number of the operation after which all are taken back; 0 for all.
pub fn back_to(db: &Connection, id: Option<&str>) -> Result<i64, StoreError> {
    id.map_or(Ok(0), |id| find(db, id).map(|found| found.0))
}

// An operation by its id or the beginning of it.
fn find(db: &Connection, id: &str) -> Result<(i64, String), StoreError> {
    let prefix = id.to_uppercase();
    let mut rows =
        db.prepare_cached("SELECT number, id FROM operation WHERE id >= ?1 AND id < ?2 ORDER BY number LIMIT 9")?;
    let found = rows.query_map([prefix.clone(), format!("{prefix}~")], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut found = found.collect::<Result<Vec<(i64, String)>, _>>()?;
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(JudgeError::NoOperation { id: id.to_owned() }.into()),
        _ => Err(JudgeError::Ambiguous { id: id.to_owned(), many: found.into_iter().map(|f| f.1).collect() }.into()),
    }
}

/// Works out everything that is derived from the log alone, for a file whose derived tables were emptied; gives what the
/// operations that stand are on.
pub fn anew(db: &Connection) -> Result<Touched, StoreError> {
    db.execute_batch("DELETE FROM standing; DELETE FROM parted;")?;
    restand(db)
}

/// An operation that stands and takes back others.
pub struct Back {
    /// `O-…`.
    pub id: String,
    number: i64,
    undoes: Option<i64>,
    back_to: Option<i64>,
}

impl Back {
    /// Whether it takes back an operation.
    pub fn takes_back(&self, number: i64) -> bool {
        self.undoes == Some(number) || self.back_to.is_some_and(|to| to < number && number < self.number)
    }
}

/// The operations that stand and take back others, in order.
pub fn taking_back(db: &Connection) -> Result<Vec<Back>, StoreError> {
    let mut rows = db.prepare_cached(
        "SELECT o.id, o.number, o.undoes, o.back_to FROM operation o JOIN standing s ON s.operation = o.number
          WHERE o.kind IN ('undo', 'restore') ORDER BY o.number",
    )?;
    let rows =
        rows.query_map([], |r| Ok(Back { id: r.get(0)?, number: r.get(1)?, undoes: r.get(2)?, back_to: r.get(3)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
