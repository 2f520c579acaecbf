//! What merging looks at of an engagement, and the keys and days by which two that may be one find each other.

use super::people::{Links, day_of};
use crate::ledger::{Actor, Engagement, Ledger};
use bahi_read::Edtf;
use std::collections::{BTreeMap, BTreeSet};

/// An engagement as one report tells of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// Its id in the report's own ledger.
    pub id: String,
    /// The report.
    pub report: String,
    /// Path of the report, for explanations.
    pub path: String,
    /// Day of publication, as days since 1970-01-01.
    pub published: Option<i64>,
    /// Kind.
    pub kind: String,
    /// What sets it apart.
    pub occasion: Option<String>,
    /// `held|planned|cancelled|denied`.
    pub status: String,
    /// Whether it is only recalled.
    pub background: bool,
    /// Who.
    pub parties: Vec<PartyFacts>,
    /// When, in EDTF.
    #[serde(with = "edtf")]
    pub when: Option<Edtf>,
    /// Place and its country.
    pub place: Option<(String, Option<String>)>,
    /// Forum and relation.
    pub forum: Option<(String, String)>,
}

/// A party of such an engagement.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct PartyFacts {
    /// Actor.
    pub actor: String,
    /// Kind of the actor.
    pub kind: String,
    /// Offices the report gives: title, of.
    pub offices: Vec<(String, Option<String>)>,
    /// Country.
    pub country: Option<String>,
}

// Dates as JSON has them: in their own form, null where there is none or it is none.
mod edtf {
    use bahi_read::Edtf;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(date: &Option<Edtf>, to: S) -> Result<S::Ok, S::Error> {
        date.map(|d| d.to_string()).serialize(to)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Edtf>, D::Error> {
        Ok(Option::<String>::deserialize(from)?.and_then(|d| d.parse().ok()))
    }
}

// Days before and after its report within which an undated event happened, and until which one is planned.
const TOLD_WITHIN: i64 = 12;
const PLANNED_WITHIN: i64 = 40;

// Parties by which an engagement is found: the first of more.
const LISTED: usize = 12;

impl Facts {
    /// The facts of an engagement of a single report's ledger.
    pub fn new(e: &Engagement, single: &Ledger, links: &Links) -> Self {
        let report = single.reports.first();
        let published = report.and_then(day_of);
        let actor = |id: &str| single.actors.iter().find(|a| a.id == id);
        Self {
            id: e.id.clone(),
            report: report.map(|r| r.id.clone()).unwrap_or_default(),
            path: report.map(|r| r.path.clone()).unwrap_or_default(),
            published,
            kind: e.kind.clone(),
            occasion: e.occasion.clone(),
            status: e.status.clone(),
            background: e.background,
            parties: e.parties.iter().filter_map(|p| Some(party(actor(p.actor.as_deref()?)?, links))).collect(),
            when: e.when.as_ref().and_then(|w| w.edtf.as_deref()?.parse().ok()),
            place: e.place.as_ref().map(|w| (links.id(&w.actor).to_owned(), w.country.clone())),
            forum: e.forum.as_ref().map(|f| (f.name.clone(), f.relation.clone())),
        }
    }

    /// The ids of its parties and of its place.
    pub fn actors(&self) -> impl Iterator<Item = &str> {
        self.parties.iter().map(|p| p.actor.as_str()).chain(self.place.iter().map(|p| p.0.as_str()))
    }

    /// Its place with the country of that, empty where it is not known.
    pub fn spot(&self) -> Option<(&str, &str)> {
        self.place.as_ref().map(|(place, country)| (place.as_str(), country.as_deref().unwrap_or_default()))
    }

    /// Puts the ids of the whole ledger for those of the report's.
    pub fn rename(&mut self, links: &Links) {
        let actors = self.parties.iter_mut().map(|p| &mut p.actor).chain(self.place.iter_mut().map(|p| &mut p.0));
        for id in actors {
            *id = links.of(&self.report, id).to_owned();
        }
    }

    /// Whether it is a sitting of many, which reports list in part.
    pub fn is_formal(&self) -> bool {
        matches!(self.kind.as_str(), "session" | "summit")
    }

    /// What it is found by: two engagements of which neither is found by what the other seeks are never one.
    pub fn keys(&self) -> BTreeSet<String> {
        self.each_or_two(PartyFacts::keys)
    }

    /// Whether its keys name all of its parties.
    pub fn is_all_in_keys(&self) -> bool {
        self.parties.len() <= LISTED
    }

    /// What it seeks among the keys of others.
    pub fn seeks(&self) -> BTreeSet<String> {
        self.each_or_two(PartyFacts::seeks)
    }

    /// What something seeks that is found by a key.
    pub fn sought(key: &str) -> String {
        let other = |part: &str| match (part.strip_prefix('?'), part.strip_prefix('!')) {
            (Some(of), _) => format!("!{of}"),
            (_, Some(of)) => format!("?{of}"),
            _ => part.to_owned(),
        };
        let mut parts: Vec<String> = key.split('|').map(other).collect();
        if let [_, two, a, b] = parts.as_mut_slice()
            && two == "2"
            && a > b
        {
            std::mem::swap(a, b);
        }
        parts.join("|")
    }

