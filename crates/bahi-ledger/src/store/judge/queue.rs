//! Conflicts by what they are about and how they stand, in the order in which they are gone through.

use crate::store::{Store, StoreError};
use bahi_resolve::ledger::Conflict;

/// Which conflicts; empty for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// `open|settled|both-stand|unsure`.
    pub state: Option<String>,
    /// `contradiction|slip|…`.
    pub kind: Option<String>,
    /// The field, as a path or its last part.
    pub field: Option<String>,
    /// Records that they are about; none for any.
    pub records: Option<Vec<String>>,
}

impl Store {
    /// Conflicts of engagements in their order, then those of agreements and deliveries.
    pub fn queue(&self, queue: &Queue) -> Result<Vec<Conflict>, StoreError> {
        let records = queue.records.as_ref().map(serde_json::to_string).transpose()?;
        let mut rows = self.db.prepare_cached(
            "SELECT c.body FROM conflict c LEFT JOIN engagement x ON x.id = c.grp LEFT JOIN report r ON r.id = x.report
              WHERE (?1 IS NULL OR c.body ->> '$.state' = ?1) AND (?2 IS NULL OR c.body ->> '$.kind' = ?2)
                AND (?3 IS NULL OR c.body ->> '$.field' = ?3 OR c.body ->> '$.field' LIKE '%/' || ?3)
                AND (?4 IS NULL OR c.record IN (SELECT value FROM json_each(?4)))
              ORDER BY x.id IS NULL, coalesce(r.published, '~'), r.id, x.place, c.grp, c.place",
        )?;
        let Queue { state, kind, field, .. } = queue;
        let rows = rows.query_map((state, kind, field, records), |r| r.get::<_, String>(0))?;
        rows.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
    }
}
