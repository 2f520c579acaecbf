//! Finding known people by a name typed in either script.

use crate::Knowledge;
use crate::people::Packed;
use bahi_text::names::likeness::Prepared;
use bahi_text::names::many::{Asked, Numbered, Words};
use bahi_text::names::{Likeness, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// A person found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// World id.
    pub id: &'a str,
    /// The spelling that was nearest.
    pub spelling: &'a str,
    /// How near.
    pub likeness: Likeness,
}

/// The people whose names are like the query, nearest first; names that only share a part come after those that are the
/// same. Compared are names that share a key with it ([`bahi_text::names::keys`]).
pub fn find<'a>(people: &'a Packed, knowledge: &'a Knowledge, query: &str, most: usize) -> Vec<Found<'a>> {
    let wanted = Prepared::new(query);
    let keys: BTreeSet<i64> = wanted.keys().into_iter().flatten().collect();
    let mut words = Words::default();
    let named = people.with(&keys);
    let named: Vec<(&str, &str, Numbered)> =
        named.into_iter().map(|(id, spelling)| (id, spelling, words.enter(&Prepared::new(spelling)))).collect();
    let asked = Asked::new(&wanted, &words, knowledge.names());
    let mut best: BTreeMap<&str, (Likeness, &str)> = BTreeMap::new();
    for (id, spelling, name) in &named {
        let likeness = asked.like(name);
        if likeness.distance < FARTHEST && best.get(id).is_none_or(|b| rank(likeness) < rank(b.0)) {
            best.insert(id, (likeness, spelling));
        }
    }
    let found = |(id, (likeness, spelling))| Found { id, spelling, likeness };
    let mut out: Vec<Found<'a>> = best.into_iter().map(found).collect();
    out.sort_by(|a, b| rank(a.likeness).cmp(&rank(b.likeness)).then(a.id.cmp(b.id)));
    out.truncate(most);
    out
}

// Beyond this a name is not worth showing.
const FARTHEST: u32 = 220;

fn rank(l: Likeness) -> (std::cmp::Reverse<Verdict>, u32) {
    (std::cmp::Reverse(l.verdict), l.distance)
}
