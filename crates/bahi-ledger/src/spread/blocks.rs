//! What of a block hangs together, and what hangs together over all blocks.

use super::Note;
use super::told::{Side, meeting, share};
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

// What stands under one key, in an order in which those after some place are past comparing.
type Block = Vec<(usize, Side)>;

// A tree for each set of what `alike` says hangs together, of things that stand side by side in blocks. What hangs together
// already is not compared again.
fn trees(
    count: usize,
    blocks: impl Iterator<Item = Block>,
    past: impl Fn(usize, usize) -> bool,
    alike: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut groups = Groups::new(count);
    let mut out = Vec::new();
    for block in blocks {
        for (place, &(n, side)) in block.iter().enumerate() {
            let after = block[place + 1..].iter().take_while(|(m, _)| !past(n, *m));
            for &(m, _) in after.filter(|(_, other)| side == Side::Either || side != *other) {
                if groups.of(n) != groups.of(m) && alike(n, m) {
                    groups.join(n, m);
                    out.push((n, m));
                }
            }
        }
    }
    out
}

fn edge(a: &str, b: &str) -> Note {
    Note { kind: "one".into(), key: a.to_owned(), id: b.to_owned(), ..Note::default() }
}

// Which share of how many a key says that it is: `3/64`.
fn share_of(key: &str) -> (u64, u64) {
    let number = |part: Option<&str>| part.and_then(|n| n.parse().ok());
    let mut parts = key.split('/');
    (number(parts.next()).unwrap_or(0), number(parts.next()).unwrap_or(1).max(1))
}

/// Which reports of a share of the hashes copy one another: enough pairs that all that hang together do.
pub fn copied(key: &str, lot: &[&Note]) -> Vec<Note> {
    let (share, shares) = share_of(key);
    let mut all: Vec<(Option<i64>, &str, Signature)> =
        lot.iter().map(|note| (note.first, note.id.as_str(), Signature::from_bytes(&note.body))).collect();
    // Those without a day first, so that those of later days end the search.
    all.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    all.dedup_by(|a, b| a.1 == b.1);
    let mut by_hash: BTreeMap<u32, Block> = BTreeMap::new();
    for (n, (.., signature)) in all.iter().enumerate() {
        for &hash in signature.sketch().iter().filter(|hash| u64::from(**hash) % shares == share) {
            by_hash.entry(hash).or_default().push((n, Side::Either));
        }
    }
    let past = |n: usize, m: usize| !near(all[n].0, all[m].0);
    let pairs = trees(all.len(), by_hash.into_values(), past, |n, m| is_copy(&all[n].2, &all[m].2));
    pairs.into_iter().map(|(a, b)| edge(all[a].1, all[b].1)).collect()
}

/// Which tellings of a share of the keys may be of one engagement, in the same way.
///
/// # Errors
/// A note of another step.
pub fn met(key: &str, lot: &[&Note]) -> Result<Vec<Note>, Error> {
    let (number, shares) = share_of(key);
    let facts = lot.iter().map(|note| serde_json::from_slice::<Facts>(&note.body));
    let mut all: Vec<(i64, i64, Facts)> =
        facts.map(|f| f.map(|f| (f.days().0, f.days().1, f))).collect::<Result<_, _>>()?;
    all.sort_by(|a, b| (a.0, &a.2.id).cmp(&(b.0, &b.2.id)));
    all.dedup_by(|a, b| a.2.id == b.2.id);
    let mut by_key: BTreeMap<String, Block> = BTreeMap::new();
    for (n, (.., facts)) in all.iter().enumerate() {
        for (key, side) in meeting(facts).filter(|(key, _)| share(key, shares) == number) {
            by_key.entry(key).or_default().push((n, side));
        }
    }
    let past = |n: usize, m: usize| all[m].0 > all[n].1;
    let alike = |n: usize, m: usize| {
        let (a, b) = (&all[n].2, &all[m].2);
        same(a, b).is_some() || same(b, a).is_some()
    };
    let pairs = trees(all.len(), by_key.into_values(), past, alike);
    Ok(pairs.into_iter().map(|(a, b)| edge(&all[a].2.id, &all[b].2.id)).collect())
}

/// The report that each copy is a copy of, of pairs and of the days of publication, as reports are ordered by them, of all that
/// are in them.
pub fn originals(pairs: &[Note], reports: &[Note]) -> BTreeMap<String, String> {
    let ranks: BTreeMap<&str, &str> = reports.iter().map(|s| (s.id.as_str(), s.key.as_str())).collect();
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
