//! An actor: spellings, offices over time with the words for them, whom it met, what it is told of.

use super::asked::{Asked, Reply, page_of};
use super::fields::JudgedView;
use super::lang::Lang;
use super::names::{Named, Namer, Word, clipped};
use super::record::present;
use super::rows::{Row, Rows};
use super::{columns, dates};
use crate::Fault;
use bahi::ledger::{Claim, Ledger, Office};
use bahi::store::{Filter, Portrait, Type};
use bahi::{Bahi, Store, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An actor.
#[derive(Debug, Default, Serialize)]
struct ActorView {
    id: String,
    kind: String,
    name: Named,
    country: Option<Named>,
    reports: usize,
    engagements: usize,
    statements: usize,
    dates: Option<(String, String)>,
    spellings: Vec<Spelt>,
    said: Vec<Held>,
    known: Vec<Held>,
    counterparts: Vec<(Named, usize, String)>,
    kinds: Vec<(String, String, usize)>,
    external: Vec<(String, String, Option<String>)>,
    same: Vec<Same>,
    sections: Vec<Section>,
    judged: Vec<JudgedView>,
    aliases: Vec<String>,
    known_to: bool,
}

/// A spelling.
#[derive(Debug, Default, Serialize)]
struct Spelt {
    text: Word,
    count: usize,
    reports: usize,
    first: Option<String>,
    last: Option<String>,
}

/// An office with the time for which it is known or told.
#[derive(Debug, Default, Serialize)]
struct Held {
    office: Word,
    from: Option<String>,
    to: Option<String>,
    reports: usize,
    /// The words that say so first and last.
    quotes: Vec<Quote>,
    /// Left edge and width of its bar, in percent of the time shown.
    bar: Option<(f64, f64)>,
}

#[derive(Debug, Default, Serialize)]
struct Quote {
    text: Word,
    source: String,
    href: String,
    when: Option<String>,
}

/// Somebody who may be the same.
#[derive(Debug, Default, Serialize)]
struct Same {
    name: Named,
    id: String,
    spelling: Word,
    reports: usize,
}

#[derive(Debug, Default, Serialize)]
struct Section {
    of: &'static str,
    rows: Vec<Row>,
    total: usize,
    href: String,
}

const MOST: usize = 25;
const LIKE: usize = 6;

/// The page.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let id = asked.id();
    let now = present(store, &id)?;
    if now != id || !id.starts_with("A-") {
        return Ok(Reply::moved(&page_of(&now)));
    }
    let portrait = store.once(format!("portrait {id}"), || store.portrait(&id))?;
    let mut ids = BTreeSet::new();
    let mut listed = Vec::new();
    for kind in Type::ALL {
        let filter = Filter { who: vec![id.clone()], ..Filter::default() };
        let list = store.list(kind, &filter, MOST)?;
        ids.extend(list.ids.iter().cloned());
        listed.push((kind, list));
    }
    let ledger = store.ledger_of(&ids)?;
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let fresh = BTreeSet::new();
    let rows = Rows::new(&ledger, &namer, &fresh);
    let sections = listed.into_iter().filter(|(_, list)| list.total > 0).map(|(kind, list)| Section {
        of: kind.name(),
        rows: list.ids.iter().filter_map(|id| rows.row(id)).collect(),
        total: list.total,
        href: super::asked::address("/", &[("who", &id), ("type", kind.name())]),
    });
    let sections: Vec<Section> = sections.collect();
    let view = view(bahi, store, asked, &portrait, &ledger, &namer, sections)?;
    let title = view.name.main.text.clone();
    asked.page("actor.html", "actors", &title, &view)
}

