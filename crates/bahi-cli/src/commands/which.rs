//! Which records of the ledger file: the filters that all listing commands share.

use crate::terminal::complain;
use anyhow::{Context, bail};
use bahi::store::{About, Bounds, Filter, NamedActor};
use bahi::{Bahi, Store};

/// Which records.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct Which {
    /// Somebody or something that took part, in either script or as id; give it twice for two who met
    #[arg(long, value_name = "NAME")]
    pub who: Vec<String>,

    /// A country or body that took part, as code or name
    #[arg(long, value_name = "COUNTRY")]
    pub country: Vec<String>,

    /// Two countries that took part, as IN-RU
    #[arg(long, value_name = "A-B")]
    pub pair: Option<String>,

    /// Goods, as S-400: deliveries of them, and what else has them for a topic
    #[arg(long, value_name = "NAME")]
    pub system: Option<String>,

    /// Words of the topic or the instrument
    #[arg(long, value_name = "WORDS")]
    pub topic: Option<String>,

    /// Of engagements meeting, call, visit, session, summit, exercise, press-conference; of statements said, praised, …
    #[arg(long)]
    pub kind: Option<String>,

    /// Of engagements held, planned, cancelled, denied; of agreements signed, …; of deliveries delivered, delayed, …
    #[arg(long)]
    pub status: Option<String>,

    /// The forum, in either script or as SCO
    #[arg(long, value_name = "NAME")]
    pub forum: Option<String>,

    /// The place or its country, in either script
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,

    /// On or after this day, month or year; what is no engagement goes by the day of its report
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,

    /// On or before this day, month or year
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,

    /// Words of the name of the outlet of some report of it
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Only those about which the reports disagree
    #[arg(long)]
    pub disputed: bool,

    /// Only those with a conflict that is open, settled, both-stand or unsure
    #[arg(long)]
    pub state: Option<String>,
}

impl Which {
    /// In words, as for the README of an export; empty for all.
    pub fn words(&self) -> String {
        let mut out: Vec<String> = Vec::new();
        out.extend(self.who.iter().map(|w| format!("who: {w}")));
        out.extend(self.country.iter().chain(&self.pair).map(|c| format!("country: {c}")));
        let named = [
            ("system", &self.system),
            ("topic", &self.topic),
            ("kind", &self.kind),
            ("status", &self.status),
            ("forum", &self.forum),
            ("place", &self.place),
            ("from", &self.from),
            ("until", &self.until),
            ("outlet", &self.outlet),
            ("state", &self.state),
        ];
        out.extend(named.into_iter().filter_map(|(n, v)| v.as_ref().map(|v| format!("{n}: {v}"))));
        out.extend(self.disputed.then(|| "disputed".to_owned()));
        out.join("; ")
    }

    /// As the store takes it; names are looked up.
    pub fn filter(&self, bahi: &Bahi, store: &Store) -> anyhow::Result<Filter> {
        let look = Look { bahi, store };
        let mut about = Vec::new();
        about.extend(self.system.as_deref().map(|name| look.system(name)).transpose()?);
        about.extend(self.topic.as_deref().map(|words| look.topic(words)).transpose()?);
        Ok(Filter {
            who: self.who.iter().map(|name| look.who(name)).collect::<anyhow::Result<_>>()?,
            countries: self.countries(&look)?,
            kind: self.kind.clone(),
            status: self.status.clone(),
            bounds: bounds(self.from.as_deref(), self.until.as_deref(), self.outlet.as_deref(), store)?,
            forums: self.forum.as_deref().map_or(Ok(Vec::new()), |name| look.ids(name, "forum", &["body", "forum"]))?,
            places: self.place.as_deref().map_or(Ok(Vec::new()), |name| look.place(name))?,
            about,
            disputed: self.disputed,
            state: self.state.clone(),
            ..Filter::default()
        })
    }

    fn countries(&self, look: &Look) -> anyhow::Result<Vec<String>> {
        let mut names = self.country.clone();
        if let Some(pair) = &self.pair {
            let two = pair.split_once('-').filter(|p| !p.0.is_empty() && !p.1.is_empty());
            let (a, b) = two.with_context(|| format!("{pair:?} is no pair of countries; write IN-RU"))?;
            names.extend([a.to_owned(), b.to_owned()]);
        }
        names.iter().map(|name| look.country(name)).collect()
    }
}

