//! Letters as readers count them: a consonant with its signs, or a conjunct, is one.

use super::devanagari::VIRAMA;

/// Where each cluster of a word ends, in bytes.
///
/// A sign stays with the letter before it, and a consonant after a virama with the one that lost its vowel: `मंत्री` has two.
pub fn cluster_ends(word: &str) -> impl Iterator<Item = usize> + '_ {
    let mut chars = word.char_indices().peekable();
    std::iter::from_fn(move || {
        let (mut at, mut last) = chars.next()?;
        while let Some(&(next, c)) = chars.peek() {
            if !is_sign(c) && (last != VIRAMA || !c.is_alphabetic()) {
                break;
            }
            (at, last) = (next, c);
            chars.next();
        }
        Some(at + last.len_utf8())
    })
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93A}'..='\u{93C}' | '\u{93E}'..='\u{94F}' | '\u{951}'..='\u{957}'
        | '\u{962}' | '\u{963}' | '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::cluster_ends;

    fn clusters(word: &str) -> Vec<&str> {
        let ends: Vec<usize> = cluster_ends(word).collect();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(&ends).map(|(from, &to)| &word[from..to]).collect()
    }

    #[test]
    fn signs_and_conjuncts_stay_together() {
        assert_eq!(clusters("मंत्री"), ["मं", "त्री"]);
        assert_eq!(clusters("शोइगू"), ["शो", "इ", "गू"]);
        assert_eq!(clusters("ब्लिंकन"), ["ब्लिं", "क", "न"]);
        assert_eq!(clusters("S400"), ["S", "4", "0", "0"]);
        assert_eq!(clusters("क्"), ["क्"]);
        assert!(clusters("").is_empty());
    }
}
