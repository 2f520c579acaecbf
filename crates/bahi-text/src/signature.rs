//! The signature of a text: its word shingles as hashes, by which texts that copy one another are found and compared.
//!
//! A shingle is a run of whole folded words, so that no grapheme cluster is cut and a spelling that folds away is no
//! difference. Marks and line ends are left out: papers set their own. The least hashes of a text are its sketch (bottom-k
//! sketch, Broder 1997, "On the resemblance and containment of documents"): two texts that share many shingles share some of
//! them, so that an index of sketches finds copies without comparing all with all.

use crate::{TokenKind, Tokens};
use twox_hash::XxHash64;

/// Words of a shingle.
pub const WORDS: usize = 4;
/// Hashes of a sketch.
pub const SKETCH: usize = 16;

/// The shingles of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    // Ascending, each once.
    hashes: Vec<u32>,
}

impl Signature {
    /// Of a text that is given in parts; shingles run on from part to part, since papers break paragraphs as they like.
    pub fn new<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        // The words, each with a space after it, and where each begins.
        let (mut words, mut starts) = (String::new(), Vec::new());
        for part in parts {
            let tokens = Tokens::new(part);
            for t in tokens.as_slice().iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)) {
                starts.push(words.len());
                words.push_str(tokens.fold(t));
                words.push(' ');
            }
        }
        // A text of fewer words is one shingle.
        let runs = starts.len().saturating_sub(WORDS - 1).max(usize::from(!starts.is_empty()));
        let end = |n: usize| starts.get(n + WORDS).copied().unwrap_or(words.len());
        let hash = |n: usize| XxHash64::oneshot(0, &words.as_bytes()[starts[n]..end(n)]) as u32;
        let mut hashes: Vec<u32> = (0..runs).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self { hashes }
    }

    /// Number of different shingles.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether the text has no words.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// The least hashes, ascending.
    pub fn sketch(&self) -> &[u32] {
        &self.hashes[..self.hashes.len().min(SKETCH)]
    }

    /// Number of shingles that two texts share.
    pub fn shared(&self, other: &Self) -> usize {
        let (a, b) = (self.hashes.as_slice(), other.hashes.as_slice());
        let (mut i, mut j, mut shared) = (0, 0, 0);
        // Which of two is less cannot be foreseen, and a branch on it costs more than all the rest.
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            shared += usize::from(x == y);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        shared
    }

    /// The share of the shorter text's shingles that the longer has too, 0 to 1.
    pub fn containment(&self, other: &Self) -> f64 {
        self.shared(other) as f64 / self.len().min(other.len()).max(1) as f64
    }

    /// As bytes, four for each shingle, for keeping.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.hashes.iter().flat_map(|h| h.to_le_bytes()).collect()
    }

    /// From bytes that were kept; bytes of something else give a signature that is like nothing.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let hash = |b: &[u8]| b.iter().rev().fold(0, |h, &b| h << 8 | u32::from(b));
        let mut hashes: Vec<u32> = bytes.chunks(4).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self { hashes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "विदेश मंत्री ने शुक्रवार को काठमांडू में नेपाल के प्रधानमंत्री से मुलाकात की और सीमा व्यापार पर बात की।";

    fn one(text: &str) -> Signature {
        Signature::new([text])
    }

    #[test]
    fn spelling_marks_and_paragraphs_make_no_difference() {
        let other = "विदेश मन्त्री ने, शुक्रवार को काठमाण्डू में नेपाल के प्रधानमंत्री से मुलाक़ात की";
        let parts = Signature::new([other, "और सीमा-व्यापार पर\nबात की"]);
        assert_eq!(parts, one(TEXT));
    }

    #[test]
    fn a_text_with_a_part_of_another_contains_it() {
        let longer = format!("{TEXT} उन्होंने बाद में विश्वविद्यालय का दौरा किया और छात्रों से बात की।");
        assert_eq!(one(&longer).containment(&one(TEXT)), 1.0);
        assert!(one(&longer).len() > one(TEXT).len());
    }

    #[test]
    fn short_and_empty_texts_have_signatures() {
        assert_eq!(
            (one("").len(), one("नमस्ते").len(), one("एक दो तीन चार").len(), one("एक दो तीन चार पांच").len()),
            (0, 1, 1, 2)
        );
        assert_eq!(one("").containment(&one("")), 0.0);
    }

    #[test]
    fn the_sketch_is_the_least_hashes_and_bytes_give_it_back() {
        let s = one(TEXT);
        assert_eq!(s.sketch(), &s.hashes[..SKETCH.min(s.len())]);
        assert_eq!(Signature::from_bytes(&s.to_bytes()), s);
        assert_eq!(Signature::from_bytes(&[1, 2, 3]).len(), 1);
    }

    // The same on every machine and in every version: ledger files keep these.
    #[test]
    fn hashes_do_not_change() {
        assert_eq!(one("एक दो तीन चार").hashes, [HASH]);
    }

    const HASH: u32 = 2_787_291_234;
}
