//! Lists beside the ledger: everybody and everything that is named, and where the reports come from.

use super::asked::{Asked, Reply, page_of};
use super::columns::Head;
use super::ledger::Files;
use super::names::{Named, Namer, Word};
use super::{actor, dates, reasons};
use crate::Fault;
use bahi::ledger::Ledger;
use bahi::store::{ActorFilter, Bounds};
use bahi::{Bahi, Store};
use serde::Serialize;

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
    failures: Vec<(String, Word, Word)>,
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
    let within = Bounds { outlets: only.iter().cloned().collect(), ..Bounds::default() };
    let (heads, total) = store.heads(&within, skip, PAGE)?;
    let reports: Vec<Head> = heads.iter().map(|r| Head::of(r, asked.lang)).collect();
    let more = skip.saturating_add(reports.len());
    let view = SourcesView {
        outlets: store.outlets_counted()?.into_iter().map(|o| outlet(o, asked)).collect(),
        total,
        outlet: only,
        failures: failures(store, asked)?,
        more: (!reports.is_empty() && more < total).then(|| asked.with("next", Some(&more.to_string()))),
        reports,
    };
    asked.page("sources.html", "sources", asked.lang.t("nav.sources"), &view)
}

// What could not be read, with why and what to do about it.
fn failures(store: &Store, asked: &Asked) -> Result<Vec<(String, Word, Word)>, Fault> {
    let said = |text: &str| reasons::said(asked.lang, text);
    Ok(store.failures()?.into_iter().map(|(path, why, remedy)| (path, said(&why), said(&remedy))).collect())
}

fn outlet(o: bahi::store::Outlet, asked: &Asked) -> Outlet {
    let words = |d: &String| dates::words(asked.lang, d);
    Outlet {
        href: o.name.as_deref().map_or_else(|| "/sources".to_owned(), |n| asked.with("outlet", Some(n))),
        name: o.name,
        reports: o.reports,
        copies: o.copies,
        first: o.dates.as_ref().map(|d| words(&d.0)),
        last: o.dates.as_ref().map(|d| words(&d.1)),
        languages: o.languages.into_iter().collect(),
        records: o.engagements,
        alone: o.alone,
    }
}
