//! Records as entities of FollowTheMoney.

use super::actors::date;
use super::model::{Entities, Entity, Kind, id};
use crate::export::index::{Index, Quote, is_country};
use crate::export::label;
use bahi_resolve::ledger::{Money, Party, Statement};

/// Schemata of those who can be involved in an event.
const INVOLVED: [&str; 4] = ["Person", "PublicBody", "Organization", "LegalEntity"];

/// The entity of a record, with its reports as proof and their words as notes.
fn record(of: &str, schema: &'static str, reports: &[String], quotes: &[Quote]) -> Entity {
    let mut entity = Entity::new(id(of), schema, &reports.join(" "));
    for report in reports {
        entity.add("proof", Kind::Entity, id(report));
    }
    if schema == "Event" || schema == "Note" || schema == "Contract" {
        for quote in quotes {
            entity.said_by("notes", Kind::Text, &words(quote), &quote.claim.report);
        }
    }
    entity
}

fn words(quote: &Quote) -> String {
    format!("{} [{}:{}]", quote.evidence.exact, quote.claim.report, quote.evidence.line)
}

/// Links a party where it is an entity that can be involved, and names it where not.
fn involve(entity: &mut Entity, entities: &Entities, party: &Party) {
    let known = party.actor.as_deref().map(id).filter(|id| entities.schema(id).is_some_and(|s| INVOLVED.contains(&s)));
    match known {
        Some(id) => entity.add("involved", Kind::Entity, id),
        None => entity.add("namesMentioned", Kind::Name, label::party(party)),
    };
}

fn country(entity: &mut Entity, name: &'static str, code: Option<&str>) {
    if let Some(code) = code.filter(|code| is_country(code)) {
        entity.made_from(name, Kind::Country, &code.to_lowercase(), Some(code));
    }
}

pub fn engagements(entities: &mut Entities, index: &Index) {
    for e in &index.ledger.engagements {
        let mut entity = record(&e.id, "Event", &e.reports, &index.quotes(&e.id));
        entity.add("name", Kind::Name, label::engagement(e)).add("recordId", Kind::String, &e.id);
        for keyword in [&e.kind, &e.status] {
            entity.add("keywords", Kind::String, keyword);
        }
        if e.background {
            entity.add("keywords", Kind::String, "background");
        }
        for topic in &e.topics {
            entity.add("summary", Kind::Text, &topic.name);
        }
        e.parties.iter().for_each(|party| involve(&mut entity, entities, party));
        if let Some(when) = &e.when {
            let edtf = when.edtf.as_deref().unwrap_or_default();
            date(&mut entity, ["date", "startDate", "endDate"], edtf, when.said.as_deref());
            let said = when.said.as_deref().unwrap_or_default();
            entity.add("description", Kind::Text, format!("When: {edtf} ({}) {said}", when.basis));
        }
        if let Some(place) = &e.place {
            entity.add("location", Kind::Address, &place.name);
            if entities.schema(&id(&place.actor)) == Some("Address") {
                entity.add("addressEntity", Kind::Entity, id(&place.actor));
            }
            country(&mut entity, "country", place.country.as_deref());
        }
        if let Some(forum) = &e.forum {
            let session = forum.session.map(|number| format!(", session {number}")).unwrap_or_default();
            entity.add("description", Kind::Text, format!("Forum: {} ({}{session})", forum.name, forum.relation));
        }
        entities.push(entity);
    }
}

pub fn statements(entities: &mut Entities, index: &Index) {
    for s in &index.ledger.statements {
        let mut note = record(&s.id, "Note", &s.reports, &index.quotes(&s.id));
        note.add("name", Kind::Name, label::statement(s)).add("keywords", Kind::String, &s.kind);
        let said = index.quotes_of(&s.text.claims);
        for quote in &said {
            note.said_by("description", Kind::Text, &quote.evidence.exact, &quote.claim.report);
        }
        if let Some(speaker) = s.speaker.actor.as_deref().map(id).filter(|id| entities.schema(id).is_some()) {
            note.add("entity", Kind::Entity, speaker);
        }
        entities.push(note);
        links(entities, s, &said);
    }
}

