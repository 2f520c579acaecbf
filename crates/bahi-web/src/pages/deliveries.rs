//! Deliveries: each order with its numbers by day, drawn as steps and told report by report.

use super::asked::{Asked, Reply, page_of};
use super::facets;
use super::names::{Named, Namer, Word};
use super::rows::{Row, Rows};
use super::{dates, ledger};
use crate::Fault;
use bahi::ledger::{Delivery, Ledger};
use bahi::series::{self, Figure, Series};
use bahi::store::{Filter, Type};
use bahi::{Bahi, Store};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct DeliveriesView {
    orders: Vec<Order>,
    total: usize,
    /// How many deliveries there are, where the orders are those of the latest alone.
    latest: Option<(usize, usize)>,
    more: Option<String>,
    chosen: Vec<facets::Chosen>,
    formats: Vec<ledger::Files>,
}

/// An order.
#[derive(Debug, Default, Serialize)]
struct Order {
    id: String,
    item: Named,
    supplier: Option<Named>,
    recipient: Option<Named>,
    unit: Option<Word>,
    ordered: Option<String>,
    points: Vec<PointView>,
    others: Vec<Row>,
    chart: Option<Chart>,
    causes: Vec<(Word, String)>,
}

/// What is told of one day.
#[derive(Debug, Default, Serialize)]
struct PointView {
    when: Option<String>,
    ordered: Option<(String, bool)>,
    delivered: Option<(String, bool)>,
    pending: Option<(String, bool)>,
    off: Vec<&'static str>,
    witnesses: usize,
    rows: Vec<Row>,
    /// `holds`, `fails`, or nothing where not all three are stated.
    sum: &'static str,
}

/// Numbers over time, drawn as steps.
#[derive(Debug, Default, Serialize)]
struct Chart {
    lines: Vec<(&'static str, String)>,
    dots: Vec<(&'static str, f64, f64, String)>,
    ticks: Vec<(f64, String)>,
    levels: Vec<(f64, String)>,
}

// Deliveries of which orders are made, and lines of a page; an order is never parted.
const MOST: usize = 2_000;
const LINES: usize = 100;
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 120.0;
const LEFT: f64 = 34.0;

// The orders of the deliveries that a filter lets through, and how many deliveries those are.
fn orders(store: &Store, filter: &Filter) -> Result<(Vec<Series>, usize), Fault> {
    let listed = store.list(Type::Delivery, filter, MOST)?;
    let ledger = store.ledger_of(&listed.ids.iter().cloned().collect())?;
    Ok((series::of_ledger(&ledger), listed.total))
}

/// The page.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let filter = facets::filter(bahi, store, asked, &mut Vec::new())?;
    let all = store.once(format!("orders {filter:?}"), || orders(store, &filter))?;
    let (all, deliveries) = (&all.0, all.1);
    let skip: usize = asked.get("next").and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut lines = 0;
    let fits = |s: &&Series| {
        let room = lines < LINES;
        lines += s.deliveries.len();
        room
    };
    let shown: Vec<&Series> = all.iter().skip(skip).take_while(fits).collect();
    let ids: BTreeSet<String> = shown.iter().flat_map(|s| s.deliveries.iter().cloned()).collect();
    let ledger = store.ledger_of(&ids)?;
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let more = skip.saturating_add(shown.len());
    let view = DeliveriesView {
        total: all.len(),
        latest: (deliveries > MOST).then_some((MOST, deliveries)),
        more: (!shown.is_empty() && more < all.len()).then(|| asked.with("next", Some(&more.to_string()))),
        orders: shown.into_iter().map(|s| order(s, &ledger, &namer)).collect(),
        chosen: facets::chosen(bahi, store, asked)?,
        formats: ledger::formats(asked),
    };
    asked.page("deliveries.html", "deliveries", asked.lang.t("nav.deliveries"), &view)
}

fn order(s: &Series, ledger: &Ledger, namer: &Namer<'_>) -> Order {
    let fresh = BTreeSet::new();
    let rows = Rows::new(ledger, namer, &fresh);
    let of = |ids: &[String]| -> Vec<Row> { ids.iter().filter_map(|id| rows.row(id)).collect() };
    let told: BTreeSet<&String> = s.points.iter().flat_map(|p| &p.deliveries).collect();
    let others: Vec<String> = s.deliveries.iter().filter(|d| !told.contains(d)).cloned().collect();
    let mine = |d: &&Delivery| s.deliveries.contains(&d.id);
    let causes = ledger.deliveries.iter().filter(mine).filter_map(|d| Some((d.cause.as_ref()?, d)));
    let mut seen = BTreeSet::new();
    let points = s.points.iter().map(|p| PointView {
        when: p.as_of.as_deref().map(|d| dates::words(namer.lang, d)),
        ordered: figure(p.ordered),
        delivered: figure(p.delivered),
        pending: figure(p.pending),
        off: p.off.clone(),
        witnesses: p.witnesses,
        rows: of(&p.deliveries),
        sum: sum(&p.deliveries, ledger),
    });
    Order {
        id: s.id.clone(),
        item: namer.named(s.item.as_deref(), Some(&s.name)),
        supplier: s.supplier.as_deref().map(|c| namer.of(c)),
        recipient: s.recipient.as_deref().map(|c| namer.of(c)),
        unit: s.unit.as_deref().map(|u| namer.unit(u)),
        ordered: s.ordered.map(super::numbers::grouped),
        points: points.collect(),
        others: of(&others),
        chart: chart(s, namer),
        causes: causes
            .filter(|(c, _)| seen.insert(c.text.clone()))
            .map(|(c, d)| (Word::of(c.text.clone()), page_of(&d.id)))
            .collect(),
    }
}

fn figure(figure: Option<Figure>) -> Option<(String, bool)> {
    figure.map(|f| (super::numbers::grouped(f.number), f.derived))
}

fn sum(ids: &[String], ledger: &Ledger) -> &'static str {
    let mine = ledger.deliveries.iter().filter(|d| ids.contains(&d.id));
    let sums: Vec<bool> = mine.filter_map(|d| series::sums_up(d.ordered, d.delivered, d.pending)).collect();
    match (sums.is_empty(), sums.iter().all(|s| *s)) {
        (true, _) => "",
        (false, true) => "holds",
        (false, false) => "fails",
    }
}

