//! Searching, and what the ledger holds.

use super::envelope::{Answer, Window};
use super::records::{MOST, USUAL};
use crate::errors::Fault;
use crate::query::Query;
use bahi::store::{Found, Hit, NamedActor, Type};
use bahi::which::bounds;
use bahi::{Bahi, Store};
use serde_json::{Value, json};

/// What a search takes.
pub const SEARCH: &[&str] = &["q", "from", "until", "outlet", "next"];
// Actors shown for a name; more of them are no help.
const ACTORS: usize = 10;
// What is asked for is a few words.
const LONGEST: usize = 400;

/// Actors by name and reports by their words, in either script.
///
/// # Errors
/// What the query has wrong.
pub fn search(bahi: &Bahi, store: &Store, query: &Query) -> Result<Answer, Fault> {
    query.only(SEARCH)?;
    let window = Window::of(query, "search", USUAL, MOST)?;
    let words = query.get("q").ok_or_else(|| Fault::bad("q: say what is searched for"))?;
    if words.chars().count() > LONGEST {
        return Err(Fault::bad(format!("q: at most {LONGEST} characters are searched for")));
    }
    let within = bounds(query.get("from"), query.get("until"), query.get("outlet"), store)?;
    let actors = store.actors_like(bahi.knowledge(), words, ACTORS)?;
    let Found { hits, total, also, common: _ } = store.search(bahi.knowledge(), words, &within, window.end())?;
    let data = hits.iter().skip(window.skip).map(hit).collect();
    let also: Vec<Value> = also
        .iter()
        .map(|a| json!({"typed": a.typed, "actor": a.id, "name": a.name, "spellings": a.spellings}))
        .collect();
    let answer = Answer::list(data, &window, total);
    Ok(answer.with("actors", actors.iter().map(named).collect()).with("also", also.into()))
}

/// An actor as found by a name.
pub fn named(a: &NamedActor) -> Value {
    json!({
        "id": a.id, "kind": a.kind, "name": {"en": a.name, "hi": a.hindi}, "spelling": a.spelling,
        "reports": a.reports, "known": a.known, "sure": a.sure,
    })
}

/// A report as found by its words.
pub fn hit(h: &Hit) -> Value {
    let excerpt: Vec<Value> = h.excerpt.iter().map(|p| json!({"text": p.text, "found": p.found})).collect();
    json!({
        "report": h.report, "path": h.path, "outlet": h.outlet, "title": h.title, "published": h.published,
        "line": h.line, "excerpt": excerpt,
    })
}

/// How many of each there are, and what made them.
///
/// # Errors
/// None but faults of the ledger.
pub fn about(store: &Store, read_only: bool) -> Result<Answer, Fault> {
    let nothing = Default::default();
    let count = |kind| store.list(kind, &nothing, 0).map(|l| l.total);
    let data = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "ledger_format": bahi::ledger::LEDGER_FORMAT,
        "read_only": read_only,
        "reports": store.heads(&Default::default(), 0, 0)?.1,
        "engagements": count(Type::Engagement)?,
        "statements": count(Type::Statement)?,
        "agreements": count(Type::Agreement)?,
        "deliveries": count(Type::Delivery)?,
        "actors": store.actors(&Default::default(), 0)?.1,
        "conflicts": store.queue(&Default::default())?.len(),
        "operations": store.operation_count()?,
        "not_read": store.failures()?.len(),
    });
    Ok(Answer { data, ..Answer::default() })
}
