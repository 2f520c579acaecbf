//! Names that stand in the knowledge: two of one entry are the same whatever their letters, two of different entries are not.

use crate::Knowledge;
use crate::stock::NameKind;
use bahi_text::fold;
use bahi_text::names::{Likeness, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Entries by folded full name.
#[derive(Debug, Default)]
pub struct Aliases {
    entries: BTreeMap<String, BTreeSet<(NameKind, String)>>,
}

impl Aliases {
    pub(crate) fn new(knowledge: &Knowledge) -> Self {
        let mut out = Self::default();
        let stock = &knowledge.stock;
        for ((kind, id), (_, forms)) in stock.all_names() {
            // A surname alone is not a person's name.
            let short = if *kind == NameKind::Person { &[][..] } else { &forms.short[..] };
            let full = [&forms.official[..], &forms.variant, &forms.old, &forms.misspelt, short];
            full.into_iter().flatten().for_each(|form| out.enter(form, *kind, id));
        }
        stock.people.iter().for_each(|p| out.enter(&p.name, NameKind::Person, &p.id));
        stock.countries.iter().for_each(|c| out.enter(&c.name, NameKind::Country, &c.id));
        stock.places.iter().for_each(|p| out.enter(&p.name, NameKind::Place, &p.id));
        stock.bodies.iter().for_each(|b| out.enter(&b.name, NameKind::Body, &b.id));
        stock.systems.iter().for_each(|s| out.enter(&s.name, NameKind::System, &s.id));
        out
    }

    fn enter(&mut self, form: &str, kind: NameKind, id: &str) {
        self.entries.entry(key(form)).or_default().insert((kind, id.to_owned()));
    }

    /// What the knowledge says of two names; nothing where it lacks either.
    pub fn compare(&self, a: &str, b: &str) -> Option<Likeness> {
        let (x, y) = (self.entries.get(&key(a))?, self.entries.get(&key(b))?);
        Some(if x.is_disjoint(y) {
            Likeness { verdict: Verdict::Different, distance: 1000 }
        } else {
            Likeness { verdict: Verdict::Same, distance: 0 }
        })
    }
}

fn key(form: &str) -> String {
    fold(form)
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '.'))
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
