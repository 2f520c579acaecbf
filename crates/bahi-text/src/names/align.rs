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

// For each number of letters written: the whole cost in the upper half, the dearest step on the way in the lower.
type Row = [u64; MOST + 1];
const FAR: u64 = u64::MAX;
// For each number of letters written: the least that the others cost.
type Row32 = [u32; MOST + 1];

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
    // The same for speed: ways by the place of the sound and the first letter, and where those of each place begin.
    flat: Vec<Way>,
    starts: Vec<u32>,
    // By the place of the sound: what it costs to leave it out.
    silent: Vec<u32>,
}

/// The least that each sound or letter of a word can cost beside a word that is given.
#[derive(Debug, Clone)]
pub(super) struct Least {
    // By sound or by letter.
    sounds: bool,
    key: fn(char) -> u8,
    least: [u32; 256],
}

impl Least {
    // Fills in what the word costs at least from each place on, and gives the whole.
    fn sum(&self, word: &[char], rest: &mut Row32) -> u32 {
        for (i, &c) in word.iter().enumerate().rev() {
            rest[i] = rest[i + 1] + self.least[usize::from((self.key)(c))];
        }
        rest[0]
    }
}

// Letters as one number, a byte each; the mask has as many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Way {
    mask: u32,
    letters: u32,
    len: u32,
    cost: u32,
}

