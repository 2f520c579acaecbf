//! What programs send: batches of queries, and what is to be fetched.

use crate::errors::Fault;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Queries at once.
pub const BATCH: usize = 50;
// What is sent beyond what the manifest asks for is still answered up to here.
const MOST: usize = 200;
// A name has a few words.
const LONGEST: usize = 300;
// Candidates of one query.
const CANDIDATES: usize = 25;
// Entities of which properties are fetched at once.
const ENTITIES: usize = 500;

/// One name to be matched.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Asked {
    query: Option<String>,
    #[serde(rename = "type")]
    types: Value,
    limit: Value,
    properties: Vec<Given>,
}

/// What is known of it besides.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Given {
    /// The property.
    pub pid: String,
    /// Its value, or several.
    pub v: Value,
}

impl Asked {
    /// The name.
    pub fn name(&self) -> String {
        let name: String = self.query.as_deref().unwrap_or_default().chars().take(LONGEST).collect();
        name.trim().to_owned()
    }

    /// Types, one of which it must be of; empty for any.
    pub fn types(&self) -> Vec<String> {
        let id = |v: &Value| v.as_str().or_else(|| v.get("id").and_then(Value::as_str)).map(str::to_owned);
        match &self.types {
            Value::Array(list) => list.iter().filter_map(id).collect(),
            one => id(one).into_iter().collect(),
        }
    }

    /// At most so many candidates.
    pub fn limit(&self) -> usize {
        let asked = self.limit.as_f64().or_else(|| self.limit.as_str()?.parse().ok()).unwrap_or(10.0);
        (asked.max(1.0) as usize).min(CANDIDATES)
    }

    /// The values of a property that was given.
    pub fn given(&self, pid: &str) -> Vec<String> {
        let text = |v: &Value| match v {
            Value::String(text) => Some(text.clone()),
            Value::Object(fields) => ["id", "name"].iter().find_map(|f| fields.get(*f)?.as_str().map(str::to_owned)),
            _ => None,
        };
        let one = |given: &Given| match &given.v {
            Value::Array(list) => list.iter().filter_map(text).collect::<Vec<_>>(),
            value => text(value).into_iter().collect(),
        };
        self.properties.iter().filter(|p| p.pid == pid).flat_map(one).filter(|v| !v.trim().is_empty()).collect()
    }
}

/// A batch of queries.
///
/// # Errors
/// What is no batch, or too large a one.
pub fn queries(text: &str) -> Result<BTreeMap<String, Asked>, Fault> {
    let wrong = |e: serde_json::Error| Fault::bad(format!("queries: this is no batch of queries: {e}"));
    let queries: BTreeMap<String, Asked> = serde_json::from_str(text).map_err(wrong)?;
    if queries.len() > MOST {
        return Err(Fault::new("too-large", format!("queries: at most {MOST} at once; the manifest asks for {BATCH}")));
    }
    Ok(queries)
}

/// What is to be fetched.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Extension {
    /// Of which entities.
    pub ids: Vec<String>,
    /// Which properties.
    pub properties: Vec<Wanted>,
}

/// A property that is wanted.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Wanted {
    /// Its id.
    pub id: String,
}

/// What is to be fetched.
///
/// # Errors
/// What is none, or too much.
pub fn extension(text: &str) -> Result<Extension, Fault> {
    let wrong = |e: serde_json::Error| Fault::bad(format!("extend: this is nothing that could be fetched: {e}"));
    let asked: Extension = serde_json::from_str(text).map_err(wrong)?;
    if asked.ids.len() > ENTITIES || asked.properties.len() > 50 {
        return Err(Fault::new("too-large", format!("extend: at most {ENTITIES} entities at once")));
    }
    Ok(asked)
}
