//! Which engagements of several reports are one, and why.

use super::ambiguous::ambiguous;
use super::facts::{ByKey, Facts, PartyFacts};
use super::near::Apart;
use super::wholes::Wholes;
use crate::judge::bonds::Bonds;
use bahi_read::Edtf;
use std::collections::BTreeSet;

/// Engagements of several reports that are one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cluster {
    /// Places of its members in the list of facts; the first gives the id.
    pub members: Vec<usize>,
    /// Why each further member was taken in, in words.
    pub because: Vec<String>,
}

/// Clusters of facts that stand in canonical order, under what people put together and set apart. What is told of no time and
/// could be of several is found by nothing and finds nothing.
pub fn clusters(facts: &[Facts], bonds: &Bonds) -> Vec<Cluster> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut homes: Vec<usize> = Vec::new();
    let mut by_key = ByKey::default();
    let mut wholes = Wholes::new(bonds);
    let ambiguous = ambiguous(facts);
    for (n, f) in facts.iter().enumerate() {
        let found = if ambiguous.contains(&n) { BTreeSet::new() } else { by_key.sharing(f) };
        let near: BTreeSet<usize> = found.iter().map(|&m| homes[m]).filter(|&c| wholes.allows(&f.id, c)).collect();
        let near = near.into_iter().filter(|&c| out[c].iter().all(|m| found.contains(m)));
        let fits = near.filter_map(|c| Some((fit(out[c].iter().map(|&m| &facts[m]), f)?.points, c)));
        let c = match fits.max_by_key(|(points, c)| (*points, std::cmp::Reverse(*c))) {
            Some((_, c)) => {
                out[c].push(n);
                c
            }
            None => {
                out.push(vec![n]);
                out.len() - 1
            }
        };
        homes.push(c);
        wholes.place(&f.id, c);
        if !ambiguous.contains(&n) {
            by_key.enter(f, n);
        }
    }
    placed(facts, &homes, bonds)
}

/// The clusters of facts that stand in canonical order, by the cluster that each went into, numbered in the order of their
/// first members; with what people put together made one.
pub fn placed(facts: &[Facts], homes: &[usize], bonds: &Bonds) -> Vec<Cluster> {
    let mut out: Vec<Cluster> = Vec::new();
    let mut wholes = Wholes::new(bonds);
    for (n, (f, &c)) in facts.iter().zip(homes).enumerate() {
        if c == out.len() {
            out.push(Cluster { members: vec![n], because: Vec::new() });
        } else {
            let why = fit(out[c].members.iter().map(|&m| &facts[m]), f).map(|fit| fit.why()).unwrap_or_default();
            out[c].members.push(n);
            out[c].because.push(format!("{}: {why}", f.path));
        }
        wholes.place(&f.id, c);
    }
    if bonds.is_empty() { out } else { wholes.joined(facts, out) }
}

/// How well a telling fits some that are one, in their order: it must fit every one, and no report tells one engagement
/// twice. Where people put clusters together each still stands for itself here, else what they put together would fit
/// nothing.
pub fn fit<'a>(members: impl Iterator<Item = &'a Facts>, f: &Facts) -> Option<Fit> {
    let mut best: Option<Fit> = None;
    for m in members {
        if m.report == f.report {
            return None;
        }
        let fit = same(m, f)?;
        if best.as_ref().is_none_or(|b| fit.points > b.points) {
            best = Some(fit);
        }
    }
    best
}

/// What bears out that two tellings may be of one engagement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// How strongly.
    pub points: u32,
    when: &'static str,
    place: &'static str,
    forum: &'static str,
}

