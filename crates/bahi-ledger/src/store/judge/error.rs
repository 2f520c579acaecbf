//! What can be wrong with a judgement, and what to do about it.

use bahi_resolve::judge::check::FieldError;

/// Why a judgement was not entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JudgeError {
    /// No such id.
    #[error("{id}: not in this ledger; see: bahi list, bahi conflicts")]
    Unknown {
        /// As typed.
        id: String,
    },
    /// The beginning of several ids.
    #[error("{id} may be any of {}; write more of it", many.join(", "))]
    Ambiguous {
        /// As typed.
        id: String,
        /// Which.
        many: Vec<String>,
    },
    /// A record where a conflict is needed, or the other way.
    #[error("{id} is no {wanted}")]
    NotA {
        /// The id.
        id: String,
        /// What was needed.
        wanted: &'static str,
    },
    /// The conflict has no such value.
    #[error("{conflict} has no value {value:?}; it has {}", listed(values))]
    NoValue {
        /// The conflict.
        conflict: String,
        /// As typed.
        value: String,
        /// Its values.
        values: Vec<String>,
    },
    /// A field or value that cannot be.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// Of an actor that does not stand in the record.
    #[error("{actor} takes no part in {record}; see: bahi why {record}")]
    NoParty {
        /// The actor.
        actor: String,
        /// The record.
        record: String,
    },
    /// Things of different sorts.
    #[error("{a} and {b} are not of one sort: {why}")]
    Unlike {
        /// One.
        a: String,
        /// The other.
        b: String,
        /// What they are.
        why: String,
    },
    /// Only one thing where two are needed.
    #[error("{id} is one already; name two")]
    One {
        /// The id.
        id: String,
    },
    /// Only engagements and actors are put together.
    #[error("{id}: only engagements (E-) and actors (A-) are put together or set apart; set its fields instead")]
    NotMerged {
        /// The id.
        id: String,
    },
    /// Nothing is taken out, or nothing is left.
    #[error("{what}; {id} is told by {}", told.join(", "))]
    NoSplit {
        /// The record or actor.
        id: String,
        /// What is wrong.
        what: String,
        /// What it consists of.
        told: Vec<String>,
    },
    /// Somebody else was first.
    #[error("{conflict} was judged meanwhile by {by} at {at} ({operation}); look at it again: bahi why {conflict}")]
    Overtaken {
        /// The conflict.
        conflict: String,
        /// By whom.
        by: String,
        /// When.
        at: String,
        /// The operation.
        operation: String,
    },
    /// No operation to take back.
    #[error("there is nothing to undo; to take back an undo name it, see: bahi log")]
    NothingToUndo,
    /// No such operation.
    #[error("{id}: no operation of this ledger; see: bahi log")]
    NoOperation {
        /// As typed.
        id: String,
    },
    /// It does not stand.
    #[error("{id} is taken back already; see: bahi log")]
    TakenBack {
        /// The operation.
        id: String,
    },
    /// No name.
    #[error("nobody is named as the one who judges; give --by NAME or set BAHI_BY")]
    Nobody,
    /// No judgement.
    #[error("there is nothing to judge; see: bahi conflicts")]
    Nothing,
    /// A line of a recipe.
    #[error("line {line} of the recipe: {what}; make recipes with: bahi export --to recipe")]
    Recipe {
        /// 1-based.
        line: usize,
        /// What is wrong.
        what: String,
    },
}

fn listed(values: &[String]) -> String {
    values.iter().enumerate().map(|(n, v)| format!("{} {v:?}", n + 1)).collect::<Vec<_>>().join(", ")
}
