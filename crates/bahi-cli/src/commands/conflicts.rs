//! `bahi conflicts`: where the reports disagree, and what was decided about it.

use super::book::Book;
use super::queue::Disputed;
use crate::exit::Status;
use crate::terminal::{Paint, output};
use crate::view;
use bahi::ledger::{Conflict, Ledger};
use bahi::{Bahi, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi conflicts                       all that are open, both sides with their words
  bahi conflicts --state settled       those that were decided, with by whom and why
  bahi conflicts --kind slip           of one kind; --field of, --record E-7K3Q likewise
  bahi conflicts --state all --json    as data
  bahi review                          go through them one by one";

/// List conflicts: values that cannot all stand
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    pub(super) which: Which,

    /// As JSON: the conflicts, with the claims that they rest on
    #[arg(long)]
    json: bool,

    /// At most so many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    #[command(flatten)]
    book: Book,
}

/// Which conflicts.
#[derive(Debug, Clone, clap::Args)]
pub struct Which {
    /// open, settled, both-stand, unsure, or all
    #[arg(long, default_value = "open", help_heading = "Filters")]
    state: String,

    #[command(flatten)]
    disputed: Disputed,
}

impl Which {
    /// Those of a state.
    #[cfg(test)]
    pub fn of(state: &str) -> Which {
        Which { state: state.into(), disputed: Disputed::default() }
    }

    /// The conflicts, in their order.
    pub fn conflicts(&self, bahi: &Bahi, store: &Store) -> anyhow::Result<Vec<Conflict>> {
        self.disputed.conflicts(bahi, store, Some(self.state.as_str()).filter(|s| *s != "all"))
    }
}

/// Lists.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    list(&bahi, &store, &args.which, args.json, args.limit, paint)
}

/// Lists conflicts, for people or as data.
pub fn list(
    bahi: &Bahi,
    store: &Store,
    which: &Which,
    json: bool,
    limit: usize,
    paint: Paint,
) -> anyhow::Result<Status> {
    let all = which.conflicts(bahi, store)?;
    let shown = if limit == 0 { &all[..] } else { &all[..limit.min(all.len())] };
    let ledger = around(store, shown)?;
    let mut out = output();
    if json {
        let claims: BTreeSet<&String> = shown.iter().flat_map(|c| &c.values).flat_map(|v| &v.claims).collect();
        let claims: Vec<_> = ledger.claims.iter().filter(|c| claims.contains(&c.id)).collect();
        let whole = serde_json::json!({"conflicts": shown, "claims": claims, "of": all.len()});
        serde_json::to_writer_pretty(&mut out, &whole)?;
        writeln!(out)?;
    } else {
        view::conflict_blocks(&mut out, &ledger, shown, paint)?;
        writeln!(out, "{}", summary(&all, &which.state))?;
        if shown.len() < all.len() {
            writeln!(out, "{} more; see them with --limit 0", all.len() - shown.len())?;
        }
        if !all.is_empty() {
            writeln!(out, "decide with: bahi review; bahi judge accept ID VALUE")?;
        }
    }
    out.flush()?;
    Ok(if all.is_empty() { Status::Nothing } else { Status::Found })
}

/// The part of the ledger that some conflicts are about.
pub fn around(store: &Store, conflicts: &[Conflict]) -> anyhow::Result<Ledger> {
    let (mut engagements, mut reports) = (BTreeSet::new(), BTreeSet::new());
    for c in conflicts {
        let (e, r) = store.around(&c.id)?;
        engagements.extend(e);
        reports.extend(r);
    }
    Ok(store.part(&engagements, &reports)?)
}

// `96 open: 41 contradiction, 30 newer`.
fn summary(all: &[Conflict], state: &str) -> String {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for c in all {
        *kinds.entry(&c.kind).or_default() += 1;
    }
    let mut kinds: Vec<(usize, &str)> = kinds.into_iter().map(|(kind, n)| (n, kind)).collect();
    kinds.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let kinds: Vec<String> = kinds.iter().map(|(n, kind)| format!("{n} {kind}")).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
    format!("{} {}{kinds}", all.len(), if state == "all" { "in all" } else { state })
}
