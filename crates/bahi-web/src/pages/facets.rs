//! What a list may be narrowed to: values with how many records have each, every one of them a link.

use super::asked::Asked;
use super::ledger::Listed;
use super::names::{Named, Namer};
use crate::Fault;
use bahi::ledger::Ledger;
use bahi::store::Type;
use bahi::which::{FILTERS, Which};
use bahi::{Bahi, Store};
use serde::Serialize;
use std::collections::BTreeSet;

/// Values of one sort.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Group {
    /// The filter.
    pub name: &'static str,
    /// Values, the most frequent first.
    pub values: Vec<Choice>,
    /// How many more values there are.
    pub more: usize,
}

/// A value.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Choice {
    /// As people read it.
    pub name: Named,
    /// Records that have it.
    pub count: usize,
    /// The list with it, or without it where it is on.
    pub href: String,
    /// Whether it is on.
    pub on: bool,
}

/// A filter that is on.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Chosen {
    /// The filter.
    pub name: String,
    /// Its value.
    pub value: Named,
    /// The same as it stands in the address.
    pub raw: String,
    /// The list without it.
    pub href: String,
}

// Rows of a page.
const PAGE: usize = 100;

/// The filters of an address.
pub fn which(asked: &Asked) -> Result<Which, Fault> {
    let mut which = Which::default();
    for (name, value) in &asked.query {
        which.set(name, value)?;
    }
    Ok(which)
}

/// A page of the records that the filters let through.
pub fn listed(bahi: &Bahi, store: &Store, asked: &Asked, notes: &mut Vec<String>) -> Result<Listed, Fault> {
    let filter = which(asked)?.filter(bahi, store)?;
    notes.extend(filter.notes);
    let types: Vec<Type> = match asked.get("type") {
        Some(name) => Type::ALL.into_iter().filter(|t| t.name() == name).collect(),
        None => Type::ALL.to_vec(),
    };
    let skip: usize = asked.get("next").and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut out = Listed::default();
    let mut all: Vec<(String, String)> = Vec::new();
    for kind in types {
        let some = store.list(kind, &filter.filter, skip.saturating_add(PAGE))?;
        out.total += some.total;
        let ledger = store.ledger_of(&some.ids.iter().cloned().collect())?;
        all.extend(dated(&ledger));
    }
    all.sort_by(|a, b| b.cmp(a));
    out.ids = all.into_iter().skip(skip).take(PAGE).map(|a| a.1).collect();
    out.next = (skip + out.ids.len() < out.total && !out.ids.is_empty()).then(|| (skip + PAGE).to_string());
    Ok(out)
}

fn dated(ledger: &Ledger) -> Vec<(String, String)> {
    let published = |reports: &[String]| {
        let of = ledger.reports.iter().filter(|r| reports.contains(&r.id));
        of.filter_map(|r| r.published.clone()).min().unwrap_or_default()
    };
    let mut out: Vec<(String, String)> = Vec::new();
    for e in &ledger.engagements {
        let day = e.when.as_ref().and_then(|w| w.edtf.clone()).unwrap_or_else(|| published(&e.reports));
        out.push((day, e.id.clone()));
    }
    out.extend(ledger.statements.iter().map(|s| (published(&s.reports), s.id.clone())));
    out.extend(ledger.agreements.iter().map(|a| (published(&a.reports), a.id.clone())));
    let as_of = |d: &bahi::ledger::Delivery| d.as_of.clone().unwrap_or_else(|| published(&d.reports));
    out.extend(ledger.deliveries.iter().map(|d| (as_of(d), d.id.clone())));
    out
}

/// Values that the list may be narrowed to.
pub fn groups(bahi: &Bahi, store: &Store, asked: &Asked, listed: &Listed) -> Result<Vec<Group>, Fault> {
    let ids: BTreeSet<String> = BTreeSet::new();
    let ledger = if ids.is_empty() { Ledger::default() } else { store.ledger_of(&ids)? };
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let groups = listed.counts.iter().map(|(name, values)| {
        let choice = |(value, count): &(String, usize)| Choice {
            name: named(&namer, store, asked, name, value),
            count: *count,
            on: asked.query.iter().any(|q| q.0 == *name && q.1 == *value),
            href: toggled(asked, name, value),
        };
        Group { name, values: values.iter().map(choice).collect(), more: 0 }
    });
    Ok(groups.filter(|g: &Group| !g.values.is_empty()).collect())
}

/// The address with a value at a filter, or without it where it is there already.
pub fn toggled(asked: &Asked, name: &str, value: &str) -> String {
    let on = asked.query.iter().any(|q| q.0 == name && q.1 == value);
    let mut next = asked.clone();
    let several = FILTERS.iter().any(|f| f.name == name && f.several);
    next.query.retain(|q| q.0 != "next" && !(q.0 == name && (!several || q.1 == value)));
    if !on {
        next.query.push((name.to_owned(), value.to_owned()));
    }
    next.on(&asked.path)
}

// A value of a filter as people read it.
fn named(namer: &Namer<'_>, store: &Store, asked: &Asked, name: &str, value: &str) -> Named {
    let lang = asked.lang;
    let word = |group: &str| Named::plain(lang.word(group, value));
    match name {
        "type" => word("type"),
        "kind" => word("kind"),
        "status" => word("status"),
        "state" => word("conflict-state"),
        "disputed" => Named::plain(lang.t("flag.true")),
        "from" | "until" => Named::plain(super::dates::words(lang, value)),
        "country" => namer.of(value),
        "language" => word("language"),
        _ if value.starts_with("A-") => store.actor_called(value).map_or_else(
            |_| Named::plain(value),
            |actor| {
                let hi = actor.hindi.clone().filter(|_| lang == crate::lang::Lang::Hi);
                Named::plain(hi.unwrap_or(actor.name))
            },
        ),
        _ => Named::plain(value),
    }
}

/// The filters that are on.
pub fn chosen(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Vec<Chosen>, Fault> {
    let ledger = Ledger::default();
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let filters = asked.query.iter().filter(|q| q.0 == "type" || FILTERS.iter().any(|f| f.name == q.0));
    let mut out: Vec<Chosen> = Vec::new();
    for (name, value) in filters {
        let mut next = asked.clone();
        next.query.retain(|q| q.0 != "next" && !(q.0 == *name && q.1 == *value));
        out.push(Chosen {
            name: name.clone(),
            raw: value.clone(),
            value: named(&namer, store, asked, name, value),
            href: next.on(&asked.path),
        });
    }
    Ok(out)
}

/// Reports that came since the last visit.
pub fn fresh(store: &Store, asked: &Asked) -> Result<BTreeSet<String>, Fault> {
    let Some(before) = asked.visit.or(asked.seen) else { return Ok(BTreeSet::new()) };
    let query = "SELECT id FROM report ORDER BY rowid LIMIT -1 OFFSET ?1";
    let mut rows = store.connection().prepare_cached(query).map_err(bahi::StoreError::from)?;
    let rows = rows.query_map([before.max(0)], |r| r.get(0)).map_err(bahi::StoreError::from)?;
    Ok(rows.collect::<Result<_, _>>().map_err(bahi::StoreError::from)?)
}
