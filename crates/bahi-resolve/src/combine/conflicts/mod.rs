//! Conflicts: values of one field that cannot all stand, each side with its claims; and how far witnesses agree.
//!
//! A contradiction and a slip are open: somebody has to look. Of what is newer, more precise or rounded both values are
//! right in their way; such a conflict is told of where it concerns numbers or days, and begins as `both-stand`.

mod agreements;
mod engagements;
mod goods;
mod measures;
mod numbers;
mod words;

pub use agreements::{agreement_key, of_agreements};
pub use engagements::of_engagement;
pub use goods::{delivery_key, of_deliveries};

use crate::ids::id;
use crate::ledger::{Claim, Conflict, ConflictValue, Report};
use std::collections::{BTreeMap, BTreeSet};

/// Two values cannot both be right.
pub const CONTRADICTION: &str = "contradiction";
/// A name is not the one that belongs there.
pub const SLIP: &str = "slip";
/// A value says more of the same thing.
pub const MORE_PRECISE: &str = "more-precise";
/// A later report overtakes an earlier one.
pub const NEWER: &str = "newer";
/// One number is the other, rounded.
pub const ROUNDING: &str = "rounding";

/// What conflicts look at of a claim.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Voice {
    /// The claim.
    pub claim: String,
    /// Its report.
    pub report: String,
    /// Its field.
    pub field: String,
    /// Its value.
    pub value: String,
    /// Its modality.
    pub modality: String,
    /// Where its words begin, in code points.
    pub start: usize,
}

impl Voice {
    /// What conflicts look at of a claim.
    pub fn new(c: &Claim) -> Self {
        Self {
            claim: c.id.clone(),
            report: c.report.clone(),
            field: c.field.clone(),
            value: c.value.clone(),
            modality: c.modality.clone(),
            start: c.evidence.first().map_or(0, |e| e.start),
        }
    }
}

/// Values of a field, each with the claims that assert it.
type Sides<'a> = BTreeMap<String, Vec<&'a Voice>>;

/// Claims by record.
#[derive(Debug, Default)]
pub struct Evidence {
    by_record: BTreeMap<String, Vec<Voice>>,
}

impl Evidence {
    /// Sorts claims by record.
    pub fn new(claims: &[Claim]) -> Self {
        let mut out = Self::default();
        for c in claims {
            out.add(&c.record, vec![Voice::new(c)]);
        }
        out
    }

    /// Adds claims of a record.
    pub fn add(&mut self, record: &str, voices: Vec<Voice>) {
        self.by_record.entry(record.to_owned()).or_default().extend(voices);
    }

    fn of(&self, record: &str) -> &[Voice] {
        self.by_record.get(record).map_or(&[], Vec::as_slice)
    }

    fn on<'a>(&'a self, record: &str, field: &'a str) -> impl Iterator<Item = &'a Voice> {
        self.of(record).iter().filter(move |v| v.field == field)
    }

    // Values that claims of a record give to a field.
    fn sides<'a>(&'a self, record: &str, field: &'a str) -> Sides<'a> {
        let mut out = Sides::new();
        for v in self.on(record, field) {
            out.entry(v.value.clone()).or_default().push(v);
        }
        out
    }
}

/// What is known of the reports: which are one witness, and of what day they are.
#[derive(Debug, Default)]
pub struct Reports {
    by_id: BTreeMap<String, (String, Option<i64>)>,
}

impl Reports {
    /// By their heads, where copies are noted.
    pub fn new<'a>(heads: impl IntoIterator<Item = &'a Report>) -> Self {
        let mut out = Self::default();
        for h in heads {
            let day = h.published.as_deref().and_then(super::people::day).map(bahi_read::Day::number);
            out.add(&h.id, h.copy_of.as_deref(), day);
        }
        out
    }

    /// Adds a report, the one it is a copy of, and its day as days since 1970-01-01.
    pub fn add(&mut self, report: &str, copy_of: Option<&str>, day: Option<i64>) {
        self.by_id.insert(report.to_owned(), (copy_of.unwrap_or(report).to_owned(), day));
    }

    /// The witness that a report is: itself, or what it is a copy of.
    pub fn witness<'a>(&'a self, report: &'a str) -> &'a str {
        self.by_id.get(report).map_or(report, |r| r.0.as_str())
    }

    /// How many witnesses some reports are.
    pub fn count<'a>(&'a self, reports: impl IntoIterator<Item = &'a str>) -> usize {
        reports.into_iter().map(|r| self.witness(r)).collect::<BTreeSet<_>>().len()
    }

    fn day(&self, report: &str) -> Option<i64> {
        self.by_id.get(report)?.1
    }
}

fn conflict(record: &str, field: &str, kind: &str, sides: &Sides<'_>, reports: &Reports) -> Option<Conflict> {
    if sides.len() < 2 {
        return None;
    }
    let side = |(value, voices): (&String, &Vec<&Voice>)| ConflictValue {
        value: value.clone(),
        claims: voices.iter().map(|v| v.claim.clone()).collect(),
        witnesses: reports.count(voices.iter().map(|v| v.report.as_str())),
    };
    Some(Conflict {
        id: id("X", &[record, field]),
        record: record.to_owned(),
        field: field.to_owned(),
        kind: kind.to_owned(),
        values: sides.iter().map(side).collect(),
        state: if matches!(kind, CONTRADICTION | SLIP) { "open" } else { "both-stand" }.to_owned(),
        measures: measures::of(sides, reports),
        judged: Vec::new(),
    })
}

// Whether the later of two reports overtakes the earlier: `Less` where the first is the earlier.
fn earlier(a: &Voice, b: &Voice, reports: &Reports) -> Option<std::cmp::Ordering> {
    Some(reports.day(&a.report)?.cmp(&reports.day(&b.report)?))
}
