//! Dates as pages write them: day first, month first, in digits or words of either language, with or without a year.

use crate::lexicon::Months;
use crate::model::DateAt;
use crate::model::TextSpan;
use crate::words::{Kind, Token};

/// A date found among tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub year: Option<u16>,
    pub month: u8,
    pub day: u8,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
}

impl Found {
    /// The date with its place in the page, for a line that begins at byte `base`.
    pub fn at(&self, tokens: &[Token], base: usize) -> DateAt {
        let span = TextSpan::new(base + tokens[self.from].start, base + tokens[self.to - 1].end);
        DateAt { year: self.year, month: self.month, day: self.day, span }
    }
}

/// The date that begins at token `i`.
pub(crate) fn date_at(tokens: &[Token], i: usize, months: &Months) -> Option<Found> {
    numeric(tokens, i).or_else(|| day_first(tokens, i, months)).or_else(|| month_first(tokens, i, months))
}

/// The number of tokens that a time of day takes at `i`: `18:20`, `07.10`, `9:30:15`.
pub(crate) fn time_at(tokens: &[Token], i: usize) -> Option<usize> {
    let (hour, digits) = number(tokens, i)?;
    let (minute, two) = number(tokens, i + 2)?;
    let sep = tokens.get(i + 1)?;
    if !(sep.is(':') || sep.is('.')) || hour > 24 || digits > 2 || minute > 59 || two != 2 {
        return None;
    }
    let seconds = tokens.get(i + 3).is_some_and(|t| t.is(':')) && number(tokens, i + 4).is_some_and(|(s, _)| s < 60);
    Some(if seconds { 5 } else { 3 })
}

fn number(tokens: &[Token], i: usize) -> Option<(u32, usize)> {
    match tokens.get(i)?.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    }
}

fn year(tokens: &[Token], i: usize) -> Option<u16> {
    let (value, digits) = number(tokens, i)?;
    (digits == 4 && (1900..=2100).contains(&value)).then_some(value as u16)
}

fn small(tokens: &[Token], i: usize) -> Option<u8> {
    let (value, digits) = number(tokens, i)?;
    (digits <= 2 && value <= 31).then_some(value as u8)
}

/// `2018-10-06`, `06-10-2018`, `25/07/2025`, `20.06.2024`: day before month, unless only the other way is a date.
fn numeric(tokens: &[Token], i: usize) -> Option<Found> {
    let five = tokens.get(i..i + 5)?;
    let Kind::Mark(mark @ ('-' | '/' | '.' | '–')) = five[1].kind else { return None };
    if !five[3].is(mark) || five.windows(2).any(|w| w[0].end != w[1].start) {
        return None;
    }
    let (from, to) = (i, i + 5);
    let build = |year: u16, month: u8, day: u8| valid(Found { year: Some(year), month, day, from, to });
    if let Some(y) = year(tokens, i) {
        return build(y, small(tokens, i + 2)?, small(tokens, i + 4)?);
    }
    let (first, second, y) = (small(tokens, i)?, small(tokens, i + 2)?, year(tokens, i + 4)?);
    build(y, second, first).or_else(|| build(y, first, second))
}

/// `27 May 2014`, `6th June, 2018`, day numbers in words; the year may be missing.
fn day_first(tokens: &[Token], i: usize, months: &Months) -> Option<Found> {
    let day = small(tokens, i).or_else(|| months.days.get(tokens.get(i)?.word()?).copied())?;
    let mut j = i + 1;
    if tokens.get(j)?.word().is_some_and(|w| months.ordinals.contains(w)) {
        j += 1;
    }
    j = skip_mark(tokens, j, &[',', '.', '-', '–', '/']);
    let &(month, short) = months.names.get(tokens.get(j)?.word()?)?;
    finish(tokens, Found { year: None, month, day, from: i, to: j + 1 }, short)
}

/// `September 6, 2018`, `Dec 09, 2024`.
fn month_first(tokens: &[Token], i: usize, months: &Months) -> Option<Found> {
    let &(month, short) = months.names.get(tokens.get(i)?.word()?)?;
    let mut j = skip_mark(tokens, i + 1, &[',', '.', '-', '–', '/']);
    let day = small(tokens, j)?;
    if tokens.get(j + 1).is_some_and(|t| t.is(':')) {
        return None; // the hour of a time
    }
    j += 1;
    if tokens.get(j).and_then(Token::word).is_some_and(|w| months.ordinals.contains(w)) {
        j += 1;
    }
    finish(tokens, Found { year: None, month, day, from: i, to: j }, short)
}

/// Adds the year, if one follows; a short month name without a year is no date.
fn finish(tokens: &[Token], found: Found, short: bool) -> Option<Found> {
    let j = skip_mark(tokens, found.to, &[',', '.', '-', '–', '/', '\'', '’']);
    match year(tokens, j) {
        Some(y) => valid(Found { year: Some(y), to: j + 1, ..found }),
        None if short => None,
        None => valid(found),
    }
}

fn skip_mark(tokens: &[Token], i: usize, marks: &[char]) -> usize {
    match tokens.get(i).map(|t| &t.kind) {
        Some(Kind::Mark(c)) if marks.contains(c) => i + 1,
        _ => i,
    }
}

fn valid(found: Found) -> Option<Found> {
    let leap = found.year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    let days = match found.month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&found.day).then_some(found)
}
