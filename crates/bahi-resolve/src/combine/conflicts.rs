//! Conflicts: values of one field that cannot all stand, each side with its claims.

use crate::ids::id;
use crate::ledger::{Agreement, Claim, Conflict, ConflictValue, Delivery, Engagement};
use bahi_knowledge::Knowledge;
use std::collections::BTreeMap;

/// Values of a field, each with the claims that assert it.
type Sides = BTreeMap<String, Vec<String>>;

/// Claims by record.
#[derive(Debug, Default)]
pub struct Evidence<'a> {
    by_record: BTreeMap<&'a str, Vec<&'a Claim>>,
}

impl<'a> Evidence<'a> {
    /// Sorts claims by record.
    pub fn new(claims: &'a [Claim]) -> Self {
        let mut by_record: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for c in claims {
            by_record.entry(&c.record).or_default().push(c);
        }
        Self { by_record }
    }

    // Values that claims of a record give to a field.
    fn sides(&self, record: &str, field: &str) -> Sides {
        let mut out = Sides::new();
        for c in self.by_record.get(record).into_iter().flatten().filter(|c| c.field == field) {
            out.entry(c.value.clone()).or_default().push(c.id.clone());
        }
        out
    }

    fn all(&self, record: &str, field: &str) -> Vec<String> {
        self.sides(record, field).into_values().flatten().collect()
    }
}

fn conflict(record: &str, field: &str, kind: &str, sides: Sides) -> Option<Conflict> {
    if sides.len() < 2 {
        return None;
    }
    let values = sides.into_iter().map(|(value, claims)| ConflictValue { value, claims }).collect();
    Some(Conflict {
        id: id("X", &[record, field]),
        record: record.to_owned(),
        field: field.to_owned(),
        kind: kind.to_owned(),
        values,
        state: "open".to_owned(),
        judged: Vec::new(),
    })
}

/// Disagreement about one engagement: day, session number, town, offices and names of the parties.
pub fn of_engagement(e: &Engagement, evidence: &Evidence<'_>, knowledge: &Knowledge) -> Vec<Conflict> {
    let mut out: Vec<Conflict> = Vec::new();
    let mut days = evidence.sides(&e.id, "when");
    days.retain(|v, _| v.len() == 10 && v.starts_with(|c: char| c.is_ascii_digit()));
    out.extend(conflict(&e.id, "when", "contradiction", days));
    out.extend(conflict(&e.id, "forum/session", "contradiction", evidence.sides(&e.id, "forum/session")));
    let mut towns = evidence.sides(&e.id, "where");
    towns.retain(|v, _| knowledge.stock.places.iter().any(|p| p.name == *v && p.kind == "city"));
    out.extend(conflict(&e.id, "where", "contradiction", towns));
    for actor in e.parties.iter().filter_map(|p| p.actor.as_deref()) {
        for part in ["title", "of"] {
            out.extend(office(&e.id, actor, part, evidence));
        }
        out.extend(slip(&e.id, actor, evidence));
    }
    out
}

fn office(record: &str, actor: &str, part: &str, evidence: &Evidence<'_>) -> Option<Conflict> {
    let field = format!("parties/{actor}/office/{part}");
    let sides = evidence.sides(record, &field);
    let mut distinct: Vec<&String> = sides.keys().collect();
    distinct.dedup_by(|a, b| bahi_read::memory::same_title(a, b) || part == "title" && near_titles(a, b));
    if distinct.len() < 2 { None } else { conflict(record, &field, "contradiction", sides) }
}

// A report blends the party's name with another's; reports that name them rightly stand against it.
fn slip(record: &str, actor: &str, evidence: &Evidence<'_>) -> Option<Conflict> {
    let field = format!("parties/{actor}/name");
    let mut sides = evidence.sides(record, &field);
    if sides.is_empty() {
        return None;
    }
    for (value, claims) in evidence.sides(record, &format!("parties/{actor}")) {
        sides.entry(value).or_default().extend(claims);
    }
    conflict(record, &field, "slip", sides)
}

/// What agreements are compared by: their states and some three weeks; nothing for those not signed.
pub fn agreement_key(a: &Agreement, published: Option<&str>) -> Option<String> {
    if a.status != "signed" {
        return None;
    }
    let mut countries = a.countries.clone();
    countries.sort();
    let weeks = published.and_then(super::people::day).map(|d| format!("{}-{}", d.year, d.number() / 20));
    Some(format!("{}@{}", countries.join("-"), weeks.unwrap_or_default()))
}

