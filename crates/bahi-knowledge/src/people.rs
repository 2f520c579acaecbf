//! What known people are called, packed at build time: every spelling, found by the keys of its words where it lies, so
//! that only names that may be like a query are taken apart.

use crate::stock::{NameKind, Stock};
use bahi_text::names::likeness::Prepared;
use std::borrow::Cow;
use std::collections::BTreeSet;

// A key and the number of a spelling.
const KEY: usize = 12;
// Where in the text the id and the spelling begin and end.
const SPELLING: usize = 16;
const HEAD: usize = 8;

/// The packed spellings: how many keys and spellings there are, the keys in order, the spellings, the text.
#[derive(Debug, Clone)]
pub struct Packed(Cow<'static, [u8]>);

/// Packs what the people of a stock are called.
pub fn pack(stock: &Stock) -> Vec<u8> {
    let names = stock.all_names();
    let (mut keys, mut spellings, mut text) = (BTreeSet::new(), Vec::new(), String::new());
    let mut enter = |words: &str| {
        let from = text.len() as u32;
        text.push_str(words);
        [from, text.len() as u32]
    };
    for person in stock.people.iter() {
        let forms = names.get(&(NameKind::Person, person.id.clone()));
        let id = enter(&person.id);
        for spelling in std::iter::once(person.name.as_str()).chain(forms.into_iter().flat_map(|f| f.1.spellings())) {
            let number = spellings.len() as u32;
            keys.extend(Prepared::new(spelling).keys().into_iter().flatten().map(|key| (key, number)));
            spellings.push([id, enter(spelling)].concat());
        }
    }
    let mut out = Vec::new();
    out.extend((keys.len() as u32).to_le_bytes());
    out.extend((spellings.len() as u32).to_le_bytes());
    for (key, spelling) in &keys {
        out.extend(key.to_le_bytes());
        out.extend(spelling.to_le_bytes());
    }
    spellings.iter().flatten().for_each(|place| out.extend(place.to_le_bytes()));
    out.extend(text.bytes());
    out
}

impl Packed {
    /// As [`pack`] made it; of anything else nothing is found.
    pub fn new(bytes: Cow<'static, [u8]>) -> Self {
        Self(bytes)
    }

    /// The spellings with a key, each as the person's id and the words.
    pub fn with(&self, keys: &BTreeSet<i64>) -> Vec<(&str, &str)> {
        let count = self.number(0);
        let mut found = BTreeSet::new();
        for key in keys {
            let mut at = self.first(*key, count);
            while at < count && self.key(at) == *key {
                found.insert(self.number(HEAD + at * KEY + 8));
                at += 1;
            }
        }
        found.into_iter().filter_map(|n| self.spelling(n)).collect()
    }

    // The first place of a key, or where it would be.
    fn first(&self, key: i64, count: usize) -> usize {
        let (mut from, mut to) = (0, count);
        while from < to {
            let middle = (from + to) / 2;
            if self.key(middle) < key { from = middle + 1 } else { to = middle }
        }
        from
    }

    fn key(&self, at: usize) -> i64 {
        let from = HEAD + at * KEY;
        let bytes = self.0.get(from..from + 8).and_then(|b| b.try_into().ok());
        bytes.map_or(i64::MAX, i64::from_le_bytes)
    }

    fn number(&self, from: usize) -> usize {
        let bytes = self.0.get(from..from + 4).and_then(|b| b.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes) as usize
    }

    fn spelling(&self, n: usize) -> Option<(&str, &str)> {
        let spellings = HEAD + self.number(0) * KEY;
        let text = spellings + self.number(4) * SPELLING;
        let at = spellings + n * SPELLING;
        let words = |from: usize| {
            let place = text + self.number(from)..text + self.number(from + 4);
            std::str::from_utf8(self.0.get(place)?).ok()
        };
        Some((words(at)?, words(at + 8)?))
    }
}
