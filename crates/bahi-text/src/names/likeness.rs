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

const FAR: Likeness = Likeness { verdict: Verdict::Different, distance: 1000 };

// Limits of a name's distance and of those of its words; these and the units below were chosen on every other row of
// `eval/names/pairs.csv`.
const NAME: u32 = 105;
const WORD: u32 = 125;
const ALONE: u32 = 82;
const JOINED: u32 = 65;
// Hundredths of a nat that make a distance of 100.
const ACROSS: u32 = 233;
const WITHIN: u32 = 160;
const LATIN: u32 = 41;
// A step dearer than this, in hundredths of a nat, is odd, and counts for itself.
const ODD: u32 = 279;
const ODDITY: u32 = 10;
// Two neighbouring signs in the wrong order.
const TURNED: u32 = 60;

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
enum Word {
    Sounds(Vec<char>),
    Letters(Letters),
    // Letters, and the sounds of their names where they are written in Devanagari: के may be K. or a word.
    Initials(Vec<char>, Vec<char>),
    Number(String),
}

/// A Latin word: its plain letters, and the same for comparing with another Latin word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Letters {
    plain: Vec<char>,
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
    words: Vec<Word>,
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

    /// The kinds of consonants in it, one bit each; those that scripts and languages mix are one kind.
    pub fn bones(&self) -> u16 {
        self.words.iter().fold(0, |sum, w| sum | bones(w))
    }

    /// Whether some word of this name is like some word of the other: names of which none is are not worth comparing.
    pub fn touches(&self, other: &Self, matcher: &Matcher) -> bool {
        self.words.iter().any(|x| other.words.iter().any(|y| matcher.words(x, y) <= WORD))
    }

    /// Its words, each as a name by itself.
    pub fn apart(&self) -> impl Iterator<Item = Self> + '_ {
        self.words.iter().map(|w| Self { words: vec![w.clone()] })
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
        if short.is_empty() || long.len() > 12 || !numbers_agree(short, long) {
            return FAR;
        }
        let in_order = if short.len() == long.len() { self.in_order(short, long) } else { FAR };
        let turned = if short.len() == long.len() && short.len() > 1 { self.turned(short, long) } else { FAR };
        let joined = if short.len() < long.len() { self.joined(short, long) } else { FAR };
        let part = if short.len() < long.len() { self.part(short, long) } else { FAR };
        [in_order, joined, turned, part]
            .into_iter()
            .min_by_key(|l| (std::cmp::Reverse(l.verdict), l.distance))
            .unwrap_or(FAR)
    }

    // Every word like its counterpart, and the whole nearer than any one need be.
    fn in_order(&self, a: &[Word], b: &[Word]) -> Likeness {
        let (mut sum, mut weight, mut worst) = (0, 0, 0);
        for (x, y) in a.iter().zip(b) {
            let d = self.words(x, y);
            let w = length(x).max(length(y));
            sum += d * w;
            weight += w;
            worst = worst.max(d);
        }
        let distance = sum / weight.max(1);
        let limit = if a.len() == 1 { alone(&a[0], &b[0]) } else { NAME };
        let same = distance <= limit && worst <= WORD;
        Likeness { verdict: if same { Verdict::Same } else { Verdict::Different }, distance }
    }

    // The family name first in one of them.
    fn turned(&self, a: &[Word], b: &[Word]) -> Likeness {
        let mut turned = b.to_vec();
        turned.rotate_right(1);
        let right = self.in_order(a, &turned);
        turned.rotate_left(2);
        let left = self.in_order(a, &turned);
        let best = if left.distance < right.distance { left } else { right };
        Likeness { distance: best.distance + 10, ..best }
    }

    // Written as one word in one of them: Jin-ping and Jinping.
    fn joined(&self, a: &[Word], b: &[Word]) -> Likeness {
        let (Some(x), Some(y)) = (join(a), join(b)) else { return FAR };
        let distance = self.words(&x, &y);
        let same = distance <= JOINED && length(&x).min(length(&y)) > 4;
        Likeness { verdict: if same { Verdict::Same } else { Verdict::Different }, distance }
    }

    // One of them leaves words out: a middle name (same), or all but one (who knows).
    fn part(&self, short: &[Word], long: &[Word]) -> Likeness {
        let mut at = 0;
        let (mut sum, mut weight) = (0, 0);
        let mut ends = (false, false);
        for (i, x) in short.iter().enumerate() {
            // An initial stands for too many names to be all that two have in common.
            let tells = |j: &usize| {
                short.len() > 1 || matches!(x, Word::Initials(..)) == matches!(long[*j], Word::Initials(..))
            };
            let likes = (at..long.len()).filter(tells).map(|j| (j, self.words(x, &long[j])));
            let Some((j, d)) = likes.into_iter().find(|(_, d)| *d <= NAME) else {
                return FAR;
            };
            ends.0 |= i == 0 && j == 0;
            ends.1 |= i + 1 == short.len() && j + 1 == long.len();
            at = j + 1;
            sum += d * length(x);
            weight += length(x);
        }
        let full = short.iter().filter(|w| matches!(w, Word::Sounds(_) | Word::Letters(_))).count();
        // A type with its number is that type, whatever by-name follows.
        let numbered = ends.0 && short.iter().any(|w| matches!(w, Word::Number(_)));
        let verdict = if numbered || full >= 2 && ends == (true, true) { Verdict::Same } else { Verdict::Unclear };
        Likeness { verdict, distance: sum / weight.max(1) + 20 }
    }

    fn words(&self, a: &Word, b: &Word) -> u32 {
        match (a, b) {
            (Word::Sounds(x), Word::Sounds(y)) if x == y => 0,
            (Word::Sounds(x), Word::Sounds(y)) if is_turned(x, y) => TURNED,
            (Word::Sounds(x), Word::Sounds(y)) => {
                let limit = WITHIN * WORD / 100;
                let there = Self::weigh(self.within.cost(x, y, limit), WITHIN);
                there.min(Self::weigh(self.within.cost(y, x, limit), WITHIN))
            }
            (Word::Sounds(x), Word::Letters(l)) | (Word::Letters(l), Word::Sounds(x)) => {
                Self::weigh(self.latin.cost(x, &l.plain, ACROSS * WORD / 100), ACROSS)
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
    fn weigh(cost: Option<Cost>, unit: u32) -> u32 {
        cost.map_or(FAR.distance, |c| c.mean * 100 / unit + c.worst.saturating_sub(ODD) / ODDITY)
    }
}

fn bones(word: &Word) -> u16 {
    match word {
        Word::Sounds(s) => s.iter().fold(0, |sum, c| sum | devanagari::bone(*c)),
        Word::Letters(l) => l.plain.iter().fold(0, |sum, c| sum | latin::bone(*c)),
        Word::Initials(..) | Word::Number(_) => 0,
    }
}

// Whether one is the other with two neighbouring sounds changed about, as typing slips do.
fn is_turned(a: &[char], b: &[char]) -> bool {
    let strip =
        |s: &[char]| s.iter().copied().filter(|c| !matches!(*c, sounds::INHERENT | sounds::FINAL)).collect::<Vec<_>>();
    let (a, b) = (strip(a), strip(b));
    let Some(i) = a.iter().zip(&b).position(|(x, y)| x != y) else { return false };
    a.len() == b.len()
        && a.len() > 3
        && i + 1 < a.len()
        && a[i] == b[i + 1]
        && a[i + 1] == b[i]
        && a[i + 2..] == b[i + 2..]
}

// A short word alone needs more likeness: there are more of them.
fn alone(a: &Word, b: &Word) -> u32 {
    match length(a).min(length(b)) {
        0..=3 => ALONE / 2,
        4..=5 => ALONE * 3 / 4,
        _ => ALONE,
    }
}

fn length(word: &Word) -> u32 {
    match word {
        Word::Sounds(s) => s.len() as u32,
        Word::Letters(l) => l.plain.len() as u32,
        Word::Initials(l, _) => l.len() as u32,
        Word::Number(_) => 2,
    }
}

fn join(words: &[Word]) -> Option<Word> {
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

fn numbers_agree(a: &[Word], b: &[Word]) -> bool {
    let numbers = |words: &[Word]| words.iter().filter(|w| matches!(w, Word::Number(_))).cloned().collect::<Vec<_>>();
    numbers(a) == numbers(b)
}
