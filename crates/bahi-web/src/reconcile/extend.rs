//! Properties of entities, fetched for a table.

use super::body::Extension;
use super::entity::{Entity, place};
use super::types::{PROPERTIES, property};
use super::words::word;
use crate::errors::Fault;
use crate::lang::Lang;
use bahi::store::Portrait;
use bahi::{Bahi, Store};
use serde_json::{Map, Value, json};

/// A row for every entity; what there is none of has empty cells.
///
/// # Errors
/// What the ledger gives.
pub fn rows(bahi: &Bahi, store: &Store, asked: &Extension, lang: Lang) -> Result<Value, Fault> {
    let meta: Vec<Value> = asked
        .properties
        .iter()
        .map(|p| match PROPERTIES.contains(&p.id.as_str()) {
            true => property(&p.id, lang),
            false => json!({"id": p.id, "name": p.id}),
        })
        .collect();
    let mut rows = Map::new();
    for id in &asked.ids {
        let entity = match Entity::of(bahi, store, id) {
            Ok(entity) => Some(entity),
            Err(fault) if fault.status == 404 => None,
            Err(fault) => return Err(fault),
        };
        let portrait = match &entity {
            Some(Entity::Actor(row)) => Some(store.portrait(&row.id)?),
            _ => None,
        };
        let mut row = Map::new();
        for p in &asked.properties {
            let cells = entity.as_ref().map(|e| cells(bahi, e, portrait.as_ref(), &p.id, lang)).unwrap_or_default();
            row.insert(p.id.clone(), cells.into());
        }
        rows.insert(id.clone(), row.into());
    }
    Ok(json!({"meta": meta, "rows": rows}))
}

fn cells(bahi: &Bahi, entity: &Entity, portrait: Option<&Portrait>, property: &str, lang: Lang) -> Vec<Value> {
    let text = |value: Option<String>| value.filter(|v| !v.is_empty()).map(|v| json!({"str": v})).into_iter().collect();
    let count = |n: Option<usize>| n.map(|n| json!({"int": n})).into_iter().collect();
    let known = || entity.known(bahi);
    let dates = portrait.and_then(|p| p.dates.as_ref());
    match property {
        "name_en" => text(Some(entity.name(Lang::En))),
        "name_hi" => text(Some(entity.name(Lang::Hi))),
        "kind" => text(Some(word(lang, entity.of_type()).to_owned())),
        "country" => text(entity.country().map(|code| place(bahi, code, lang))),
        "office" => text(known().and_then(|p| p.office).map(|(title, of)| {
            let title = Some(title.clone())
                .filter(|_| lang == Lang::En)
                .or_else(|| bahi.title_in_hindi(&title))
                .unwrap_or(title);
            format!("{title}, {}", place(bahi, &of, lang))
        })),
        "wikidata" => text(
            portrait
                .and_then(|p| p.actor.external.get("wikidata").cloned())
                .or_else(|| known().and_then(|p| p.wikidata)),
        ),
        "report_count" => count(portrait.map(|p| p.row.reports)),
        "engagement_count" => count(portrait.map(|p| p.row.engagements)),
        "spellings" => {
            let all = portrait.map(|p| p.actor.spellings.as_slice()).unwrap_or_default();
            all.iter().map(|s| json!({"str": s.text})).collect()
        }
        "first_report" => text(dates.map(|d| d.0.clone())),
        "last_report" => text(dates.map(|d| d.1.clone())),
        _ => Vec::new(),
    }
}
