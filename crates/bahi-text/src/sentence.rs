//! Sentences of Hindi news: ends at `।`, `.`, `?`, `!` and line ends, with or without a space after, and not at initials.

use crate::token::{Token, TokenKind};
use crate::{Published, Span};
use std::ops::Range;

/// Ranges of token indexes, one per sentence; they follow on one another and cover all tokens.
pub fn sentences(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut i) = (0, 0);
    while i < tokens.len() {
        i += 1;
        if ends(tokens, i - 1) {
            while i < tokens.len() && trails(tokens, i, start) {
                i += 1;
            }
            out.push(start..i);
            start = i;
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

/// The published span of a sentence, without the space around it.
pub fn trimmed_span(tokens: &[Token], range: &Range<usize>) -> Span<Published> {
    let solid = |t: &&Token| !matches!(t.kind, TokenKind::Space | TokenKind::Newline);
    let part = tokens.get(range.clone()).unwrap_or(&[]);
    match (part.iter().find(solid), part.iter().rev().find(solid)) {
        (Some(a), Some(b)) => a.span.join(b.span),
        _ => Span::new(0, 0),
    }
}

fn ends(tokens: &[Token], i: usize) -> bool {
    match tokens[i].kind {
        TokenKind::Danda | TokenKind::Question | TokenKind::Exclaim | TokenKind::Newline => true,
        TokenKind::Dot => !inside_number_or_address(tokens, i),
        _ => false,
    }
}

// "example.com" and "1135.6" hold dots that end nothing.
fn inside_number_or_address(tokens: &[Token], i: usize) -> bool {
    let (Some(before), Some(after)) = (i.checked_sub(1).and_then(|b| tokens.get(b)), tokens.get(i + 1)) else {
        return false;
    };
    let number = before.kind == TokenKind::Number && after.kind == TokenKind::Number;
    number || after.kind == TokenKind::Dot
}

// Closing quotes, brackets, further marks and space belong to the sentence that they close.
fn trails(tokens: &[Token], i: usize, start: usize) -> bool {
    match tokens[i].kind {
        TokenKind::Close | TokenKind::Danda | TokenKind::Space | TokenKind::Newline => true,
        TokenKind::Dot | TokenKind::Question | TokenKind::Exclaim => true,
        TokenKind::Quote => {
            let follows_space = i > 0 && matches!(tokens[i - 1].kind, TokenKind::Space | TokenKind::Newline);
            let opens_next =
                tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Word || t.kind == TokenKind::Number);
            !(follows_space && opens_next) && tokens[start..i].iter().any(|t| t.kind == TokenKind::Quote)
                || !follows_space && !opens_next
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Tokens;

    fn cut(text: &str) -> Vec<String> {
        let t = Tokens::new(text);
        sentences(t.as_slice()).iter().map(|r| trimmed_span(t.as_slice(), r).of(text).to_owned()).collect()
    }

    #[test]
    fn a_danda_without_space_ends_a_sentence() {
        assert_eq!(cut("मुलाकात की।उन्होंने कहा"), ["मुलाकात की।", "उन्होंने कहा"]);
    }

    #[test]
    fn initials_decimals_and_titles_end_nothing() {
        assert_eq!(cut("डॉ. एस. जयशंकर ने 5.4 अरब कहा. वह गए."), ["डॉ. एस. जयशंकर ने 5.4 अरब कहा.", "वह गए."]);
    }

    #[test]
    fn a_closing_quote_stays_with_its_sentence() {
        assert_eq!(cut("उन्होंने कहा, “हम साथ हैं।” वह गए।"), ["उन्होंने कहा, “हम साथ हैं।”", "वह गए।"]);
        assert_eq!(cut("मोदी ने कहा, 'यह ठीक है.' वह गए."), ["मोदी ने कहा, 'यह ठीक है.'", "वह गए."]);
    }

    #[test]
    fn an_opening_quote_goes_with_the_next() {
        assert_eq!(cut("वह गए। “हम साथ हैं।”"), ["वह गए।", "“हम साथ हैं।”"]);
    }

    #[test]
    fn sentences_cover_all_tokens() {
        let t = Tokens::new("क। ख.\nग\n\n'घ' ");
        let all = sentences(t.as_slice());
        assert_eq!(all.iter().map(ExactSizeIterator::len).sum::<usize>(), t.as_slice().len());
    }
}
