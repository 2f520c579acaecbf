//! From the ledger of one report to notes: what of it must be looked at with what other reports tell.

use super::{Decided, Note, body, merged};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::conflicts::{Reports, agreement_key, delivery_key};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::likeness::Likeness;
use bahi_resolve::combine::people::{Links, People, Told, day_of, renamed};
use bahi_resolve::combine::{rank, rename};
use bahi_resolve::judge::bonds::Bonds;
use bahi_resolve::ledger::{Actor, Agreement, Claim, Delivery, Engagement, Ledger, Name, Report};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Place of something in canonical order: day of publication, report, place in the report.
pub type Rank = (String, String, usize);

/// A record as one report tells of it, under the ids of the whole ledger.
#[derive(Debug, Serialize, Deserialize)]
pub struct Telling {
    /// Where it is told.
    pub rank: Rank,
    /// Day of the report, as days since 1970-01-01.
    pub day: Option<i64>,
    /// What the report is a copy of.
    pub copy_of: Option<String>,
    /// The record.
    pub record: Record,
    /// The claims about it, in their order.
    pub claims: Vec<Claim>,
}

/// A record that is compared with others.
#[derive(Debug, Serialize, Deserialize)]
pub enum Record {
    /// With what merging looks at.
    Engagement(Box<(Engagement, Facts)>),
    /// An agreement.
    Agreement(Box<Agreement>),
    /// A delivery.
    Delivery(Box<Delivery>),
}

/// People, each as the report tells of them, under when they are told of.
pub fn people(ledger: &Ledger) -> Vec<Note> {
    let Some(head) = ledger.reports.first() else { return Vec::new() };
    let people = ledger.actors.iter().enumerate().filter(|(_, actor)| actor.kind == "person");
    let note = |(place, actor): (usize, &Actor)| Note {
        kind: "person".into(),
        key: words(&at(head, place)),
        id: actor.id.clone(),
        body: body(&Told::new(actor, day_of(head))),
        ..Note::default()
    };
    people.map(note).collect()
}

/// Actors, by their ids, with when they are told of.
pub fn actors(ledger: &Ledger) -> Vec<Note> {
    let Some(head) = ledger.reports.first() else { return Vec::new() };
    let note = |(place, actor): (usize, &Actor)| Note {
        kind: "actor".into(),
        key: actor.id.clone(),
        id: words(&at(head, place)),
        body: body(actor),
        ..Note::default()
    };
    ledger.actors.iter().enumerate().map(note).collect()
}

/// What merging looks at of a report's engagements, under the ids of the report's own ledger.
pub fn facts(ledger: &Ledger) -> Vec<u8> {
    let facts = ledger.engagements.iter().map(|e| Facts::new(e, ledger, &Links::default()));
    body(&facts.collect::<Vec<Facts>>())
}

/// The same under the ids of the whole ledger, in every share of the keys where one may find its like.
///
/// # Errors
/// Facts that are none.
pub fn meetings(facts: &[u8], links: &Links, shares: u64) -> Result<Vec<Note>, serde_json::Error> {
    let mut out = Vec::new();
    for mut facts in serde_json::from_slice::<Vec<Facts>>(facts)? {
        facts.rename(links);
        let told = body(&facts);
        let there: BTreeSet<u64> = meeting(&facts).map(|key| share(&key.0, shares)).collect();
        out.extend(there.into_iter().map(|n| Note {
            kind: "meeting".into(),
            key: format!("{n}/{shares}"),
            id: facts.id.clone(),
            body: told.clone(),
            ..Note::default()
        }));
    }
    Ok(out)
}

/// The keys of facts. Of two tellings that may be one, the one is found by what the other seeks; both stand under the lesser
/// of the two, with whether that is the one that it is found by. What is sought by itself finds all, on either side.
pub fn meeting(facts: &Facts) -> impl Iterator<Item = (String, Side)> {
    facts.keys().into_iter().map(|key| {
        let sought = Facts::sought(&key);
        match key.cmp(&sought) {
            Ordering::Less => (key, Side::Found),
            Ordering::Equal => (key, Side::Either),
            Ordering::Greater => (sought, Side::Seeking),
        }
    })
}

/// On which side of a key something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// It is found by the key.
    Found,
    /// It seeks what is found by it.
    Seeking,
    /// Both.
    Either,
}

/// In which of so many shares a key is. The same on every machine and in every version.
pub fn share(key: &str, shares: u64) -> u64 {
    // FNV-1a.
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    hash % shares.max(1)
}

/// Everything told of people, put together from notes; and their ids in the order of first mention.
fn gathered(notes: &[Note]) -> Result<(Vec<String>, People), serde_json::Error> {
    let (mut people, mut first) = (People::new(), BTreeMap::<&str, &str>::new());
    for note in notes {
        people.entry(note.id.clone()).or_default().insert(serde_json::from_slice(&note.body)?);
        let rank = first.entry(&note.id).or_insert(&note.key);
        *rank = (*rank).min(&note.key);
    }
    let mut order: Vec<(&str, &str)> = first.into_iter().map(|(id, rank)| (rank, id)).collect();
    order.sort_unstable();
    Ok((order.into_iter().map(|o| o.1.to_owned()).collect(), people))
}

/// What a report tells of engagements that others may tell of too, by what hangs together with them.
pub fn lots(ledger: &Ledger, decided: &Decided, links: &Links) -> Vec<Note> {
    let Some(telling) = Teller::new(ledger, decided, links) else { return Vec::new() };
    let shared = ledger.engagements.iter().enumerate().filter_map(|(n, e)| Some((n, e, decided.homes.get(&e.id)?)));
    let note = |(place, e, home): (usize, &Engagement, &String)| {
        let record = (rename::engagement(e.clone(), links), Facts::new(e, ledger, links));
        telling.note("engagement", home.clone(), &e.id, place, Record::Engagement(Box::new(record)))
    };
    shared.map(note).collect()
}

