//! Which engagement each telling goes into, followed from those that changed to those whose place hangs on them.
//!
//! [`clusters`](bahi_resolve::combine::merge::clusters) goes through all tellings in canonical order and puts each with those
//! before it that it fits best. Where a telling goes hangs on nothing but the clusters, as they stand before it, all of whose
//! members it fits. So when one before it came, changed or moved, a telling need be placed anew only
//!
//! - if it is in the cluster that the other left or changed in, or in the one that this joined and does not fit it,
//! - if it fits the cluster that the other joined, or what is left of the one it left, better than its own.
//!
//! In the second case it fits the other itself, or what is left of the cluster, the first of which it is found by. The queue
//! is in canonical order, all that is found lies behind what is placed, and what stays where it was moves nothing else; so
//! what comes out is what going through all gives.
//!
//! Where people judged what is one, the place of a judged telling hangs also on those that its judgements lead to.

use super::pool::{Pool, Rank, Told};
use super::{StoreError, judge};
use bahi_resolve::combine::merge::{Fit, same};
use bahi_resolve::combine::wholes::Wholes;
use rusqlite::OptionalExtension;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// Puts tellings into clusters, each called after its first member.
pub struct Course<'p, 'a> {
    pool: &'p mut Pool<'a>,
    homes: HashMap<String, Option<String>>,
    members: HashMap<String, BTreeSet<(Rank, String)>>,
    around: HashMap<String, Rc<Around>>,
    queue: BTreeSet<(Rank, String)>,
    // Of what is in the queue that of which it has not been looked up what it may be one with: of many at once.
    unseen: BTreeSet<String>,
    // Came or changed, and what they could be one with before.
    changed: BTreeMap<String, BTreeSet<String>>,
    touched: BTreeSet<String>,
}

/// What a telling may be one with, before it and after it.
#[derive(Default)]
struct Around {
    earlier: BTreeMap<String, Fit>,
    later: Vec<Rc<Told>>,
}

/// Points with a cluster, and where it begins: of two as good the earlier.
type Standing = (u32, Reverse<Rank>);

// Whether two tellings, the earlier first, find each other and may be one.
fn found(x: &Told, y: &Told) -> Option<Fit> {
    if x.ambiguous || y.ambiguous {
        return None;
    }
    let fit = same(&x.facts, &y.facts)?;
    (!y.facts.seeks().is_disjoint(&x.facts.keys())).then_some(fit)
}

impl<'p, 'a> Course<'p, 'a> {
    /// From tellings that came or changed, each with those that it could be one with before.
    pub fn new(pool: &'p mut Pool<'a>, changed: BTreeMap<String, BTreeSet<String>>) -> Result<Self, StoreError> {
        let mut out = Self {
            pool,
            homes: HashMap::new(),
            members: HashMap::new(),
            around: HashMap::new(),
            queue: BTreeSet::new(),
            unseen: BTreeSet::new(),
            touched: changed.keys().cloned().collect(),
            changed,
        };
        let mut first: BTreeSet<String> = out.touched.clone();
        // A judgement on a later telling bears on earlier ones.
        let mut bound = Vec::new();
        for id in &out.touched {
            bound.extend(out.is_bound(id)?.then(|| id.clone()));
        }
        for id in out.together(bound)? {
            if out.is_bound(&id)? && out.home(&id)?.is_some() {
                first.insert(id);
            }
        }
        for id in first {
            out.enqueue(&id, None)?;
        }
        Ok(out)
    }

    /// Places everything that has to be.
    pub fn place_all(&mut self) -> Result<(), StoreError> {
        while let Some((_, id)) = self.queue.pop_first() {
            self.place(&id)?;
        }
        Ok(())
    }

    /// All tellings of the engagements that may be other than they were, and of those that some others are part of, in canonical
    /// order, each with its cluster.
    pub fn told(mut self, others: BTreeSet<String>) -> Result<Vec<(Rc<Told>, String)>, StoreError> {
        self.touched.extend(others);
        let mut out = Vec::new();
        for id in self.together(self.touched.iter().cloned().collect())? {
            // A telling that was judged may wait for its report to be settled.
            if let Some(home) = self.home(&id)? {
                out.push((self.pool.load(&id)?, home));
            }
        }
        out.sort_by(|a, b| a.0.rank.cmp(&b.0.rank));
        Ok(out)
    }

    fn place(&mut self, id: &str) -> Result<(), StoreError> {
        let told = self.pool.load(id)?;
        let old = self.home(id)?;
        let new = self.choose(&told)?;
        let found = self.changed.remove(id);
        let moved = old.as_ref() != Some(&new);
        if !moved && found.is_none() {
            return Ok(());
        }
        self.touched.insert(id.to_owned());
        if moved {
            self.move_to(&told, old.clone(), &new)?;
        }
        let came = old.is_none();
        for other in &self.around(&told)?.later {
            if !came || self.prefers(other, &new, &told)? {
                self.push(&other.rank, &other.facts.id);
            }
        }
        for other in found.into_iter().flatten() {
            self.enqueue(&other, Some(&told.rank))?;
        }
        self.disturb(&new, &told)?;
        if let Some(old) = old.filter(|_| moved) {
            self.disturb(&old, &told)?;
            self.enqueue_after(&old, &told)?;
        }
        if self.is_bound(id)? {
            for other in self.together(vec![id.to_owned()])? {
                if self.is_bound(&other)? && self.home(&other)?.is_some() {
                    self.enqueue(&other, Some(&told.rank))?;
                }
            }
        }
        Ok(())
    }

