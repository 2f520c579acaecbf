//! What it costs to write a row of sounds as a row of letters, by a learnt table.
//!
//! The model is that of joint-sequence transliteration (Bisani and Ney 2008, "Joint-sequence models for grapheme-to-phoneme
//! conversion") with units of one sound and up to four letters, without context. Costs are negative log probabilities in
//! hundredths of a nat.

use std::collections::BTreeMap;

/// Most letters that one sound is written with.
pub const LONGEST: usize = 4;
/// Names longer than this are not compared.
pub const MOST: usize = 48;
// A spelling never seen: about one in a thousand, dearer for each letter too many or too few.
const UNSEEN: u32 = 700;
const EACH: u32 = 120;

/// For each sound the ways it is written, with the cost of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    ways: BTreeMap<char, Vec<(Vec<char>, u32)>>,
}

impl Table {
    /// A table from its rows: sound, letters, cost in hundredths of a nat.
    pub fn new<'a>(rows: impl IntoIterator<Item = (char, &'a str, u32)>) -> Self {
        let mut out = Self::default();
        for (sound, letters, cost) in rows {
            out.ways.entry(sound).or_default().push((letters.chars().collect(), cost));
        }
        out
    }

    /// The rows, by sound.
    pub fn rows(&self) -> impl Iterator<Item = (char, String, u32)> + '_ {
        self.ways.iter().flat_map(|(s, ways)| ways.iter().map(move |(l, c)| (*s, l.iter().collect(), *c)))
    }

    /// Whether nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.ways.is_empty()
    }

    /// The cheapest way to write the sounds as the letters, in hundredths of a nat for each of the more numerous; `None`
    /// where either is empty or longer than [`MOST`].
    pub fn cost(&self, sounds: &[char], letters: &[char]) -> Option<u32> {
        if sounds.is_empty() || letters.is_empty() || sounds.len() > MOST || letters.len() > MOST {
            return None;
        }
        let mut row = vec![u32::MAX; letters.len() + 1];
        row[0] = 0;
        for &sound in sounds {
            row = self.step(&row, sound, letters);
        }
        let longer = sounds.len().max(letters.len()) as u32;
        row.last().filter(|&&c| c < u32::MAX).map(|c| c / longer)
    }

    fn step(&self, row: &[u32], sound: char, letters: &[char]) -> Vec<u32> {
        let mut next = vec![u32::MAX; row.len()];
        let ways = self.ways.get(&sound).map_or(&[][..], Vec::as_slice);
        for (j, &so_far) in row.iter().enumerate().filter(|r| *r.1 < u32::MAX) {
            for n in 0..=LONGEST.min(letters.len() - j) {
                let cost = so_far + unseen(n);
                next[j + n] = next[j + n].min(cost);
            }
            for (way, cost) in ways.iter().filter(|w| letters[j..].starts_with(&w.0)) {
                next[j + way.len()] = next[j + way.len()].min(so_far + cost);
            }
        }
        next
    }

    /// The cheapest pairing of sounds with letters, and its whole cost, by a cost of one's own.
    pub fn pairing(
        sounds: &[char],
        letters: &[char],
        cost: impl Fn(char, &[char]) -> u32,
    ) -> Option<(u32, Vec<(char, String)>)> {
        let (n, m) = (sounds.len(), letters.len());
        let mut table = vec![vec![(u32::MAX, 0usize); m + 1]; n + 1];
        table[0][0].0 = 0;
        for i in 0..n {
            for j in 0..=m {
                let so_far = table[i][j].0;
                if so_far == u32::MAX {
                    continue;
                }
                for l in 0..=LONGEST.min(m - j) {
                    let whole = so_far + cost(sounds[i], &letters[j..j + l]);
                    if whole < table[i + 1][j + l].0 {
                        table[i + 1][j + l] = (whole, l);
                    }
                }
            }
        }
        let whole = table[n][m].0;
        if whole == u32::MAX {
            return None;
        }
        let mut out = Vec::with_capacity(n);
        let mut j = m;
        for i in (1..=n).rev() {
            let l = table[i][j].1;
            out.push((sounds[i - 1], letters[j - l..j].iter().collect()));
            j -= l;
        }
        out.reverse();
        Some((whole, out))
    }

    /// What a table without this way of writing takes for it.
    pub fn way(&self, sound: char, letters: &[char]) -> u32 {
        let seen = self.ways.get(&sound).and_then(|w| w.iter().find(|w| w.0 == letters));
        seen.map_or_else(|| unseen(letters.len()), |w| w.1)
    }
}

fn unseen(letters: usize) -> u32 {
    UNSEEN + EACH * letters.abs_diff(1) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learnt_ways_are_cheaper_than_others() {
        let table = Table::new([('ल', "l", 1), ('ा', "a", 10), ('व', "v", 20), ('व', "w", 60)]);
        let sounds: Vec<char> = vec!['ल', 'ा', 'व'];
        let cost = |w: &str| table.cost(&sounds, &w.chars().collect::<Vec<_>>());
        assert_eq!(cost("lav"), Some(10));
        assert_eq!(cost("law"), Some(23));
        assert!(cost("sho") > Some(400));
        assert_eq!(cost(""), None);
    }
}
