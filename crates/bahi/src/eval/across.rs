//! The measures of all reports read as one ledger: merging and conflicts.

use super::gold::Gold;
use super::names::Indexed;
use super::pair::pair_up;
use super::tally::Tally;
use crate::ledger::{Conflict, Engagement, Ledger};
use std::collections::{BTreeMap, BTreeSet};

/// Measures the merging and the conflicts of one ledger of all reports of the gold.
pub fn across(gold: &Gold, ledger: &Ledger) -> Tally {
    let indexed = Indexed::new(ledger);
    let names = file_names(ledger);
    let mut tally = Tally::default();
    score_merging(gold, &indexed, &names, &mut tally);
    for sides in &gold.conflicts {
        let covered = ledger.conflicts.iter().any(|conflict| covers(conflict, sides, &indexed, &names));
        tally.one("conflicts found", covered);
    }
    tally.add("conflicts raised", ledger.conflicts.len(), ledger.conflicts.len());
    tally
}

/// The file name behind each report id.
fn file_names(ledger: &Ledger) -> BTreeMap<&str, &str> {
    let name = |path: &'_ str| std::path::Path::new(path).file_name().and_then(|name| name.to_str()).map(str::len);
    ledger
        .reports
        .iter()
        .map(|report| {
            let length = name(&report.path).unwrap_or(report.path.len());
            (report.id.as_str(), &report.path[report.path.len() - length..])
        })
        .collect()
}

/// Of any two tellings of an engagement in two reports: are they one record exactly when the gold has one key?
fn score_merging(gold: &Gold, ledger: &Indexed, names: &BTreeMap<&str, &str>, tally: &mut Tally) {
    let mut told: BTreeMap<&str, Vec<&Engagement>> = BTreeMap::new();
    for engagement in &ledger.ledger.engagements {
        for name in engagement.reports.iter().filter_map(|id| names.get(id.as_str())) {
            told.entry(name).or_default().push(engagement);
        }
    }
    let mut places: BTreeMap<(&str, &str, usize), &str> = BTreeMap::new();
    for (name, report) in &gold.reports {
        let predicted = told.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
        for pair in pair_up(&report.engagements, predicted, ledger) {
            let key = report.engagements[pair.gold].key.as_str();
            places.insert((name, key, pair.gold), predicted[pair.predicted].id.as_str());
        }
    }
    let items: Vec<_> = places.into_iter().collect();
    for (index, (a, record_a)) in items.iter().enumerate() {
        for (b, record_b) in items[index + 1..].iter().filter(|(b, _)| b.0 != a.0) {
            let (same_gold, same_record) = (a.1 == b.1, record_a == record_b);
            if same_gold {
                tally.one("merge recall", same_record);
            }
            if same_record {
                tally.one("merge precision", same_gold);
            }
        }
    }
}

/// Whether a raised conflict has a value from some report of each of the gold's sides.
fn covers(conflict: &Conflict, sides: &[Vec<String>], ledger: &Indexed, names: &BTreeMap<&str, &str>) -> bool {
    let report_of = |id: &String| ledger.claims.get(id.as_str()).and_then(|claim| names.get(claim.report.as_str()));
    let raised: Vec<BTreeSet<&str>> =
        conflict.values.iter().map(|value| value.claims.iter().filter_map(report_of).copied().collect()).collect();
    raised.len() >= 2
        && sides.iter().all(|side| raised.iter().any(|reports| side.iter().any(|name| reports.contains(name.as_str()))))
}
