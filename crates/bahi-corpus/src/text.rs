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
        let (folded, start) = (tokens.fold(token).to_string(), token.span.start());
        if let Some(parts) = dotted_date(&text[start..token.span.end()], &folded) {
            return parts
                .into_iter()
                .map(|(at, folded)| word_of(folded, start + at.start..start + at.end, true))
                .collect();
        }
        vec![word_of(folded, start..token.span.end(), token.kind == TokenKind::Number)]
    };
    tokens.as_slice().iter().filter(|token| wanted(token.kind)).flat_map(word).collect()
}

fn word_of(folded: String, at: Range<usize>, number: bool) -> Word {
    Word { number: folded.parse().ok().filter(|_| number), folded, at }
}

/// The day, the month and the year of '20.06.2024', which is one number, with where they stand in it.
fn dotted_date(published: &str, folded: &str) -> Option<Vec<(Range<usize>, String)>> {
    let parts: Vec<&str> = folded.split('.').collect();
    if parts.len() != 3 || parts[2].len() != 4 {
        return None;
    }
    let mut start = 0;
    let mut out = vec![];
    for (written, folded) in published.split('.').zip(parts) {
        out.push((start..start + written.len(), folded.to_string()));
        start += written.len() + 1;
    }
    Some(out)
}

/// What stands between a word and the next one.
pub(crate) fn gap<'t>(text: &'t str, words: &[Word], before: usize) -> Option<&'t str> {
    text.get(words.get(before)?.at.end..words.get(before + 1)?.at.start)
}
