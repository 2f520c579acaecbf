//! What is wrong in a file of settings: where, the line itself, and what to do.

use crate::words;
use bahi_web::lang::Lang;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Something wrong in a file, or with all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    path: PathBuf,
    /// Line and column from 1, and the line; none where it is the file that is wrong.
    place: Option<Place>,
    key: &'static str,
    values: Vec<(&'static str, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
    text: String,
    /// How many characters are marked.
    marked: usize,
}

// Longer lines are cut: the place is said by its column.
const SHOWN: usize = 100;

impl Fault {
    /// Of a file as a whole; the text is found by its key.
    pub fn of_file(path: &Path, key: &'static str, values: Vec<(&'static str, String)>) -> Self {
        Self { path: path.to_owned(), place: None, key, values }
    }

    /// At a place in a file's text.
    pub fn at(
        path: &Path,
        text: &str,
        span: Range<usize>,
        key: &'static str,
        values: Vec<(&'static str, String)>,
    ) -> Self {
        Self { path: path.to_owned(), place: Some(Place::of(text, span)), key, values }
    }

    /// In words: the place and what is wrong, the line with the place marked, and what to do.
    pub fn said(&self, lang: Lang) -> String {
        let values: Vec<(&str, &str)> = self.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let what = words::with(lang, &format!("settings.{}.what", self.key), &values);
        let remedy = words::with(lang, &format!("settings.{}.remedy", self.key), &values);
        let path = self.path.display();
        match &self.place {
            None => format!("{path}: {what}; {remedy}"),
            Some(p) => format!("{path}:{}:{}: {what}\n{}  {remedy}", p.line, p.column, p.excerpt()),
        }
    }
}

impl Place {
    fn of(text: &str, span: Range<usize>) -> Self {
        let from = floor(text, span.start);
        let before = &text[..from];
        let begin = before.rfind('\n').map_or(0, |at| at + 1);
        let line = text[begin..].lines().next().unwrap_or_default();
        let end = floor(text, span.end).clamp(from, (begin + line.len()).max(from));
        Self {
            line: before.matches('\n').count() + 1,
            column: before[begin..].chars().count() + 1,
            text: line.chars().take(SHOWN).collect(),
            marked: text[from..end].chars().count().max(1),
        }
    }

    // The width of Hindi on a terminal is not known, so that nothing can be marked below it.
    fn excerpt(&self) -> String {
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let mut out = format!("  {number} | {}\n", self.text.replace('\t', " "));
        if self.text.is_ascii() && self.column <= self.text.len() + 1 {
            let marks = "^".repeat(self.marked.min(self.text.len() + 1 - self.column).max(1));
            out.push_str(&format!("  {gutter} | {}{marks}\n", " ".repeat(self.column - 1)));
        }
        out
    }
}

// The character that a byte is part of begins here.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, span: Range<usize>) -> String {
        let values = vec![("key", "colour".to_owned()), ("near", "color".to_owned())];
        Fault::at(Path::new("bahi.toml"), text, span, "near", values).said(Lang::En)
    }

    #[test]
    fn the_place_is_marked_in_its_line() {
        let text = "ledger = \"a.db\"\ncolour = \"never\"\n";
        let lines: Vec<String> = said(text, 16..22).lines().map(str::to_owned).collect();
        assert!(lines[0].starts_with("bahi.toml:2:1: "), "{}", lines[0]);
        assert_eq!(lines[1..3], ["  2 | colour = \"never\"", "    | ^^^^^^"]);
        assert!(lines[3].contains("color"), "{}", lines[3]);
    }

    #[test]
    fn no_place_is_out_of_reach() {
        for text in ["", "\n", "अ = 1", "a", "a\r\nb", "\u{1F600}"] {
            for from in 0..8 {
                for to in from..10 {
                    assert!(said(text, from..to).starts_with("bahi.toml:"), "{text} {from} {to}");
                }
            }
        }
        let hindi = said("रंग = 1\n", 0..9);
        assert!(hindi.contains("1 | रंग = 1") && !hindi.contains('^'), "{hindi}");
    }
}
