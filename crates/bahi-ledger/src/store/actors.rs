//! Actors of the ledger by name, in either script: people by likeness, the rest by their words; those that knowledge has
//! first.

use super::heard::{self, Given};
use super::names::{SURE, things};
use super::{Store, StoreError};
use bahi_knowledge::Knowledge;
use bahi_knowledge::search::Found;
use bahi_text::names::likeness::Prepared;
use bahi_text::names::{Likeness, Verdict};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// An actor with the spelling that is like what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedActor {
    /// Id.
    pub id: String,
    /// `person|office|country|body|forum|ministry|place|system|attack|other`.
    pub kind: String,
    /// English name.
    pub name: String,
    /// Hindi name.
    pub hindi: Option<String>,
    /// The spelling found.
    pub spelling: String,
    /// How many reports tell of them.
    pub reports: usize,
    /// Whether knowledge has them.
    pub known: bool,
    /// Whether the name is theirs, and not only a part of it or one that is like it.
    pub sure: bool,
}

// How near a name is: sort of likeness, whether knowledge lacks them, distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    sort: u8,
    unknown: bool,
    distance: u32,
}

// With the id and the spelling that is like what was asked for.
type Ranked = (Rank, String, String);

// Beside a name that means somebody, those that are only a little like it are noise.
const SAME: u8 = 0;
const PERHAPS: u8 = 1;
const FAR: u8 = 2;
const HARDLY: u8 = 3;
// A name of which the query may be a part is likely meant up to this distance.
const LIKELY: u32 = 60;
// Of those that knowledge has so many are looked for in the ledger, also where they are hardly like the name.
const FEW: usize = 20;

impl Store {
    /// The actors that a name may mean here, nearest first: those whose name it is, or else those of whose name it may be a
    /// part.
    pub fn actors_named(&self, k: &Knowledge, name: &str) -> Result<Vec<NamedActor>, StoreError> {
        let mut best = self.ranked(k, name)?.to_vec();
        best.retain(|b| b.0.sort < FAR);
        let found = self.first(best, usize::MAX)?;
        let sure = found.iter().filter(|a| a.sure).count();
        Ok(if sure > 0 { found.into_iter().take(sure).collect() } else { found })
    }

    /// Actors told of in this ledger whose names are like a query, nearest first; of names as near those told of more.
    pub fn actors_like(&self, k: &Knowledge, query: &str, most: usize) -> Result<Vec<NamedActor>, StoreError> {
        let mut best = self.ranked(k, query)?.to_vec();
        if !query.is_ascii() || best.iter().any(|b| b.0.sort < HARDLY) {
            best.retain(|b| b.0.sort < HARDLY);
        }
        self.first(best, most)
    }

    // A search asks for the same names as its query does.
    fn ranked(&self, k: &Knowledge, query: &str) -> Result<Arc<Vec<Ranked>>, StoreError> {
        self.once(format!("ranked {query}"), || self.rank(k, query))
    }

