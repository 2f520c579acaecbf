//! Whom the mentions of a report name, against the names that stand in its gold reading.

use super::gold::GoldReport;
use super::tally::Tally;
use crate::ShownMention;
use bahi_knowledge::{Entry, Knowledge, UNKNOWN};
use bahi_text::{TokenKind, Tokens, fold};
use std::collections::BTreeSet;

/// Adds the mentions of persons that name somebody of the gold, of all there are; and the places where the report has one of
/// the gold's names that a mention covers. Furniture is not looked at.
pub fn score(gold: &GoldReport, mentions: &[ShownMention], text: &str, knowledge: &Knowledge, tally: &mut Tally) {
    let names = names(gold, knowledge);
    let people: Vec<&ShownMention> = mentions.iter().filter(|m| m.kind == "person").collect();
    let named = |m: &&&ShownMention| names.iter().any(|name| holds(&words(&m.text), name));
    tally.add("person mention precision", people.iter().filter(named).count(), people.len());
    let (mut found, mut wanted, mut at) = (0, 0, 0);
    for (number, line) in text.split('\n').enumerate() {
        let len = line.chars().count();
        let furniture = gold.furniture_lines.iter().chain(&gold.repeated_lines).any(|l| *l == number + 1);
        for (from, to) in places(line, &names).into_iter().filter(|_| !furniture) {
            wanted += 1;
            found += usize::from(people.iter().any(|m| m.start < at + to && at + from < m.end));
        }
        at += len + 1;
    }
    tally.add("person mention recall", found, wanted);
}

// Names of persons: what the gold gives beside them, such as 'the defence minister' or 'both', is made of words that name
// nobody.
fn names(gold: &GoldReport, knowledge: &Knowledge) -> BTreeSet<Vec<String>> {
    let parties = gold.engagements.iter().flat_map(|e| &e.parties).filter(|p| p.name.is_some());
    let surfaces = parties.flat_map(|p| &p.surfaces).chain(gold.statements.iter().flat_map(|s| &s.surfaces));
    let names = surfaces.map(|s| words(s)).filter(|w| w.last().is_some_and(|last| names_somebody(last, knowledge)));
    names.filter(|w| !is_listed_otherwise(w, knowledge)).collect()
}

fn names_somebody(word: &str, knowledge: &Knowledge) -> bool {
    let lexicon = &knowledge.index.lexicon;
    let symbol = lexicon.symbol(word);
    let mut hits = Vec::new();
    lexicon.hits(&[symbol], &mut hits);
    let other = hits.iter().any(|h| !matches!(h.entry, Entry::Person(..)));
    let person = hits.iter().any(|h| matches!(h.entry, Entry::Person(..)));
    symbol == UNKNOWN || person || !other && lexicon.verb_forms(symbol).is_empty() && !lexicon.is_common(symbol)
}

// A country, body or place.
fn is_listed_otherwise(words: &[String], knowledge: &Knowledge) -> bool {
    let symbols: Vec<_> = words.iter().map(|w| knowledge.index.lexicon.symbol(w)).collect();
    let mut hits = Vec::new();
    knowledge.index.lexicon.hits(&symbols, &mut hits);
    let other = |e| matches!(e, Entry::Country(..) | Entry::Body(..) | Entry::Place(..) | Entry::System(..));
    hits.iter().any(|h| h.len as usize == words.len() && other(h.entry))
}

fn words(text: &str) -> Vec<String> {
    let tokens = Tokens::new(text);
    let solid = tokens.as_slice().iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
    solid.map(|t| fold(t.span.of(text))).collect()
}

fn holds(words: &[String], name: &[String]) -> bool {
    words.windows(name.len()).any(|w| w == name)
}

// Where a line has one of the names, the longest first, in code points.
fn places(line: &str, names: &BTreeSet<Vec<String>>) -> Vec<(usize, usize)> {
    let tokens = Tokens::new(line);
    let solid: Vec<_> =
        tokens.as_slice().iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).collect();
    let words: Vec<String> = solid.iter().map(|t| fold(t.span.of(line))).collect();
    let count = |byte: usize| line.get(..byte).map_or(0, |s| s.chars().count());
    let (mut out, mut i) = (Vec::new(), 0);
    while i < words.len() {
        match names.iter().filter(|n| words[i..].starts_with(n)).map(Vec::len).max() {
            Some(len) => {
                out.push((count(solid[i].span.start()), count(solid[i + len - 1].span.end())));
                i += len;
            }
            None => i += 1,
        }
    }
    out
}