// Steps from each day to the next; nothing where fewer than two days are known.
fn chart(s: &Series, namer: &Namer<'_>) -> Option<Chart> {
    let dated: Vec<(i64, &series::Point)> =
        s.points.iter().filter_map(|p| Some((dates::bounds(p.as_of.as_deref()?)?.0, p))).collect();
    let (first, last) = (dated.first()?.0, dated.last()?.0);
    if first >= last {
        return None;
    }
    let figures = |p: &series::Point| [("ordered", p.ordered), ("delivered", p.delivered), ("pending", p.pending)];
    let most = dated.iter().flat_map(|d| figures(d.1)).filter_map(|f| f.1).map(|f| f.number).max()?.max(1);
    let x = |day: i64| LEFT + (day - first) as f64 / (last - first) as f64 * (WIDTH - LEFT - 12.0);
    let y = |n: u64| 10.0 + (1.0 - n as f64 / most as f64) * HEIGHT;
    let mut out = Chart::default();
    for kind in ["ordered", "delivered", "pending"] {
        let mut path = String::new();
        for (day, point) in &dated {
            let Some(figure) = figures(point).into_iter().find(|f| f.0 == kind).and_then(|f| f.1) else { continue };
            let (px, py) = (x(*day), y(figure.number));
            path.push_str(&if path.is_empty() { format!("M{px:.1} {py:.1}") } else { format!("H{px:.1}V{py:.1}") });
            let when = point.as_of.as_deref().map(|d| dates::words(namer.lang, d)).unwrap_or_default();
            let label = format!("{when}: {} {}", namer.lang.t(&format!("field.{kind}")), figure.number);
            out.dots.push((kind, (px * 10.0).round() / 10.0, (py * 10.0).round() / 10.0, label));
        }
        if !path.is_empty() {
            out.lines.push((kind, path));
        }
    }
    for (day, point) in [dated.first()?, dated.last()?] {
        out.ticks.push((x(*day), point.as_of.as_deref().map(|d| dates::words(namer.lang, d)).unwrap_or_default()));
    }
    out.levels = [0, most].map(|n| (y(n), super::numbers::grouped(n))).into();
    Some(out)
}
