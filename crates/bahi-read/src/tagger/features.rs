//! What the tagger looks at, as hashed keys: the word and its affixes, its neighbours, the case marker that follows,
//! titles before it, what the knowledge says of each, and whether people are named by such words.

use super::kind::{self, EDGE, Kind, kinds};
use crate::sent::Sent;
use bahi_knowledge::names::Names;
use bahi_knowledge::{Knowledge, Symbol};
use bahi_text::script::cluster::cluster_ends;
use bahi_text::{TokenKind, fold};
use std::collections::HashMap;

/// Most keys that one token has.
pub const MOST: usize = 48;

/// Hashes of one word alone, by its folded form.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    text: u32,
    heads: [u32; 3],
    tails: [u32; 3],
    shape: u32,
    // Whether people are named by it: as a given name (1), a surname (2), either (3).
    listed: u32,
    // Of two neighbouring clusters within the word.
    pairs: [u32; PAIRS],
}

// Most pairs of clusters of a word that are looked at.
const PAIRS: usize = 5;

/// Makes the keys of sentences; keeps what it has learnt of the words of one report.
#[derive(Debug, Default)]
pub struct Features {
    cache: HashMap<Symbol, Word>,
    words: Vec<Word>,
    kinds: Vec<Kind>,
    // End of the run of tokens that may be one name, and its start, for each token.
    runs: Vec<(u32, u32)>,
    // The next case marker and how far it is.
    cases: Vec<(u32, u8)>,
}

impl Features {
    /// Place of the word itself among the keys of a token.
    pub const WORD: usize = 1;

    /// Looks at a sentence of a text; its keys can be asked for then.
    pub fn look(&mut self, text: &str, s: &Sent, knowledge: &Knowledge) {
        kinds(s, knowledge, &mut self.kinds);
        let names = knowledge.index.lexicon.names();
        self.words.clear();
        for tok in &s.toks {
            let word = match tok.kind {
                TokenKind::Word => {
                    let new = || Word::new(&fold(tok.span.of(text)), tok.latin, names);
                    *self.cache.entry(tok.sym).or_insert_with(new)
                }
                TokenKind::Number => Word::number(tok.span.of(text)),
                kind => Word { text: 1 + kind as u32, ..Word::default() },
            };
            self.words.push(word);
        }
        self.runs();
        self.cases();
    }

