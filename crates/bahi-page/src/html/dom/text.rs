//! Texts of the source made into what they say: references decoded, line ends unified.

use std::ops::Range;

use memchr::memchr3;

use super::refs::{Meaning, reference};

/// What is to be done to a text of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cook {
    /// Nothing.
    Plain,
    /// References are decoded, NUL is dropped.
    Data,
    /// References are decoded, NUL is replaced: titles, text areas, foreign content.
    Kept,
    /// No references: scripts, styles.
    Raw,
    /// References as in attributes.
    Attribute,
}

/// Calls `each` with what the text says, piece by piece, and where each piece stands in the source.
pub(crate) fn cook(src: &str, range: (u32, u32), how: Cook, mut each: impl FnMut(&str, Range<usize>)) {
    let (mut at, end) = (range.0 as usize, range.1 as usize);
    if how == Cook::Plain {
        each(src.get(at..end).unwrap_or_default(), at..end);
        return;
    }
    let bytes = src.as_bytes();
    let mut from = at;
    while let Some(n) = memchr3(b'&', b'\r', 0, &bytes[at..end]) {
        let i = at + n;
        let (len, meaning) = special(&bytes[i..end], how);
        at = i + len;
        let Some(meaning) = meaning else { continue };
        if from < i {
            each(&src[from..i], from..i);
        }
        from = at;
        match meaning {
            Meaning::Text("") => {}
            Meaning::Text(text) => each(text, i..at),
            Meaning::Char(c) => each(c.encode_utf8(&mut [0; 4]), i..at),
        }
    }
    if from < end {
        each(&src[from..end], from..end);
    }
}

/// What stands for itself no longer: its length, and its meaning unless it is plain text after all.
fn special(text: &[u8], how: Cook) -> (usize, Option<Meaning>) {
    match text[0] {
        b'\r' if text.get(1) == Some(&b'\n') => (1, Some(Meaning::Text(""))),
        b'\r' => (1, Some(Meaning::Text("\n"))),
        0 if how == Cook::Data => (1, Some(Meaning::Text(""))),
        0 => (1, Some(Meaning::Char('\u{FFFD}'))),
        _ if how == Cook::Raw => (1, None),
        _ => match reference(text, how == Cook::Attribute) {
            Some((meaning, len)) => (len, Some(meaning)),
            None => (1, None),
        },
    }
}

/// How many bytes of the source, from `range`'s start on, are white space.
pub(crate) fn leading_space(src: &str, range: (u32, u32), how: Cook) -> u32 {
    let text = &src.as_bytes()[range.0 as usize..range.1 as usize];
    let mut at = 0;
    while let Some(&b) = text.get(at) {
        match b {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0C => at += 1,
            b'&' if matches!(how, Cook::Data | Cook::Kept) => match reference(&text[at..], false) {
                Some((Meaning::Char(' ' | '\t' | '\n' | '\r' | '\u{C}') | Meaning::Text(" " | "\t" | "\n"), len)) => {
                    at += len;
                }
                _ => break,
            },
            _ => break,
        }
    }
    at as u32
}
