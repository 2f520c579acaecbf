//! Who may be who for all that their names say, where all people are looked at together.
//!
//! The same names are borne by many with ever other offices: lists of names are compared, and not people.

use super::likeness::Likeness;
use super::people::{People, keys};
use bahi_text::script::similar::skeleton;
use std::collections::{BTreeMap, BTreeSet};

/// Who bears which names, and which names are like which.
#[derive(Debug, Default)]
pub struct Namesakes<'p> {
    names: Vec<&'p [String]>,
    // The lists of each of the people, in their order.
    lists: Vec<BTreeSet<usize>>,
    // Who bears each list.
    bearers: Vec<BTreeSet<usize>>,
    // The lists that those are like for which it was asked.
    like: Vec<Vec<usize>>,
}

impl<'p> Namesakes<'p> {
    /// Of some people; of whom `asked` is true it can be asked who they may be.
    pub fn new(people: &'p People, asked: impl Fn(&str) -> bool, likeness: &mut Likeness<'_>) -> Self {
        let mut out = Self::default();
        let mut numbers: BTreeMap<&[String], usize> = BTreeMap::new();
        for (n, told) in people.values().enumerate() {
            let mut mine = BTreeSet::new();
            for names in told.iter().map(|t| t.names.as_slice()) {
                let list = *numbers.entry(names).or_insert(out.names.len());
                if list == out.names.len() {
                    out.names.push(names);
                    out.bearers.push(BTreeSet::new());
                }
                out.bearers[list].insert(n);
                mine.insert(list);
            }
            out.lists.push(mine);
        }
        let asked = people.keys().zip(&out.lists).filter(|(id, _)| asked(id));
        let asked: BTreeSet<usize> = asked.flat_map(|(_, lists)| lists).copied().collect();
        out.compare(&asked, likeness);
        out
    }

    fn compare(&mut self, asked: &BTreeSet<usize>, likeness: &mut Likeness<'_>) {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (list, names) in self.names.iter().enumerate() {
            near_keys(names, false).into_iter().for_each(|key| by_key.entry(key).or_default().push(list));
        }
        self.like = vec![Vec::new(); self.names.len()];
        for &list in asked {
            let names = self.names[list];
            let sought = near_keys(names, true);
            let near: BTreeSet<usize> = sought.iter().filter_map(|key| by_key.get(key)).flatten().copied().collect();
            self.like[list] = near.into_iter().filter(|&other| likeness.namesakes(names, self.names[other])).collect();
        }
    }

    /// Whom somebody may be, by their places among the people; they themselves are among them.
    pub fn of(&self, n: usize) -> BTreeSet<usize> {
        let like = self.lists[n].iter().flat_map(|&list| &self.like[list]);
        like.flat_map(|&list| &self.bearers[list]).copied().collect()
    }
}

// By what two things told may speak for one person: as [`Told::keys`](super::people::Told::keys), but that a name of one word is
// borne out by last words alone.
fn near_keys(names: &[String], sought: bool) -> BTreeSet<String> {
    let letters = |word: &str| skeleton(word).chars().take(3).collect::<String>();
    let mut out: BTreeSet<String> = keys(names, sought).into_iter().filter(|key| key.starts_with('~')).collect();
    for name in names {
        let words: Vec<&str> = name.split_whitespace().collect();
        out.extend(words.last().map(|last| format!("1{}", letters(last))));
        out.extend(words.iter().filter(|_| words.len() > 1).map(|word| format!("2{}", letters(word))));
    }
    out
}
