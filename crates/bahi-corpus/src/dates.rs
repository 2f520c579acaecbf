//! Finds the dates of a text, cut into day, month and year, each told by its distance from the day of publication.

use crate::day::Day;
use crate::text::{Word, gap};
use crate::words::{MonthStyle, Words};

/// A point in time, by its distance from the day from which a story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// So many days later.
    Day(i64),
    /// So many months later.
    Month(i64),
    /// So many years later.
    Year(i64),
}

/// Part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The day in digits; filled to two where `padded`.
    Day { when: i64, padded: bool },
    /// The day as a word.
    DayWord { when: i64 },
    /// A day whose month stands with another: '21 और 22 अगस्त'.
    ListedDay { when: i64, with: i64, style: MonthStyle },
    /// The month as a word.
    Month { when: When, style: MonthStyle },
    /// The month in digits.
    MonthNumber { when: i64 },
    /// The year.
    Year { when: When },
    /// A weekday, 1 for Monday.
    Weekday(i64),
}

/// Years that are years; other numbers of four digits may be anything.
const YEARS: std::ops::RangeInclusive<i64> = 1990..=2045;

/// Cuts dates.
pub(crate) struct Dates<'a> {
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Word],
    pub(crate) lists: &'a Words,
    /// The day from which distances count.
    pub(crate) base: Day,
}

