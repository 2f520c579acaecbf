//! One file per script: which characters belong to a word, and how spellings of it are folded for comparing.

pub mod block;
pub mod cluster;
pub mod devanagari;
pub mod roman;
pub mod similar;

/// The script of a character, as far as reading needs to tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Devanagari letters, signs and digits.
    Devanagari,
    /// Latin letters.
    Latin,
    /// Any other letter.
    Other,
}

/// The script of a letter or sign; `None` for digits, space and punctuation.
pub fn script_of(c: char) -> Option<Script> {
    if devanagari::is_word_char(c) {
        Some(Script::Devanagari)
    } else if c.is_ascii_alphabetic() || (('\u{C0}'..='\u{24F}').contains(&c) && c.is_alphabetic()) {
        Some(Script::Latin)
    } else if c.is_ascii() || matches!(c, '\u{900}'..='\u{97F}' | '\u{2000}'..='\u{206F}') {
        None
    } else if c.is_alphabetic() {
        Some(Script::Other)
    } else {
        None
    }
}

/// The value of a decimal digit of either script.
pub fn digit_value(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        _ => devanagari::digit_value(c),
    }
}