/// Days and outlets of reports.
pub fn bounds(from: Option<&str>, until: Option<&str>, outlet: Option<&str>, store: &Store) -> anyhow::Result<Bounds> {
    let outlets = outlet.map(|name| store.outlets_like(name)).transpose()?;
    if let (Some(name), Some([])) = (outlet, outlets.as_deref()) {
        let known = store.outlets()?;
        bail!("no report here is of an outlet called {name:?}; there are: {}", known.join(", "));
    }
    Ok(Bounds {
        from: from.map(|d| days(d).map(|b| b.0)).transpose()?,
        to: until.map(|d| days(d).map(|b| b.1)).transpose()?,
        outlets: outlets.unwrap_or_default(),
    })
}

fn days(date: &str) -> anyhow::Result<(i64, i64)> {
    bahi::day_bounds(date).with_context(|| format!("{date:?} is no date; write 2023-04-28, 2023-04 or 2023"))
}

/// Looks names up.
pub struct Look<'a> {
    /// The knowledge.
    pub bahi: &'a Bahi,
    /// The ledger.
    pub store: &'a Store,
}

impl Look<'_> {
    /// A country or body, as code.
    pub fn country(&self, name: &str) -> anyhow::Result<String> {
        let code = self.bahi.country_code(name);
        code.with_context(|| format!("no country or body is called {name:?}; give its ISO code, as IN"))
    }

    /// The actor that a name most likely means here; says so where it may mean others.
    pub fn who(&self, name: &str) -> anyhow::Result<String> {
        let found = self.actors(name)?;
        let (first, rest) = found.split_first().with_context(|| {
            format!("nobody in this ledger is called {name:?}; see: bahi actors, bahi find {name:?}")
        })?;
        if !rest.is_empty() || !first.sure {
            let others: Vec<String> = rest.iter().take(4).map(|a| format!("{} {}", a.id, a.name)).collect();
            let more =
                if others.is_empty() { String::new() } else { format!("; it may also be {}", others.join(", ")) };
            complain(format_args!("{name}: taken for {} {}{more}", first.id, first.name));
        }
        Ok(first.id.clone())
    }

    /// The actors that a name or an id may mean here.
    pub fn actors(&self, name: &str) -> anyhow::Result<Vec<NamedActor>> {
        if name.to_uppercase().starts_with("A-") {
            let ids = self.store.resolve_id(name)?;
            if let [id] = ids.as_slice() {
                return Ok(vec![self.store.actor_called(id)?]);
            }
        }
        Ok(self.store.actors_named(self.bahi.knowledge(), name)?)
    }

    /// Ids of the things of some kinds that a name means.
    fn ids(&self, name: &str, what: &str, kinds: &[&str]) -> anyhow::Result<Vec<String>> {
        let found = self.store.actors_like(self.bahi.knowledge(), name, usize::MAX)?;
        let mut found: Vec<NamedActor> = found.into_iter().filter(|a| kinds.contains(&a.kind.as_str())).collect();
        if found.iter().any(|a| a.sure) {
            found.retain(|a| a.sure);
        }
        if found.is_empty() {
            bail!("no {what} in this ledger is called {name:?}; see: bahi actors --kind {}", kinds[0]);
        }
        Ok(found.into_iter().map(|a| a.id).collect())
    }

    fn place(&self, name: &str) -> anyhow::Result<Vec<String>> {
        let code = self.bahi.country_code(name);
        match self.ids(name, "place", &["place"]) {
            Ok(mut ids) => {
                ids.extend(code);
                Ok(ids)
            }
            Err(error) => code.map(|code| vec![code]).ok_or(error),
        }
    }

    /// Goods by name, as [`Self::goods`].
    pub fn system(&self, name: &str) -> anyhow::Result<About> {
        let items = self.ids(name, "system", &["system", "other"])?;
        let mut about = self.goods(&items)?;
        about.topics.extend(self.store.topics_like(&[name])?);
        Ok(about)
    }

    /// Goods by their ids: deliveries of them, and topics and instruments that name them.
    pub fn goods(&self, items: &[String]) -> anyhow::Result<About> {
        let mut names = Vec::new();
        for id in items {
            names.push(self.store.actor_called(id)?.name);
            names.extend(self.store.names_of(self.bahi.knowledge(), id)?);
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Ok(About { topics: self.store.topics_like(&names)?, items: items.to_vec() })
    }

    fn topic(&self, words: &str) -> anyhow::Result<About> {
        let topics = self.store.topics_like(&[words])?;
        if topics.is_empty() {
            bail!("no topic or instrument in this ledger has the words {words:?}; see: bahi find {words:?}");
        }
        Ok(About { items: self.ids(words, "system", &["system"]).unwrap_or_default(), topics })
    }
}
