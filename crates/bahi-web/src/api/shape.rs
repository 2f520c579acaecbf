//! How records are shown: which fields, in which language names stand, plain for spreadsheets, with what beside them.

use super::envelope::Answer;
use crate::errors::Fault;
use crate::lang::Lang;
use crate::query::Query;
use bahi::export::table::{Cells, Table, tables};
use bahi::ledger::Ledger;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What can stand beside records.
pub const BESIDE: [&str; 4] = ["claims", "actors", "reports", "conflicts"];

/// How they are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    lang: Lang,
    fields: BTreeSet<String>,
    beside: BTreeSet<String>,
    flat: bool,
}

impl Shape {
    /// Of a query.
    ///
    /// # Errors
    /// Something to stand beside records that cannot.
    pub fn of(query: &Query, lang: Lang) -> Result<Self, Fault> {
        let listed = |name: &'static str| -> BTreeSet<String> {
            query.all(name).flat_map(|v| v.split(',')).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()).collect()
        };
        let beside = listed("include");
        if let Some(other) = beside.iter().find(|b| !BESIDE.contains(&b.as_str())) {
            return Err(Fault::bad(format!("include: {other:?} cannot stand beside; {} can", BESIDE.join(", "))));
        }
        // What the query asks for, and not what a browser prefers: data do not hang on who asks.
        let lang = query.get("lang").map_or(Lang::En, |_| lang);
        Ok(Self { lang, fields: listed("fields"), beside, flat: query.is("flat") })
    }

    /// Whether rows of a table are wanted instead of records.
    pub fn is_flat(&self) -> bool {
        self.flat
    }

    /// Records as they are to be shown.
    pub fn shown(&self, records: Vec<Value>, ledger: &Ledger) -> Vec<Value> {
        let hindi = (self.lang == Lang::Hi).then(|| hindi(ledger));
        let mut records = records;
        for record in &mut records {
            if let Some(names) = &hindi {
                renamed(record, names);
            }
            if let (Value::Object(fields), false) = (&mut *record, self.fields.is_empty()) {
                fields.retain(|name, _| self.fields.contains(name));
            }
        }
        records
    }

    /// The same with what was asked for beside them.
    ///
    /// # Errors
    /// None but faults of the program.
    pub fn beside(&self, mut answer: Answer, ledger: &Ledger) -> Result<Answer, Fault> {
        for name in &self.beside {
            let value = match name.as_str() {
                "claims" => serde_json::to_value(&ledger.claims)?,
                "actors" => serde_json::to_value(&ledger.actors)?,
                "reports" => serde_json::to_value(&ledger.reports)?,
                _ => serde_json::to_value(&ledger.conflicts)?,
            };
            answer = answer.with(name, value);
        }
        Ok(answer)
    }

    /// The rows of a table of the ledger, each with the names of its columns.
    pub fn rows(&self, ledger: &Ledger, name: &str) -> Vec<Value> {
        let tables = tables(ledger);
        let Some(table) = tables.iter().find(|t| t.name == name) else { return Vec::new() };
        let wanted = |column: &str| self.fields.is_empty() || self.fields.contains(column);
        (0..table.rows).map(|row| object(table, row, &wanted)).collect()
    }
}

fn object(table: &Table<'_>, row: usize, wanted: &impl Fn(&str) -> bool) -> Value {
    let columns = table.columns.iter().filter(|c| wanted(c.name));
    Value::Object(columns.map(|c| (c.name.to_owned(), cell(&c.cells, row))).collect::<Map<_, _>>())
}

fn cell(cells: &Cells<'_>, row: usize) -> Value {
    match cells {
        Cells::Whole(values) => json!(values.get(row).copied().flatten()),
        Cells::Number(values) => json!(values.get(row).copied().flatten()),
        Cells::Flag(values) => json!(values.get(row).copied().flatten()),
        other => json!(other.flat(row)),
    }
}

fn hindi(ledger: &Ledger) -> BTreeMap<&str, &str> {
    ledger.actors.iter().filter_map(|a| Some((a.id.as_str(), a.name.hi.as_deref()?))).collect()
}

// Wherever an actor stands with its name.
fn renamed(value: &mut Value, names: &BTreeMap<&str, &str>) {
    match value {
        Value::Object(fields) => {
            let name = fields.get("actor").and_then(Value::as_str).and_then(|id| names.get(id));
            if let (Some(name), true) = (name, fields.contains_key("name")) {
                fields.insert("name".into(), json!(name));
            }
            fields.values_mut().for_each(|v| renamed(v, names));
        }
        Value::Array(list) => list.iter_mut().for_each(|v| renamed(v, names)),
        _ => {}
    }
}
