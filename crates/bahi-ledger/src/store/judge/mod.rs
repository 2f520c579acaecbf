//! Judgements: an append-only log of operations, and the ledger as it follows from those that stand.
//!
//! Every operation, an undo too, is entered and worked out in one transaction. What is worked out hangs on the operations
//! that stand and on the reports alone: taking all back gives the ledger without them
//! ([0004](../../../../../docs/design/0004-judgements.md)).

mod changes;
mod draft;
mod error;
mod load;
mod log;
mod overlay;
mod queue;
mod recipe;
mod split;
pub(in crate::store) mod stand;

pub use changes::Changes;
pub(super) use changes::Watch;
pub use error::JudgeError;
pub(super) use load::{Together, any, bonds_on, rulings_on, with};
pub use log::{Kind, Operation, Wanted};
pub(super) use overlay::Overlay;
pub use queue::Queue;
pub use recipe::{RECIPE_FORMAT, Recipe, Refused, Replayed};

use super::settle::{self, Touched};
use super::{Store, StoreError};
use bahi_knowledge::Knowledge;
use bahi_resolve::ids::id;
use bahi_resolve::judge::Judgement;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::BTreeSet;

/// Who decides, when and why. The store has no clock: the time is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// By whom.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why, in the person's words.
    pub why: Option<String>,
}

/// What came of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The operation.
    pub operation: Operation,
    /// What it changed.
    pub changes: Changes,
}

/// What a person saw before deciding: a conflict, and the last operation on it, as [`Store::last_on`] gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// `X-…`.
    pub conflict: String,
    /// Number of the last operation on it.
    pub last: Option<i64>,
}