    // Of visits, which share a guest, and of what one is said to take part in alone: something of a party; of all else, which
    // share two parties at least, of every two.
    fn each_or_two<'a>(&'a self, of: impl Fn(&'a PartyFacts) -> BTreeSet<String>) -> BTreeSet<String> {
        let family = if matches!(self.kind.as_str(), "meeting" | "session" | "summit") { "talks" } else { &self.kind };
        let parties: Vec<BTreeSet<String>> = self.parties.iter().take(LISTED).map(of).collect();
        let each = |mark: &str| parties.iter().flatten().map(|k| format!("{family}{mark}{k}")).collect();
        match parties.as_slice() {
            _ if family == "visit" => each("|"),
            [_] => each("|1|"),
            _ => {
                let two = |x: &str, y: &str| format!("{family}|2|{}|{}", x.min(y), x.max(y));
                let mut out = BTreeSet::new();
                for (n, a) in parties.iter().enumerate() {
                    for b in &parties[n + 1..] {
                        out.extend(a.iter().flat_map(|x| b.iter().map(move |y| two(x, y))));
                    }
                }
                out
            }
        }
    }

    /// Whether something that may have been on the days from a first to a last one, as [`Facts::days`] says of it, may have been
    /// at the same time: of a day of an unknown year the days alone do not tell.
    pub fn may_be_with(&self, first: i64, last: i64) -> bool {
        self.when.is_none_or(|d| !matches!(d, Edtf::DayOfYear(..)) || d.may_be_within(first, last))
    }

    /// Whether nothing at all is known of its time: it has no date, and its report none either.
    pub fn is_timeless(&self) -> bool {
        self.when.is_none() && self.published.is_none()
    }

    /// First and last day on which it may have been; two engagements whose days are apart are never one.
    pub fn days(&self) -> (i64, i64) {
        match (self.when, self.published) {
            // One more on either side: papers slip by a day.
            (Some(d), _) => {
                let (first, last) = d.spell();
                (first.saturating_sub(1), last.saturating_add(1))
            }
            (None, Some(p)) => {
                (p - TOLD_WITHIN, p + if self.status == "planned" { PLANNED_WITHIN } else { TOLD_WITHIN })
            }
            (None, None) => (i64::MIN, i64::MAX),
        }
    }
}

impl PartyFacts {
    // Those who are named are found by who they are; who is not named, by the country of the office, by those who are, and the
    // other way round.
    fn keys(&self) -> BTreeSet<String> {
        self.marked(self.kind == "office")
    }

    fn seeks(&self) -> BTreeSet<String> {
        self.marked(self.kind != "office")
    }

    fn marked(&self, unnamed: bool) -> BTreeSet<String> {
        let mark = if unnamed { '?' } else { '!' };
        let of = self.offices.iter().map(|o| o.1.as_deref().unwrap_or_default());
        let without = self.country.as_deref().filter(|_| self.offices.is_empty());
        of.chain(without).map(|c| format!("{mark}{c}")).chain([self.actor.clone()]).collect()
    }
}

fn party(actor: &Actor, links: &Links) -> PartyFacts {
    let said = actor.offices.iter().filter(|o| o.basis == "claims");
    PartyFacts {
        actor: links.id(&actor.id).to_owned(),
        kind: actor.kind.clone(),
        offices: said.map(|o| (o.title.clone(), o.of.clone())).collect(),
        country: actor.country.clone(),
    }
}

/// Facts by key, for finding those that may be one.
#[derive(Debug, Default)]
pub struct ByKey {
    at: BTreeMap<String, Vec<usize>>,
}

impl ByKey {
    /// Enters a number under all keys of some facts.
    pub fn enter(&mut self, facts: &Facts, number: usize) {
        for key in facts.keys() {
            self.at.entry(key).or_default().push(number);
        }
    }

    /// Numbers entered under anything that the facts seek, ascending.
    pub fn sharing(&self, facts: &Facts) -> BTreeSet<usize> {
        facts.seeks().iter().flat_map(|k| self.at.get(k).into_iter().flatten()).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(actor: &str, kind: &str, of: &str) -> PartyFacts {
        let offices = vec![("Minister".to_owned(), Some(of.to_owned()))];
        PartyFacts { actor: actor.into(), kind: kind.into(), offices, country: Some(of.into()) }
    }

    fn meeting(parties: Vec<PartyFacts>) -> Facts {
        Facts {
            id: "E-1".into(),
            report: "R-1".into(),
            path: String::new(),
            published: Some(0),
            kind: "meeting".into(),
            occasion: None,
            status: "held".into(),
            background: false,
            parties,
            when: None,
            place: None,
            forum: None,
        }
    }

    #[test]
    fn the_unnamed_find_the_named_of_their_country_and_the_named_only_themselves() {
        let named = meeting(vec![party("A-1", "person", "IN"), party("A-2", "person", "RU")]);
        let unnamed = meeting(vec![party("A-9", "office", "IN"), party("A-2", "person", "RU")]);
        let others = meeting(vec![party("A-3", "person", "IN"), party("A-4", "person", "RU")]);
        let found = |x: &Facts, y: &Facts| !x.seeks().is_disjoint(&y.keys());
        assert!(found(&named, &unnamed) && found(&unnamed, &named) && found(&named, &named));
        assert!(!found(&named, &others) && !found(&others, &named));
    }

    #[test]
    fn what_seeks_a_key_is_known_from_the_key() {
        for kind in ["meeting", "visit"] {
            let parties =
                vec![party("A-1", "person", "RU"), party("A-9", "office", "IN"), party("A-2", "person", "IN")];
            let facts = Facts { kind: kind.into(), ..meeting(parties) };
            let sought: BTreeSet<String> = facts.keys().iter().map(|k| Facts::sought(k)).collect();
            assert_eq!(sought, facts.seeks());
        }
    }
}
