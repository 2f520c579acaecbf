//! One actor behind the names of several reports.
//!
//! Actors that knowledge has, offices, countries and the like have one id in every report. What is decided here is which
//! unknown names are one person, and which of them are somebody known. The outcome hangs on the set of reports alone, not
//! on their order.

use crate::ledger::{Actor, Ledger};
use crate::single::actors::join;
use bahi_knowledge::Knowledge;
use bahi_read::Day;
use bahi_text::fold;
use bahi_text::script::similar::{similar, skeleton};
use std::collections::{BTreeMap, BTreeSet};

/// Which id each report's actor goes by, and the actors.
#[derive(Debug, Default)]
pub struct Links {
    /// From an id in one report's ledger to that in the whole, where they differ.
    pub renamed: BTreeMap<String, String>,
    /// The actors, in order of first mention.
    pub actors: Vec<Actor>,
}

impl Links {
    /// The id in the whole ledger.
    pub fn id<'a>(&'a self, single: &'a str) -> &'a str {
        self.renamed.get(single).map_or(single, String::as_str)
    }
}

/// A person as one report tells of them.
#[derive(Debug, Clone, Copy)]
struct Told<'a> {
    actor: &'a Actor,
    published: Option<Day>,
}

/// Links the actors of the ledgers of single reports, which stand in canonical order.
pub fn link(singles: &[&Ledger], knowledge: &Knowledge) -> Links {
    let mut people: BTreeMap<&str, Vec<Told<'_>>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for single in singles {
        let published = single.reports.first().and_then(|r| r.published.as_deref()).and_then(day);
        for actor in single.actors.iter().filter(|a| a.kind == "person") {
            let told = people.entry(&actor.id).or_default();
            if told.is_empty() {
                order.push(&actor.id);
            }
            told.push(Told { actor, published });
        }
    }
    let renamed = components(&order, &people, knowledge);
    let actors = joined(singles, &renamed);
    Links { renamed, actors }
}

/// The day of an EDTF date that names one.
pub fn day(edtf: &str) -> Option<Day> {
    match edtf.parse().ok()? {
        bahi_read::Edtf::Day(d) => Some(d),
        _ => None,
    }
}

fn joined(singles: &[&Ledger], renamed: &BTreeMap<String, String>) -> Vec<Actor> {
    let mut out: Vec<Actor> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for actor in singles.iter().flat_map(|s| &s.actors) {
        let id = renamed.get(&actor.id).unwrap_or(&actor.id);
        match at.get(id) {
            Some(&i) => join(&mut out[i], actor.clone()),
            None => {
                at.insert(id.clone(), out.len());
                out.push(actor.clone());
            }
        }
        if let Some(&i) = at.get(id) {
            out[i].id.clone_from(id);
            if actor.id != *id && !out[i].aliases.contains(&actor.id) {
                out[i].aliases.push(actor.id.clone());
            }
        }
    }
    out
}

// Unknown people that are linked to one another are one; together they are somebody known if one known person is linked to
// them, and the one most often linked if several are.
fn components(
    order: &[&str],
    people: &BTreeMap<&str, Vec<Told<'_>>>,
    knowledge: &Knowledge,
) -> BTreeMap<String, String> {
    let known = |id: &str| people[id][0].actor.known.is_some();
    let mut by_key: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for &id in order {
        for key in keys(&people[id]) {
            by_key.entry(key).or_default().push(id);
        }
    }
    let mut parent: BTreeMap<&str, &str> = order.iter().map(|&id| (id, id)).collect();
    let mut somebody: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for &id in order.iter().filter(|id| !known(id)) {
        let near: BTreeSet<&str> =
            keys(&people[id]).iter().flat_map(|k| by_key.get(k).into_iter().flatten()).copied().collect();
        for other in near.into_iter().filter(|o| *o != id) {
            let n = links(&people[id], &people[other], knowledge);
            if n == 0 {
                continue;
            }
            if known(other) {
                *somebody.entry(id).or_default().entry(other).or_default() += n;
            } else {
                let (a, b) = (root(&parent, id), root(&parent, other));
                parent.insert(a, b);
            }
        }
    }
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for &id in order.iter().filter(|id| !known(id)) {
        groups.entry(root(&parent, id)).or_default().push(id);
    }
    let mut out = BTreeMap::new();
    for members in groups.values() {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for (who, n) in members.iter().filter_map(|m| somebody.get(m)).flatten() {
            *votes.entry(who).or_default() += n;
        }
        let chosen = votes.iter().max_by_key(|(who, n)| (**n, std::cmp::Reverse(**who))).map(|(who, _)| *who);
        let target = chosen.unwrap_or(members[0]);
        out.extend(members.iter().filter(|m| **m != target).map(|m| ((*m).to_owned(), target.to_owned())));
    }
    out
}

