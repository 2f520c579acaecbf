//! A report's words, as they are compared and as they were published.

use bahi_text::{TokenKind, Tokens};
use std::ops::Range;

/// A word or number of a text.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// As compared.
    pub(crate) folded: String,
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// Its value, for digits alone.
    pub(crate) number: Option<i64>,
}

/// The words and numbers of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let tokens = Tokens::new(text);
    let wanted = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
    let word = |token: &bahi_text::Token| {
        let folded = tokens.fold(token).to_string();
        let number = folded.parse().ok().filter(|_| token.kind == TokenKind::Number);
        Word { number, folded, at: token.span.start()..token.span.end() }
    };
    tokens.as_slice().iter().filter(|token| wanted(token.kind)).map(word).collect()
}

/// What stands between a word and the next one.
pub(crate) fn gap<'t>(text: &'t str, words: &[Word], before: usize) -> Option<&'t str> {
    text.get(words.get(before)?.at.end..words.get(before + 1)?.at.start)
}
