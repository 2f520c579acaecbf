//! One name against many: each word that several names have is compared with the asked one once.

use super::align::Least;
use super::likeness::{
    ACROSS, LONGEST, Likeness, MOST_ACROSS, MOST_WITHIN, Matcher, Prepared, WITHIN, Word, is_turned, join,
};
use std::cell::Cell;
use std::collections::BTreeMap;

/// The words of many names, each kept once.
#[derive(Debug, Default)]
pub struct Words {
    numbers: BTreeMap<Word, u32>,
    words: Vec<Known>,
}

#[derive(Debug)]
struct Known {
    word: Word,
}

/// A name by the numbers of its words.
#[derive(Debug)]
pub struct Numbered {
    words: Vec<u32>,
    // All words written as one, where that makes a word.
    joined: Option<u32>,
}

impl Words {
    /// Enters the words of a name.
    pub fn enter(&mut self, name: &Prepared) -> Numbered {
        let words: Vec<u32> = name.words.iter().map(|word| self.number(word.clone())).collect();
        Numbered { words, joined: join(&name.words).map(|word| self.number(word)) }
    }

    fn number(&mut self, word: Word) -> u32 {
        let words = &mut self.words;
        *self.numbers.entry(word).or_insert_with_key(|word| {
            words.push(Known { word: word.clone() });
            words.len() as u32 - 1
        })
    }
}

// Not compared yet.
const UNKNOWN: u32 = u32::MAX;

/// A name, and how far its words are from those of the others, as far as that was asked for.
#[derive(Debug)]
pub struct Asked<'a> {
    matcher: &'a Matcher,
    many: &'a Words,
    // The words of the name, and at last the joined one.
    parts: Vec<Word>,
    count: usize,
    // For each part the least that a word can cost.
    bounds: Vec<Bounds>,
    // For each part a distance for each word.
    distances: Vec<Cell<u32>>,
}

impl<'a> Asked<'a> {
    /// Makes a name ready to be asked for.
    pub fn new(name: &Prepared, many: &'a Words, matcher: &'a Matcher) -> Self {
        let parts: Vec<Word> = name.words.iter().cloned().chain(join(&name.words)).collect();
        let distances = vec![Cell::new(UNKNOWN); many.words.len() * parts.len()];
        let bounds = parts.iter().map(|part| Bounds::new(part, matcher)).collect();
        Self { matcher, many, parts, count: name.words.len(), bounds, distances }
    }

    /// How like the name asked for is to another.
    pub fn like(&self, name: &Numbered) -> Likeness {
        let (count, others) = (self.count, name.words.len());
        if count == 0 || others == 0 || count.max(others) > LONGEST {
            return Likeness::FAR;
        }
        let (mut own, mut other) = ([&self.parts[0]; LONGEST], [&self.parts[0]; LONGEST]);
        self.parts[..count].iter().zip(&mut own).for_each(|(word, place)| *place = word);
        name.words.iter().zip(&mut other).for_each(|(&word, place)| *place = &self.many.words[word as usize].word);
        let joined = || {
            let (own, other) = (self.parts.get(count)?, name.joined?);
            let length = own.length().min(self.many.words[other as usize].word.length());
            Some((self.distance(count, other), length))
        };
        if count <= others {
            let distance = |i: usize, j: usize| self.distance(i, name.words[j]);
            Likeness::of(&own[..count], &other[..others], &distance, &joined)
        } else {
            let distance = |i: usize, j: usize| self.distance(j, name.words[i]);
            Likeness::of(&other[..others], &own[..count], &distance, &joined)
        }
    }

    fn distance(&self, part: usize, word: u32) -> u32 {
        let known = &self.distances[part * self.many.words.len() + word as usize];
        if known.get() == UNKNOWN {
            let other = &self.many.words[word as usize].word;
            known.set(self.bounds[part].distance(self.matcher, &self.parts[part], other));
        }
        known.get()
    }
}

/// What the words that are like one word cannot fall below, so that most need no full comparing.
#[derive(Debug)]
enum Bounds {
    // Of a word of sounds: by the letters of Latin words, by those of other spellings, and by their sounds.
    Sounds(Box<[Least; 3]>),
    Letters(Box<Least>),
    Other,
}

impl Bounds {
    fn new(word: &Word, matcher: &Matcher) -> Self {
        let (latin, within) = (&matcher.latin, &matcher.within);
        match word {
            Word::Sounds(s) => {
                Self::Sounds([latin.least_by_letter(s), within.least_by_letter(s), within.least_by_sound(s)].into())
            }
            Word::Letters(l) => Self::Letters(latin.least_by_sound(&l.plain).into()),
            _ => Self::Other,
        }
    }

    // As `Matcher::words`.
    fn distance(&self, matcher: &Matcher, own: &Word, other: &Word) -> u32 {
        let (latin, within) = (&matcher.latin, &matcher.within);
        match (self, own, other) {
            (Self::Sounds(least), Word::Sounds(x), Word::Letters(l)) => {
                Matcher::weigh(latin.cost_beside(x, &l.plain, MOST_ACROSS, Some(&least[0])), ACROSS)
            }
            (Self::Sounds(least), Word::Sounds(x), Word::Sounds(y)) if x != y && !is_turned(x, y) => {
                let there = Matcher::weigh(within.cost_beside(x, y, MOST_WITHIN, Some(&least[1])), WITHIN);
                there.min(Matcher::weigh(within.cost_beside(y, x, MOST_WITHIN, Some(&least[2])), WITHIN))
            }
            (Self::Letters(least), Word::Letters(l), Word::Sounds(x)) => {
                Matcher::weigh(latin.cost_beside(x, &l.plain, MOST_ACROSS, Some(least)), ACROSS)
            }
            _ => matcher.words(own, other),
        }
    }
}
