//! One verb on all conflicts that a filter lets through.

use bahi::Store;
use bahi::judge::{Judgement, Verb};
use bahi::ledger::Conflict;
use bahi::store::judge::Queue;
use std::collections::BTreeSet;

/// Which conflicts.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Filter {
    /// All conflicts that the filters below let through, instead of named ones
    #[arg(long)]
    all: bool,

    /// open, settled, both-stand, unsure [default: open]
    #[arg(long, requires = "all")]
    state: Option<String>,

    /// contradiction, slip, more-precise, newer, rounding
    #[arg(long, requires = "all")]
    kind: Option<String>,

    /// The field, or the last part of its path: when, of, ordered
    #[arg(long, requires = "all")]
    field: Option<String>,

    /// About these records
    #[arg(long, requires = "all", value_name = "ID")]
    record: Vec<String>,
}

impl Filter {
    fn conflicts(&self, store: &Store) -> anyhow::Result<Vec<Conflict>> {
        let state = self.state.clone().unwrap_or_else(|| "open".to_owned());
        Ok(store.queue(&queue(store, Some(state), &self.kind, &self.field, &self.record)?)?)
    }
}

/// The filter of the store for words that were typed.
pub fn queue(
    store: &Store,
    state: Option<String>,
    kind: &Option<String>,
    field: &Option<String>,
    records: &[String],
) -> anyhow::Result<Queue> {
    let records = records.iter().map(|id| store.one(id)).collect::<Result<Vec<_>, _>>()?;
    let records = Some(records).filter(|r| !r.is_empty());
    Ok(Queue { state, kind: kind.clone(), field: field.clone(), records })
}

/// Marks all.
pub fn mark(store: &Store, filter: &Filter, verb: Verb) -> anyhow::Result<Vec<Judgement>> {
    filter.conflicts(store)?.iter().map(|c| Ok(store.mark(verb, &c.id)?)).collect()
}

/// Accepts a value of each that has one such.
pub fn accept(
    store: &Store,
    filter: &Filter,
    most: bool,
    value: Option<&str>,
    knowledge: &bahi::Knowledge,
) -> anyhow::Result<Vec<Judgement>> {
    let chosen = |c: &Conflict| match value {
        Some(value) => c.values.iter().any(|v| v.value == value).then(|| value.to_owned()),
        None => told_most(c),
    };
    if !most && value.is_none() {
        anyhow::bail!("say which value is accepted in all of them: --most or --value VALUE");
    }
    let mut out = Vec::new();
    for c in filter.conflicts(store)? {
        if let Some(value) = chosen(&c) {
            out.push(store.accept(&c.id, &value, knowledge)?);
        }
    }
    Ok(out)
}

// The value that the most witnesses have, unless another has as many.
fn told_most(c: &Conflict) -> Option<String> {
    let count = |claims: &[String]| claims.iter().collect::<BTreeSet<_>>().len();
    let mut ranked: Vec<(usize, &String)> = c.values.iter().map(|v| (count(&v.claims), &v.value)).collect();
    ranked.sort_by(|a, b| b.cmp(a));
    match ranked.as_slice() {
        [first, second, ..] if first.0 == second.0 => None,
        [first, ..] => Some(first.1.clone()),
        [] => None,
    }
}
