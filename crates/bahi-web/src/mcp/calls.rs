//! The tools called: what the interface for programs gives, with quotes and permalinks beside every record.

use super::Assistant;
use super::protocol::Wrong;
use super::tools::{MOST, USUAL};
use crate::api::{Answer, Of, Spot, listing, present_id, search};
use crate::errors::Fault;
use crate::lang::Lang;
use crate::query::Query;
use bahi::ledger::{Claim, Ledger};
use bahi::store::{ClaimFilter, Type};
use serde_json::{Map, Value, json};

// Quotes of one record in a list, and of one by itself.
const QUOTES: usize = 6;
const ALL_QUOTES: usize = 40;

/// Calls a tool. What the ledger has not, and filters that mean nothing, are results that say so: the assistant can mend
/// them.
///
/// # Errors
/// No such tool; arguments that are none.
pub fn call(assistant: &Assistant<'_>, name: &str, arguments: &Value) -> Result<Value, Wrong> {
    let Value::Object(given) = arguments else { return Err(Wrong::params("arguments: an object is taken")) };
    let query = query(given)?;
    let told = match name {
        "find" => find(assistant, &query),
        "get_record" => one(assistant, &query),
        "timeline" => records(assistant, &query, Type::Engagement),
        "deliveries" => records(assistant, &query, Type::Delivery),
        "conflicts" => conflicts(assistant, &query),
        "quote" => quote(assistant, &query),
        _ => return Err(Wrong::params(format!("there is no tool {name:?}"))),
    };
    Ok(match told {
        Ok(told) => json!({
            "content": [{"type": "text", "text": told.to_string()}], "structuredContent": told, "isError": false,
        }),
        Err(fault) => json!({"content": [{"type": "text", "text": fault.what}], "isError": true}),
    })
}

// Arguments as the query string that they stand for.
fn query(given: &Map<String, Value>) -> Result<Query, Wrong> {
    let text = |name: &str, value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(yes) => Ok(if *yes { "yes" } else { "no" }.to_owned()),
        _ => Err(Wrong::params(format!("{name}: text, a number or yes or no is taken"))),
    };
    let mut pairs = Vec::new();
    for (name, value) in given {
        match value {
            Value::Null => {}
            Value::Array(list) => {
                for value in list {
                    pairs.push((name.clone(), text(name, value)?));
                }
            }
            value => pairs.push((name.clone(), text(name, value)?)),
        }
    }
    Ok(Query::of(pairs))
}

fn told(results: Vec<Value>, total: usize, next: Option<String>, notes: &[String]) -> Value {
    let mut out = json!({"results": results, "total": total, "next": next});
    if !notes.is_empty() {
        out["notes"] = json!(notes);
    }
    out
}

fn records(a: &Assistant<'_>, query: &Query, kind: Type) -> Result<Value, Fault> {
    let list = listing(a.bahi, a.store, query, kind, &Spot::of(query, kind.name(), USUAL, MOST)?)?;
    Ok(told(shown(a, &list.ledger, QUOTES)?, list.total, list.next, &list.notes))
}

// The records of a ledger that holds nothing but them.
fn shown(a: &Assistant<'_>, ledger: &Ledger, quotes: usize) -> Result<Vec<Value>, Fault> {
    let mut out = Vec::new();
    for e in &ledger.engagements {
        out.push(record(a, ledger, &e.id, serde_json::to_value(e)?, agreement(e), quotes));
    }
    let told_by = |n: usize| vec![format!("told by {n} report{}", if n == 1 { "" } else { "s" })];
    for s in &ledger.statements {
        out.push(record(a, ledger, &s.id, serde_json::to_value(s)?, told_by(s.reports.len()), quotes));
    }
    for g in &ledger.agreements {
        out.push(record(a, ledger, &g.id, serde_json::to_value(g)?, told_by(g.reports.len()), quotes));
    }
    for d in &ledger.deliveries {
        out.push(record(a, ledger, &d.id, serde_json::to_value(d)?, told_by(d.reports.len()), quotes));
    }
    Ok(out)
}

fn record(a: &Assistant<'_>, ledger: &Ledger, id: &str, data: Value, agreement: Vec<String>, most: usize) -> Value {
    let claims: Vec<&Claim> = ledger.claims.iter().filter(|c| c.record == id).collect();
    let shown: Vec<Value> = claims.iter().take(most).map(|c| words(c)).collect();
    json!({
        "id": id, "permalink": permalink(a, id), "data": data, "agreement": agreement,
        "more_quotes": claims.len() - shown.len(), "quotes": shown,
    })
}

// How many of the reports agree, field by field; copies of one text are one witness.
fn agreement(e: &bahi::ledger::Engagement) -> Vec<String> {
    let mut out = vec![format!("told by {} independent of {} reports", e.witnesses, e.reports.len())];
    for field in e.disagreement.iter().flat_map(|d| &d.fields) {
        let of = field.measures.witnesses;
        let agree = (field.measures.modal_confidence * of as f64).round();
        out.push(format!("{}: {agree} of {of} agree; values: {}", field.field, field.values.join(" / ")));
    }
    if let Some(d) = e.disagreement.as_ref().filter(|d| d.fields.is_empty()) {
        out.push(format!("they agree on all {} fields that two or more of them give", d.compared));
    }
    out
}

