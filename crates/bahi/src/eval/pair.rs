//! Which predicted engagement is which of the gold's.

use super::gold::GoldEngagement;
use super::names::{Indexed, Wanted, said};
use crate::ledger::Engagement;
use std::collections::BTreeSet;

/// A gold and a predicted engagement taken for one, with the parties they have in common.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub gold: usize,
    pub predicted: usize,
    /// Gold party, predicted party.
    pub hits: Vec<(usize, usize)>,
}

impl Pair {
    pub(super) fn gold_parties(&self) -> BTreeSet<usize> {
        self.hits.iter().map(|hit| hit.0).collect()
    }

    pub(super) fn predicted_parties(&self) -> BTreeSet<usize> {
        self.hits.iter().map(|hit| hit.1).collect()
    }
}

/// Best one-to-one pairing of gold and predicted engagements, by parties in common.
pub(super) fn pair_up(gold: &[GoldEngagement], predicted: &[&Engagement], ledger: &Indexed) -> Vec<Pair> {
    let mut options: Vec<(f64, Pair)> = vec![];
    for (i, wanted) in gold.iter().enumerate() {
        for (j, found) in predicted.iter().enumerate() {
            options.extend(
                option(wanted, found, ledger).map(|(score, hits)| (score, Pair { gold: i, predicted: j, hits })),
            );
        }
    }
    // Stable: options of equal worth stay in the order in which they came up.
    options.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut used_gold, mut used_predicted) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = vec![];
    for (_, pair) in options {
        if !used_gold.contains(&pair.gold) && !used_predicted.contains(&pair.predicted) {
            used_gold.insert(pair.gold);
            used_predicted.insert(pair.predicted);
            pairs.push(pair);
        }
    }
    pairs
}

/// How good a pair would be, where it may be one at all.
fn option(gold: &GoldEngagement, found: &Engagement, ledger: &Indexed) -> Option<(f64, Vec<(usize, usize)>)> {
    let mut hits = vec![];
    for (a, wanted) in gold.parties.iter().enumerate() {
        for (b, party) in found.parties.iter().enumerate() {
            if ledger.party_match(wanted, party) {
                hits.push((a, b));
            }
        }
    }
    let common = hits.iter().map(|hit| hit.0).collect::<BTreeSet<_>>().len();
    let need = gold.parties.len().min(2);
    if need == 0 || common < need || (need == 1 && elsewhere(gold, found)) {
        return None;
    }
    let status = gold.status.as_deref().unwrap_or("held");
    let bonus =
        usize::from(found.kind == gold.kind) + usize::from(found.status == status) + 2 * agreeing(gold, found, ledger);
    let odd = found.parties.len().abs_diff(gold.parties.len());
    Some((common as f64 - 0.1 * odd as f64 + 0.01 * bonus as f64, hits))
}

/// Whether both name a place and the countries differ.
fn elsewhere(gold: &GoldEngagement, found: &Engagement) -> bool {
    let country = found.place.as_ref().and_then(|place| place.country.as_ref());
    gold.place.as_ref().is_some_and(|place| country.is_some() && country != place.country.as_ref())
}

/// How many of date, place and session the two share: settles which of a pair's several meetings is meant.
fn agreeing(gold: &GoldEngagement, found: &Engagement, ledger: &Indexed) -> usize {
    usize::from(date_agrees(gold, found) == Some(true))
        + usize::from(place_agrees(gold, found, ledger) == Some(true))
        + usize::from(session_agrees(gold, found) == Some(true))
}

/// Whether the dates are the same; `None` where the gold has none.
pub(super) fn date_agrees(gold: &GoldEngagement, found: &Engagement) -> Option<bool> {
    let date = said(gold.when.as_ref()?.edtf.as_deref())?;
    Some(found.when.as_ref().and_then(|when| when.edtf.as_deref()) == Some(date))
}

/// Whether the places are the same; `None` where the gold has none.
pub(super) fn place_agrees(gold: &GoldEngagement, found: &Engagement, ledger: &Indexed) -> Option<bool> {
    let place = gold.place.as_ref()?;
    let wanted = Wanted::new(place.name.as_deref(), &place.surfaces);
    Some(found.place.as_ref().is_some_and(|place| ledger.place_is(&wanted, place)))
}

/// Whether the session numbers are the same; `None` where the gold has none.
pub(super) fn session_agrees(gold: &GoldEngagement, found: &Engagement) -> Option<bool> {
    let session = gold.forum.as_ref()?.session.filter(|session| *session != 0)?;
    Some(found.forum.as_ref().and_then(|forum| forum.session) == Some(session))
}
