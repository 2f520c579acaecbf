//! What records are about, counted: exact, over all records that a filter lets through, in one pass.

use super::brief::NO_DAY;
use super::find::{Filter, Type};
use super::{Store, StoreError};
use bahi_read::Day;
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;

/// Something that records can be filtered and counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Type of record: the name of a [`Type`].
    Type,
    /// Kind of engagements and statements. [`Filter::kind`].
    Kind,
    /// Status; statements have none. [`Filter::status`].
    Status,
    /// States of the conflicts about it; most have none. [`Filter::state`].
    State,
    /// ISO codes of countries and ids of bodies that take part. [`Filter::countries`].
    Country,
    /// Actor ids of the people who take part, whom something is said to or about. [`Filter::who`].
    Person,
    /// Actor ids of others who take part: offices, countries, bodies. [`Filter::who`].
    Party,
    /// Actor ids of forums; of a statement that of the engagement at which it was made. [`Filter::forums`].
    Forum,
    /// Actor ids of goods. [`Filter::about`].
    System,
    /// Actor ids of places; of a statement that of the engagement at which it was made. [`Filter::places`].
    Place,
    /// ISO codes of the countries where these places are. [`Filter::places`].
    Territory,
    /// Outlets of the reports that tell of it. [`Filter::bounds`].
    Outlet,
    /// BCP 47 tags of the languages of these reports. [`Filter::languages`].
    Language,
    /// Topics and instruments, in the words of the reports. [`Filter::about`].
    Topic,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Type,
        Self::Kind,
        Self::Status,
        Self::State,
        Self::Country,
        Self::Person,
        Self::Party,
        Self::Forum,
        Self::System,
        Self::Place,
        Self::Territory,
        Self::Outlet,
        Self::Language,
        Self::Topic,
    ];

    // Whoever and whatever takes part.
    pub(super) const ACTORS: &'static [Self] = &[Self::Person, Self::Party, Self::System];

    /// In one word, as the file has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::State => "state",
            Self::Country => "country",
            Self::Person => "person",
            Self::Party => "party",
            Self::Forum => "forum",
            Self::System => "system",
            Self::Place => "place",
            Self::Territory => "territory",
            Self::Outlet => "outlet",
            Self::Language => "language",
            Self::Topic => "topic",
        }
    }

    // Whether its values are ids of actors.
    fn is_actor(self) -> bool {
        matches!(self, Self::Person | Self::Party | Self::Forum | Self::System | Self::Place)
    }
}

/// A value with the number of records that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// As a [`Filter`] takes it.
    pub value: String,
    /// English name, where the value is the id of an actor that has one.
    pub name: Option<String>,
    /// Hindi name.
    pub hindi: Option<String>,
    /// How many records have it; one that has several values counts for each.
    pub records: usize,
}

/// The values of a facet among some records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which.
    pub facet: Facet,
    /// The most frequent first, of those as frequent by letters; as many as were asked for.
    pub values: Vec<FacetValue>,
    /// How many values there are in all.
    pub distinct: usize,
}

/// Some records counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many there are.
    pub records: usize,
    /// The facets asked for, in that order; none is left out.
    pub facets: Vec<FacetCounts>,
    /// Records by the month of their first day, as `2023-04`, in order; months without any are left out.
    pub months: Vec<(String, usize)>,
    /// How many are of no known day.
    pub undated: usize,
}

// Records counted by numbers of values and by day.
#[derive(Debug, Default)]
struct Tally {
    records: usize,
    values: Vec<u32>,
    days: BTreeMap<i64, usize>,
}

impl Tally {
    // Numbers stand as `[3,17]`.
    fn add(&mut self, day: i64, facets: &str) {
        self.records += 1;
        *self.days.entry(day).or_default() += 1;
        let mut number = 0usize;
        for byte in facets.bytes().skip(1) {
            match byte {
                b'0'..=b'9' => number = number.saturating_mul(10).saturating_add(usize::from(byte - b'0')),
                _ => {
                    if let Some(count) = self.values.get_mut(number) {
                        *count += 1;
                    }
                    number = 0;
                }
            }
        }
    }

