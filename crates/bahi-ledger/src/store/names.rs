//! Countries, bodies, places, systems and the like by what they are called, in either script.

use super::StoreError;
use super::heard::{self, Given};
use super::words::folded;
use bahi_knowledge::Knowledge;
use bahi_knowledge::stock::NameKind;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How near a name is to what was asked for: 0 the same words, then the same letters, then an acronym, a beginning, a part.
pub type Nearness = u32;

/// A part of a name is not surely what was meant.
pub const SURE: Nearness = 2;
const BEGINNING: Nearness = 3;
const PART: Nearness = 4;

/// What is asked for, taken apart once.
pub struct Sought {
    words: Vec<String>,
    joined: String,
}

impl Sought {
    /// Takes a query apart.
    pub fn new(query: &str) -> Self {
        let words = folded(query);
        let joined = words.concat();
        Self { words, joined }
    }

    /// How near a name is, or `None` where it lacks a word of the query.
    pub fn nearness(&self, name: &str) -> Option<Nearness> {
        let words = folded(name);
        if words.is_empty() || self.words.is_empty() {
            return None;
        }
        if words == self.words {
            return Some(0);
        }
        if words.concat() == self.joined {
            return Some(1);
        }
        if self.words.len() == 1 && acronym(name).is_some_and(|a| a == self.joined) {
            return Some(2);
        }
        if words.starts_with(&self.words) {
            return Some(BEGINNING);
        }
        self.words.iter().all(|w| words.contains(w)).then_some(PART)
    }
}

/// The capitals of a name of several words: SCO of Shanghai Cooperation Organisation.
pub fn acronym(name: &str) -> Option<String> {
    let capitals = name.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase());
    let letters: String = capitals.flat_map(char::to_lowercase).collect();
    (letters.chars().count() > 1).then_some(letters)
}

/// A thing told of in the ledger, with the name that is near.
#[derive(Debug, Clone)]
pub struct Thing {
    /// Id.
    pub id: String,
    /// The name found.
    pub spelling: String,
    /// How near it is.
    pub near: Nearness,
    /// Whether knowledge has it.
    pub known: bool,
}

const CALLED: &str = "SELECT s.actor, s.kind, s.known, s.en, s.hi FROM seen s WHERE s.kind <> 'person' AND s.actor IN
    (SELECT actor FROM called WHERE word IN (?1, ?2)) ORDER BY s.actor";
const ALL: &str = "SELECT actor, kind, known, en, hi FROM seen WHERE kind <> 'person' AND ?1 <> '' AND ?2 <> ''
    ORDER BY actor";

/// The things, no people, that are called like a query. What knowledge has goes by its names there: reports also call a
/// place 'here', which is no name of it.
pub fn things(db: &Connection, k: &Knowledge, query: &str) -> Result<Vec<Thing>, StoreError> {
    let sought = Sought::new(query);
    let mut best: BTreeMap<String, Thing> = BTreeMap::new();
    // All words must be in the name, or the name be written as one word or by its capitals: the longest is the rarest.
    let longest = sought.words.iter().max_by_key(|w| w.len()).cloned().unwrap_or_default();
    let mut rows = db.prepare_cached(if heard::is_up_to(db, k)? { CALLED } else { ALL })?;
    let mut rows = rows.query([&longest, &sought.joined])?;
    let given = Given::new(db)?;
    while let Some(r) = rows.next()? {
        let (id, kind, known): (String, String, Option<String>) = (r.get(0)?, r.get(1)?, r.get(2)?);
        let (en, hi): (Option<String>, Option<String>) = (r.get(3)?, r.get(4)?);
        let given = given.to(&id)?;
        let own = [en.as_deref(), hi.as_deref(), known.as_deref()].into_iter().flatten();
        let own = own.chain(given.iter().map(String::as_str));
        let names = own.chain(known_names(k, &kind, known.as_deref()));
        let near = names.filter_map(|n| Some((sought.nearness(n)?, n.to_owned()))).min_by_key(|n| n.0);
        // What knowledge lacks is often named by half a sentence, of which every word is a part.
        if let Some((near, spelling)) = near.filter(|n| known.is_some() || n.0 < PART) {
            best.insert(id.clone(), Thing { id, spelling, near, known: known.is_some() });
        }
    }
    Ok(best.into_values().collect())
}

/// The spellings that knowledge has of something.
pub fn known_names<'a>(k: &'a Knowledge, kind: &str, known: Option<&str>) -> impl Iterator<Item = &'a str> {
    let kind = match kind {
        "country" => Some(NameKind::Country),
        "place" => Some(NameKind::Place),
        "body" | "forum" => Some(NameKind::Body),
        "system" => Some(NameKind::System),
        "person" => Some(NameKind::Person),
        _ => None,
    };
    let forms = kind.zip(known).and_then(|(kind, id)| k.stock.all_names().get(&(kind, id.to_owned())));
    forms.into_iter().flat_map(|f| f.1.spellings())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_near_by_words_letters_and_capitals() {
        let near = |query: &str, name: &str| Sought::new(query).nearness(name);
        assert_eq!(near("s-400", "S-400"), Some(0));
        assert_eq!(near("s400", "S-400"), Some(1));
        assert_eq!(near("एस-४००", "एस-400"), Some(0));
        assert_eq!(near("sco", "Shanghai Cooperation Organisation"), Some(2));
        assert_eq!(near("delhi", "New Delhi"), Some(4));
        assert_eq!(near("मंत्री", "मंत्र"), None);
        assert_eq!(near("", "New Delhi"), None);
        assert_eq!(near("g", "Germany"), None);
    }
}
