//! One actor behind the names of several reports.
//!
//! Actors that knowledge has, offices, countries and the like have one id in every report. What is decided here is which
//! unknown names are one person, and which of them are somebody known. The outcome hangs on the set of reports alone, not
//! on their order.

use super::groups::Groups;
use super::likeness::{Borne, Likeness};
use super::namesakes::Namesakes;
use crate::judge::bonds::Bonds;
use crate::ledger::{Actor, Ledger, Report};
use crate::single::actors::join;
use bahi_knowledge::Knowledge;
use bahi_read::Day;
use bahi_text::fold;
use bahi_text::names::likeness::Prepared;
use bahi_text::script::similar::skeleton;
use std::collections::{BTreeMap, BTreeSet};

/// Which id each report's actor goes by, and the actors.
#[derive(Debug, Default)]
pub struct Links {
    /// From an id in one report's ledger to that in the whole, where they differ.
    pub renamed: BTreeMap<String, String>,
    /// Actors that people took out as one report says them: from the actor said and the report to an id of its own.
    pub parted: BTreeMap<String, BTreeMap<String, String>>,
    /// The actors, in order of first mention.
    pub actors: Vec<Actor>,
}

impl Links {
    /// The id in the whole ledger of an actor that no report's own way of saying it is taken out of.
    pub fn id<'a>(&'a self, single: &'a str) -> &'a str {
        self.renamed.get(single).map_or(single, String::as_str)
    }

    /// The id in the whole ledger of an actor as a report says it.
    pub fn of<'a>(&'a self, report: &str, single: &'a str) -> &'a str {
        let part = self.parted.get(single).and_then(|reports| reports.get(report));
        self.id(part.map_or(single, String::as_str))
    }
}

/// What linking looks at of a person as one report tells of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Told {
    /// Spellings, folded.
    pub names: Vec<String>,
    /// Titles of the offices that the report gives.
    pub titles: Vec<String>,
    /// Country.
    pub country: Option<String>,
    /// Whether knowledge has them.
    pub known: bool,
    /// Day of the report, as days since 1970-01-01; of no use for linking by names alone, and may then be left out.
    pub day: Option<i64>,
}

impl Told {
    /// The facts of an actor of a report of this day.
    pub fn new(actor: &Actor, day: Option<i64>) -> Self {
        let names: BTreeSet<String> = actor.spellings.iter().map(|s| fold(&s.text)).collect();
        let claimed = actor.offices.iter().filter(|o| o.basis == "claims");
        let titles: BTreeSet<String> = claimed.map(|o| o.title.clone()).collect();
        Self {
            names: names.into_iter().collect(),
            titles: titles.into_iter().collect(),
            country: actor.country.clone(),
            known: actor.known.is_some(),
            day,
        }
    }

    /// Whether it is surnames alone, of somebody unknown and without office.
    pub fn is_bare(&self) -> bool {
        self.titles.is_empty() && !self.known && self.names.iter().all(|n| n.split_whitespace().count() == 1)
    }

    /// Somebody of whom no name tells who it is.
    pub fn unnamed() -> Self {
        Self { names: Vec::new(), titles: Vec::new(), country: None, known: false, day: None }
    }

    /// Blocking keys by which they are found: by the letters of every word within a script; by the sound of the last word
    /// across scripts, behind a tilde and a mark of the script.
    pub fn keys(&self) -> BTreeSet<String> {
        keys(&self.names, false)
    }
}

/// Blocking keys of whom people of some names are compared with. Two of whom neither has a key (see [`Told::keys`]) that the
/// other seeks never are; that one does means that the other does.
pub fn sought(names: &[String]) -> BTreeSet<String> {
    keys(names, true)
}

/// The keys of names, see [`Told::keys`]; those sought sound alike in the other script.
pub(crate) fn keys(names: &[String], sought: bool) -> BTreeSet<String> {
    let words = names.iter().flat_map(|n| n.split_whitespace());
    let letters = words.map(|w| skeleton(w).chars().take(3).collect());
    let sounds = names.iter().filter_map(|n| Some((n.is_ascii() != sought, n.split_whitespace().last()?)));
    let sounds = sounds.flat_map(|(roman, word)| {
        let mark = if roman { 'r' } else { 'o' };
        Prepared::new(word).keys().into_iter().flatten().map(move |key| format!("~{mark}{key:x}"))
    });
    letters.chain(sounds).collect()
}

/// Everything told of people, by their ids in the reports' ledgers.
pub type People = BTreeMap<String, BTreeSet<Told>>;