/// What a report tells of agreements and deliveries, by with what they are compared.
pub fn groups(ledger: &Ledger, decided: &Decided, links: &Links) -> Vec<Note> {
    let Some(telling) = Teller::new(ledger, decided, links) else { return Vec::new() };
    let mut out = Vec::new();
    for (place, a) in ledger.agreements.iter().enumerate() {
        let a = rename::agreement(a.clone(), links);
        if let Some(key) = agreement_key(&a) {
            let id = a.id.clone();
            let record = Record::Agreement(Box::new(a));
            out.push(telling.note("group", format!("agreement {key}"), &id, place, record));
        }
    }
    for (place, d) in ledger.deliveries.iter().enumerate() {
        let d = rename::delivery(d.clone(), links);
        let (id, key) = (d.id.clone(), format!("delivery {}", delivery_key(&d)));
        out.push(telling.note("group", key, &id, place, Record::Delivery(Box::new(d))));
    }
    out
}

// A report that tells of records, with its claims by record.
struct Teller<'l> {
    head: &'l Report,
    copy_of: Option<&'l String>,
    claims: BTreeMap<&'l str, Vec<&'l Claim>>,
    links: &'l Links,
}

impl<'l> Teller<'l> {
    fn new(ledger: &'l Ledger, decided: &'l Decided, links: &'l Links) -> Option<Self> {
        let head = ledger.reports.first()?;
        let mut claims: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in &ledger.claims {
            claims.entry(&claim.record).or_default().push(claim);
        }
        Some(Self { head, copy_of: decided.copy_of.get(&head.id), claims, links })
    }

    fn note(&self, kind: &str, key: String, id: &str, place: usize, record: Record) -> Note {
        let claims = self.claims.get(id).into_iter().flatten();
        let body = body(&Telling {
            rank: at(self.head, place),
            day: day_of(self.head),
            copy_of: self.copy_of.cloned(),
            record,
            claims: claims.map(|c| rename::claim((*c).clone(), self.links, &BTreeMap::new())).collect(),
        });
        Note { kind: kind.into(), key, id: id.to_owned(), body, ..Note::default() }
    }
}

/// What of a report's ledger stands in a table of the whole one as the report tells it, under the ids of the whole: all but the
/// engagements that others may tell of too, and nothing that the table does not show.
pub fn rest(ledger: Ledger, table: &str, decided: &Decided, links: &Links, knowledge: &Knowledge) -> Ledger {
    let (ids, shows) = (&decided.engagements, |tables: &[&str]| tables.contains(&table));
    let mut out = Ledger { reports: ledger.reports, ..Ledger::default() };
    if shows(&["reports"]) {
        return out;
    }
    out.claims = ledger.claims.into_iter().map(|c| rename::claim(c, links, ids)).collect();
    if shows(&["engagements", "parties", "conflicts"]) {
        let reports = witness(&out.reports, decided);
        for e in ledger.engagements.into_iter().filter(|e| !decided.homes.contains_key(&e.id)) {
            let about: Vec<Claim> = out.claims.iter().filter(|c| c.record == e.id).cloned().collect();
            let e = vec![rename::engagement(e, links)];
            let (e, conflicts) = merged::engagement(e, Vec::new(), &about, &reports, knowledge);
            out.engagements.push(e);
            out.conflicts.extend(conflicts);
        }
    }
    if shows(&["statements", "parties"]) {
        out.statements = ledger.statements.into_iter().map(|s| rename::statement(s, links, ids)).collect();
    }
    if shows(&["agreements", "parties"]) {
        out.agreements = ledger.agreements.into_iter().map(|a| rename::agreement(a, links)).collect();
    }
    if shows(&["deliveries"]) {
        out.deliveries = ledger.deliveries.into_iter().map(|d| rename::delivery(d, links)).collect();
    }
    out
}

// Whose witness a report is.
fn witness(heads: &[Report], decided: &Decided) -> Reports {
    let mut out = Reports::default();
    for head in heads {
        out.add(&head.id, decided.copy_of.get(&head.id).map(String::as_str), day_of(head));
    }
    out
}

fn at(head: &Report, place: usize) -> Rank {
    let (published, id) = rank(head);
    (published, id, place)
}

// A place in canonical order as words of the same order: nothing in a date or an id is less than a space.
fn words((published, report, place): &Rank) -> String {
    format!("{published} {report} {place:010}")
}

/// New ids of people, from everything noted of all of them.
///
/// # Errors
/// A note of another step.
pub fn linked(notes: &[Note], knowledge: &Knowledge) -> Result<BTreeMap<String, String>, serde_json::Error> {
    let (order, people) = gathered(notes)?;
    Ok(renamed(&order, &people, &mut Likeness::new(knowledge), &Bonds::default()))
}

/// Gives a part of the ledger the Hindi names of those who take part in its records, which its tables show.
pub fn name(ledger: &mut Ledger, decided: &Decided) {
    let met = ledger.engagements.iter().flat_map(|e| &e.parties);
    let said = ledger.statements.iter().flat_map(|s| [Some(&s.speaker), s.addressee.as_ref(), s.target.as_ref()]);
    let parties = met.chain(said.flatten()).chain(ledger.agreements.iter().flat_map(|a| &a.parties));
    let ids: BTreeSet<String> = parties.filter_map(|p| p.actor.clone()).collect();
    let named = |id: String| {
        let name = Name { hi: decided.hindi.get(&id).cloned(), en: None };
        Actor { id, name, ..Actor::default() }
    };
    ledger.actors = ids.into_iter().map(named).collect();
}
