//! Names across spellings: a key that keeps consonants and long vowels loosely, and a measure of likeness.

use super::devanagari::is_vowel;

/// Consonant skeleton of a folded Devanagari name: aspirates, sibilants, dentals and retroflexes that the press mixes are one.
pub fn skeleton(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut last = '\0';
    for c in folded.chars() {
        let Some(k) = consonant(c) else {
            if c == ' ' {
                last = ' ';
            }
            continue;
        };
        if k != last {
            out.push(k);
        }
        last = k;
    }
    out
}

fn consonant(c: char) -> Option<char> {
    Some(match c {
        'क' | 'ख' => 'k',
        'ग' | 'घ' => 'g',
        'च' | 'छ' => 'c',
        'ज' | 'झ' => 'j',
        'ट' | 'ठ' | 'त' | 'थ' => 't',
        'ड' | 'ढ' | 'द' | 'ध' => 'd',
        'प' => 'p',
        'फ' => 'f',
        'ब' | 'भ' | 'व' => 'b',
        'म' => 'm',
        'न' | 'ण' | 'ङ' | 'ञ' | '\u{902}' => 'n',
        'र' => 'r',
        'ल' | 'ळ' => 'l',
        'स' | 'श' | 'ष' => 's',
        'ह' => 'h',
        'य' => 'y',
        _ => return None,
    })
}

/// A folded name made ready for comparing with many.
#[derive(Debug, Clone)]
pub struct Spelled {
    tidy: String,
    words: Vec<Word>,
    // All words as one, where there are several.
    whole: Option<Word>,
}

#[derive(Debug, Clone)]
struct Word {
    text: String,
    skeleton: String,
    letters: Vec<char>,
}

impl Word {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), skeleton: skeleton(text), letters: letters(text) }
    }

    fn similar(&self, other: &Self) -> bool {
        if self.text == other.text {
            return true;
        }
        let (a, b) = (&self.skeleton, &other.skeleton);
        let short = a.len().min(b.len());
        let most = self.letters.len().max(other.letters.len());
        let distance = || edit_distance(&self.letters, &other.letters);
        if short < 2 {
            return false;
        }
        if a == b {
            return distance() * 2 <= most + 1;
        }
        short >= 4 && a.len().abs_diff(b.len()) <= 1 && edit_distance_str(a, b) <= 1 && distance() * 4 <= most
    }
}

impl Spelled {
    /// Cuts a folded name into words.
    pub fn new(folded: &str) -> Self {
        let tidy = tidy(folded);
        let words: Vec<Word> = tidy.split_whitespace().map(Word::new).collect();
        let whole = (words.len() > 1).then(|| Word::new(&tidy.replace(' ', "")));
        Self { tidy, words, whole }
    }

    /// Whether two names may be spellings of one: same words or same skeleton, and close in letters.
    pub fn similar(&self, other: &Self) -> bool {
        let (a, b) = (&self.words, &other.words);
        self.tidy == other.tidy
            || a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.similar(y))
            || self.whole.as_ref().zip(other.whole.as_ref()).is_some_and(|(x, y)| x.similar(y))
    }
}

/// Whether two folded names may be spellings of one: same words or same skeleton, and close in letters.
pub fn similar(a: &str, b: &str) -> bool {
    Spelled::new(a).similar(&Spelled::new(b))
}

fn tidy(s: &str) -> String {
    s.chars()
        .map(|c| if c.is_alphanumeric() || is_vowel(c) || ('\u{900}'..='\u{94D}').contains(&c) { c } else { ' ' })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

// Vowel length and the inherent vowel count for little.
fn letters(s: &str) -> Vec<char> {
    s.chars()
        .map(|c| match c {
            '\u{93F}' | '\u{940}' | 'इ' | 'ई' => 'इ',
            '\u{941}' | '\u{942}' | 'उ' | 'ऊ' => 'उ',
            '\u{947}' | '\u{948}' | 'ए' | 'ऐ' => 'ए',
            '\u{949}' | '\u{94B}' | '\u{94C}' | 'ओ' | 'औ' | 'ऑ' => 'ओ',
            '\u{93E}' | 'आ' => 'आ',
            c => c,
        })
        .collect()
}

fn edit_distance_str(a: &str, b: &str) -> usize {
    edit_distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
}

/// Levenshtein distance; longer inputs than 64 letters count as wholly different.
pub fn edit_distance(a: &[char], b: &[char]) -> usize {
    if a.len() > 64 || b.len() > 64 {
        return a.len().max(b.len());
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    #[test]
    fn press_spellings_of_one_name_are_similar() {
        for (a, b) in [
            ("सर्गेई शोइगू", "सर्गेई शोइगु"),
            ("विक्रम मिस्री", "विक्रम मिसरी"),
            ("किम जोंग-उन", "किम जोंग उन"),
            ("मार्को रुबियो", "मार्को रूबियो"),
            ("मोहम्मद यूनुस", "मुहम्मद यूनुस"),
        ] {
            assert!(similar(&fold(a), &fold(b)), "{a} {b}");
        }
    }

    #[test]
    fn different_people_are_not() {
        for (a, b) in [
            ("सर्गेई शोइगू", "सर्गेई लावरोव"),
            ("मोहम्मद यूनुस", "मोहम्मद मुइज्जू"),
            ("वांग यी", "पेनी वोंग"),
            ("शोइगू", "सहयोग"),
            ("किम जोंग उन", "किम होंग क्यून"),
        ] {
            assert!(!similar(&fold(a), &fold(b)), "{a} {b}");
        }
    }
}