fn words(claim: &Claim) -> Value {
    let evidence = claim.evidence.first().cloned().unwrap_or_default();
    json!({
        "words": evidence.exact, "report": claim.report, "line": evidence.line, "field": claim.field,
        "value": claim.value, "claim": claim.id,
    })
}

fn permalink(a: &Assistant<'_>, id: &str) -> String {
    format!("{}/id/{id}", a.base.trim_end_matches('/'))
}

fn find(a: &Assistant<'_>, query: &Query) -> Result<Value, Fault> {
    let query = query.with_limit(USUAL, MOST)?;
    let answer = search(a.bahi, a.store, &query)?;
    let mut results: Vec<Value> = Vec::new();
    let at = |v: &Value, field: &str| v[field].as_str().unwrap_or_default().to_owned();
    for actor in answer.beside.get("actors").and_then(Value::as_array).into_iter().flatten() {
        let id = at(actor, "id");
        results.push(json!({"id": id, "permalink": permalink(a, &id), "data": actor}));
    }
    for hit in answer.data.as_array().into_iter().flatten() {
        let id = at(hit, "report");
        let pieces = hit["excerpt"].as_array().into_iter().flatten();
        let excerpt: String = pieces.filter_map(|p| p["text"].as_str()).collect();
        let quote = json!({"words": excerpt, "report": id, "line": hit["line"]});
        let data = json!({"title": hit["title"], "outlet": hit["outlet"], "published": hit["published"]});
        results.push(json!({"id": id, "permalink": permalink(a, &id), "data": data, "quotes": [quote]}));
    }
    Ok(told(results, answer.total.unwrap_or_default(), answer.next, &answer.notes))
}

fn one(a: &Assistant<'_>, query: &Query) -> Result<Value, Fault> {
    let id = query.get("id").ok_or_else(|| Fault::bad("id: say which record"))?;
    let id = present_id(a.store, id, "ESGDAX")?;
    let result = match id.chars().next() {
        Some('A') => {
            let Answer { data, .. } = Of::Actors.one(a.store, &Query::default(), &id, Lang::En)?;
            json!({"id": id, "permalink": permalink(a, &id), "data": data})
        }
        Some('X') => conflict(a, &id)?,
        _ => {
            let ledger = a.store.ledger_of(&[id.clone()].into())?;
            shown(a, &ledger, ALL_QUOTES)?.pop().ok_or_else(|| Fault::unknown(format!("{id}: not in this ledger")))?
        }
    };
    Ok(told(vec![result], 1, None, &[]))
}

fn conflict(a: &Assistant<'_>, id: &str) -> Result<Value, Fault> {
    let Answer { mut data, beside, .. } = Of::Conflicts.one(a.store, &Query::default(), id, Lang::En)?;
    let claims: Vec<Claim> = serde_json::from_value(beside.get("claims").cloned().unwrap_or_default())?;
    let quotes: Vec<Value> = claims.iter().map(words).collect();
    let values = data["values"].as_array().into_iter().flatten();
    let agreement: Vec<String> = values
        .map(|v| format!("{}: {} witness(es)", v["value"].as_str().unwrap_or_default(), v["witnesses"]))
        .collect();
    data["last"].take();
    Ok(json!({
        "id": id, "permalink": permalink(a, id), "data": data, "agreement": agreement, "quotes": quotes, "more_quotes": 0,
    }))
}

fn conflicts(a: &Assistant<'_>, query: &Query) -> Result<Value, Fault> {
    let query = query.with_limit(USUAL, MOST)?;
    let answer = Of::Conflicts.list(a.bahi, a.store, &query, Lang::En)?;
    let ids = answer.data.as_array().into_iter().flatten().filter_map(|c| c["id"].as_str());
    let results = ids.map(|id| conflict(a, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(told(results, answer.total.unwrap_or_default(), answer.next, &answer.notes))
}

fn quote(a: &Assistant<'_>, query: &Query) -> Result<Value, Fault> {
    let id = query.get("id").ok_or_else(|| Fault::bad("id: say which claim"))?;
    let id = present_id(a.store, id, "C")?;
    let filter = ClaimFilter { id: Some(id.clone()), ..ClaimFilter::default() };
    let unknown = || Fault::unknown(format!("{id}: not in this ledger"));
    let claim = a.store.claims_listed(&filter, 0, 1)?.0.pop().ok_or_else(unknown)?;
    let head = a.store.report(&claim.report)?.map(|r| r.0).unwrap_or_default();
    let around = claim.evidence.iter().map(|e| format!("{}{}{}", e.prefix, e.exact, e.suffix)).collect::<Vec<_>>();
    let data = json!({
        "claim": claim, "around": around, "outlet": head.outlet, "title": head.title, "published": head.published,
    });
    let result = json!({
        "id": id, "permalink": permalink(a, &claim.record), "data": data, "quotes": [words(&claim)], "more_quotes": 0,
    });
    Ok(told(vec![result], 1, None, &[]))
}
