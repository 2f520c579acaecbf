//! What of a block hangs together, and what hangs together over all blocks.

use super::Note;
use super::told::{Record, Telling};
use bahi_resolve::combine::copies::{is_copy, near};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::groups::Groups;
use bahi_resolve::combine::merge::same;
use bahi_text::Signature;
use serde_json::Error;
use std::collections::BTreeMap;

/// Things that hang together, by their ids.
#[derive(Debug, Default)]
pub struct Sets {
    at: BTreeMap<String, usize>,
    groups: Groups,
}

impl Sets {
    /// Puts two together.
    pub fn join(&mut self, a: &str, b: &str) {
        let (a, b) = (self.number(a), self.number(b));
        self.groups.join(a, b);
    }

    fn number(&mut self, id: &str) -> usize {
        if let Some(&n) = self.at.get(id) {
            return n;
        }
        let n = self.groups.add();
        self.at.insert(id.to_owned(), n);
        n
    }

    /// The sets, each by what its members are ordered by; the sets by their first.
    pub fn sets<K: Ord>(mut self, order: impl Fn(&str) -> K) -> Vec<Vec<String>> {
        let mut sets: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (id, n) in self.at {
            sets.entry(self.groups.of(n)).or_default().push(id);
        }
        let mut out: Vec<Vec<String>> = sets.into_values().collect();
        out.iter_mut().for_each(|set| set.sort_by_cached_key(|id| order(id)));
        out.sort_by_cached_key(|set| set.first().map(|id| order(id)));
        out
    }
}

// A tree for each set of what `alike` says hangs together, of things that stand in an order in which those after some place
// are past comparing. What hangs together already is not compared again.
fn tree<T>(things: &[T], past: impl Fn(&T, &T) -> bool, alike: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    let mut groups = Groups::new(things.len());
    let mut out = Vec::new();
    for (n, a) in things.iter().enumerate() {
        for (m, b) in things.iter().enumerate().skip(n + 1) {
            if past(a, b) {
                break;
            }
            if groups.of(n) != groups.of(m) && alike(a, b) {
                groups.join(n, m);
                out.push((n, m));
            }
        }
    }
    out
}

fn edge(a: &str, b: &str) -> Note {
    Note { kind: "one".into(), key: a.to_owned(), id: b.to_owned(), ..Note::default() }
}

/// Which reports of a block copy one another: enough pairs that all that hang together do.
pub fn copied(block: &[&Note]) -> Vec<Note> {
    let mut all: Vec<(Option<i64>, &str, Signature)> =
        block.iter().map(|note| (note.first, note.id.as_str(), Signature::from_bytes(&note.body))).collect();
    // Those without a day first, so that those of later days end the search.
    all.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    all.dedup_by(|a, b| a.1 == b.1);
    let pairs = tree(&all, |a, b| !near(a.0, b.0), |a, b| is_copy(&a.2, &b.2));
    pairs.into_iter().map(|(a, b)| edge(all[a].1, all[b].1)).collect()
}

/// Which tellings of a block may be of one engagement, in the same way.
///
/// # Errors
/// A note of another step.
pub fn met(block: &[&Note]) -> Result<Vec<Note>, Error> {
    let mut all: Vec<(i64, Facts, (String, String, usize))> = Vec::new();
    for note in block {
        let telling: Telling = serde_json::from_slice(&note.body)?;
        if let Record::Engagement(record) = telling.record {
            all.push((record.1.days().0, record.1, telling.rank));
        }
    }
    all.sort_by(|a, b| (a.0, &a.2).cmp(&(b.0, &b.2)));
    all.dedup_by(|a, b| a.1.id == b.1.id);
    let alike = |a: &Facts, b: &Facts| same(a, b).is_some() || same(b, a).is_some();
    let pairs = tree(&all, |a, b| b.0 > a.1.days().1, |a, b| alike(&a.1, &b.1));
    Ok(pairs.into_iter().map(|(a, b)| edge(&all[a].1.id, &all[b].1.id)).collect())
}

/// The report that each copy is a copy of, of pairs and of the signatures of all that are in them.
pub fn originals(pairs: &[Note], signatures: &[Note]) -> BTreeMap<String, String> {
    let ranks: BTreeMap<&str, &str> = signatures.iter().map(|s| (s.id.as_str(), s.key.as_str())).collect();
    let mut out = firsts(pairs, |id| (ranks.get(id).copied().unwrap_or("~").to_owned(), id.to_owned()));
    out.retain(|copy, original| copy != original);
    out
}

/// What hangs together by pairs: from each to the least of them.
pub fn together(pairs: &[Note]) -> BTreeMap<String, String> {
    firsts(pairs, str::to_owned)
}

// From each of what hangs together by pairs to the first of them.
fn firsts<K: Ord>(pairs: &[Note], order: impl Fn(&str) -> K) -> BTreeMap<String, String> {
    let mut sets = Sets::default();
    pairs.iter().for_each(|pair| sets.join(&pair.key, &pair.id));
    let named = |set: Vec<String>| {
        let first = set.first().cloned().unwrap_or_default();
        set.into_iter().map(move |member| (member, first.clone()))
    };
    sets.sets(order).into_iter().flat_map(named).collect()
}
