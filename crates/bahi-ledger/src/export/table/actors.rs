//! Tables of actors, the offices they held and the spellings they were met under.

use super::{Build, Table};
use crate::export::index::Index;

pub fn actors<'a>(index: &Index<'a>) -> Table<'a> {
    Build::new("actors", "A person, office, country, body, place or system", &index.ledger.actors)
        .text("id", "Id, which stays the same in later exports", |a| &a.id)
        .text("kind", "person, office, country, body, forum, ministry, place, system, attack or other", |a| &a.kind)
        .text("name", "English or romanised name", |a| a.name.en.as_ref())
        .text("name_hi", "Hindi name", |a| a.name.hi.as_ref())
        .text("wikidata", "Wikidata item", |a| a.external.get("wikidata"))
        .text("iso", "ISO 3166-1 alpha-2 code of a country", |a| a.external.get("iso"))
        .list("external", "All identifiers elsewhere, as scheme:id", |a| {
            a.external.iter().map(|(scheme, id)| format!("{scheme}:{id}")).collect()
        })
        .list("spellings", "Spellings met, most frequent first; the table spellings counts them", |a| {
            a.spellings.iter().map(|spelling| spelling.text.as_str()).filter(|text| !text.is_empty()).collect()
        })
        .done()
}

pub fn offices<'a>(index: &Index<'a>) -> Table<'a> {
    let rows = index.ledger.actors.iter().flat_map(|actor| actor.offices.iter().map(move |office| (actor, office)));
    Build::new("offices", "An office that a person held", rows)
        .text("actor", "Actor id", |(actor, _)| &actor.id)
        .text("name", "English or romanised name", |(actor, _)| actor.name.en.as_ref())
        .text("title", "Plain English title", |(_, office)| &office.title)
        .text("of", "ISO 3166-1 alpha-2 code or body id that the office is of", |(_, office)| office.of.as_ref())
        .text("from", "EDTF date of taking office", |(_, office)| office.from.as_ref())
        .text("to", "EDTF date of leaving office", |(_, office)| office.to.as_ref())
        .text("basis", "knowledge, or claims: what the reports say", |(_, office)| &office.basis)
        .done()
}

pub fn spellings<'a>(index: &Index<'a>) -> Table<'a> {
    let rows = index.ledger.actors.iter().flat_map(|actor| actor.spellings.iter().map(move |s| (actor, s)));
    Build::new("spellings", "A spelling of an actor's name, as published", rows)
        .text("actor", "Actor id", |(actor, _)| &actor.id)
        .text("spelling", "Exact words; empty where the actor was understood without being named", |(_, s)| &s.text)
        .whole("count", "Times met", |(_, s)| Some(s.count as u64))
        .list("reports", "Ids of the reports it was met in", |(_, s)| s.reports.iter().collect())
        .done()
}
