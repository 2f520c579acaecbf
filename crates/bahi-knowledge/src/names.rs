//! Looks names up in the packed arrays of [`crate::pack`].

use crate::lexicon::{Entry, NameForm, Symbol};
use crate::pack::NONE;
use crate::stock::NameKind;
use std::borrow::Cow;
use std::ops::Range;

/// Packed name forms.
#[derive(Debug)]
pub struct Names {
    data: Cow<'static, [u8]>,
    // Byte ranges of the sections; empty where the data is cut short.
    sections: [Range<usize>; 16],
}

impl Default for Names {
    fn default() -> Self {
        Self::new(Cow::Borrowed(&[]))
    }
}

const WORDS: usize = 0;
const WORD_BYTES: usize = 1;
const STARTS: usize = 2;
const SYMBOLS: usize = 3;
const CHILDREN: usize = 4;
const END_STARTS: usize = 5;
const ENDS: usize = 6;
const SURNAMES: usize = 7;
const SHOWN: usize = 8;
const SHOWN_OFFSETS: usize = 9;
const SHOWN_BYTES: usize = 10;
const ROOT: usize = 11;
const TABLE: usize = 12;
const COMMON: usize = 13;
const PERSON_NAMES: usize = 14;
const PERSON_NAME_SORTS: usize = 15;

impl Names {
    /// Takes packed bytes.
    pub fn new(data: Cow<'static, [u8]>) -> Self {
        let mut sections: [Range<usize>; 16] = Default::default();
        let mut at = 0;
        for section in &mut sections {
            let len = data.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
            *section = (at + 4).min(data.len())..(at + 4 + len * 4).min(data.len());
            at = section.end;
        }
        Self { data, sections }
    }

    fn number(&self, section: usize, i: usize) -> u32 {
        let at = self.sections[section].start + i * 4;
        self.data
            .get(at..at + 4)
            .filter(|_| at < self.sections[section].end)
            .map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn len(&self, section: usize) -> usize {
        self.sections[section].len() / 4
    }

    fn text(&self, offsets: usize, bytes: usize, i: usize) -> &str {
        let (a, b) = (self.number(offsets, i) as usize, self.number(offsets, i + 1) as usize);
        let start = self.sections[bytes].start;
        self.data.get(start + a..start + b).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }

    /// Number of words; symbols from here on are free.
    pub fn words(&self) -> u32 {
        self.len(WORDS).saturating_sub(1) as u32
    }

    /// The symbol of a folded word.
    pub fn symbol(&self, word: &str) -> Option<Symbol> {
        let size = self.len(TABLE) / 2;
        let hash = crate::pack::hash(word);
        let mut at = hash as usize % size.max(1);
        for _ in 0..size {
            let symbol = self.number(TABLE, at * 2 + 1);
            if symbol == NONE {
                return None;
            }
            if self.number(TABLE, at * 2) == hash && self.text(WORDS, WORD_BYTES, symbol as usize) == word {
                return Some(symbol);
            }
            at = (at + 1) % size;
        }
        None
    }

    /// The node that a word leads to.
    pub fn step(&self, node: u32, word: Symbol) -> Option<u32> {
        if node == 0 {
            return (word < self.words()).then(|| self.number(ROOT, word as usize)).filter(|&child| child != NONE);
        }
        let (mut low, mut high) =
            (self.number(STARTS, node as usize) as usize, self.number(STARTS, node as usize + 1) as usize);
        while low < high {
            let mid = low + (high - low) / 2;
            let here = self.number(SYMBOLS, mid);
            match here.cmp(&word) {
                std::cmp::Ordering::Less => low = mid + 1,
                std::cmp::Ordering::Greater => high = mid,
                std::cmp::Ordering::Equal => return Some(self.number(CHILDREN, mid)),
            }
        }
        None
    }

    /// What ends at a node.
    pub fn entries(&self, node: u32) -> impl Iterator<Item = Entry> + '_ {
        let range = self.number(END_STARTS, node as usize)..self.number(END_STARTS, node as usize + 1);
        range.filter_map(|i| entry(self.number(ENDS, i as usize)))
    }

    /// How many people bear a word as their last name.
    pub fn bearers(&self, word: Symbol) -> u32 {
        if word < self.words() { self.number(SURNAMES, word as usize) } else { 0 }
    }

    /// Whether the word cannot be part of a person's name.
    pub fn is_common(&self, word: Symbol) -> bool {
        word < self.words() && self.number(COMMON, word as usize) == 1
    }

    /// Whether people are named by a folded word, whoever they are: 1 as a given name, 2 as a surname, 3 as either, 0 not
    /// that the lists know.
    pub fn person_name(&self, word: &str) -> u32 {
        let hash = crate::pack::hash(word);
        let (mut low, mut high) = (0, self.len(PERSON_NAMES));
        while low < high {
            let mid = low + (high - low) / 2;
            match self.number(PERSON_NAMES, mid).cmp(&hash) {
                std::cmp::Ordering::Less => low = mid + 1,
                std::cmp::Ordering::Greater => high = mid,
                std::cmp::Ordering::Equal => return self.number(PERSON_NAME_SORTS, mid),
            }
        }
        0
    }

    /// The name of a thing as it is shown to people.
    pub fn shown(&self, kind: NameKind, number: u16) -> Option<&str> {
        let code = crate::pack::code(kind as usize, 0, number as usize);
        let (mut low, mut high) = (0, self.len(SHOWN));
        while low < high {
            let mid = low + (high - low) / 2;
            match self.number(SHOWN, mid).cmp(&code) {
                std::cmp::Ordering::Less => low = mid + 1,
                std::cmp::Ordering::Greater => high = mid,
                std::cmp::Ordering::Equal => return Some(self.text(SHOWN_OFFSETS, SHOWN_BYTES, mid)),
            }
        }
        None
    }
}

fn entry(code: u32) -> Option<Entry> {
    const FORMS: [NameForm; 9] = [
        NameForm::Official,
        NameForm::Short,
        NameForm::Short,
        NameForm::Demonym,
        NameForm::Metonym,
        NameForm::Old,
        NameForm::Misspelt,
        NameForm::Plural,
        NameForm::Ambiguous,
    ];
    let form = *FORMS.get((code >> 16 & 0xFF) as usize)?;
    let number = (code & 0xFFFF) as u16;
    Some(match code >> 24 {
        0 => Entry::Country(number, form),
        1 => Entry::Place(number, form),
        2 => Entry::Body(number, form),
        3 => Entry::Person(number, form),
        _ => Entry::System(number, form),
    })
}
