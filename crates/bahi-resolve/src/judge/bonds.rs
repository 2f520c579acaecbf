//! What people put together and what they set apart, as far as it can all stand.
//!
//! Later judgements win: they are entered from the last to the first, and an earlier one gives way where it would
//! contradict what is entered already. What comes out is free of contradiction: nothing is both one and apart.

use super::Verb;
use crate::ledger::Judged;
use std::collections::{BTreeMap, BTreeSet};

/// One judgement about what is one and what is not.
#[derive(Debug, Clone, PartialEq)]
pub struct Bond {
    /// Merge, split or not-same.
    pub verb: Verb,
    /// The groups that are put together or set apart.
    pub groups: Vec<Vec<String>>,
    /// What the ledger shows of it.
    pub judged: Judged,
}

/// Sets of ids that are one, and which of these sets are apart. More may be joined to them, as far as nothing that is
/// apart becomes one.
#[derive(Debug, Clone, Default)]
pub struct Bonds {
    parent: BTreeMap<String, String>,
    apart: BTreeMap<String, BTreeSet<String>>,
    known: BTreeSet<String>,
    bonds: Vec<Bond>,
}

impl Bonds {
    /// The bonds of judgements that stand in the order in which they were made.
    pub fn new(bonds: Vec<Bond>) -> Self {
        let mut out = Self::default();
        for bond in bonds.iter().rev() {
            match bond.verb {
                Verb::Merge => out.put_together(&bond.groups.concat()),
                _ => out.set_apart(&bond.groups),
            }
        }
        out.known = bonds.iter().flat_map(|b| b.groups.iter().flatten().cloned()).collect();
        out.bonds = bonds;
        out
    }

    /// Whether nobody judged anything.
    pub fn is_empty(&self) -> bool {
        self.bonds.is_empty()
    }

    /// The id, if some judgement names it.
    pub fn known(&self, id: &str) -> Option<&str> {
        self.known.get(id).map(String::as_str)
    }

    /// The id that stands for all that are one with this one.
    pub fn root<'a>(&'a self, mut id: &'a str) -> &'a str {
        while let Some(next) = self.parent.get(id) {
            id = next;
        }
        id
    }

    /// Whether the two must not be one.
    pub fn apart(&self, a: &str, b: &str) -> bool {
        self.apart.get(self.root(a)).is_some_and(|others| others.contains(self.root(b)))
    }

    /// Makes two one, with all that is one with them; refused where they are apart.
    pub fn join(&mut self, a: &str, b: &str) -> bool {
        let (keep, give) = (self.root(a).to_owned(), self.root(b).to_owned());
        if keep == give {
            return true;
        }
        if self.apart(&keep, &give) {
            return false;
        }
        for other in self.apart.remove(&give).unwrap_or_default() {
            if let Some(back) = self.apart.get_mut(&other) {
                back.remove(&give);
                back.insert(keep.clone());
            }
            self.apart.entry(keep.clone()).or_default().insert(other);
        }
        // The shorter way for the next who asks.
        for id in [a, b] {
            if id != keep {
                self.parent.insert(id.to_owned(), keep.clone());
            }
        }
        self.parent.insert(give, keep);
        true
    }

    // Each with the first before it that it may be one with.
    fn put_together(&mut self, ids: &[String]) {
        for (n, id) in ids.iter().enumerate() {
            for other in &ids[..n] {
                if self.join(other, id) {
                    break;
                }
            }
        }
    }

    fn set_apart(&mut self, groups: &[Vec<String>]) {
        let roots: Vec<BTreeSet<String>> =
            groups.iter().map(|g| g.iter().map(|id| self.root(id).to_owned()).collect()).collect();
        for (n, group) in roots.iter().enumerate() {
            for other in &roots[n + 1..] {
                for (a, b) in group.iter().flat_map(|a| other.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
                    self.apart.entry(a.clone()).or_default().insert(b.clone());
                    self.apart.entry(b.clone()).or_default().insert(a.clone());
                }
            }
        }
    }

    /// Of some ids the one that the last person who put any of them together named first.
    pub fn named_first<'a>(&self, ids: &[&'a str]) -> Option<&'a str> {
        let merges = self.bonds.iter().rev().filter(|b| b.verb == Verb::Merge);
        let mut named = merges.flat_map(|b| b.groups.iter().flatten());
        named.find_map(|name| ids.iter().copied().find(|id| id == name))
    }

    /// The last judgement that put one of some ids together with others, in words.
    pub fn why_one(&self, ids: &[&str]) -> Option<String> {
        let holds = |b: &&Bond| b.verb == Verb::Merge && b.groups.iter().flatten().any(|g| ids.contains(&g.as_str()));
        let judged = &self.bonds.iter().rev().find(holds)?.judged;
        let why = judged.why.as_ref().map(|w| format!(": {w}")).unwrap_or_default();
        Some(format!("judged the same by {}, {}{why}", judged.by, judged.operation))
    }

    /// What was judged about any of some ids, which are one, in order; with the first id of each group of others.
    pub fn about(&self, ids: &[String]) -> Vec<Judged> {
        let mut out = Vec::new();
        for bond in &self.bonds {
            let (own, others): (Vec<_>, Vec<_>) = bond.groups.iter().partition(|g| g.iter().any(|id| ids.contains(id)));
            if own.is_empty() {
                continue;
            }
            let others: Vec<String> = match bond.verb {
                Verb::Merge => bond.groups.iter().filter_map(|g| g.first().cloned()).collect(),
                _ => others.iter().filter_map(|g| g.first().cloned()).collect(),
            };
            out.push(Judged { others, ..bond.judged.clone() });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bond(verb: Verb, groups: &[&[&str]]) -> Bond {
        let groups = groups.iter().map(|g| g.iter().map(|id| (*id).to_owned()).collect()).collect();
        Bond { verb, groups, judged: Judged::default() }
    }

    #[test]
    fn what_is_said_later_wins_and_nothing_is_both_one_and_apart() {
        let merged = bond(Verb::Merge, &[&["a", "b"], &["c"]]);
        let split = bond(Verb::Split, &[&["b"], &["a", "c"]]);
        let bonds = Bonds::new(vec![merged.clone(), split.clone()]);
        assert_eq!(bonds.root("a"), bonds.root("c"));
        assert!(bonds.apart("a", "b") && bonds.apart("b", "c"));
        let bonds = Bonds::new(vec![split, merged]);
        assert!(["a", "c"].iter().all(|id| bonds.root(id) == bonds.root("b") && !bonds.apart(id, "b")));
    }

    #[test]
    fn what_is_one_with_something_apart_is_apart_too() {
        let mut bonds = Bonds::new(vec![bond(Verb::NotSame, &[&["a"], &["b"]])]);
        assert!(bonds.join("b", "c"));
        assert!(bonds.join("d", "a"));
        assert!(bonds.apart("c", "d"));
        assert!(!bonds.join("d", "c"));
        assert!(!bonds.apart("a", "d"));
    }

    #[test]
    fn a_chain_of_merges_is_cut_only_where_a_later_word_cuts_it() {
        let bonds = Bonds::new(vec![
            bond(Verb::Merge, &[&["a"], &["b"]]),
            bond(Verb::Merge, &[&["b"], &["c"]]),
            bond(Verb::NotSame, &[&["a"], &["c"]]),
        ]);
        // The later of the two merges stands, the earlier would make a and c one.
        assert_eq!(bonds.root("b"), bonds.root("c"));
        assert!(bonds.apart("a", "b"));
    }
}
