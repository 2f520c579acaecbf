//! Disagreement about deliveries of the same goods, and sums that do not add up.

use super::words::content;
use super::{CONTRADICTION, Evidence, NEWER, ROUNDING, Reports, Sides, Voice, conflict, numbers};
use crate::combine::series::{lanes, sums_up};
use crate::ledger::{Conflict, Delivery};
use bahi_knowledge::Knowledge;
use bahi_read::Edtf;
use std::collections::{BTreeMap, BTreeSet};

pub use crate::combine::series::key as delivery_key;

// Days within which reports speak of the same time where they do not count: of a cause, a day promised.
const SAME_TIME: i64 = 60;

/// Disagreement about deliveries of the same goods to the same buyer, which stand in canonical order.
pub fn of_deliveries(
    group: &[&Delivery],
    evidence: &Evidence,
    reports: &Reports,
    knowledge: &Knowledge,
) -> Vec<Conflict> {
    let mut out = Vec::new();
    for lane in lanes(group) {
        let look = Look { lane: &lane, evidence, reports };
        out.extend(look.field("ordered", orders));
        out.extend(look.field("delivered", |a, b| progress(a, b, true)));
        out.extend(look.field("pending", |a, b| progress(a, b, false)));
        out.extend(look.causes(knowledge));
        out.extend(look.field("due", due));
        out.extend(look.values());
        out.extend(look.sums());
    }
    out
}

struct Look<'a> {
    lane: &'a [&'a Delivery],
    evidence: &'a Evidence,
    reports: &'a Reports,
}

impl<'a> Look<'a> {
    fn sides(&self, field: &'a str) -> Sides<'a> {
        let mut sides = Sides::new();
        for d in self.lane {
            for v in self.evidence.on(&d.id, field) {
                sides.entry(bahi_text::fold(&v.value)).or_default().push(v);
            }
        }
        sides
    }

    // Values of a field that differ; a contradiction where any two are one, else what any two are.
    fn field(&self, field: &'a str, kind: impl Fn(&Told<'_>, &Told<'_>) -> Option<&'static str>) -> Option<Conflict> {
        let sides = self.sides(field);
        let told: Vec<Told<'_>> = sides.iter().map(|(value, voices)| Told::new(value, voices, self.reports)).collect();
        self.raise(field, &sides, &told, kind)
    }

    fn raise<T>(
        &self,
        field: &str,
        sides: &Sides<'_>,
        told: &[T],
        kind: impl Fn(&T, &T) -> Option<&'static str>,
    ) -> Option<Conflict> {
        let pairs = told.iter().enumerate().flat_map(|(n, a)| told[n + 1..].iter().map(move |b| (a, b)));
        let mut found = None;
        for kind in pairs.filter_map(|(a, b)| kind(a, b)) {
            found = Some(kind);
            if kind == CONTRADICTION {
                break;
            }
        }
        conflict(&self.lane.first()?.id, field, found?, sides, self.reports)
    }

    // Causes without a word in common. Of other times each may have been the cause then.
    fn causes(&self, knowledge: &Knowledge) -> Option<Conflict> {
        let sides = self.sides("cause");
        let own = |value: &str| content(value, &["conj", "delay", "particle", "this", "that"], knowledge);
        let told: Vec<_> = sides.iter().map(|(v, voices)| (own(v), Told::new(v, voices, self.reports))).collect();
        self.raise("cause", &sides, &told, |(x, a), (y, b)| {
            (!x.is_empty() && !y.is_empty() && x.is_disjoint(y)).then(|| a.at_the_time_of(b))
        })
    }

    // Sums of money in one currency.
    fn values(&self) -> Vec<Conflict> {
        let mut by_currency: BTreeMap<&str, (&str, Vec<f64>, Sides<'_>)> = BTreeMap::new();
        for d in self.lane {
            let Some(v) = &d.value else { continue };
            let entry = by_currency.entry(&v.currency).or_insert_with(|| (&d.id, Vec::new(), Sides::new()));
            entry.1.push(v.amount);
            let value = format!("{} {}", v.amount, v.currency);
            entry.2.entry(value).or_default().extend(self.evidence.on(&d.id, "value"));
        }
        let kind = |amounts: &[f64]| if numbers::all_rounded(amounts) { ROUNDING } else { CONTRADICTION };
        let raised = |(record, amounts, sides): (&str, Vec<f64>, Sides<'_>)| {
            conflict(record, "value", kind(&amounts), &sides, self.reports)
        };
        by_currency.into_values().filter_map(raised).collect()
    }

    // Ordered is delivered and pending together: within a report, and where only another states the order.
    fn sums(&self) -> Vec<Conflict> {
        let orders: Vec<&&Delivery> = self.lane.iter().filter(|d| d.ordered.is_some()).collect();
        let agreed = orders.first().filter(|f| orders.iter().all(|d| d.ordered == f.ordered));
        let mut out = Vec::new();
        for d in self.lane {
            let Some(order) = (if d.ordered.is_some() { Some(d) } else { agreed.copied() }) else { continue };
            if sums_up(order.ordered, d.delivered, d.pending) != Some(false) {
                continue;
            }
            let Some(o) = order.ordered else { continue };
            let part = |name: &str, n: Option<u64>| n.map(|n| format!("{name} {n}"));
            let parts = [part("delivered", d.delivered), part("pending", d.pending)];
            let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(" + ");
            let told = self.evidence.on(&d.id, "delivered").chain(self.evidence.on(&d.id, "pending"));
            let sides = Sides::from([
                (format!("ordered {o}"), self.evidence.on(&order.id, "ordered").collect()),
                (parts, told.collect()),
            ]);
            out.extend(conflict(&d.id, "sum", CONTRADICTION, &sides, self.reports));
        }
        out
    }
}

// A value, and on what days reports give it.
struct Told<'a> {
    value: &'a str,
    days: Vec<i64>,
    undated: bool,
    reports: BTreeSet<&'a str>,
}

impl<'a> Told<'a> {
    fn new(value: &'a str, voices: &[&'a Voice], reports: &Reports) -> Self {
        let mut days: Vec<i64> = voices.iter().filter_map(|v| reports.day(&v.report)).collect();
        days.sort_unstable();
        let undated = days.len() < voices.len();
        Self { value, days, undated, reports: voices.iter().map(|v| v.report.as_str()).collect() }
    }

