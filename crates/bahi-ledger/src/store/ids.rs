//! Ids: those that records, actors, conflicts and claims have, those they had, and the beginnings of either.

use super::claims::{STANDING, of_claim};
use super::{Store, StoreError};
use std::collections::BTreeSet;

// Beginnings of an id that mean more than this mean nothing.
const MOST: usize = 20;

impl Store {
    /// The present id of a record, actor, conflict or claim, from an id it has or had or the beginning of one; several
    /// where the beginning is too short, twenty at the most. An id as a whole is never the beginning of another.
    pub fn resolve_id(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let prefix = prefix.to_uppercase();
        let found = self.beginning_with(&prefix)?;
        if let Some((_, id)) = found.iter().find(|f| f.0 == prefix) {
            return Ok(vec![id.clone()]);
        }
        let ids: BTreeSet<String> = found.into_iter().map(|f| f.1).collect();
        Ok(ids.into_iter().take(MOST).collect())
    }

    /// The present id of what has or had an id; beginnings are none.
    pub fn whole_id(&self, id: &str) -> Result<Option<String>, StoreError> {
        Ok(self.beginning_with(id)?.into_iter().find(|f| f.0 == id).map(|f| f.1))
    }

    // Ids that things have or had, with those that they have now.
    fn beginning_with(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let most = MOST * 5;
        let mut rows = self.db.prepare_cached(&format!(
            "SELECT telling, record FROM member WHERE telling >= ?1 AND telling < ?2
             UNION SELECT id, id FROM telling WHERE id >= ?1 AND id < ?2 AND type <> 'engagement'
             UNION SELECT * FROM (SELECT w.id, w.id FROM {STANDING} WHERE ?1 >= 'C' AND ?1 < 'D' AND {}
                    AND w.id >= ?1 AND w.id < ?2 LIMIT {most})
             UNION SELECT id, id FROM conflict WHERE id >= ?1 AND id < ?2
             UNION SELECT s.actor, coalesce(n.actor, s.actor) FROM seen s LEFT JOIN renamed n ON n.said = s.actor
                    WHERE s.actor >= ?1 AND s.actor < ?2
             UNION SELECT p.part, coalesce(n.actor, p.part) FROM parted p LEFT JOIN renamed n ON n.said = p.part
                    WHERE p.part >= ?1 AND p.part < ?2
             LIMIT {most}",
            of_claim("?1")
        ))?;
        let rows = rows.query_map([prefix.to_owned(), format!("{prefix}~")], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Engagements and reports that a record, actor, conflict or claim is about.
    pub fn around(&self, id: &str) -> Result<(BTreeSet<String>, BTreeSet<String>), StoreError> {
        let claim = format!("{STANDING} WHERE {} AND w.id = ?1", of_claim("?1"));
        let engagements = self.ids(
            &format!(
                "SELECT id FROM engagement WHERE id = ?1
                 UNION SELECT record FROM party WHERE actor = ?1
                 UNION SELECT record FROM member WHERE telling IN (SELECT w.telling FROM {claim})
                 UNION SELECT e.id FROM conflict c JOIN engagement e ON e.id = c.record WHERE c.id = ?1"
            ),
            id,
        )?;
        let reports = self.ids(
            &format!(
                "SELECT report FROM telling WHERE id = ?1 AND type <> 'engagement'
                 UNION SELECT r.id FROM {claim}
                 UNION SELECT t.report FROM conflict c JOIN telling t ON t.grp = c.grp WHERE c.id = ?1"
            ),
            id,
        )?;
        Ok((engagements, reports))
    }

    fn ids(&self, query: &str, id: &str) -> Result<BTreeSet<String>, StoreError> {
        let mut rows = self.db.prepare_cached(query)?;
        let rows = rows.query_map([id], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
