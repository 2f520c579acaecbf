//! What the knowledge says of a token, as one small number.

use crate::sent::{OWN, Sent, Tok};
use bahi_knowledge::{Entry, Knowledge, NameForm};
use bahi_text::TokenKind;

/// What a token is to the tagger: a sort, and the place within a name of several words.
pub type Kind = u8;

const NAMES: u8 = 64;

/// Sorts of tokens that no name covers; those from [`sort::KNOWN`] on may be part of a name.
mod sort {
    pub const MARK: u8 = 0;
    pub const COMMA: u8 = 1;
    pub const HYPHEN: u8 = 2;
    pub const QUOTE: u8 = 3;
    pub const OPEN: u8 = 4;
    pub const CLOSE: u8 = 5;
    pub const STOP: u8 = 6;
    pub const NUMBER: u8 = 7;
    pub const CASE: u8 = 8;
    pub const PRONOUN: u8 = 9;
    pub const QUANTITY: u8 = 10;
    pub const TIME: u8 = 11;
    pub const VERB: u8 = 12;
    pub const CLASS: u8 = 13;
    pub const COMMON: u8 = 14;
    pub const LATIN: u8 = 15;
    pub const HONORIFIC: u8 = 16;
    pub const RANK: u8 = 17;
    pub const AFTER: u8 = 18;
    pub const MODIFIER: u8 = 19;
    pub const KNOWN: u8 = 24;
    pub const OWN: u8 = 25;
    pub const SURNAME: u8 = 26;
    pub const PARTICLE: u8 = 27;
    pub const INITIAL: u8 = 28;
    pub const FIRST: u8 = 29;
}

/// The kind outside of the sentence.
pub const EDGE: Kind = 63;

/// Whether a token of this kind may be part of a name that no list has.
pub fn is_open(kind: Kind) -> bool {
    kind != EDGE && kind >= sort::KNOWN || kind == sort::LATIN
}

/// Whether a token of this kind is one that the knowledge has no entry for.
pub fn is_unlisted(kind: Kind) -> bool {
    matches!(kind, sort::KNOWN | sort::OWN | sort::SURNAME | sort::FIRST | sort::INITIAL)
}

/// Whether the kind is a case marker.
pub fn is_case(kind: Kind) -> bool {
    kind == sort::CASE
}

/// Whether the kind is a title, rank or honorific: what stands beside the name of a person.
pub fn is_title(kind: Kind) -> bool {
    matches!(kind, sort::HONORIFIC | sort::RANK | sort::MODIFIER) || kind >= NAMES && (kind - NAMES) / 3 == TITLE
}

const TITLE: u8 = 9;

// Names and the words of offices, longest first where they overlap.
fn name_sort(entry: Entry) -> Option<u8> {
    Some(match entry {
        Entry::Country(_, NameForm::Demonym) => 1,
        Entry::Country(_, NameForm::Ambiguous)
        | Entry::Place(_, NameForm::Ambiguous)
        | Entry::Body(_, NameForm::Ambiguous)
        | Entry::Person(_, NameForm::Ambiguous | NameForm::Plural)
        | Entry::System(_, NameForm::Ambiguous) => 2,
        Entry::Country(..) => 3,
        Entry::Place(..) => 4,
        Entry::Body(..) => 5,
        Entry::Person(_, NameForm::Official) => 6,
        Entry::Person(..) => 7,
        Entry::System(..) => 8,
        Entry::Title(..) | Entry::Counterpart(_) | Entry::Head(..) => TITLE,
        Entry::Domain(_) => 10,
        Entry::Ministry(..) => 11,
        _ => return None,
    })
}

/// The kind of every token of a sentence.
pub fn kinds(s: &Sent, knowledge: &Knowledge, out: &mut Vec<Kind>) {
    out.clear();
    let mut covered = 0;
    for i in 0..s.toks.len() {
        if i < covered {
            continue;
        }
        let best = s.hits[i].iter().rev().find_map(|h| name_sort(h.entry).map(|sort| (h.len as usize, sort)));
        let case = s.hits[i].iter().any(|h| h.len > 1 && matches!(h.entry, Entry::Case(_)));
        match best.filter(|b| !case || b.0 > 1) {
            Some((len, sort)) => {
                covered = s.reach(i, len).max(i + 1);
                let last = covered - 1;
                out.extend((i..covered).map(|k| NAMES + sort * 3 + if k == i { u8::from(last > i) } else { 2 }));
            }
            None => out.push(plain(s, i, knowledge)),
        }
    }
}

fn plain(s: &Sent, i: usize, knowledge: &Knowledge) -> Kind {
    let tok = &s.toks[i];
    match tok.kind {
        TokenKind::Word if tok.latin => sort::LATIN,
        TokenKind::Word => word(s, i, knowledge),
        TokenKind::Number => sort::NUMBER,
        TokenKind::Comma => sort::COMMA,
        TokenKind::Hyphen => sort::HYPHEN,
        TokenKind::Quote => sort::QUOTE,
        TokenKind::Open => sort::OPEN,
        TokenKind::Close => sort::CLOSE,
        TokenKind::Danda | TokenKind::Dot | TokenKind::Question | TokenKind::Exclaim => sort::STOP,
        _ => sort::MARK,
    }
}

fn word(s: &Sent, i: usize, knowledge: &Knowledge) -> Kind {
    if s.toks[i].initial && s.toks[i].dotted {
        return sort::INITIAL;
    }
    let listed = s.hits[i].iter().filter(|h| h.len == 1).map(|h| entry_sort(h.entry)).max().unwrap_or(0);
    if listed > 0 {
        return listed;
    }
    let lexicon = &knowledge.index.lexicon;
    let Tok { sym, .. } = s.toks[i];
    let names = lexicon.names();
    if !lexicon.verb_forms(sym).is_empty() {
        sort::VERB
    } else if lexicon.is_common(sym) {
        sort::COMMON
    } else if names.bearers(sym) > 0 {
        sort::SURNAME
    } else if sym < OWN && names.step(0, sym).is_some() {
        sort::FIRST
    } else if sym < OWN {
        sort::KNOWN
    } else {
        sort::OWN
    }
}

fn entry_sort(entry: Entry) -> Kind {
    match entry {
        Entry::Case(_) => sort::CASE,
        Entry::Pronoun(_) => sort::PRONOUN,
        Entry::Class(_) => sort::CLASS,
        Entry::Number(_)
        | Entry::Counter(_)
        | Entry::Scale(_)
        | Entry::Offset(_)
        | Entry::Ordinal(_)
        | Entry::Unit(_)
        | Entry::Currency(_) => sort::QUANTITY,
        Entry::Month(_) | Entry::Weekday(_) | Entry::Day(_) | Entry::TimeUnit(_) | Entry::Time(_) => sort::TIME,
        Entry::Honorific => sort::HONORIFIC,
        Entry::HonorificAfter => sort::AFTER,
        Entry::Rank(_) => sort::RANK,
        Entry::NameParticle => sort::PARTICLE,
        Entry::Modifier(_) => sort::MODIFIER,
        _ => 0,
    }
}
