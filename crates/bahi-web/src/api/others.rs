//! Actors, reports, claims and conflicts: as lists, and one of them.

use super::envelope::{Answer, Window};
use super::records::{MOST, USUAL};
use crate::errors::Fault;
use crate::query::Query;
use bahi::store::judge::Queue;
use bahi::store::{ActorFilter, ActorRow, ClaimFilter, Portrait, Type};
use bahi::which::{Look, Which, bounds};
use bahi::{Bahi, Store};
use serde_json::{Map, Value, json};

/// What a list of actors takes.
pub const ACTORS: &[&str] = &["kind", "country", "q", "next", "excel"];
/// What a list of reports takes.
pub const REPORTS: &[&str] = &["from", "until", "outlet", "next", "excel"];
/// What a list of claims takes.
pub const CLAIMS: &[&str] = &["record", "report", "field", "next", "excel"];
/// What a list of conflicts takes.
pub const CONFLICTS: &[&str] =
    &["state", "kind", "field", "record", "who", "country", "from", "until", "next", "excel"];

/// Actors by kind and country, or by name; those told of most first.
///
/// # Errors
/// What the query has wrong.
pub fn actors(bahi: &Bahi, store: &Store, query: &Query) -> Result<Answer, Fault> {
    query.only(ACTORS)?;
    let window = Window::of(query, "actors", USUAL, MOST)?;
    let look = Look { bahi, store };
    let mut filter = ActorFilter { kind: query.get("kind").map(str::to_owned), ..ActorFilter::default() };
    for name in query.all("country") {
        filter.countries.push(look.country(name)?);
    }
    if let Some(name) = query.get("q") {
        filter.ids = store.actors_like(bahi.knowledge(), name, MOST)?.into_iter().map(|a| a.id).collect();
        if filter.ids.is_empty() {
            return Ok(Answer::list(Vec::new(), &window, 0));
        }
    }
    let (rows, total) = store.actors(&filter, window.end())?;
    let data = rows.iter().skip(window.skip).map(row).collect();
    Ok(Answer::list(data, &window, total))
}

fn row(a: &ActorRow) -> Value {
    json!({
        "id": a.id, "kind": a.kind, "name": {"en": a.name, "hi": a.hindi}, "country": a.country, "known": a.known,
        "reports": a.reports, "engagements": a.engagements, "statements": a.statements,
    })
}

/// All there is to say about an actor, by its present id.
///
/// # Errors
/// None but faults of the ledger.
pub fn actor(store: &Store, id: &str) -> Result<Answer, Fault> {
    let Portrait { actor, row: counts, said, counterparts, kinds, dates } = store.portrait(id)?;
    let mut data = as_object(row(&counts));
    data.extend(as_object(serde_json::to_value(&actor)?));
    let said = said
        .iter()
        .map(|o| json!({"title": o.title, "of": o.of, "first": o.first, "last": o.last, "reports": o.reports}));
    data.insert("offices_said".into(), said.collect());
    let with = counterparts
        .iter()
        .map(|c| json!({"id": c.id, "name": {"en": c.name, "hi": c.hindi}, "engagements": c.engagements}));
    data.insert("counterparts".into(), with.collect());
    let kinds = kinds.iter().map(|(kind, status, n)| json!({"kind": kind, "status": status, "count": n}));
    data.insert("engagements_by_kind".into(), kinds.collect());
    data.insert("first_report".into(), json!(dates.as_ref().map(|d| &d.0)));
    data.insert("last_report".into(), json!(dates.as_ref().map(|d| &d.1)));
    Ok(Answer { data: Value::Object(data), ..Answer::default() })
}

fn as_object(value: Value) -> Map<String, Value> {
    if let Value::Object(fields) = value { fields } else { Map::new() }
}

/// Reports by day and outlet, the latest first.
///
/// # Errors
/// What the query has wrong.
pub fn reports(store: &Store, query: &Query) -> Result<Answer, Fault> {
    query.only(REPORTS)?;
    let window = Window::of(query, "reports", USUAL, MOST)?;
    let within = bounds(query.get("from"), query.get("until"), query.get("outlet"), store)?;
    let (heads, total) = store.heads(&within, window.skip, window.limit)?;
    let data = heads.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    Ok(Answer::list(data, &window, total))
}