    // The cluster that a telling fits best of those before it, the first of several; else one of its own.
    fn choose(&mut self, told: &Told) -> Result<String, StoreError> {
        let around = self.around(told)?;
        let mut clusters = BTreeSet::new();
        for id in around.earlier.keys() {
            clusters.extend(self.home(id)?);
        }
        if !clusters.is_empty() && self.is_bound(&told.facts.id)? {
            clusters = self.allowed(told, clusters)?;
        }
        let mut best: Option<(Standing, String)> = None;
        for cluster in clusters {
            let Some(standing) = self.fit(&cluster, told, &around)? else { continue };
            if best.as_ref().is_none_or(|b| standing > b.0) {
                best = Some((standing, cluster));
            }
        }
        Ok(best.map_or_else(|| told.facts.id.clone(), |b| b.1))
    }

    // The points that a telling has with a cluster as it stands before it, and where that begins.
    fn fit(&mut self, cluster: &str, told: &Told, around: &Around) -> Result<Option<Standing>, StoreError> {
        let before = self.members(cluster)?.iter().take_while(|m| m.0 < told.rank);
        let mut out: Option<Standing> = None;
        for (rank, id) in before {
            let Some(fit) = around.earlier.get(id).filter(|_| rank.1 != told.rank.1) else { return Ok(None) };
            out = Some(match out {
                Some((points, first)) => (points.max(fit.points), first),
                None => (fit.points, Reverse(rank.clone())),
            });
        }
        Ok(out)
    }

    // The same, without looking at what else is around it: it is compared with each member.
    fn fit_alone(&mut self, cluster: &str, told: &Told) -> Result<Option<Standing>, StoreError> {
        let before: Vec<_> = self.members(cluster)?.iter().take_while(|m| m.0 < told.rank).cloned().collect();
        let Some(first) = before.first().map(|m| Reverse(m.0.clone())) else { return Ok(None) };
        let mut points = 0;
        for (rank, id) in before {
            let other = self.pool.load(&id)?;
            let fit = if rank.1 == told.rank.1 { None } else { found(&other, told) };
            let Some(fit) = fit else { return Ok(None) };
            points = points.max(fit.points);
        }
        Ok(Some((points, first)))
    }

    // Whether a telling that fits one that came may now go into the cluster of that.
    fn prefers(&mut self, told: &Told, cluster: &str, came: &Told) -> Result<bool, StoreError> {
        let id = &told.facts.id;
        let home = self.home(id)?;
        let Some(home) = home.filter(|_| !self.pool.judged) else { return Ok(true) };
        if home == cluster {
            // It has one more to be with; or one of the same report.
            return Ok(told.rank.1 == came.rank.1);
        }
        let now = self.fit_alone(&home, told)?;
        Ok(self.fit_alone(cluster, told)?.is_some_and(|new| now.is_none_or(|now| new > now)))
    }

    // Those behind a telling in a cluster that it left, changed in, or joined and does not fit with.
    fn disturb(&mut self, cluster: &str, told: &Told) -> Result<(), StoreError> {
        let here = self.home(&told.facts.id)?.as_deref() == Some(cluster);
        let behind: Vec<_> = self.members(cluster)?.iter().filter(|m| m.0 > told.rank).cloned().collect();
        for (rank, id) in behind {
            let fits = here && rank.1 != told.rank.1 && {
                let other = self.pool.load(&id)?;
                found(told, &other).is_some()
            };
            if !fits {
                self.push(&rank, &id);
            }
        }
        Ok(())
    }

    // Of some clusters those that judgements let a judged telling go into.
    fn allowed(&mut self, told: &Told, clusters: BTreeSet<String>) -> Result<BTreeSet<String>, StoreError> {
        let from = clusters.iter().cloned().chain([told.facts.id.clone()]).collect();
        let web = self.together(from)?;
        let bonds = judge::bonds_on(self.pool.db(), &web)?;
        let mut before = BTreeSet::new();
        for id in web.iter().filter(|id| bonds.known(id).is_some()) {
            if let Some(home) = self.home(id)? {
                before.insert((self.pool.load(id)?.rank.clone(), id.clone(), home));
            }
        }
        let mut wholes = Wholes::new(&bonds);
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        for (_, id, home) in before.into_iter().take_while(|b| b.0 < told.rank) {
            let next = numbers.len();
            wholes.place(&id, *numbers.entry(home).or_insert(next));
        }
        let number = |cluster: &String| numbers.get(cluster).copied().unwrap_or(numbers.len());
        Ok(clusters.into_iter().filter(|c| wholes.allows(&told.facts.id, number(c))).collect())
    }

