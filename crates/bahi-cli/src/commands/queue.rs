//! Which conflicts a command is about.

use super::which::Which;
use bahi::ledger::Conflict;
use bahi::store::Type;
use bahi::store::judge::Queue;
use bahi::{Bahi, Store};

/// Which conflicts, whatever their state.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct Disputed {
    /// contradiction, slip, more-precise, newer, rounding
    #[arg(long)]
    pub kind: Option<String>,

    /// The field, or the last part of its path: when, of, ordered
    #[arg(long)]
    pub field: Option<String>,

    /// About these records
    #[arg(long, value_name = "ID")]
    pub record: Vec<String>,

    /// About records in which somebody took part, in either script; give it twice for two who met
    #[arg(long, value_name = "NAME")]
    pub who: Vec<String>,

    /// About records in which a country took part, as code or name
    #[arg(long, value_name = "COUNTRY")]
    pub country: Vec<String>,

    /// About records on or after this day, month or year
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,

    /// About records on or before this day, month or year
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

impl Disputed {
    /// The conflicts of a state, or of any, in their order.
    pub fn conflicts(&self, bahi: &Bahi, store: &Store, state: Option<&str>) -> anyhow::Result<Vec<Conflict>> {
        let state = state.map(str::to_owned);
        let (kind, field) = (self.kind.clone(), self.field.clone());
        Ok(store.queue(&Queue { state, kind, field, records: self.records(bahi, store)? })?)
    }

    fn records(&self, bahi: &Bahi, store: &Store) -> anyhow::Result<Option<Vec<String>>> {
        let named = self.record.iter().map(|id| store.one(id)).collect::<Result<Vec<_>, _>>()?;
        let named = Some(named).filter(|n| !n.is_empty());
        let about = Which {
            who: self.who.clone(),
            country: self.country.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            ..Which::default()
        };
        if about.words().is_empty() {
            return Ok(named);
        }
        let filter = about.filter(bahi, store)?;
        let mut listed = Vec::new();
        for kind in Type::ALL {
            listed.extend(store.list(kind, &filter, usize::MAX)?.ids);
        }
        if let Some(named) = named {
            listed.retain(|id| named.contains(id));
        }
        Ok(Some(listed))
    }
}
