//! Devanagari: word characters, digits, and the spellings that the press does not keep apart.
//!
//! Folding follows `docs/design/0002-folding.md`: nukta, joiners, chandrabindu and half nasals are dropped or brought to
//! one form, because one outlet writes ज़रदारी, नरेन्द्र and चाँद where the next writes जरदारी, नरेंद्र and चांद. Vowel length
//! is kept: it tells words apart.

/// Virama, the sign that takes the vowel off a consonant.
pub const VIRAMA: char = '\u{94D}';
const NUKTA: char = '\u{93C}';
const ANUSVARA: char = '\u{902}';
const CHANDRABINDU: char = '\u{901}';
/// Visarga, which the press also types for a colon.
pub const VISARGA: char = '\u{903}';
const VOWEL_E: char = '\u{947}';
const VOWEL_II: char = '\u{940}';
const YA: char = 'य';

/// Words that end in a true visarga; after any other word it stands for a colon.
const WITH_VISARGA: &[&str] = &[
    "अतः",
    "प्रायः",
    "पुनः",
    "क्रमशः",
    "अंततः",
    "संभवतः",
    "स्वतः",
    "मूलतः",
    "विशेषतः",
    "दुःख",
    "छः",
    "अन्तः",
    "सम्भवतः",
    "पूर्णतः",
    "अंशतः",
    "सामान्यतः",
];

/// Abbreviations whose full stop does not end a sentence, beside single letters and letter names.
const ABBREVIATIONS: &[&str] = &[
    "डॉ",
    "डा",
    "श्री",
    "प्रो",
    "मो",
    "ले",
    "लेफ्टि",
    "जन",
    "मे",
    "कै",
    "कर्न",
    "ब्रिगे",
    "एडी",
    "रु",
    "सुश्री",
    "पं",
    "स्व",
    "सर",
    "कु",
    "चौ",
    "सं",
    "ई",
    "पू",
    "हि",
    "स",
    "प",
    "क",
    "बी",
    "सी",
    "डी",
    "ई",
    "एफ",
    "जी",
    "एच",
    "आई",
    "जे",
    "के",
    "एल",
    "एम",
    "एन",
    "ओ",
    "पी",
    "क्यू",
    "आर",
    "एस",
    "टी",
    "यू",
    "वी",
    "डब्ल्यू",
    "एक्स",
    "वाई",
    "जेड",
    "ए",
    "ओपी",
    "केपी",
    "आरके",
    "वीके",
    "एमजे",
    "एनएसए",
];

/// The Latin letter that a folded word is the name of, as in initials: एस for S.
pub fn letter_name(word: &str) -> Option<char> {
    Some(match word {
        "ए" => 'a',
        "बी" => 'b',
        "सी" => 'c',
        "डी" => 'd',
        "ई" => 'e',
        "एफ" => 'f',
        "जी" => 'g',
        "एच" => 'h',
        "आई" => 'i',
        "जे" => 'j',
        "के" => 'k',
        "एल" => 'l',
        "एम" => 'm',
        "एन" => 'n',
        "ओ" => 'o',
        "पी" => 'p',
        "क्यू" => 'q',
        "आर" => 'r',
        "एस" => 's',
        "टी" => 't',
        "यू" => 'u',
        "वी" => 'v',
        "डब्ल्यू" => 'w',
        "एक्स" => 'x',
        "वाई" => 'y',
        "जेड" => 'z',
        _ => return None,
    })
}

/// The kind of a consonant, one bit each; those that the press mixes are one kind, vowels and glides none.
pub fn bone(sound: char) -> u16 {
    match sound {
        'क' | 'ख' => 1,
        'ग' | 'घ' => 2,
        'ज' | 'झ' => 4,
        'त' | 'थ' | 'ट' | 'ठ' => 8,
        'च' | 'छ' => 16,
        'द' | 'ध' | 'ड' | 'ढ' => 32,
        'स' | 'श' | 'ष' => 64,
        'प' | 'फ' => 128,
        'ब' | 'भ' | 'व' => 256,
        'म' | 'न' | 'ण' | 'ङ' | 'ञ' | '\u{902}' => 512,
        'र' => 1024,
        'ल' | 'ळ' => 2048,
        _ => 0,
    }
}

/// The letters whose names a folded word is made of, as in एचआर for HR; the longest names first.
pub fn letter_names(word: &str) -> Option<Vec<char>> {
    let mut out = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8()).collect::<Vec<_>>();
        let (end, letter) = ends.into_iter().rev().find_map(|end| Some((end, letter_name(&rest[..end])?)))?;
        out.push(letter);
        rest = &rest[end..];
    }
    (!out.is_empty()).then_some(out)
}

/// Whether the sounds of a word are those of the Arabic article, अल or एल.
pub fn is_article(sounds: &[char]) -> bool {
    matches!(sounds, ['अ' | '\u{947}', 'ल', '.'])
}