    fn months(&self) -> Vec<(String, usize)> {
        let mut out: Vec<(String, usize)> = Vec::new();
        for (day, records) in self.days.iter().filter(|d| *d.0 > NO_DAY) {
            let day = Day::from_number(*day);
            let month = format!("{:04}-{:02}", day.year, day.month);
            match out.last_mut() {
                Some(last) if last.0 == month => last.1 += records,
                _ => out.push((month, *records)),
            }
        }
        out
    }
}

impl Store {
    /// Counts records of some types, all where none is given, that a filter lets through; of each facet asked for the most
    /// frequent values, at most so many.
    ///
    /// What a filter asks for limits its own facet too: for the counts beside a value that is chosen, count without it.
    pub fn facets(&self, types: &[Type], filter: &Filter, facets: &[Facet], most: usize) -> Result<Facets, StoreError> {
        let asked = format!("facets {types:?} {filter:?} {facets:?} {most}");
        Ok(Facets::clone(&*self.once(asked, || self.count_facets(types, filter, facets, most))?))
    }

    fn count_facets(
        &self,
        types: &[Type],
        filter: &Filter,
        facets: &[Facet],
        most: usize,
    ) -> Result<Facets, StoreError> {
        let tally = self.once(format!("tally {types:?} {filter:?}"), || self.tally(types, filter))?;
        let mut out = Vec::new();
        for facet in facets {
            out.push(self.counted(*facet, &tally, most)?);
        }
        let undated = tally.days.get(&NO_DAY).copied().unwrap_or_default();
        Ok(Facets { records: tally.records, facets: out, months: tally.months(), undated })
    }

    fn tally(&self, types: &[Type], filter: &Filter) -> Result<Tally, StoreError> {
        let Some(sieve) = self.sieve(types, filter)? else { return Ok(Tally::default()) };
        let most: i64 = self.db.query_row("SELECT coalesce(max(number), 0) FROM facet", [], |r| r.get(0))?;
        let mut tally = Tally { values: vec![0; usize::try_from(most).unwrap_or_default() + 1], ..Tally::default() };
        let (source, conditions) = (&sieve.source, &sieve.conditions);
        let mut rows = self.db.prepare(&match sieve.whole {
            true => format!("SELECT p.day, p.facets FROM {source} WHERE {conditions}"),
            false => format!(
                "SELECT p.day, b.facets FROM {source} CROSS JOIN brief b ON b.number = p.record WHERE {conditions}"
            ),
        })?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            tally.add(row.get(0)?, row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?);
        }
        Ok(tally)
    }

    fn counted(&self, facet: Facet, tally: &Tally, most: usize) -> Result<FacetCounts, StoreError> {
        // By letters; sorting by number then keeps that order among equals.
        let mut rows = self.db.prepare_cached("SELECT number, value FROM facet WHERE name = ?1 ORDER BY value")?;
        let mut rows = rows.query([facet.name()])?;
        let mut found: Vec<(u32, String)> = Vec::new();
        while let Some(row) = rows.next()? {
            let number = usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
            if let Some(count) = tally.values.get(number).copied().filter(|c| *c > 0) {
                found.push((count, row.get(1)?));
            }
        }
        found.sort_by_key(|f| std::cmp::Reverse(f.0));
        let distinct = found.len();
        let mut values = Vec::new();
        for (records, value) in found.into_iter().take(most) {
            let (name, hindi) = if facet.is_actor() { self.names_of_actor(&value)? } else { (None, None) };
            values.push(FacetValue { value, name, hindi, records: records as usize });
        }
        Ok(FacetCounts { facet, values, distinct })
    }

    fn names_of_actor(&self, id: &str) -> Result<(Option<String>, Option<String>), StoreError> {
        let mut row = self.db.prepare_cached(
            "SELECT en, hi FROM seen WHERE actor = ?1
             UNION ALL SELECT s.en, s.hi FROM parted p JOIN seen s ON s.actor = p.actor WHERE p.part = ?1 LIMIT 1",
        )?;
        Ok(row.query_row([id], |r| Ok((r.get(0)?, r.get(1)?))).optional()?.unwrap_or_default())
    }
}