fn root<'a>(parent: &BTreeMap<&'a str, &'a str>, mut id: &'a str) -> &'a str {
    while parent[id] != id {
        id = parent[id];
    }
    id
}

/// Blocking keys: two people that share none are never compared.
fn keys(told: &[Told<'_>]) -> BTreeSet<String> {
    let spellings = told.iter().flat_map(|t| &t.actor.spellings);
    spellings
        .flat_map(|s| {
            fold(&s.text).split_whitespace().map(|w| skeleton(w).chars().take(3).collect()).collect::<Vec<_>>()
        })
        .collect()
}

fn links(a: &[Told<'_>], b: &[Told<'_>], knowledge: &Knowledge) -> usize {
    let one = |x: &Told<'_>, y: &Told<'_>| {
        same_person(x.actor, y.actor) || near(x, y) && bare_surname(x.actor, y.actor, knowledge)
    };
    a.iter().map(|x| b.iter().filter(|y| one(x, y)).count()).sum()
}

// Reports of one week tell of the same people.
fn near(a: &Told<'_>, b: &Told<'_>) -> bool {
    a.published.zip(b.published).is_some_and(|(x, y)| (x.number() - y.number()).abs() <= 7)
}

fn names(a: &Actor) -> Vec<String> {
    a.spellings.iter().map(|s| fold(&s.text)).collect()
}

fn words(name: &str) -> usize {
    name.split_whitespace().count()
}

fn titles(a: &Actor) -> impl Iterator<Item = &str> {
    a.offices.iter().filter(|o| o.basis == "claims").map(|o| o.title.as_str())
}

// A surname without office, which few people bear, called of someone whom a paper of the same week names in full.
fn bare_surname(a: &Actor, b: &Actor, knowledge: &Knowledge) -> bool {
    let one_word =
        |x: &Actor| names(x).iter().all(|n| words(n) == 1) && titles(x).next().is_none() && x.known.is_none();
    let (short, long) = match (one_word(a), one_word(b)) {
        (_, true) => (b, a),
        (true, false) => (a, b),
        _ => return false,
    };
    let country = short.country.is_none() || long.country.is_none() || short.country == long.country;
    let lexicon = &knowledge.index.lexicon;
    country
        && names(short).iter().any(|s| {
            let rare = !knowledge.index.is_shared_surname(lexicon.symbol(s));
            rare && names(long).iter().any(|l| l.split_whitespace().last() == Some(s))
        })
}

// Likeness of names, with office and country as evidence; a name of one word needs both.
fn same_person(a: &Actor, b: &Actor) -> bool {
    let country = a.country.is_none() || b.country.is_none() || a.country == b.country;
    let office = titles(a).any(|x| titles(b).any(|y| bahi_read::memory::same_title(x, y)));
    let (na, nb) = (names(a), names(b));
    let ends = |x: &str, y: &str| {
        let (p, q): (Vec<&str>, Vec<&str>) = (x.split_whitespace().collect(), y.split_whitespace().collect());
        p.len() != q.len() && p.len() > 1 && q.len() > 1 && p.first() == q.first() && p.last() == q.last()
    };
    if country && na.iter().any(|x| nb.iter().any(|y| ends(x, y))) {
        return true;
    }
    let full = na.iter().any(|x| nb.iter().any(|y| words(x) > 1 && words(y) > 1 && similar(x, y)));
    if full {
        return country || office;
    }
    let last = |n: &str| n.split_whitespace().last().map(str::to_owned);
    let one_word = |x: &str, y: &str| words(x) == 1 || words(y) == 1;
    let alike = |x: &str, y: &str| last(x).zip(last(y)).is_some_and(|(p, q)| similar(&p, &q));
    let surname = na.iter().any(|x| nb.iter().any(|y| one_word(x, y) && alike(x, y)));
    surname && office && country && a.country.is_some()
}
