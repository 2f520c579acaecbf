//! Clusters that people put together or set apart.

use super::facts::Facts;
use super::merge::Cluster;
use crate::judge::bonds::Bonds;
use std::collections::{BTreeMap, BTreeSet};

/// Which clusters are one by judgement, while they are made: tellings that must be one bring theirs together, and tellings
/// that must not be one keep theirs apart.
#[derive(Debug)]
pub struct Wholes<'a> {
    bonds: &'a Bonds,
    // Of each cluster one that it is one with; of those that are their own, what was judged of their members.
    parent: Vec<usize>,
    judged: BTreeMap<usize, BTreeSet<&'a str>>,
    at: BTreeMap<&'a str, usize>,
}

impl<'a> Wholes<'a> {
    /// No clusters yet.
    pub fn new(bonds: &'a Bonds) -> Self {
        Self { bonds, parent: Vec::new(), judged: BTreeMap::new(), at: BTreeMap::new() }
    }

    fn whole(&self, mut cluster: usize) -> usize {
        while let Some(&next) = self.parent.get(cluster).filter(|next| **next != cluster) {
            cluster = next;
        }
        cluster
    }

    // What was judged together with a telling, by the id that stands for all of it.
    fn root(&self, telling: &str) -> Option<&'a str> {
        let bonds = self.bonds;
        bonds.known(telling).map(|id| bonds.root(id))
    }

    /// Whether a telling may join a cluster.
    pub fn allows(&self, telling: &str, cluster: usize) -> bool {
        let Some(root) = self.root(telling) else { return true };
        let into = self.whole(cluster);
        let there = self.judged.get(&into);
        let mut coming = BTreeSet::from([root]);
        if let Some(from) = self.at.get(root).map(|&c| self.whole(c)).filter(|from| *from != into) {
            coming.extend(self.judged.get(&from).into_iter().flatten());
        }
        there.into_iter().flatten().all(|a| coming.iter().all(|b| !self.bonds.apart(a, b)))
    }

    /// A telling has joined a cluster, or begun it.
    pub fn place(&mut self, telling: &str, cluster: usize) {
        if cluster == self.parent.len() {
            self.parent.push(cluster);
        }
        let Some(root) = self.root(telling) else { return };
        let into = self.whole(cluster);
        self.judged.entry(into).or_default().insert(root);
        let from = *self.at.entry(root).or_insert(into);
        let from = self.whole(from);
        if from != into {
            self.parent[from] = into;
            let more = self.judged.remove(&from).unwrap_or_default();
            self.judged.entry(into).or_default().extend(more);
        }
    }

    /// The clusters, with those that are one by judgement put together; in the order of their first members.
    pub fn joined(&self, facts: &[Facts], clusters: Vec<Cluster>) -> Vec<Cluster> {
        let mut parts: BTreeMap<usize, Vec<Cluster>> = BTreeMap::new();
        for (n, cluster) in clusters.into_iter().enumerate() {
            parts.entry(self.whole(n)).or_default().push(cluster);
        }
        let mut out: Vec<Cluster> = parts.into_values().map(|parts| self.one(facts, parts)).collect();
        out.sort_by_key(|c| c.members.first().copied());
        out
    }

    fn one(&self, facts: &[Facts], mut parts: Vec<Cluster>) -> Cluster {
        if parts.len() == 1 {
            return parts.pop().unwrap_or_default();
        }
        let mut members: Vec<(usize, String)> = Vec::new();
        for part in parts {
            let ids: Vec<&str> = part.members.iter().map(|&m| facts[m].id.as_str()).collect();
            let why = self.bonds.why_one(&ids).unwrap_or_default();
            let first = part.members.first().map(|&m| format!("{}: {why}", facts[m].path));
            members.extend(part.members.into_iter().zip(first.into_iter().chain(part.because)));
        }
        members.sort();
        let because = members.iter().skip(1).map(|m| m.1.clone()).collect();
        Cluster { members: members.into_iter().map(|m| m.0).collect(), because }
    }
}
