//! Reports and actors as entities of FollowTheMoney.

use super::model::{Entities, Entity, Kind, id};
use crate::export::Source;
use crate::export::index::{Index, is_country};
use crate::export::label;
use bahi_resolve::ids;
use bahi_resolve::ledger::{Actor, OfficeHeld};
use std::collections::BTreeSet;

/// Who says what the stock knows.
pub const KNOWLEDGE: &str = "knowledge";

pub fn reports(entities: &mut Entities, source: &Source) {
    for report in &source.ledger.reports {
        let mut entity = Entity::new(id(&report.id), "Article", &report.id);
        entity.add("title", Kind::String, report.title.as_deref().unwrap_or_default());
        entity.add("fileName", Kind::String, report.path.rsplit(['/', '\\']).next().unwrap_or_default());
        entity.add("publisher", Kind::String, report.outlet.as_deref().unwrap_or_default());
        entity.add("language", Kind::Language, language(&report.language));
        if let Some(published) = report.published.as_deref() {
            date(&mut entity, ["publishedAt", "publishedAt", "publishedAt"], published, None);
        }
        if let Some(text) = source.text(&report.id) {
            entity.add("bodyText", Kind::Text, text);
        }
        entity.add("notes", Kind::Text, format!("Report {}, SHA-256 {}", report.id, report.sha256));
        entities.push(entity);
    }
}

/// The tags of BCP 47 that reports have, as ISO 639-3.
fn language(tag: &str) -> &'static str {
    match tag.split('-').next().unwrap_or_default() {
        "hi" => "hin",
        "en" => "eng",
        _ => "",
    }
}

/// A date under one of three properties: a day, month or year; the first; the last of an interval.
pub fn date(entity: &mut Entity, [single, from, to]: [&'static str; 3], edtf: &str, said: Option<&str>) {
    let plain: String = edtf.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
    let known = |date: &str| crate::export::dates::days(date).is_some();
    match plain.split_once('/') {
        None if known(&plain) => {
            entity.made_from(single, Kind::Date, &plain, said.or(Some(edtf)));
        }
        Some((first, last)) if known(&plain) => {
            entity.made_from(from, Kind::Date, first, said.or(Some(edtf)));
            if known(last) && to != from {
                entity.made_from(to, Kind::Date, last, said.or(Some(edtf)));
            }
        }
        _ => {}
    }
}

pub fn actors(entities: &mut Entities, index: &Index) {
    let mut posts = BTreeSet::new();
    for actor in &index.ledger.actors {
        entities.push(actor_entity(actor));
        for office in actor.offices.iter().filter(|_| actor.kind == "person") {
            occupancy(entities, actor, office, &mut posts);
        }
    }
}

fn actor_entity(actor: &Actor) -> Entity {
    let schema = match actor.kind.as_str() {
        "person" => "Person",
        "country" | "ministry" => "PublicBody",
        "body" | "forum" => "Organization",
        "place" => "Address",
        "system" => "Asset",
        "attack" => "Event",
        _ => "LegalEntity",
    };
    let mut entity = Entity::new(id(&actor.id), schema, KNOWLEDGE);
    let (english, hindi) = (actor.name.en.as_deref(), actor.name.hi.as_deref());
    let of = actor.offices.iter().find_map(|office| office.of.as_deref()).filter(|of| is_country(of));
    match (english, of, actor.kind.as_str()) {
        (Some(name), Some(of), "office" | "ministry") => {
            entity.named("name", &format!("{name} ({})", label::country(of)), "eng", hindi);
        }
        (Some(name), ..) => {
            entity.named("name", name, "eng", hindi);
        }
        (None, ..) => {}
    }
    entity.named("name", hindi.unwrap_or_default(), "hin", None);
    if entity.properties.is_empty() {
        entity.add("name", Kind::Name, &actor.id);
    }
    spellings(&mut entity, actor);
    if let Some(code) = actor.external.get("iso").map(String::as_str).or(of).filter(|code| is_country(code)) {
        entity.made_from("country", Kind::Country, &code.to_lowercase(), Some(code));
    }
    let is_item =
        |item: &&String| item.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    if let Some(item) = actor.external.get("wikidata").filter(is_item) {
        entity.add("wikidataId", Kind::Identifier, item);
    }
    match actor.kind.as_str() {
        "country" => entity.add("classification", Kind::String, "state"),
        "ministry" => entity.add("classification", Kind::String, "ministry"),
        "place" => entity.add("full", Kind::Address, english.or(hindi).unwrap_or_default()),
        kind => entity.add("keywords", Kind::String, kind),
    };
    entity
}

/// Spellings that are not yet a name.
fn spellings(entity: &mut Entity, actor: &Actor) {
    let names: Vec<String> =
        entity.properties.get("name").into_iter().flatten().map(|value| value.text.clone()).collect();
    for spelling in actor.spellings.iter().filter(|spelling| !names.contains(&spelling.text)) {
        entity.said_by("alias", Kind::Name, &spelling.text, &spelling.reports.join(" "));
    }
}

fn occupancy(entities: &mut Entities, actor: &Actor, office: &OfficeHeld, posts: &mut BTreeSet<String>) {
    let of = office.of.as_deref().unwrap_or_default();
    let post = id(&ids::id("position", &[&office.title, of]));
    let origin = if office.basis == "knowledge" { KNOWLEDGE } else { super::DATASET };
    if posts.insert(post.clone()) {
        let held = bahi_resolve::ledger::Office { title: office.title.clone(), of: office.of.clone(), styled: None };
        let mut entity = Entity::new(post.clone(), "Position", origin);
        entity.add("name", Kind::Name, label::office(&held).unwrap_or_default());
        if entity.properties.is_empty() {
            entity.add("name", Kind::Name, "office");
        }
        if is_country(of) {
            entity.made_from("country", Kind::Country, &of.to_lowercase(), Some(of));
        }
        entities.push(entity);
    }
    let dates = [office.from.as_deref().unwrap_or_default(), office.to.as_deref().unwrap_or_default()];
    let own = ids::id("occupancy", &[&actor.id, &office.title, of, dates[0], dates[1], &office.basis]);
    let mut entity = Entity::new(id(&own), "Occupancy", origin);
    entity.add("holder", Kind::Entity, id(&actor.id)).add("post", Kind::Entity, post);
    date(&mut entity, ["startDate"; 3], dates[0], None);
    date(&mut entity, ["endDate"; 3], dates[1], None);
    entity.add(
        "summary",
        Kind::Text,
        match office.basis.as_str() {
            "knowledge" => "as the knowledge of Bahi has it",
            _ => "as the reports say",
        },
    );
    entities.push(entity);
}
