//! Deliveries of the same goods as a series by day: how many were ordered, handed over and are to come, report by report.
//!
//! Progress is no conflict: what was handed over may grow, what is to come may shrink. A point that does not fit is marked
//! with what is wrong with it.

use super::conflicts::Reports;
use crate::ledger::{Delivery, Ledger};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What one report or several of a day say of the same goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// EDTF day for which it holds, where the reports say when they were published.
    pub as_of: Option<String>,
    /// Number ordered.
    pub ordered: Option<Figure>,
    /// Number handed over.
    pub delivered: Option<Figure>,
    /// Number to come.
    pub pending: Option<Figure>,
    /// The deliveries of the ledger that say so.
    pub deliveries: Vec<String>,
    /// Their reports.
    pub reports: Vec<String>,
    /// The same with copies counted once.
    pub witnesses: usize,
    /// What does not fit: `less-delivered`, `more-pending`, `other-number` (on the same day), `sum`.
    pub off: Vec<&'static str>,
}

/// A number, as stated or worked out from the two others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The number.
    pub number: u64,
    /// Whether it is worked out and not in any report.
    pub derived: bool,
}

/// One order of goods over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Series {
    /// Id of its first delivery.
    pub id: String,
    /// Id of the goods' actor.
    pub item: Option<String>,
    /// Designation.
    pub name: String,
    /// Code of the supplier's country.
    pub supplier: Option<String>,
    /// Code of the recipient's country.
    pub recipient: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// Number ordered, where the reports agree on one.
    pub ordered: Option<u64>,
    /// Everything told of it, by day; what is undated last.
    pub points: Vec<Point>,
    /// All its deliveries, those without numbers too.
    pub deliveries: Vec<String>,
}

/// What deliveries are looked for by: goods and buyer.
pub fn key(d: &Delivery) -> String {
    format!("{}:{}", d.item.actor.as_deref().unwrap_or_default(), d.recipient.as_deref().unwrap_or_default())
}

/// The series of a ledger.
pub fn of_ledger(ledger: &Ledger) -> Vec<Series> {
    series(&ledger.deliveries.iter().collect::<Vec<_>>(), &Reports::new(&ledger.reports))
}

/// The series of some deliveries, which stand in canonical order; by key, then by their first deliveries.
pub fn series(deliveries: &[&Delivery], reports: &Reports) -> Vec<Series> {
    let mut by_key: BTreeMap<String, Vec<&Delivery>> = BTreeMap::new();
    for d in deliveries {
        by_key.entry(key(d)).or_default().push(d);
    }
    by_key.values().flat_map(|group| lanes(group)).filter_map(|lane| one(&lane, reports)).collect()
}

/// Deliveries of one key by the order that they are of. What one report tells apart, by supplier, by what is counted or by
/// the number ordered, is apart; a telling that says nothing of this is of its own lane, or of the only one.
pub fn lanes<'a>(group: &[&'a Delivery]) -> Vec<Vec<&'a Delivery>> {
    let suppliers = told_apart(group, |d| d.supplier.clone());
    let units = told_apart(group, |d| d.unit.clone());
    let orders = told_apart(group, ordered);
    let lane = |d: &Delivery| {
        let of = |v: Option<String>, apart: &BTreeSet<String>| v.filter(|v| apart.contains(v));
        let order = ordered(d).filter(|n| orders.contains(n));
        (of(d.supplier.clone(), &suppliers), of(d.unit.clone(), &units), order)
    };
    let mut order = Vec::new();
    let mut out: BTreeMap<_, Vec<&Delivery>> = BTreeMap::new();
    for &d in group {
        let lane = lane(d);
        let list = out.entry(lane.clone()).or_default();
        if list.is_empty() {
            order.push(lane);
        }
        list.push(d);
    }
    order.iter().filter_map(|lane| out.remove(lane)).collect()
}

// Values of which some report gives more than one.
fn told_apart<T: Ord + Clone>(group: &[&Delivery], value: impl Fn(&Delivery) -> Option<T>) -> BTreeSet<T> {
    let mut by_report: BTreeMap<&[String], BTreeSet<T>> = BTreeMap::new();
    for d in group {
        by_report.entry(&d.reports).or_default().extend(value(d));
    }
    by_report.into_values().filter(|values| values.len() > 1).flatten().collect()
}

