//! Titles that a list leaves out: "विदेश मंत्री क, ख की ग और घ के च" gives one office to all whom it names with their
//! countries, and so does the plural title of those whose meeting they attend.

use crate::memory::Memory;
use crate::mention::{Mention, PersonMention, What};
use crate::reading::OfficeSaid;
use crate::sent::Sent;
use bahi_text::{Published, Span, TokenKind};

// How many sentences a plural title reaches.
const REACH: usize = 2;

/// Titles found for actors that the list names without.
#[derive(Debug, Clone, Default)]
pub struct Gapped {
    found: Vec<(usize, OfficeSaid)>,
    plural: Option<(String, Span<Published>, usize)>,
}

impl Gapped {
    /// Looks through the lists of people in a sentence; `actor_of` gives the actor of a named mention.
    pub fn look(&mut self, s: &Sent, mentions: &[Mention], conj: u16, number: usize, memory: &Memory) {
        let mut list: Vec<(usize, &PersonMention, Span<Published>)> = Vec::new();
        let mut end = 0;
        let mut unnamed: Vec<(&str, usize, usize)> = Vec::new();
        for m in mentions {
            let What::Person(p) = &m.what else { continue };
            if let Some(office) = p.office.as_ref().filter(|o| p.name.is_none() && !o.title.is_empty()) {
                unnamed.push((&office.title, m.from, m.to));
            }
            if let Some(office) = p.office.as_ref().filter(|o| o.plural && !o.title.is_empty()) {
                self.plural = Some((office.title.clone(), s.span_of(m.from, m.to), number));
                continue;
            }
            let Some(actor) = p.name.and_then(|(from, to)| memory.actor_at(s.span_of(from, to))) else { continue };
            if !is_joined(s, end, m.from, conj) {
                self.close(&mut list, number);
            }
            list.push((actor, p, s.span_of(m.from, m.to)));
            end = m.to;
        }
        self.close(&mut list, number);
        // "क, ख और ग के विदेश मंत्रियों": one plural title, given to each state before it.
        if let [(title, from, _), .., (_, _, to)] = unnamed.as_slice()
            && unnamed.iter().all(|u| u.0 == *title)
        {
            self.plural = Some(((*title).to_owned(), s.span_of(*from, *to), number));
        }
    }

    fn close(&mut self, list: &mut Vec<(usize, &PersonMention, Span<Published>)>, number: usize) {
        let members = std::mem::take(list);
        if members.len() < 2 {
            return;
        }
        let titled: Vec<&str> = members.iter().filter_map(|m| m.1.office.as_ref()).map(|o| o.title.as_str()).collect();
        let shared = match titled.as_slice() {
            [] => self.plural.clone().filter(|p| number <= p.2 + REACH).map(|p| (p.0, Some(p.1))),
            [first, rest @ ..] => rest.iter().all(|t| t == first).then(|| ((*first).to_owned(), None)),
        };
        let Some((title, from_plural)) = shared.filter(|s| !s.0.is_empty()) else { return };
        let opens_with_title = members[0].1.office.is_some();
        if from_plural.is_none() && !opens_with_title {
            return;
        }
        for (actor, p, span) in members.iter().filter(|m| m.1.office.is_none()) {
            let Some(of) = p.of.as_ref().filter(|of| !of.body) else { continue };
            let said = OfficeSaid {
                title: title.clone(),
                of: Some(of.id.clone()),
                span: from_plural.unwrap_or(*span),
                of_said: true,
            };
            self.found.push((*actor, said));
        }
    }

    /// The titles found, for actors that no other words give one.
    pub fn settle(self, memory: &mut Memory) {
        for (actor, office) in self.found {
            if memory.actors[actor].offices.is_empty() {
                memory.actors[actor].offices.push(office);
            }
        }
    }
}

// Whether nothing but commas and conjunctions stands between two mentions.
fn is_joined(s: &Sent, from: usize, to: usize, conj: u16) -> bool {
    let mut i = from;
    while i < to {
        match s.class_at(i, conj) {
            Some(end) => i = end,
            None if s.toks[i].kind == TokenKind::Comma => i += 1,
            None => return false,
        }
    }
    from > 0
}
