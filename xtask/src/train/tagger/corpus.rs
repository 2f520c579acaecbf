//! Sentences with their names, read from the two data sets and cleaned.

use anyhow::Context;
use bahi_read::tagger::Class;
use std::collections::BTreeMap;
use std::path::Path;

/// Which set a sentence is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// News, encyclopedia and tourism, with foreign names.
    HiNer,
    /// Magazines and courts.
    IlNer,
}

/// A name: its class, first word and the word after it.
pub type Name = (Class, usize, usize);

/// A sentence of a data set.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Its words as the set cuts them.
    pub words: Vec<String>,
    /// Names, in order.
    pub names: Vec<Name>,
    /// From where.
    pub set: Set,
    /// A number below 10 from its text, by which it is given to training or measuring.
    pub tenth: u64,
    /// How many sentences are made on the same template.
    pub alike: usize,
}

/// From how many on sentences on one template say nothing more.
pub const TEMPLATE: usize = 500;

/// Reads a file; sentences with a tag that cannot be read are left out, and counted.
pub fn read(path: &Path, set: Set) -> anyhow::Result<(Vec<Sentence>, usize)> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (mut out, mut broken) = (Vec::new(), 0);
    for block in text.replace('\r', "").split("\n\n").filter(|b| !b.trim().is_empty()) {
        let rows: Vec<(&str, &str)> = block.lines().filter_map(|l| l.split_once('\t')).collect();
        if rows.is_empty() || rows.iter().any(|(_, tag)| tag.trim() == "-") {
            broken += usize::from(!rows.is_empty());
            continue;
        }
        let words: Vec<String> = rows.iter().map(|(word, _)| (*word).to_owned()).collect();
        let tenth = hash(&words.join(" ")) % 10;
        out.push(Sentence { names: names(&rows), words, set, tenth, alike: 0 });
    }
    count_alike(&mut out);
    Ok((out, broken))
}

// A tag that lost its first letter ("-NEL") begins a name, and so does one that goes on with what did not begin.
fn names(rows: &[(&str, &str)]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    let mut open: Option<Class> = None;
    for (i, (_, tag)) in rows.iter().enumerate() {
        let (part, class) = tag.trim().split_once('-').map_or(("", None), |(part, class)| (part, self::class(class)));
        match (class, out.last_mut()) {
            (Some(class), Some(last)) if part == "I" && open == Some(class) && last.2 == i => last.2 = i + 1,
            (Some(class), _) => out.push((class, i, i + 1)),
            (None, _) => {}
        }
        open = class;
    }
    out
}

fn class(tag: &str) -> Option<Class> {
    match tag {
        "PERSON" | "NEP" => Some(Class::Person),
        "LOCATION" | "NEL" => Some(Class::Place),
        "ORGANIZATION" | "NEO" => Some(Class::Organisation),
        _ => None,
    }
}

// Sentences on one template end in the same words outside of names.
fn count_alike(sentences: &mut [Sentence]) {
    let ends: Vec<String> = sentences.iter().map(ending).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    ends.iter().for_each(|end| *counts.entry(end).or_default() += 1);
    for (s, end) in sentences.iter_mut().zip(&ends) {
        s.alike = counts[end.as_str()];
    }
}

fn ending(s: &Sentence) -> String {
    let outside = |i: &usize| !s.names.iter().any(|n| n.1 <= *i && *i < n.2);
    let plain = |i: usize| s.words[i].trim_matches(|c: char| !bahi_text::script::devanagari::is_word_char(c));
    let words: Vec<&str> =
        (0..s.words.len()).rev().filter(outside).map(plain).filter(|w| !w.is_empty()).take(4).collect();
    if words.len() < 4 { s.words.join(" ") } else { words.join(" ") }
}

/// FNV-1a, its halves mixed.
pub fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3));
    (hash ^ hash >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 20
}
