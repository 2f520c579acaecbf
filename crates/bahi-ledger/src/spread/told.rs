//! From the ledger of one report to notes: what of it must be looked at with what other reports tell.

use super::{Decided, Note, body};
use crate::store::Incoming;
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::conflicts::{agreement_key, delivery_key};
use bahi_resolve::combine::copies::WITHIN;
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::likeness::Likeness;
use bahi_resolve::combine::people::{Links, People, Told, day_of, renamed};
use bahi_resolve::combine::{rank, rename};
use bahi_resolve::judge::bonds::Bonds;
use bahi_resolve::ledger::{Actor, Agreement, Claim, Delivery, Engagement, Ledger, Name, Report};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Place of something in canonical order: day of publication, report, place in the report.
pub type Rank = (String, String, usize);

/// A person as one report tells of them.
#[derive(Debug, Serialize, Deserialize)]
pub struct Person {
    /// When told first.
    pub rank: Rank,
    /// What is told.
    pub told: Told,
}

/// An actor as one report tells of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Said {
    /// Where.
    pub rank: Rank,
    /// What.
    pub actor: Actor,
}

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

/// By what copies find each other: for each hash of the sketch a note; and the signature, by which they are compared.
pub fn copies(incoming: &Incoming) -> Vec<Note> {
    let Some(head) = incoming.ledger().reports.first() else { return Vec::new() };
    let first = day_of(head);
    let last = first.map(|day| day + WITHIN);
    let note = |kind: &str, key, body| Note { kind: kind.into(), key, first, last, id: head.id.clone(), body };
    let keys = incoming.signature().sketch().iter().map(|hash| note("sketch", hash.to_string(), Vec::new()));
    let signature = note("signature", rank(head).0, incoming.signature().to_bytes());
    keys.chain([signature]).collect()
}

/// People and actors. What many reports of a lot tell of a person is noted once, under the first of them.
pub fn people<'a>(ledgers: impl IntoIterator<Item = &'a Ledger>) -> Vec<Note> {
    let mut first: BTreeMap<(String, Told), Rank> = BTreeMap::new();
    let mut out = Vec::new();
    for ledger in ledgers {
        let Some(head) = ledger.reports.first() else { continue };
        for (place, actor) in ledger.actors.iter().enumerate() {
            let rank = at(head, place);
            if actor.kind == "person" {
                let told =
                    first.entry((actor.id.clone(), Told::new(actor, day_of(head)))).or_insert_with(|| rank.clone());
                *told = rank.clone().min(told.clone());
            }
            let said = Said { rank, actor: actor.clone() };
            out.push(Note { kind: "actor".into(), key: actor.id.clone(), body: body(&said), ..Note::default() });
        }
    }
    out.extend(first.into_iter().map(|((id, told), rank)| Note {
        kind: "person".into(),
        id,
        body: body(&Person { rank, told }),
        ..Note::default()
    }));
    out
}

/// Everything told of people, put together from notes; and their ids in the order of first mention.
fn gathered(notes: &[Note]) -> Result<(Vec<String>, People), serde_json::Error> {
    let (mut people, mut first) = (People::new(), BTreeMap::<&str, Rank>::new());
    for note in notes {
        let person: Person = serde_json::from_slice(&note.body)?;
        people.entry(note.id.clone()).or_default().insert(person.told);
        let rank = first.entry(&note.id).or_insert_with(|| person.rank.clone());
        *rank = person.rank.min(rank.clone());
    }
    let mut order: Vec<(Rank, String)> = first.into_iter().map(|(id, rank)| (rank, id.to_owned())).collect();
    order.sort();
    Ok((order.into_iter().map(|o| o.1).collect(), people))
}

/// What a report tells of engagements, agreements and deliveries, with by what they find each other.
pub fn records(ledger: &Ledger, decided: &Decided, links: &Links) -> Vec<Note> {
    let Some(head) = ledger.reports.first() else { return Vec::new() };
    let copy_of = decided.copy_of.get(&head.id);
    let mut claims: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in &ledger.claims {
        claims.entry(&claim.record).or_default().push(claim);
    }
    let telling = |id: &str, place: usize, record: Record| {
        let about = claims.get(id).into_iter().flatten().map(|c| rename::claim((*c).clone(), links, &BTreeMap::new()));
        body(&Telling {
            rank: at(head, place),
            day: day_of(head),
            copy_of: copy_of.cloned(),
            record,
            claims: about.collect(),
        })
    };
    let mut out = Vec::new();
    for (place, e) in ledger.engagements.iter().enumerate() {
        let facts = Facts::new(e, ledger, links);
        out.extend(keys(&facts));
        let record = Record::Engagement(Box::new((rename::engagement(e.clone(), links), facts)));
        out.push(Note {
            kind: "engagement".into(),
            id: e.id.clone(),
            body: telling(&e.id, place, record),
            ..Note::default()
        });
    }
    for (place, a) in ledger.agreements.iter().enumerate() {
        let a = rename::agreement(a.clone(), links);
        if let Some(key) = agreement_key(&a) {
            let (id, key) = (a.id.clone(), format!("agreement {key}"));
            let body = telling(&id, place, Record::Agreement(Box::new(a)));
            out.push(Note { kind: "group".into(), key, id, body, ..Note::default() });
        }
    }
    for (place, d) in ledger.deliveries.iter().enumerate() {
        let d = rename::delivery(d.clone(), links);
        let (id, key) = (d.id.clone(), format!("delivery {}", delivery_key(&d)));
        let body = telling(&id, place, Record::Delivery(Box::new(d)));
        out.push(Note { kind: "group".into(), key, id, body, ..Note::default() });
    }
    out
}

// Of two tellings that may be one, the one is found by what the other seeks; both are noted under the lesser of the two.
fn keys(facts: &Facts) -> Vec<Note> {
    let (first, last) = facts.days();
    let any = first == i64::MIN || last == i64::MAX;
    // What is timeless is one with its like alone.
    let of = |key: String| if facts.is_timeless() { format!("~{key}") } else { key };
    let keys: BTreeSet<String> = facts.keys().into_iter().map(|key| of(Facts::sought(&key).min(key))).collect();
    let note = |key| Note {
        kind: "meeting".into(),
        key,
        first: (!any).then_some(first),
        last: (!any).then_some(last),
        id: facts.id.clone(),
        body: Vec::new(),
    };
    keys.into_iter().map(note).collect()
}

/// What of a report's ledger stands in its own tables: its head, all but engagements, and its claims, under the ids of the
/// whole ledger.
pub fn rest(ledger: Ledger, decided: &Decided, links: &Links) -> Ledger {
    let ids = &decided.engagements;
    Ledger {
        statements: ledger.statements.into_iter().map(|s| rename::statement(s, links, ids)).collect(),
        agreements: ledger.agreements.into_iter().map(|a| rename::agreement(a, links)).collect(),
        deliveries: ledger.deliveries.into_iter().map(|d| rename::delivery(d, links)).collect(),
        claims: ledger.claims.into_iter().map(|c| rename::claim(c, links, ids)).collect(),
        engagements: Vec::new(),
        actors: Vec::new(),
        ..ledger
    }
}

fn at(head: &Report, place: usize) -> Rank {
    let (published, id) = rank(head);
    (published, id, place)
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
