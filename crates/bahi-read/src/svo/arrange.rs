//! A scan with each preposition put behind its phrase, and with subjects and objects marked by the cases of their places.

use crate::clause::joined;
use crate::mention::{Mention, What};
use crate::scan::{Item, Numbers, Scan, Slot};
use crate::sent::Sent;
use crate::verb::VerbGroup;
use bahi_knowledge::{Form, Knowledge};
use bahi_text::TokenKind;

// So many words may stand in a phrase before its head.
const WORDS: usize = 7;

struct Arranger<'a> {
    s: &'a Sent,
    k: &'a Knowledge,
    numbers: &'a Numbers,
    object: u16,
}

// Words before a verb that are no mention: where they end, and whether they begin like a name or a noun phrase.
#[derive(Debug, Default)]
struct Unread {
    end: Option<usize>,
    named: bool,
    determined: bool,
}

/// Brings a scan into the order of a language whose cases follow.
pub fn arrange(s: &Sent, scan: &mut Scan, k: &Knowledge, numbers: &Numbers) {
    let arranger = Arranger { s, k, numbers, object: k.case("obj") };
    arranger.join_appositions(scan);
    arranger.move_cases(scan);
    arranger.mark(scan);
}

impl Arranger<'_> {
    fn is_determiner(&self, slot: &Slot) -> bool {
        slot.item == Item::Word && self.s.class_at(slot.from, self.numbers.determiner).is_some()
    }

    // "Sergei Lavrov, the Russian foreign minister,": name and office are one mention, whichever comes first.
    fn join_appositions(&self, scan: &mut Scan) {
        let mut k = 0;
        while k + 2 < scan.slots.len() {
            let second = if self.is_determiner(&scan.slots[k + 2]) { k + 3 } else { k + 2 };
            if let (Item::Mention(a), Item::Comma, Some(Item::Mention(b))) =
                (scan.slots[k].item, scan.slots[k + 1].item, scan.slots.get(second).map(|s| s.item))
                && self.s.toks[scan.slots[k + 1].from].kind == TokenKind::Comma
                && closes(scan, second + 1)
                && let Some(one) = one_person(&scan.mentions[a], &scan.mentions[b])
            {
                let closed = scan.slots.get(second + 1).is_some_and(|s| s.item == Item::Comma);
                scan.slots[k].to = one.to;
                scan.mentions[a] = one;
                scan.slots.drain(k + 1..second + 1 + usize::from(closed));
            }
            k += 1;
        }
    }

    fn is_after(&self, case: u16) -> bool {
        self.k.stock.words.cases.get(case as usize).is_some_and(|c| c.after)
    }

    fn move_cases(&self, scan: &mut Scan) {
        let mut k = 0;
        while k < scan.slots.len() {
            let Item::Case(case) = scan.slots[k].item else {
                k += 1;
                continue;
            };
            // Cases fused into a pronoun stand where they belong.
            if self.is_after(case) || scan.slots[k].from == scan.slots[k].to {
                k += 1;
                continue;
            }
            let end = self.phrase_end(scan, k + 1);
            if end == k + 1 {
                scan.slots[k].item = if matches!(scan.slots.get(end).map(|s| s.item), Some(Item::Verb(_))) {
                    Item::Sub
                } else {
                    Item::Word
                };
            } else if fused_after(scan, end) {
                // "with him": the preposition says more than the pronoun's own form.
                scan.slots[end].item = Item::Case(case);
                scan.slots.remove(k);
            } else {
                let at = scan.slots[end - 1].to;
                scan.slots.insert(end, Slot { item: Item::Case(case), from: at, to: at });
                scan.slots.remove(k);
            }
            k += 1;
        }
    }

    // One past the last slot of the phrase that begins at `from`.
    fn phrase_end(&self, scan: &Scan, from: usize) -> usize {
        let (mut k, mut words) = (from, 0);
        while let Some(slot) = scan.slots.get(k) {
            match slot.item {
                Item::Word if words < WORDS => words += 1,
                Item::Mention(m) => {
                    let what = &scan.mentions[m].what;
                    let next = scan.slots.get(k + 1).map(|s| s.item);
                    let goes_on = matches!(next, Some(Item::Word | Item::Mention(_)));
                    if matches!(what, What::Time(_)) && words > 0 {
                        break;
                    } else if next == Some(Item::Case(self.numbers.genitive)) {
                        k += 1;
                    } else if !(goes_on && is_attribute(what)) {
                        return list_end(scan, k, m);
                    }
                }
                _ => break,
            }
            k += 1;
        }
        k
    }

    fn mark(&self, scan: &mut Scan) {
        let mut marks: Vec<(usize, u16)> = Vec::new();
        for (v, verb) in scan.verbs.iter().enumerate() {
            let Some(slot) = scan.slots.iter().position(|s| s.item == Item::Verb(v)) else { continue };
            let passive = verb.has_verb(self.numbers.go);
            if is_finite(verb)
                && let Some(end) = self.subject_end(scan, slot)
                && !marks.iter().any(|m| m.0 == end && m.1 == self.numbers.subject)
            {
                // What stands between two verbs is the subject of the second.
                marks.retain(|m| m.0 != end);
                marks.push((end, if passive { self.object } else { self.numbers.subject }));
            }
            if !passive && let Some(end) = object_end(scan, slot) {
                marks.push((end, self.object));
            }
        }
        marks.sort_unstable();
        for &(end, case) in marks.iter().rev() {
            let at = scan.slots[end - 1].to;
            if !matches!(scan.slots.get(end).map(|s| s.item), Some(Item::Case(_))) {
                scan.slots.insert(end, Slot { item: Item::Case(case), from: at, to: at });
            }
        }
    }

    // One past the last slot of the bare phrase before a verb, over adverbs, dates and phrases with a case.
    fn subject_end(&self, scan: &Scan, verb: usize) -> Option<usize> {
        let (mut k, mut words, mut unread) = (verb, 0, Unread::default());
        while k > 0 {
            k -= 1;
            match scan.slots[k].item {
                Item::Word if words < 3 && !self.is_event(&scan.slots[k]) => {
                    words += 1;
                    self.note(&scan.slots[k], k, &mut unread);
                }
                Item::Mention(_) if unread.named => return unread.end,
                Item::Mention(m) if scan.mentions[m].is_actor() || matches!(scan.mentions[m].what, What::Body(_)) => {
                    return Some(k + 1);
                }
                Item::Mention(m) if matches!(scan.mentions[m].what, What::Time(_) | What::Duration(_)) => {}
                Item::Case(_) => {
                    k = phrase_start(scan, k);
                    words = 0;
                }
                Item::Comma if unread.end.is_some() => return unread.end,
                Item::Comma => words += 1,
                _ => break,
            }
        }
        unread.end.filter(|_| unread.named || unread.determined)
    }

    // "Downing Street said": words that stand for somebody whom nobody has listed.
    fn note(&self, slot: &Slot, k: usize, unread: &mut Unread) {
        let tok = &self.s.toks[slot.from];
        let is = |class: u16| self.s.class_at(slot.from, class).is_some();
        if is(self.numbers.particle) || tok.kind != TokenKind::Word {
            return;
        }
        if is(self.numbers.determiner) {
            unread.determined = true;
            return;
        }
        unread.end = unread.end.or(Some(k + 1));
        unread.named |= tok.capital && slot.from > 0;
    }

    fn is_event(&self, slot: &Slot) -> bool {
        let mut nouns = self.numbers.event_nouns.iter().chain([&self.numbers.agreement]);
        nouns.any(|&class| self.s.class_at(slot.from, class).is_some())
    }
}