/// The number ordered, stated or worked out.
pub fn ordered(d: &Delivery) -> Option<u64> {
    d.ordered.or(d.derived.ordered)
}

fn one(lane: &[&Delivery], reports: &Reports) -> Option<Series> {
    let first = lane.first()?;
    let stated: BTreeSet<u64> = lane.iter().filter_map(|d| d.ordered).collect();
    let derived: BTreeSet<u64> = lane.iter().filter_map(|d| d.derived.ordered).collect();
    let agreed = |set: &BTreeSet<u64>| if set.len() == 1 { set.first().copied() } else { None };
    let ordered = if stated.is_empty() { agreed(&derived) } else { agreed(&stated) };
    let of = |value: fn(&Delivery) -> &Option<String>| lane.iter().find_map(|d| value(d).clone());
    Some(Series {
        id: first.id.clone(),
        item: first.item.actor.clone(),
        name: first.item.name.clone(),
        supplier: of(|d| &d.supplier),
        recipient: of(|d| &d.recipient),
        unit: of(|d| &d.unit),
        ordered,
        points: points(lane, ordered, reports),
        deliveries: lane.iter().map(|d| d.id.clone()).collect(),
    })
}

fn points(lane: &[&Delivery], ordered: Option<u64>, reports: &Reports) -> Vec<Point> {
    let mut numbered: Vec<&&Delivery> =
        lane.iter().filter(|d| d.ordered.is_some() || d.delivered.is_some() || d.pending.is_some()).collect();
    // A stable sort: within a day the canonical order stays.
    numbered.sort_by_key(|d| (d.as_of.is_none(), d.as_of.clone()));
    let mut out: Vec<Point> = Vec::new();
    for d in numbered {
        let point = point(d);
        let numbers = |p: &Point| (p.ordered, p.delivered, p.pending);
        let of_the_day = out.iter_mut().rev().take_while(|p| p.as_of == point.as_of);
        match of_the_day.into_iter().find(|p| numbers(p) == numbers(&point)) {
            Some(p) => {
                p.deliveries.extend(point.deliveries);
                p.reports.extend(point.reports);
            }
            None => out.push(point),
        }
    }
    for p in &mut out {
        p.witnesses = reports.count(p.reports.iter().map(String::as_str));
    }
    mark(&mut out, ordered);
    out
}

fn point(d: &Delivery) -> Point {
    let figure = |stated: Option<u64>, derived: Option<u64>| match (stated, derived) {
        (Some(number), _) => Some(Figure { number, derived: false }),
        (None, Some(number)) => Some(Figure { number, derived: true }),
        _ => None,
    };
    Point {
        as_of: d.as_of.clone(),
        ordered: figure(d.ordered, d.derived.ordered),
        delivered: figure(d.delivered, d.derived.delivered),
        pending: figure(d.pending, d.derived.pending),
        deliveries: vec![d.id.clone()],
        reports: d.reports.clone(),
        witnesses: 0,
        off: Vec::new(),
    }
}

// Marks what does not fit: with the days before, with others of the day, in itself.
fn mark(points: &mut [Point], ordered: Option<u64>) {
    let number = |f: Option<Figure>| f.map(|f| f.number);
    let (mut most, mut least) = (None, None);
    for day in points.chunk_by_mut(|p, q| p.as_of == q.as_of) {
        let dated = day.first().is_some_and(|p| p.as_of.is_some());
        let told_twice =
            dated && (differ(day, |p| p.ordered) || differ(day, |p| p.delivered) || differ(day, |p| p.pending));
        for p in day.iter_mut() {
            let (delivered, pending) = (number(p.delivered), number(p.pending));
            let stated = p.ordered.filter(|f| !f.derived);
            let sums = sums_up(number(stated).or(ordered), delivered, pending);
            let marks = [
                ("less-delivered", dated && delivered.zip(most).is_some_and(|(now, then)| now < then)),
                ("more-pending", dated && pending.zip(least).is_some_and(|(now, then)| now > then)),
                ("other-number", told_twice),
                ("sum", sums == Some(false)),
            ];
            p.off = marks.into_iter().filter(|m| m.1).map(|m| m.0).collect();
        }
        let of_day = |f: fn(&Point) -> Option<Figure>| day.iter().filter_map(move |p| number(f(p)));
        most = most.into_iter().chain(of_day(|p| p.delivered)).max();
        least = least.into_iter().chain(of_day(|p| p.pending)).min();
    }
}

