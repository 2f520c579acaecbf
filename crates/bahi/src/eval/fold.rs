//! One key for the spellings of a name: case, nukta, joiners, candrabindu, spaces, dots and hyphens folded.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

const CANDRABINDU: char = '\u{901}';
const ANUSVARA: char = '\u{902}';

/// The key by which two spellings are compared.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !dropped(*c)) {
        let c = if c == CANDRABINDU { ANUSVARA } else { c };
        match c {
            c if separates(c) && out.ends_with(' ') => {}
            c if separates(c) => out.push(' '),
            'ß' | 'ẞ' => out.push_str("ss"),
            'ς' => out.push('σ'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out.trim_matches(space).to_string()
}

/// Nukta, joiners, and the accents of Latin, Greek and Cyrillic letters.
fn dropped(c: char) -> bool {
    matches!(c, '\u{93c}' | '\u{200c}' | '\u{200d}') || ((c as u32) < 0x900 && canonical_combining_class(c) != 0)
}

fn separates(c: char) -> bool {
    space(c) || matches!(c, '.' | '-' | '–' | '—' | '_' | '\'' | '’' | '‘' | '"' | '“' | '”' | '(' | ')')
}

/// White space as Python's `\s` has it: the four separators of ASCII count.
fn space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Latin words of three letters and more.
pub(super) fn latin_words(text: &str) -> BTreeSet<String> {
    fold(text).split(space).filter(|word| word.is_ascii() && word.len() > 2).map(str::to_string).collect()
}

/// The text without white space, composed: how evidence is looked for in a report.
pub(super) fn squeeze(text: &str) -> String {
    text.nfc().filter(|c| !space(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        assert_eq!(fold("एस. जयशंकर"), fold("एस जयशंकर"));
        assert_eq!(fold("ज़रदारी"), fold("जरदारी"));
        assert_eq!(fold("ज\u{93c}"), fold("\u{95b}"));
        assert_eq!(fold("चाँद"), fold("चांद"));
        assert_eq!(fold("  S.  José-María’s "), "s jose maria s");
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("(–)"), "");
    }

    #[test]
    fn short_words_and_devanagari_are_no_latin_words() {
        let words: Vec<String> = latin_words("S. Jaishankar of India भारत").into_iter().collect();
        assert_eq!(words, ["india", "jaishankar"]);
    }

    #[test]
    fn squeezing_takes_all_space_away() {
        assert_eq!(squeeze("क ख\u{a0}\nग"), "कखग");
    }
}
