//! What is told of no time at all, and could be of several: it is taken to be of none of them.
//!
//! Who meet often meet in the same country. Which of these meetings a report is about that says neither its own day nor that of
//! the meeting, nobody can tell from it; to take the first that fits would be a guess.

use super::facts::{ByKey, Facts};
use super::merge::same;
use std::collections::BTreeSet;

/// Days that tellings of one engagement are not apart.
pub const APART: i64 = 60;

/// Days at most that a telling may have been on that speaks for a time.
pub const KNOWN_WITHIN: i64 = 40;

/// The first of the days on which a telling may have been, if these are few.
pub fn time(facts: &Facts) -> Option<i64> {
    let (first, last) = facts.days();
    (last.saturating_sub(first) <= KNOWN_WITHIN).then_some(first)
}

/// Whether a telling of no time may be of one engagement with another; they stand in canonical order.
pub fn may_be_of(x: &Facts, y: &Facts) -> bool {
    x.report != y.report && same(x, y).is_some()
}

/// Those of some facts in canonical order, by their places, that are told of no time and may be one with others of which the
/// times are known and more than [`APART`] days from one another.
pub fn ambiguous(facts: &[Facts]) -> BTreeSet<usize> {
    let timeless: Vec<usize> = (0..facts.len()).filter(|&n| facts[n].is_timeless()).collect();
    let mut by_key = ByKey::default();
    if !timeless.is_empty() {
        let timed = facts.iter().enumerate().filter(|(_, f)| time(f).is_some());
        timed.for_each(|(n, f)| by_key.enter(f, n));
    }
    let is_of_several = |&n: &usize| {
        let fits = |&m: &usize| may_be_of(&facts[n.min(m)], &facts[n.max(m)]);
        let times = by_key.sharing(&facts[n]).into_iter().filter(fits).filter_map(|m| time(&facts[m]));
        let times: BTreeSet<i64> = times.collect();
        times.first().zip(times.last()).is_some_and(|(first, last)| last - first > APART)
    };
    timeless.into_iter().filter(is_of_several).collect()
}
