//! The fields of a record as rows: what stands, which reports say so, and how far they agree.

use super::names::{Named, Namer};
use bahi::judge::check::choices;
use bahi::ledger::{Claim, Conflict, Judged, Ledger};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A claim as a reason for a value.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ClaimView {
    /// `C-…`.
    pub id: String,
    /// Report.
    pub report: String,
    /// How the report is called.
    pub source: String,
    /// The words, as published.
    pub quotes: Vec<String>,
    /// Line in the input.
    pub line: usize,
    /// Rule that read it.
    pub rule: String,
    /// How it is asserted.
    pub modality: String,
    /// On whose word.
    pub by: Vec<Named>,
}

/// A value with the claims for it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ValueView {
    /// As people read it.
    pub value: Named,
    /// As the ledger has it.
    pub raw: String,
    /// Whether it is the one that stands.
    pub stands: bool,
    /// Reports that say so.
    pub reports: usize,
    /// Claims.
    pub claims: Vec<ClaimView>,
}

/// A field of a record.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FieldRow {
    /// Name of the row on its page, by which marks find it.
    pub key: String,
    /// Path in the ledger.
    pub path: String,
    /// Name of the field, as a key of the texts.
    pub label: String,
    /// Party that the field is about, where it is the first of the party's rows.
    pub party: Option<Named>,
    /// What stands, where it is in none of the reports as such: decided by a person or put together.
    pub stands: Option<Named>,
    /// What stands, as the ledger has it.
    pub raw: Option<String>,
    /// Values that reports give.
    pub values: Vec<ValueView>,
    /// `agree`, `one`, `precise`, `differ`, or nothing where it is a list or only one report tells of the record.
    pub chip: &'static str,
    /// Reports that give the value that stands.
    pub agree: usize,
    /// Reports that give any.
    pub of: usize,
    /// Conflict about it.
    pub conflict: Option<String>,
    /// Whether a person may put another value there.
    pub settable: bool,
    /// What it may be, where there are only a few things.
    pub options: Vec<(String, String)>,
    /// What a person decided.
    pub judged: Option<JudgedView>,
}

/// A decision of a person.
#[derive(Debug, Clone, Default, Serialize)]
pub struct JudgedView {
    /// `accept`, `set`, …
    pub verb: String,
    /// Value that stands.
    pub value: Option<Named>,
    /// By whom.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why.
    pub why: Option<String>,
    /// `O-…`.
    pub operation: String,
    /// Values that came since.
    pub unseen: Vec<String>,
}

impl JudgedView {
    /// A decision in words.
    pub fn of(judged: &Judged, namer: &Namer<'_>) -> Self {
        Self {
            verb: judged.verb.clone(),
            value: judged.value.as_deref().map(|v| namer.value(&judged.field, v)),
            by: judged.by.clone(),
            at: judged.at.clone(),
            why: judged.why.clone(),
            operation: judged.operation.clone(),
            unseen: judged.unseen.clone(),
        }
    }
}

// The order in which fields are shown; others follow in the order of their claims.
const ORDER: &[&str] = &[
    "kind",
    "status",
    "item",
    "supplier",
    "recipient",
    "ordered",
    "delivered",
    "pending",
    "unit",
    "as_of",
    "due",
    "instrument",
    "value",
    "count",
    "when",
    "where",
    "forum",
    "speaker",
    "addressee",
    "target",
    "parties",
    "text",
    "cause",
    "topics",
    "via",
];

// Fields of which a record has several values that all stand.
const LISTS: &[&str] = &["topics", "text", "countries"];

/// What rows are made from.
#[derive(Debug)]
pub struct Fields<'a> {
    /// The ledger around the record.
    pub ledger: &'a Ledger,
    /// Names.
    pub namer: &'a Namer<'a>,
    /// The record.
    pub record: &'a Value,
    /// Its id.
    pub id: &'a str,
    /// How each report is called.
    pub sources: &'a BTreeMap<&'a str, String>,
}