// Fewer are a list told in part.
const MANY: u64 = 3;

/// Disagreement about agreements of the same states and weeks: how many, for how much.
pub fn of_agreements(group: &[&Agreement], evidence: &Evidence<'_>) -> Vec<Conflict> {
    let mut out = Vec::new();
    let mut counts = Sides::new();
    let mut first = None;
    let mut values: BTreeMap<String, (&str, Sides)> = BTreeMap::new();
    for a in group {
        for (count, claims) in evidence.sides(&a.id, "count") {
            if count.parse().is_ok_and(|n: u64| n >= MANY) {
                counts.entry(count).or_default().extend(claims);
                first.get_or_insert(a.id.as_str());
            }
        }
        for (value, claims) in evidence.sides(&a.id, "value") {
            let currency = value.rsplit(' ').next().unwrap_or_default().to_owned();
            let entry = values.entry(currency).or_insert_with(|| (a.id.as_str(), Sides::new()));
            entry.1.entry(value).or_default().extend(claims);
        }
    }
    out.extend(first.and_then(|record| conflict(record, "count", "contradiction", counts)));
    out.extend(values.into_values().filter_map(|(record, sides)| conflict(record, "value", "contradiction", sides)));
    out
}

/// What deliveries are compared by: goods and buyer.
pub fn delivery_key(d: &Delivery) -> String {
    format!("{}:{}", d.item.actor.as_deref().unwrap_or_default(), d.recipient.as_deref().unwrap_or_default())
}

/// Disagreement about deliveries of the same goods to the same buyer, and sums that do not add up.
pub fn of_deliveries(group: &[&Delivery], evidence: &Evidence<'_>) -> Vec<Conflict> {
    let Some(first) = group.first() else { return Vec::new() };
    let mut out = Vec::new();
    for field in ["ordered", "delivered", "pending", "cause", "due"] {
        let mut sides = Sides::new();
        for d in group {
            for (value, claims) in evidence.sides(&d.id, field) {
                sides.entry(bahi_text::fold(&value)).or_default().extend(claims);
            }
        }
        // Numbers that grow with time are progress.
        let kind = if matches!(field, "delivered" | "pending") { "newer" } else { "contradiction" };
        out.extend(conflict(&first.id, field, kind, sides));
    }
    out.extend(values(group, evidence));
    out.extend(group.iter().filter_map(|d| sum(d, evidence)));
    out
}

// Amounts within a hundredth of one another are one, rounded.
fn values(group: &[&Delivery], evidence: &Evidence<'_>) -> Vec<Conflict> {
    let mut by_currency: BTreeMap<&str, (f64, f64, &str, Sides)> = BTreeMap::new();
    for d in group {
        let Some(v) = &d.value else { continue };
        let entry = by_currency.entry(&v.currency).or_insert_with(|| (v.amount, v.amount, &d.id, Sides::new()));
        entry.0 = entry.0.min(v.amount);
        entry.1 = entry.1.max(v.amount);
        let claims = evidence.all(&d.id, "value");
        entry.3.entry(format!("{} {}", v.amount, v.currency)).or_default().extend(claims);
    }
    let kind =
        |low: f64, high: f64| if high > 0.0 && (high - low) / high < 0.01 { "rounding" } else { "contradiction" };
    by_currency.into_values().filter_map(|(l, h, record, sides)| conflict(record, "value", kind(l, h), sides)).collect()
}

fn sum(d: &Delivery, evidence: &Evidence<'_>) -> Option<Conflict> {
    let (o, a, b) = (d.ordered?, d.delivered?, d.pending?);
    if a.checked_add(b) == Some(o) {
        return None;
    }
    let parts = [evidence.all(&d.id, "delivered"), evidence.all(&d.id, "pending")].concat();
    let sides = Sides::from([
        (format!("ordered {o}"), evidence.all(&d.id, "ordered")),
        (format!("delivered {a} + pending {b}"), parts),
    ]);
    conflict(&d.id, "sum", "contradiction", sides)
}

// "roads minister" and "roads and urban development minister" are one office told in more or fewer words.
fn near_titles(a: &str, b: &str) -> bool {
    let words = |s: &str| s.split_whitespace().filter(|w| *w != "and").map(str::to_owned).collect::<Vec<_>>();
    let (x, y) = (words(a), words(b));
    let (small, large) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    small.len() > 1 && small.iter().all(|w| large.contains(w))
}
