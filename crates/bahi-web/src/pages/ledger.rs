//! The ledger as a table by day, with what it may be narrowed to.

use super::asked::{Asked, Reply, address};
use super::facets::{self, Group};
use super::names::Namer;
use super::rows::{Row, Rows};
use super::strip::{self, Strip};
use crate::Fault;
use bahi::store::{FacetCounts, Type};
use bahi::which::FILTERS;
use bahi::{Bahi, Store};
use serde::Serialize;

/// The list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LedgerView {
    /// Records by day.
    pub days: Vec<Day>,
    /// How many there are in all.
    pub total: usize,
    /// What it may be narrowed to.
    pub groups: Vec<Group>,
    /// Filters that are on, each with the address without it.
    pub chosen: Vec<facets::Chosen>,
    /// Records per month.
    pub strip: Option<Strip>,
    /// Address of what comes after.
    pub next: Option<String>,
    /// Address of what comes before.
    pub previous: Option<String>,
    /// How many of those shown came since the last visit.
    pub fresh: usize,
    /// The same as data.
    pub formats: Vec<Files>,
    /// What was understood of names.
    pub notes: Vec<String>,
    /// First day asked for.
    pub from: Option<String>,
    /// Last day asked for.
    pub until: Option<String>,
    /// Whether there is anything in the ledger at all.
    pub empty: bool,
}

/// Records of one day.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Day {
    /// In words.
    pub when: String,
    /// EDTF.
    pub edtf: String,
    /// Records.
    pub rows: Vec<Row>,
}

/// The page.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    if let Some(q) = asked.get("q") {
        return Ok(Reply::see(&super::asked::address("/search", &[("q", q)])));
    }
    let mut notes = Vec::new();
    let listed = facets::listed(bahi, store, asked, &mut notes)?;
    let ledger = store.ledger_of(&listed.ids.iter().cloned().collect())?;
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let reports = store.reports()?.len() as i64;
    let fresh = facets::fresh(store, asked)?;
    let rows = Rows::new(&ledger, &namer, &fresh);
    let rows: Vec<Row> = listed.ids.iter().filter_map(|id| rows.row(id)).collect();
    let view = LedgerView {
        fresh: rows.iter().filter(|r| r.new).count(),
        days: days(rows),
        total: listed.total,
        groups: facets::groups(bahi, store, asked, &listed)?,
        chosen: facets::chosen(bahi, store, asked)?,
        strip: strip::draw(asked, &listed.months),
        next: listed.next.as_deref().map(|next| asked.with("next", Some(next))),
        previous: listed.previous.as_deref().map(|previous| asked.with("next", Some(previous))),
        formats: formats(asked),
        notes,
        from: asked.get("from").map(str::to_owned),
        until: asked.get("until").map(str::to_owned),
        empty: reports == 0,
    };
    let reply = asked.page("ledger.html", "ledger", asked.lang.t("nav.ledger"), &view)?;
    Ok(visited(reply, asked, reports))
}

/// One list as files.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Files {
    /// What it is a list of, as a key of the texts.
    pub label: String,
    /// Endings and addresses.
    pub links: Vec<(&'static str, String)>,
}

/// The same list for programs: of each type of records shown, with the filters that the interface knows.
pub fn formats(asked: &Asked) -> Vec<Files> {
    let only = match asked.path.as_str() {
        "/deliveries" => Some("delivery"),
        _ => asked.get("type"),
    };
    let types = Type::ALL.into_iter().filter(|t| only.is_none_or(|o| o == t.name()));
    let query: Vec<(&str, &str)> = asked
        .query
        .iter()
        .filter(|q| FILTERS.iter().any(|f| f.name == q.0))
        .map(|q| (q.0.as_str(), q.1.as_str()))
        .collect();
    let files = types.map(|t| {
        let name = if t == Type::Delivery { "deliveries".to_owned() } else { format!("{}s", t.name()) };
        let links = ["json", "csv", "atom"].map(|end| (end, address(&format!("/{name}.{end}"), &query)));
        Files { label: format!("types.{}", t.name()), links: links.into() }
    });
    files.collect()
}

/// Records by day, in the order in which they come.
pub fn days(rows: Vec<Row>) -> Vec<Day> {
    let mut out: Vec<Day> = Vec::new();
    for row in rows {
        let edtf = row.edtf.clone().unwrap_or_default();
        match out.last_mut().filter(|d| d.edtf == edtf) {
            Some(day) => day.rows.push(row),
            None => out.push(Day { when: row.when.clone(), edtf, rows: vec![row] }),
        }
    }
    out
}

// The first page of a visit keeps how many reports there were at the one before, and notes how many there are now.
fn visited(reply: Reply, asked: &Asked, reports: i64) -> Reply {
    if asked.visit.is_some() {
        return reply;
    }
    let before = asked.seen.unwrap_or(reports);
    reply.cookie("visit", &before.to_string()).cookie("seen", &reports.to_string())
}

/// A page of ids with what else is known of the list.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// Ids in their order.
    pub ids: Vec<String>,
    /// In all.
    pub total: usize,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Where the page before it ends.
    pub previous: Option<String>,
    /// Records by month.
    pub months: Vec<(String, usize)>,
    /// Values of facets with how many records have each.
    pub facets: Vec<FacetCounts>,
}
