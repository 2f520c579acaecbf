//! The ledger on an axis of time, in lanes; drawn mark by mark or as bars per month, with the list behind it.

use super::asked::{Asked, Reply};
use super::dates;
use super::facets;
use super::ledger::{self, Day};
use super::names::Namer;
use super::rows::{Row, Rows};
use crate::Fault;
use bahi::store::{Filter, Type};
use bahi::{Bahi, Store};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct TimelineView {
    lanes: Vec<(&'static str, String, bool)>,
    drawing: Option<Drawing>,
    days: Vec<Day>,
    total: usize,
    shown: usize,
    chosen: Vec<facets::Chosen>,
    formats: Vec<ledger::Files>,
}

/// The drawing.
#[derive(Debug, Default, Serialize)]
struct Drawing {
    width: f64,
    height: f64,
    left: f64,
    lanes: Vec<Lane>,
    ticks: Vec<(f64, String)>,
    bars: bool,
}

#[derive(Debug, Default, Serialize)]
struct Lane {
    name: String,
    y: f64,
    marks: Vec<MarkView>,
}

#[derive(Debug, Default, Serialize)]
struct MarkView {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
    href: String,
    label: String,
    class: String,
}

// Marks drawn one by one.
const MARKS: usize = 500;
// Records listed where there are more.
const SHOWN: usize = 100;
const LANES: usize = 12;
const WIDTH: f64 = 1000.0;
const LEFT: f64 = 190.0;
const ROW: f64 = 40.0;
const BY: [&str; 4] = ["pair", "forum", "system", "type"];

/// The page.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let filter = facets::filter(bahi, store, asked, &mut Vec::new())?;
    let types = facets::types(asked);
    let total = store.count(&types, &filter)?;
    let listed = store.page(&types, &filter, None, if total > MARKS { SHOWN } else { MARKS })?;
    let ids: BTreeSet<String> = listed.ids().map(str::to_owned).collect();
    let ledger = store.ledger_of(&ids)?;
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let fresh = BTreeSet::new();
    let rows = Rows::new(&ledger, &namer, &fresh);
    let rows: Vec<Row> = listed.ids().filter_map(|id| rows.row(id)).filter(|r| r.edtf.is_some()).collect();
    let by = asked.get("lane").filter(|l| BY.contains(l)).unwrap_or("pair");
    let drawing = if total > MARKS { bars(store, &types, &filter, asked)? } else { draw(&rows, by, asked) };
    let view = TimelineView {
        lanes: BY.map(|b| (b, asked.with("lane", Some(b)), b == by)).into(),
        drawing,
        shown: rows.len(),
        total,
        days: ledger::days(rows),
        chosen: facets::chosen(bahi, store, asked)?,
        formats: ledger::formats(asked),
    };
    asked.page("timeline.html", "timeline", asked.lang.t("nav.timeline"), &view)
}

// Too many to draw one by one: records of each type by month.
fn bars(store: &Store, types: &[Type], filter: &Filter, asked: &Asked) -> Result<Option<Drawing>, Fault> {
    let wanted = Type::ALL.into_iter().filter(|t| types.is_empty() || types.contains(t));
    let mut counts: Vec<(String, Vec<(String, usize)>)> = Vec::new();
    for kind in wanted {
        counts.push((asked.lang.word("types", kind.name()), store.facets(&[kind], filter, &[], 0)?.months));
    }
    let days: Vec<(i64, i64)> = counts.iter().flat_map(|c| &c.1).filter_map(|m| dates::bounds(&m.0)).collect();
    let ends = days.iter().map(|d| d.0).min().zip(days.iter().map(|d| d.1).max());
    let Some((first, last)) = ends else { return Ok(None) };
    let x = scale(first, last);
    let lanes = counts.into_iter().enumerate().map(|(n, (name, months))| {
        let y = n as f64 * ROW + 30.0;
        Lane { name, y, marks: months_of(&months, y, &x, asked) }
    });
    Ok(Some(Drawing::of(lanes.collect(), ticks(first, last, &x), true)))
}

// Days to places in the drawing.
fn scale(first: i64, last: i64) -> impl Fn(i64) -> f64 {
    let span = (last - first).max(1) as f64;
    move |day: i64| ((LEFT + (day - first) as f64 / span * (WIDTH - LEFT - 16.0)) * 10.0).round() / 10.0
}

impl Drawing {
    fn of(lanes: Vec<Lane>, ticks: Vec<(f64, String)>, bars: bool) -> Self {
        let height = lanes.len() as f64 * ROW + 46.0;
        Self { width: WIDTH, height, left: LEFT, lanes, ticks, bars }
    }
}