/// A report with its text, and the ids of what it tells of.
///
/// # Errors
/// There is no such report.
pub fn report(store: &Store, id: &str) -> Result<Answer, Fault> {
    let unknown = || Fault::unknown("no report of this ledger has this id");
    let (head, text) = store.report(id)?.ok_or_else(unknown)?;
    let told = store.part(&Default::default(), &[id.to_owned()].into())?;
    let filter = ClaimFilter { report: Some(id.to_owned()), ..ClaimFilter::default() };
    let (claims, _) = store.claims_listed(&filter, 0, usize::MAX)?;
    let engagements: std::collections::BTreeSet<&String> =
        claims.iter().map(|c| &c.record).filter(|r| r.starts_with("E-")).collect();
    let mut data = as_object(serde_json::to_value(&head)?);
    data.insert("text".into(), json!(text));
    data.insert("engagements".into(), json!(engagements));
    data.insert("statements".into(), told.statements.iter().map(|s| json!(s.id)).collect());
    data.insert("agreements".into(), told.agreements.iter().map(|a| json!(a.id)).collect());
    data.insert("deliveries".into(), told.deliveries.iter().map(|d| json!(d.id)).collect());
    let answer = Answer { data: Value::Object(data), ..Answer::default() };
    Ok(answer.with("claims", serde_json::to_value(claims)?))
}

/// Claims of a record, of a report, on a field.
///
/// # Errors
/// What the query has wrong.
pub fn claims(store: &Store, query: &Query) -> Result<Answer, Fault> {
    query.only(CLAIMS)?;
    let window = Window::of(query, "claims", USUAL, MOST)?;
    let own = |name: &str| query.get(name).map(str::to_owned);
    let filter = ClaimFilter { record: own("record"), report: own("report"), field: own("field"), id: None };
    let (claims, total) = store.claims_listed(&filter, window.skip, window.limit)?;
    let data = claims.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    Ok(Answer::list(data, &window, total))
}

/// One claim.
///
/// # Errors
/// There is no such claim.
pub fn claim(store: &Store, id: &str) -> Result<Answer, Fault> {
    let filter = ClaimFilter { id: Some(id.to_owned()), ..ClaimFilter::default() };
    let claim = store.claims_listed(&filter, 0, 1)?.0.pop();
    Answer::one(&claim.ok_or_else(|| Fault::unknown("no claim of this ledger has this id"))?)
}

/// Conflicts by how they stand and what they are about, in the order in which they are gone through.
///
/// # Errors
/// What the query has wrong.
pub fn conflicts(bahi: &Bahi, store: &Store, query: &Query) -> Result<Answer, Fault> {
    query.only(CONFLICTS)?;
    let window = Window::of(query, "conflicts", USUAL, MOST)?;
    let own = |name: &str| query.get(name).map(str::to_owned);
    let (records, notes) = disputed(bahi, store, query)?;
    let state = own("state").filter(|s| s != "all");
    let all = store.queue(&Queue { state, kind: own("kind"), field: own("field"), records })?;
    let shown = all.iter().skip(window.skip).take(window.limit);
    let data = shown.map(serde_json::to_value).collect::<Result<_, _>>()?;
    Ok(Answer { notes, ..Answer::list(data, &window, all.len()) })
}

// The records that the conflicts must be about, if any are named.
fn disputed(bahi: &Bahi, store: &Store, query: &Query) -> Result<(Option<Vec<String>>, Vec<String>), Fault> {
    let mut which = Which::default();
    for (name, value) in query.pairs().filter(|p| ["who", "country", "from", "until"].contains(&p.0)) {
        which.set(name, value)?;
    }
    let mut named: Vec<String> = Vec::new();
    for id in query.all("record") {
        named.extend(store.whole_id(&id.to_ascii_uppercase())?);
    }
    let is_named = query.get("record").is_some();
    if which == Which::default() {
        return Ok((is_named.then_some(named), Vec::new()));
    }
    let asked = which.filter(bahi, store)?;
    let mut listed = Vec::new();
    for kind in Type::ALL {
        listed.extend(store.list(kind, &asked.filter, usize::MAX)?.ids);
    }
    if is_named {
        listed.retain(|id| named.contains(id));
    }
    Ok((Some(listed), asked.notes))
}

/// A conflict, the claims of its values, and the last operation on it: whoever decides sends that along as `expected`.
///
/// # Errors
/// None but faults of the ledger.
pub fn conflict(store: &Store, id: &str) -> Result<Answer, Fault> {
    let conflict = store.conflict(id)?;
    let mut claims = Vec::new();
    for id in conflict.values.iter().flat_map(|v| &v.claims) {
        let filter = ClaimFilter { id: Some(id.clone()), ..ClaimFilter::default() };
        claims.extend(store.claims_listed(&filter, 0, 1)?.0);
    }
    let mut data = as_object(serde_json::to_value(&conflict)?);
    data.insert("last".into(), json!(store.last_on(id)?.unwrap_or(0)));
    let answer = Answer { data: Value::Object(data), ..Answer::default() };
    Ok(answer.with("claims", serde_json::to_value(claims)?))
}
