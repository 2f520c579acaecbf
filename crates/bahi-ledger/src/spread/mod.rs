//! The ledger made by many machines: what `combine` does of all reports at once, cut into steps that each look at a few.
//!
//! Reports stand in rows ([`rows`]); what links and merges is cut out of them as notes ([`told`]), the notes are put beside
//! their like ([`blocks`]), and each lot is decided by the functions that decide on one machine ([`merged`]). Nothing is decided
//! here: a step only says what must be looked at together for the outcome to be the same.

pub mod blocks;
pub mod ledgers;
pub mod merged;
pub mod rows;
pub mod told;

pub use bahi_resolve::combine::copies::WITHIN;
pub use bahi_resolve::combine::people::Links;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something told, on its way to what must be looked at with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Note {
    /// What it is.
    pub kind: String,
    /// By what it finds its like.
    pub key: String,
    /// First day on which it may be one with others; `None` for any.
    pub first: Option<i64>,
    /// Last such day.
    pub last: Option<i64>,
    /// What it is about.
    pub id: String,
    /// The rest, as the step that takes it wants it.
    pub body: Vec<u8>,
}

/// What steps before have decided of all reports, and later ones need: small beside the reports.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Decided {
    /// Ids of people, where they differ from those in the report's own ledger.
    pub renamed: BTreeMap<String, String>,
    /// The report that each copy is a copy of.
    pub copy_of: BTreeMap<String, String>,
    /// Ids of engagements that others may tell of too: by each what hangs together with it.
    pub homes: BTreeMap<String, String>,
    /// Ids of engagements that are one with another, by its id.
    pub engagements: BTreeMap<String, String>,
    /// Hindi names of actors.
    pub hindi: BTreeMap<String, String>,
}

impl Decided {
    /// The links as the steps of one machine take them.
    pub fn links(&self) -> Links {
        Links { renamed: self.renamed.clone(), ..Links::default() }
    }
}

/// Month of a day of publication, by which tables are cut: `2024-03`, or `unknown`.
pub fn month(published: Option<&str>) -> String {
    let month = published.and_then(|day| day.get(..7));
    let is_month = |m: &&str| m.bytes().enumerate().all(|(n, b)| if n == 4 { b == b'-' } else { b.is_ascii_digit() });
    month.filter(is_month).unwrap_or("unknown").to_owned()
}

/// A body as JSON.
fn body<T: Serialize>(value: &T) -> Vec<u8> {
    // Maps of the ledger have words for keys and its numbers are finite, so that nothing in it cannot be written.
    serde_json::to_vec(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_that_of_a_day_and_nothing_else_is_one() {
        assert_eq!(month(Some("2024-03-09")), "2024-03");
        assert_eq!(month(Some("2024-03")), "2024-03");
        for none in [None, Some("2024"), Some("../../etc"), Some("2024/03-09"), Some("दिनांक")] {
            assert_eq!(month(none), "unknown");
        }
    }
}
