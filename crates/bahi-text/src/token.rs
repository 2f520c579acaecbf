//! Tokens: a lossless cut of the text into words, numbers, marks and space.
//!
//! The pieces of [`Tokens`] concatenate back to the text, for every input. Words are cut where the script changes and
//! between letters and digits, so that `S400`, `S-400` and `एस 400` become the same sequence of words.

use crate::fold::fold_into;
use crate::script::{devanagari, digit_value, script_of};
use crate::{Published, Span};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters of one script.
    Word,
    /// Digits, with the commas and decimal points inside a number.
    Number,
    /// White space other than line ends.
    Space,
    /// A line end.
    Newline,
    /// `।`, `॥` and a pipe used for one.
    Danda,
    /// A full stop.
    Dot,
    /// The dot of an abbreviation or initial.
    AbbrevDot,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:` and a visarga that stands for one.
    Colon,
    /// A quotation mark of any kind.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A hyphen or dash.
    Hyphen,
    /// `/`
    Slash,
    /// `?`
    Question,
    /// `!`
    Exclaim,
    /// Any other character.
    Other,
}

/// One piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span<Published>,
    /// What it is.
    pub kind: TokenKind,
    fold: (u32, u32),
}

/// All tokens of a text, with the folded form of each.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    tokens: Vec<Token>,
    shadow: String,
}

impl Tokens {
    /// Cuts `text`; never fails.
    pub fn new(text: &str) -> Self {
        let mut cut = Cutter {
            text,
            at: 0,
            out: Self { tokens: Vec::with_capacity(text.len() / 8), shadow: String::with_capacity(text.len()) },
        };
        cut.run();
        cut.out
    }

    /// The tokens in order.
    pub fn as_slice(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded form of a token of this text.
    pub fn fold(&self, token: &Token) -> &str {
        self.shadow.get(token.fold.0 as usize..token.fold.1 as usize).unwrap_or("")
    }
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    out: Tokens,
}

impl Cutter<'_> {
    fn run(&mut self) {
        while let Some(c) = self.text[self.at..].chars().next() {
            let (len, kind) = self.next_piece(c);
            self.push(len, kind);
        }
    }

    fn next_piece(&self, c: char) -> (usize, TokenKind) {
        let rest = &self.text[self.at..];
        if c == '\n' || c == '\r' {
            return (if rest.starts_with("\r\n") { 2 } else { c.len_utf8() }, TokenKind::Newline);
        }
        if c.is_whitespace() {
            let len = rest.find(|c: char| !c.is_whitespace() || c == '\n' || c == '\r').unwrap_or(rest.len());
            return (len, TokenKind::Space);
        }
        if digit_value(c).is_some() {
            return (number_len(rest), TokenKind::Number);
        }
        if let Some(script) = script_of(c) {
            let len = rest.find(|c| script_of(c) != Some(script)).unwrap_or(rest.len());
            return match visarga_colon(&rest[..len], &rest[len..]) {
                Some(0) => (devanagari::VISARGA.len_utf8(), TokenKind::Colon),
                Some(word) => (word, TokenKind::Word),
                None => (len, TokenKind::Word),
            };
        }
        (c.len_utf8(), self.mark(c))
    }

    fn mark(&self, c: char) -> TokenKind {
        match c {
            '।' | '॥' | '|' => TokenKind::Danda,
            '.' if self.dot_is_abbreviation() => TokenKind::AbbrevDot,
            '.' => TokenKind::Dot,
            ',' | '،' => TokenKind::Comma,
            ';' => TokenKind::Semicolon,
            ':' => TokenKind::Colon,
            '\'' | '"' | '\u{2018}'..='\u{201F}' | '«' | '»' | '`' => TokenKind::Quote,
            '(' | '[' | '{' => TokenKind::Open,
            ')' | ']' | '}' => TokenKind::Close,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => TokenKind::Hyphen,
            '/' => TokenKind::Slash,
            '?' => TokenKind::Question,
            '!' => TokenKind::Exclaim,
            _ => TokenKind::Other,
        }
    }

    fn dot_is_abbreviation(&self) -> bool {
        let after = self.text[self.at + 1..].trim_start_matches([' ', '\u{A0}']);
        let goes_on = after.chars().next().is_some_and(|c| script_of(c).is_some() || c == '-' || c == ')' || c == '|');
        let Some(last) = self.out.tokens.last() else { return false };
        if last.kind != TokenKind::Word || !goes_on {
            return false;
        }
        let word = last.span.of(self.text);
        let single_latin = word.len() == 1 && word.is_ascii();
        single_latin || devanagari::is_abbreviation(word)
    }

    fn push(&mut self, len: usize, kind: TokenKind) {
        let span = Span::new(self.at, self.at + len);
        let start = self.out.shadow.len() as u32;
        if matches!(kind, TokenKind::Word | TokenKind::Number) {
            fold_into(span.of(self.text), &mut self.out.shadow);
        }
        self.out.tokens.push(Token { span, kind, fold: (start, self.out.shadow.len() as u32) });
        self.at += len;
    }
}

/// Length of the word before a visarga that stands for a colon; 0 where only that visarga is left.
fn visarga_colon(word: &str, after: &str) -> Option<usize> {
    let stem = word.strip_suffix(devanagari::VISARGA)?;
    let ends = after.chars().next().is_none_or(char::is_whitespace);
    (ends && !devanagari::has_true_visarga(word)).then_some(stem.len())
}

fn number_len(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if digit_value(c).is_some() {
            len = i + c.len_utf8();
        } else if !(matches!(c, '.' | ',') && chars.peek().is_some_and(|&(_, n)| digit_value(n).is_some())) {
            break;
        }
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        let t = Tokens::new(text);
        t.as_slice()
            .iter()
            .filter(|x| matches!(x.kind, TokenKind::Word | TokenKind::Number))
            .map(|x| t.fold(x).to_owned())
            .collect()
    }

    #[test]
    fn one_system_in_four_spellings_is_one_sequence() {
        for text in ["एस-400", "एस 400", "एस400", "एस-४००"] {
            assert_eq!(words(text), ["एस", "400"], "{text}");
        }
    }

    #[test]
    fn decimals_and_lakh_commas_stay_whole() {
        assert_eq!(words("5.43 अरब, 6,01,427 राइफलें"), ["5.43", "अरब", "6,01,427", "राइफलें"]);
    }

    #[test]
    fn initials_keep_their_dots_and_sentences_do_not() {
        let kinds: Vec<_> = Tokens::new("डॉ. एस. जयशंकर ने कहा. वह")
            .as_slice()
            .iter()
            .filter(|t| matches!(t.kind, TokenKind::Dot | TokenKind::AbbrevDot))
            .map(|t| t.kind)
            .collect();
        assert_eq!(kinds, [TokenKind::AbbrevDot, TokenKind::AbbrevDot, TokenKind::Dot]);
    }

    #[test]
    fn a_visarga_for_a_colon_is_cut_off() {
        assert_eq!(words("पाकिस्तानः मोदी"), ["पाकिस्तान", "मोदी"]);
        assert_eq!(words("अतः"), ["अत"]);
    }

    proptest! {
        #[test]
        fn tokens_concatenate_to_the_text(text in "\\PC*|[अ-ह ा-ौ्ः।.,०-९a-zA-Z0-9|()'\"\\-\r\n ]{0,80}") {
            let tokens = Tokens::new(&text);
            let joined: String = tokens.as_slice().iter().map(|t| t.span.of(&text)).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
