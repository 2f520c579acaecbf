//! A bundled report cut into what stays and what is replaced: names, dates, numbers and words with another of their kind.

use crate::dates::{Dates, Part};
use crate::day::Day;
use crate::find::{Finder, Found, Manner, Thing};
use crate::text::{self, Word, gap};
use crate::words::Words;
use crate::world::World;
use std::ops::Range;

/// A piece of a line.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// Stays.
    Text(String),
    /// A name.
    Name(Thing, Manner),
    /// Part of a date.
    Date(Part),
    /// A number of goods or people.
    Goods(i64),
    /// The number of a session, with the ending where it was written as a word.
    Session(i64, String),
    /// A word, and the one that may stand for it.
    Swap(String, String),
}

/// What a line is to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Headline, dateline and what else stands above the first paragraph.
    Head,
    /// The first paragraph.
    Lead,
    /// Any other.
    Body,
    /// What the page has beside its report.
    Rest,
}

/// A line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) role: Role,
    pub(crate) pieces: Vec<Piece>,
    /// Empty lines before it.
    pub(crate) space: usize,
}

/// A report to vary.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    pub(crate) lines: Vec<Line>,
    /// Day of publication, counted from the first of its story.
    pub(crate) published: i64,
}

/// A paragraph has at least so many characters.
const PARAGRAPH: usize = 120;

/// What is needed to cut the reports of one story.
pub(crate) struct Cutter<'a> {
    pub(crate) world: &'a World,
    pub(crate) lists: &'a Words,
    /// Full names.
    pub(crate) names: &'a Finder,
    /// Surnames of those whom the story names in full.
    pub(crate) parts: &'a Finder,
    /// Day of the story's first report.
    pub(crate) base: Day,
}

impl Cutter<'_> {
    /// Cuts a report that was published on a day.
    pub(crate) fn cut(&self, report: &str, published: Day) -> Template {
        let mut lines: Vec<Line> = vec![];
        let mut space = 0;
        let mut led = false;
        for text in report.lines().map(str::trim_end) {
            if text.is_empty() {
                space += 1;
                continue;
            }
            let role = match (text.chars().count() >= PARAGRAPH, led) {
                (true, false) => Role::Lead,
                (true, true) => Role::Body,
                (false, true) => Role::Rest,
                (false, false) => Role::Head,
            };
            led |= role == Role::Lead;
            lines.push(Line { role, pieces: self.pieces(text, published), space });
            space = 0;
        }
        Template { lines, published: published.0 - self.base.0 }
    }

    fn pieces(&self, line: &str, published: Day) -> Vec<Piece> {
        let words = text::words(line);
        let slots = self.slots(line, &words, published);
        let mut pieces = vec![];
        let mut at = 0;
        for (range, piece) in slots {
            // What begins inside the one before it is part of that.
            if range.start < at {
                continue;
            }
            if range.start > at {
                pieces.push(Piece::Text(line[at..range.start].to_string()));
            }
            at = range.end;
            pieces.push(piece);
        }
        if at < line.len() {
            pieces.push(Piece::Text(line[at..].to_string()));
        }
        pieces
    }

    /// What is replaced, from left to right.
    fn slots(&self, line: &str, words: &[Word], published: Day) -> Vec<(Range<usize>, Piece)> {
        let names = self.found(line, words, published);
        let mut taken = vec![false; words.len()];
        let mut slots: Vec<(Range<usize>, Piece)> = vec![];
        for name in names {
            taken[name.words.0..name.words.1].fill(true);
            let range = words[name.words.0].at.start..words[name.words.1 - 1].at.end;
            if name.thing == Thing::Fixed {
                slots.push((range.clone(), Piece::Text(line[range].to_string())));
            } else {
                slots.push((range, Piece::Name(name.thing, name.manner)));
            }
        }
        let dates = Dates { text: line, words, lists: self.lists, base: self.base };
        for (at, part) in dates.parts() {
            if !std::mem::replace(&mut taken[at], true) {
                slots.push((words[at].at.clone(), Piece::Date(part)));
            }
        }
        let free = (0..words.len()).filter(|&at| !taken[at]);
        slots.extend(free.filter_map(|at| Some((words[at].at.clone(), self.counted(line, words, at)?))));
        slots.sort_by_key(|(range, _)| range.start);
        slots
    }

    fn found(&self, line: &str, words: &[Word], published: Day) -> Vec<Found> {
        let in_office = |thing: Thing| match thing {
            Thing::Person(person) => self.world.people[person].offices.iter().any(|held| held.maybe(published)),
            _ => true,
        };
        let mut found = self.names.find(line, words, in_office);
        let parts = self.parts.find(line, words, in_office);
        let apart = |part: &Found| found.iter().all(|f| part.words.1 <= f.words.0 || f.words.1 <= part.words.0);
        let parts: Vec<Found> = parts.into_iter().filter(|part| apart(part)).collect();
        found.extend(parts);
        found
    }

    /// A number of goods or of a session, or a word with another for it.
    fn counted(&self, line: &str, words: &[Word], at: usize) -> Option<Piece> {
        let word = &words[at];
        let Some(number) = word.number else {
            if let Some((number, ending)) = self.lists.ordinal(&word.folded) {
                return Some(Piece::Session(number, ending.to_string()));
            }
            let other = self.lists.other(&word.folded)?;
            return Some(Piece::Swap(line[word.at.clone()].to_string(), other.to_string()));
        };
        let next = words.get(at + 1)?;
        let after = gap(line, words, at)?;
        if after.is_empty() {
            return self.lists.ends_session(&next.folded).then(|| Piece::Session(number, String::new()));
        }
        let alone = after == " " && line[..word.at.start].ends_with(' ');
        let goods = alone && (2..1000).contains(&number) && !self.lists.counts_no_goods(&next.folded);
        goods.then_some(Piece::Goods(number))
    }
}
