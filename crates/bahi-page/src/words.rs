//! A line as words, numbers and marks, each with its place; and the key on which lines are compared.

use bahi_text::fold::fold;
use bahi_text::script::{devanagari, digit_value};

/// One word, number or mark of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: Kind,
    /// First byte, counted from the start of the line.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word, folded.
    Word(String),
    /// A run of digits of either script.
    Number { value: u32, digits: usize },
    /// Any other character that shows.
    Mark(char),
}

impl Token {
    /// The folded word, if it is one.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether the token is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// Whether a character belongs to a word.
pub(crate) fn is_word(c: char) -> bool {
    // The common cases first: the table of all alphabets is slow.
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    if matches!(c, '\u{900}'..='\u{97F}' | '\u{2000}'..='\u{206F}') {
        return devanagari::is_word_char(c);
    }
    c.is_alphanumeric() && digit_value(c).is_none()
}

/// The first `most` tokens of `text`.
pub(crate) fn tokens(text: &str, most: usize) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if out.len() >= most {
            break;
        }
        let run = |belongs: &dyn Fn(char) -> bool| text[at..].find(|c| !belongs(c)).map_or(text.len(), |n| at + n);
        let end = if digit_value(c).is_some() {
            let end = run(&|c| digit_value(c).is_some());
            out.push(number(text, at, end));
            end
        } else if is_word(c) && c != devanagari::VISARGA {
            let end = run(&is_word);
            push_word(text, at, end, &mut out);
            end
        } else {
            let end = at + c.len_utf8();
            if !crate::decode::is_blank(c) {
                // A visarga with no word before it is a colon too.
                let mark = if c == devanagari::VISARGA { ':' } else { c };
                out.push(Token { kind: Kind::Mark(mark), start: at, end });
            }
            end
        };
        at = end;
    }
    out
}

fn number(text: &str, start: usize, end: usize) -> Token {
    let digits = text[start..end].chars().count();
    let value = text[start..end].chars().take(9).filter_map(digit_value).fold(0u32, |n, d| n * 10 + u32::from(d));
    Token { kind: Kind::Number { value, digits }, start, end }
}

/// A visarga at the end of a word is a colon, but for the few words that are spelt with one.
fn push_word(text: &str, start: usize, end: usize, out: &mut Vec<Token>) {
    let word = &text[start..end];
    match word.strip_suffix(devanagari::VISARGA) {
        Some(stem) if !stem.is_empty() && !devanagari::has_true_visarga(word) => {
            let cut = start + stem.len();
            out.push(Token { kind: Kind::Word(fold(stem)), start, end: cut });
            out.push(Token { kind: Kind::Mark(':'), start: cut, end });
        }
        _ => out.push(Token { kind: Kind::Word(fold(word)), start, end }),
    }
}

/// The words and numbers of `text`, folded and joined by single spaces.
pub(crate) fn key(text: &str) -> String {
    key_of(&tokens(text, usize::MAX), text)
}

/// As [`key`], of tokens already cut from `text`.
pub(crate) fn key_of(tokens: &[Token], text: &str) -> String {
    let mut out = String::new();
    for token in tokens {
        let folded = match &token.kind {
            Kind::Word(word) => word.clone(),
            Kind::Number { .. } => fold(&text[token.start..token.end]),
            Kind::Mark(_) => continue,
        };
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&folded);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_punctuation_do_not_tell_keys_apart() {
        assert_eq!(key("ये भी पढ़ें:-"), key("ये भी  पढेंः"));
        assert_eq!(key("Read Time: १५ mins"), "read time 15 mins");
    }

    #[test]
    fn tokens_say_where_they_stand() {
        let got: Vec<_> = tokens("8:30PM", 9).iter().map(|t| (t.start, t.end)).collect();
        assert_eq!(got, [(0, 1), (1, 2), (2, 4), (4, 6)]);
    }
}
