//! Types of entities and properties that can be fetched.

use super::words::word;
use crate::lang::Lang;
use serde_json::{Value, json};

/// Types, with the kinds of actors that are of them.
pub const TYPES: [(&str, &[&str]); 8] = [
    ("Person", &["person"]),
    ("Office", &["office"]),
    ("Country", &["country"]),
    ("Organisation", &["body", "ministry"]),
    ("Place", &["place"]),
    ("WeaponSystem", &["system"]),
    ("Forum", &["forum"]),
    ("Other", &["attack", "other"]),
];

/// Properties: the id, which is the key of its words too.
pub const PROPERTIES: [&str; 11] = [
    "name_en",
    "name_hi",
    "kind",
    "country",
    "office",
    "wikidata",
    "report_count",
    "engagement_count",
    "spellings",
    "first_report",
    "last_report",
];

/// The type of a kind of actors.
pub fn of_kind(kind: &str) -> &'static str {
    TYPES.iter().find(|t| t.1.contains(&kind)).map_or("Other", |t| t.0)
}

/// A type as the protocol has it.
pub fn typed(id: &str, lang: Lang) -> Value {
    json!({"id": id, "name": word(lang, id)})
}

/// A property as the protocol has it.
pub fn property(id: &str, lang: Lang) -> Value {
    json!({"id": id, "name": word(lang, id)})
}

/// What can be fetched of a type.
pub fn proposed(kind: &str, limit: usize, lang: Lang) -> Value {
    let all = PROPERTIES.iter().filter(|p| kind == "Person" || **p != "office");
    let shown: Vec<Value> = all.take(limit).map(|p| property(p, lang)).collect();
    json!({"type": kind, "limit": limit, "properties": shown})
}
