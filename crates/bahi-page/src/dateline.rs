//! Datelines: place, date and agency at the head of a report's text.

use crate::dates::{Found, date_at};
use crate::lexicon::Lexicon;
use crate::model::{Dateline, TextSpan};
use crate::words::{Kind, Token, key_of};

/// Most words of a place's name.
const PLACE_WORDS: usize = 4;
/// Most tokens within brackets.
const BRACKETED: usize = 12;

/// A dateline read from the head of a line.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    pub dateline: Dateline,
    /// Whether a date, an agency or a bureau vouches for it; otherwise it is words before a mark.
    pub strong: bool,
    /// Whether nothing follows it on the line.
    pub alone: bool,
}

/// Reads the dateline at the head of `text`, a line that begins at byte `base` of the page.
pub(crate) fn read(text: &str, tokens: &[Token], base: usize, lexicon: &Lexicon) -> Option<Read> {
    let mut parts = Parts::new(text, tokens, lexicon);
    let (to, closed) = parts.run()?;
    // '3 March 2021, Lima' is one where nothing follows: in a sentence the words after a day are not where it was written.
    if parts.turned && (to < tokens.len() || parts.date.is_none_or(|date| date.year.is_none())) {
        return None;
    }
    let strong = parts.date.is_some() || parts.marked;
    let place = match (parts.places.first(), parts.places.last()) {
        (Some(first), Some(last)) => Some((first.0, last.1)),
        _ => None,
    };
    let plain = parts.places.len() == 1 && closed && place.is_some_and(|(from, to)| parts.is_plain_place(from, to));
    if !(plain || (strong && (place.is_some() || closed || parts.agency.is_some()))) {
        return None;
    }
    let span = |from: usize, to: usize| TextSpan::new(base + tokens[from].start, base + tokens[to - 1].end);
    Some(Read {
        dateline: Dateline {
            span: span(0, to),
            place_span: place.map(|(from, to)| span(from, to)),
            date: parts.date.map(|found| found.at(tokens, base)),
            agency: parts.agency,
        },
        strong,
        alone: to == tokens.len(),
    })
}

struct Parts<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    places: Vec<(usize, usize)>,
    date: Option<Found>,
    agency: Option<String>,
    marked: bool,
    /// Whether the place stands after the date.
    turned: bool,
}

impl<'a> Parts<'a> {
    fn new(text: &'a str, tokens: &'a [Token], lexicon: &'a Lexicon) -> Self {
        Self { text, tokens, lexicon, places: Vec::new(), date: None, agency: None, marked: false, turned: false }
    }

    /// Reads parts to the end of the dateline: the token after it, and whether a mark closed it.
    fn run(&mut self) -> Option<(usize, bool)> {
        let mut i = 0;
        loop {
            i = self.part(i)?;
            let Some(token) = self.tokens.get(i) else { return Some((i, false)) };
            match token.kind {
                Kind::Mark(',' | '/') => i += 1,
                Kind::Mark('(' | '[') => {}
                Kind::Mark(c) if self.closes(c, i) => return Some((self.past_marks(i), true)),
                // Without a mark, only a date or an agency can end it.
                Kind::Mark(_) => return None,
                _ if i > 0 && (self.tokens[i - 1].is(')') || self.tokens[i - 1].is(']')) && self.marked => {
                    return Some((i, false));
                }
                _ if self.date.is_some_and(|d| d.to == i) && !self.places.is_empty() => return Some((i, false)),
                _ => return None,
            }
        }
    }

    /// Reads one part: something in brackets, a date, a day of the week, or words.
    fn part(&mut self, i: usize) -> Option<usize> {
        let token = self.tokens.get(i)?;
        if token.is('(') || token.is('[') {
            return self.bracketed(i + 1);
        }
        if let Some(found) = date_at(self.tokens, i, &self.lexicon.months) {
            let next = self.tokens.get(found.to).and_then(Token::word);
            if self.date.is_some() || next.is_some_and(|w| self.lexicon.after_date.contains(w)) {
                return None;
            }
            self.date = Some(found);
            return Some(found.to);
        }
        let mut to = i;
        while self.tokens.get(to).is_some_and(|t| t.word().is_some())
            && (to == i || date_at(self.tokens, to, &self.lexicon.months).is_none())
        {
            to += 1;
            if to - i > PLACE_WORDS {
                return None;
            }
        }
        (to > i && self.words(i, to, false)).then_some(to)
    }

    fn bracketed(&mut self, from: usize) -> Option<usize> {
        let close = (from..self.tokens.len().min(from + BRACKETED))
            .find(|&j| self.tokens[j].is(')') || self.tokens[j].is(']'))?;
        match date_at(self.tokens, from, &self.lexicon.months) {
            Some(found) if self.date.is_none() => {
                self.date = Some(found);
                self.marked = true;
            }
            _ if close == from => {}
            _ if !self.words(from, close, true) => return None,
            _ => {}
        }
        Some(close + 1)
    }

    /// Takes the words `from..to` as an agency, a bureau, a day of the week or a place.
    fn words(&mut self, from: usize, to: usize, bracketed: bool) -> bool {
        let key = key_of(&self.tokens[from..to], self.text);
        // In brackets a second mark may follow the agency's: '(ANI/agencies)'.
        let first = if bracketed { key.split(' ').next() } else { None };
        if let Some(agency) = self.lexicon.agency(&key).or_else(|| first.and_then(|f| self.lexicon.agency(f))) {
            self.agency.get_or_insert_with(|| agency.to_owned());
            self.marked = true;
        } else if self.lexicon.is_mark(&key) {
            self.marked = true;
        } else if !self.lexicon.months.weekdays.contains(&key) {
            let words = self.tokens[from..to].iter().all(|t| t.word().is_some());
            if !words || self.places.len() >= 3 || self.lexicon.has_sentence_word(&key) {
                return false;
            }
            if self.date.is_some() {
                if self.turned || !self.places.is_empty() {
                    return false;
                }
                self.turned = true;
            }
            // 'Wuzhen (China)': what stands in brackets only explains the place.
            if !bracketed || self.places.is_empty() {
                self.places.push((from, to));
            }
        }
        true
    }

    /// Whether the mark at token `i` can close a dateline.
    fn closes(&self, mark: char, i: usize) -> bool {
        let gap_before = i > 0 && self.tokens[i - 1].end < self.tokens[i].start;
        match mark {
            '।' | '.' | ':' | '|' | '—' => true,
            '-' | '–' => gap_before || self.date.is_some() || self.marked,
            _ => false,
        }
    }

    fn past_marks(&self, i: usize) -> usize {
        let more = self.tokens[i..]
            .iter()
            .take_while(|t| matches!(t.kind, Kind::Mark('।' | '.' | ':' | '|' | '—' | '-' | '–')))
            .count();
        i + more
    }

    /// Whether `from..to` can be a place with nothing else to vouch for it: a few full words, not an initial or a title.
    fn is_plain_place(&self, from: usize, to: usize) -> bool {
        let first = self.tokens[from].start;
        to - from <= 3 && self.text[first..self.tokens[to - 1].end].chars().count() >= 3 && {
            let word = self.tokens[to - 1].word().unwrap_or_default();
            !bahi_text::script::devanagari::is_abbreviation(word)
        }
    }
}
