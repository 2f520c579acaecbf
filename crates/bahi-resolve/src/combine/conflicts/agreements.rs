//! Disagreement about what states signed with one another in the same weeks: how many agreements, for how much.

use super::words::content;
use super::{CONTRADICTION, Evidence, ROUNDING, Reports, Sides, Voice, conflict, numbers};
use crate::ledger::{Agreement, Conflict};
use bahi_knowledge::Knowledge;
use std::collections::{BTreeMap, BTreeSet};

// Fewer are a list told in part.
const MANY: u64 = 3;
// Days within which papers tell of one signing.
const WEEKS: i64 = 20;

/// What agreements are compared by, their states; nothing for those not signed.
pub fn agreement_key(a: &Agreement) -> Option<String> {
    if a.status != "signed" {
        return None;
    }
    let mut countries = a.countries.clone();
    countries.sort();
    Some(countries.join("-"))
}

/// Disagreement about agreements of the same states, which stand in canonical order.
pub fn of_agreements(
    group: &[&Agreement],
    evidence: &Evidence,
    reports: &Reports,
    knowledge: &Knowledge,
) -> Vec<Conflict> {
    let mut out = Vec::new();
    for signing in signings(group, reports) {
        out.extend(count(&signing, evidence, reports));
        out.extend(values(&signing, evidence, reports, knowledge));
    }
    out
}

// Agreements of papers of the same weeks. A paper that does not say when it was published is of the only ones there are.
fn signings<'a>(group: &[&'a Agreement], reports: &Reports) -> Vec<Vec<&'a Agreement>> {
    let day = |a: &Agreement| a.reports.first().and_then(|r| reports.day(r));
    let mut out: Vec<Vec<&Agreement>> = Vec::new();
    let mut first = i64::MIN;
    for &a in group {
        match (day(a), out.last_mut()) {
            (Some(d), Some(last)) if d - first <= WEEKS => last.push(a),
            (Some(d), _) => {
                first = d;
                out.push(vec![a]);
            }
            (None, _) => {}
        }
    }
    let undated = group.iter().filter(|a| day(a).is_none());
    if out.len() > 1 {
        out.push(undated.copied().collect());
    } else {
        let all: Vec<_> = out.pop().unwrap_or_default().into_iter().chain(undated.copied()).collect();
        out.push(all);
    }
    out
}

// A report that gives several numbers tells of parts: its largest is compared.
fn count(signing: &[&Agreement], evidence: &Evidence, reports: &Reports) -> Option<Conflict> {
    let mut largest: BTreeMap<&str, (u64, &str, Vec<&Voice>)> = BTreeMap::new();
    for a in signing {
        for v in evidence.on(&a.id, "count") {
            let Some(n) = v.value.parse().ok().filter(|n| *n >= MANY) else { continue };
            let entry = largest.entry(&v.report).or_insert((0, &a.id, Vec::new()));
            if n > entry.0 {
                *entry = (n, &a.id, Vec::new());
            }
            if n == entry.0 {
                entry.2.push(v);
            }
        }
    }
    let mut sides = Sides::new();
    for (n, _, voices) in largest.values() {
        sides.entry(n.to_string()).or_default().extend(voices);
    }
    // The record is the first that gives a number.
    let given: BTreeSet<&str> = largest.values().map(|l| l.1).collect();
    let record = signing.iter().find(|a| given.contains(a.id.as_str()))?;
    conflict(&record.id, "count", CONTRADICTION, &sides, reports)
}

// Sums in one currency, for instruments whose names share a word of their own or of which one has none.
fn values(signing: &[&Agreement], evidence: &Evidence, reports: &Reports, knowledge: &Knowledge) -> Vec<Conflict> {
    let own = |a: &Agreement| content(&a.instrument, &["agreement", "this", "that", "total", "conj"], knowledge);
    let valued: Vec<_> = signing.iter().filter(|a| a.value.is_some()).map(|a| (*a, own(a))).collect();
    let mut out = Vec::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for (n, (a, words)) in valued.iter().enumerate() {
        let Some(value) = a.value.as_ref().filter(|_| !taken.contains(a.id.as_str())) else { continue };
        let one = |b: &&(&Agreement, BTreeSet<String>)| {
            b.0.value.as_ref().is_some_and(|v| v.currency == value.currency)
                && b.0.reports != a.reports
                && (words.is_empty() || b.1.is_empty() || !words.is_disjoint(&b.1))
        };
        let (mut sides, mut amounts) = (evidence.sides(&a.id, "value"), vec![value.amount]);
        for (b, _) in valued[n + 1..].iter().filter(one) {
            taken.insert(&b.id);
            amounts.extend(b.value.as_ref().map(|v| v.amount));
            for (value, voices) in evidence.sides(&b.id, "value") {
                sides.entry(value).or_default().extend(voices);
            }
        }
        let kind = if numbers::all_rounded(&amounts) { ROUNDING } else { CONTRADICTION };
        out.extend(conflict(&a.id, "value", kind, &sides, reports));
    }
    out
}
