//! What merging looks at of an engagement, and the keys and days by which two that may be one find each other.

use super::people::{Links, day};
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
    pub when: Option<String>,
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

// Days before and after its report within which an undated event happened, and until which one is planned.
const TOLD_WITHIN: i64 = 12;
const PLANNED_WITHIN: i64 = 40;

impl Facts {
    /// The facts of an engagement of a single report's ledger.
    pub fn new(e: &Engagement, single: &Ledger, links: &Links) -> Self {
        let report = single.reports.first();
        let published = report.and_then(|r| r.published.as_deref()).and_then(day).map(|d| d.number());
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
            when: e.when.as_ref().and_then(|w| w.edtf.clone()),
            place: e.place.as_ref().map(|w| (links.id(&w.actor).to_owned(), w.country.clone())),
            forum: e.forum.as_ref().map(|f| (f.name.clone(), f.relation.clone())),
        }
    }

    /// Puts the ids of the whole ledger for those of the report's.
    pub fn rename(&mut self, links: &Links) {
        let actors = self.parties.iter_mut().map(|p| &mut p.actor).chain(self.place.iter_mut().map(|p| &mut p.0));
        for id in actors {
            *id = links.of(&self.report, id).to_owned();
        }
    }

    /// The date.
    pub fn date(&self) -> Option<Edtf> {
        self.when.as_deref()?.parse().ok()
    }

    /// Whether it is a sitting of many, which reports list in part.
    pub fn is_formal(&self) -> bool {
        matches!(self.kind.as_str(), "session" | "summit")
    }

    /// Keys: two engagements that share none are never one.
    pub fn keys(&self) -> BTreeSet<String> {
        let family = if matches!(self.kind.as_str(), "meeting" | "session" | "summit") { "talks" } else { &self.kind };
        let parties: Vec<BTreeSet<&str>> = self.parties.iter().map(PartyFacts::keys).collect();
        let each = |mark: &str| parties.iter().flatten().map(|k| format!("{family}{mark}{k}")).collect::<BTreeSet<_>>();
        match parties.as_slice() {
            _ if family == "visit" => each("|"),
            [_] => each("|1|"),
            [a, b] => {
                let pair = |x: &str, y: &str| format!("{family}|2|{}|{}", x.min(y), x.max(y));
                let pairs = a.iter().flat_map(|x| b.iter().map(move |y| pair(x, y)));
                let mut out: BTreeSet<String> = pairs.collect();
                if self.is_formal() {
                    out.extend(each("|m|"));
                }
                out
            }
            _ => each("|m|"),
        }
    }

    /// First and last day on which it may have been; two engagements whose days are apart are never one.
    pub fn days(&self) -> (i64, i64) {
        match (self.date(), self.published) {
            // One more on either side: papers slip by a day.
            (Some(d), _) => {
                let (first, last) = d.bounds();
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
    fn keys(&self) -> BTreeSet<&str> {
        let of = self.offices.iter().filter_map(|o| o.1.as_deref());
        of.chain(self.country.as_deref()).chain([self.actor.as_str()]).collect()
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
            let list = self.at.entry(key).or_default();
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
    }

    /// Numbers entered under any key of the facts, ascending.
    pub fn sharing(&self, facts: &Facts) -> BTreeSet<usize> {
        facts.keys().iter().flat_map(|k| self.at.get(k).into_iter().flatten()).copied().collect()
    }
}
