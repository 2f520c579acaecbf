//! Near misses of an engagement, worked out when they are asked for.

use super::pool::Pool;
use super::{Store, StoreError};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::near::{ABOUT, NearMiss, misses};
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// Engagements with the parties of this one and of about its days that were kept apart from it, and why.
    pub fn near_misses(&self, engagement: &str) -> Result<Vec<NearMiss>, StoreError> {
        let mut pool = Pool::new(&self.db)?;
        let mine = self.told(&mut pool, engagement)?;
        let mut record = self.db.prepare_cached("SELECT record FROM member WHERE telling = ?1")?;
        let mut others = BTreeSet::new();
        for facts in &mine {
            for telling in pool.near(facts, ABOUT)? {
                others.insert(record.query_row([telling], |r| r.get::<_, String>(0))?);
            }
        }
        others.remove(engagement);
        let mut told = BTreeMap::new();
        for other in others {
            let facts = self.told(&mut pool, &other)?;
            told.insert(other, facts);
        }
        Ok(misses(&mine, &told))
    }

    // The tellings of an engagement.
    fn told(&self, pool: &mut Pool<'_>, engagement: &str) -> Result<Vec<Facts>, StoreError> {
        let mut rows = self.db.prepare_cached("SELECT telling FROM member WHERE record = ?1 ORDER BY telling")?;
        let rows = rows.query_map([engagement], |r| r.get::<_, String>(0))?;
        let ids = rows.collect::<Result<Vec<_>, _>>()?;
        let facts = ids.iter().map(|id| {
            let told = pool.load(id)?;
            pool.with_path(&told.facts)
        });
        facts.collect()
    }
}
