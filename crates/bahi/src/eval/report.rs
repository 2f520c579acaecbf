//! The measures of one report read by itself.

use super::fold::{latin_words, squeeze};
use super::gold::{GoldDelivery, GoldEngagement, GoldReport};
use super::names::{Indexed, Wanted, office_is, said};
use super::pair::{Pair, date_agrees, pair_up, place_agrees, session_agrees};
use super::print::python_list;
use super::tally::{Scores, Tally};
use crate::ledger::{Delivery, Engagement, Ledger};
use std::collections::BTreeSet;

/// Adds the figures of one report; answers with what was missed and what is false, where anything is.
///
/// `text` is the report as it stands in the file, `name` the name it has in the gold.
pub fn score_report(name: &str, gold: &GoldReport, ledger: &Ledger, text: &str, scores: &mut Scores) -> Option<String> {
    let indexed = Indexed::new(ledger);
    let predicted: Vec<&Engagement> = ledger.engagements.iter().collect();
    let pairs = pair_up(&gold.engagements, &predicted, &indexed);
    let tally = &mut scores.measures;
    tally.add("engagement recall", pairs.len(), gold.engagements.len());
    tally.add("engagement precision", pairs.len(), predicted.len());
    for pair in &pairs {
        score_pair(pair, &gold.engagements[pair.gold], predicted[pair.predicted], &indexed, tally);
    }
    score_statements(gold, &indexed, tally);
    score_deliveries(gold, &indexed, tally);
    score_agreements(gold, &indexed, tally);
    score_evidence(ledger, text, tally);
    score_furniture(gold, ledger, &mut scores.furniture);
    unpaired(name, gold, &predicted, &pairs)
}

fn score_pair(pair: &Pair, gold: &GoldEngagement, found: &Engagement, ledger: &Indexed, tally: &mut Tally) {
    tally.add("party recall", pair.gold_parties().len(), gold.parties.len());
    tally.add("party precision", pair.predicted_parties().len(), found.parties.len());
    tally.one("kind", found.kind == gold.kind);
    tally.one("status", found.status == gold.status.as_deref().unwrap_or("held"));
    score_offices(pair, gold, found, tally);
    if let Some(right) = place_agrees(gold, found, ledger) {
        tally.one("place", right);
    }
    if let Some(right) = forum_agrees(gold, found, ledger) {
        tally.one("forum", right);
    }
    if let Some(right) = session_agrees(gold, found) {
        tally.one("session number", right);
    }
    if let Some(right) = date_agrees(gold, found) {
        tally.one("date", right);
    }
}

/// Each gold party found is right in office and country where any predicted party that matches it is.
fn score_offices(pair: &Pair, gold: &GoldEngagement, found: &Engagement, tally: &mut Tally) {
    let mut seen = BTreeSet::new();
    for (a, _) in &pair.hits {
        if !seen.insert(*a) {
            continue;
        }
        let party = &gold.parties[*a];
        let offices: Vec<_> =
            pair.hits.iter().filter(|hit| hit.0 == *a).map(|hit| found.parties[hit.1].office.as_ref()).collect();
        if let Some(title) = said(party.office.as_deref()) {
            tally.one("office", offices.iter().any(|office| office_is(title, *office)));
        }
        if said(party.of.as_deref()).is_some() {
            let right = offices.iter().flatten().any(|office| office.of == party.of);
            tally.one("country of office", right);
        }
    }
}

fn forum_agrees(gold: &GoldEngagement, found: &Engagement, ledger: &Indexed) -> Option<bool> {
    let gold = gold.forum.as_ref()?;
    let Some(forum) = &found.forum else {
        return Some(false);
    };
    let surfaces = vec![gold.surface.as_deref().unwrap_or_default()];
    let wanted = Wanted { name: said(Some(&gold.name)), surfaces };
    Some(latin_words(&gold.name).is_subset(&latin_words(&forum.name)) || ledger.forum_is(&wanted, forum))
}

/// Takes for each gold record the first unused predicted one that fits; answers with the pairs.
fn take_first<G, P>(gold: &[G], predicted: &[P], fits: impl Fn(&G, &P) -> bool) -> Vec<(usize, usize)> {
    let mut used = BTreeSet::new();
    let mut pairs = vec![];
    for (i, wanted) in gold.iter().enumerate() {
        let first = (0..predicted.len()).find(|j| !used.contains(j) && fits(wanted, &predicted[*j]));
        if let Some(j) = first {
            used.insert(j);
            pairs.push((i, j));
        }
    }
    pairs
}