fn is_finite(verb: &VerbGroup) -> bool {
    !matches!(verb.forms.last().map(|f| f.form), Some(Form::Conjunctive | Form::Oblique))
}

// First slot of the phrase whose case stands at `case`.
fn phrase_start(scan: &Scan, case: usize) -> usize {
    let mut k = case;
    while k > 0 && scan.slots[k - 1].item == Item::Word {
        k -= 1;
    }
    let mut first = true;
    while k > 0
        && let Item::Mention(m) = scan.slots[k - 1].item
        && (first || is_attribute(&scan.mentions[m].what))
    {
        (k, first) = (k - 1, false);
        let listed = k > 1
            && matches!(scan.slots[k - 1].item, Item::Conj | Item::Comma)
            && matches!(scan.slots[k - 2].item, Item::Mention(m) if joined(scan, k - 1, &scan.mentions[m]) == Some(k));
        if listed {
            (k, first) = (k - 1, true);
        }
    }
    k
}

fn object_end(scan: &Scan, verb: usize) -> Option<usize> {
    let mut k = verb + 1;
    while scan.slots.get(k).is_some_and(|s| s.item == Item::Word) && k - verb < 4 {
        k += 1;
    }
    let Item::Mention(m) = scan.slots.get(k)?.item else { return None };
    let mention = &scan.mentions[m];
    let named = mention.is_actor() || matches!(mention.what, What::Body(_) | What::Place(_) | What::Country(..));
    (named && !matches!(mention.what, What::Pronoun(_))).then(|| list_end(scan, k, m))
}

fn list_end(scan: &Scan, from: usize, first: usize) -> usize {
    let mut k = from + 1;
    while let Some(next) = joined(scan, k, &scan.mentions[first]) {
        // "With Lavrov, Jaishankar spoke of trade": what a verb follows is its subject.
        let added = scan.slots[k..next].iter().any(|s| s.item == Item::Conj);
        if !added && matches!(scan.slots.get(next + 1).map(|s| s.item), Some(Item::Verb(_))) {
            break;
        }
        k = next + 1;
    }
    k
}

fn fused_after(scan: &Scan, k: usize) -> bool {
    scan.slots.get(k).is_some_and(|s| matches!(s.item, Item::Case(_)) && s.from == s.to)
}

fn is_attribute(what: &What) -> bool {
    matches!(what, What::Country(_, true) | What::Ordinal(_) | What::Number(..) | What::Duration(_) | What::Pronoun(_))
}

// Whether an apposition may end here.
fn closes(scan: &Scan, k: usize) -> bool {
    matches!(scan.slots.get(k).map(|s| s.item), None | Some(Item::Comma | Item::End | Item::Verb(_)))
}

fn one_person(a: &Mention, b: &Mention) -> Option<Mention> {
    let (What::Person(p), What::Person(q)) = (&a.what, &b.what) else { return None };
    let named = |x: &crate::mention::PersonMention| x.name.is_some() && x.office.is_none();
    let held = |x: &crate::mention::PersonMention| x.name.is_none() && x.office.as_ref().is_some_and(|o| !o.plural);
    let one = match () {
        () if named(p) && held(q) => crate::mention::PersonMention { office: q.office.clone(), ..p.clone() },
        () if held(p) && named(q) => crate::mention::PersonMention { office: p.office.clone(), ..q.clone() },
        () => return None,
    };
    Some(Mention { from: a.from, to: b.to, what: What::Person(one) })
}
