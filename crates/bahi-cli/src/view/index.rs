//! A ledger with its claims, reports and actors found by id, and the words for them.

use bahi::ledger::{Actor, Claim, Ledger, Office, Party};
use std::collections::BTreeMap;

/// A ledger and its ids.
pub struct Index<'a> {
    pub ledger: &'a Ledger,
    claims: BTreeMap<&'a str, &'a Claim>,
    /// How a report is named beside a quote.
    paths: BTreeMap<&'a str, &'a str>,
    actors: BTreeMap<&'a str, &'a Actor>,
    /// English names of countries and bodies by their codes, as far as the ledger holds them.
    codes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Index<'a> {
    /// Indexes a ledger.
    pub fn new(ledger: &'a Ledger) -> Self {
        let mut codes = BTreeMap::new();
        for actor in ledger.actors.iter().filter(|actor| matches!(actor.kind.as_str(), "country" | "body" | "forum")) {
            let Some(name) = &actor.name.en else { continue };
            codes.extend(actor.external.values().map(|code| (code.as_str(), name.as_str())));
        }
        Index {
            ledger,
            claims: ledger.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
            paths: short_paths(ledger),
            actors: ledger.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect(),
            codes,
        }
    }

    /// The claims of these ids that the ledger holds.
    pub fn claims<'s>(&'s self, ids: &'s [String]) -> impl Iterator<Item = &'a Claim> + 's {
        ids.iter().filter_map(|id| self.claims.get(id.as_str()).copied())
    }

    /// Of these claims, those about a field or a part of it.
    pub fn claims_on(&self, ids: &[String], field: &str) -> Vec<String> {
        let about = |claim: &&Claim| {
            claim.field == field || claim.field.strip_prefix(field).is_some_and(|rest| rest.starts_with('/'))
        };
        self.claims(ids).filter(about).map(|claim| claim.id.clone()).collect()
    }

    /// The path of a report, or its file name where that says as much.
    pub fn path(&self, report: &'a str) -> &'a str {
        self.paths.get(report).copied().unwrap_or(report)
    }

    /// A text with the paths in it as they are named beside quotes.
    pub fn with_short_paths(&self, text: &str) -> String {
        let mut text = text.to_string();
        for report in &self.ledger.reports {
            text = text.replace(&report.path, self.path(&report.id));
        }
        text
    }

    /// The actor of an id.
    pub fn actor(&self, id: &str) -> Option<&'a Actor> {
        self.actors.get(id).copied()
    }

    /// The English name behind a code, or the code.
    pub fn of<'s>(&'s self, code: &'s str) -> &'s str {
        self.codes.get(code).copied().or_else(|| bahi::english_name(code)).unwrap_or(code)
    }

    /// A field's path with names in place of actors' ids.
    pub fn path_in_words(&self, path: &str) -> String {
        let word = |part: &'_ str| self.actor(part).and_then(|a| a.name.en.clone()).unwrap_or_else(|| part.to_owned());
        path.split('/').map(word).collect::<Vec<_>>().join(" › ")
    }

    /// Original script first, Roman in brackets.
    pub fn both_scripts(&self, actor: Option<&str>, roman: &str) -> String {
        let actor = actor.and_then(|id| self.actor(id));
        let original = actor.and_then(original_name).filter(|original| *original != roman);
        match (original, roman) {
            (Some(original), "") => original.to_string(),
            (Some(original), roman) => format!("{original} ({roman})"),
            (None, roman) => roman.to_string(),
        }
    }

    /// A party in words: name in both scripts, office as the reports give it.
    pub fn party(&self, party: &Party) -> String {
        let office = party.office.as_ref().map(|office| self.office(office));
        let named = party.name.is_some() || party.actor.as_deref().and_then(|id| self.actor(id)).is_some();
        let name = self.both_scripts(party.actor.as_deref(), party.name.as_deref().unwrap_or_default());
        // A ministry is its own office: only whose it is remains to be said.
        let own = party.office.as_ref().filter(|office| Some(&office.title) == party.name.as_ref());
        if let Some(of) = own.and_then(|office| office.of.as_deref()) {
            return format!("{name} of {}", self.of(of));
        }
        match (named && !name.is_empty(), office) {
            (true, Some(office)) => format!("{name}, {office}"),
            (true, None) => name,
            (false, Some(office)) => format!("unnamed {office}"),
            (false, None) => "unnamed party".into(),
        }
    }

    fn office(&self, office: &Office) -> String {
        let title = office.styled.as_ref().unwrap_or(&office.title);
        match &office.of {
            Some(of) if office.title.is_empty() => self.of(of).to_string(),
            Some(of) => format!("{title} of {}", self.of(of)),
            None => title.clone(),
        }
    }
}

/// File names, which are easier on the eye; paths as given where two reports have the same name.
fn short_paths(ledger: &Ledger) -> BTreeMap<&str, &str> {
    let name = |path: &'_ str| path.rfind(['/', '\\']).map_or(0, |at| at + 1);
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for report in &ledger.reports {
        *times.entry(&report.path[name(&report.path)..]).or_default() += 1;
    }
    let shown = |path| match &path[name(path)..] {
        short if times.get(short) == Some(&1) => short,
        _ => path,
    };
    let reports = ledger.reports.iter();
    reports.map(|report| (report.id.as_str(), shown(report.path.as_str()))).collect()
}

/// The name in the report's script: the preferred one, or the spelling met most.
fn original_name(actor: &Actor) -> Option<&str> {
    let spelling = actor.spellings.first().map(|spelling| spelling.text.as_str());
    actor.name.hi.as_deref().or(spelling)
}
