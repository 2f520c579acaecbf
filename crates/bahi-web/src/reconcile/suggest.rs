//! Suggestions while somebody types: entities, types, properties.

use super::entity::Entity;
use super::matching::candidates;
use super::types::{PROPERTIES, TYPES, property, typed};
use super::words::word;
use crate::errors::Fault;
use crate::lang::Lang;
use bahi::{Bahi, Store};
use serde_json::{Value, json};

const SHOWN: usize = 15;

/// What begins with, or is called, what was typed.
///
/// # Errors
/// There are no such suggestions.
pub fn suggest(bahi: &Bahi, store: &Store, what: &str, prefix: &str, skip: usize, lang: Lang) -> Result<Value, Fault> {
    let found: Vec<Value> = match what {
        "entity" => entities(bahi, store, prefix, lang)?,
        "type" => begin(TYPES.iter().map(|t| t.0), prefix, lang).map(|t| typed(t, lang)).collect(),
        "property" => begin(PROPERTIES.into_iter(), prefix, lang).map(|p| property(p, lang)).collect(),
        _ => return Err(Fault::unknown("entity, type and property are suggested")),
    };
    let found: Vec<Value> = found.into_iter().skip(skip).take(SHOWN).collect();
    Ok(json!({"result": found}))
}

fn begin<'a>(
    ids: impl Iterator<Item = &'static str> + 'a,
    prefix: &'a str,
    lang: Lang,
) -> impl Iterator<Item = &'static str> + 'a {
    let typed = prefix.to_lowercase();
    ids.filter(move |id| {
        id.to_lowercase().starts_with(&typed)
            || Lang::ALL.iter().chain([&lang]).any(|l| word(*l, id).to_lowercase().starts_with(&typed))
    })
}

fn entities(bahi: &Bahi, store: &Store, prefix: &str, lang: Lang) -> Result<Vec<Value>, Fault> {
    let asked = serde_json::from_value(json!({"query": prefix, "limit": 25}))?;
    let mut found: Vec<Entity> = candidates(bahi, store, &asked)?.into_iter().map(|c| c.entity).collect();
    for row in store.actors_beginning(prefix, SHOWN)? {
        let id = row.id.clone();
        if !found.iter().any(|e| e.id() == id) {
            found.push(Entity::Actor(Box::new(row)));
        }
    }
    let one = |e: &Entity| {
        json!({
            "id": e.id(), "name": e.name(lang), "description": e.description(bahi, lang),
            "notable": [typed(e.of_type(), lang)],
        })
    };
    Ok(found.iter().map(one).collect())
}
