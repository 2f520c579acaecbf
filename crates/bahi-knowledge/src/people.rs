//! What known people are called, packed at build time: every spelling, found by the keys of its words where it lies, so
//! that only names that may be like a query are taken apart.

use crate::stock::{NameKind, Stock};
use bahi_text::names::likeness::Prepared;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

// Keys that are searched one after another; the first of each block is in the index.
const BLOCK: usize = 64;
// The first key of a block, and where it begins.
const FIRST: usize = 12;
// Where in the text the id and the spelling begin and end.
const SPELLING: usize = 16;
const HEAD: usize = 12;

/// The packed spellings: how many blocks and spellings there are and how long the blocks are together, the index of the
/// blocks, the spellings, the blocks, the text. A block holds keys in order, each as its distance from the one before, how many
/// spellings have it, and their numbers in order, each less the one before.
#[derive(Debug, Clone)]
pub struct Packed(Cow<'static, [u8]>);

/// Packs what the people of a stock are called.
pub fn pack(stock: &Stock) -> Vec<u8> {
    let names = stock.all_names();
    let (mut keys, mut spellings, mut text) = (BTreeMap::<i64, BTreeSet<u64>>::new(), Vec::new(), String::new());
    let mut enter = |words: &str| {
        let from = text.len() as u32;
        text.push_str(words);
        [from, text.len() as u32]
    };
    for person in &stock.people {
        let forms = names.get(&(NameKind::Person, person.id.clone()));
        let id = enter(&person.id);
        for spelling in std::iter::once(person.name.as_str()).chain(forms.into_iter().flat_map(|f| f.1.spellings())) {
            let number = spellings.len() as u64;
            for key in Prepared::new(spelling).keys().into_iter().flatten() {
                keys.entry(key).or_default().insert(number);
            }
            spellings.push([id, enter(spelling)].concat());
        }
    }
    let (index, blocks) = blocks(&keys.into_iter().collect::<Vec<_>>());
    let mut out = Vec::new();
    for number in [index.len() / FIRST, spellings.len(), blocks.len()] {
        out.extend((number as u32).to_le_bytes());
    }
    out.extend(index);
    spellings.iter().flatten().for_each(|place| out.extend(place.to_le_bytes()));
    out.extend(blocks);
    out.extend(text.bytes());
    out
}

fn blocks(keys: &[(i64, BTreeSet<u64>)]) -> (Vec<u8>, Vec<u8>) {
    let (mut index, mut out) = (Vec::new(), Vec::new());
    for block in keys.chunks(BLOCK) {
        let mut last = block[0].0;
        index.extend(last.to_le_bytes());
        index.extend((out.len() as u32).to_le_bytes());
        for (key, spellings) in block {
            write(&mut out, key.wrapping_sub(last) as u64);
            write(&mut out, spellings.len() as u64);
            spellings.iter().fold(0, |before, n| {
                write(&mut out, n - before);
                *n
            });
            last = *key;
        }
    }
    (index, out)
}

// Seven bits a byte, the lowest first; the eighth says that more follow.
fn write(out: &mut Vec<u8>, mut number: u64) {
    while number > 0x7F {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn read(data: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *data.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

impl Packed {
    /// As [`pack`] made it; of anything else nothing is found.
    pub fn new(bytes: Cow<'static, [u8]>) -> Self {
        Self(bytes)
    }

    /// The spellings with a key, each as the person's id and the words.
    pub fn with(&self, keys: &BTreeSet<i64>) -> Vec<(&str, &str)> {
        let mut found = BTreeSet::new();
        for key in keys {
            // What ends too soon was not made by `pack`.
            let _ = self.numbers(*key, &mut found);
        }
        found.into_iter().filter_map(|n| self.spelling(n)).collect()
    }

    // Adds the numbers of the spellings with a key.
    fn numbers(&self, key: i64, found: &mut BTreeSet<usize>) -> Option<()> {
        let block = self.block(key)?;
        let spellings = self.number(4) as u64;
        let blocks = self.spellings() + self.number(4) * SPELLING;
        let blocks = self.0.get(blocks..blocks + self.number(8))?;
        let mut at = self.number(HEAD + block * FIRST + 8);
        let mut here = self.first(block);
        for _ in 0..BLOCK {
            here = here.wrapping_add(read(blocks, &mut at)? as i64);
            let count = read(blocks, &mut at)?;
            let mut number = 0;
            for _ in 0..count {
                number = read(blocks, &mut at)?.wrapping_add(number);
                if here == key && number < spellings {
                    found.insert(number as usize);
                }
            }
            if here >= key {
                break;
            }
        }
        Some(())
    }

    // The last block that does not begin after a key.
    fn block(&self, key: i64) -> Option<usize> {
        let (mut from, mut to) = (0, self.number(0));
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.first(middle) <= key { from = middle + 1 } else { to = middle }
        }
        from.checked_sub(1)
    }

    fn first(&self, block: usize) -> i64 {
        let from = HEAD + block * FIRST;
        let bytes = self.0.get(from..from + 8).and_then(|b| b.try_into().ok());
        bytes.map_or(i64::MAX, i64::from_le_bytes)
    }

    fn spellings(&self) -> usize {
        HEAD + self.number(0) * FIRST
    }

    fn number(&self, from: usize) -> usize {
        let bytes = self.0.get(from..from + 4).and_then(|b| b.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes) as usize
    }

    fn spelling(&self, n: usize) -> Option<(&str, &str)> {
        let spellings = self.spellings();
        let text = spellings + self.number(4) * SPELLING + self.number(8);
        let at = spellings + n * SPELLING;
        let words = |from: usize| {
            let place = text + self.number(from)..text + self.number(from + 4);
            std::str::from_utf8(self.0.get(place)?).ok()
        };
        Some((words(at)?, words(at + 8)?))
    }
}
