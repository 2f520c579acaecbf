//! Verb groups whose auxiliaries stand before the verb, written with the main verb first as the reader of moods expects them.

use crate::input::PartKind;
use crate::scan::{Item, Scan, Scanner};
use crate::sent::Sent;
use crate::verb::VerbGroup;
use bahi_knowledge::{Entry, Form, VerbForm};
use bahi_text::TokenKind;

/// What an auxiliary adds; the names of the classes that hold their words.
pub const AUXILIARIES: [&str; 10] = [
    "aux-future",
    "aux-possible",
    "aux-could",
    "aux-wish",
    "aux-was-to",
    "aux-past-perfect",
    "aux-perfect",
    "aux-be",
    "aux-do",
    "aux-to",
];

#[derive(Debug, Default)]
struct Auxiliaries {
    seen: Vec<&'static str>,
    negated: bool,
    to: usize,
}

impl Auxiliaries {
    fn has(&self, name: &str) -> bool {
        self.seen.contains(&name)
    }
}

/// The verb group that begins at a token.
pub fn group(scanner: &Scanner<'_>, s: &Sent, i: usize, scan: &Scan) -> Option<VerbGroup> {
    let aux = auxiliaries(scanner, s, i);
    if aux.seen.is_empty() && aux.negated {
        return None;
    }
    let verb = main_verb(scanner, s, aux.to, scan, &aux);
    let be = VerbForm { verb: scanner.numbers.be, form: Form::Past };
    let (to, main) = match verb {
        Some(found) => found,
        None if aux.has("aux-be") => (aux.to, VerbForm { verb: be.verb, form: Form::Perfective }),
        None if aux.has("aux-past-perfect") || aux.has("aux-perfect") => {
            (aux.to, VerbForm { verb: scanner.knowledge.verb("have"), form: Form::Perfective })
        }
        None => return None,
    };
    let forms = forms(scanner, s, &aux, main, i, scan);
    Some(VerbGroup { from: i, to, forms, negated: aux.negated, wish: aux.has("aux-wish") })
}

fn auxiliaries(scanner: &Scanner<'_>, s: &Sent, i: usize) -> Auxiliaries {
    let numbers = scanner.numbers;
    let mut aux = Auxiliaries { to: i, ..Auxiliaries::default() };
    loop {
        let longest = |(name, class): (&&'static str, &u16)| s.class_at(aux.to, *class).map(|end| (end, *name));
        let found = AUXILIARIES.iter().zip(&numbers.auxiliaries).filter_map(longest);
        if let Some((end, name)) = found.max_by_key(|found| found.0) {
            aux.seen.push(name);
            aux.to = end;
        } else if let Some(end) = s.class_at(aux.to, numbers.negation) {
            aux.negated = true;
            aux.to = end;
        } else if let Some(end) = s.class_at(aux.to, numbers.particle).filter(|_| !aux.seen.is_empty()) {
            aux.to = end;
        } else {
            return aux;
        }
    }
}

fn main_verb(scanner: &Scanner<'_>, s: &Sent, at: usize, scan: &Scan, aux: &Auxiliaries) -> Option<(usize, VerbForm)> {
    let tok = s.toks.get(at).filter(|t| t.kind == TokenKind::Word)?;
    let form = *scanner.knowledge.index.lexicon.verb_forms(tok.sym).first()?;
    let fits = match form.form {
        Form::Stem => {
            !aux.seen.is_empty() || s.kind == PartKind::Headline && after_actor(scan) && !is_noun(scanner, s, at)
        }
        _ if !aux.seen.is_empty() => true,
        _ if is_noun(scanner, s, at) => after_actor(scan) && opens_phrase(scanner, s, at + 1) || after_mark(scan),
        _ => at == 0 || s.class_at(at - 1, scanner.numbers.determiner).is_none(),
    };
    fits.then_some((at + 1, form))
}

// Whether a word is also the noun of some event.
fn is_noun(scanner: &Scanner<'_>, s: &Sent, at: usize) -> bool {
    let nouns = &scanner.numbers.event_nouns;
    s.hits[at].iter().any(|h| matches!(h.entry, Entry::Class(c) if nouns.contains(&c)))
}

fn after_actor(scan: &Scan) -> bool {
    matches!(scan.slots.last().map(|s| s.item), Some(Item::Mention(m)) if scan.mentions[m].is_actor())
}

fn after_mark(scan: &Scan) -> bool {
    matches!(scan.slots.last().map(|s| s.item), Some(Item::Case(_) | Item::Sub))
}

fn opens_phrase(scanner: &Scanner<'_>, s: &Sent, at: usize) -> bool {
    s.toks.get(at).is_some_and(|t| t.capital) || s.class_at(at, scanner.numbers.determiner).is_some()
}

fn forms(s: &Scanner<'_>, sent: &Sent, aux: &Auxiliaries, main: VerbForm, at: usize, scan: &Scan) -> Vec<VerbForm> {
    let is = |form| VerbForm { form, ..main };
    let of = |verb, form| VerbForm { verb, form };
    let passive = aux.has("aux-be") && main.form == Form::Perfective && main.verb != s.numbers.be;
    let mut out = if aux.has("aux-wish") {
        vec![is(Form::Subjunctive)]
    } else if aux.has("aux-was-to") {
        vec![is(Form::Prospective), of(s.numbers.be, Form::Past)]
    } else if aux.has("aux-future") {
        vec![is(Form::Future)]
    } else if aux.has("aux-could") || aux.has("aux-possible") {
        let form = if aux.has("aux-could") && aux.negated { Form::Perfective } else { Form::Present };
        vec![is(Form::Stem), of(s.knowledge.verb("sak"), form)]
    } else if aux.has("aux-to") && !aux.has("aux-do") {
        // "Modi to meet Putin": a headline tells what is to come by the infinitive alone.
        let ahead = sent.kind == PartKind::Headline && after_actor(scan) && at > 0;
        vec![is(if ahead { Form::Future } else { Form::Oblique })]
    } else if aux.has("aux-past-perfect") {
        vec![is(Form::Perfective), of(s.numbers.be, Form::Past)]
    } else if aux.seen.is_empty() && main.form == Form::Conjunctive {
        vec![main]
    } else {
        vec![is(Form::Perfective)]
    };
    if passive {
        out.push(of(s.numbers.go, Form::Perfective));
    }
    out
}
