//! Which tellings of no known time could be of several, as [`bahi_resolve::combine::ambiguous`] has it: worked out anew for
//! those that hang on tellings which came or changed.

use super::StoreError;
use super::keyed::{Keyed, Timed};
use super::pool::{Pool, Told};
use super::standing::{Standing, Stood};
use bahi_resolve::combine::ambiguous::{APART, may_be_of};
use bahi_resolve::combine::facts::Facts;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// Tellings of no known time that may be of several by now, or no longer.
#[derive(Debug, Default)]
pub struct Unsure(BTreeSet<String>);

impl Unsure {
    /// Notes what hangs on a telling where it stands now, and where it stood. What comes to others can make them be of several,
    /// and never of fewer: those that are already need not be looked at.
    pub fn note(&mut self, keyed: &Keyed<'_>, told: &Told, (old, at): (&Stood, &Standing)) -> Result<(), StoreError> {
        if told.facts.is_timeless() {
            self.0.insert(told.facts.id.clone());
        } else if at.is_of_known_time() {
            for key in told.facts.seeks() {
                keyed.of_unknown_time(&key, at.spot(), false, &mut self.0)?;
            }
        }
        if old.at.is_of_known_time() {
            for key in &old.keys {
                keyed.of_unknown_time(&Facts::sought(key), old.at.spot(), true, &mut self.0)?;
            }
        }
        Ok(())
    }
}

// What was looked up by key, place and country: very many tell of the same.
type Known = HashMap<(String, String, String), Rc<Timed>>;

/// Puts aside what could be of several by now, and back what no longer is; gives what was moved.
pub fn weigh(pool: &mut Pool<'_>, unsure: Unsure) -> Result<BTreeSet<String>, StoreError> {
    let (mut known, mut moved) = (Known::new(), BTreeSet::new());
    for id in unsure.0 {
        let told = pool.load(&id)?;
        let now = told.facts.is_timeless() && is_of_several(pool, &told, &mut known)?;
        if now != told.ambiguous {
            pool.put_aside(told, now)?;
            moved.insert(id);
        }
    }
    Ok(moved)
}

// Whether the first and the last of what it may be one with are far apart.
fn is_of_several(pool: &mut Pool<'_>, told: &Told, known: &mut Known) -> Result<bool, StoreError> {
    let Some(at) = told.facts.spot() else { return Ok(false) };
    let mut lists = Vec::new();
    for key in told.facts.seeks() {
        lists.push(match known.entry((key, at.0.to_owned(), at.1.to_owned())) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(free) => {
                let mut list = pool.timed(&free.key().0, at)?;
                list.sort_unstable();
                free.insert(Rc::new(list)).clone()
            }
        });
    }
    let mut first: Option<i64> = None;
    for list in &lists {
        let earlier = list.iter().take_while(|(time, _)| first.is_none_or(|first| *time < first));
        first = fitting(pool, told, earlier)?.or(first);
    }
    let Some(first) = first else { return Ok(false) };
    for list in &lists {
        let later = list.iter().rev().take_while(|(time, _)| time.saturating_sub(first) > APART);
        if fitting(pool, told, later)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

// The time of the first of some tellings that one of no time may be one with.
fn fitting<'t>(
    pool: &mut Pool<'_>,
    told: &Told,
    others: impl Iterator<Item = &'t (i64, String)>,
) -> Result<Option<i64>, StoreError> {
    for (time, id) in others {
        let other = pool.load(id)?;
        let (x, y) = if other.rank < told.rank { (&*other, told) } else { (told, &*other) };
        if may_be_of(&x.facts, &y.facts) {
            return Ok(Some(*time));
        }
    }
    Ok(None)
}
