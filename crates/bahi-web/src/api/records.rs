//! Engagements, statements, agreements and deliveries: as lists, and one of them.

use super::envelope::{Answer, Spot};
use super::shape::Shape;
use crate::errors::Fault;
use crate::lang::Lang;
use crate::query::Query;
use bahi::ledger::Ledger;
use bahi::store::Type;
use bahi::{Bahi, Store};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Records of a list unless another number is asked for, and at most.
pub const USUAL: usize = 50;
/// See [`USUAL`].
pub const MOST: usize = 500;
/// What a list of records takes besides filters.
pub const SHOWING: &[&str] = &["next", "fields", "include", "flat", "excel"];

/// The name of a type in addresses, which is that of its table.
pub fn plural(kind: Type) -> &'static str {
    match kind {
        Type::Engagement => "engagements",
        Type::Statement => "statements",
        Type::Agreement => "agreements",
        Type::Delivery => "deliveries",
    }
}

/// Part of a list: the records with what they rest on, in their order.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The records and nothing but what they rest on.
    pub ledger: Ledger,
    /// How many there are in all.
    pub total: usize,
    /// Where the list goes on.
    pub next: Option<String>,
    /// What was assumed.
    pub notes: Vec<String>,
    /// The filter in words.
    pub words: String,
}

/// The records of a type that a query asks for; pages, data and feeds are made of it.
///
/// # Errors
/// Filters that mean nothing.
pub fn listing(bahi: &Bahi, store: &Store, query: &Query, kind: Type, spot: &Spot) -> Result<Listing, Fault> {
    let which = query.which(SHOWING)?;
    let asked = which.filter(bahi, store)?;
    let page = store.page(&[kind], &asked.filter, spot.at.as_ref(), spot.limit)?;
    let ids: Vec<String> = page.ids().map(str::to_owned).collect();
    let mut ledger = store.ledger_of(&ids.iter().cloned().collect())?;
    in_order(&mut ledger, &ids);
    let (total, next) = (store.count(&[kind], &asked.filter)?, spot.told(page.next.as_ref()));
    Ok(Listing { ledger, total, next, notes: asked.notes, words: which.words() })
}

/// The list as the interface gives it.
///
/// # Errors
/// What the query has wrong.
pub fn list(bahi: &Bahi, store: &Store, query: &Query, kind: Type, lang: Lang) -> Result<Answer, Fault> {
    let (shape, spot) = (Shape::of(query, lang)?, Spot::of(query, plural(kind), USUAL, MOST)?);
    let listing = listing(bahi, store, query, kind, &spot)?;
    let ledger = &listing.ledger;
    let data = match shape.is_flat() {
        true => shape.rows(ledger, plural(kind)),
        false => shape.shown(records(ledger, kind)?, ledger),
    };
    let answer = Answer { data: data.into(), total: Some(listing.total), next: listing.next, ..Answer::default() };
    let answer = Answer { notes: listing.notes, ..answer };
    shape.beside(answer, ledger)
}

/// One record by its present id.
///
/// # Errors
/// None but faults of the program.
pub fn one(store: &Store, query: &Query, kind: Type, id: &str, lang: Lang) -> Result<Answer, Fault> {
    let shape = Shape::of(query, lang)?;
    let ledger = store.ledger_of(&BTreeSet::from([id.to_owned()]))?;
    let mut data = match shape.is_flat() {
        true => shape.rows(&ledger, plural(kind)),
        false => shape.shown(records(&ledger, kind)?, &ledger),
    };
    let data = data.pop().ok_or_else(|| Fault::unknown(format!("{id}: not in this ledger")))?;
    shape.beside(Answer { data, ..Answer::default() }, &ledger)
}

fn records(ledger: &Ledger, kind: Type) -> Result<Vec<Value>, Fault> {
    let all = match kind {
        Type::Engagement => serde_json::to_value(&ledger.engagements)?,
        Type::Statement => serde_json::to_value(&ledger.statements)?,
        Type::Agreement => serde_json::to_value(&ledger.agreements)?,
        Type::Delivery => serde_json::to_value(&ledger.deliveries)?,
    };
    Ok(if let Value::Array(all) = all { all } else { Vec::new() })
}

// Records stand as they were listed.
fn in_order(ledger: &mut Ledger, ids: &[String]) {
    let places: BTreeMap<&str, usize> = ids.iter().map(String::as_str).zip(0..).collect();
    let place = |id: &str| places.get(id).copied();
    ledger.engagements.sort_by_key(|r| place(&r.id));
    ledger.statements.sort_by_key(|r| place(&r.id));
    ledger.agreements.sort_by_key(|r| place(&r.id));
    ledger.deliveries.sort_by_key(|r| place(&r.id));
}
