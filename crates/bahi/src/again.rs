//! Reading a report again from what a ledger keeps of it, and what is different then.

use crate::format::{About, Form};
use crate::{Bahi, Failure, Input, Read, one};
use bahi_ledger::store::{Incoming, Source};
use bahi_resolve::ledger::Ledger;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What became of one record of a report that was read again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// The report, an actor or a record: `R-…`, `A-…`, `E-…`, …
    pub id: String,
    /// Whether it was there.
    pub before: bool,
    /// Whether it is there now.
    pub after: bool,
    /// Fields that are different: name, before and after, as JSON.
    pub fields: Vec<(String, Value, Value)>,
}

impl Bahi {
    /// Reads a report again, under the path that it has.
    pub fn read_again(&self, path: &str, source: &Source) -> Result<Incoming, Failure> {
        // Of a text alone nothing is kept beside it.
        let text = About { form: Form::Text, ..About::default() };
        let about = if source.about.is_empty() { Some(text) } else { serde_json::from_str(&source.about).ok() };
        let failure = |why: &str| Failure {
            path: path.to_owned(),
            why: why.to_owned(),
            remedy: "its reading stays as it was; add its file again to a new ledger".to_owned(),
        };
        let about = about.ok_or_else(|| failure("what was kept of its archive cannot be read"))?;
        let input = Input { path: path.to_owned(), bytes: source.bytes.clone(), about };
        let about = input.about.clone();
        let part = |read| match read {
            Read::Report(leaf) if leaf.part == source.part => Some(*leaf),
            _ => None,
        };
        let leaf = self.pages(input).into_iter().find_map(part);
        let mut leaf = leaf.ok_or_else(|| failure("it is no report to this version"))?;
        path.clone_into(&mut leaf.path);
        Ok(self.incoming(one(self.readers().of(&leaf.page), leaf, &about)))
    }
}

/// What is different between two readings of one report, record by record; where it was added from is not looked at.
pub fn changes(before: &Ledger, after: &Ledger) -> Vec<Change> {
    let (old, new) = (records(before), records(after));
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let change = |id: &String| {
        let fields = match (old.get(id), new.get(id)) {
            (Some(a), Some(b)) => fields(a, b),
            _ => Vec::new(),
        };
        let change = Change { id: id.clone(), before: old.contains_key(id), after: new.contains_key(id), fields };
        (change.before != change.after || !change.fields.is_empty()).then_some(change)
    };
    ids.into_iter().filter_map(change).collect()
}

type Records = BTreeMap<String, Map<String, Value>>;

fn records(ledger: &Ledger) -> Records {
    let mut out = Records::new();
    let lists = serde_json::to_value(ledger).unwrap_or_default();
    for list in ["reports", "actors", "engagements", "statements", "agreements", "deliveries", "claims"] {
        for record in lists.get(list).and_then(Value::as_array).into_iter().flatten() {
            let Some(fields) = record.as_object() else { continue };
            let mut fields = fields.clone();
            fields.remove("path");
            if let Some(Value::String(id)) = fields.remove("id") {
                out.insert(id, fields);
            }
        }
    }
    out
}

fn fields(a: &Map<String, Value>, b: &Map<String, Value>) -> Vec<(String, Value, Value)> {
    let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let value = |map: &Map<String, Value>, name: &String| map.get(name).cloned().unwrap_or_default();
    let different =
        |name: &String| (a.get(name) != b.get(name)).then(|| (name.clone(), value(a, name), value(b, name)));
    names.into_iter().filter_map(different).collect()
}
