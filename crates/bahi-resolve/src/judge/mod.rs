//! What a person decides, and what follows from it: values that stand, records and actors that are one or apart.
//!
//! A judgement names what it is on by ids that come from the reports alone: tellings, actors as one report says them,
//! claims, fields and values. It can so be applied again to whatever is derived from the same reports
//! ([0004](../../../docs/design/0004-judgements.md)).

pub mod bonds;
pub mod check;
pub mod conflicts;
pub mod fields;

use crate::ledger::Judged;
use serde::{Deserialize, Serialize};

/// What a person can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// One value of a conflict stands.
    Accept,
    /// A field has the value that the person gives.
    Set,
    /// Tellings, or actors, are one.
    Merge,
    /// Some are taken out.
    Split,
    /// Two are not one.
    NotSame,
    /// Both values of a conflict stand.
    BothStand,
    /// The person looked and does not know.
    Unsure,
    /// It cannot be found out: an answer, and not the same as not stated.
    NotVerifiable,
}

impl Verb {
    /// All verbs.
    pub const ALL: [Self; 8] = [
        Self::Accept,
        Self::Set,
        Self::Merge,
        Self::Split,
        Self::NotSame,
        Self::BothStand,
        Self::Unsure,
        Self::NotVerifiable,
    ];

    /// The word for it, as typed and as stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Set => "set",
            Self::Merge => "merge",
            Self::Split => "split",
            Self::NotSame => "not-same",
            Self::BothStand => "both-stand",
            Self::Unsure => "unsure",
            Self::NotVerifiable => "not-verifiable",
        }
    }

    /// Whether it is about what is one and what is not, rather than about a field.
    pub fn binds(self) -> bool {
        matches!(self, Self::Merge | Self::Split | Self::NotSame)
    }
}

/// A value that the person saw, with the claims that asserted it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Seen {
    /// The value, as the conflict has it.
    pub value: String,
    /// Claims.
    pub claims: Vec<String>,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Judgement {
    /// What is said.
    pub verb: Verb,
    /// On what: for fields one group, the tellings of the record or the actors said that are one; for what is one or apart
    /// the groups that are put together or set apart. `A-…@R-…` is an actor as that report alone says it.
    pub on: Vec<Vec<String>>,
    /// The field, with actors as said; none where records or actors are put together or set apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The value that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The values of the field that the person had before them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Seen>,
    /// Where it was made, if it came with a recipe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// The operation that a judgement is part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin {
    /// `O-…`.
    pub operation: String,
    /// When, RFC 3339.
    pub at: String,
    /// By whom.
    pub by: String,
    /// Why, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Judgement {
    /// What the ledger shows of it.
    pub fn judged(&self, origin: &Origin) -> Judged {
        let Origin { operation, at, by, why } = self.origin.as_ref().unwrap_or(origin).clone();
        Judged {
            verb: self.verb.word().to_owned(),
            field: self.field.clone().unwrap_or_default(),
            value: self.value.clone(),
            others: Vec::new(),
            unseen: Vec::new(),
            operation,
            by,
            at,
            why,
        }
    }
}

/// A judgement on a field, as it stands, with actors in its field under the ids they have now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// What was said.
    pub verb: Verb,
    /// Tellings that it is on.
    pub on: Vec<String>,
    /// The field.
    pub field: String,
    /// The value that stands; none where the person gave none.
    pub value: Option<String>,
    /// Values and claims that were seen.
    pub seen: Vec<Seen>,
    /// What the ledger shows of it.
    pub judged: Judged,
}

impl Ruling {
    /// Whether it decides what the field shows.
    pub fn decides(&self) -> bool {
        matches!(self.verb, Verb::Accept | Verb::Set | Verb::NotVerifiable)
    }
}
