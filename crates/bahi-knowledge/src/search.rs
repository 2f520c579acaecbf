//! Finding known people by a name typed in either script.

use crate::Knowledge;
use crate::stock::NameKind;
use bahi_text::names::likeness::Prepared;
use bahi_text::names::many::{Asked, Numbered, Words};
use bahi_text::names::{Likeness, Verdict};
use std::collections::BTreeMap;

/// A person found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// World id.
    pub id: &'a str,
    /// The spelling that was nearest.
    pub spelling: &'a str,
    /// How near.
    pub likeness: Likeness,
}

/// Spellings of everybody, taken apart once.
#[derive(Debug, Default)]
pub struct People {
    // Number of the person, and the spelling.
    spellings: Vec<(usize, String, Numbered)>,
    words: Words,
}

impl People {
    pub(crate) fn new(knowledge: &Knowledge) -> Self {
        let names = knowledge.stock.all_names();
        let mut out = Self::default();
        for (n, person) in knowledge.stock.people.iter().enumerate() {
            let forms = names.get(&(NameKind::Person, person.id.clone()));
            let forms = forms.into_iter().flat_map(|f| f.1.spellings());
            for spelling in std::iter::once(person.name.as_str()).chain(forms) {
                let numbered = out.words.enter(&Prepared::new(spelling));
                out.spellings.push((n, spelling.to_owned(), numbered));
            }
        }
        out
    }

    /// The people whose names are like the query, nearest first; names that only share a part come after those that
    /// are the same.
    pub fn find<'a>(&'a self, knowledge: &'a Knowledge, query: &str, most: usize) -> Vec<Found<'a>> {
        let asked = Asked::new(&Prepared::new(query), &self.words, knowledge.names());
        let near = asked.near();
        let mut out = self.among(knowledge, &asked, |name| name.has(&near));
        if out.first().is_none_or(|f| f.likeness.verdict == Verdict::Different) {
            // Words written as one touch none of their parts.
            out = self.among(knowledge, &asked, |_| true);
        }
        out.truncate(most);
        out
    }

    fn among<'a>(&'a self, k: &'a Knowledge, asked: &Asked<'_>, takes: impl Fn(&Numbered) -> bool) -> Vec<Found<'a>> {
        let mut best: BTreeMap<usize, (Likeness, &'a str)> = BTreeMap::new();
        for (n, spelling, name) in self.spellings.iter().filter(|s| takes(&s.2)) {
            let likeness = asked.like(name);
            if likeness.distance < FARTHEST && best.get(n).is_none_or(|b| rank(likeness) < rank(b.0)) {
                best.insert(*n, (likeness, spelling));
            }
        }
        let people = &k.stock.people;
        let found = |(n, (likeness, spelling))| Some(Found { id: &people.get(n)?.id, spelling, likeness });
        let mut out: Vec<Found<'a>> = best.into_iter().filter_map(found).collect();
        out.sort_by(|a, b| rank(a.likeness).cmp(&rank(b.likeness)).then(a.id.cmp(b.id)));
        out
    }
}

// Beyond this a name is not worth showing.
const FARTHEST: u32 = 220;

fn rank(l: Likeness) -> (std::cmp::Reverse<Verdict>, u32) {
    (std::cmp::Reverse(l.verdict), l.distance)
}
