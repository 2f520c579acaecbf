//! The log of operations, for people.

use super::{JudgeError, stand};
use crate::store::{StoreError, linked};
use bahi_resolve::combine::rename;
use bahi_resolve::judge::Judgement;
use bahi_resolve::ledger::Conflict;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use std::collections::BTreeSet;

/// What an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Judgements made here.
    Judge,
    /// Judgements that came with a recipe.
    Replay,
    /// Takes back another.
    Undo,
    /// Takes back all after another.
    Restore,
}

impl Kind {
    /// The word for it, as stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Judge => "judge",
            Self::Replay => "replay",
            Self::Undo => "undo",
            Self::Restore => "restore",
        }
    }

    fn of(word: &str) -> Self {
        let all = [Self::Replay, Self::Undo, Self::Restore];
        all.into_iter().find(|k| k.word() == word).unwrap_or(Self::Judge)
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Operation {
    /// 1, 2, 3, …
    pub number: i64,
    /// `O-…`.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// When, RFC 3339.
    pub at: String,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: Option<String>,
    /// The operation that an undo takes back, or up to which a restore leaves all as it was; `start` for the beginning.
    pub of: Option<String>,
    /// Whether it stands.
    pub stands: bool,
    /// The operation by which it was taken back.
    pub taken_back_by: Option<String>,
    /// What was judged.
    pub judgements: Vec<Judgement>,
}

/// Which operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// All, in the order in which they were made.
    All,
    /// The one of a number.
    Number(i64),
    /// The one of an id, in letters of either size.
    Id(&'a str),
    /// The last first: so many after the first `skip`.
    Last {
        /// How many are passed over.
        skip: usize,
        /// How many at most.
        most: usize,
    },
    /// The last that judge and stand, the last first, at most so many.
    Standing(usize),
}

impl Wanted<'_> {
    fn sql(self) -> (&'static str, [Value; 2]) {
        let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX).into();
        match self {
            Self::All => ("WHERE ?1 IS ?2 ORDER BY o.number", [Value::Null, Value::Null]),
            Self::Number(number) => ("WHERE o.number = ?1 AND ?2 IS NULL", [number.into(), Value::Null]),
            Self::Id(id) => ("WHERE o.id = upper(?1) AND ?2 IS NULL", [id.to_owned().into(), Value::Null]),
            Self::Last { skip, most } => ("ORDER BY o.number DESC LIMIT ?1 OFFSET ?2", [whole(most), whole(skip)]),
            Self::Standing(most) => (
                "WHERE o.kind IN ('judge', 'replay') AND EXISTS (SELECT 1 FROM standing s WHERE s.operation = o.number)
                 ORDER BY o.number DESC LIMIT ?1 OFFSET coalesce(?2, 0)",
                [whole(most), Value::Null],
            ),
        }
    }
}

/// How many operations there are.
pub fn count(db: &Connection) -> Result<usize, StoreError> {
    let count: i64 = db.prepare_cached("SELECT count(*) FROM operation")?.query_row([], |r| r.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Some operations.
pub fn operations(db: &Connection, wanted: Wanted<'_>) -> Result<Vec<Operation>, StoreError> {
    let (which, values) = wanted.sql();
    let mut rows = db.prepare_cached(&format!(
        "SELECT o.number, o.id, o.kind, o.at, o.\"by\", o.why, coalesce(u.id, CASE o.back_to WHEN 0 THEN 'start' END),
                EXISTS (SELECT 1 FROM standing s WHERE s.operation = o.number)
           FROM operation o LEFT JOIN operation u ON u.number = coalesce(o.undoes, o.back_to) {which}"
    ))?;
    let mut judgements = db.prepare_cached("SELECT body FROM judgement WHERE operation = ?1 ORDER BY number")?;
    let rows = rows.query_map(values, |r| {
        Ok(Operation {
            number: r.get(0)?,
            id: r.get(1)?,
            kind: Kind::of(&r.get::<_, String>(2)?),
            at: r.get(3)?,
            by: r.get(4)?,
            why: r.get(5)?,
            of: r.get(6)?,
            stands: r.get(7)?,
            taken_back_by: None,
            judgements: Vec::new(),
        })
    })?;
    let mut out = rows.collect::<Result<Vec<Operation>, _>>()?;
    let back = if out.iter().all(|o| o.stands) { Vec::new() } else { stand::taking_back(db)? };
    for o in &mut out {
        for body in judgements.query_map([o.number], |r| r.get::<_, String>(0))? {
            o.judgements.push(serde_json::from_str(&body?)?);
        }
        if !o.stands {
            o.taken_back_by = back.iter().rev().find(|b| b.takes_back(o.number)).map(|b| b.id.clone());
        }
    }
    Ok(out)
}

/// Number of the last operation that judged a conflict, or took back one that did.
pub fn last_on(db: &Connection, conflict: &str) -> Result<Option<i64>, StoreError> {
    let c = conflict_of(db, conflict)?;
    let links = linked::all(db)?;
    let tellings = serde_json::to_string(&super::draft::tellings_of(db, &c)?)?;
    let mut rows = db.prepare_cached(
        "SELECT DISTINCT j.operation, j.field FROM json_each(?1) t JOIN judged k ON k.key = t.value
           JOIN judgement j ON j.number = k.judgement WHERE j.field IS NOT NULL",
    )?;
    let mut on = BTreeSet::new();
    for row in rows.query_map([tellings], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?)))? {
        let (operation, field) = row?;
        if rename::field(&field, |a| links.id(a).to_owned()) == c.field {
            on.insert(operation);
        }
    }
    let mut later = db
        .prepare_cached("SELECT number, undoes, back_to FROM operation WHERE kind IN ('undo', 'restore') ORDER BY 1")?;
    let later = later.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    for row in later.collect::<Result<Vec<(i64, Option<i64>, Option<i64>)>, _>>()? {
        let (number, undoes, back_to) = row;
        let back = back_to.is_some_and(|b| on.range(b + 1..number).next().is_some());
        if back || undoes.is_some_and(|u| on.contains(&u)) {
            on.insert(number);
        }
    }
    Ok(on.last().copied())
}

/// The conflict of an id.
pub fn conflict_of(db: &Connection, id: &str) -> Result<Conflict, StoreError> {
    let body: Option<String> = db
        .prepare_cached("SELECT body FROM conflict WHERE id = ?1 ORDER BY grp, place LIMIT 1")?
        .query_row([id], |r| r.get(0))
        .optional()?;
    let body = body.ok_or_else(|| JudgeError::Unknown { id: id.to_owned() })?;
    Ok(serde_json::from_str(&body)?)
}