fn score_statements(gold: &GoldReport, ledger: &Indexed, tally: &mut Tally) {
    let predicted = &ledger.ledger.statements;
    let pairs = take_first(&gold.statements, predicted, |wanted, found| {
        let speaker = Wanted::new(Some(&wanted.speaker), &wanted.surfaces);
        wanted.kind == found.kind && ledger.party_is(&speaker, &found.speaker)
    });
    tally.add("statement recall", pairs.len(), gold.statements.len());
    tally.add("statement precision", pairs.len(), predicted.len());
}

fn score_deliveries(gold: &GoldReport, ledger: &Indexed, tally: &mut Tally) {
    let predicted = &ledger.ledger.deliveries;
    let pairs = take_first(&gold.deliveries, predicted, |wanted, found| {
        ledger.item_is(&Wanted::new(Some(&wanted.item), &wanted.surfaces), &found.item)
    });
    for (i, j) in &pairs {
        score_numbers(&gold.deliveries[*i], &predicted[*j], tally);
    }
    tally.add("delivery recall", pairs.len(), gold.deliveries.len());
    tally.add("delivery precision", pairs.len(), predicted.len());
}

fn score_numbers(gold: &GoldDelivery, found: &Delivery, tally: &mut Tally) {
    let numbers = [(gold.ordered, found.ordered), (gold.delivered, found.delivered), (gold.pending, found.pending)];
    for (wanted, found) in numbers {
        if let Some(wanted) = wanted {
            tally.one("delivery numbers", found.map(|number| number as f64) == Some(wanted));
        }
    }
    tally.one("delivery status", Some(&found.status) == gold.status.as_ref());
}

fn score_agreements(gold: &GoldReport, ledger: &Indexed, tally: &mut Tally) {
    let predicted = &ledger.ledger.agreements;
    let pairs = take_first(&gold.agreements, predicted, |wanted, found| {
        wanted.status == found.status && wanted.parties.iter().any(|party| found.countries.contains(party))
    });
    tally.add("agreement recall", pairs.len(), gold.agreements.len());
    tally.add("agreement precision", pairs.len(), predicted.len());
}

fn score_evidence(ledger: &Ledger, text: &str, tally: &mut Tally) {
    const MEASURE: &str = "evidence stands in the report";
    let flat = squeeze(text);
    for claim in &ledger.claims {
        for evidence in &claim.evidence {
            tally.one(MEASURE, flat.contains(&squeeze(&evidence.exact)));
        }
        if claim.evidence.is_empty() {
            tally.one(MEASURE, false);
        }
    }
}

fn score_furniture(gold: &GoldReport, ledger: &Ledger, tally: &mut Tally) {
    let wanted: BTreeSet<usize> = gold.furniture_lines.iter().copied().collect();
    let found: BTreeSet<usize> = ledger
        .reports
        .iter()
        .flat_map(|report| &report.furniture)
        .map(|furniture| furniture.line)
        .filter(|line| !gold.repeated_lines.contains(line))
        .collect();
    let right = wanted.intersection(&found).count();
    tally.add("furniture recall", right, wanted.len());
    tally.add("furniture precision", right, found.len());
}

fn unpaired(name: &str, gold: &GoldReport, predicted: &[&Engagement], pairs: &[Pair]) -> Option<String> {
    if pairs.len() >= gold.engagements.len() && pairs.len() >= predicted.len() {
        return None;
    }
    let joined = |names: Vec<&str>| names.join(" + ");
    let missed: Vec<String> = gold
        .engagements
        .iter()
        .enumerate()
        .filter(|(i, _)| pairs.iter().all(|pair| pair.gold != *i))
        .map(|(_, engagement)| {
            joined(engagement.parties.iter().map(|party| said(party.name.as_deref()).unwrap_or("?")).collect())
        })
        .collect();
    let extra: Vec<String> = predicted
        .iter()
        .enumerate()
        .filter(|(j, _)| pairs.iter().all(|pair| pair.predicted != *j))
        .map(|(_, engagement)| {
            joined(engagement.parties.iter().map(|party| party.name.as_deref().unwrap_or("None")).collect())
        })
        .collect();
    Some(format!("{name}: missed {}  false {}", python_list(&missed), python_list(&extra)))
}
