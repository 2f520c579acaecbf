//! Which records are wanted: filters over what they are about.

use super::words::folded;
use super::{Store, StoreError};
use rusqlite::types::Value;

/// The four types of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// Meetings, calls, visits, …
    Engagement,
    /// What was said.
    Statement,
    /// What was signed, agreed, refused.
    Agreement,
    /// What was ordered, delivered, is pending.
    Delivery,
}

impl Type {
    /// All of them, in the order of the ledger.
    pub const ALL: [Self; 4] = [Self::Engagement, Self::Statement, Self::Agreement, Self::Delivery];

    /// As in the ledger's JSON lines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Engagement => "engagement",
            Self::Statement => "statement",
            Self::Agreement => "agreement",
            Self::Delivery => "delivery",
        }
    }
}

/// Which reports count, by day of publication and outlet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds {
    /// On or after this day (days since 1970-01-01).
    pub from: Option<i64>,
    /// On or before this day.
    pub to: Option<i64>,
    /// Any of these outlets, as written; empty for all.
    pub outlets: Vec<String>,
}

impl Bounds {
    /// Adds the conditions on the reports called `r`.
    pub(super) fn of_reports(&self, r: &str, sql: &mut String, values: &mut Vec<Value>) {
        for (sign, day) in [(">=", self.from), ("<=", self.to)] {
            if let Some(day) = day {
                values.push(day.into());
                sql.push_str(&format!(" AND {r}.day {sign} ?{}", values.len()));
            }
        }
        if let [one] = self.outlets.as_slice() {
            // By itself it is walked through in the order of days.
            values.push(one.clone().into());
            sql.push_str(&format!(" AND {r}.outlet = ?{}", values.len()));
        } else if !self.outlets.is_empty() {
            values.push(list(&self.outlets));
            sql.push_str(&format!(" AND {r}.outlet IN (SELECT value FROM json_each(?{}))", values.len()));
        }
    }
}

/// Something that records may be about: goods, or words of their topics and instruments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Actor ids of goods.
    pub items: Vec<String>,
    /// Topics and instruments, as the records have them.
    pub topics: Vec<String>,
}

/// What records must be like; empty for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Ids of actors, all of which take part.
    pub who: Vec<String>,
    /// ISO codes of countries or ids of bodies, all of which take part.
    pub countries: Vec<String>,
    /// Kind; of statements too. Agreements and deliveries have none.
    pub kind: Option<String>,
    /// Status. Statements have none.
    pub status: Option<String>,
    /// Days and outlets. Engagements go by the days that their date may mean, other records and those without a date by
    /// the day of the report.
    pub bounds: Bounds,
    /// Any of these languages, as BCP 47 tags, of a report that tells of it; empty for all.
    pub languages: Vec<String>,
    /// Actor ids of forums, one of which it belongs to; of a statement the engagement at which it was said.
    pub forums: Vec<String>,
    /// Actor ids of places or codes of countries, in one of which it was.
    pub places: Vec<String>,
    /// About all of these.
    pub about: Vec<About>,
    /// Only those about which reports disagree.
    pub disputed: bool,
    /// Only those with a conflict in this state.
    pub state: Option<String>,
}

/// Ids of records, and how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// The first of them.
    pub ids: Vec<String>,
    /// How many there are.
    pub total: usize,
}

const OUTLETS: &str = "SELECT DISTINCT outlet FROM report WHERE outlet IS NOT NULL ORDER BY 1";

impl Store {
    /// Outlets of the reports.
    pub fn outlets(&self) -> Result<Vec<String>, StoreError> {
        let mut rows = self.db.prepare_cached(OUTLETS)?;
        let rows = rows.query_map([], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Outlets whose names hold these words.
    pub fn outlets_like(&self, words: &str) -> Result<Vec<String>, StoreError> {
        self.values_like(OUTLETS, &[words])
    }

    /// Topics and instruments of records that hold one of these phrases.
    pub fn topics_like(&self, phrases: &[&str]) -> Result<Vec<String>, StoreError> {
        let query = "SELECT value FROM facet WHERE name = 'topic' ORDER BY 1";
        self.values_like(query, phrases)
    }

    fn values_like(&self, query: &str, phrases: &[&str]) -> Result<Vec<String>, StoreError> {
        let phrases: Vec<Vec<String>> = phrases.iter().map(|p| folded(p)).filter(|p| !p.is_empty()).collect();
        let mut rows = self.db.prepare_cached(query)?;
        let mut out = Vec::new();
        for value in rows.query_map([], |r| r.get::<_, String>(0))? {
            let value = value?;
            let words = folded(&value);
            if phrases.iter().any(|p| words.windows(p.len()).any(|w| w == p.as_slice())) {
                out.push(value);
            }
        }
        Ok(out)
    }
}

fn list(values: &[String]) -> Value {
    serde_json::json!(values).to_string().into()
}