/// From the speaker to whom, and of whom, it was said.
fn links(entities: &mut Entities, s: &Statement, said: &[Quote]) {
    for (role, other) in [("addressee", &s.addressee), ("target", &s.target)] {
        let end = |party: &Party| party.actor.as_deref().map(id).filter(|id| entities.schema(id).is_some());
        let (Some(from), Some(to)) = (end(&s.speaker), other.as_ref().and_then(end)) else {
            continue;
        };
        if from == to {
            continue;
        }
        let mut link = record(&format!("{}-{role}", s.id), "UnknownLink", &s.reports, &[]);
        link.add("subject", Kind::Entity, from).add("object", Kind::Entity, to);
        link.add("role", Kind::String, &s.kind).add("recordId", Kind::String, &s.id);
        for quote in said {
            link.said_by("summary", Kind::Text, &words(quote), &quote.claim.report);
        }
        entities.push(link);
    }
}

fn money(value: &Option<Money>) -> Option<String> {
    let value = value.as_ref().filter(|value| value.amount.is_finite())?;
    Some(format!("{} {}", value.amount, value.currency))
}

pub fn agreements(entities: &mut Entities, index: &Index) {
    for g in &index.ledger.agreements {
        let mut entity = record(&g.id, "Event", &g.reports, &index.quotes(&g.id));
        entity.add("name", Kind::Name, label::agreement(g)).add("recordId", Kind::String, &g.id);
        entity.add("keywords", Kind::String, "agreement").add("keywords", Kind::String, &g.status);
        g.parties.iter().for_each(|party| involve(&mut entity, entities, party));
        g.countries.iter().for_each(|code| country(&mut entity, "country", Some(code)));
        if let Some(value) = money(&g.value) {
            entity.add("description", Kind::Text, format!("Value: {value}"));
        }
        entities.push(entity);
    }
}

pub fn deliveries(entities: &mut Entities, index: &Index) {
    for d in &index.ledger.deliveries {
        let contract = d.value.as_ref().filter(|value| value.amount.is_finite()).map(|value| {
            let mut contract = record(&format!("{}-contract", d.id), "Contract", &d.reports, &index.quotes(&d.id));
            contract.add("title", Kind::String, label::delivery(d)).add("name", Kind::Name, label::delivery(d));
            contract.add("amount", Kind::Number, value.amount.to_string());
            contract.add("currency", Kind::String, &value.currency);
            country(&mut contract, "country", d.recipient.as_deref());
            contract
        });
        let mut entity = record(&d.id, "EconomicActivity", &d.reports, &[]);
        entity.add("goodsDescription", Kind::Text, &d.item.name).add("recordId", Kind::String, &d.id);
        country(&mut entity, "originCountry", d.supplier.as_deref());
        country(&mut entity, "destinationCountry", d.recipient.as_deref());
        entity.add("description", Kind::Text, label::delivery(d));
        let unit = d.unit.as_deref().unwrap_or("units");
        let stated = [("ordered", d.ordered), ("delivered", d.delivered), ("pending", d.pending)];
        for (name, number) in stated {
            entity.add("description", Kind::Text, number.map(|n| format!("{name}: {n} {unit}")).unwrap_or_default());
        }
        if let Some(as_of) = &d.as_of {
            date(&mut entity, ["date", "startDate", "endDate"], as_of, None);
        }
        if let Some(cause) = &d.cause {
            entity.add("description", Kind::Text, format!("cause: {}", cause.text));
        }
        for quote in index.quotes(&d.id) {
            entity.said_by("summary", Kind::Text, &words(&quote), &quote.claim.report);
        }
        if let Some(contract) = contract {
            entity.add("contract", Kind::Entity, &contract.id);
            entities.push(contract);
        }
        entities.push(entity);
    }
}