fn view(
    bahi: &Bahi,
    store: &Store,
    asked: &Asked,
    portrait: &Portrait,
    ledger: &Ledger,
    namer: &Namer<'_>,
    sections: Vec<Section>,
) -> Result<ActorView, Fault> {
    let Portrait { actor, row, .. } = portrait;
    let both = |en: Option<&str>, hi: Option<&str>| both(asked.lang, en, hi);
    let published = published(store, actor.spellings.iter().flat_map(|s| &s.reports))?;
    let words = |edtf: &String| dates::words(asked.lang, edtf);
    let mut known: Vec<Held> = Vec::new();
    for office in actor.offices.iter().filter(|o| o.basis == "knowledge") {
        let named = Office { title: office.title.clone(), of: office.of.clone(), styled: None };
        let (from, to) = (office.from.as_ref().map(words), office.to.as_ref().map(words));
        known.push(Held { office: namer.office(&named).unwrap_or_default(), from, to, ..Held::default() });
    }
    bars(
        &mut known,
        actor.offices.iter().filter(|o| o.basis == "knowledge").map(|o| (o.from.as_deref(), o.to.as_deref())),
        &asked.now,
    );
    let counterparts = portrait.counterparts.iter().take(40).map(|c| {
        let mut name = both(Some(&c.name), c.hindi.as_deref());
        name.href = Some(page_of(&c.id));
        let together = super::asked::address("/", &[("who", actor.id.as_str()), ("who", c.id.as_str())]);
        (name, c.engagements, together)
    });
    let wikidata = |scheme: &str, code: &str| {
        let plain = code.starts_with('Q') && code[1..].bytes().all(|b| b.is_ascii_digit());
        (scheme == "wikidata" && plain).then(|| format!("https://www.wikidata.org/wiki/{code}"))
    };
    let external = actor.external.iter().map(|(scheme, code)| (scheme.clone(), code.clone(), wikidata(scheme, code)));
    Ok(ActorView {
        id: actor.id.clone(),
        kind: actor.kind.clone(),
        name: both(actor.name.en.as_deref().or(Some(&actor.id)), actor.name.hi.as_deref()),
        country: actor.country.as_deref().map(|c| namer.of(c)),
        reports: row.reports,
        engagements: row.engagements,
        statements: row.statements,
        dates: portrait.dates.as_ref().map(|(a, b)| (words(a), words(b))),
        spellings: actor
            .spellings
            .iter()
            .map(|s| {
                let days: Vec<&String> = s.reports.iter().filter_map(|r| published.get(r)).collect();
                Spelt {
                    text: Word::of(s.text.clone()),
                    count: s.count,
                    reports: s.reports.len(),
                    first: days.iter().min().map(|d| words(d)),
                    last: days.iter().max().map(|d| words(d)),
                }
            })
            .collect(),
        said: said(portrait, ledger, namer, asked),
        known,
        counterparts: counterparts.collect(),
        kinds: portrait.kinds.clone(),
        external: external.collect(),
        same: same(bahi, store, asked, portrait)?,
        sections,
        judged: actor.judged.iter().map(|j| JudgedView::of(j, namer)).collect(),
        aliases: actor.aliases.iter().filter(|a| **a != actor.id).cloned().collect(),
        known_to: actor.known.is_some(),
    })
}

/// A name of which either form may be missing.
pub fn both(lang: Lang, en: Option<&str>, hi: Option<&str>) -> Named {
    let (en, hi) = (en.filter(|t| !t.is_empty()), hi.filter(|t| !t.is_empty()));
    let (first, second) = if lang == Lang::Hi { (hi, en) } else { (en, hi) };
    let main = clipped(first.or(second).unwrap_or_default());
    let alt = first.and(second).map(clipped).filter(|s| *s != main).map(Word::of);
    Named { main: Word::of(main), alt, href: None }
}

// Days of publication of some reports.
fn published<'a>(store: &Store, ids: impl Iterator<Item = &'a String>) -> Result<BTreeMap<String, String>, Fault> {
    let ids: BTreeSet<&String> = ids.collect();
    let ids = serde_json::to_string(&ids)?;
    let query =
        "SELECT id, published FROM report WHERE published IS NOT NULL AND id IN (SELECT value FROM json_each(?1))";
    let mut rows = store.connection().prepare_cached(query).map_err(StoreError::from)?;
    let rows = rows.query_map([ids], |r| Ok((r.get(0)?, r.get(1)?))).map_err(StoreError::from)?;
    Ok(rows.collect::<Result<_, _>>().map_err(StoreError::from)?)
}