    // Those behind a telling that may fit a cluster, as far as this stands before it.
    fn enqueue_after(&mut self, cluster: &str, told: &Told) -> Result<(), StoreError> {
        let first = self.members(cluster)?.first().filter(|m| m.0 < told.rank).cloned();
        if let Some((_, first)) = first {
            let first = self.pool.load(&first)?;
            for other in self.around(&first)?.later.iter().filter(|o| o.rank > told.rank) {
                self.push(&other.rank, &other.facts.id);
            }
        }
        Ok(())
    }

    fn push(&mut self, rank: &Rank, id: &str) {
        if !self.around.contains_key(id) && !self.pool.has_looked_up(id) {
            self.unseen.insert(id.to_owned());
        }
        self.queue.insert((rank.clone(), id.to_owned()));
    }

    fn enqueue(&mut self, id: &str, after: Option<&Rank>) -> Result<(), StoreError> {
        let rank = self.pool.load(id)?.rank.clone();
        if after.is_none_or(|after| rank > *after) {
            self.push(&rank, id);
        }
        Ok(())
    }

    fn around(&mut self, told: &Told) -> Result<Rc<Around>, StoreError> {
        if let Some(around) = self.around.get(&told.facts.id) {
            return Ok(around.clone());
        }
        if !self.pool.has_looked_up(&told.facts.id) {
            self.unseen.insert(told.facts.id.clone());
            self.pool.look_up(&std::mem::take(&mut self.unseen))?;
        }
        let mut out = Around::default();
        for id in self.pool.fitting(&told.facts.id).into_iter().filter(|id| *id != told.facts.id) {
            let other = self.pool.load(&id)?;
            if other.rank < told.rank {
                out.earlier.extend(same(&other.facts, &told.facts).map(|fit| (id, fit)));
            } else if same(&told.facts, &other.facts).is_some() {
                out.later.push(other);
            }
        }
        let out = Rc::new(out);
        self.around.insert(told.facts.id.clone(), out.clone());
        Ok(out)
    }

    fn home(&mut self, id: &str) -> Result<Option<String>, StoreError> {
        if let Some(home) = self.homes.get(id) {
            return Ok(home.clone());
        }
        let mut row =
            self.pool.db().prepare_cached("SELECT coalesce(cluster, record) FROM member WHERE telling = ?1")?;
        let home: Option<String> = row.query_row([id], |r| r.get(0)).optional()?;
        self.homes.insert(id.to_owned(), home.clone());
        Ok(home)
    }

    fn members(&mut self, cluster: &str) -> Result<&BTreeSet<(Rank, String)>, StoreError> {
        if !self.members.contains_key(cluster) {
            let mut rows = self.pool.db().prepare_cached(
                "SELECT b.telling FROM member a JOIN member b ON b.record = a.record
                  WHERE a.telling = ?1 AND coalesce(b.cluster, b.record) = ?1",
            )?;
            let mut out = BTreeSet::new();
            for id in rows.query_map([cluster], |r| r.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()? {
                out.insert((self.pool.load(&id)?.rank.clone(), id));
            }
            self.members.insert(cluster.to_owned(), out);
        }
        Ok(&self.members[cluster])
    }

    fn move_to(&mut self, told: &Told, old: Option<String>, new: &str) -> Result<(), StoreError> {
        let member = (told.rank.clone(), told.facts.id.clone());
        for cluster in old.iter().map(String::as_str).chain([new]) {
            self.members(cluster)?;
        }
        if let Some(members) = old.and_then(|old| self.members.get_mut(&old)) {
            members.remove(&member);
        }
        self.homes.insert(told.facts.id.clone(), Some(new.to_owned()));
        self.members.entry(new.to_owned()).or_default().insert(member);
        Ok(())
    }

    fn is_bound(&self, id: &str) -> Result<bool, StoreError> {
        Ok(self.pool.judged && !judge::with(self.pool.db(), id)?.is_empty())
    }

    // What some tellings are one with, are one with so far, or are judged together with, and so on.
    fn together(&mut self, mut frontier: Vec<String>) -> Result<BTreeSet<String>, StoreError> {
        let mut so_far = self.pool.db().prepare_cached(
            "SELECT b.telling FROM member a JOIN member b ON b.record = a.record WHERE a.telling = ?1",
        )?;
        let mut out: BTreeSet<String> = frontier.iter().cloned().collect();
        while let Some(id) = frontier.pop() {
            let mut found = so_far.query_map([&id], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
            if let Some(home) = self.home(&id)? {
                found.extend(self.members(&home)?.iter().map(|m| m.1.clone()));
            }
            if self.pool.judged {
                for other in judge::with(self.pool.db(), &id)? {
                    if !out.contains(&other) && self.pool.exists(&other)? {
                        found.push(other);
                    }
                }
            }
            frontier.extend(found.into_iter().filter(|f| out.insert(f.clone())));
        }
        Ok(out)
    }
}
