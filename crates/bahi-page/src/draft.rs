//! The lines of a page while they are being sorted.

use crate::decode::is_blank;
use crate::lexicon::Lexicon;
use crate::model::{BlockKind, DateAt, TextSpan};
use crate::shape::Shape;
use crate::tables::Follow;
use crate::why::Why;
use crate::words::{Token, key_of, tokens};

/// A block with more characters than this is not read.
pub(crate) const LONGEST_BLOCK: usize = 200_000;
/// Lines after this many are taken together and not read.
pub(crate) const MOST_BLOCKS: usize = 20_000;
/// Lines longer than this are prose; their words are not looked at for furniture.
const LONGEST_KEYED: usize = 420;
/// How many tokens at the head of a line are looked at for a dateline.
const HEAD_TOKENS: usize = 48;

/// One line that is not blank.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'t> {
    /// Number in the file, from 1.
    pub number: usize,
    pub span: TextSpan,
    pub text: &'t str,
    pub shape: Shape,
    /// Its words, folded; empty for a line too long to be furniture.
    pub key: String,
    /// Its tokens; only the first ones of a long line.
    pub tokens: Vec<Token>,
    /// Why it is left out, once that is known.
    pub why: Option<Why>,
    /// What it is, once that is known.
    pub kind: Option<BlockKind>,
    /// What follows it, for a heading of furniture.
    pub follow: Option<Follow>,
    /// The date on a date line.
    pub date: Option<DateAt>,
    /// Whether the line is nothing but a date.
    pub bare_date: bool,
    /// For a credit that names the outlet: how many words come before the name.
    pub credit: Option<usize>,
}

impl Draft<'_> {
    /// Whether nothing has been found out about the line.
    pub fn is_open(&self) -> bool {
        self.why.is_none() && self.kind.is_none()
    }

    /// Whether the line is text, not furniture, and a paragraph.
    pub fn is_paragraph(&self) -> bool {
        self.is_open() && self.shape.is_paragraph()
    }

    /// Marks the line as left out, whatever it was thought to be.
    pub fn leave_out(&mut self, why: Why) {
        self.why = Some(why);
        self.kind = None;
    }
}

/// Cuts the text into lines that are not blank; CR, LF and CRLF all end a line.
pub(crate) fn drafts<'t>(text: &'t str, lexicon: &Lexicon, warnings: &mut Vec<String>) -> Vec<Draft<'t>> {
    let mut out = Vec::new();
    let mut number = 0;
    let mut at = 0;
    while at < text.len() {
        number += 1;
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n);
        if out.len() + 1 == MOST_BLOCKS {
            if let Some(rest) = trimmed(text, at, text.len()) {
                warnings
                    .push(format!("from line {number} on the page was not read: it has more than {MOST_BLOCKS} lines"));
                out.push(unread(text, rest, number));
            }
            break;
        }
        if let Some(span) = trimmed(text, at, end) {
            out.push(draft(text, span, number, lexicon, warnings));
        }
        at = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    out
}

fn draft<'t>(text: &'t str, span: TextSpan, number: usize, lexicon: &Lexicon, warnings: &mut Vec<String>) -> Draft<'t> {
    let line = span.of(text);
    if line.chars().nth(LONGEST_BLOCK).is_some() {
        warnings.push(format!("line {number} was not read: it has more than {LONGEST_BLOCK} characters"));
        return unread(text, span, number);
    }
    let shape = Shape::of(line, lexicon);
    let short = shape.chars <= LONGEST_KEYED;
    let tokens = tokens(line, if short { usize::MAX } else { HEAD_TOKENS });
    let key = if short { key_of(&tokens, line) } else { String::new() };
    Draft {
        number,
        span,
        text: line,
        shape,
        key,
        tokens,
        why: None,
        kind: None,
        follow: None,
        date: None,
        bare_date: false,
        credit: None,
    }
}

fn unread(text: &str, span: TextSpan, number: usize) -> Draft<'_> {
    let shape = Shape {
        chars: 0,
        words: 0,
        ending: crate::shape::Ending::Open,
        sentences: 0,
        devanagari: 0,
        latin: 0,
        finite: false,
        item: false,
        bracketed: false,
    };
    Draft {
        number,
        span,
        text: span.of(text),
        shape,
        key: String::new(),
        tokens: Vec::new(),
        why: Some(Why::TooLong),
        kind: None,
        follow: None,
        date: None,
        bare_date: false,
        credit: None,
    }
}

/// The part of a line within the blanks around it, if anything is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<TextSpan> {
    let line = &text[start..end];
    let from = start + (line.len() - line.trim_start_matches(is_blank).len());
    let to = start + line.trim_end_matches(is_blank).len();
    (from < to).then(|| TextSpan::new(from, to))
}
