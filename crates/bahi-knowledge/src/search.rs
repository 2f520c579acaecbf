//! Finding known people by a name typed in either script.

use crate::Knowledge;
use crate::stock::NameKind;
use bahi_text::names::likeness::Prepared;
use bahi_text::names::{Likeness, Matcher, Verdict};
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
    // Number of the person, the spelling, the numbers of its words below.
    spellings: Vec<(usize, String, Prepared, Vec<usize>)>,
    // Each word once, with its consonants.
    words: Vec<(Prepared, u16)>,
}

impl People {
    pub(crate) fn new(knowledge: &Knowledge) -> Self {
        let names = knowledge.stock.all_names();
        let mut out = Self::default();
        let mut seen: BTreeMap<Prepared, usize> = BTreeMap::new();
        for (n, person) in knowledge.stock.people.iter().enumerate() {
            let forms = names.get(&(NameKind::Person, person.id.clone()));
            let forms = forms.into_iter().flat_map(|f| f.1.spellings());
            for spelling in std::iter::once(person.name.as_str()).chain(forms) {
                let prepared = Prepared::new(spelling);
                let words = prepared.apart().map(|w| {
                    *seen.entry(w).or_insert_with_key(|w| {
                        out.words.push((w.clone(), w.bones()));
                        out.words.len() - 1
                    })
                });
                let words = words.collect();
                out.spellings.push((n, spelling.to_owned(), prepared, words));
            }
        }
        out
    }

    /// The people whose names are like the query, nearest first; names that only share a part come after those that
    /// are the same.
    pub fn find<'a>(&'a self, knowledge: &'a Knowledge, query: &str, most: usize) -> Vec<Found<'a>> {
        let matcher: &Matcher = knowledge.names();
        let wanted = Prepared::new(query);
        let parts: Vec<(Prepared, u16)> = wanted.apart().map(|w| (w.clone(), w.bones())).collect();
        let near = |w: &(Prepared, u16)| parts.iter().any(|p| share_bones(p.1, w.1) && p.0.touches(&w.0, matcher));
        let near: Vec<bool> = self.words.iter().map(near).collect();
        let mut out = self.among(knowledge, &wanted, |words| words.iter().any(|&w| near[w]));
        if out.first().is_none_or(|f| f.likeness.verdict == Verdict::Different) {
            // Words written as one touch none of their parts.
            out = self.among(knowledge, &wanted, |_| true);
        }
        out.truncate(most);
        out
    }

    fn among<'a>(&'a self, k: &'a Knowledge, wanted: &Prepared, takes: impl Fn(&[usize]) -> bool) -> Vec<Found<'a>> {
        let people = &k.stock.people;
        let mut best: BTreeMap<usize, Found<'a>> = BTreeMap::new();
        for (n, spelling, prepared, _) in self.spellings.iter().filter(|s| takes(&s.3)) {
            let found = Found { id: &people[*n].id, spelling, likeness: k.names().like(wanted, prepared) };
            if best.get(n).is_none_or(|b| rank(found.likeness) < rank(b.likeness)) {
                best.insert(*n, found);
            }
        }
        let mut out: Vec<Found<'a>> = best.into_values().filter(|f| f.likeness.distance < FARTHEST).collect();
        out.sort_by(|a, b| rank(a.likeness).cmp(&rank(b.likeness)).then(a.id.cmp(b.id)));
        out
    }
}

// Words that share less than half their consonants are not worth comparing.
fn share_bones(a: u16, b: u16) -> bool {
    (a & b).count_ones() * 2 >= a.count_ones().min(b.count_ones())
}

// Beyond this a name is not worth showing.
const FARTHEST: u32 = 220;

fn rank(l: Likeness) -> (std::cmp::Reverse<Verdict>, u32) {
    (std::cmp::Reverse(l.verdict), l.distance)
}