// What an operation does.
enum Act<'a> {
    Judge(&'a [Judgement]),
    Replay(&'a [Judgement]),
    Undo(Option<&'a str>),
    Restore(Option<&'a str>),
}

impl Store {
    /// Enters judgements as one operation. Where somebody else judged an expected conflict meanwhile, nothing is entered
    /// and the error says who.
    pub fn judge(
        &mut self,
        signature: &Signature,
        judgements: &[Judgement],
        expected: &[Expected],
        knowledge: &Knowledge,
    ) -> Result<Done, StoreError> {
        self.operate(signature, &Act::Judge(judgements), expected, knowledge, true)
    }

    /// What [`Store::judge`] would change; nothing is entered.
    pub fn preview(
        &mut self,
        signature: &Signature,
        judgements: &[Judgement],
        knowledge: &Knowledge,
    ) -> Result<Done, StoreError> {
        self.operate(signature, &Act::Judge(judgements), &[], knowledge, false)
    }

    /// Takes back an operation that stands, an undo too; without an id the last that is no undo.
    pub fn undo(
        &mut self,
        signature: &Signature,
        operation: Option<&str>,
        knowledge: &Knowledge,
    ) -> Result<Done, StoreError> {
        self.operate(signature, &Act::Undo(operation), &[], knowledge, true)
    }

    /// Takes back all operations after one, or all.
    pub fn restore(
        &mut self,
        signature: &Signature,
        to: Option<&str>,
        knowledge: &Knowledge,
    ) -> Result<Done, StoreError> {
        self.operate(signature, &Act::Restore(to), &[], knowledge, true)
    }

    /// What [`Store::undo`] would change; nothing is entered.
    pub fn preview_undo(
        &mut self,
        signature: &Signature,
        operation: Option<&str>,
        knowledge: &Knowledge,
    ) -> Result<Done, StoreError> {
        self.operate(signature, &Act::Undo(operation), &[], knowledge, false)
    }

    /// What [`Store::restore`] would change; nothing is entered.
    pub fn preview_restore(
        &mut self,
        signature: &Signature,
        to: Option<&str>,
        knowledge: &Knowledge,
    ) -> Result<Done, StoreError> {
        self.operate(signature, &Act::Restore(to), &[], knowledge, false)
    }

    /// Number of the last operation that judged a conflict, or took back one that did.
    pub fn last_on(&self, conflict: &str) -> Result<Option<i64>, StoreError> {
        log::last_on(&self.db, conflict)
    }

    /// All operations, in the order in which they were made.
    pub fn operations(&self) -> Result<Vec<Operation>, StoreError> {
        log::operations(&self.db, log::Wanted::All)
    }

    /// Some of the operations, of which the others are not looked at.
    pub fn operations_wanted(&self, wanted: Wanted<'_>) -> Result<Vec<Operation>, StoreError> {
        log::operations(&self.db, wanted)
    }

    /// How many operations there are.
    pub fn operation_count(&self) -> Result<usize, StoreError> {
        log::count(&self.db)
    }

    /// Works out anew which operations stand, for a file whose derived tables were emptied; what follows for tellings and
    /// actors is worked out by settling their reports.
    pub fn restand(&mut self) -> Result<(), StoreError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        stand::anew(&tx)?;
        Ok(tx.commit()?)
    }

    fn operate(
        &mut self,
        signature: &Signature,
        act: &Act<'_>,
        expected: &[Expected],
        knowledge: &Knowledge,
        keep: bool,
    ) -> Result<Done, StoreError> {
        if signature.by.trim().is_empty() {
            return Err(JudgeError::Nobody.into());
        }
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for e in expected {
            check(&tx, e)?;
        }
        let mut watch = Watch::new(&tx)?;
        let number = enter(&tx, signature, act)?;
        let touched = stand::restand(&tx)?;
        settle::derive(&tx, &touched, knowledge, Some(&mut watch))?;
        let operation =
            log::operations(&tx, log::Wanted::Number(number))?.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let changes = watch.changes(&tx, &touched)?;
        if keep {
            tx.commit()?;
        }
        Ok(Done { operation, changes })
    }
}

fn check(tx: &Transaction<'_>, expected: &Expected) -> Result<(), StoreError> {
    let last = log::last_on(tx, &expected.conflict)?;
    let since = last.filter(|n| expected.last.is_none_or(|e| *n > e));
    let Some(number) = since else { return Ok(()) };
    let other = log::operations(tx, log::Wanted::Number(number))?.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Err(JudgeError::Overtaken { conflict: expected.conflict.clone(), by: other.by, at: other.at, operation: other.id }
        .into())
}

fn enter(tx: &Transaction<'_>, signature: &Signature, act: &Act<'_>) -> Result<i64, StoreError> {
    let (kind, undoes, back_to, judgements): (_, _, _, &[Judgement]) = match act {
        Act::Judge(judgements) => (Kind::Judge, None, None, judgements),
        Act::Replay(judgements) => (Kind::Replay, None, None, judgements),
        Act::Undo(operation) => (Kind::Undo, Some(stand::to_undo(tx, *operation)?), None, &[]),
        Act::Restore(to) => (Kind::Restore, None, Some(stand::back_to(tx, *to)?), &[]),
    };
    let bodies = judgements.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    if bodies.is_empty() && matches!(kind, Kind::Judge | Kind::Replay) {
        return Err(JudgeError::Nothing.into());
    }
    let Signature { by, at, why } = signature;
    let number: i64 = tx.query_row("SELECT coalesce(max(number), 0) + 1 FROM operation", [], |r| r.get(0))?;
    let said = format!("{}{undoes:?}{back_to:?}", kind.word());
    let mut parts = vec![by.as_str(), at, why.as_deref().unwrap_or_default(), &said];
    parts.extend(bodies.iter().map(String::as_str));
    let id = fresh(tx, &parts)?;
    tx.execute(
        "INSERT INTO operation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![number, id, kind.word(), at, by, why, undoes, back_to],
    )?;
    for (judgement, body) in judgements.iter().zip(&bodies) {
        let verb = judgement.verb.word();
        tx.prepare_cached("INSERT INTO judgement (operation, verb, field, value, body) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![number, verb, judgement.field, judgement.value, body])?;
        let row = tx.last_insert_rowid();
        let keys: BTreeSet<String> = judgement.on.iter().flatten().map(|key| node(key)).collect();
        for key in keys {
            tx.prepare_cached("INSERT INTO judged VALUES (?1, ?2)")?.execute(params![key, row])?;
        }
    }
    Ok(number)
}

// An id that no operation has; the same said twice in one second gets another.
fn fresh(db: &Connection, parts: &[&str]) -> Result<String, StoreError> {
    let mut again = 1u32;
    loop {
        let count = if again > 1 { again.to_string() } else { String::new() };
        let id = id("O", &[parts, &[&count]].concat());
        let taken: Option<i64> =
            db.query_row("SELECT number FROM operation WHERE id = ?1", [&id], |r| r.get(0)).optional()?;
        if taken.is_none() {
            return Ok(id);
        }
        again += 1;
    }
}

/// The id under which what a judgement is on is looked for: of `A-…@R-…` that of the part.
fn node(key: &str) -> String {
    match key.split_once('@') {
        Some((actor, report)) => part_id(actor, report),
        None => key.to_owned(),
    }
}

/// The id of an actor as one report says it, taken out of the actor.
fn part_id(actor: &str, report: &str) -> String {
    id("A", &["part", actor, report])
}