impl Table {
    /// A table from its rows: sound, letters, cost in hundredths of a nat.
    pub fn new<'a>(rows: impl IntoIterator<Item = (char, &'a str, u32)>) -> Self {
        let mut out = Self::default();
        for (sound, letters, cost) in rows {
            out.ways.entry(sound).or_default().push((letters.chars().collect(), cost));
        }
        out.flatten();
        out
    }

    fn flatten(&mut self) {
        let mut by_place: Vec<&[(Vec<char>, u32)]> = vec![&[]; PLACES];
        for (sound, ways) in &self.ways {
            by_place[place(*sound)] = ways;
        }
        for ways in by_place {
            let none = ways.iter().filter(|w| w.0.is_empty()).map(|w| w.1).min();
            self.silent.push(none.unwrap_or(u32::MAX).min(unseen(0)));
            let mut flat: Vec<(usize, Way)> = Vec::new();
            for (way, cost) in ways.iter().filter(|w| (1..=LONGEST).contains(&w.0.len())) {
                let codes: Vec<u8> = way.iter().map(|&c| letter(c)).collect();
                let len = codes.len() as u32;
                let way = Way { mask: u32::MAX >> (32 - 8 * len), letters: window(&codes), len, cost: *cost };
                // A letter of no table is like none, not even itself.
                if !codes.contains(&0) {
                    flat.push((usize::from(codes[0]), way));
                }
            }
            flat.sort_by_key(|w| w.0);
            for first in 0..=usize::from(u8::MAX) {
                self.starts.push((self.flat.len() + flat.partition_point(|w| w.0 < first)) as u32);
            }
            self.flat.extend(flat.iter().map(|w| w.1));
        }
        self.starts.push(self.flat.len() as u32);
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
        self.cost_beside(sounds, letters, limit, None)
    }

    /// The same, sooner, where the least is known that either word can cost beside the other.
    pub(super) fn cost_beside(
        &self,
        sounds: &[char],
        letters: &[char],
        limit: u32,
        least: Option<&Least>,
    ) -> Option<Cost> {
        if sounds.is_empty() || letters.is_empty() || sounds.len() > MOST || letters.len() > MOST {
            return None;
        }
        let longer = sounds.len().max(letters.len()) as u32;
        let most = limit.saturating_mul(longer).saturating_add(longer);
        let (mut by_sound, mut by_letter) = ([0; MOST + 1], [0; MOST + 1]);
        if let Some(least) = least {
            let (word, rest) = if least.sounds { (sounds, &mut by_sound) } else { (letters, &mut by_letter) };
            if least.sum(word, rest) > most {
                return None;
            }
        }
        let (mut codes, mut windows) = ([0; MOST], [0; MOST + 1]);
        letters.iter().zip(&mut codes).for_each(|(&c, code)| *code = letter(c));
        (0..letters.len()).for_each(|j| windows[j] = window(&codes[j..]));
        let windows = &windows[..=letters.len()];
        let (mut one, mut other) = ([FAR; MOST + 1], [FAR; MOST + 1]);
        let (mut row, mut next) = (&mut one, &mut other);
        row[0] = 0;
        for (i, &sound) in sounds.iter().enumerate() {
            let most = most.saturating_sub(by_sound[i + 1]);
            if !self.step((row, next), place(sound), windows, &by_letter, most) {
                return None;
            }
            std::mem::swap(&mut row, &mut next);
        }
        let (whole, worst) = ((row[letters.len()] >> 32) as u32, row[letters.len()] as u32);
        Some(Cost { mean: whole / longer, worst }).filter(|c| c.mean <= limit)
    }

    // From the costs of having written so many letters to those after one more sound; whether one is not above the most.
    fn step(&self, (row, next): (&Row, &mut Row), place: usize, windows: &[u32], rest: &Row32, most: u32) -> bool {
        let last = windows.len() - 1;
        next[..=last].fill(FAR);
        let mut goes_on = false;
        let silent = self.silent.get(place).copied().unwrap_or(unseen(0));
        let starts = self.starts.get(place * 256..=(place + 1) * 256).unwrap_or(&[0; 257]);
        for (j, &window) in windows.iter().enumerate() {
            let (so_far, worst) = ((row[j] >> 32) as u32, row[j] as u32);
            if so_far > most {
                continue;
            }
            let mut reach = |n: usize, cost: u32| {
                let whole = so_far + cost;
                if whole.saturating_add(rest[j + n]) <= most {
                    goes_on = true;
                    next[j + n] = next[j + n].min(u64::from(whole) << 32 | u64::from(worst.max(cost)));
                }
            };
            reach(0, silent);
            for n in (1..=LONGEST.min(last - j)).take_while(|&n| UNSEEN_OF[n] <= most - so_far) {
                reach(n, UNSEEN_OF[n]);
            }
            let first = (window & 0xFF) as usize;
            for way in self.flat.get(starts[first] as usize..starts[first + 1] as usize).unwrap_or_default() {
                if window & way.mask == way.letters {
                    reach(way.len as usize, way.cost);
                }
            }
        }
        goes_on
    }

    /// The least that each sound can cost in a word written with these letters.
    pub(super) fn least_by_sound(&self, letters: &[char]) -> Least {
        let codes: Vec<u8> = letters.iter().map(|&c| letter(c)).collect();
        let windows: Vec<u32> = (0..codes.len()).map(|j| window(&codes[j..])).collect();
        let mut least = [unseen(1); 256];
        for (place, least) in least.iter_mut().enumerate().take(self.silent.len()) {
            let ways = &self.flat[self.starts[place * 256] as usize..self.starts[(place + 1) * 256] as usize];
            let found = ways.iter().filter(|way| windows.iter().any(|w| w & way.mask == way.letters));
            *least = found.map(|way| way.cost).fold(self.silent[place].min(*least), u32::min);
        }
        Least { sounds: true, key: |c| place(c) as u8, least }
    }

    /// The least that each letter can cost in a word of these sounds: its share of the cheapest way that has it.
    pub(super) fn least_by_letter(&self, sounds: &[char]) -> Least {
        let mut least = [unseen(LONGEST) / LONGEST as u32; 256];
        for sound in sounds.iter().filter(|_| !self.silent.is_empty()) {
            let place = place(*sound);
            let ways = &self.flat[self.starts[place * 256] as usize..self.starts[(place + 1) * 256] as usize];
            for way in ways {
                for code in way.letters.to_le_bytes().into_iter().take(way.len as usize) {
                    let least = &mut least[usize::from(code)];
                    *least = (*least).min(way.cost / way.len);
                }
            }
        }
        Least { sounds: false, key: letter, least }
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

// A letter of either script as a number; 0 for others.
fn letter(c: char) -> u8 {
    match c {
        'a'..='z' => c as u8 - b'a' + 1,
        '\u{900}'..='\u{97F}' => (c as u32 - 0x900 + 0x80) as u8,
        super::sounds::INHERENT => 27,
        super::sounds::FINAL => 28,
        _ => 0,
    }
}

// The next letters as one number, the first lowest; none are 0.
fn window(codes: &[u8]) -> u32 {
    codes.iter().take(LONGEST).rev().fold(0, |sum, &code| sum << 8 | u32::from(code))
}

const UNSEEN_OF: [u32; LONGEST + 1] = [unseen(0), unseen(1), unseen(2), unseen(3), unseen(4)];

const fn unseen(letters: usize) -> u32 {
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
