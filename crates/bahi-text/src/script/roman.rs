//! Devanagari names in Roman letters, as the English press would write them: schwas dropped, no diacritics.

use super::devanagari::{VIRAMA, is_vowel};

/// Romanises a name word by word, each with a capital.
pub fn romanise(name: &str) -> String {
    name.split_whitespace().map(word).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn word(w: &str) -> String {
    if w.is_ascii() {
        return w.to_owned();
    }
    let units = units(w);
    let mut out = String::new();
    for (i, u) in units.iter().enumerate() {
        out.push_str(u.0);
        match u.1 {
            Some(v) => out.push_str(v),
            None if u.2 && keeps_schwa(&units, i) => out.push('a'),
            None => {}
        }
    }
    let mut chars = out.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// Consonant, vowel sign, and whether an inherent vowel could stand.
type Unit = (&'static str, Option<&'static str>, bool);

fn units(w: &str) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    for (at, c) in w.char_indices() {
        if c == VIRAMA {
            if let Some(last) = out.last_mut() {
                last.2 = false;
            }
        } else if let Some(v) = vowel(c) {
            match out.last_mut() {
                Some(last) if is_sign(c) && last.1.is_none() => last.1 = Some(v),
                _ => out.push(("", Some(v), false)),
            }
        } else if c == 'ञ' && out.last().is_some_and(|u| *u == ("j", None, false)) {
            // ज्ञ is said gy.
            out.pop();
            out.push(("gy", None, true));
        } else if let Some(k) = consonant(c) {
            out.push((k, None, true));
        } else if matches!(c, '\u{901}' | '\u{902}') {
            // The nasal is made where the next consonant is.
            let labial = w[at + c.len_utf8()..].chars().next().is_some_and(|n| matches!(n, 'प'..='म'));
            out.push((if labial { "m" } else { "n" }, Some(""), false));
        }
    }
    out
}

fn is_sign(c: char) -> bool {
    is_vowel(c) && c >= '\u{93E}'
}

// The inherent vowel falls at the end of a word and between a full syllable and a voiced one.
fn keeps_schwa(units: &[Unit], i: usize) -> bool {
    if i + 1 == units.len() {
        return i == 0 || !units[i - 1].2 && units[i - 1].1.is_none();
    }
    let next_voiced = units[i + 1].1.is_some_and(|v| !v.is_empty());
    let before_voiced = i > 0 && (units[i - 1].1.is_some() || units[i - 1].2);
    let next_is_nasal = matches!(units[i + 1], ("n" | "m", Some(""), false));
    next_is_nasal || !(next_voiced && before_voiced && i + 2 <= units.len() && i > 0)
}

fn vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'अ' => "a",
        'आ' | '\u{93E}' => "a",
        'इ' | '\u{93F}' | 'ई' | '\u{940}' => "i",
        'उ' | '\u{941}' | 'ऊ' | '\u{942}' => "u",
        'ऋ' | '\u{943}' => "ri",
        'ए' | '\u{947}' => "e",
        'ऐ' | '\u{948}' => "ai",
        'ओ' | '\u{94B}' | 'ऑ' | '\u{949}' => "o",
        'औ' | '\u{94C}' => "au",
        '\u{945}' | 'ऍ' => "e",
        _ => return None,
    })
}

fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'क' | '\u{958}' => "k",
        'ख' | '\u{959}' => "kh",
        'ग' | '\u{95A}' => "g",
        'घ' => "gh",
        'ङ' | 'ञ' | 'ण' | 'न' | '\u{929}' => "n",
        'च' => "ch",
        'छ' => "chh",
        'ज' => "j",
        '\u{95B}' => "z",
        'झ' => "jh",
        'ट' | 'त' => "t",
        'ठ' | 'थ' => "th",
        'ड' | 'द' => "d",
        '\u{95C}' => "r",
        'ढ' | 'ध' | '\u{95D}' => "dh",
        'प' => "p",
        'फ' => "ph",
        '\u{95E}' => "f",
        'ब' => "b",
        'भ' => "bh",
        'म' => "m",
        'य' | '\u{95F}' => "y",
        'र' => "r",
        'ल' | 'ळ' => "l",
        'व' => "v",
        'श' | 'ष' => "sh",
        'स' => "s",
        'ह' => "h",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::romanise;

    #[test]
    fn names_come_out_as_the_press_would_write_them() {
        for (hi, en) in [
            ("राजनाथ सिंह", "Rajnath Sinh"),
            ("लावरोव", "Lavrov"),
            ("विक्रम मिसरी", "Vikram Misri"),
            ("मोदी", "Modi"),
            ("अंबानी", "Ambani"),
            ("ज्ञानेश", "Gyanesh"),
        ] {
            assert_eq!(romanise(hi), en);
        }
    }
}
