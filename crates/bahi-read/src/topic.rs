//! What was talked about.

use crate::discourse::Discourse;
use crate::frame::{Match, Parsed, tokens_of};
use crate::mention::What;
use crate::scan::Item;

impl Discourse<'_> {
    /// What was talked about: the words before 'on' and 'about', up to the last party.
    pub fn topics(&self, p: &Parsed<'_>, m: &Match) -> Vec<(String, bahi_text::Span<bahi_text::Published>)> {
        let k = self.knowledge;
        let about = [k.case("par"), k.case("baare")];
        let mut out = Vec::new();
        let end = m.zone.1.min(p.scan.slots.len());
        for at in m.zone.0..end {
            let Item::Case(c) = p.scan.slots[at].item else { continue };
            if !about.contains(&c) || p.scan.slots[at].from >= m.to {
                continue;
            }
            let start = (m.zone.0..at).rev().find(|&s| !self.is_topic_slot(p, s)).map_or(m.zone.0, |s| s + 1);
            let mark = |s: &usize| matches!(p.scan.slots[*s].item, Item::Comma | Item::Conj | Item::Case(_));
            let start = (start..at).find(|s| !mark(s)).unwrap_or(at);
            if start < at {
                let (from, to) = tokens_of(p.scan, (start, at));
                let span = p.sent.span_of(from, to);
                let words = span.of(self.report.text).trim();
                let empty = [k.class("empty-topic"), k.class("particle"), k.class("phone"), k.class("conj")];
                let says = (from..to).any(|i| {
                    p.sent.toks[i].kind == bahi_text::TokenKind::Word
                        && empty.iter().all(|&c| p.sent.class_at(i, c).is_none())
                });
                if says && to - from <= 25 && words.chars().count() > 2 {
                    out.push((words.to_owned(), span));
                }
            }
        }
        out
    }

    pub(crate) fn is_topic_slot(&self, p: &Parsed<'_>, slot: usize) -> bool {
        match p.scan.slots[slot].item {
            Item::Case(c) => c == self.numbers.genitive || c == self.knowledge.case("samet"),
            Item::Word | Item::Comma | Item::Conj => true,
            Item::Mention(m) => !matches!(
                p.scan.mentions[m].what,
                What::Person(_) | What::Time(_) | What::Group { .. } | What::Pronoun(_)
            ),
            _ => false,
        }
    }
}
