//! Clauses and case phrases: which noun phrases stand with which postposition around which verb.

use crate::mention::{Mention, What};
use crate::scan::{Item, Numbers, Scan, Slot};
use crate::verb::VerbGroup;
use bahi_knowledge::{BARE, Form};

/// Noun phrases joined by commas and conjunctions, with the case that follows the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Mentions in order.
    pub mentions: Vec<usize>,
    /// Case number; [`BARE`] without one.
    pub case: u16,
    /// First slot.
    pub from: usize,
    /// One past the last slot.
    pub to: usize,
}

/// How a clause ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// A finite verb.
    Finite,
    /// A participle before the noun that it describes.
    Adjectival,
    /// A conjunctive participle: the next clause has the same subject.
    Conjunctive,
    /// An infinitive: purpose or topic of the next clause.
    Infinitive,
    /// No verb.
    None,
}

/// A run of slots with at most one verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// First slot.
    pub from: usize,
    /// One past the last slot.
    pub to: usize,
    /// Its verb group.
    pub verb: Option<usize>,
    /// How it ends.
    pub ending: Ending,
    /// Token that opened it, such as that of कि.
    pub opener: Option<usize>,
    /// Whether a quotation mark or colon opened it.
    pub quoted: bool,
}

/// Phrases and clauses of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Parse {
    /// Phrases, in order.
    pub phrases: Vec<Phrase>,
    /// Clauses, in order; they cover all slots but openers.
    pub clauses: Vec<Clause>,
}

/// Cuts a scan into phrases and clauses; an infinitive before one of the temporal cases ends a clause.
pub fn parse(scan: &Scan, numbers: &Numbers) -> Parse {
    let clauses =
        if numbers.fronted { crate::svo::clauses::cut(scan, numbers) } else { clauses(scan, &numbers.temporal) };
    Parse { phrases: included(scan, phrases(scan), numbers.including), clauses }
}

// "लावरोव समेत कई मंत्रियों से": those included stand in the case of the group that includes them.
fn included(scan: &Scan, phrases: Vec<Phrase>, including: u16) -> Vec<Phrase> {
    const APART: usize = 4;
    let mut out: Vec<Phrase> = Vec::with_capacity(phrases.len());
    for mut phrase in phrases {
        let near = |before: &Phrase| {
            before.case == including
                && phrase.from - before.to <= APART
                && scan.slots[before.to..phrase.from].iter().all(|s| s.item == Item::Word)
        };
        let group = phrase.mentions.iter().all(|&m| match &scan.mentions[m].what {
            What::Person(p) => p.name.is_none(),
            What::Group { .. } => true,
            _ => false,
        });
        if group && out.last().is_some_and(near) {
            let before = out.pop().map(|b| (b.mentions, b.from)).unwrap_or_default();
            phrase.mentions.splice(0..0, before.0);
            phrase.from = before.1;
        }
        out.push(phrase);
    }
    out
}

impl Parse {
    /// The clause that holds a slot.
    pub fn clause_at(&self, slot: usize) -> Option<usize> {
        self.clauses.iter().position(|c| c.from <= slot && slot < c.to)
    }

