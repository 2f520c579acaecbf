//! What a request may say, for the document.

use bahi::which::FILTERS;
use serde_json::{Value, json};

/// A parameter of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What it may be.
    pub sort: Sort,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Words.
    Text,
    /// Words, several times.
    Several,
    /// A number from 1 to 500.
    Limit,
    /// On or off.
    Switch,
    /// A language of the desk.
    Lang,
    /// A part of the path.
    Path,
    /// Words that must be there.
    Needed,
}

impl Param {
    const fn new(name: &'static str, sort: Sort, about: &'static str) -> Self {
        Self { name, about, sort }
    }

    /// As OpenAPI has it.
    pub fn document(&self) -> Value {
        let (at, required) = match self.sort {
            Sort::Path => ("path", true),
            Sort::Needed => ("query", true),
            _ => ("query", false),
        };
        let schema = match self.sort {
            Sort::Text => json!({"type": "string"}),
            Sort::Path => json!({"type": "string", "minLength": 1}),
            Sort::Needed => json!({"type": "string", "pattern": "\\S"}),
            Sort::Several => json!({"type": "array", "items": {"type": "string"}}),
            Sort::Limit => json!({"type": "integer", "minimum": 1, "maximum": super::records::MOST}),
            Sort::Switch => json!({"type": "string", "enum": super::handlers::SWITCH}),
            Sort::Lang => json!({"type": "string", "enum": ["hi", "en"]}),
        };
        json!({"name": self.name, "in": at, "required": required, "description": self.about, "schema": schema})
    }
}

/// Of lists.
pub const LIMIT: Param = Param::new("limit", Sort::Limit, "At most so many; 50 where it is not given");
/// Of lists.
pub const NEXT: Param =
    Param::new("next", Sort::Text, "`next` of an earlier answer to the same question: the list goes on there");
/// Of records.
pub const LANG: Param = Param::new("lang", Sort::Lang, "hi: names of actors in Hindi where there is one");
const FIELDS: Param = Param::new("fields", Sort::Text, "Only these fields, with commas between them");
const INCLUDE: Param = Param::new(
    "include",
    Sort::Text,
    "What stands beside the records, with commas: claims, actors, reports, conflicts",
);
const FLAT: Param = Param::new("flat", Sort::Switch, "Plain values, as in the CSV tables, instead of records");
/// Of a search.
pub const WORDS: Param = Param::new("q", Sort::Needed, "Words, or phrases in quotation marks, in either script");
const NAME: Param = Param::new("q", Sort::Text, "A name in either script; nearest first");
/// Of one thing.
pub const ID: Param =
    Param::new("id", Sort::Path, "The id; one that a thing had before it was merged leads to where it is now");

/// Of an upload.
pub const NAMED: Param = Param::new("name", Sort::Text, "What bytes that are sent as they are, are called");

/// Of one record.
pub const RECORD: &[Param] = &[ID, LANG, FIELDS, INCLUDE, FLAT];

/// Of a list of records: the filters, and how it is shown.
pub fn records() -> Vec<Param> {
    let filter = |f: &bahi::which::FilterName| {
        let sort = if f.several { Sort::Several } else { Sort::Text };
        Param { name: f.name, about: f.about, sort }
    };
    FILTERS.iter().map(filter).chain([LIMIT, NEXT, LANG, FIELDS, INCLUDE, FLAT]).collect()
}

/// Some of the filters, by name, and where a list goes on.
pub fn some(names: &[&'static str], more: &[Param]) -> Vec<Param> {
    let all = records();
    let named = names.iter().filter_map(|n| all.iter().find(|p| p.name == *n).copied());
    named.chain(more.iter().copied()).chain([LIMIT, NEXT]).collect()
}

/// Of a list of actors.
pub fn actors() -> Vec<Param> {
    some(
        &["country"],
        &[NAME, Param::new("kind", Sort::Text, "person, office, country, body, ministry, place, system, other")],
    )
}

/// Of a list of claims.
pub fn claims() -> Vec<Param> {
    let more = [
        Param::new("record", Sort::Text, "Of this record"),
        Param::new("report", Sort::Text, "Made by this report"),
        Param::new("field", Sort::Text, "On this field, as a path or its last part"),
    ];
    some(&[], &more)
}

/// Of a list of conflicts.
pub fn conflicts() -> Vec<Param> {
    let more = [
        Param::new("state", Sort::Text, "open, settled, both-stand, unsure, or all"),
        Param::new("kind", Sort::Text, "contradiction, slip, more-precise, newer, rounding"),
        Param::new("record", Sort::Several, "About these records"),
        Param::new("field", Sort::Text, "On this field, as a path or its last part"),
    ];
    some(&["who", "country", "from", "until"], &more)
}
