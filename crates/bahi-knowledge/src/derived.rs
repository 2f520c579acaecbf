//! Name forms of a language whose press calls things as the files of the world do: made from those files, so that no name
//! is written twice. What else it calls them stands under its `names/`.
//!
//! Shared by the build script and the library.

use super::pack::things;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

type File = (String, Value);

/// Name files for a language; none where its `language.toml` does not ask for them.
pub fn names(files: &[File], language: &str) -> Vec<File> {
    let facts = files.iter().find(|f| f.0 == format!("lang/{language}/language.toml"));
    if facts.and_then(|f| f.1.get("world_names")).and_then(Value::as_bool) != Some(true) {
        return Vec::new();
    }
    let alone = alone(files);
    let mut tables: BTreeMap<&str, serde_json::Map<String, Value>> = BTreeMap::new();
    for (path, value) in files {
        let Some(kind) = path.strip_prefix("world/").and_then(|r| r.split('/').next()) else { continue };
        for thing in things(path, value) {
            let text = |key: &str| thing.get(key).and_then(Value::as_str);
            let (Some(id), Some(name)) = (text("id"), text("name")) else { continue };
            let forms = match kind {
                "people" => json!({"official": [name], "short": surname(name).filter(|_| alone.contains(id))}),
                "bodies" => json!({"official": [name], "short": Some(id).filter(|id| is_abbreviation(id))}),
                "countries" | "places" | "systems" => json!({"official": [name]}),
                _ => continue,
            };
            tables.entry(kind).or_default().insert(id.to_owned(), listed(forms));
        }
    }
    let path = |kind: &str| format!("lang/{language}/names/{kind}/world.toml");
    tables.into_iter().map(|(kind, table)| (path(kind), Value::Object(table))).collect()
}

// A single form or none as the list that name files have.
fn listed(mut forms: Value) -> Value {
    if let Some(short) = forms.get_mut("short") {
        let form = short.take();
        *short = if form.is_null() { json!([]) } else { json!([form]) };
    }
    forms
}

// Who is called by a part of the name alone: a fact of the person that the first language's names record.
fn alone(files: &[File]) -> BTreeSet<&str> {
    let folder = format!("lang/{}/names/people/", super::stock::FIRST);
    let tables = files.iter().filter(|f| f.0.starts_with(&folder)).filter_map(|f| f.1.as_object());
    let short = |forms: &Value| forms.get("short").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    tables.flatten().filter(|(_, forms)| short(forms)).map(|(id, _)| id.as_str()).collect()
}

fn surname(name: &str) -> Option<&str> {
    name.rsplit_once(' ').map(|(_, last)| last).filter(|last| last.chars().count() > 2)
}

// `SCO`, `G20`: an id that is an abbreviation is a name too.
fn is_abbreviation(id: &str) -> bool {
    id.len() > 1 && id.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}
