//! What is sent to have something decided.

use schemars::JsonSchema;
use serde::Deserialize;

/// Decisions that are entered together and taken back together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// What is decided; `undo` and `restore` stand alone.
    pub operations: Vec<Act>,
    /// By whom; without it in the name that the desk was started in.
    #[serde(default)]
    pub by: Option<String>,
    /// Why, in a few words that are kept.
    #[serde(default)]
    pub why: Option<String>,
    /// Say what would change, and write nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(tag = "op", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Act {
    /// One value of a conflict stands.
    Accept {
        /// `X-…`.
        conflict: String,
        /// The value: as it is, by its number from 1, or by a claim that asserts it.
        value: String,
        /// `last` of the conflict as it was looked at: where there is a later operation on it, nothing is entered.
        #[serde(default)]
        expected: Option<i64>,
    },
    /// A field of a record or actor has a value.
    Set {
        /// `E-…`, `S-…`, `G-…`, `D-…` or `A-…`.
        record: String,
        /// The field, as a path.
        field: String,
        /// The value.
        value: String,
    },
    /// Records, or actors of one kind, are one.
    Merge {
        /// Two or more.
        ids: Vec<String>,
    },
    /// Records, or actors, are not one, whatever speaks for it.
    NotSame {
        /// Two or more; of those that are one now, the ids that they had before.
        ids: Vec<String>,
    },
    /// Tellings go out of a record, or spellings or reports out of an actor.
    Split {
        /// `E-…` or `A-…`.
        id: String,
        /// What goes out: reports, tellings, spellings.
        out: Vec<String>,
    },
    /// All values of a conflict stand.
    BothStand(Mark),
    /// Looked at, and not known.
    Unsure(Mark),
    /// It cannot be found out, which is an answer: a conflict, or a field of a record.
    NotVerifiable {
        /// `X-…`.
        #[serde(default)]
        conflict: Option<String>,
        /// The record, with a field.
        #[serde(default)]
        record: Option<String>,
        /// The field, as a path.
        #[serde(default)]
        field: Option<String>,
        /// As of `accept`, with a conflict.
        #[serde(default)]
        expected: Option<i64>,
    },
    /// Takes back an operation, an undo too.
    Undo {
        /// `O-…`; without it the last that stands and is no undo.
        #[serde(default)]
        operation: Option<String>,
    },
    /// Takes back all operations after one.
    Restore {
        /// `O-…`, or `start`.
        to: String,
    },
}

/// A conflict about which something is said.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// `X-…`.
    pub conflict: String,
    /// As of `accept`.
    #[serde(default)]
    pub expected: Option<i64>,
}

impl Act {
    /// The conflict that a person looked at, and the last operation on it that they saw; 0 for none.
    pub fn expected(&self) -> Option<(&str, i64)> {
        let (conflict, expected) = match self {
            Self::Accept { conflict, expected, .. } => (conflict, expected),
            Self::BothStand(mark) | Self::Unsure(mark) => (&mark.conflict, &mark.expected),
            Self::NotVerifiable { conflict: Some(conflict), expected, .. } => (conflict, expected),
            _ => return None,
        };
        Some((conflict, (*expected)?))
    }
}