// The lane of a record: of a pair the countries, by letters.
fn lane(row: &Row, by: &str, asked: &Asked) -> String {
    let other = || asked.lang.t("timeline.other").to_owned();
    match by {
        "type" => asked.lang.word("type", row.of),
        "forum" => row.forum.as_ref().filter(|_| row.of == "engagement").map_or_else(other, |f| f.main.text.clone()),
        "system" => row.forum.as_ref().filter(|_| row.of == "delivery").map_or_else(other, |f| f.main.text.clone()),
        _ => {
            // The last part of an office is whose it is.
            let of = |p: &super::names::PartyView| {
                let office = p.office.as_ref().map_or(p.name.main.text.as_str(), |o| o.text.as_str());
                let country = office.rsplit(", ").next().unwrap_or(office).to_owned();
                (p.office.is_some() || row.of == "delivery" || row.of == "agreement").then_some(country)
            };
            let countries: BTreeSet<String> = row.who.iter().chain(&row.whom).filter_map(of).collect();
            if countries.is_empty() { other() } else { countries.into_iter().take(3).collect::<Vec<_>>().join(" – ") }
        }
    }
}

fn draw(rows: &[Row], by: &str, asked: &Asked) -> Option<Drawing> {
    let days = |r: &Row| r.edtf.as_deref().and_then(dates::bounds);
    let first = rows.iter().filter_map(|r| days(r).map(|d| d.0)).min()?;
    let last = rows.iter().filter_map(|r| days(r).map(|d| d.1)).max()?.max(first + 1);
    let mut lanes: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        lanes.entry(lane(row, by, asked)).or_default().push(row);
    }
    let mut lanes: Vec<(String, Vec<&Row>)> = lanes.into_iter().collect();
    let other = asked.lang.t("timeline.other").to_owned();
    lanes.sort_by_key(|(name, rows)| (*name == other, std::cmp::Reverse(rows.len())));
    let rest: Vec<&Row> = lanes.iter().skip(LANES).flat_map(|l| l.1.iter().copied()).collect();
    lanes.truncate(LANES);
    if !rest.is_empty() {
        match lanes.iter_mut().find(|l| l.0 == other) {
            Some(lane) => lane.1.extend(rest),
            None => lanes.push((other, rest)),
        }
    }
    let x = scale(first, last);
    let lanes = lanes.into_iter().enumerate().map(|(n, (name, rows))| {
        let y = n as f64 * ROW + 30.0;
        Lane { name, y, marks: dots(&rows, y, &x, &days) }
    });
    Some(Drawing::of(lanes.collect(), ticks(first, last, &x), false))
}

// Marks that would lie on each other are stacked.
fn dots(rows: &[&Row], y: f64, x: &impl Fn(i64) -> f64, days: &impl Fn(&Row) -> Option<(i64, i64)>) -> Vec<MarkView> {
    let mut out: Vec<MarkView> = Vec::new();
    for row in rows {
        let Some((from, to)) = days(row) else { continue };
        let (left, right) = (x(from), x(to));
        let near = out.iter().rev().take_while(|m| (left - m.x).abs() < 9.0).count() % 3;
        let title = super::record::title(row);
        out.push(MarkView {
            x: left,
            y: y + near as f64 * 9.0 - 6.0,
            w: (right - left).max(8.0),
            h: 8.0,
            href: row.href.clone(),
            label: format!("{}: {title}", row.when),
            class: format!("{} {}", row.of, row.status.as_deref().unwrap_or("held")),
        });
    }
    out
}

fn months_of(counts: &[(String, usize)], y: f64, x: &impl Fn(i64) -> f64, asked: &Asked) -> Vec<MarkView> {
    let most = counts.iter().map(|c| c.1).max().unwrap_or(1) as f64;
    let bar = |(month, count): &(String, usize)| {
        let (from, to) = dates::bounds(month)?;
        let h = (*count as f64 / most * 28.0).max(2.0);
        let (left, right) = (x(from), x(to));
        let mut next = asked.clone();
        next.query.retain(|q| !matches!(q.0.as_str(), "from" | "until"));
        next.query.extend([("from".to_owned(), month.clone()), ("until".to_owned(), month.clone())]);
        Some(MarkView {
            x: left,
            y: y + 14.0 - h,
            w: (right - left - 1.0).max(1.5),
            h,
            href: next.on(&asked.path),
            label: format!("{}: {}", dates::month(asked.lang, month), asked.lang.count("records", *count)),
            class: "bar".to_owned(),
        })
    };
    counts.iter().filter_map(bar).collect()
}

// Where years begin, or months of a short time.
fn ticks(first: i64, last: i64, x: &impl Fn(i64) -> f64) -> Vec<(f64, String)> {
    let mut out: Vec<(f64, String)> = Vec::new();
    for year in 1900..2200 {
        let Some((day, _)) = dates::bounds(&format!("{year}-01-01")) else { continue };
        if day < first || day > last {
            continue;
        }
        if out.last().is_none_or(|t| x(day) - t.0 > 46.0) {
            out.push((x(day), year.to_string()));
        }
    }
    out
}