impl Fields<'_> {
    /// All fields that the reports give, in their order.
    pub fn rows(&self) -> Vec<FieldRow> {
        let mut by_path: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        let mut met: Vec<&str> = Vec::new();
        for claim in self.ledger.claims.iter().filter(|c| c.record == self.id) {
            let list = by_path.entry(&claim.field).or_default();
            if list.is_empty() {
                met.push(&claim.field);
            }
            list.push(claim);
        }
        let place = |path: &str| {
            let head = path.split('/').next().unwrap_or(path);
            ORDER.iter().position(|o| *o == head).unwrap_or(ORDER.len())
        };
        let parties = parties(self.record);
        let party = |path: &str| parties.iter().position(|p| path.split('/').any(|s| s == p)).unwrap_or(usize::MAX);
        met.sort_by_key(|path| (place(path), party(path)));
        let mut shown: BTreeSet<String> = BTreeSet::new();
        let rows = met.iter().enumerate().filter_map(|(n, path)| {
            let mut row = self.row(path, by_path.get(path)?);
            row.key = format!("f{n}");
            let mut steps = path.split('/');
            let (role, actor) = (steps.next().unwrap_or_default(), steps.next().filter(|a| a.starts_with("A-")));
            if let Some(actor) = actor.filter(|a| shown.insert(format!("{role}/{a}"))) {
                row.party = Some(self.namer.named(Some(actor), None));
            }
            Some(row)
        });
        rows.collect()
    }

    fn row(&self, path: &str, claims: &[&Claim]) -> FieldRow {
        let raw = standing(self.record, path);
        let list = LISTS.contains(&path);
        let mut values: Vec<ValueView> = Vec::new();
        for claim in claims {
            let at = values.iter().position(|v| v.raw == claim.value);
            let at = at.unwrap_or_else(|| {
                let value = self.value(path, &claim.value);
                let stands = list || raw.as_deref() == Some(claim.value.as_str());
                values.push(ValueView { value, raw: claim.value.clone(), stands, ..ValueView::default() });
                values.len() - 1
            });
            values[at].claims.push(self.claim(claim));
        }
        for value in &mut values {
            value.reports = value.claims.iter().map(|c| &c.report).collect::<BTreeSet<_>>().len();
        }
        values.sort_by_key(|v| !v.stands);
        let said_as_it_stands = values.iter().any(|v| v.stands);
        let conflict = self.ledger.conflicts.iter().find(|c| c.record == self.id && c.field == path);
        let stands = raw.as_deref().filter(|_| !said_as_it_stands).map(|v| self.value(path, v));
        let of = claims.iter().map(|c| &c.report).collect::<BTreeSet<_>>().len();
        let general = bahi::judge::check::field(self.id, path);
        FieldRow {
            path: path.to_owned(),
            label: label(path),
            stands,
            chip: self.chip(list, &values, of, conflict),
            agree: values.iter().find(|v| v.stands).map_or(0, |v| v.reports),
            of,
            conflict: conflict.filter(|c| c.state == "open" || c.state == "unsure").map(|c| c.id.clone()),
            settable: general.is_ok(),
            options: self.options(path),
            judged: self.judged(path),
            raw,
            values,
            ..FieldRow::default()
        }
    }

    // A party as a whole is called what its actor is called.
    fn value(&self, path: &str, value: &str) -> Named {
        let last = path.rsplit('/').next().unwrap_or(path);
        match last.starts_with("A-") {
            true => Named { href: None, ..self.namer.named(Some(last), Some(value)) },
            false => self.namer.value(&general(path), value),
        }
    }

    fn chip(&self, list: bool, values: &[ValueView], of: usize, conflict: Option<&Conflict>) -> &'static str {
        let told = self.record.get("reports").and_then(Value::as_array).map_or(1, Vec::len);
        match conflict {
            Some(c) if c.state == "settled" => "settled",
            Some(c) if matches!(c.kind.as_str(), "more-precise" | "newer" | "rounding") => "precise",
            Some(_) => "differ",
            None if list || told < 2 => "",
            None if of < 2 => "one",
            None if values.len() > 1 => "precise",
            None => "agree",
        }
    }

    fn options(&self, path: &str) -> Vec<(String, String)> {
        let group = if path == "forum/relation" { "relation" } else { path };
        let words = choices(self.id, path).iter();
        words.map(|w| ((*w).to_owned(), self.namer.lang.word(group, w))).collect()
    }

    fn judged(&self, path: &str) -> Option<JudgedView> {
        let list = self.record.get("judged")?.as_array()?;
        let on = |j: &&Value| j.get("field").and_then(Value::as_str) == Some(path);
        let judged: Judged = serde_json::from_value(list.iter().rev().find(on)?.clone()).ok()?;
        Some(JudgedView::of(&judged, self.namer))
    }

    fn claim(&self, claim: &Claim) -> ClaimView {
        ClaimView {
            id: claim.id.clone(),
            report: claim.report.clone(),
            source: self.sources.get(claim.report.as_str()).cloned().unwrap_or_default(),
            quotes: claim.evidence.iter().map(|e| e.exact.clone()).collect(),
            line: claim.evidence.first().map_or(0, |e| e.line),
            rule: claim.rule.clone(),
            modality: claim.modality.clone(),
            by: claim.attributed_to.iter().map(|p| self.namer.party(p).name).collect(),
        }
    }
}

// Actors of the parties in their order, and of speakers.
fn parties(record: &Value) -> Vec<String> {
    let list = record.get("parties").and_then(Value::as_array).into_iter().flatten();
    let roles = ["speaker", "addressee", "target"].into_iter().filter_map(|r| record.get(r));
    list.chain(roles).filter_map(|p| p.get("actor")?.as_str().map(str::to_owned)).collect()
}

// A path without its actor.
fn general(path: &str) -> String {
    path.split('/').filter(|s| !s.starts_with("A-")).collect::<Vec<_>>().join("/")
}

/// The key of a field's name: `field.office-title` for `parties/A-…/office/title`.
pub fn label(path: &str) -> String {
    let steps: Vec<&str> = path.split('/').filter(|s| !s.starts_with("A-")).collect();
    let own = match steps.as_slice() {
        ["parties" | "speaker" | "addressee" | "target", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    format!("field.{}", own.join("-"))
}

/// What stands in a field of a record, as text.
pub fn standing(record: &Value, path: &str) -> Option<String> {
    let mut at = record;
    for step in path.split('/') {
        at = match at {
            Value::Array(list) => list.iter().find(|p| p.get("actor").and_then(Value::as_str) == Some(step))?,
            Value::Object(_) if step.starts_with("A-") => at,
            _ => at.get(step)?,
        };
    }
    let text = |v: &Value| match v {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    };
    if let (Some(amount), Some(currency)) = (at.get("amount").and_then(Value::as_f64), at.get("currency")) {
        return Some(format!("{amount} {}", currency.as_str().unwrap_or_default()));
    }
    text(at).or_else(|| ["edtf", "name", "text"].iter().find_map(|key| text(at.get(key)?)))
}
