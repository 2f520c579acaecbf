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
const FAR: (u32, u32) = (u32::MAX / 2, 0);

// For each number of letters written: the whole cost, and the dearest step on the way.
type Row = [(u32, u32); MOST + 1];

/// What the cheapest way of writing costs, in hundredths of a nat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// For each sound or letter, whichever are more.
    pub mean: u32,
    /// Of the dearest sound.
    pub worst: u32,
}

/// For each sound the ways it is written, with the cost of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    ways: BTreeMap<char, Vec<(Vec<char>, u32)>>,
    // The same by the place of the sound in its script's block, for speed.
    by_place: Vec<Vec<(Vec<char>, u32)>>,
}

impl Table {
    /// A table from its rows: sound, letters, cost in hundredths of a nat.
    pub fn new<'a>(rows: impl IntoIterator<Item = (char, &'a str, u32)>) -> Self {
        let mut out = Self::default();
        for (sound, letters, cost) in rows {
            out.ways.entry(sound).or_default().push((letters.chars().collect(), cost));
        }
        out.by_place = vec![Vec::new(); PLACES];
        for (sound, ways) in &out.ways {
            out.by_place[place(*sound)].clone_from(ways);
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

    /// The cheapest way to write the sounds as the letters; `None` where its mean is more than `limit`, or where either is
    /// empty or longer than [`MOST`].
    pub fn cost(&self, sounds: &[char], letters: &[char], limit: u32) -> Option<Cost> {
        if sounds.is_empty() || letters.is_empty() || sounds.len() > MOST || letters.len() > MOST {
            return None;
        }
        let longer = sounds.len().max(letters.len()) as u32;
        let most = limit.saturating_mul(longer).saturating_add(longer);
        let (mut row, mut next) = ([FAR; MOST + 1], [FAR; MOST + 1]);
        row[0] = (0, 0);
        for &sound in sounds {
            let least = self.step(&row, &mut next, sound, letters);
            if least > most {
                return None;
            }
            std::mem::swap(&mut row, &mut next);
        }
        let (whole, worst) = row[letters.len()];
        Some(Cost { mean: whole / longer, worst }).filter(|c| c.mean <= limit)
    }

    // From the costs of having written so many letters to those after one more sound; gives the least of them.
    fn step(&self, row: &Row, next: &mut Row, sound: char, letters: &[char]) -> u32 {
        next.fill(FAR);
        let mut least = FAR.0;
        let ways = self.by_place.get(place(sound)).map_or(&[][..], Vec::as_slice);
        for (j, &(so_far, worst)) in row[..=letters.len()].iter().enumerate().filter(|r| r.1.0 < FAR.0) {
            let left = &letters[j..];
            let mut reach = |n: usize, cost: u32| {
                let to = (so_far + cost, worst.max(cost));
                next[j + n] = next[j + n].min(to);
                least = least.min(to.0);
            };
            for n in 0..=LONGEST.min(left.len()) {
                reach(n, unseen(n));
            }
            for (way, cost) in ways.iter().filter(|w| w.0.first().is_none_or(|f| Some(f) == left.first())) {
                if left.starts_with(way) {
                    reach(way.len(), *cost);
                }
            }
        }
        least
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

const PLACES: usize = 0x82;

// Devanagari has one block; the two marks of unwritten vowels come after it.
fn place(sound: char) -> usize {
    match sound {
        '\u{900}'..='\u{97F}' => sound as usize - 0x900,
        super::sounds::INHERENT => 0x80,
        _ => 0x81,
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
        let cost = |w: &str| table.cost(&sounds, &w.chars().collect::<Vec<_>>(), 1000).map(|c| c.mean);
        assert_eq!(cost("lav"), Some(10));
        assert_eq!(cost("law"), Some(23));
        assert!(cost("sho") > Some(400));
        assert_eq!(cost(""), None);
        assert_eq!(table.cost(&sounds, &['s', 'h', 'o'], 100), None);
    }
}
