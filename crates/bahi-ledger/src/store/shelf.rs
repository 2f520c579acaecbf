//! Reports and claims as lists, and one of them by its id.

use super::claims::{self, COLUMNS, STANDING, Written, of_claim};
use super::find::Bounds;
use super::{Store, StoreError, copies, linked};
use bahi_resolve::combine::rename;
use bahi_resolve::ledger::{Claim, Report};
use rusqlite::OptionalExtension;
use rusqlite::types::Value;
use std::collections::BTreeSet;

/// Which claims; empty for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    /// Present id of the record that they are about.
    pub record: Option<String>,
    /// The report that makes them.
    pub report: Option<String>,
    /// The field, as a path or its last part.
    pub field: Option<String>,
    /// The id of the claim.
    pub id: Option<String>,
}

// Claims lie by report: of the reports those are looked at that tell the record.
const OF_RECORD: &str = "w.telling IN (SELECT ? UNION SELECT telling FROM member WHERE record = ?) AND r.id IN
    (SELECT report FROM telling WHERE id IN (SELECT ? UNION SELECT telling FROM member WHERE record = ?))";

impl Store {
    /// Heads of the reports within some bounds, the latest first: so many after the first `skip`; and how many there are.
    pub fn heads(&self, within: &Bounds, skip: usize, most: usize) -> Result<(Vec<Report>, usize), StoreError> {
        let (mut conditions, mut values) = (String::new(), Vec::new());
        within.of_reports("r", &mut conditions, &mut values);
        let from = format!("FROM report r WHERE true{conditions}");
        let total: i64 = self
            .db
            .prepare_cached(&format!("SELECT count(*) {from}"))?
            .query_row(rusqlite::params_from_iter(&values), |r| r.get(0))?;
        // Those of no known day are last: nothing is less than any number.
        let order = "ORDER BY r.day DESC, r.id";
        let mut rows = self.db.prepare(&format!("SELECT r.head {from} {order} {}", window(skip, most)))?;
        let rows = rows.query_map(rusqlite::params_from_iter(&values), |r| r.get::<_, String>(0))?;
        let mut reports: Vec<Report> =
            rows.map(|body| Ok(serde_json::from_str(&body?)?)).collect::<Result<_, StoreError>>()?;
        copies::note(&self.db, &mut reports)?;
        Ok((reports, total as usize))
    }

    /// Head and text of a report.
    pub fn report(&self, id: &str) -> Result<Option<(Report, String)>, StoreError> {
        let mut row = self.db.prepare_cached("SELECT head, text FROM report WHERE id = ?1")?;
        let found = row.query_row([id], |r| Ok((r.get::<_, String>(0)?, r.get(1)?))).optional()?;
        let Some((head, text)) = found else { return Ok(None) };
        let mut reports = vec![serde_json::from_str(&head)?];
        copies::note(&self.db, &mut reports)?;
        Ok(reports.pop().map(|report| (report, text)))
    }

    /// Claims that a filter lets through, by report and place: so many after the first `skip`; and how many there are.
    pub fn claims_listed(
        &self,
        filter: &ClaimFilter,
        skip: usize,
        most: usize,
    ) -> Result<(Vec<Claim>, usize), StoreError> {
        let (mut conditions, mut values): (String, Vec<Value>) = Default::default();
        let with_id = format!("{} AND w.id = ?", of_claim("?"));
        let asked = [
            (OF_RECORD, &filter.record),
            ("r.id = ?", &filter.report),
            ("w.field = ? OR w.field LIKE '%/' || ?", &filter.field),
            (&with_id, &filter.id),
        ];
        for (condition, value) in asked {
            if let Some(value) = value {
                values.push(value.clone().into());
                let condition = condition.replace('?', &format!("?{}", values.len()));
                conditions.push_str(&format!(" AND ({condition})"));
            }
        }
        let from = format!("FROM {STANDING} WHERE true{conditions}");
        let total: i64 = self
            .db
            .prepare_cached(&format!("SELECT count(*) {from}"))?
            .query_row(rusqlite::params_from_iter(&values), |r| r.get(0))?;
        let order = "ORDER BY r.id, w.place";
        let mut rows = self.db.prepare(&format!("SELECT {COLUMNS} {from} {order} {}", window(skip, most)))?;
        let rows = rows.query_map(rusqlite::params_from_iter(&values), Written::of)?;
        let claims = claims::claims(&self.db, rows)?;
        let reports: BTreeSet<&String> = claims.iter().map(|c| &c.report).collect();
        let reports = serde_json::to_string(&reports)?;
        let (links, records) = (linked::of(&self.db, &reports)?, self.records(Some(&reports))?);
        let claims = claims.into_iter().map(|c| rename::claim(c, &links, &records)).collect();
        Ok((claims, total as usize))
    }
}

fn window(skip: usize, most: usize) -> String {
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    format!("LIMIT {} OFFSET {}", whole(most), whole(skip))
}
