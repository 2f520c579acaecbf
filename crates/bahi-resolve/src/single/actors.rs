//! The actors of one report as the ledger has them: ids from what they are, names, spellings, offices.

use crate::ReadReport;
use crate::ids::id;
use crate::ledger::{Actor, Name, OfficeHeld, Spelling};
use bahi_knowledge::{Knowledge, NameKind};
use bahi_read::reading::{ActorKind, LocalActor};
use bahi_text::fold;
use std::collections::BTreeMap;

/// The actors of a report, and whose each local one is.
#[derive(Debug, Default)]
pub struct Actors {
    /// In order of first mention.
    pub list: Vec<Actor>,
    of: Vec<usize>,
    nobody: Actor,
}

impl Actors {
    /// Takes the local actors of a report; two with one id are one.
    pub fn new(report: &ReadReport, knowledge: &Knowledge) -> Self {
        let mut out = Self::default();
        for local in &report.reading.actors {
            let actor = actor(local, report, knowledge);
            let at = out.list.iter().position(|a| a.id == actor.id).unwrap_or_else(|| {
                out.list.push(actor.clone());
                out.list.len() - 1
            });
            let into = &mut out.list[at];
            if *into != actor {
                join(into, actor);
            }
            out.of.push(at);
        }
        out
    }

    /// The actor of a local one; reports have an actor for every index that their drafts use.
    pub fn of(&self, local: usize) -> &Actor {
        self.of.get(local).and_then(|&at| self.list.get(at)).unwrap_or(&self.nobody)
    }
}

/// The word of the ledger contract for a kind of actor.
pub fn kind_word(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Office => "office",
        ActorKind::Country => "country",
        ActorKind::Body => "body",
        ActorKind::Ministry => "ministry",
        ActorKind::Place => "place",
        ActorKind::System => "system",
        ActorKind::Other => "other",
    }
}

fn actor(local: &LocalActor, report: &ReadReport, knowledge: &Knowledge) -> Actor {
    let kind = kind_word(local.kind);
    let known_hi = local.known.as_deref().and_then(|k| hindi_name(knowledge, local.kind, k));
    let en = local.en.clone().or_else(|| local.hi.as_deref().map(|hi| knowledge.romanise(hi)));
    let mut out = Actor {
        id: actor_id(local, kind, en.as_deref().unwrap_or_default(), &report.head.id),
        kind: kind.to_owned(),
        name: Name { en, hi: known_hi.or_else(|| local.hi.clone()) },
        known: local.known.clone(),
        country: local.country.clone(),
        ..Actor::default()
    };
    out.offices = known_offices(local, knowledge);
    out.offices.extend(local.offices.iter().map(|o| OfficeHeld {
        title: o.title.clone(),
        of: o.of.clone(),
        basis: "claims".to_owned(),
        ..OfficeHeld::default()
    }));
    dedup_offices(&mut out.offices);
    if let (ActorKind::Country, Some(code)) = (local.kind, &local.known) {
        out.external.insert("iso".to_owned(), code.clone());
    }
    let person = local.known.as_deref().and_then(|k| knowledge.person(k));
    if let (ActorKind::Person, Some(q)) = (local.kind, person.and_then(|p| p.wikidata.clone())) {
        out.external.insert("wikidata".to_owned(), q);
    }
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    for (text, _) in &local.spellings {
        *tally.entry(text).or_default() += 1;
    }
    out.spellings = tally
        .into_iter()
        .map(|(text, count)| Spelling { text: text.to_owned(), count, reports: vec![report.head.id.clone()] })
        .collect();
    sort_spellings(&mut out.spellings);
    out
}

// What makes an actor the same in every report: its entry in the knowledge; an office and its country; a name and its
// country. A surname alone is of this report only.
fn actor_id(local: &LocalActor, kind: &str, en: &str, report: &str) -> String {
    let country = local.country.as_deref().unwrap_or_default();
    if let Some(known) = &local.known {
        return id("A", &[kind, known]);
    }
    if local.kind != ActorKind::Person {
        return id("A", &[kind, en, country]);
    }
    let name = local.hi.as_deref().map(fold).unwrap_or_default();
    let alone = name.split_whitespace().count() < 2;
    id("A", &[kind, &name, country, if alone { report } else { "" }])
}

fn hindi_name(knowledge: &Knowledge, kind: ActorKind, known: &str) -> Option<String> {
    let kind = match kind {
        ActorKind::Person => NameKind::Person,
        ActorKind::Country => NameKind::Country,
        ActorKind::Body => NameKind::Body,
        ActorKind::Place => NameKind::Place,
        ActorKind::System => NameKind::System,
        _ => return None,
    };
    knowledge.display(kind, known).map(str::to_owned)
}

fn known_offices(local: &LocalActor, knowledge: &Knowledge) -> Vec<OfficeHeld> {
    let person = local.known.as_deref().filter(|_| local.kind == ActorKind::Person).and_then(|k| knowledge.person(k));
    let Some(person) = person else { return Vec::new() };
    let home = Some(person.country.clone()).filter(|c| !c.is_empty());
    let held = |t: &bahi_knowledge::world::Tenure| OfficeHeld {
        title: t.office.replace('-', " "),
        of: t.of.clone().or_else(|| home.clone()),
        from: t.from.clone(),
        to: t.to.clone(),
        basis: "knowledge".to_owned(),
    };
    person.office.iter().map(held).collect()
}

/// Takes what a second telling of an actor adds to the first.
pub fn join(into: &mut Actor, other: Actor) {
    let words = |name: &Option<String>| name.as_deref().map_or(0, |n| n.split_whitespace().count());
    if into.known.is_none() && (other.known.is_some() || words(&other.name.hi) > words(&into.name.hi)) {
        into.name = other.name;
        into.known = other.known;
        into.external = other.external;
    }
    into.country = into.country.take().or(other.country);
    into.offices.extend(other.offices);
    dedup_offices(&mut into.offices);
    for s in other.spellings {
        match into.spellings.iter_mut().find(|t| t.text == s.text) {
            Some(t) => {
                t.count += s.count;
                t.reports.extend(s.reports.into_iter().filter(|r| !t.reports.contains(r)).collect::<Vec<_>>());
            }
            None => into.spellings.push(s),
        }
    }
    sort_spellings(&mut into.spellings);
}

// What is known first, by date; then what reports claim, by title.
fn dedup_offices(offices: &mut Vec<OfficeHeld>) {
    let claimed = |o: &OfficeHeld| o.basis == "claims";
    let key = |o: &OfficeHeld| (claimed(o), o.from.clone(), o.to.clone(), o.title.clone(), o.of.clone());
    offices.sort_by_key(key);
    offices.dedup();
}

fn sort_spellings(spellings: &mut [Spelling]) {
    spellings.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
}
