//! Every operation, with a way to take it back.

use super::asked::{Asked, Reply};
use super::fields::label;
use super::names::{Named, Namer};
use crate::Fault;
use bahi::ledger::Ledger;
use bahi::store::judge::{Operation, Wanted};
use bahi::{Bahi, Store};
use serde::Serialize;

/// An operation.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OperationView {
    /// `O-…`.
    pub id: String,
    /// `judge`, `replay`, `undo`, `restore`.
    pub kind: &'static str,
    /// When, RFC 3339.
    pub at: String,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: Option<String>,
    /// What an undo takes back, or where a restore goes back to.
    pub of: Option<String>,
    /// Whether it stands.
    pub stands: bool,
    /// By what it was taken back.
    pub taken_back_by: Option<String>,
    /// The first things that were judged.
    pub judged: Vec<Said>,
    /// How many more.
    pub more: usize,
    /// Whether it is the one that was just made.
    pub just: bool,
}

/// A judgement in a few words.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Said {
    /// `accept`, …
    pub verb: &'static str,
    /// What it is on.
    pub on: Vec<String>,
    /// Name of the field, as a key of the texts.
    pub label: Option<String>,
    /// Value.
    pub value: Option<Named>,
}

#[derive(Serialize)]
struct LogView {
    operations: Vec<OperationView>,
    total: usize,
    more: Option<String>,
}

const PAGE: usize = 100;
const LAST: usize = 10;
const SHOWN: usize = 3;

/// The page.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let skip: usize = asked.get("next").and_then(|n| n.parse().ok()).unwrap_or(0);
    let (shown, total) = (store.operations_wanted(Wanted::Last { skip, most: PAGE })?, store.operation_count()?);
    let shown: Vec<OperationView> = shown.iter().map(|o| view(o, asked, bahi)).collect();
    let more = skip + shown.len();
    let view =
        LogView { operations: shown, total, more: (more < total).then(|| asked.with("next", Some(&more.to_string()))) };
    asked.page("log.html", "log", asked.lang.t("nav.log"), &view)
}

/// The last decisions, the latest first.
pub fn last(store: &Store, asked: &Asked, bahi: &Bahi) -> Result<Vec<OperationView>, Fault> {
    let made = store.operations_wanted(Wanted::Standing(LAST))?;
    Ok(made.iter().map(|o| view(o, asked, bahi)).collect())
}

fn view(o: &Operation, asked: &Asked, bahi: &Bahi) -> OperationView {
    let ledger = Ledger::default();
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let said = o.judgements.iter().take(SHOWN).map(|j| Said {
        verb: j.verb.word(),
        on: j.on.iter().filter_map(|group| group.first().cloned()).collect(),
        label: j.field.as_deref().map(label),
        value: j.value.as_deref().map(|v| {
            let field = j.field.as_deref().unwrap_or_default();
            let general = field.split('/').filter(|s| !s.starts_with("A-")).collect::<Vec<_>>().join("/");
            namer.value(&general, v)
        }),
    });
    OperationView {
        id: o.id.clone(),
        kind: o.kind.word(),
        at: o.at.clone(),
        by: o.by.clone(),
        why: o.why.clone(),
        of: o.of.clone(),
        stands: o.stands,
        taken_back_by: o.taken_back_by.clone(),
        judged: said.collect(),
        more: o.judgements.len().saturating_sub(SHOWN),
        just: asked.get("done") == Some(o.id.as_str()),
    }
}