// Offices as the reports give them, each with the words that first and last say so.
fn said(portrait: &Portrait, ledger: &Ledger, namer: &Namer<'_>, asked: &Asked) -> Vec<Held> {
    let end = format!("{}/office/title", portrait.actor.id);
    let of: Vec<&Claim> = ledger.claims.iter().filter(|c| c.field.ends_with(&end)).collect();
    let report = |id: &str| ledger.reports.iter().find(|r| r.id == id);
    let held = |o: &bahi::store::OfficeSaid| {
        let named = Office { title: o.title.clone(), of: o.of.clone(), styled: None };
        let mut claims: Vec<&&Claim> = of.iter().filter(|c| c.value == o.title).collect();
        claims.sort_by_key(|c| report(&c.report).and_then(|r| r.published.clone()));
        let mut ends: Vec<&&Claim> = claims.first().into_iter().copied().collect();
        ends.extend(claims.last().filter(|l| ends.first().is_some_and(|f| f.report != l.report)));
        let quotes = ends.into_iter().filter_map(|c| {
            let (report, words) = (report(&c.report)?, c.evidence.first()?);
            Some(Quote {
                text: Word::of(words.exact.clone()),
                source: columns::source(report),
                href: format!("{}#{}", page_of(&report.id), c.id),
                when: report.published.as_deref().map(|p| dates::words(asked.lang, p)),
            })
        });
        Held {
            office: namer.office(&named).unwrap_or_default(),
            from: o.first.as_ref().map(|d| dates::words(asked.lang, d)),
            to: o.last.as_ref().map(|d| dates::words(asked.lang, d)),
            reports: o.reports,
            quotes: quotes.collect(),
            bar: None,
        }
    };
    portrait.said.iter().map(held).collect()
}

// Where the bar of each office lies between the first and the last day.
fn bars<'a>(held: &mut [Held], spans: impl Iterator<Item = (Option<&'a str>, Option<&'a str>)>, now: &str) {
    let today = now.get(..10).and_then(dates::bounds).map_or(0, |b| b.0);
    let day = |d: Option<&str>, last: bool| d.and_then(dates::bounds).map(|b| if last { b.1 } else { b.0 });
    let spans: Vec<(Option<i64>, i64)> =
        spans.map(|(from, to)| (day(from, false), day(to, true).unwrap_or(today))).collect();
    let first = spans.iter().filter_map(|s| s.0).min();
    let Some((first, last)) = first.zip(spans.iter().map(|s| s.1).max()).filter(|(a, b)| a < b) else { return };
    let all = (last - first) as f64;
    for (office, (from, to)) in held.iter_mut().zip(spans) {
        let Some(from) = from.filter(|f| *f <= to) else { continue };
        let part = |days: i64| ((days as f64 / all) * 1000.0).round() / 10.0;
        office.bar = Some((part(from - first), part(to - from).max(0.5)));
    }
}

fn same(bahi: &Bahi, store: &Store, asked: &Asked, portrait: &Portrait) -> Result<Vec<Same>, Fault> {
    let name = portrait.actor.name.en.as_deref().or(portrait.actor.name.hi.as_deref());
    let (Some(name), "person") = (name, portrait.actor.kind.as_str()) else { return Ok(Vec::new()) };
    let found = store.actors_like(bahi.knowledge(), name, LIKE)?;
    let others = found.into_iter().filter(|a| a.id != portrait.actor.id && a.kind == "person");
    let same = others.map(|a| {
        let mut name = both(asked.lang, Some(&a.name), a.hindi.as_deref());
        name.href = Some(page_of(&a.id));
        Same { name, spelling: Word::of(a.spelling), reports: a.reports, id: a.id }
    });
    Ok(same.collect())
}
