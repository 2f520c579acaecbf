//! Where tellings stand among those that share a key: by how many days they may have been on, and of most by when.

use bahi_read::Edtf;
use bahi_resolve::combine::ambiguous::KNOWN_WITHIN;
use bahi_resolve::combine::facts::Facts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Days that tellings on one shelf may have been on, at most. On the last four are those of more days, those of a day of an
/// unknown year, those of no known time, and of these such as are of several times for all that is known.
pub const SHELVES: [i64; 3] = [4, KNOWN_WITHIN, 400];
/// The shelf of those of more days.
pub const LONG: usize = SHELVES.len();
/// The shelf of those of a day of an unknown year.
pub const YEARLY: usize = LONG + 1;
/// The shelf of those of no known time.
pub const TIMELESS: usize = YEARLY + 1;
/// The shelf of such of these as are of several times for all that is known.
pub const AMBIGUOUS: usize = TIMELESS + 1;

/// The last of the shelves of tellings whose time is known, see [`ambiguous`](bahi_resolve::combine::ambiguous).
pub const CLOSE: usize = 1;

// Days of which tellings on these shelves lie together, whatever their keys: reports that come tell of what is of about their days,
// so that little of a large file is touched by many of them. On other shelves, where few stand, those of one key lie together.
const ERAS: [i64; CLOSE + 1] = [32, 64];

// 1900 and 2100, as days since 1970: what is told of other centuries is little, and stands in the first and the last era.
const OLDEST: i64 = -25_567;
const LATEST: i64 = 47_482;

/// The keys of a telling, and where it stands under them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// Its keys.
    pub keys: BTreeSet<String>,
    /// Where it stands under each.
    pub at: Standing,
}

/// Where a telling stands among those of its keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its shelf.
    pub span: usize,
    /// The first day it may have been on; of a day of an unknown year its place in the year.
    pub first: i64,
    /// The last one.
    pub last: i64,
    /// The country it was in, empty where it is not known.
    pub country: String,
    /// The place.
    pub place: Option<String>,
}

impl Standing {
    /// Of a telling.
    pub fn of(facts: &Facts) -> Self {
        let (place, country) = facts.spot().map(|(p, c)| (p.to_owned(), c.to_owned())).unzip();
        let country = country.unwrap_or_default();
        let (first, last) = facts.days();
        let days = last.saturating_sub(first);
        let at = |span, first, last, country| Self { span, first, last, country, place: place.clone() };
        match facts.when {
            Some(Edtf::DayOfYear(month, day)) => at(YEARLY, in_year(month, day), in_year(month, day), country),
            None if facts.is_timeless() => at(TIMELESS, 0, 0, country),
            _ => at(SHELVES.iter().position(|most| days <= *most).unwrap_or(LONG), first, last, country),
        }
    }

    /// In which era.
    pub fn era(&self) -> i64 {
        era(self.span, self.first)
    }

    /// Whether it is of no known time and could be of several.
    pub fn is_ambiguous(&self) -> bool {
        self.span == AMBIGUOUS
    }

    /// The same of no known time: among those that could be of several, or among those that could not.
    pub fn put_aside(&self, ambiguous: bool) -> Self {
        Self { span: if ambiguous { AMBIGUOUS } else { TIMELESS }, ..self.clone() }
    }

    /// Whether its days are so few that it speaks for a time.
    pub fn is_of_known_time(&self) -> bool {
        self.span <= CLOSE
    }

    /// The place with its country, which may be empty.
    pub fn spot(&self) -> Option<(&str, &str)> {
        self.place.as_deref().map(|place| (place, self.country.as_str()))
    }

    /// Whether it is the same place, if need be among those of no known time that could be of several.
    pub fn is_at(&self, other: &Self) -> bool {
        let shelf = |span: usize| span.min(TIMELESS);
        let place = |s: &Self| (shelf(s.span), s.first, s.last);
        place(self) == place(other) && self.country == other.country && self.place == other.place
    }
}

/// The era of a day on a shelf; later days are in no earlier one.
pub fn era(span: usize, day: i64) -> i64 {
    ERAS.get(span).map_or(0, |days| day.clamp(OLDEST, LATEST).div_euclid(*days))
}

/// The place of a day in its year; later days have greater ones.
pub fn in_year(month: u8, day: u8) -> i64 {
    32 * i64::from(month) + i64::from(day)
}

/// The day that has a place in its year.
pub fn of_year(at: i64) -> Option<Edtf> {
    Some(Edtf::DayOfYear(u8::try_from(at / 32).ok()?, u8::try_from(at % 32).ok()?))
}