    /// Phrases wholly within a range of slots.
    pub fn phrases_in(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = (usize, &Phrase)> {
        self.phrases.iter().enumerate().filter(move |(_, p)| p.from >= from && p.to <= to)
    }
}

fn kind_of(mention: &Mention) -> u8 {
    match &mention.what {
        What::Person(_) | What::Pronoun(_) | What::Group { .. } | What::Source(_) => 1,
        What::Country(_, false) | What::Place(_) | What::PlaceWord(_) => 2,
        What::Body(_) | What::Ministry { .. } => 3,
        What::System(_) => 4,
        What::Country(_, true) => 5,
        _ => 6,
    }
}

fn phrases(scan: &Scan) -> Vec<Phrase> {
    let mut out: Vec<Phrase> = Vec::new();
    let mut k = 0;
    while k < scan.slots.len() {
        let Item::Mention(m) = scan.slots[k].item else {
            k += 1;
            continue;
        };
        let from = k;
        let mut mentions = vec![m];
        k += 1;
        while let Some(next) = joined(scan, k, &scan.mentions[m]) {
            let Item::Mention(n) = scan.slots[next].item else { break };
            mentions.push(n);
            k = next + 1;
        }
        let case = match scan.slots.get(k).map(|s| s.item) {
            Some(Item::Case(c)) => {
                k += 1;
                c
            }
            _ => BARE,
        };
        out.push(Phrase { mentions, case, from, to: k });
    }
    out
}

// Slot of the next member of a list: after a comma, a conjunction or both.
pub(crate) fn joined(scan: &Scan, k: usize, first: &Mention) -> Option<usize> {
    let mut at = k;
    while matches!(scan.slots.get(at)?.item, Item::Comma | Item::Conj) && at - k < 2 {
        at += 1;
    }
    let Item::Mention(m) = scan.slots.get(at)?.item else { return None };
    let (a, b) = (kind_of(first), kind_of(&scan.mentions[m]));
    (at > k && (a == b || a + b == 5 && a.min(b) == 2) && a < 5).then_some(at)
}

fn clauses(scan: &Scan, temporal_cases: &[u16]) -> Vec<Clause> {
    let mut out = Vec::new();
    let mut open = Clause { from: 0, to: 0, verb: None, ending: Ending::None, opener: None, quoted: false };
    let mut k = 0;
    while k < scan.slots.len() {
        let slot = scan.slots[k];
        let breaks = match slot.item {
            Item::Sub | Item::Quote | Item::Colon => true,
            Item::Mention(m) => matches!(scan.mentions[m].what, What::Pronoun(_)) && opens_relative(scan, k),
            _ => false,
        };
        if breaks {
            let quoted = matches!(slot.item, Item::Quote | Item::Colon);
            close(
                &mut out,
                &mut open,
                k,
                if matches!(slot.item, Item::Mention(_)) { k } else { k + 1 },
                (slot.item == Item::Sub).then_some(slot.from),
                quoted,
            );
        }
        if let Item::Verb(v) = slot.item {
            let ending = ending_of(scan, k, &scan.verbs[v]);
            if ending == Ending::Infinitive && !has_case(scan, k, temporal_cases) {
                k += 1;
                continue;
            }
            open.verb = Some(v);
            open.ending = ending;
            let to = if ending == Ending::Finite { finite_end(scan, k) } else { case_end(scan, k) };
            close(&mut out, &mut open, to, to, None, false);
            k = to;
            continue;
        }
        k += 1;
    }
    let end = scan.slots.len();
    close(&mut out, &mut open, end, end, None, false);
    out
}

// "आने का न्योता" stays in its clause; "जाने के बाद" is one of its own.
pub(crate) fn has_case(scan: &Scan, k: usize, cases: &[u16]) -> bool {
    matches!(scan.slots.get(k + 1).map(|s| s.item), Some(Item::Case(c)) if cases.contains(&c))
}

fn close(out: &mut Vec<Clause>, open: &mut Clause, to: usize, next: usize, opener: Option<usize>, quoted: bool) {
    open.to = to;
    let fresh = Clause { from: next, to: next, verb: None, ending: Ending::None, opener, quoted };
    let done = std::mem::replace(open, fresh);
    if done.to > done.from {
        out.push(done);
    } else {
        // An empty clause hands its opener on.
        open.opener = open.opener.or(done.opener);
        open.quoted |= done.quoted;
    }
}

// A relative pronoun after a comma begins a clause.
fn opens_relative(scan: &Scan, k: usize) -> bool {
    k > 0 && scan.slots[k - 1].item == Item::Comma
}

fn ending_of(scan: &Scan, k: usize, verb: &VerbGroup) -> Ending {
    let last = verb.forms.last().map(|f| f.form);
    match last {
        Some(Form::Conjunctive | Form::Stem) => Ending::Conjunctive,
        Some(Form::Oblique) => Ending::Infinitive,
        _ if verb.is_tensed() => Ending::Finite,
        Some(Form::Imperfective) if !clause_ends(scan, k + 1) => Ending::Conjunctive,
        Some(Form::Perfective | Form::Prospective) if !clause_ends(scan, k + 1) && !inverted(scan, k + 1) => {
            Ending::Adjectival
        }
        Some(Form::Infinitive) if !clause_ends(scan, k + 1) => Ending::Infinitive,
        _ => Ending::Finite,
    }
}

fn clause_ends(scan: &Scan, k: usize) -> bool {
    match scan.slots.get(k).map(|s| s.item) {
        None => true,
        Some(Item::Mention(m)) => relative(&scan.mentions[m]),
        Some(Item::Comma | Item::Conj | Item::Sub | Item::Quote | Item::Colon | Item::End) => true,
        _ => false,
    }
}

fn relative(m: &Mention) -> bool {
    matches!(m.what, What::Pronoun(_)) && m.to - m.from == 1
}

// "मोदी से मिले नवाज शरीफ": the subject follows and nothing comes after it.
fn inverted(scan: &Scan, k: usize) -> bool {
    let rest: Vec<Slot> = scan.slots[k..]
        .iter()
        .copied()
        .take_while(|s| !matches!(s.item, Item::Comma | Item::End | Item::Colon | Item::Quote))
        .collect();
    let first_actor = matches!(rest.first().map(|s| s.item), Some(Item::Mention(m)) if scan.mentions[m].is_actor());
    first_actor && rest.len() <= 3 && rest.iter().all(|s| matches!(s.item, Item::Mention(_) | Item::Conj))
}

fn finite_end(scan: &Scan, k: usize) -> usize {
    let mut to = k + 1;
    if inverted(scan, to) {
        while matches!(scan.slots.get(to).map(|s| s.item), Some(Item::Mention(_) | Item::Conj)) {
            to += 1;
        }
    }
    to
}

// A participle's or infinitive's own postposition goes with it: "मिलने के लिए".
fn case_end(scan: &Scan, k: usize) -> usize {
    if matches!(scan.slots.get(k + 1).map(|s| s.item), Some(Item::Case(_))) { k + 2 } else { k + 1 }
}
