//! The outer shape of a line: how long it is, how it ends, whether it is prose.

use bahi_text::script::{Script, devanagari, script_of};

use crate::lexicon::Lexicon;
use crate::words::is_word;

/// How a line ends, once quotes and brackets are set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With a danda, a full stop or a bar used as one.
    Closed,
    /// With a question or exclamation mark.
    Asked,
    /// With an ellipsis: the text was cut off.
    Cut,
    /// With a colon: something is to follow.
    Colon,
    /// With a word.
    Open,
}

/// What can be seen of a line without reading it.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub chars: usize,
    pub words: usize,
    pub ending: Ending,
    /// Ends of sentences within the line, the last included.
    pub sentences: usize,
    pub devanagari: usize,
    pub latin: usize,
    /// Whether the last word can close a finite sentence.
    pub finite: bool,
    /// Whether the line begins with a bullet or a number in a list.
    pub item: bool,
    /// Whether the whole line stands in brackets.
    pub bracketed: bool,
}

impl Shape {
    /// Looks at `text`, a line without the space around it.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let (mut chars, mut words, mut devanagari, mut latin, mut in_word) = (0, 0, 0, 0, false);
        for c in text.chars() {
            chars += 1;
            match script_of(c) {
                Some(Script::Devanagari) => devanagari += 1,
                Some(Script::Latin) => latin += 1,
                _ => {}
            }
            let now = is_word(c) || c.is_numeric();
            words += usize::from(now && !in_word);
            in_word = now;
        }
        Self {
            chars,
            words,
            ending: ending(text),
            sentences: sentences(text),
            devanagari,
            latin,
            finite: is_finite(text, lexicon),
            item: is_item(text),
            bracketed: is_bracketed(text),
        }
    }

    /// Whether the line is a paragraph of running text, not a heading, label or teaser.
    pub fn is_paragraph(&self) -> bool {
        match self.ending {
            _ if self.bracketed => false,
            Ending::Closed => self.words >= 4 && self.chars >= 15,
            Ending::Colon => self.chars >= 80,
            Ending::Asked => self.sentences >= 3 || self.chars >= 160,
            Ending::Cut | Ending::Open => {
                (self.words >= 20 && self.sentences >= 1) || self.chars >= 320 || (self.finite && self.words >= 14)
            }
        }
    }

    /// Whether the line is surely a paragraph of an article: long and in several sentences.
    pub fn is_strong(&self) -> bool {
        self.chars >= 200 && self.sentences >= 2 && matches!(self.ending, Ending::Closed | Ending::Asked)
    }

    /// Whether the line can be a headline: some words, and no end of a sentence.
    pub fn is_headline(&self) -> bool {
        !self.is_paragraph() && self.ending != Ending::Closed && (3..=32).contains(&self.words)
    }
}

fn ending(text: &str) -> Ending {
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | ')' | ']' | '*')
    });
    if bare.ends_with('…') || bare.ends_with("..") {
        return Ending::Cut;
    }
    match bare.chars().next_back() {
        Some('।' | '॥' | '.' | '|') => Ending::Closed,
        Some('?' | '!') => Ending::Asked,
        Some(':' | '-' | '–') => Ending::Colon,
        Some(c) if c == devanagari::VISARGA => Ending::Colon,
        _ => Ending::Open,
    }
}

fn sentences(text: &str) -> usize {
    let mut count = 0;
    let mut run = 0; // letters since the last gap, to pass over initials and abbreviations
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '।' | '॥' | '?' | '!' => count += 1,
            '.' | '|'
                if (run >= 3 || c == '|') && chars.peek().is_none_or(|n| n.is_whitespace() || "”’\"'".contains(*n)) =>
            {
                count += 1;
            }
            _ => {}
        }
        run = if is_word(c) { run + 1 } else { 0 };
    }
    count
}

fn is_finite(text: &str, lexicon: &Lexicon) -> bool {
    let bare = text.trim_end_matches(|c: char| !is_word(c));
    let start = bare.char_indices().rev().find(|(_, c)| !is_word(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    bare.len() - start < 64 && lexicon.closing.contains(&bahi_text::fold(&bare[start..]))
}

fn is_bracketed(text: &str) -> bool {
    text.strip_prefix('(')
        .and_then(|rest| rest.trim_end_matches(['।', '.']).strip_suffix(')'))
        .is_some_and(|within| !within.contains(['(', ')']))
}

fn is_item(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_numeric());
    text.starts_with(['•', '●', '■', '▪', '*', '-', '–', '➤', '►', '◆', '→'])
        || (digits.len() < text.len() && digits.starts_with(['.', ')']))
}
