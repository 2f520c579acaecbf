//! Learns a [`Table`] from pairs of spellings by Viterbi training: align, count, and again until the counts have settled.

use super::align::Table;
use super::sounds::{self, FINAL, INHERENT};
use std::collections::BTreeMap;

const ROUNDS: usize = 8;
// A pair dearer than this for each letter is no spelling of one word (a title, another form of the name).
const NO_PAIR: u32 = 320;
// Counts are lowered by what chance pairings bring.
const CHANCE: u64 = 3;

/// A row of sounds and what it is written as.
pub type Pair = (Vec<char>, Vec<char>);

/// The table that fits the pairs; the same pairs in the same order give the same table.
pub fn learn(pairs: &[Pair]) -> Table {
    let mut table = Table::default();
    for _ in 0..ROUNDS {
        table = round(pairs, &table);
    }
    table
}

fn round(pairs: &[Pair], table: &Table) -> Table {
    let first = table.is_empty();
    let mut counts: BTreeMap<char, BTreeMap<String, u64>> = BTreeMap::new();
    for (sounds, letters) in pairs {
        let cost = |s: char, l: &[char]| if first { guess(s, l) } else { table.way(s, l) };
        let Some((whole, pairing)) = Table::pairing(sounds, letters, cost) else { continue };
        if !first && whole / sounds.len().max(letters.len()).max(1) as u32 > NO_PAIR {
            continue;
        }
        for (sound, way) in pairing {
            *counts.entry(sound).or_default().entry(way).or_default() += 1;
        }
    }
    let mut rows = Vec::new();
    for (sound, ways) in &counts {
        let all: u64 = ways.values().sum::<u64>() + CHANCE;
        for (way, &n) in ways.iter().filter(|(_, n)| **n > 1 || all < 20) {
            rows.push((*sound, way.as_str(), cost(n, all)));
        }
    }
    Table::new(rows)
}

fn cost(n: u64, all: u64) -> u32 {
    (100.0 * (all as f64 / n as f64).ln()).round() as u32
}

// Before anything is known: a sound is one letter, vowels are written with vowels.
fn guess(sound: char, letters: &[char]) -> u32 {
    let vowels = letters.iter().filter(|c| sounds::is_vowel(**c) || "aeiouy".contains(**c)).count();
    let wanted = match sound {
        INHERENT => 0.6,
        FINAL => 0.0,
        _ => 1.0,
    };
    let foreign = if sounds::is_vowel(sound) { letters.len() - vowels } else { vowels };
    let length = (letters.len() as f64 - wanted).abs();
    (100.0 + 150.0 * length) as u32 + 150 * foreign as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_often_is_cheap() {
        let pair = |d: &str, l: &str| (sounds::of(d), l.chars().collect::<Vec<_>>());
        let pairs =
            vec![pair("शाम", "sham"), pair("शक", "shak"), pair("मश", "mash"), pair("काश", "kash"), pair("सम", "sam")];
        let table = learn(&pairs);
        assert!(table.way('श', &['s', 'h']) < table.way('श', &['s']));
        assert_eq!(table, learn(&pairs));
    }
}
