//! Records by what they are about: filters over columns, the latest first.

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
        if !self.outlets.is_empty() {
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
    /// Topics and instruments, as the claims have them.
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
    /// Days and outlets. Engagements go by the days they may have been on, other records by the day of the report.
    pub bounds: Bounds,
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
const LISTED: &str = "(SELECT value FROM json_each(?))";

impl Store {
    /// Ids of the engagements that a filter lets through, by day, the latest first.
    pub fn engagements(&self, filter: &Filter) -> Result<Vec<String>, StoreError> {
        Ok(self.list(Type::Engagement, filter, usize::MAX)?.ids)
    }

    /// Records of a type that a filter lets through, the latest first, at most so many.
    pub fn list(&self, kind: Type, filter: &Filter, most: usize) -> Result<Listed, StoreError> {
        let query = match kind {
            Type::Engagement => engagements(filter),
            _ => tellings(kind, filter),
        };
        let Query { from, order, values, .. } = query;
        let all = format!("SELECT count(*) {from}");
        let total: i64 = self.db.prepare(&all)?.query_row(rusqlite::params_from_iter(&values), |r| r.get(0))?;
        let some = format!("SELECT x.id {from} ORDER BY {order} LIMIT {}", i64::try_from(most).unwrap_or(i64::MAX));
        let mut rows = self.db.prepare(&some)?;
        let rows = rows.query_map(rusqlite::params_from_iter(&values), |r| r.get(0))?;
        Ok(Listed { ids: rows.collect::<Result<_, _>>()?, total: total as usize })
    }

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

    /// Topics and instruments that hold one of these phrases.
    pub fn topics_like(&self, phrases: &[&str]) -> Result<Vec<String>, StoreError> {
        let query = "SELECT DISTINCT value FROM written WHERE field IN ('topics', 'instrument') ORDER BY 1";
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

struct Query {
    from: String,
    order: &'static str,
    values: Vec<Value>,
}

impl Query {
    fn new(from: &str, order: &'static str) -> Self {
        Self { from: from.to_owned(), order, values: Vec::new() }
    }

    // A condition with one value, which stands at every question mark.
    fn and(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.from.push_str(" AND ");
        self.from.push_str(&condition.replace('?', &format!("?{}", self.values.len())));
    }

    fn text(&mut self, condition: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.and(condition, value.clone());
        }
    }

    fn listed(&mut self, condition: &str, of: &[String]) {
        if !of.is_empty() {
            self.and(&condition.replace("LIST", LISTED), list(of));
        }
    }

    fn conflicts(&mut self, filter: &Filter) {
        if filter.disputed {
            self.from.push_str(" AND EXISTS (SELECT 1 FROM conflict c WHERE c.record = x.id)");
        }
        let state = "EXISTS (SELECT 1 FROM conflict c WHERE c.record = x.id AND c.body ->> '$.state' = ?)";
        self.text(state, filter.state.as_ref());
    }
}

fn list(values: &[String]) -> Value {
    serde_json::json!(values).to_string().into()
}

// Engagements have sides, place and forum of their own.
fn engagements(filter: &Filter) -> Query {
    let mut q = Query::new("FROM engagement x WHERE true", "x.first DESC, x.id");
    for who in &filter.who {
        q.and("x.id IN (SELECT record FROM party WHERE actor = ?)", who.clone());
    }
    for country in &filter.countries {
        q.and("x.id IN (SELECT record FROM party WHERE country = ?)", country.clone());
    }
    q.text("x.kind = ?", filter.kind.as_ref());
    q.text("x.status = ?", filter.status.as_ref());
    for (condition, day) in [("x.last >= ?", filter.bounds.from), ("x.first <= ?", filter.bounds.to)] {
        if let Some(day) = day {
            q.and(condition, day);
        }
    }
    q.listed(
        "x.id IN (SELECT m.record FROM report r JOIN telling t ON t.report = r.id JOIN member m ON m.telling = t.id
                   WHERE r.outlet IN LIST)",
        &filter.bounds.outlets,
    );
    q.listed("x.body ->> '$.forum.actor' IN LIST", &filter.forums);
    q.listed("(x.body ->> '$.where.actor' IN LIST OR x.body ->> '$.where.country' IN LIST)", &filter.places);
    for about in &filter.about {
        q.and(
            &format!(
                "x.id IN (SELECT m.record FROM claim c JOIN member m ON m.telling = c.telling
                           WHERE c.field IN ('topics', 'instrument') AND c.value IN {LISTED})"
            ),
            list(&about.topics),
        );
    }
    q.conflicts(filter);
    q
}

// Statements, agreements and deliveries, by the day of their report.
fn tellings(kind: Type, filter: &Filter) -> Query {
    let mut q =
        Query::new("FROM telling x JOIN report r ON r.id = x.report WHERE true", "r.day DESC, x.report, x.place");
    q.and("x.type = ?", kind.name().to_owned());
    for who in &filter.who {
        q.and(
            "x.id IN (SELECT telling FROM side WHERE actor = ? OR actor IN (SELECT said FROM renamed WHERE actor = ?))",
            who.clone(),
        );
    }
    for country in &filter.countries {
        q.and("x.id IN (SELECT telling FROM side WHERE country = ?)", country.clone());
    }
    q.text("x.body ->> '$.kind' = ?", filter.kind.as_ref());
    q.text("x.body ->> '$.status' = ?", filter.status.as_ref());
    filter.bounds.of_reports("r", &mut q.from, &mut q.values);
    let at = "x.body ->> '$.engagement' IN (SELECT m.telling FROM engagement e JOIN member m ON m.record = e.id WHERE";
    q.listed(&format!("{at} e.body ->> '$.forum.actor' IN LIST)"), &filter.forums);
    q.listed(
        &format!("{at} e.body ->> '$.where.actor' IN LIST OR e.body ->> '$.where.country' IN LIST)"),
        &filter.places,
    );
    for about in &filter.about {
        match kind {
            Type::Delivery => q.and(
                &format!("x.id IN (SELECT telling FROM side WHERE role = 'item' AND actor IN {LISTED})"),
                list(&about.items),
            ),
            _ => q.and(
                &format!(
                    "x.id IN (SELECT telling FROM claim c WHERE c.field IN ('topics', 'instrument') AND c.value IN {LISTED})"
                ),
                list(&about.topics),
            ),
        }
    }
    q.conflicts(filter);
    q
}