    /// What the knowledge says of each token of the sentence.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    fn runs(&mut self) {
        self.runs.clear();
        let mut start = 0;
        for i in 0..self.kinds.len() {
            let open = |k: usize| self.kinds.get(k).is_some_and(|&kind| kind::is_open(kind));
            if i == 0 || !open(i) || !open(i - 1) {
                start = i;
            }
            let end = (i..self.kinds.len()).find(|&k| !open(k)).unwrap_or(self.kinds.len());
            self.runs.push((start as u32, end.max(i + 1) as u32));
        }
    }

    fn cases(&mut self) {
        self.cases.clear();
        self.cases.resize(self.kinds.len(), (0, 9));
        let mut next = (0, 9);
        for i in (0..self.kinds.len()).rev() {
            self.cases[i] = next;
            next = match self.kinds[i] {
                k if kind::is_case(k) => (self.words[i].text, 0),
                _ => (next.0, (next.1 + 1).min(9)),
            };
        }
    }

    fn word(&self, i: usize, step: isize) -> Word {
        i.checked_add_signed(step).and_then(|k| self.words.get(k)).copied().unwrap_or_default()
    }

    fn kind(&self, i: usize, step: isize) -> u32 {
        u32::from(i.checked_add_signed(step).and_then(|k| self.kinds.get(k)).copied().unwrap_or(EDGE))
    }

    /// The keys of the token at `i`.
    pub fn keys(&self, i: usize, out: &mut Vec<u64>) {
        out.clear();
        let mut put = |template: u8, a: u32, b: u32| out.push(key(template, a, b));
        let w = self.word(i, 0);
        let (k, before, after) = (self.kind(i, 0), self.kind(i, -1), self.kind(i, 1));
        let (w1, w2, v1, v2) = (self.word(i, -1), self.word(i, -2), self.word(i, 1), self.word(i, 2));
        put(0, 0, 0);
        put(1, w.text, 0);
        if w.shape > 0 {
            put(2, w.heads[1], 0);
            put(3, w.heads[2], 0);
            put(4, w.tails[0], 0);
            put(5, w.tails[1], 0);
            put(6, w.tails[2], 0);
            put(7, w.shape, k);
            w.pairs.iter().filter(|p| **p != 0).for_each(|&p| put(33, p, 0));
        }
        put(8, w1.text, 0);
        put(9, v1.text, 0);
        put(10, w2.text, 0);
        put(11, v2.text, 0);
        put(12, w1.text, w.text);
        put(13, w.text, v1.text);
        put(34, w2.text, w1.text);
        put(35, v1.text, v2.text);
        put(14, w1.tails[1], 0);
        put(15, v1.tails[1], 0);
        put(16, k, 0);
        put(17, before, 0);
        put(18, after, 0);
        put(19, before << 8 | k, 0);
        put(20, k << 8 | after, 0);
        put(21, before << 16 | k << 8 | after, 0);
        put(22, self.kind(i, -2), 0);
        put(23, self.kind(i, 2), 0);
        put(38, w.listed, k);
        put(39, w1.listed << 4 | w.listed << 2 | v1.listed, 0);
        self.around(i, k, &mut put);
    }

    /// The key of the token at `i` where the model has not its word.
    pub fn unseen(&self, i: usize) -> u64 {
        key(32, self.kind(i, 0), 0)
    }

    // What stands before and after the run of tokens that may be one name.
    fn around(&self, i: usize, k: u32, put: &mut impl FnMut(u8, u32, u32)) {
        let (case, far) = self.cases[i];
        put(24, case, u32::from(far.min(4)));
        put(25, case, k);
        let (start, end) = self.runs[i];
        let (start, end) = (start as usize, end as usize);
        let (first, last) = (self.word(start, -1), self.word(end, 0));
        let (len, place) = ((end - start).min(5) as u32, (i - start).min(5) as u32);
        let (kind_first, kind_last) = (self.kind(start, -1), self.kind(end, 0));
        put(26, first.text, place);
        put(27, last.text, (end - i).min(5) as u32);
        put(28, kind_first << 8 | kind_last, len << 8 | place);
        put(29, first.text, last.text);
        put(30, len << 8 | place, k);
        let title = (1..=4).find(|&d| i >= d && kind::is_title(self.kinds[i - d])).unwrap_or(0);
        put(31, title as u32, k);
        put(36, last.text, self.word(end, 1).text);
        put(37, self.word(start, -2).text, first.text);
        let listed = self.word(i, 0).listed;
        put(40, self.word(start, 0).listed << 2 | listed, place << 8 | len);
        put(41, listed, last.text);
        put(42, listed, first.text);
    }
}

impl Word {
    fn new(folded: &str, latin: bool, names: &Names) -> Self {
        let mut ends = [0usize; 64];
        let mut n = 0;
        for end in cluster_ends(folded).take(63) {
            n += 1;
            ends[n] = end;
        }
        let slice = |from: usize, to: usize| hash(folded.get(ends[from]..ends[to]).unwrap_or(folded));
        let mut word = Self {
            text: hash(folded),
            shape: 1 + (n.min(7) as u32) * 2 + u32::from(latin),
            listed: names.person_name(folded),
            ..Self::default()
        };
        for len in 1..=3 {
            word.heads[len - 1] = slice(0, len.min(n));
            word.tails[len - 1] = slice(n.saturating_sub(len), n);
        }
        (1..n.saturating_sub(2)).take(PAIRS).for_each(|i| word.pairs[i - 1] = slice(i, i + 2));
        word
    }

    fn number(text: &str) -> Self {
        Self { text: 64 + text.chars().count().min(8) as u32, ..Self::default() }
    }
}

// FNV-1a, its halves mixed.
fn hash(word: &str) -> u32 {
    let hash = word.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3));
    (hash ^ hash >> 32) as u32
}

// A template and two values as one number, its bits spread evenly.
fn key(template: u8, a: u32, b: u32) -> u64 {
    let mut x = u64::from(a) << 32 | u64::from(b);
    x = (x ^ u64::from(template).wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ x >> 29).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 32
}