/// Links the actors of the ledgers of single reports, which stand in canonical order.
pub fn link(singles: &[&Ledger], knowledge: &Knowledge) -> Links {
    let mut people = People::new();
    let mut order: Vec<String> = Vec::new();
    for single in singles {
        let published = single.reports.first().and_then(day_of);
        for actor in single.actors.iter().filter(|a| a.kind == "person") {
            let told = people.entry(actor.id.clone()).or_default();
            if told.is_empty() {
                order.push(actor.id.clone());
            }
            told.insert(Told::new(actor, published));
        }
    }
    let renamed = renamed(&order, &people, &mut Likeness::new(knowledge), &Bonds::default());
    let actors = joined(singles, &renamed);
    Links { renamed, parted: BTreeMap::new(), actors }
}

/// Day of publication of a report, as days since 1970-01-01.
pub fn day_of(report: &Report) -> Option<i64> {
    report.published.as_deref().and_then(day).map(Day::number)
}

/// The day of an EDTF date that names one.
pub fn day(edtf: &str) -> Option<Day> {
    match edtf.parse().ok()? {
        bahi_read::Edtf::Day(d) => Some(d),
        _ => None,
    }
}

/// The actors under their new ids, each with what all reports tell of it, in order of first mention.
pub fn joined(singles: &[&Ledger], renamed: &BTreeMap<String, String>) -> Vec<Actor> {
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

/// New ids of people, where they differ. Unknown people that are linked to one another are one, under the id of the first in
/// order; together they are somebody known if some of them are linked to one who is, the one most are linked to. What people
/// judged goes before: those put together are one, and those set apart never become one.
pub fn renamed(
    order: &[String],
    people: &People,
    likeness: &mut Likeness<'_>,
    bonds: &Bonds,
) -> BTreeMap<String, String> {
    let known = |id: &str| people.get(id).is_some_and(|told| told.iter().any(|t| t.known));
    // By id and not in order: where some are apart it matters who comes first, and reports to come change the order.
    let by_id: Vec<String> = people.keys().cloned().collect();
    let all: Vec<(&str, bool, Borne)> =
        people.iter().map(|(id, told)| (id.as_str(), known(id), likeness.borne(told))).collect();
    let namesakes = Namesakes::new(people, |id| !known(id), likeness);
    let mut one = bonds.clone();
    // Who is one with somebody already need not be compared with them.
    let mut groups = Groups::new(all.len());
    let mut somebody: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (n, (id, _, borne)) in all.iter().enumerate().filter(|(_, (_, known, _))| !known) {
        for m in namesakes.of(n) {
            let (other, known, others) = &all[m];
            if groups.of(m) == groups.of(n) || !likeness.linked(borne, others) {
                continue;
            }
            if *known {
                somebody.entry(id).or_default().insert(other);
            } else if one.join(id, other) {
                groups.join(n, m);
            }
        }
    }
    for members in sets(&by_id, &one) {
        if members.iter().any(|m| known(m)) {
            continue;
        }
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for who in members.iter().filter_map(|m| somebody.get(m)).flatten() {
            if !one.apart(members[0], who) {
                *votes.entry(who).or_default() += 1;
            }
        }
        if let Some((who, _)) = votes.iter().max_by_key(|(who, n)| (**n, std::cmp::Reverse(**who))) {
            one.join(who, members[0]);
        }
    }
    let mut out = BTreeMap::new();
    for members in sets(order, &one) {
        let target = called_after(&members, known, bonds);
        out.extend(members.iter().filter(|m| **m != target).map(|m| ((*m).to_owned(), target.to_owned())));
    }
    out
}

// Under whose id all of some that are one go: somebody known before others; of several the one that a person named first,
// which no report to come can change; else the first told of.
fn called_after<'a>(members: &[&'a str], known: impl Fn(&str) -> bool, bonds: &Bonds) -> &'a str {
    let somebody: Vec<&str> = members.iter().copied().filter(|m| known(m)).collect();
    let among = if somebody.is_empty() { members } else { &somebody };
    bonds.named_first(among).unwrap_or(among[0])
}

// What is one, each set in order and the sets by their first.
fn sets<'a>(order: &'a [String], one: &Bonds) -> Vec<Vec<&'a str>> {
    let mut out: Vec<Vec<&str>> = Vec::new();
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for id in order {
        let n = *at.entry(one.root(id)).or_insert(out.len());
        if n == out.len() {
            out.push(Vec::new());
        }
        out[n].push(id);
    }
    out
}
