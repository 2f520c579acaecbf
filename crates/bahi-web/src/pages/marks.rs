//! A report's text cut into lines and pieces, with the words that claims were read from marked.

use super::names::lang_of;
use bahi::ledger::Furniture;
use serde::Serialize;
use std::collections::BTreeSet;

/// Words to be marked, in code points of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What the mark belongs to: the row of a field on the same page.
    pub key: String,
    /// Claim that was read from the words.
    pub claim: String,
    /// How it is coloured.
    pub class: &'static str,
}

/// Words that are marked alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words, as published.
    pub text: String,
    /// Keys of the marks over them, between spaces; empty where there are none.
    pub keys: String,
    /// Claims, likewise.
    pub claims: String,
    /// Colours, likewise.
    pub classes: String,
    /// Claims that begin here, for links to them.
    pub anchors: Vec<String>,
}

/// A line of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Number in the text, from 1.
    pub number: usize,
    /// Language of its letters.
    pub lang: &'static str,
    /// Its words.
    pub pieces: Vec<Piece>,
    /// Whether anything is marked in it.
    pub marked: bool,
    /// Why it was left out, where it was.
    pub why: Option<String>,
    /// Whether lines before it are left out of what is shown.
    pub gap: bool,
}

/// Cuts a text into lines; empty lines are left out.
pub fn lines(text: &str, marks: &[Mark], furniture: &[Furniture]) -> Vec<Line> {
    let at: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let end = at.len() - 1;
    let marks: Vec<&Mark> = marks.iter().filter(|m| m.start < m.end && m.end <= end).collect();
    let cuts: BTreeSet<usize> = marks.iter().flat_map(|m| [m.start, m.end]).collect();
    let mut begun: BTreeSet<&str> = BTreeSet::new();
    let mut out = Vec::new();
    let mut first = 0;
    for (number, line) in text.split('\n').enumerate() {
        let last = first + line.chars().count();
        if !line.trim().is_empty() {
            let pieces = pieces(text, &at, (first, last), &cuts, &marks, &mut begun);
            let covers = |f: &&Furniture| f.start <= first && last <= f.end.max(f.start) && f.end > first;
            let why = furniture.iter().find(covers).map(|f| f.why.clone());
            let marked = pieces.iter().any(|p| !p.keys.is_empty());
            out.push(Line { number: number + 1, lang: lang_of(line), pieces, marked, why, gap: false });
        }
        first = last + 1;
    }
    out
}

/// The lines that have something marked; where others lie between them, it is said.
pub fn excerpt(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut skipped = false;
    for mut line in lines {
        if line.marked {
            line.gap = skipped;
            skipped = false;
            out.push(line);
        } else {
            skipped = true;
        }
    }
    out
}

fn pieces<'m>(
    text: &str,
    at: &[usize],
    (first, last): (usize, usize),
    cuts: &BTreeSet<usize>,
    marks: &[&'m Mark],
    begun: &mut BTreeSet<&'m str>,
) -> Vec<Piece> {
    let near: Vec<&&Mark> = marks.iter().filter(|m| m.start < last && m.end > first).collect();
    let mut ends: Vec<usize> = cuts.range(first + 1..last.max(first + 1)).copied().collect();
    ends.push(last);
    let mut out = Vec::new();
    let mut from = first;
    for to in ends {
        let words = text.get(at[from]..at[to]).unwrap_or_default();
        let over: Vec<&&&Mark> = near.iter().filter(|m| m.start <= from && to <= m.end).collect();
        let mut anchors = Vec::new();
        for mark in &over {
            if begun.insert(mark.claim.as_str()) {
                anchors.push(mark.claim.clone());
            }
        }
        let joined =
            |list: Vec<&str>| list.into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ");
        out.push(Piece {
            text: words.to_owned(),
            keys: joined(over.iter().map(|m| m.key.as_str()).collect()),
            claims: joined(over.iter().map(|m| m.claim.as_str()).collect()),
            classes: joined(over.iter().map(|m| m.class).collect()),
            anchors,
        });
        from = to;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, key: &str) -> Mark {
        Mark { start, end, key: key.into(), claim: format!("C-{key}"), class: "e" }
    }

    fn shown(text: &str, marks: &[Mark]) -> String {
        let piece = |p: &Piece| if p.keys.is_empty() { p.text.clone() } else { format!("[{}:{}]", p.text, p.keys) };
        let line = |l: Line| l.pieces.iter().map(piece).collect::<String>();
        lines(text, marks, &[]).into_iter().map(line).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn marks_that_overlap_are_cut_where_either_ends() {
        assert_eq!(shown("राम मिले", &[mark(0, 3, "a"), mark(2, 8, "b")]), "[रा:a][म:a b][ मिले:b]");
        assert_eq!(shown("ab\n\ncd", &[mark(1, 6, "a")]), "a[b:a]/[cd:a]");
    }

    #[test]
    fn places_that_the_text_does_not_have_are_not_marked() {
        assert_eq!(shown("ab", &[mark(1, 9, "a"), mark(2, 1, "b")]), "ab");
    }

    #[test]
    fn only_lines_with_marks_are_kept_and_gaps_are_known() {
        let all = lines("a\nb\nc", &[mark(4, 5, "x")], &[]);
        let kept = excerpt(all);
        assert_eq!((kept.len(), kept[0].number, kept[0].gap), (1, 3, true));
        assert_eq!(kept[0].pieces[0].anchors, ["C-x"]);
    }
}
