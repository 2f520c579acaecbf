//! Operations: what people decide, entered and taken back.

mod body;

pub use body::{Act, Asked, Mark};

use super::envelope::{Answer, Window};
use super::records::{MOST, USUAL};
use crate::errors::Fault;
use crate::query::Query;
use crate::state::Desk;
use bahi::judge::{Judgement, Verb};
use bahi::store::judge::{Done, Expected, Signature, Wanted};
use bahi::{Bahi, Store};
use serde_json::json;

/// What an operation may hold.
pub const MOST_AT_ONCE: usize = 5_000;

/// What a list of operations takes.
pub const OPERATIONS: &[&str] = &["next", "excel"];

/// Operations, the last first.
///
/// # Errors
/// What the query has wrong.
pub fn operations(store: &Store, query: &Query) -> Result<Answer, Fault> {
    query.only(OPERATIONS)?;
    let window = Window::of(query, "ops", USUAL, MOST)?;
    let shown = store.operations_wanted(Wanted::Last { skip: window.skip, most: window.limit })?;
    let data = shown.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    Ok(Answer::list(data, &window, store.operation_count()?))
}

/// One operation.
///
/// # Errors
/// There is no such operation.
pub fn operation(store: &Store, id: &str) -> Result<Answer, Fault> {
    let found = store.operations_wanted(Wanted::Id(id))?.pop();
    Answer::one(&found.ok_or_else(|| Fault::unknown("no operation of this ledger has this id"))?)
}

/// Enters what was asked as one operation, or says what it would change. Where somebody else judged a conflict after the
/// operation that `expected` names, nothing is entered.
///
/// # Errors
/// What cannot be judged; that nothing may be written.
pub async fn operate(desk: &Desk, asked: Asked) -> Result<(Done, bool), Fault> {
    let by = asked.by.clone().filter(|by| !by.trim().is_empty()).unwrap_or_else(|| desk.settings.by.clone());
    let signature = Signature { by, at: (desk.settings.clock)(), why: asked.why.clone() };
    desk.write(move |bahi, store| {
        let done = enter(bahi, store, &signature, &asked)?;
        Ok((done, !asked.dry_run))
    })
    .await
}

fn enter(bahi: &Bahi, store: &mut Store, signature: &Signature, asked: &Asked) -> Result<Done, Fault> {
    let knowledge = bahi.knowledge();
    match asked.operations.as_slice() {
        [] => Err(Fault::bad("operations: there is none")),
        acts if acts.len() > MOST_AT_ONCE => Err(Fault::bad(format!("operations: at most {MOST_AT_ONCE} at once"))),
        [Act::Undo { operation }] => match asked.dry_run {
            true => Ok(store.preview_undo(signature, operation.as_deref(), knowledge)?),
            false => Ok(store.undo(signature, operation.as_deref(), knowledge)?),
        },
        [Act::Restore { to }] => {
            let to = Some(to.as_str()).filter(|to| !to.eq_ignore_ascii_case("start"));
            match asked.dry_run {
                true => Ok(store.preview_restore(signature, to, knowledge)?),
                false => Ok(store.restore(signature, to, knowledge)?),
            }
        }
        acts => {
            let judgements = acts.iter().map(|act| judgement(bahi, store, act)).collect::<Result<Vec<_>, _>>()?;
            match asked.dry_run {
                true => Ok(store.preview(signature, &judgements, knowledge)?),
                false => Ok(store.judge(signature, &judgements, &expected(store, acts)?, knowledge)?),
            }
        }
    }
}

fn judgement(bahi: &Bahi, store: &Store, act: &Act) -> Result<Judgement, Fault> {
    let knowledge = bahi.knowledge();
    Ok(match act {
        Act::Accept { conflict, value, .. } => store.accept(conflict, value, knowledge)?,
        Act::Set { record, field, value } => store.set(record, field, Some(value), knowledge)?,
        Act::Merge { ids } => store.merge(ids)?,
        Act::NotSame { ids } => store.not_same(ids)?,
        Act::Split { id, out } => store.split(id, out)?,
        Act::BothStand(mark) => store.mark(Verb::BothStand, &mark.conflict)?,
        Act::Unsure(mark) => store.mark(Verb::Unsure, &mark.conflict)?,
        Act::NotVerifiable { conflict: Some(conflict), record: None, field: None, .. } => {
            store.mark(Verb::NotVerifiable, conflict)?
        }
        Act::NotVerifiable { conflict: None, record: Some(record), field: Some(field), .. } => {
            store.set(record, field, None, knowledge)?
        }
        Act::NotVerifiable { .. } => {
            return Err(Fault::bad("not-verifiable: give either a conflict, or a record with a field"));
        }
        Act::Undo { .. } | Act::Restore { .. } => {
            return Err(Fault::bad("undo and restore stand alone: send them without other operations"));
        }
    })
}

// Conflicts may be named by ids that they had.
fn expected(store: &Store, acts: &[Act]) -> Result<Vec<Expected>, Fault> {
    let mut out = Vec::new();
    for act in acts {
        if let Some((conflict, last)) = act.expected() {
            out.push(Expected { conflict: store.one(conflict)?, last: Some(last).filter(|n| *n > 0) });
        }
    }
    Ok(out)
}

/// What is answered to whoever asked for an operation.
///
/// # Errors
/// None but faults of the program.
pub fn told(done: &Done, written: bool) -> Result<Answer, Fault> {
    let data = json!({
        "written": written,
        "operation": serde_json::to_value(&done.operation)?,
        "changes": serde_json::to_value(&done.changes)?,
    });
    Ok(Answer { data, ..Answer::default() })
}
