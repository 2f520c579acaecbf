//! Lists beside the ledger: everybody and everything that is named, and where the reports come from.

use super::asked::{Asked, Reply, page_of};
use super::columns::Head;
use super::ledger::Files;
use super::names::{Named, Namer};
use super::{actor, dates};
use crate::Fault;
use bahi::ledger::{Ledger, Report};
use bahi::store::ActorFilter;
use bahi::{Bahi, Store, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct ActorsView {
    rows: Vec<ActorLine>,
    total: usize,
    kinds: Vec<(String, String, bool)>,
    formats: Vec<Files>,
    all: Option<String>,
}

#[derive(Serialize)]
struct ActorLine {
    name: Named,
    kind: String,
    country: Option<Named>,
    reports: usize,
    engagements: usize,
    statements: usize,
}

const KINDS: [&str; 9] = ["person", "country", "body", "forum", "ministry", "office", "place", "system", "other"];
const PAGE: usize = 200;

/// Actors, those told of most first.
pub fn actors(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let kind = asked.get("kind").map(str::to_owned);
    let countries: Vec<String> = asked.get("country").into_iter().map(str::to_owned).collect();
    let most = if asked.get("all").is_some() { usize::MAX } else { PAGE };
    let (found, total) = store.actors(&ActorFilter { kind: kind.clone(), countries, ids: Vec::new() }, most)?;
    let ledger = Ledger::default();
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let rows = found.into_iter().map(|a| {
        let mut name = actor::both(asked.lang, a.name.as_deref().or(Some(&a.id)), a.hindi.as_deref());
        name.href = Some(page_of(&a.id));
        let country = a.country.as_deref().map(|c| namer.of(c));
        let (reports, engagements, statements) = (a.reports, a.engagements, a.statements);
        ActorLine { name, kind: a.kind, country, reports, engagements, statements }
    });
    let rows: Vec<ActorLine> = rows.collect();
    let view = ActorsView {
        all: (rows.len() < total).then(|| asked.with("all", Some("1"))),
        rows,
        total,
        kinds: KINDS
            .map(|k| {
                let on = kind.as_deref() == Some(k);
                (k.to_owned(), asked.with("kind", (!on).then_some(k)), on)
            })
            .into(),
        formats: vec![Files {
            label: "nav.actors".to_owned(),
            links: ["json", "csv"].map(|end| (end, format!("/actors.{end}"))).into(),
        }],
    };
    asked.page("actors.html", "actors", asked.lang.t("nav.actors"), &view)
}

#[derive(Serialize)]
struct SourcesView {
    outlets: Vec<Outlet>,
    reports: Vec<Head>,
    total: usize,
    outlet: Option<String>,
    failures: Vec<(String, String, String)>,
    more: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct Outlet {
    name: Option<String>,
    href: String,
    reports: usize,
    copies: usize,
    first: Option<String>,
    last: Option<String>,
    languages: Vec<String>,
    records: usize,
    alone: usize,
}

/// Outlets, and the reports of one or of all.
pub fn sources(_: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let only = asked.get("outlet").map(str::to_owned);
    let skip: usize = asked.get("next").and_then(|n| n.parse().ok()).unwrap_or(0);
    let all = heads(store)?;
    let mut outlets: BTreeMap<Option<String>, Vec<&Report>> = BTreeMap::new();
    for head in &all {
        outlets.entry(head.outlet.clone().filter(|o| !o.trim().is_empty())).or_default().push(head);
    }
    let told = told(store)?;
    let mut lines: Vec<Outlet> = outlets.iter().map(|(name, heads)| outlet(name, heads, &told, asked)).collect();
    lines.sort_by(|a, b| (a.name.is_none(), b.reports, &a.name).cmp(&(b.name.is_none(), a.reports, &b.name)));
    let of = |r: &&Report| only.as_deref().is_none_or(|o| r.outlet.as_deref() == Some(o));
    let shown: Vec<&Report> = all.iter().filter(of).collect();
    let total = shown.len();
    let reports: Vec<Head> = shown.into_iter().skip(skip).take(PAGE).map(|r| Head::of(r, asked.lang)).collect();
    let more = skip + reports.len();
    let view = SourcesView {
        outlets: lines,
        reports,
        total,
        outlet: only,
        failures: store.failures()?,
        more: (more < total).then(|| asked.with("next", Some(&more.to_string()))),
    };
    asked.page("sources.html", "sources", asked.lang.t("nav.sources"), &view)
}

// Heads of all reports, the latest first, with whom they copy.
fn heads(store: &Store) -> Result<Vec<Report>, Fault> {
    let query = "SELECT id, path, outlet, title, published, head ->> '$.language', head ->> '$.url',
                        head ->> '$.copy_of' FROM report ORDER BY published IS NULL, published DESC, id";
    let mut rows = store.connection().prepare_cached(query).map_err(StoreError::from)?;
    let rows = rows.query_map([], |r| {
        let language: Option<String> = r.get(5)?;
        Ok(Report {
            id: r.get(0)?,
            path: r.get(1)?,
            outlet: r.get(2)?,
            title: r.get(3)?,
            published: r.get(4)?,
            language: language.unwrap_or_default(),
            url: r.get(6)?,
            copy_of: r.get(7)?,
            ..Report::default()
        })
    });
    Ok(rows.map_err(StoreError::from)?.collect::<Result<_, _>>().map_err(StoreError::from)?)
}

// Outlets of each engagement.
fn told(store: &Store) -> Result<BTreeMap<String, BTreeSet<Option<String>>>, Fault> {
    let query =
        "SELECT m.record, r.outlet FROM member m JOIN telling t ON t.id = m.telling JOIN report r ON r.id = t.report";
    let mut rows = store.connection().prepare_cached(query).map_err(StoreError::from)?;
    let rows = rows.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, Option<String>>(1)?)));
    let mut out: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
    for row in rows.map_err(StoreError::from)? {
        let (record, outlet) = row.map_err(StoreError::from)?;
        out.entry(record).or_default().insert(outlet);
    }
    Ok(out)
}

fn outlet(
    name: &Option<String>,
    heads: &[&Report],
    told: &BTreeMap<String, BTreeSet<Option<String>>>,
    asked: &Asked,
) -> Outlet {
    let days: Vec<&String> = heads.iter().filter_map(|h| h.published.as_ref()).collect();
    let words = |d: &&String| dates::words(asked.lang, d);
    let languages: BTreeSet<&str> = heads.iter().map(|h| h.language.as_str()).filter(|l| !l.is_empty()).collect();
    let mine: Vec<_> = told.values().filter(|o| o.contains(name)).collect();
    Outlet {
        name: name.clone(),
        href: name.as_deref().map_or_else(|| "/sources".to_owned(), |n| asked.with("outlet", Some(n))),
        reports: heads.len(),
        copies: heads.iter().filter(|h| h.copy_of.is_some()).count(),
        first: days.iter().min().map(words),
        last: days.iter().max().map(words),
        languages: languages.into_iter().map(str::to_owned).collect(),
        records: mine.len(),
        alone: mine.iter().filter(|o| o.len() == 1).count(),
    }
}
