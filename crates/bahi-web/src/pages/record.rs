//! A record: its fields beside the reports, every field with its words.

use super::asked::{Asked, Reply};
use super::columns::{self, Column};
use super::fields::{FieldRow, Fields, JudgedView, label};
use super::marks::Mark;
use super::names::{Named, Namer, Word};
use super::reasons;
use super::rows::{Row, Rows};
use crate::Fault;
use bahi::ledger::{Conflict, Judged, Ledger};
use bahi::{Bahi, Store};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A record.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RecordView {
    /// As in lists.
    pub row: Row,
    /// Fields.
    pub fields: Vec<FieldRow>,
    /// Reports.
    pub columns: Vec<Column>,
    /// Conflicts.
    pub conflicts: Vec<ConflictLine>,
    /// What people decided about what is one and what is not.
    pub judged: Vec<JudgedView>,
    /// Why the reports' engagements were taken for one.
    pub because: Vec<Word>,
    /// Engagements that were kept apart.
    pub near: Vec<Near>,
    /// Ids of tellings.
    pub aliases: Vec<String>,
    /// Codes of other schemes.
    pub codes: Vec<(String, String)>,
    /// The engagement at which it was said.
    pub engagement: Option<Row>,
    /// Statements made at it.
    pub said: Vec<Row>,
    /// Of deliveries: whether ordered is delivered and pending together.
    pub sum: Option<bool>,
}

/// A conflict in a few words.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ConflictLine {
    /// `X-…`.
    pub id: String,
    /// Page.
    pub href: String,
    /// Name of the field, as a key of the texts.
    pub label: String,
    /// Whose it is, in records with parties.
    pub party: Option<Named>,
    /// `contradiction`, …
    pub kind: String,
    /// `open`, …
    pub state: String,
    /// Its values, with how many witnesses each has.
    pub values: Vec<(Named, usize)>,
}

impl ConflictLine {
    /// Of a conflict.
    pub fn of(c: &Conflict, namer: &Namer<'_>) -> Self {
        let general = c.field.split('/').filter(|s| !s.starts_with("A-")).collect::<Vec<_>>().join("/");
        let value = |v: &bahi::ledger::ConflictValue| (namer.value(&general, &v.value), v.witnesses.max(1));
        Self {
            id: c.id.clone(),
            href: super::asked::page_of(&c.id),
            label: label(&c.field),
            party: c.field.split('/').find(|s| s.starts_with("A-")).map(|a| namer.named(Some(a), None)),
            kind: c.kind.clone(),
            state: c.state.clone(),
            values: c.values.iter().map(value).collect(),
        }
    }
}

/// An engagement that was kept apart.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Near {
    /// As in lists.
    pub row: Row,
    /// What kept it apart.
    pub because: Word,
}

/// The page.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let id = asked.id();
    let now = present(store, &id)?;
    if now != id {
        return Ok(Reply::moved(&super::asked::page_of(&now)));
    }
    let view = view(bahi, store, asked, &id)?;
    let title = title(&view.row);
    let template = if asked.get("preview").is_some() { "preview.html" } else { "record.html" };
    asked.page(template, "ledger", &title, &view)
}

/// The id that something has now.
pub fn present(store: &Store, id: &str) -> Result<String, Fault> {
    let found = store.resolve_id(id)?;
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Fault::unknown(format!("{id}: there is no such thing in this ledger"))),
        many => Err(Fault::unknown(format!("{id} may be any of {}", many.join(", ")))),
    }
}

/// A record's title: what, and who.
pub fn title(row: &Row) -> String {
    let who: Vec<&str> = row.who.iter().map(|p| p.name.main.text.as_str()).collect();
    let thing = row.forum.as_ref().filter(|_| row.of == "delivery").map(|f| f.main.text.as_str());
    let who = thing.map_or_else(|| who.join(", "), str::to_owned);
    if who.is_empty() { row.what.clone() } else { format!("{} · {who}", row.what) }
}