    fn number(&self) -> Option<u64> {
        self.value.parse().ok()
    }

    // Two values given by reports of one time contradict each other; otherwise the later is the newer.
    fn at_the_time_of(&self, other: &Self) -> &'static str {
        let near = |d: &i64| {
            let at = other.days.partition_point(|o| *o < d - SAME_TIME);
            other.days.get(at).is_some_and(|o| *o <= d + SAME_TIME)
        };
        if self.undated || other.undated || self.days.iter().any(near) { CONTRADICTION } else { NEWER }
    }
}

fn orders(a: &Told<'_>, b: &Told<'_>) -> Option<&'static str> {
    Some(if numbers::is_rounding(a.number()?, b.number()?) { ROUNDING } else { CONTRADICTION })
}

// What grows, or shrinks, with time: the other way, or two numbers on one day, is a contradiction. Of reports without a
// day it is not known.
fn progress(a: &Told<'_>, b: &Told<'_>, grows: bool) -> Option<&'static str> {
    let (x, y) = (a.number()?, b.number()?);
    let (before, after) = if (x < y) == grows { (a, b) } else { (b, a) };
    let back = after.days.first().zip(before.days.last()).is_some_and(|(first, last)| first <= last);
    Some(if back { CONTRADICTION } else { NEWER })
}

// Days promised that cannot be one, of several reports; one report may tell of stages.
fn due(a: &Told<'_>, b: &Told<'_>) -> Option<&'static str> {
    let (x, y): (Edtf, Edtf) = (a.value.parse().ok()?, b.value.parse().ok()?);
    (a.reports.is_disjoint(&b.reports) && !x.compatible(y)).then(|| a.at_the_time_of(b))
}
