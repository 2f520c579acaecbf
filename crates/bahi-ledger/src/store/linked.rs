//! The new ids of the actors of some reports: as many as are needed, since a ledger has very many.

use super::StoreError;
use bahi_resolve::combine::people::Links;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeSet, HashSet};

/// Links of the reports that were asked for so far.
pub struct Linked<'a> {
    db: &'a Connection,
    /// What is known by now.
    pub links: Links,
    covered: BTreeSet<String>,
    looked_up: HashSet<String>,
}

impl<'a> Linked<'a> {
    /// Of no report; those that judgements need are there.
    pub fn new(db: &'a Connection) -> Result<Self, StoreError> {
        Ok(Self { db, links: judged(db)?, covered: BTreeSet::new(), looked_up: HashSet::new() })
    }

    /// Adds that of an actor.
    pub fn look_up(&mut self, said: &str) -> Result<(), StoreError> {
        if !self.looked_up.contains(said) {
            self.looked_up.insert(said.to_owned());
            let mut now = self.db.prepare_cached("SELECT actor FROM renamed WHERE said = ?1")?;
            if let Some(actor) = now.query_row([said], |r| r.get(0)).optional()? {
                self.links.renamed.insert(said.to_owned(), actor);
            }
        }
        Ok(())
    }

    /// Adds those of a report.
    pub fn cover(&mut self, report: &str) -> Result<(), StoreError> {
        if self.covered.insert(report.to_owned()) {
            let mut rows = self.db.prepare_cached(
                "SELECT n.said, n.actor FROM report r CROSS JOIN actor_said s ON s.number = r.number JOIN renamed n ON n.said = s.actor
                  WHERE r.id = ?1",
            )?;
            for row in rows.query_map([report], |r| Ok((r.get(0)?, r.get(1)?)))? {
                let (said, actor) = row?;
                self.links.renamed.insert(said, actor);
            }
        }
        Ok(())
    }
}

/// Of the reports in a JSON list.
pub fn of(db: &Connection, reports: &str) -> Result<Links, StoreError> {
    let mut linked = Linked::new(db)?;
    for report in serde_json::from_str::<Vec<String>>(reports)? {
        linked.cover(&report)?;
    }
    Ok(linked.links)
}

/// Of all reports.
pub fn all(db: &Connection) -> Result<Links, StoreError> {
    let mut out = judged(db)?;
    let mut rows = db.prepare_cached("SELECT said, actor FROM renamed")?;
    for row in rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))? {
        let (said, actor) = row?;
        out.renamed.insert(said, actor);
    }
    Ok(out)
}

// What judgements took out of actors, and the actors that judgements name.
fn judged(db: &Connection) -> Result<Links, StoreError> {
    let mut out = Links::default();
    let mut parts = db.prepare_cached("SELECT actor, report, part FROM parted")?;
    let mut named: BTreeSet<String> = BTreeSet::new();
    for row in parts.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))? {
        let (actor, report, part): (String, String, String) = row?;
        named.insert(part.clone());
        out.parted.entry(actor).or_default().insert(report, part);
    }
    let mut words = db.prepare_cached(
        "SELECT DISTINCT key FROM judged WHERE key >= 'A-' AND key < 'A.'
          UNION SELECT DISTINCT field FROM judgement WHERE field LIKE '%A-%'",
    )?;
    for word in words.query_map([], |r| r.get::<_, String>(0))? {
        named.extend(word?.split('/').filter(|id| id.starts_with("A-")).map(str::to_owned));
    }
    let mut now = db.prepare_cached("SELECT actor FROM renamed WHERE said = ?1")?;
    for said in named {
        if let Some(actor) = now.query_row([&said], |r| r.get(0)).optional()? {
            out.renamed.insert(said, actor);
        }
    }
    Ok(out)
}
