//! What two wordings of causes or instruments have in common.

use bahi_knowledge::{Entry, Hit, Knowledge};
use std::collections::BTreeSet;

/// Words of a value that say something: no case markers, and none of some classes.
pub fn content(value: &str, without: &[&str], knowledge: &Knowledge) -> BTreeSet<String> {
    let lexicon = &knowledge.index.lexicon;
    let without: Vec<u16> = without.iter().map(|c| knowledge.class(c)).collect();
    let folded = bahi_text::fold(value);
    let words = folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '"' | '\'' | '.' | '(' | ')'));
    let mut out = BTreeSet::new();
    for word in words.filter(|w| !w.is_empty()) {
        let mut hits: Vec<Hit> = Vec::new();
        lexicon.hits(&[lexicon.symbol(word)], &mut hits);
        let idle = |e: &Entry| matches!(e, Entry::Case(_)) || matches!(e, Entry::Class(c) if without.contains(c));
        if !hits.iter().any(|h| idle(&h.entry)) {
            out.insert(word.to_owned());
        }
    }
    out
}
