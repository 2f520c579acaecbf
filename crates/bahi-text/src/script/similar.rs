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

/// Whether two folded names may be spellings of one: same words or same skeleton, and close in letters.
pub fn similar(a: &str, b: &str) -> bool {
    let (a, b) = (tidy(a), tidy(b));
    if a == b {
        return true;
    }
    let (wa, wb): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    if wa.len() == wb.len() && wa.iter().zip(&wb).all(|(x, y)| word_similar(x, y)) {
        return true;
    }
    let (ja, jb) = (wa.concat(), wb.concat());
    wa.len() >= 2 && wb.len() >= 2 && word_similar(&ja, &jb)
}

/// Whether two folded words may be spellings of one name.
pub fn word_similar(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (sa, sb) = (skeleton(a), skeleton(b));
    let long = sa.len().min(sb.len());
    if long < 2 {
        return false;
    }
    let (va, vb) = (letters(a), letters(b));
    let distance = edit_distance(&va, &vb);
    let most = va.len().max(vb.len());
    (sa == sb && distance * 2 <= most + 1) || (long >= 4 && distance * 4 <= most && edit_distance_str(&sa, &sb) <= 1)
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