fn view(bahi: &Bahi, store: &Store, asked: &Asked, id: &str) -> Result<RecordView, Fault> {
    let mut ledger = store.ledger_of(&BTreeSet::from([id.to_owned()]))?;
    let near = if id.starts_with("E-") { store.near_misses(id)? } else { Vec::new() };
    let around = beside(store, &ledger, &near)?;
    let record = json(&ledger, id).ok_or_else(|| Fault::unknown(format!("{id}: there is no such record")))?;
    // Actors of what is beside it, for their names.
    let known: BTreeSet<String> = ledger.actors.iter().map(|a| a.id.clone()).collect();
    ledger.actors.extend(around.actors.iter().filter(|a| !known.contains(&a.id)).cloned());
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let fresh = BTreeSet::new();
    let row = Rows::new(&ledger, &namer, &fresh).row(id).unwrap_or_default();
    let others = Rows::new(&around, &namer, &fresh);
    let sources: BTreeMap<&str, String> = ledger.reports.iter().map(|r| (r.id.as_str(), columns::source(r))).collect();
    let fields = Fields { ledger: &ledger, namer: &namer, record: &record, id, sources: &sources }.rows();
    let text = |key: &str| record.get(key).and_then(Value::as_str);
    let list = |key: &str| -> Vec<String> {
        record.get(key).and_then(|l| serde_json::from_value(l.clone()).ok()).unwrap_or_default()
    };
    let judged: Vec<Judged> =
        record.get("judged").and_then(|l| serde_json::from_value(l.clone()).ok()).unwrap_or_default();
    let near = near.into_iter().filter_map(|n| {
        Some(Near {
            row: others.row(&n.record)?,
            because: reasons::said(asked.lang, &with_sources(with_sources(n.because, &around), &ledger)),
        })
    });
    let said: Vec<&str> =
        around.statements.iter().filter(|s| s.engagement.as_deref() == Some(id)).map(|s| s.id.as_str()).collect();
    let codes = record.get("codes").and_then(Value::as_object).into_iter().flatten();
    let delivery = ledger.deliveries.iter().find(|d| d.id == id);
    Ok(RecordView {
        columns: columns(store, &ledger, id, &fields, asked)?,
        conflicts: ledger.conflicts.iter().filter(|c| c.record == id).map(|c| ConflictLine::of(c, &namer)).collect(),
        judged: judged.iter().filter(|j| j.field.is_empty()).map(|j| JudgedView::of(j, &namer)).collect(),
        because: list("merged_because")
            .into_iter()
            .map(|b| reasons::said(asked.lang, &with_sources(b, &ledger)))
            .collect(),
        near: near.collect(),
        aliases: list("aliases").into_iter().filter(|a| a != id).collect(),
        codes: codes.map(|(scheme, code)| (scheme.clone(), code.as_str().unwrap_or_default().to_owned())).collect(),
        engagement: text("engagement").and_then(|e| others.row(e)),
        said: said.iter().filter_map(|s| others.row(s)).collect(),
        sum: delivery.and_then(|d| Some(d.delivered?.checked_add(d.pending?) == Some(d.ordered?))),
        row,
        fields,
    })
}

// Reports are called by their sources, not by where their files lay.
fn with_sources(text: String, ledger: &Ledger) -> String {
    let named = |text: String, r: &bahi::ledger::Report| text.replace(&r.path, &columns::source(r));
    ledger.reports.iter().filter(|r| !r.path.is_empty()).fold(text, named)
}

// What the record is shown beside: the engagement it was said at, what was said there, what was kept apart.
fn beside(store: &Store, ledger: &Ledger, near: &[bahi::NearMiss]) -> Result<Ledger, Fault> {
    let mut ids: BTreeSet<String> = near.iter().map(|n| n.record.clone()).collect();
    ids.extend(ledger.statements.iter().filter_map(|s| s.engagement.clone()));
    let reports: BTreeSet<String> = ledger.engagements.iter().flat_map(|e| e.reports.iter().cloned()).collect();
    if !reports.is_empty() {
        let around = store.part(&BTreeSet::new(), &reports)?;
        let here: BTreeSet<&str> = ledger.engagements.iter().map(|e| e.id.as_str()).collect();
        let said = around.statements.iter().filter(|s| s.engagement.as_deref().is_some_and(|e| here.contains(e)));
        ids.extend(said.map(|s| s.id.clone()));
    }
    if ids.is_empty() { Ok(Ledger::default()) } else { Ok(store.ledger_of(&ids)?) }
}

/// A record as the contract has it.
pub fn json(ledger: &Ledger, id: &str) -> Option<Value> {
    let value = match id.chars().next()? {
        'E' => serde_json::to_value(ledger.engagements.iter().find(|e| e.id == id)?),
        'S' => serde_json::to_value(ledger.statements.iter().find(|s| s.id == id)?),
        'G' => serde_json::to_value(ledger.agreements.iter().find(|a| a.id == id)?),
        'D' => serde_json::to_value(ledger.deliveries.iter().find(|d| d.id == id)?),
        _ => return None,
    };
    value.ok()
}

fn columns(store: &Store, ledger: &Ledger, id: &str, fields: &[FieldRow], asked: &Asked) -> Result<Vec<Column>, Fault> {
    let key: BTreeMap<&str, &str> = fields.iter().map(|f| (f.path.as_str(), f.key.as_str())).collect();
    let told: BTreeSet<String> = ledger.reports.iter().map(|r| r.id.clone()).collect();
    let texts = store.texts(&told)?;
    let mut out = Vec::new();
    for report in &ledger.reports {
        let mut marks = Vec::new();
        for claim in ledger.claims.iter().filter(|c| c.record == id && c.report == report.id) {
            let key = key.get(claim.field.as_str()).copied().unwrap_or_default();
            marks.extend(claim.evidence.iter().map(|e| Mark {
                start: e.start,
                end: e.end,
                key: key.to_owned(),
                claim: claim.id.clone(),
                class: "",
            }));
        }
        let text = texts.get(&report.id).map(String::as_str).unwrap_or_default();
        out.push(Column::new(report, text, &marks, asked.lang));
    }
    Ok(out)
}