fn differ(day: &[Point], figure: impl Fn(&Point) -> Option<Figure>) -> bool {
    day.iter().filter_map(figure).map(|f| f.number).collect::<BTreeSet<_>>().len() > 1
}

/// Whether what was ordered is what was handed over and what is to come; `None` where too little is known to say.
pub fn sums_up(ordered: Option<u64>, delivered: Option<u64>, pending: Option<u64>) -> Option<bool> {
    match (ordered?, delivered, pending) {
        (o, Some(d), Some(p)) => Some(d.checked_add(p) == Some(o)),
        (o, Some(part), None) | (o, None, Some(part)) if part > o => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Derived, Item};

    fn told(report: &str, day: Option<&str>, numbers: [Option<u64>; 3]) -> Delivery {
        let [ordered, delivered, pending] = numbers;
        Delivery {
            id: format!("D-{report}{}", ordered.unwrap_or_default()),
            item: Item { actor: Some("A-1".into()), name: "S-400".into(), claims: Vec::new() },
            recipient: Some("IN".into()),
            ordered,
            delivered,
            pending,
            derived: Derived {
                ordered: if ordered.is_none() { delivered.zip(pending).map(|(d, p)| d + p) } else { None },
                ..Derived::default()
            },
            as_of: day.map(str::to_owned),
            reports: vec![report.to_owned()],
            ..Delivery::default()
        }
    }

    fn of(list: &[Delivery]) -> Vec<Series> {
        series(&list.iter().collect::<Vec<_>>(), &Reports::default())
    }

    #[test]
    fn progress_is_no_conflict_and_reports_of_one_day_share_a_point() {
        let list = [
            told("R-1", Some("2021-11-15"), [Some(5), Some(1), Some(4)]),
            told("R-2", Some("2023-04-29"), [None, Some(3), Some(2)]),
            told("R-3", Some("2023-04-29"), [None, Some(3), Some(2)]),
            told("R-4", None, [None, None, None]),
        ];
        let all = of(&list);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].ordered, Some(5));
        let seen: Vec<_> = all[0].points.iter().map(|p| (p.delivered.map(|f| f.number), p.witnesses)).collect();
        assert_eq!(seen, [(Some(1), 1), (Some(3), 2)]);
        assert_eq!(all[0].points[1].ordered, Some(Figure { number: 5, derived: true }));
        assert!(all[0].points.iter().all(|p| p.off.is_empty()));
        assert_eq!(all[0].deliveries.len(), 4);
    }

    #[test]
    fn what_shrinks_or_does_not_add_up_is_marked() {
        let list = [
            told("R-1", Some("2022-01-01"), [Some(5), Some(3), None]),
            told("R-2", Some("2022-06-01"), [None, Some(2), Some(3)]),
            told("R-3", Some("2022-06-01"), [None, Some(3), Some(3)]),
            told("R-4", Some("2023-01-01"), [None, None, Some(4)]),
        ];
        let marks: Vec<Vec<&str>> = of(&list)[0].points.iter().map(|p| p.off.clone()).collect();
        assert_eq!(
            marks,
            [vec![], vec!["less-delivered", "other-number"], vec!["other-number", "sum"], vec!["more-pending"]]
        );
    }

    #[test]
    fn orders_that_one_report_tells_apart_are_series_of_their_own() {
        let list = [
            told("R-1", Some("2025-09-25"), [Some(97), None, None]),
            told("R-1", Some("2025-09-25"), [Some(83), Some(0), None]),
            told("R-2", Some("2025-10-01"), [Some(83), Some(2), None]),
        ];
        let all = of(&list);
        let shape: Vec<_> = all.iter().map(|s| (s.ordered, s.points.len())).collect();
        assert_eq!(shape, [(Some(97), 1), (Some(83), 2)]);
        assert!(all.iter().flat_map(|s| &s.points).all(|p| p.off.is_empty()));
    }

    #[test]
    fn nothing_overflows() {
        let list = [told("R-1", Some("2022-01-01"), [Some(5), Some(u64::MAX), Some(u64::MAX)])];
        assert_eq!(of(&list)[0].points[0].off, ["sum"]);
    }
}
