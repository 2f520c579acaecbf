//! Finding known people by a name typed in either script.

use crate::Knowledge;
use crate::stock::NameKind;
use bahi_text::names::likeness::Prepared;
use bahi_text::names::{Likeness, Matcher, Verdict};

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
    // Number of the person, whether the spelling is the English name, the spelling.
    spellings: Vec<(usize, String, Prepared)>,
}

impl People {
    pub(crate) fn new(knowledge: &Knowledge) -> Self {
        let mut spellings = Vec::new();
        let names = knowledge.stock.all_names();
        for (n, person) in knowledge.stock.people.iter().enumerate() {
            spellings.push((n, person.name.clone()));
            let forms = names.get(&(NameKind::Person, person.id.clone()));
            spellings.extend(forms.into_iter().flat_map(|f| f.1.spellings()).map(|form| (n, form.to_owned())));
        }
        let spellings = spellings
            .into_iter()
            .map(|(n, s)| {
                let p = Prepared::new(&s);
                (n, s, p)
            })
            .collect();
        Self { spellings }
    }

    /// The people whose names are like the query, nearest first; names that only share a part come after those that
    /// are the same.
    pub fn find<'a>(&'a self, knowledge: &'a Knowledge, query: &str, most: usize) -> Vec<Found<'a>> {
        let matcher: &Matcher = knowledge.names();
        let wanted = Prepared::new(query);
        let mut best: Vec<Option<(Likeness, &str)>> = vec![None; knowledge.stock.people.len()];
        for (n, spelling, prepared) in &self.spellings {
            let likeness = matcher.like(&wanted, prepared);
            let nearer = |b: &(Likeness, &str)| rank(likeness) < rank(b.0);
            if best[*n].as_ref().is_none_or(nearer) {
                best[*n] = Some((likeness, spelling));
            }
        }
        let people = &knowledge.stock.people;
        let mut out: Vec<Found<'a>> = best
            .into_iter()
            .enumerate()
            .filter_map(|(n, b)| b.map(|(likeness, spelling)| Found { id: &people[n].id, spelling, likeness }))
            .filter(|f| f.likeness.distance < FARTHEST)
            .collect();
        out.sort_by(|a, b| rank(a.likeness).cmp(&rank(b.likeness)).then(a.id.cmp(b.id)));
        out.truncate(most);
        out
    }
}

// Beyond this a name is not worth showing.
const FARTHEST: u32 = 220;

fn rank(l: Likeness) -> (std::cmp::Reverse<Verdict>, u32) {
    (std::cmp::Reverse(l.verdict), l.distance)
}