    fn rank(&self, k: &Knowledge, query: &str) -> Result<Vec<Ranked>, StoreError> {
        let mut best: BTreeMap<String, (Rank, String)> = BTreeMap::new();
        let mut note = |id: String, rank: Rank, spelling: String| {
            if best.get(&id).is_none_or(|b| rank < b.0) {
                best.insert(id, (rank, spelling));
            }
        };
        // The one asks the knowledge, the others the file: side by side.
        let (known, unknown, things) = std::thread::scope(|scope| {
            let known = scope.spawn(|| k.find_people(query, usize::MAX));
            let (unknown, things) = (self.unknown_people(k, query), things(&self.db, k, query));
            (known.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), unknown, things)
        });
        self.known_people(known, &mut note)?;
        unknown?.into_iter().for_each(|(rank, id, spelling)| note(id, rank, spelling));
        for t in things? {
            let sort = if t.near <= SURE { SAME } else { PERHAPS };
            note(t.id, Rank { sort, unknown: !t.known, distance: t.near * 10 }, t.spelling);
        }
        let mut best: Vec<Ranked> = best.into_iter().map(|(id, (rank, s))| (rank, id, s)).collect();
        best.sort();
        Ok(best)
    }

    fn first(&self, mut best: Vec<Ranked>, most: usize) -> Result<Vec<NamedActor>, StoreError> {
        // Of names as near as the last, those told of more are taken.
        let last = best.get(most.saturating_sub(1)).map(|b| b.0);
        best.retain(|b| last.is_none_or(|last| b.0 <= last));
        let mut found = Vec::new();
        for (rank, id, spelling) in best {
            let actor = self.as_named(id, spelling, rank.sort == SAME)?;
            found.push(((rank, std::cmp::Reverse(actor.reports)), actor));
        }
        found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
        found.truncate(most);
        Ok(found.into_iter().map(|f| f.1).collect())
    }

    // Those told of in the ledger of the people whom knowledge has, nearest first.
    fn known_people(
        &self,
        found: Vec<Found<'_>>,
        note: &mut impl FnMut(String, Rank, String),
    ) -> Result<(), StoreError> {
        let mut told = self.db.prepare_cached("SELECT actor FROM seen WHERE known = ?1 AND kind = 'person'")?;
        for (n, f) in found.into_iter().enumerate() {
            if n >= FEW && f.likeness.verdict == Verdict::Different {
                break;
            }
            if let Some(id) = told.query_row([f.id], |r| r.get(0)).optional()? {
                let (sort, distance) = (sort(f.likeness), f.likeness.distance);
                note(id, Rank { sort, unknown: false, distance }, f.spelling.to_owned());
            }
        }
        Ok(())
    }

    // People whom knowledge lacks, and those whom a person gave a name, as far as a word of theirs sounds like one of the
    // query; those that were found to be somebody known count as these.
    fn unknown_people(&self, k: &Knowledge, query: &str) -> Result<Vec<Ranked>, StoreError> {
        let mut called = self.db.prepare_cached(
            "SELECT s.en, p.text FROM seen s LEFT JOIN spelling p ON p.actor = s.actor
              WHERE s.actor = ?1 AND s.known IS NULL ORDER BY p.text",
        )?;
        let mut now = self.db.prepare_cached(
            "SELECT coalesce(n.actor, s.actor), coalesce(o.known, s.known) IS NOT NULL
               FROM seen s LEFT JOIN renamed n ON n.said = s.actor LEFT JOIN seen o ON o.actor = n.actor WHERE s.actor = ?1",
        )?;
        let (wanted, given) = (Prepared::new(query), Given::new(&self.db)?);
        let mut out = Vec::new();
        // Many who are told of go by the same few names.
        let mut compared: HashMap<String, Likeness> = HashMap::new();
        for said in heard::sounding_like(&self.db, &wanted)? {
            let mut names = given.to(&said)?;
            let mut english: Option<String> = None;
            let mut rows = called.query([&said])?;
            while let Some(row) = rows.next()? {
                names.extend(row.get::<_, Option<String>>(1)?);
                english = row.get(0)?;
            }
            names.extend(english);
            let mut like = |name: &String| match compared.get(name) {
                Some(&known) => known,
                None => {
                    let like = k.names().like(&wanted, &Prepared::new(name));
                    compared.insert(name.clone(), like);
                    like
                }
            };
            let near = names.into_iter().map(|n| (like(&n), n));
            let near = near.min_by_key(|(l, _)| (sort(*l), l.distance));
            if let Some((l, spelling)) = near.filter(|(l, _)| l.verdict != Verdict::Different) {
                // Most are not like it: who is who is asked of the others alone.
                let (id, known): (String, bool) = now.query_row([&said], |r| Ok((r.get(0)?, r.get(1)?)))?;
                out.push((Rank { sort: sort(l), unknown: !known, distance: l.distance }, id, spelling));
            }
        }
        Ok(out)
    }

    /// An actor of this id, as if it had been asked for by name.
    pub fn actor_called(&self, id: &str) -> Result<NamedActor, StoreError> {
        let mut actor = self.as_named(id.to_owned(), String::new(), true)?;
        actor.spelling.clone_from(&actor.name);
        Ok(actor)
    }

    fn as_named(&self, id: String, spelling: String, sure: bool) -> Result<NamedActor, StoreError> {
        let mut row = self.db.prepare_cached(
            "SELECT kind, en, hi, known IS NOT NULL FROM seen WHERE actor = ?1
             UNION ALL SELECT kind, en, hi, false FROM parted p JOIN seen s ON s.actor = p.actor WHERE p.part = ?1 LIMIT 1",
        )?;
        let (kind, en, hindi, known): (String, Option<String>, Option<String>, bool) =
            row.query_row([&id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
        let reports = reports_about(&self.db, &id)?;
        Ok(NamedActor { id, kind, name: en.unwrap_or_default(), hindi, spelling, reports, known, sure })
    }
}

// How many reports tell of an actor, under all the ids it had in them.
fn reports_about(db: &Connection, id: &str) -> Result<usize, StoreError> {
    let mut row = db.prepare_cached(
        "WITH said AS (SELECT ?1 AS id UNION SELECT said FROM renamed WHERE actor = ?1)
         SELECT (SELECT coalesce(sum(reports), 0) FROM seen WHERE actor IN said)
              - (SELECT count(*) FROM parted WHERE actor IN said) + (SELECT count(*) FROM parted WHERE part IN said)",
    )?;
    Ok(row.query_row([id], |r| r.get::<_, i64>(0))? as usize)
}

fn sort(likeness: Likeness) -> u8 {
    match likeness.verdict {
        Verdict::Same => SAME,
        Verdict::Unclear if likeness.distance <= LIKELY => PERHAPS,
        Verdict::Unclear => FAR,
        Verdict::Different => HARDLY,
    }
}
