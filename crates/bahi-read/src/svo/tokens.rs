//! What capitals and apostrophes tell: names from words, possessives from quotations, dots of abbreviations from full stops.

use crate::sent::Tok;
use bahi_knowledge::{Entry, Hit, Knowledge};
use bahi_text::{Token, TokenKind, Tokens};
use std::ops::Range;

/// Sentences joined again where the full stop between them was that of an abbreviation.
pub fn joined(ranges: Vec<Range<usize>>, tokens: &Tokens, knowledge: &Knowledge) -> Vec<Range<usize>> {
    let all = tokens.as_slice();
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if ends_in_abbreviation(all.get(last.clone()).unwrap_or_default(), tokens, knowledge) => {
                last.end = range.end;
            }
            _ => out.push(range),
        }
    }
    out
}

fn ends_in_abbreviation(sentence: &[Token], tokens: &Tokens, knowledge: &Knowledge) -> bool {
    let solid: Vec<&Token> = sentence.iter().filter(|t| !is_space(t.kind)).collect();
    let [.., word, dot] = solid.as_slice() else { return false };
    let ended = word.kind == TokenKind::Word && dot.kind == TokenKind::Dot && word.span.end() == dot.span.start();
    ended && is_abbreviation(tokens.fold(word), knowledge)
}

fn is_abbreviation(folded: &str, knowledge: &Knowledge) -> bool {
    let lexicon = &knowledge.index.lexicon;
    let mut hits = Vec::new();
    lexicon.hits(&[lexicon.symbol(folded)], &mut hits);
    let class = Entry::Class(knowledge.class("abbreviation"));
    hits.iter().any(|h| h.len == 1 && h.entry == class)
}

fn is_space(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Space | TokenKind::Newline)
}

/// Whether a mark says nothing: the apostrophe before the ending of a possessive, the dot of an abbreviation.
pub fn is_silent(tokens: &[Token], at: usize, text: &str, knowledge: &Knowledge) -> bool {
    let Some((token, before)) = tokens.get(at).zip(at.checked_sub(1).and_then(|b| tokens.get(b))) else { return false };
    let after = tokens.get(at + 1).map_or(TokenKind::Newline, |t| t.kind);
    let word = before.kind == TokenKind::Word || before.kind == TokenKind::Number;
    match token.kind {
        TokenKind::Quote => word && after == TokenKind::Word && !token.span.of(text).contains('"'),
        TokenKind::Dot if word && at + 1 < tokens.len() => {
            is_abbreviation(&bahi_text::fold(before.span.of(text)), knowledge)
        }
        _ => false,
    }
}

/// Leaves out names read from words without a capital: `us`, `may`, `turkey`.
pub fn keep_capitalised(toks: &[Tok], hits: &mut [Vec<Hit>]) {
    let name = |e: Entry| {
        matches!(
            e,
            Entry::Country(..)
                | Entry::Place(..)
                | Entry::Body(..)
                | Entry::Person(..)
                | Entry::System(..)
                | Entry::Month(_)
        )
    };
    for (tok, hits) in toks.iter().zip(hits) {
        if !tok.capital {
            hits.retain(|h| !name(h.entry));
        }
    }
}
