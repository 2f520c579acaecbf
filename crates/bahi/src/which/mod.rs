//! Which records: the filters of the command line, of pages and of the interface, with one meaning.

mod error;
mod look;
mod query;

pub use error::WhichError;
pub use look::Look;
pub use query::{FILTERS, FilterName};

use crate::Bahi;
use bahi_ledger::Store;
use bahi_ledger::store::{Bounds, Filter};

/// Which records, as people say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Which {
    /// Somebody or something that took part, in either script or as id; several for those who met.
    pub who: Vec<String>,
    /// Countries or bodies that took part, as codes or names.
    pub country: Vec<String>,
    /// Two countries that took part, as `IN-RU`.
    pub pair: Option<String>,
    /// Goods.
    pub system: Option<String>,
    /// Words of the topic or the instrument.
    pub topic: Option<String>,
    /// Kind.
    pub kind: Option<String>,
    /// Status.
    pub status: Option<String>,
    /// The forum, in either script or as `SCO`.
    pub forum: Option<String>,
    /// The place or its country, in either script.
    pub place: Option<String>,
    /// On or after this day, month or year, EDTF.
    pub from: Option<String>,
    /// On or before.
    pub until: Option<String>,
    /// Words of the name of an outlet.
    pub outlet: Option<String>,
    /// Any of these languages, of a report that tells of it, as BCP 47 tags.
    pub language: Vec<String>,
    /// Only those about which the reports disagree.
    pub disputed: bool,
    /// Only those with a conflict in this state.
    pub state: Option<String>,
}

/// A filter as the store takes it, and what was assumed on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// For the store.
    pub filter: Filter,
    /// Names that may mean somebody else too: who they were taken for.
    pub notes: Vec<String>,
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
        out.extend(self.language.iter().map(|l| format!("language: {l}")));
        out.extend(self.disputed.then(|| "disputed".to_owned()));
        out.join("; ")
    }

    /// As the store takes it; names are looked up.
    ///
    /// # Errors
    /// A name, a date or a pair that means nothing here.
    pub fn filter(&self, bahi: &Bahi, store: &Store) -> Result<Asked, WhichError> {
        let look = Look { bahi, store };
        let mut notes = Vec::new();
        let mut about = Vec::new();
        about.extend(self.system.as_deref().map(|name| look.system(name)).transpose()?);
        about.extend(self.topic.as_deref().map(|words| look.topic(words)).transpose()?);
        let who = self.who.iter().map(|name| look.who(name, &mut notes)).collect::<Result<_, _>>()?;
        let filter = Filter {
            who,
            countries: self.countries(&look)?,
            kind: self.kind.clone(),
            status: self.status.clone(),
            bounds: bounds(self.from.as_deref(), self.until.as_deref(), self.outlet.as_deref(), store)?,
            forums: self.forum.as_deref().map_or(Ok(Vec::new()), |name| look.forum(name))?,
            places: self.place.as_deref().map_or(Ok(Vec::new()), |name| look.place(name))?,
            about,
            languages: self.language.clone(),
            disputed: self.disputed,
            state: self.state.clone(),
        };
        Ok(Asked { filter, notes })
    }

    fn countries(&self, look: &Look) -> Result<Vec<String>, WhichError> {
        let mut names = self.country.clone();
        if let Some(pair) = &self.pair {
            let two = pair.split_once('-').filter(|p| !p.0.is_empty() && !p.1.is_empty());
            let (a, b) = two.ok_or_else(|| WhichError::Pair { pair: pair.clone() })?;
            names.extend([a.to_owned(), b.to_owned()]);
        }
        names.iter().map(|name| look.country(name)).collect()
    }
}

/// Days and outlets of reports.
///
/// # Errors
/// What is no date, and an outlet of which there is no report.
pub fn bounds(
    from: Option<&str>,
    until: Option<&str>,
    outlet: Option<&str>,
    store: &Store,
) -> Result<Bounds, WhichError> {
    let outlets = outlet.map(|name| store.outlets_like(name)).transpose()?;
    if let (Some(name), Some([])) = (outlet, outlets.as_deref()) {
        return Err(WhichError::Outlet { name: name.to_owned(), known: store.outlets()? });
    }
    Ok(Bounds {
        from: from.map(|d| days(d).map(|b| b.0)).transpose()?,
        to: until.map(|d| days(d).map(|b| b.1)).transpose()?,
        outlets: outlets.unwrap_or_default(),
    })
}

fn days(date: &str) -> Result<(i64, i64), WhichError> {
    crate::day_bounds(date).ok_or_else(|| WhichError::Date { date: date.to_owned() })
}