impl Fit {
    /// In words.
    pub fn why(&self) -> String {
        let parts = ["same parties", self.when, self.place, self.forum];
        parts.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Whether two tellings, the earlier first, may be of one engagement: how strongly that is borne out, and by what.
pub fn same(x: &Facts, y: &Facts) -> Option<Fit> {
    compare(x, y).ok()
}

/// The same, or the first thing that speaks against it.
pub fn compare(x: &Facts, y: &Facts) -> Result<Fit, Apart> {
    let talks = |k: &str| matches!(k, "meeting" | "session" | "summit");
    if x.kind != y.kind && !(talks(&x.kind) && talks(&y.kind)) {
        return Err(Apart::Kinds);
    }
    if x.occasion != y.occasion {
        return Err(Apart::Occasions);
    }
    if !statuses_fit(&x.status, &y.status) {
        return Err(Apart::Statuses);
    }
    let parties = parties_fit(x, y).ok_or(Apart::Parties)?;
    let (time, when) = times_fit(x, y).ok_or(Apart::Dates)?;
    let (near, place) = places_fit(x, y).ok_or(Apart::Places)?;
    let (beside, forum) = forums_fit(x, y);
    Ok(Fit { points: parties + time + near + beside, when, place, forum })
}

/// Whether the parties of two tellings may be the same, and how strongly.
pub fn parties_fit(x: &Facts, y: &Facts) -> Option<u32> {
    let (smaller, larger) = if x.parties.len() <= y.parties.len() { (x, y) } else { (y, x) };
    let one = |p: &&PartyFacts| larger.parties.iter().any(|q| may_be_one(p, q));
    let shared = smaller.parties.iter().filter(one).count();
    let all = shared == smaller.parties.len();
    if x.kind == "visit" && y.kind == "visit" {
        return (shared > 0).then_some(4);
    }
    if smaller.parties.len() == larger.parties.len() {
        return all.then_some(6);
    }
    let many = larger.parties.len() > 2;
    let formal = x.is_formal() && y.is_formal();
    let most = shared >= 2 && shared + 1 >= smaller.parties.len();
    ((all || most) && shared >= 2 && (formal || !many)).then_some(4)
}

fn may_be_one(p: &PartyFacts, q: &PartyFacts) -> bool {
    if p.actor == q.actor {
        return true;
    }
    let one_unnamed = (p.kind == "office") != (q.kind == "office");
    let office_less = |n: &PartyFacts, m: &PartyFacts| {
        n.kind == "person" && n.offices.is_empty() && n.country.is_some() && m.offices.iter().any(|o| o.1 == n.country)
    };
    let held = |o: &(String, Option<String>)| {
        q.offices.iter().any(|w| bahi_read::memory::same_title(&o.0, &w.0) && o.1 == w.1)
    };
    one_unnamed && (office_less(p, q) || office_less(q, p) || p.offices.iter().any(held))
}

fn times_fit(x: &Facts, y: &Facts) -> Option<(u32, &'static str)> {
    // Which of the many events of some parties it is that is told of no time, nobody knows but by where it was.
    if x.is_timeless() != y.is_timeless() {
        let recalled = |f: &Facts| f.when.is_none() && f.background;
        return (same_country(x, y) && !recalled(x) && !recalled(y)).then_some((1, ""));
    }
    let near = x.published.zip(y.published).map(|(p, q)| (p - q).abs());
    match (x.when, y.when) {
        (Some(p), Some(q)) if p.compatible(q) => {
            Some(if p.is_day() && q.is_day() { (6, "same day") } else { (4, "dates that fit") })
        }
        // One of two papers of the same week may have slipped by a day.
        (Some(p), Some(q)) if slip(p, q) && near.is_some_and(|n| n <= 7) && x.parties.len() == y.parties.len() => {
            Some((1, "days next to one another in papers of one week"))
        }
        (Some(_), Some(_)) => None,
        (Some(_), None) if y.background => None,
        (None, Some(_)) if x.background => None,
        (Some(p), None) => undated_fits(p, y).then_some((1, "told within days")),
        (None, Some(q)) => undated_fits(q, x).then_some((1, "told within days")),
        (None, None) if x.background || y.background => None,
        (None, None) => near.is_none_or(|n| n <= 10).then_some((1, "")),
    }
}

// An event without a date is of the days about its report.
fn undated_fits(date: Edtf, undated: &Facts) -> bool {
    let (from, to) = undated.days();
    date.may_be_within(from, to)
}

// Whether they were at one place, or in one country.
fn same_country(x: &Facts, y: &Facts) -> bool {
    let country = |c: &Option<String>, d: &Option<String>| c.is_some() && c == d;
    x.place.as_ref().zip(y.place.as_ref()).is_some_and(|((p, c), (q, d))| p == q || country(c, d))
}

fn places_fit(x: &Facts, y: &Facts) -> Option<(u32, &'static str)> {
    let (Some((p, c)), Some((q, d))) = (&x.place, &y.place) else { return Some((0, "")) };
    if p == q {
        return Some((3, "same place"));
    }
    (c.is_none() || d.is_none() || c == d).then_some((1, "places of one country"))
}

fn statuses_fit(a: &str, b: &str) -> bool {
    // A plan in one report and its end in another, a refusal or a visit paid, are stages of one event.
    let undone = |s: &str| matches!(s, "denied" | "cancelled");
    !(a == "held" && undone(b) || b == "held" && undone(a))
}

fn slip(a: Edtf, b: Edtf) -> bool {
    match (a, b) {
        (Edtf::Day(p), Edtf::Day(q)) => (p.number() - q.number()).abs() == 1,
        _ => false,
    }
}

fn forums_fit(x: &Facts, y: &Facts) -> (u32, &'static str) {
    let (Some((f, r)), Some((g, s))) = (&x.forum, &y.forum) else { return (0, "") };
    let beside = |r: &str| r != "session";
    if beside(r) != beside(s) && x.kind == y.kind && x.kind == "meeting" {
        return (0, "");
    }
    if f == g { (2, "same forum") } else { (0, "") }
}
