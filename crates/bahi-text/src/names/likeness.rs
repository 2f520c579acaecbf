//! How like two names are, in one script or across the two: word by word, with initials, joined and inverted names.

use super::align::{Cost, Table};
use super::{latin, sounds};
use crate::fold;
use crate::script::{Script, devanagari, script_of};

/// Whether two names are spellings of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They are not.
    Different,
    /// The names allow it and do not say it: a surname alone, a first name alone.
    Unclear,
    /// They are.
    Same,
}

/// How like two names are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    /// What follows from it.
    pub verdict: Verdict,
    /// Distance, 0 for the same letters, about 100 at the limit of what counts as the same.
    pub distance: u32,
}

impl Likeness {
    pub(super) const FAR: Self = Self { verdict: Verdict::Different, distance: 1000 };
}

const FAR: Likeness = Likeness::FAR;
/// Names of more words are not compared.
pub(super) const LONGEST: usize = 12;

// Limits of a name's distance and of those of its words; these and the units below were chosen on every other row of
// `eval/names/pairs.csv`.
pub(super) const NAME: u32 = 105;
pub(super) const WORD: u32 = 125;
pub(super) const ALONE: u32 = 82;
pub(super) const JOINED: u32 = 65;
// Hundredths of a nat that make a distance of 100.
pub(super) const ACROSS: u32 = 233;
pub(super) const WITHIN: u32 = 160;
const LATIN: u32 = 41;
/// Beyond these costs words are not compared.
pub(super) const MOST_ACROSS: u32 = ACROSS * WORD / 100;
pub(super) const MOST_WITHIN: u32 = WITHIN * WORD / 100;
// A step dearer than this, in hundredths of a nat, is odd, and counts for itself.
const ODD: u32 = 279;
const ODDITY: u32 = 10;
// Two neighbouring signs in the wrong order.
pub(super) const TURNED: u32 = 60;

/// Compares names by the learnt costs of spelling.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    /// Devanagari sounds as Latin letters.
    pub latin: Table,
    /// Devanagari sounds as those of other spellings.
    pub within: Table,
}

/// A word of a name, made ready for comparing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    Sounds(Vec<char>),
    Letters(Letters),
    // Letters, and the sounds of their names where they are written in Devanagari: के may be K. or a word.
    Initials(Vec<char>, Vec<char>),
    Number(String),
}

/// A Latin word: its plain letters, and the same for comparing with another Latin word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Letters {
    pub(super) plain: Vec<char>,
    comparable: Vec<u8>,
}

impl Letters {
    fn new(plain: &str) -> Self {
        Self { plain: plain.chars().collect(), comparable: latin::comparable(plain) }
    }
}

/// A name, made ready for comparing.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prepared {
    pub(super) words: Vec<Word>,
}

impl Prepared {
    /// Takes a name apart: at spaces, hyphens and dots, and between letters and digits.
    pub fn new(name: &str) -> Self {
        let mut words = Vec::new();
        for part in name
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}' | '_' | '/' | ','))
        {
            split_digits(part, &mut words);
        }
        let mut words = join_initials(words);
        let many = words.iter().filter(|w| !is_article(w)).count() > 1;
        if many {
            words.retain(|w| !is_article(w));
        }
        Self { words }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Number of words that are no initials.
    pub fn full_words(&self) -> usize {
        self.words.iter().filter(|w| matches!(w, Word::Sounds(_) | Word::Letters(_))).count()
    }
}

fn split_digits(part: &str, words: &mut Vec<Word>) {
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        let digits = crate::script::digit_value(first).is_some();
        let end = rest.find(|c| crate::script::digit_value(c).is_some() != digits).unwrap_or(rest.len());
        words.extend(word(&rest[..end], digits));
        rest = &rest[end..];
    }
}

fn word(text: &str, digits: bool) -> Option<Word> {
    let folded = fold(text);
    if digits {
        return Some(Word::Number(folded));
    }
    match folded.chars().find_map(script_of)? {
        Script::Devanagari => {
            let sounds = sounds::of(&folded);
            match devanagari::letter_names(&folded) {
                Some(letters) => Some(Word::Initials(letters, sounds)),
                None => Some(Word::Sounds(sounds)).filter(|w| *w != Word::Sounds(Vec::new())),
            }
        }
        _ => {
            let plain = latin::plain(text);
            match plain.len() {
                0 => None,
                1 => Some(Word::Initials(plain.chars().collect(), Vec::new())),
                _ => Some(Word::Letters(Letters::new(&plain))),
            }
        }
    }
}

// H. R. is HR.
fn join_initials(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for w in words {
        match (out.last_mut(), &w) {
            (Some(Word::Initials(letters, name)), Word::Initials(more, rest)) => {
                letters.extend(more);
                name.extend(rest);
            }
            _ => out.push(w),
        }
    }
    out
}

// The Arabic article, which the press writes, joins or leaves out.
fn is_article(word: &Word) -> bool {
    match word {
        Word::Letters(l) => matches!(l.plain.as_slice(), ['a' | 'e', 'l']),
        Word::Sounds(s) => devanagari::is_article(s),
        _ => false,
    }
}

