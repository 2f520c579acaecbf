//! One verb on all conflicts that a filter lets through.

use crate::commands::queue::Disputed;
use bahi::judge::{Judgement, Verb};
use bahi::ledger::Conflict;
use bahi::{Bahi, Store};

/// All conflicts of a sort.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Filter {
    /// All conflicts that the filters below let through, instead of named ones
    #[arg(long)]
    all: bool,

    /// open, settled, both-stand, unsure [default: open]
    #[arg(long, requires = "all", help_heading = "Filters")]
    state: Option<String>,

    #[command(flatten)]
    disputed: Disputed,
}

impl Filter {
    fn conflicts(&self, bahi: &Bahi, store: &Store) -> anyhow::Result<Vec<Conflict>> {
        self.disputed.conflicts(bahi, store, Some(self.state.as_deref().unwrap_or("open")))
    }

    /// Filters beside named conflicts are a mistake: what was meant?
    pub fn beside_names(&self) -> anyhow::Result<()> {
        if self.all || self.disputed != Disputed::default() {
            anyhow::bail!("name conflicts, or give --all with filters, not both");
        }
        Ok(())
    }
}

/// Marks all.
pub fn mark(bahi: &Bahi, store: &Store, filter: &Filter, verb: Verb) -> anyhow::Result<Vec<Judgement>> {
    filter.conflicts(bahi, store)?.iter().map(|c| Ok(store.mark(verb, &c.id)?)).collect()
}

/// Accepts a value of each that has one such.
pub fn accept(
    bahi: &Bahi,
    store: &Store,
    filter: &Filter,
    most: bool,
    value: Option<&str>,
) -> anyhow::Result<Vec<Judgement>> {
    let chosen = |c: &Conflict| match value {
        Some(value) => c.values.iter().any(|v| v.value == value).then(|| value.to_owned()),
        None => told_most(c),
    };
    if !most && value.is_none() {
        anyhow::bail!("say which value is accepted in all of them: --most or --value VALUE");
    }
    let mut out = Vec::new();
    for c in filter.conflicts(bahi, store)? {
        if let Some(value) = chosen(&c) {
            out.push(store.accept(&c.id, &value, bahi.knowledge())?);
        }
    }
    Ok(out)
}

// The value that the most witnesses have, unless another has as many.
fn told_most(c: &Conflict) -> Option<String> {
    let mut ranked: Vec<(usize, &String)> = c.values.iter().map(|v| (v.witnesses, &v.value)).collect();
    ranked.sort_by(|a, b| b.cmp(a));
    match ranked.as_slice() {
        [first, second, ..] if first.0 == second.0 => None,
        [first, ..] => Some(first.1.clone()),
        [] => None,
    }
}
