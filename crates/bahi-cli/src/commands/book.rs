//! Which ledger file a command works on, and which engagements of it.

use anyhow::Context;
use bahi::store::Filter;
use bahi::{Bahi, Store};
use std::path::{Path, PathBuf};

/// The ledger file.
#[derive(Debug, Clone, clap::Args)]
pub struct Book {
    /// The ledger file [default: bahi.db here]
    #[arg(long, value_name = "FILE", env = "BAHI_LEDGER", global = false)]
    ledger: Option<PathBuf>,
}

impl Book {
    /// Where it is.
    pub fn path(&self) -> &Path {
        self.ledger.as_deref().unwrap_or(Path::new("bahi.db"))
    }

    /// Opens it, and makes it where there is none.
    pub fn make(&self) -> anyhow::Result<Store> {
        Ok(Store::open(self.path())?)
    }

    /// Opens it where it is, with everything worked out that an interrupted command left.
    pub fn open(&self, bahi: &Bahi) -> anyhow::Result<Store> {
        let mut store = Store::existing(self.path())?;
        if store.unsettled()? > 0 {
            store.settle(bahi.knowledge(), |_| {})?;
        }
        Ok(store)
    }
}

/// Which engagements.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Which {
    /// Somebody who took part, in either script; give it twice for two who met
    #[arg(long, value_name = "NAME")]
    who: Vec<String>,

    /// A country that took part, as code or English name
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,

    /// Two countries that took part, as IN-RU
    #[arg(long, value_name = "A-B")]
    pair: Option<String>,

    /// meeting, call, visit, session, summit, exercise, press-conference
    #[arg(long)]
    kind: Option<String>,

    /// held, planned, cancelled, denied
    #[arg(long)]
    status: Option<String>,

    /// Part of the forum's English name
    #[arg(long)]
    forum: Option<String>,

    /// Part of the place's English name
    #[arg(long)]
    place: Option<String>,

    /// On or after this day, month or year
    #[arg(long, value_name = "DATE")]
    from: Option<String>,

    /// On or before this day, month or year
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// The outlet of some report of it, as written there
    #[arg(long)]
    outlet: Option<String>,

    /// Only those about which the reports disagree
    #[arg(long)]
    disputed: bool,
}

impl Which {
    /// In words, as for the README of an export; empty for all.
    pub fn words(&self) -> String {
        let mut out: Vec<String> = Vec::new();
        out.extend(self.who.iter().map(|w| format!("who: {w}")));
        out.extend(self.country.iter().chain(&self.pair).map(|c| format!("country: {c}")));
        let named = [("kind", &self.kind), ("status", &self.status), ("forum", &self.forum), ("place", &self.place)];
        let dated = [("from", &self.from), ("until", &self.until), ("outlet", &self.outlet)];
        out.extend(named.into_iter().chain(dated).filter_map(|(n, v)| v.as_ref().map(|v| format!("{n}: {v}"))));
        out.extend(self.disputed.then(|| "disputed".to_owned()));
        out.join("; ")
    }

    /// As the store takes it; names are looked up.
    pub fn filter(&self, bahi: &Bahi, store: &Store) -> anyhow::Result<Filter> {
        let mut countries: Vec<String> = Vec::new();
        let pair = self.pair.iter().flat_map(|p| p.split('-').map(str::to_owned));
        for name in self.country.iter().cloned().chain(pair) {
            let code = bahi.country_code(&name);
            countries.push(
                code.with_context(|| format!("no country or body is called {name:?}; give its ISO code, as IN"))?,
            );
        }
        let mut who = Vec::new();
        for name in &self.who {
            let found = store.actor_named(bahi.knowledge(), name)?;
            who.push(
                found.with_context(|| format!("nobody in this ledger is called {name:?}; see: bahi find {name:?}"))?,
            );
        }
        Ok(Filter {
            who,
            countries,
            kind: self.kind.clone(),
            status: self.status.clone(),
            from: self.from.as_deref().map(|d| bounds(d).map(|b| b.0)).transpose()?,
            to: self.until.as_deref().map(|d| bounds(d).map(|b| b.1)).transpose()?,
            forum: self.forum.clone(),
            place: self.place.clone(),
            outlet: self.outlet.clone(),
            disputed: self.disputed,
            most: None,
        })
    }
}

fn bounds(date: &str) -> anyhow::Result<(i64, i64)> {
    bahi::day_bounds(date).with_context(|| format!("{date:?} is no date; write 2023-04-28, 2023-04 or 2023"))
}
