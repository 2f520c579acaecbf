//! What a list may be narrowed to: values with how many records have each, every one of them a link.

use super::actor::both;
use super::asked::Asked;
use super::ledger::Listed;
use super::names::{Named, Namer};
use crate::Fault;
use bahi::ledger::Ledger;
use bahi::store::{Bounds, Cursor, Facet, FacetCounts, FacetValue, Filter, Type};
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
    /// The list with all of them shown.
    pub rest: Option<String>,
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
///
/// # Errors
/// A filter that stands twice, or a switch that is neither yes nor no.
pub fn which(asked: &Asked) -> Result<Which, Fault> {
    let mut which = Which::default();
    for (name, value) in &asked.query {
        which.set(name, value)?;
    }
    Ok(which)
}

/// The types that an address asks for; none for all.
pub fn types(asked: &Asked) -> Vec<Type> {
    let wanted = asked.get("type");
    Type::ALL.into_iter().filter(|t| wanted == Some(t.name())).collect()
}

/// The filters of an address as the store takes them.
///
/// # Errors
/// A name, a date or a pair that means nothing in this ledger.
pub fn filter(bahi: &Bahi, store: &Store, asked: &Asked, notes: &mut Vec<String>) -> Result<Filter, Fault> {
    let found = which(asked)?.filter(bahi, store)?;
    notes.extend(found.notes);
    Ok(found.filter)
}

/// A page of the records that the filters let through.
///
/// # Errors
/// As [`filter`]; a place in the list that no page gave.
pub fn listed(bahi: &Bahi, store: &Store, asked: &Asked, notes: &mut Vec<String>) -> Result<Listed, Fault> {
    let filter = filter(bahi, store, asked, notes)?;
    let at = asked.get("next").map(str::parse::<Cursor>).transpose();
    let at = at.map_err(|error| Fault::new("bad-cursor", error.to_string()))?;
    let types = types(asked);
    let page = store.page(&types, &filter, at.as_ref(), PAGE)?;
    let counts = store.facets(&types, &filter, &SHOWN.map(|f| f.0), VALUES)?;
    // The strip shows the months around the chosen ones too.
    let whole = Filter { bounds: Bounds { from: None, to: None, ..filter.bounds.clone() }, ..filter.clone() };
    let months = if whole == filter { counts.months.clone() } else { store.facets(&types, &whole, &[], 0)?.months };
    Ok(Listed {
        ids: page.ids().map(str::to_owned).collect(),
        total: counts.records,
        next: page.next.map(|c| c.to_string()),
        previous: page.previous.map(|c| c.to_string()),
        months,
        facets: counts.facets,
    })
}

// Facets shown, each with the filter that it sets.
const SHOWN: [(Facet, &str); 11] = [
    (Facet::Type, "type"),
    (Facet::Kind, "kind"),
    (Facet::Status, "status"),
    (Facet::Country, "country"),
    (Facet::Person, "who"),
    (Facet::Forum, "forum"),
    (Facet::System, "system"),
    (Facet::Place, "place"),
    (Facet::Outlet, "outlet"),
    (Facet::Language, "language"),
    (Facet::State, "state"),
];
// Values of each; of the one that is opened many more.
const VALUES: usize = 8;
const OPENED: usize = 500;

/// Values that the list may be narrowed to. Beside a value that is chosen stand the others as they would be without it.
///
/// # Errors
/// What the store gives.
pub fn groups(bahi: &Bahi, store: &Store, asked: &Asked, listed: &Listed) -> Result<Vec<Group>, Fault> {
    let ledger = Ledger::default();
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let mut out = Vec::new();
    for (facet, name) in SHOWN {
        let chosen = asked.get(name).is_some();
        let opened = asked.get("more") == Some(facet.name());
        let other = (chosen || opened).then(|| counted(bahi, store, asked, facet, name, opened)).transpose()?;
        let here = listed.facets.iter().find(|f| f.facet == facet);
        let Some(counts) = other.as_ref().or(here) else { continue };
        let choice = |v: &FacetValue| Choice {
            name: match v.name.is_some() || v.hindi.is_some() {
                true => both(asked.lang, v.name.as_deref(), v.hindi.as_deref()),
                false => named(&namer, store, asked, name, &v.value),
            },
            count: v.records,
            on: asked.query.iter().any(|q| q.0 == name && q.1 == v.value),
            href: toggled(asked, name, &v.value),
        };
        let values: Vec<Choice> = counts.values.iter().map(choice).collect();
        // One value that all records have narrows nothing.
        let narrows = values.len() > 1 || values.iter().any(|v| v.on || v.count < listed.total);
        if narrows && !values.is_empty() {
            let more = counts.distinct - values.len();
            let rest = (more > 0).then(|| asked.with("more", Some(facet.name())));
            out.push(Group { name: facet.name(), values, more, rest });
        }
    }
    Ok(out)
}

// The values of a facet among the records that all other filters let through.
fn counted(
    bahi: &Bahi,
    store: &Store,
    asked: &Asked,
    facet: Facet,
    name: &str,
    opened: bool,
) -> Result<FacetCounts, Fault> {
    let mut others = asked.clone();
    // Several countries or people all take part: what is beside them is among their records.
    let several = FILTERS.iter().any(|f| f.name == name && f.several) && name != "language";
    others.query.retain(|q| several || q.0 != name);
    let filter = filter(bahi, store, &others, &mut Vec::new())?;
    let most = if opened { OPENED } else { VALUES };
    let mut found = store.facets(&types(&others), &filter, &[facet], most)?.facets;
    found.pop().ok_or_else(Fault::internal)
}

/// The address with a value at a filter, or without it where it is there already.
pub fn toggled(asked: &Asked, name: &str, value: &str) -> String {
    let on = asked.query.iter().any(|q| q.0 == name && q.1 == value);
    let mut next = asked.clone();
    let several = FILTERS.iter().any(|f| f.name == name && f.several);
    next.query.retain(|q| q.0 != "next" && q.0 != "more" && !(q.0 == name && (!several || q.1 == value)));
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
    let query = "SELECT id FROM report ORDER BY number LIMIT -1 OFFSET ?1";
    let mut rows = store.connection().prepare_cached(query).map_err(bahi::StoreError::from)?;
    let rows = rows.query_map([before.max(0)], |r| r.get(0)).map_err(bahi::StoreError::from)?;
    Ok(rows.collect::<Result<_, _>>().map_err(bahi::StoreError::from)?)
}