/// Whether the character is part of a Devanagari word (letters, vowel signs, joiners).
pub fn is_word_char(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{963}' | '\u{970}'..='\u{97F}' | '\u{200C}' | '\u{200D}' | '\u{A8E0}'..='\u{A8FF}')
}

/// Whether the character is a vowel, written alone or as a sign: the end of a stem that takes vowel endings.
pub fn is_vowel(c: char) -> bool {
    matches!(c, '\u{904}'..='\u{914}' | '\u{93E}'..='\u{94C}')
}

/// The value of a Devanagari digit.
pub fn digit_value(c: char) -> Option<u8> {
    ('\u{966}'..='\u{96F}').contains(&c).then(|| (c as u32 - 0x966) as u8)
}

/// Whether a dot after `word` marks an abbreviation or an initial.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains(&word)
}

/// Whether a visarga at the end of `word` is spelling rather than a colon.
pub fn has_true_visarga(word: &str) -> bool {
    WITH_VISARGA.contains(&word)
}

/// Appends the folded form of `word` to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    let start = out.len();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{200C}' | '\u{200D}' | NUKTA | '\u{951}'..='\u{954}' => {}
            CHANDRABINDU => push_nasal(out),
            ANUSVARA => push_nasal(out),
            VISARGA if chars.peek().is_none() => {}
            'अ' => match chars.peek() {
                // Vowels typed as the letter a followed by a sign.
                Some('\u{93E}') => {
                    chars.next();
                    match chars.peek() {
                        Some('\u{945}') => {
                            chars.next();
                            out.push('ऑ');
                        }
                        Some('\u{947}') => {
                            chars.next();
                            out.push('ओ');
                        }
                        Some('\u{948}') => {
                            chars.next();
                            out.push('औ');
                        }
                        _ => out.push('आ'),
                    }
                }
                Some('\u{949}') => {
                    chars.next();
                    out.push('ऑ');
                }
                Some('\u{94B}') => {
                    chars.next();
                    out.push('ओ');
                }
                Some('\u{94C}') => {
                    chars.next();
                    out.push('औ');
                }
                _ => out.push('अ'),
            },
            'ए' if chars.peek() == Some(&'\u{945}') => {
                chars.next();
                out.push('ऐ');
            }
            VIRAMA => {
                if half_nasal(out, start) && chars.peek().is_some_and(|&n| is_stop(n)) {
                    out.pop();
                    push_nasal(out);
                } else {
                    out.push(VIRAMA);
                }
            }
            YA if out.len() > start && matches!(chars.peek(), Some(&VOWEL_E | &VOWEL_II)) && !out.ends_with(VIRAMA) => {
                let vowel = if chars.next() == Some(VOWEL_E) { 'ए' } else { 'ई' };
                out.push(vowel);
            }
            '\u{958}'..='\u{95F}' => out.push(without_nukta(c)),
            '\u{929}' => out.push('न'),
            '\u{931}' => out.push('र'),
            '\u{934}' => out.push('ळ'),
            _ => out.push(c),
        }
    }
}

fn push_nasal(out: &mut String) {
    if !out.ends_with(ANUSVARA) {
        out.push(ANUSVARA);
    }
}

fn half_nasal(out: &str, start: usize) -> bool {
    out.len() > start && out.ends_with(['ङ', 'ञ', 'ण', 'न', 'म'])
}

fn is_stop(c: char) -> bool {
    matches!(c, 'क'..='घ' | 'च'..='झ' | 'ट'..='ढ' | 'त'..='ध' | 'प'..='भ' | '\u{958}'..='\u{95E}')
}

fn without_nukta(c: char) -> char {
    match c {
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95A}' => 'ग',
        '\u{95B}' => 'ज',
        '\u{95C}' => 'ड',
        '\u{95D}' => 'ढ',
        '\u{95E}' => 'फ',
        _ => YA,
    }
}

#[cfg(test)]
mod tests {
    fn fold(word: &str) -> String {
        let mut out = String::new();
        super::fold_into(word, &mut out);
        out
    }

    #[test]
    fn spellings_the_press_mixes_fold_together() {
        for (a, b) in [
            ("नरेन्द्र", "नरेंद्र"),
            ("कज़ाकिस्तान", "कजाकिस्तान"),
            ("चाँद", "चांद"),
            ("क्‍षेत्र", "क्षेत्र"),
            ("किये", "किए"),
            ("नयी", "नई"),
            ("आयेंगे", "आएंगे"),
            ("हिन्दी", "हिंदी"),
            ("पोम्पियो", "पोंपियो"),
            ("अाे", "ओ"),
            ("पाकिस्तानः", "पाकिस्तान"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn words_apart_stay_apart() {
        for (a, b) in [("शोइगू", "शोइगु"), ("कहा", "कहां"), ("मंत्री", "मित्र"), ("ये", "ए"), ("सम्मान", "संमान")]
        {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
    }
}
