//! From the ledgers of single reports to one: actors linked, engagements merged, values that cannot all stand.
//!
//! Works on records and claims alone, so that a ledger that keeps these need not read any report again. The outcome hangs
//! on the set of reports, not on the order in which they came: everything is taken in canonical order, by day of
//! publication and then by the reports' ids.

pub mod ambiguous;
pub mod conflicts;
pub mod copies;
pub mod engagement;
pub mod facts;
pub mod groups;
pub mod likeness;
pub mod merge;
pub mod namesakes;
pub mod near;
pub mod people;
pub mod rename;
pub mod series;
pub mod wholes;

use crate::judge::bonds::Bonds;
use crate::ledger::{LEDGER_FORMAT, Ledger, Report};
use bahi_knowledge::Knowledge;
use conflicts::{Evidence, Reports};
use facts::Facts;
use std::collections::BTreeMap;

/// What reports are ordered by: day of publication, those without one last; then id.
pub fn rank(report: &Report) -> (String, String) {
    (report.published.clone().unwrap_or_else(|| "~".to_owned()), report.id.clone())
}

/// Puts the ledgers of single reports together, some of which copy others.
pub fn combine(singles: &[Ledger], copy_of: &BTreeMap<String, String>, knowledge: &Knowledge) -> Ledger {
    let mut ordered: Vec<&Ledger> = singles.iter().collect();
    ordered.sort_by_cached_key(|s| s.reports.first().map(rank));
    let links = people::link(&ordered, knowledge);
    let told: Vec<_> = ordered.iter().flat_map(|s| s.engagements.iter().map(move |e| (*s, e))).collect();
    let facts: Vec<Facts> = told.iter().map(|(s, e)| Facts::new(e, s, &links)).collect();
    let mut out =
        Ledger { ledger_format: LEDGER_FORMAT, knowledge: knowledge.version().to_owned(), ..Ledger::default() };
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for cluster in merge::clusters(&facts, &Bonds::default()) {
        let members: Vec<_> = cluster.members.iter().map(|&m| rename::engagement(told[m].1.clone(), &links)).collect();
        let merged = engagement::merged(members, cluster.because);
        ids.extend(merged.aliases.iter().map(|a| (a.clone(), merged.id.clone())));
        out.engagements.push(merged);
    }
    for single in &ordered {
        out.statements.extend(single.statements.iter().map(|s| rename::statement(s.clone(), &links, &ids)));
        out.agreements.extend(single.agreements.iter().map(|a| rename::agreement(a.clone(), &links)));
        out.deliveries.extend(single.deliveries.iter().map(|d| rename::delivery(d.clone(), &links)));
        out.claims.extend(single.claims.iter().map(|c| rename::claim(c.clone(), &links, &ids)));
    }
    // Reports as they were given; all else in canonical order.
    out.reports = singles.iter().flat_map(|s| s.reports.clone()).collect();
    copies::note(&mut out.reports, copy_of);
    out.actors = links.actors;
    disagree(&mut out, knowledge);
    let mut by_record: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for c in &out.conflicts {
        by_record.entry(&c.record).or_default().push(c.id.clone());
    }
    for e in &mut out.engagements {
        e.conflicts = by_record.remove(e.id.as_str()).unwrap_or_default();
    }
    out
}

// Conflicts, and how far the witnesses of each engagement agree.
fn disagree(ledger: &mut Ledger, knowledge: &Knowledge) {
    let evidence = Evidence::new(&ledger.claims);
    let reports = Reports::new(&ledger.reports);
    let mut out = Vec::new();
    for e in &mut ledger.engagements {
        e.witnesses = reports.count(e.reports.iter().map(String::as_str));
        let (raised, disagreement) = conflicts::of_engagement(e, &evidence, &reports, knowledge);
        out.extend(raised);
        e.disagreement = disagreement;
    }
    let mut signed: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for a in &ledger.agreements {
        if let Some(key) = conflicts::agreement_key(a) {
            signed.entry(key).or_default().push(a);
        }
    }
    for group in signed.values() {
        out.extend(conflicts::of_agreements(group, &evidence, &reports, knowledge));
    }
    let mut goods: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for d in &ledger.deliveries {
        goods.entry(conflicts::delivery_key(d)).or_default().push(d);
    }
    for group in goods.values() {
        out.extend(conflicts::of_deliveries(group, &evidence, &reports, knowledge));
    }
    ledger.conflicts = out;
}
