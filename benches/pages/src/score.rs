//! F1 over shingles of four words, as the set's own benchmark counts it, with words that keep their vowel signs.

use std::collections::BTreeMap;

/// Counts of shingles in common, too many, and missing.
pub struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    /// Compares a text with what it should be.
    pub fn of(want: &str, got: &str) -> Self {
        let (want, got) = (shingles(want), shingles(got));
        let right = want.iter().map(|(s, n)| (*n).min(got.get(s).copied().unwrap_or(0))).sum();
        let count = |of: &BTreeMap<Vec<String>, usize>| of.values().sum::<usize>();
        Self { right, wrong: count(&got) - right, missed: count(&want) - right }
    }

    /// Share of what was given that is right; one where nothing was given.
    pub fn precision(&self) -> f64 {
        share(self.right, self.wrong)
    }

    /// Share of what should be given that was.
    pub fn recall(&self) -> f64 {
        share(self.right, self.missed)
    }

    /// Their harmonic mean.
    pub fn f1(&self) -> f64 {
        mean(self.precision(), self.recall())
    }
}

fn share(right: usize, other: usize) -> f64 {
    if right + other == 0 { 1.0 } else { right as f64 / (right + other) as f64 }
}

fn mean(p: f64, r: f64) -> f64 {
    if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
}

/// Letters, digits and the signs that letters carry.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{963}' | '\u{971}'..='\u{D7F}' | '\u{200C}' | '\u{200D}')
}

fn shingles(text: &str) -> BTreeMap<Vec<String>, usize> {
    let words: Vec<String> = text.split(|c| !is_word(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let mut out = BTreeMap::new();
    for shingle in words.windows(4.min(words.len().max(1))) {
        *out.entry(shingle.to_vec()).or_insert(0) += 1;
    }
    out
}

/// Precision and recall summed over pages.
#[derive(Default)]
pub struct Totals {
    pages: f64,
    precision: f64,
    recall: f64,
    given: f64,
}

impl Totals {
    /// Adds a page. One for which nothing was given says nothing of precision.
    pub fn add(&mut self, score: &Score) {
        self.pages += 1.0;
        self.recall += score.recall();
        if score.right + score.wrong > 0 {
            self.given += 1.0;
            self.precision += score.precision();
        }
    }

    /// Precision, recall and F1 of their averages.
    pub fn figures(&self) -> (f64, f64, f64) {
        let (p, r) = (self.precision / self.given.max(1.0), self.recall / self.pages.max(1.0));
        (p, r, mean(p, r))
    }
}
