//! Near misses: engagements that share their parties and the days about them, and were kept apart; each with what did so.

use super::facts::Facts;
use super::merge::{compare, parties_fit};
use std::collections::BTreeMap;

/// Days before and after within which the next engagement of the same parties is worth telling of.
pub const ABOUT: i64 = 7;

/// Why two tellings of the same parties are not of one engagement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Apart {
    /// Dates that cannot be one.
    Dates,
    /// Places in two countries.
    Places,
    /// It took place in one, and was called off or denied in the other.
    Statuses,
    /// A dinner is not the talks.
    Occasions,
    /// A call is not a meeting.
    Kinds,
    /// Not the same parties.
    Parties,
}

/// An engagement that was kept apart from another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearMiss {
    /// Id of the engagement.
    pub record: String,
    /// What kept it apart, in words.
    pub because: String,
}

/// The near misses of an engagement by the tellings of others, by their ids.
pub fn misses(mine: &[Facts], others: &BTreeMap<String, Vec<Facts>>) -> Vec<NearMiss> {
    let miss = |(record, theirs): (&String, &Vec<Facts>)| {
        let because = because(mine, theirs)?;
        Some(NearMiss { record: record.clone(), because })
    };
    others.iter().filter_map(miss).collect()
}

// What kept two engagements apart: the first ground that any two of their tellings give.
fn because(mine: &[Facts], theirs: &[Facts]) -> Option<String> {
    let pairs = mine.iter().flat_map(|x| theirs.iter().map(move |y| (x, y)));
    let pairs: Vec<_> = pairs.filter(|(x, y)| parties_fit(x, y).is_some()).collect();
    let grounds = pairs.iter().filter_map(|(x, y)| Some((compare(x, y).err()?, *x, *y)));
    if let Some((apart, x, y)) = grounds.min_by_key(|g| g.0) {
        return Some(in_words(apart, x, y));
    }
    if let Some((x, _)) = pairs.iter().find(|(x, y)| x.report == y.report) {
        return Some(format!("{} tells of both", x.path));
    }
    // A report that tells of one of them as part of the other still speaks for two.
    let twice = mine.iter().find(|x| theirs.iter().any(|y| y.report == x.report));
    pairs.first()?;
    let undated = pairs.iter().find(|(x, y)| x.is_timeless() != y.is_timeless());
    let undated = undated.map(|(x, y)| if x.is_timeless() { x } else { y });
    Some(match (twice, undated) {
        (Some(x), _) => format!("{} tells of both", x.path),
        (_, Some(x)) => format!("{} does not say when and may be of this or another time", x.path),
        _ => "set apart by a judgement, or each has tellings that fit it better".to_owned(),
    })
}

fn in_words(apart: Apart, x: &Facts, y: &Facts) -> String {
    let (a, b) = match apart {
        Apart::Dates => (date(x), date(y)),
        Apart::Places => (country(x), country(y)),
        Apart::Statuses => (x.status.clone(), y.status.clone()),
        Apart::Occasions => (occasion(x), occasion(y)),
        Apart::Kinds => (x.kind.clone(), y.kind.clone()),
        Apart::Parties => (String::new(), String::new()),
    };
    let what = match apart {
        Apart::Dates => "dates that cannot be one",
        Apart::Places => "places of two countries",
        Apart::Statuses => "one took place and one did not",
        Apart::Occasions => "two occasions",
        Apart::Kinds => "two kinds",
        Apart::Parties => return "not the same parties".to_owned(),
    };
    format!("{what}: {a} ({}) and {b} ({})", x.path, y.path)
}

fn date(f: &Facts) -> String {
    let recalled = if f.background { ", recalled" } else { "" };
    f.when.as_ref().map_or_else(|| format!("undated{recalled}"), |w| format!("{w}{recalled}"))
}

fn country(f: &Facts) -> String {
    f.place.as_ref().and_then(|p| p.1.clone()).unwrap_or_default()
}

fn occasion(f: &Facts) -> String {
    f.occasion.clone().unwrap_or_else(|| "talks".to_owned())
}
