//! The sounds of a Devanagari word: consonants, and the vowel after each, also where none is written.

use crate::script::devanagari::{self, VIRAMA};

/// The vowel that a consonant has without a sign, inside a word.
pub const INHERENT: char = 'ə';
/// The same at the end of a word, where it is mostly silent.
pub const FINAL: char = '.';

const A: char = '\u{905}';
const FIRST_SIGN: u32 = 0x93E;

/// The sounds of a folded Devanagari word, one character each: a consonant, a vowel as its sign, [`INHERENT`], [`FINAL`],
/// the letter a where it is written, anusvara and visarga. Characters of other scripts are left out.
pub fn of(folded: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(folded.len());
    let mut open = false;
    for c in folded.chars() {
        let sound = match c {
            VIRAMA => {
                open = false;
                continue;
            }
            '\u{915}'..='\u{939}' => c,
            '\u{93E}'..='\u{94C}' => {
                open = false;
                c
            }
            A => A,
            '\u{906}'..='\u{914}' => sign(c),
            '\u{902}' | '\u{903}' => c,
            _ => continue,
        };
        if open {
            out.push(INHERENT);
        }
        open = ('\u{915}'..='\u{939}').contains(&c);
        out.push(sound);
    }
    if open {
        out.push(FINAL);
    }
    out
}

/// Whether a sound is a vowel.
pub fn is_vowel(sound: char) -> bool {
    matches!(sound, INHERENT | FINAL | A) || devanagari::is_vowel(sound)
}

// The sign of a vowel letter: the two blocks run in parallel from the long a on.
fn sign(letter: char) -> char {
    let sign = match letter {
        '\u{90B}' => 0x943,
        '\u{90D}'..='\u{914}' => letter as u32 + 0x38,
        _ => FIRST_SIGN + (letter as u32 - 0x906),
    };
    char::from_u32(sign).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    #[test]
    fn every_consonant_has_its_vowel_and_clusters_have_none() {
        let word = |w: &str| of(&fold(w)).into_iter().collect::<String>();
        assert_eq!(word("नमन"), "नəमəन.");
        assert_eq!(word("शर्मा"), "शəरमा");
        assert_eq!(word("ओमान"), "ोमान.");
        assert_eq!(word("अंकुर"), "अंकुर.");
        assert_eq!(word("शोइगू"), "शोिगू");
    }
}
