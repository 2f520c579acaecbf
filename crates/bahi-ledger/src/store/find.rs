//! Engagements and records by what they are about: filters over columns, ids by their beginnings.

use super::{Store, StoreError};
use rusqlite::types::Value;
use std::collections::BTreeSet;

/// What engagements must be like; empty for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Ids of actors, all of which take part.
    pub who: Vec<String>,
    /// ISO codes of countries or ids of bodies, all of which take part.
    pub countries: Vec<String>,
    /// Kind.
    pub kind: Option<String>,
    /// Status.
    pub status: Option<String>,
    /// On or after this day (days since 1970-01-01), as far as the day is known.
    pub from: Option<i64>,
    /// On or before this day.
    pub to: Option<i64>,
    /// Part of the forum's name.
    pub forum: Option<String>,
    /// Part of the place's name, or a country code.
    pub place: Option<String>,
    /// Outlet of some report.
    pub outlet: Option<String>,
    /// Only those about which reports disagree.
    pub disputed: bool,
    /// At most so many.
    pub most: Option<usize>,
}

impl Store {
    /// Ids of the engagements that a filter lets through, by day, the latest first.
    pub fn engagements(&self, filter: &Filter) -> Result<Vec<String>, StoreError> {
        let mut query = String::from("SELECT e.id FROM engagement e WHERE true");
        let mut values: Vec<Value> = Vec::new();
        let mut and = |condition: &str, value: Value| {
            values.push(value);
            query.push_str(" AND ");
            query.push_str(&condition.replace('?', &format!("?{}", values.len())));
        };
        for who in &filter.who {
            and("EXISTS (SELECT 1 FROM party p WHERE p.record = e.id AND p.actor = ?)", who.clone().into());
        }
        for country in &filter.countries {
            and("EXISTS (SELECT 1 FROM party p WHERE p.record = e.id AND p.country = ?)", country.clone().into());
        }
        let texts = [
            ("e.kind = ?", &filter.kind),
            ("e.status = ?", &filter.status),
            ("instr(lower(e.body ->> '$.forum.name'), lower(?)) > 0", &filter.forum),
            ("(instr(lower(e.body ->> '$.where.name'), lower(?)) > 0)", &filter.place),
            (
                "EXISTS (SELECT 1 FROM member m JOIN telling t ON t.id = m.telling JOIN report r ON r.id = t.report
                   WHERE m.record = e.id AND r.outlet = ?)",
                &filter.outlet,
            ),
        ];
        for (condition, value) in texts {
            if let Some(value) = value {
                and(condition, value.clone().into());
            }
        }
        for (condition, day) in [("e.last >= ?", filter.from), ("e.first <= ?", filter.to)] {
            if let Some(day) = day {
                and(condition, day.into());
            }
        }
        if filter.disputed {
            query.push_str(" AND EXISTS (SELECT 1 FROM conflict c WHERE c.grp = e.id)");
        }
        query.push_str(" ORDER BY e.first IS NULL, e.first DESC, e.id");
        if let Some(most) = filter.most {
            query.push_str(&format!(" LIMIT {most}"));
        }
        let mut rows = self.db.prepare(&query)?;
        let rows = rows.query_map(rusqlite::params_from_iter(values), |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The present id of a record, actor, conflict or claim, from an id it has or had or the beginning of one; several
    /// where the beginning is too short.
    pub fn resolve_id(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let mut rows = self.db.prepare_cached(
            "SELECT record FROM member WHERE telling >= ?1 AND telling < ?2
             UNION SELECT id FROM telling WHERE id >= ?1 AND id < ?2 AND type <> 'engagement'
             UNION SELECT id FROM claim WHERE id >= ?1 AND id < ?2
             UNION SELECT id FROM conflict WHERE id >= ?1 AND id < ?2
             UNION SELECT coalesce(n.actor, s.actor) FROM actor_said s LEFT JOIN renamed n ON n.said = s.actor
                    WHERE s.actor >= ?1 AND s.actor < ?2
             UNION SELECT coalesce(n.actor, p.part) FROM parted p LEFT JOIN renamed n ON n.said = p.part
                    WHERE p.part >= ?1 AND p.part < ?2
             LIMIT 20",
        )?;
        let prefix = prefix.to_uppercase();
        let rows = rows.query_map([prefix.clone(), format!("{prefix}~")], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Engagements and reports that a record, actor, conflict or claim is about.
    pub fn around(&self, id: &str) -> Result<(BTreeSet<String>, BTreeSet<String>), StoreError> {
        let ids = |query: &str| -> Result<BTreeSet<String>, StoreError> {
            let mut rows = self.db.prepare_cached(query)?;
            let rows = rows.query_map([id], |r| r.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        let engagements = ids("SELECT id FROM engagement WHERE id = ?1
             UNION SELECT record FROM party WHERE actor = ?1
             UNION SELECT m.record FROM claim c JOIN member m ON m.telling = c.telling WHERE c.id = ?1
             UNION SELECT e.id FROM conflict c JOIN engagement e ON e.id = c.record WHERE c.id = ?1")?;
        let reports = ids("SELECT report FROM telling WHERE id = ?1 AND type <> 'engagement'
             UNION SELECT report FROM claim WHERE id = ?1
             UNION SELECT t.report FROM conflict c JOIN telling t ON t.grp = c.grp WHERE c.id = ?1")?;
        Ok((engagements, reports))
    }
}
