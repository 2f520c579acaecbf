//! Keys by which words of names that may be like one another find each other, so that a name need not be compared with all.
//!
//! A key is a row of kinds of consonants, as scripts and languages mix them. A word has the key of its own row and of those
//! with one left out: words whose rows differ in one place share a key. A Latin letter may stand for several kinds, and a
//! word then has the keys of all its readings.

use super::latin;
use super::likeness::{Prepared, Word, join};
use crate::script::devanagari;
use std::collections::BTreeSet;

/// The keys of one word.
pub type Keys = BTreeSet<i64>;

// Readings of a Latin word that are followed.
const READINGS: usize = 32;
// Kinds in a row; what follows is left out.
const LONGEST: usize = 14;
// Shorter rows are not taken with one left out: too many words would share what is left.
const SHORTEST: usize = 3;
// Kinds are numbered from 1 to 12; these are no kinds.
const INITIALS: i64 = 14;
const NUMBER: i64 = 15;

impl Prepared {
    /// The keys of each word, and at last those of all words written as one, where there are several and that makes a word.
    pub fn keys(&self) -> Vec<Keys> {
        let joined = if self.words.len() > 1 { join(&self.words) } else { None };
        self.words.iter().chain(&joined).map(Word::keys).collect()
    }
}

impl Word {
    pub(super) fn keys(&self) -> Keys {
        match self {
            Self::Sounds(s) => of_rows(&[row(s.iter().map(|c| devanagari::bone(*c)))]),
            Self::Letters(l) => of_rows(&readings(&l.plain)),
            // They stand for words that begin so, which have other keys. Their names may be a word.
            Self::Initials(letters, names) => {
                let spelt = (!names.is_empty()).then(|| row(names.iter().map(|c| devanagari::bone(*c))));
                let mut out = of_rows(&Vec::from_iter(spelt));
                out.insert(letters.iter().take(8).fold(INITIALS, |key, c| key << 7 | (i64::from(*c as u32) & 0x7f)));
                out
            }
            Self::Number(digits) => {
                let digits = digits.chars().filter_map(|c| c.to_digit(10)).take(LONGEST);
                BTreeSet::from([digits.fold(NUMBER, |key, d| key << 4 | i64::from(d))])
            }
        }
    }
}

type Row = Vec<i64>;

// The kind of a consonant as a number from 1.
fn kind(bone: u16) -> i64 {
    i64::from(bone.trailing_zeros()) + 1
}

// Two of a kind side by side are one.
fn push(row: &mut Row, kind: i64) {
    if row.last() != Some(&kind) && row.len() < LONGEST {
        row.push(kind);
    }
}

fn row(bones: impl Iterator<Item = u16>) -> Row {
    let mut out = Row::new();
    bones.filter(|b| *b != 0).for_each(|b| push(&mut out, kind(b)));
    out
}

// Every way in which the letters may be meant, as far as there are not too many.
fn readings(letters: &[char]) -> Vec<Row> {
    let mut out = vec![Row::new()];
    for bones in letters.iter().map(|l| latin::bone(*l)).filter(|b| *b != 0) {
        let kinds: Vec<i64> = (0..16).map(|n| 1 << n).filter(|bit| bones & bit != 0).map(kind).collect();
        let kinds = if out.len() * kinds.len() > READINGS { &kinds[..1] } else { &kinds[..] };
        let mut next: Vec<Row> = Vec::with_capacity(out.len() * kinds.len());
        for row in &out {
            for &kind in kinds {
                let mut longer = row.clone();
                push(&mut longer, kind);
                next.push(longer);
            }
        }
        next.sort_unstable();
        next.dedup();
        out = next;
    }
    out
}

fn of_rows(rows: &[Row]) -> Keys {
    let mut out = Keys::new();
    for row in rows {
        out.insert(number(row.iter()));
        if row.len() >= SHORTEST {
            let without =
                |n: usize| number(row.iter().enumerate().filter(move |(at, _)| *at != n).map(|(_, kind)| kind));
            out.extend((0..row.len()).map(without));
        }
    }
    out
}

fn number<'k>(kinds: impl Iterator<Item = &'k i64>) -> i64 {
    let mut last = 0;
    let mut out = 0;
    for kind in kinds {
        // What was left out may have stood between two of a kind.
        if *kind != last {
            out = out << 4 | kind;
        }
        last = *kind;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(a: &str, b: &str) -> bool {
        let keys = |name: &str| Prepared::new(name).keys().remove(0);
        !keys(a).is_disjoint(&keys(b))
    }

    #[test]
    fn spellings_of_a_name_share_a_key_in_either_script_and_other_names_do_not() {
        for (a, b) in [
            ("शोइगू", "Shoigu"),
            ("शोइगु", "शोइगू"),
            ("लावरोव", "Lavrov"),
            ("जयशंकर", "Jaishankar"),
            ("शी", "Xi"),
            ("ज़ेलेंस्की", "Zelenskyy"),
            ("सिज्जार्तो", "Szijjarto"),
            ("मोदी", "Modi"),
            ("पुतिन", "पूतिन"),
            ("एर्दोगन", "Erdoğan"),
        ] {
            assert!(share(a, b), "{a} {b}");
        }
        for (a, b) in [("मोदी", "Lavrov"), ("पुतिन", "शोइगू"), ("जयशंकर", "मोदी"), ("400", "300")]
        {
            assert!(!share(a, b), "{a} {b}");
        }
    }

    #[test]
    fn long_words_and_many_readings_are_bounded() {
        let word = "szkjtcgx".repeat(500);
        let keys = Prepared::new(&word).keys().remove(0);
        assert!(keys.len() <= READINGS * (LONGEST + 1), "{}", keys.len());
    }
}