impl Matcher {
    /// How like two names are.
    pub fn compare(&self, a: &str, b: &str) -> Likeness {
        self.like(&Prepared::new(a), &Prepared::new(b))
    }

    /// How like two names are that were taken apart before.
    pub fn like(&self, a: &Prepared, b: &Prepared) -> Likeness {
        let (short, long) = if a.words.len() <= b.words.len() { (&a.words, &b.words) } else { (&b.words, &a.words) };
        let joined = || {
            let (x, y) = (join(short)?, join(long)?);
            Some((self.words(&x, &y), x.length().min(y.length())))
        };
        let (x, y): (Vec<&Word>, Vec<&Word>) = (short.iter().collect(), long.iter().collect());
        Likeness::of(&x, &y, &|i, j| self.words(x[i], y[j]), &joined)
    }

    /// How far two words are apart, in either order.
    pub(super) fn words(&self, a: &Word, b: &Word) -> u32 {
        match (a, b) {
            (Word::Sounds(x), Word::Sounds(y)) if x == y => 0,
            (Word::Sounds(x), Word::Sounds(y)) if is_turned(x, y) => TURNED,
            (Word::Sounds(x), Word::Sounds(y)) => {
                let there = Self::weigh(self.within.cost(x, y, MOST_WITHIN), WITHIN);
                there.min(Self::weigh(self.within.cost(y, x, MOST_WITHIN), WITHIN))
            }
            (Word::Sounds(x), Word::Letters(l)) | (Word::Letters(l), Word::Sounds(x)) => {
                Self::weigh(self.latin.cost(x, &l.plain, MOST_ACROSS), ACROSS)
            }
            (Word::Letters(x), Word::Letters(y)) => latin::distance(&x.comparable, &y.comparable) * 100 / LATIN,
            (Word::Initials(x, _), Word::Initials(y, _)) => {
                if x == y {
                    0
                } else {
                    FAR.distance
                }
            }
            (Word::Initials(i, name), full) | (full, Word::Initials(i, name)) => self.initials(i, name, full),
            (Word::Number(x), Word::Number(y)) if x == y => 0,
            _ => 1000,
        }
    }
}

impl Matcher {
    // A word that the letter may stand for, or that is the names of the letters, or the letters themselves.
    fn initials(&self, letters: &[char], name: &[char], full: &Word) -> u32 {
        let begins = match full {
            _ if letters.len() > 1 => matches!(full, Word::Letters(l) if l.plain == letters),
            Word::Letters(l) => l.plain.first() == letters.first(),
            Word::Sounds(s) => s.first().is_some_and(|&s| self.latin.way(s, letters) < 250),
            _ => false,
        };
        let spelt = if name.is_empty() { FAR.distance } else { self.words(&Word::Sounds(name.to_vec()), full) };
        spelt.min(if begins { 40 } else { FAR.distance })
    }

    // The mean, and more for a sound that is hardly ever written so.
    pub(super) fn weigh(cost: Option<Cost>, unit: u32) -> u32 {
        cost.map_or(FAR.distance, |c| c.mean * 100 / unit + c.worst.saturating_sub(ODD) / ODDITY)
    }
}

impl Word {
    /// Number of its sounds or letters.
    pub(super) fn length(&self) -> u32 {
        match self {
            Self::Sounds(s) => s.len() as u32,
            Self::Letters(l) => l.plain.len() as u32,
            Self::Initials(l, _) => l.len() as u32,
            Self::Number(_) => 2,
        }
    }
}

// Whether one is the other with two neighbouring sounds changed about, as typing slips do.
pub(super) fn is_turned(a: &[char], b: &[char]) -> bool {
    let strip = |s| <[char]>::iter(s).copied().filter(|c| !matches!(*c, sounds::INHERENT | sounds::FINAL));
    let (mut x, mut y) = (strip(a), strip(b));
    loop {
        match (x.next(), y.next()) {
            (Some(p), Some(q)) if p == q => {}
            (Some(p), Some(q)) => {
                return x.next() == Some(q) && y.next() == Some(p) && x.eq(y) && strip(a).count() > 3;
            }
            _ => return false,
        }
    }
}

/// The words written as one.
pub(super) fn join(words: &[Word]) -> Option<Word> {
    if words.iter().all(|w| matches!(w, Word::Letters(_))) {
        let all = words.iter().filter_map(|w| if let Word::Letters(l) = w { Some(&l.plain) } else { None });
        return Some(Word::Letters(Letters::new(&all.flatten().collect::<String>())));
    }
    let mut out = Vec::new();
    for w in words {
        let (Word::Sounds(s) | Word::Initials(_, s)) = w else { return None };
        // What was final is inside the joined word.
        if out.last() == Some(&sounds::FINAL) {
            out.pop();
            out.push(sounds::INHERENT);
        }
        out.extend(s);
    }
    Some(Word::Sounds(out))
}
