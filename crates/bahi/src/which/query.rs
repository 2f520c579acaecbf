//! Filters as they stand in the query string of an address, and back.

use super::{Which, WhichError};

/// A filter: its name in addresses and on the command line, and what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilterName {
    /// `who`, `from`, …
    pub name: &'static str,
    /// What it does, for documents.
    pub about: &'static str,
    /// Whether it may stand several times.
    pub several: bool,
}

/// Every filter, in the order in which addresses are written.
pub const FILTERS: [FilterName; 15] = [
    several("who", "Somebody or something that took part, in either script or as id; several for those who met"),
    several("country", "A country or body that took part, as code or name; several for all of them"),
    one("pair", "Two countries that took part, as IN-RU"),
    one("system", "Goods, as S-400: deliveries of them, and what else has them for a topic"),
    one("topic", "Words of the topic or the instrument"),
    one(
        "kind",
        "Of engagements meeting, call, visit, session, summit, exercise, press-conference; of statements said, …",
    ),
    one(
        "status",
        "Of engagements held, planned, cancelled, denied; of agreements signed, …; of deliveries delivered, …",
    ),
    one("forum", "The forum, in either script or as SCO"),
    one("place", "The place or its country, in either script"),
    one("from", "On or after this day, month or year (EDTF); what is no engagement goes by the day of its report"),
    one("until", "On or before this day, month or year (EDTF)"),
    one("outlet", "Words of the name of the outlet of some report of it"),
    several("language", "A language of a report that tells of it, as hi; several for any of them"),
    one("disputed", "yes: only those about which the reports disagree"),
    one("state", "Only those with a conflict that is open, settled, both-stand or unsure"),
];

const fn one(name: &'static str, about: &'static str) -> FilterName {
    FilterName { name, about, several: false }
}

const fn several(name: &'static str, about: &'static str) -> FilterName {
    FilterName { name, about, several: true }
}

impl Which {
    /// Sets a filter by its name. An empty value is none, as forms send fields that were left empty. Gives whether there is
    /// such a filter.
    ///
    /// # Errors
    /// A filter that may stand once and stands twice, a switch that is neither yes nor no.
    pub fn set(&mut self, name: &str, value: &str) -> Result<bool, WhichError> {
        if !FILTERS.iter().any(|f| f.name == name) {
            return Ok(false);
        }
        let value = value.trim();
        if value.is_empty() {
            return Ok(true);
        }
        match name {
            "who" => self.who.push(value.to_owned()),
            "country" => self.country.push(value.to_owned()),
            "language" => self.language.push(value.to_owned()),
            "disputed" => self.disputed = switch(name, value)?,
            _ => {
                if let Some(slot) = self.slot(name) {
                    if slot.as_deref().is_some_and(|there| there != value) {
                        let what = "it stands twice; give it once".to_owned();
                        return Err(WhichError::Value { name: name.to_owned(), what });
                    }
                    *slot = Some(value.to_owned());
                }
            }
        }
        Ok(true)
    }

    fn slot(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name {
            "pair" => &mut self.pair,
            "system" => &mut self.system,
            "topic" => &mut self.topic,
            "kind" => &mut self.kind,
            "status" => &mut self.status,
            "forum" => &mut self.forum,
            "place" => &mut self.place,
            "from" => &mut self.from,
            "until" => &mut self.until,
            "outlet" => &mut self.outlet,
            "state" => &mut self.state,
            _ => return None,
        })
    }

    /// As names and values, in the order of [`FILTERS`]: [`Which::set`] makes the same of them.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let mut out = Vec::new();
        for filter in FILTERS {
            match filter.name {
                "who" => out.extend(self.who.iter().map(|v| (filter.name, v.as_str()))),
                "country" => out.extend(self.country.iter().map(|v| (filter.name, v.as_str()))),
                "language" => out.extend(self.language.iter().map(|v| (filter.name, v.as_str()))),
                "disputed" => out.extend(self.disputed.then_some((filter.name, "yes"))),
                name => out.extend(self.value(name).map(|v| (name, v))),
            }
        }
        out
    }

    fn value(&self, name: &'static str) -> Option<&str> {
        match name {
            "pair" => self.pair.as_deref(),
            "system" => self.system.as_deref(),
            "topic" => self.topic.as_deref(),
            "kind" => self.kind.as_deref(),
            "status" => self.status.as_deref(),
            "forum" => self.forum.as_deref(),
            "place" => self.place.as_deref(),
            "from" => self.from.as_deref(),
            "until" => self.until.as_deref(),
            "outlet" => self.outlet.as_deref(),
            "state" => self.state.as_deref(),
            _ => None,
        }
    }
}

fn switch(name: &str, value: &str) -> Result<bool, WhichError> {
    match value {
        "yes" | "true" | "1" | "on" => Ok(true),
        "no" | "false" | "0" | "off" => Ok(false),
        _ => Err(WhichError::Value { name: name.to_owned(), what: format!("{value:?} is neither yes nor no") }),
    }
}
