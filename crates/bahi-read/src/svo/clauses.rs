//! Clauses around a verb in their middle, and the verb that a noun goes with.

use crate::clause::{Clause, Ending, Parse};
use crate::scan::{Item, Numbers, Scan};
use bahi_knowledge::Form;

// So many slots may lie between a verb and the noun that is its object.
const REACH: usize = 9;

/// Cuts a scan into clauses of one verb each.
pub fn cut(scan: &Scan, numbers: &Numbers) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    let mut from = 0;
    let mut verb: Option<(usize, usize)> = None;
    let (mut opener, mut quoted) = (None, false);
    for (k, slot) in scan.slots.iter().enumerate() {
        match slot.item {
            Item::Sub | Item::Quote | Item::Colon => {
                push(&mut out, scan, (from, k), verb, (opener, quoted));
                (from, verb) = (k + 1, None);
                opener = (slot.item == Item::Sub).then_some(slot.from);
                quoted = slot.item != Item::Sub;
            }
            Item::Verb(v) => {
                if let Some((_, before)) = verb {
                    let at = boundary(scan, before, k, numbers);
                    push(&mut out, scan, (from, at), verb, (opener, quoted));
                    (from, opener, quoted) = (at, None, false);
                }
                verb = Some((v, k));
            }
            _ => {}
        }
    }
    push(&mut out, scan, (from, scan.slots.len()), verb, (opener, quoted));
    out
}

fn push(
    out: &mut Vec<Clause>,
    scan: &Scan,
    (from, to): (usize, usize),
    verb: Option<(usize, usize)>,
    (opener, quoted): (Option<usize>, bool),
) {
    if to > from {
        let ending = verb.map_or(Ending::None, |(v, _)| ending(scan, v));
        out.push(Clause { from, to, verb: verb.map(|v| v.0), ending, opener, quoted });
    }
}

fn ending(scan: &Scan, verb: usize) -> Ending {
    match scan.verbs[verb].forms.last().map(|f| f.form) {
        Some(Form::Conjunctive) => Ending::Conjunctive,
        Some(Form::Oblique) => Ending::Infinitive,
        _ => Ending::Finite,
    }
}

// Where between two verbs the clause of the second begins: at its subject, else at the last conjunction, else at itself.
fn boundary(scan: &Scan, before: usize, verb: usize, numbers: &Numbers) -> usize {
    let subject = (before + 1..verb).rev().find(|&k| scan.slots[k].item == Item::Case(numbers.subject));
    let Some(case) = subject else {
        let joint = |&k: &usize| matches!(scan.slots[k].item, Item::Conj | Item::Comma);
        let near = (before + 1..verb)
            .rev()
            .take(4)
            .take_while(|&k| matches!(scan.slots[k].item, Item::Conj | Item::Comma | Item::Word));
        return near.filter(joint).last().unwrap_or(verb);
    };
    // A subject that nothing was read of: its words, down to the mark before them.
    if scan.slots[case - 1].item == Item::Word {
        let word = |k: &usize| scan.slots[*k].item == Item::Word;
        return (before + 1..case).rev().take_while(word).last().unwrap_or(case);
    }
    let list = |k: usize| matches!(scan.slots[k].item, Item::Mention(_) | Item::Conj | Item::Comma);
    let mut from = case;
    while from > before + 1 && list(from - 1) {
        from -= 1;
    }
    while from < case && !matches!(scan.slots[from].item, Item::Mention(_)) {
        from += 1;
    }
    from
}

/// The verb of whose clause a noun is object or subject.
pub fn verb_of(scan: &Scan, parse: &Parse, noun: usize, numbers: &Numbers) -> Option<usize> {
    let clause = parse.clauses.get(parse.clause_at(noun)?)?;
    let v = clause.verb?;
    let verb = scan.slots.iter().position(|s| s.item == Item::Verb(v))?;
    let between = scan.slots.get(verb + 1..noun);
    let actor = |item: Item| matches!(item, Item::Mention(m) if scan.mentions[m].is_actor());
    let adjective = |item: Item| match item {
        Item::Mention(m) => matches!(scan.mentions[m].what, crate::mention::What::Country(_, true)),
        _ => false,
    };
    let near = between.is_none_or(|slots| {
        slots.len() <= REACH
            && slots.iter().all(|s| {
                !matches!(s.item, Item::Case(c) if c != numbers.genitive) && (!actor(s.item) || adjective(s.item))
            })
    });
    near.then_some(v)
}
