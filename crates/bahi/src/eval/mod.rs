//! How well a ledger agrees with a gold reading: the measures of the gold sets' `score.py`, figure for figure.
//!
//! Matching is lenient on names (any spelling, Latin or Devanagari) and strict on everything else: an engagement
//! counts when at least two of its parties are found in one predicted engagement (one, plus the place's country,
//! where the gold has a single party), and every prediction that matches no gold engagement is a false one.
//! Furniture lines and the names of persons are measured besides.

mod across;
mod fold;
mod gold;
mod misses;
mod names;
mod pair;
mod print;
mod report;
mod tally;

pub mod pairs;
pub mod people;
pub mod reference;
pub use across::across;
pub use gold::{Gold, GoldReport};
pub use misses::{Miss, misses};
pub use print::{as_json, as_text};
pub use report::score_report;
pub use tally::{Scores, Tally};

#[cfg(test)]
mod tests;
