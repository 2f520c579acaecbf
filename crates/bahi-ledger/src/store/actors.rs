//! Actors of the ledger by name, in either script: those that knowledge has first, by all their spellings.

use super::{Store, StoreError};
use bahi_knowledge::Knowledge;
use bahi_text::names::Verdict;
use bahi_text::names::likeness::Prepared;
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;

/// An actor with the spelling that is like what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedActor {
    /// Id.
    pub id: String,
    /// English name.
    pub name: String,
    /// The spelling found.
    pub spelling: String,
    /// How many reports tell of them.
    pub reports: usize,
}

// How near a name is: sort of likeness, distance, and how often it is told of, counted down.
type Rank = (u8, u32, i64);

impl Store {
    /// The person or other actor that a name most likely means here.
    pub fn actor_named(&self, knowledge: &Knowledge, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.actors_like(knowledge, name, 1)?.into_iter().next().map(|a| a.id))
    }

    /// People told of in this ledger whose names are like a query, nearest first; of names as near those told of more.
    pub fn actors_like(&self, k: &Knowledge, query: &str, most: usize) -> Result<Vec<NamedActor>, StoreError> {
        let mut found: Vec<(Rank, NamedActor)> = Vec::new();
        let mut known = self.db.prepare_cached(
            "SELECT actor, count(*), max(body ->> '$.name.en') FROM actor_said WHERE known = ?1 AND kind = 'person'
              GROUP BY actor",
        )?;
        for f in k.find_people(query, most * 4) {
            let row = known.query_row([f.id], |r| Ok((r.get(0)?, r.get::<_, i64>(1)?, r.get(2)?))).optional()?;
            if let Some((id, n, name)) = row {
                let actor = NamedActor { id, name, spelling: f.spelling.to_owned(), reports: n as usize };
                found.push(((place(f.likeness.verdict), f.likeness.distance, -n), actor));
            }
        }
        found.extend(self.unknown_like(k, query)?);
        found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
        found.truncate(most);
        Ok(found.into_iter().map(|f| f.1).collect())
    }

    // People whom knowledge lacks are compared one by one.
    fn unknown_like(&self, k: &Knowledge, query: &str) -> Result<Vec<(Rank, NamedActor)>, StoreError> {
        let mut rows = self.db.prepare_cached(
            "SELECT coalesce(n.actor, s.actor), max(s.body ->> '$.name.en'), j.value ->> '$.text', count(*)
               FROM actor_said s LEFT JOIN renamed n ON n.said = s.actor, json_each(s.body, '$.spellings') j
              WHERE s.kind = 'person' AND s.known IS NULL GROUP BY 1, 3",
        )?;
        let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
        let wanted = Prepared::new(query);
        let mut best: BTreeMap<String, (Rank, NamedActor)> = BTreeMap::new();
        for row in rows {
            let (id, name, spelling, n): (String, Option<String>, String, i64) = row?;
            let likeness = k.names().like(&wanted, &Prepared::new(&spelling));
            if likeness.verdict == Verdict::Different {
                continue;
            }
            let rank = (place(likeness.verdict), likeness.distance, -n);
            let name = name.unwrap_or_default();
            let actor = NamedActor { id: id.clone(), name, spelling, reports: n as usize };
            if best.get(&id).is_none_or(|b| rank < b.0) {
                best.insert(id, (rank, actor));
            }
        }
        Ok(best.into_values().collect())
    }
}

fn place(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Same => 0,
        Verdict::Unclear => 1,
        Verdict::Different => 2,
    }
}
