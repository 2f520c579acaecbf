//! A text with its way back.

use std::ops::Range;

use super::super::dom::{self, Dom, Id};
use super::super::json;
use super::super::lines::Lines;
use crate::format::stamp;
use crate::html::article::Stamp;
use crate::source_map::SourceMap;

/// A text that the page says, and where in the source it says it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    pub text: String,
    pub map: SourceMap,
}

impl Said {
    fn push(&mut self, text: &str, from: Range<usize>) {
        self.map.push(text.len(), from);
        self.text.push_str(text);
    }

    fn push_part(&mut self, of: &Self, range: Range<usize>) {
        of.map.copy(range.clone(), &mut self.map);
        self.text.push_str(&of.text[range]);
    }

    /// The part `range` of it.
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut map = SourceMap::default();
        self.map.copy(range.clone(), &mut map);
        Self { text: self.text[range].to_owned(), map }
    }

    /// Without white space around it and with single spaces within; nothing where nothing is left.
    pub fn tidy(&self) -> Option<Self> {
        let mut out = Self::default();
        let mut space: Option<usize> = None;
        for (at, c) in self.text.char_indices() {
            if c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}') {
                space.get_or_insert(at);
                continue;
            }
            if let Some(from) = space.take()
                && !out.text.is_empty()
            {
                out.push(" ", self.map.source(from..at));
            }
            let end = at + c.len_utf8();
            out.push(&self.text[at..end], self.map.source(at..end));
        }
        (!out.text.is_empty()).then_some(out)
    }

    /// With character references decoded and tags left out: texts in data are often those of a page, encoded once more.
    pub fn uncoded(self) -> Self {
        self.rewritten(true)
    }

    /// With character references decoded.
    pub fn decoded(self) -> Self {
        self.rewritten(false)
    }

    fn rewritten(self, tags: bool) -> Self {
        if !self.text.contains(['&', '<']) {
            return self;
        }
        let mut out = Self::default();
        let bytes = self.text.as_bytes();
        let (mut at, mut from) = (0, 0);
        while let Some(n) = memchr::memchr2(b'&', b'<', &bytes[at..]) {
            let i = at + n;
            let (len, meaning) = match bytes[i] {
                b'&' => match dom::reference(&bytes[i..], false) {
                    Some((meaning, len)) => (len, Some(meaning.to_string())),
                    None => (0, None),
                },
                _ => match tag_len(&bytes[i..]).filter(|_| tags) {
                    Some(len) => (len, Some(String::new())),
                    None => (0, None),
                },
            };
            at = i + len.max(1);
            let Some(meaning) = meaning else { continue };
            out.push_part(&self, from..i);
            out.push(&meaning, self.map.source(i..i + len));
            from = at;
        }
        let end = self.text.len();
        out.push_part(&self, from..end);
        out
    }
}

fn tag_len(text: &[u8]) -> Option<usize> {
    let named = text.get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
    named.then(|| memchr::memchr(b'>', &text[..text.len().min(400)])).flatten().map(|n| n + 1)
}

/// An attribute's value.
pub(super) fn of_attr(dom: &Dom<'_>, id: Id, name: &str) -> Option<Said> {
    let (text, map) = dom.value_mapped(dom.find_attr(id, name)?);
    Said { text, map }.tidy()
}

/// The text within an element.
pub(super) fn of_element(dom: &Dom<'_>, id: Id) -> Option<Said> {
    let mut said = Said::default();
    for node in dom.within(id) {
        dom.text(node, |piece, from| {
            let from = if said.text.len() > 4000 { return } else { from };
            said.push(piece, from);
        });
    }
    said.tidy()
}

/// A string of JSON.
pub(super) fn of_json(src: &str, range: Range<usize>) -> Option<Said> {
    let (text, map) = json::text(src, range);
    Said { text, map }.uncoded().tidy()
}

/// A line of the page.
pub(super) fn of_line(lines: &Lines, i: usize) -> Said {
    of_span(lines, lines.lines[i].span.clone())
}

/// A stretch of the page's lines.
pub(super) fn of_span(lines: &Lines, span: Range<usize>) -> Said {
    let mut map = SourceMap::default();
    lines.map.copy(span.clone(), &mut map);
    Said { text: lines.text[span].to_owned(), map }
}

/// The moment that a text writes, with its place in the source.
pub(super) fn moment(said: &Said) -> Option<Stamp> {
    let source = said.map.source(0..said.text.len());
    stamp(&said.text).map(|s| Stamp { source, ..s })
}