impl Dates<'_> {
    /// Every part of a date, by the word it is; in order.
    pub(crate) fn parts(&self) -> Vec<(usize, Part)> {
        let mut parts: Vec<(usize, Part)> = vec![];
        for at in 0..self.words.len() {
            if parts.iter().any(|(taken, _)| *taken == at) {
                continue;
            }
            let folded = self.words[at].folded.as_str();
            if let Some(weekday) = self.lists.weekday(folded) {
                parts.push((at, Part::Weekday(weekday)));
            } else if let Some((month, style)) = self.lists.month(folded, &self.text[self.words[at].at.clone()]) {
                self.around_month(at, month, style, &mut parts);
            } else if !self.in_digits(at, &mut parts) && self.is_bare_year(at) {
                parts.push((at, Part::Year { when: self.year(self.number(at).unwrap_or_default()) }));
            }
        }
        parts.sort_by_key(|(at, _)| *at);
        parts.dedup_by_key(|(at, _)| *at);
        parts
    }

    /// The first whole date of the text.
    pub(crate) fn first(text: &str, words: &[Word], lists: &Words) -> Option<Day> {
        let base = Day(0);
        let parts = Dates { text, words, lists, base }.parts();
        let year = parts.iter().position(|(_, part)| matches!(part, Part::Year { when: When::Day(_) }))?;
        match parts[year].1 {
            Part::Year { when: When::Day(days) } => Some(Day(days)),
            _ => None,
        }
    }

    fn number(&self, at: usize) -> Option<i64> {
        self.words.get(at)?.number
    }

    fn between(&self, before: usize, allowed: &[&str]) -> bool {
        gap(self.text, self.words, before).is_some_and(|gap| allowed.contains(&gap))
    }

    fn year_at(&self, at: usize) -> Option<i64> {
        self.number(at).filter(|year| YEARS.contains(year))
    }

    fn day_at(&self, at: usize) -> Option<i64> {
        let digits = self.number(at).filter(|day| (1..=31).contains(day));
        digits.or_else(|| self.lists.day(&self.words.get(at)?.folded))
    }

    fn year(&self, year: i64) -> When {
        When::Year(year - self.base.date().0)
    }

    fn is_bare_year(&self, at: usize) -> bool {
        let before = self.words[at].at.start.checked_sub(1).and_then(|i| self.text.as_bytes().get(i));
        self.year_at(at).is_some() && before.is_none_or(|b| !b.is_ascii_alphanumeric())
    }

    /// '20 मार्च 2023', 'March 20, 2023', 'मार्च 2023', 'मार्च'.
    fn around_month(&self, at: usize, month: i64, style: MonthStyle, parts: &mut Vec<(usize, Part)>) {
        let spaces = [" ", ", ", "-", " - ", ". "];
        let before = at.checked_sub(1).filter(|&i| self.between(i, &[" ", "-"]) && self.day_at(i).is_some());
        let after = (self.between(at, &[" "]) && self.number(at + 1).is_some_and(|n| n <= 31)).then_some(at + 1);
        // After the month only English has the day, and only before a year: '27 फरवरी 13:05' is none.
        let after = after.filter(|&i| self.between(i, &[", ", " "]) && self.year_at(i + 1).is_some());
        let day_at = before.or(after);
        let last = after.filter(|_| before.is_none()).unwrap_or(at);
        let year_at = (self.between(last, &spaces) && self.year_at(last + 1).is_some()).then_some(last + 1);
        let year = year_at.and_then(|i| self.year_at(i));
        let Some((day_at, day)) = day_at.and_then(|i| Some((i, self.day_at(i)?))) else {
            let when = When::Month(self.months_to(year, month));
            parts.push((at, Part::Month { when, style }));
            parts.extend(year_at.map(|i| (i, Part::Year { when })));
            return;
        };
        let when = self.days_to(year, month, day);
        parts.push((day_at, self.day_part(day_at, when)));
        parts.push((at, Part::Month { when: When::Day(when), style }));
        parts.extend(year_at.map(|i| (i, Part::Year { when: When::Day(when) })));
        parts.extend(self.listed_before(day_at, day, when, style));
    }

    fn day_part(&self, at: usize, when: i64) -> Part {
        let written = &self.words[at].at;
        match self.number(at) {
            Some(day) => Part::Day { when, padded: day < 10 && written.len() == 2 },
            None => Part::DayWord { when },
        }
    }

    /// The first day of '21 और 22 अगस्त' and '06-07 जून'.
    fn listed_before(&self, at: usize, day: i64, with: i64, style: MonthStyle) -> Option<(usize, Part)> {
        let first = match at.checked_sub(1)? {
            i if self.between(i, &["-"]) => i,
            i if self.lists.joins_days(&self.words[i].folded) => i.checked_sub(1)?,
            _ => return None,
        };
        let earlier = self.number(first).filter(|earlier| (1..day).contains(earlier))?;
        Some((first, Part::ListedDay { when: with - (day - earlier), with, style }))
    }

    /// '06-10-2018'.
    fn in_digits(&self, at: usize, parts: &mut Vec<(usize, Part)>) -> bool {
        let marks = ["-", "/", "."];
        let joined = self.between(at, &marks) && self.between(at + 1, &marks);
        let read = || Some((self.number(at)?, self.number(at + 1)?, self.year_at(at + 2)?));
        let Some((day, month, year)) = read().filter(|_| joined) else { return false };
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
            return false;
        }
        let when = self.days_to(Some(year), month, day);
        parts.push((at, Part::Day { when, padded: true }));
        parts.push((at + 1, Part::MonthNumber { when }));
        parts.push((at + 2, Part::Year { when: When::Day(when) }));
        true
    }

    /// Days from the base to a date; without a year, the nearest such date.
    fn days_to(&self, year: Option<i64>, month: i64, day: i64) -> i64 {
        let distance = |year: i64| Day::of(year, month, day).0 - self.base.0;
        let around = self.base.date().0;
        let nearest = || (around - 1..=around + 1).map(distance).min_by_key(|days| days.abs());
        year.map(distance).or_else(nearest).unwrap_or_default()
    }

    fn months_to(&self, year: Option<i64>, month: i64) -> i64 {
        let here = self.base.months();
        match year {
            Some(year) => year * 12 + month - 1 - here,
            None => (month - 1 - here + 6).rem_euclid(12) - 6,
        }
    }
}
