//! Deliveries of the same goods to the same buyer, by the day their numbers hold for.

use super::fields::{cited, quotes};
use super::goods::{amounts, money, route};
use super::index::Index;
use super::list::reported;
use crate::commands::rows::Row;
use crate::terminal::Paint;
use bahi::ledger::{Delivery, Ledger};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Columns of deliveries as a table.
pub const COLUMNS: [&str; 22] = [
    "item",
    "item_id",
    "supplier",
    "recipient",
    "unit",
    "as_of",
    "status",
    "ordered",
    "delivered",
    "pending",
    "derived_ordered",
    "derived_delivered",
    "derived_pending",
    "sum",
    "cause",
    "amount",
    "currency",
    "said_by",
    "source",
    "id",
    "report",
    "disputed",
];

/// What is told of some goods from one state to another, the earliest first.
pub struct Order<'a> {
    tellings: Vec<&'a Delivery>,
}

// Designation, goods, supplier, recipient.
type Goods<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>);

/// The orders of a ledger, by goods, supplier and recipient.
pub fn orders(ledger: &Ledger) -> Vec<Order<'_>> {
    let index = Index::new(ledger);
    let mut out: BTreeMap<Goods, Vec<&Delivery>> = BTreeMap::new();
    for d in &ledger.deliveries {
        let goods = d.item.actor.as_deref().unwrap_or(&d.item.name);
        out.entry((&d.item.name, goods, d.supplier.as_deref(), d.recipient.as_deref())).or_default().push(d);
    }
    let mut out: Vec<Order> = out.into_values().map(|tellings| Order { tellings }).collect();
    for order in &mut out {
        order.tellings.sort_by_key(|d| (day(d, &index), d.id.clone()));
    }
    out
}

// The day that the numbers hold for, or else that of the report.
fn day(d: &Delivery, index: &Index) -> String {
    d.as_of.clone().unwrap_or_else(|| reported(&d.reports, index))
}

/// Whether ordered is delivered and pending, where a report states all three.
fn sum(d: &Delivery) -> Option<bool> {
    let parts = d.delivered?.checked_add(d.pending?);
    Some(parts == Some(d.ordered?))
}

/// Prints the orders with what each report tells.
pub fn print(out: &mut impl Write, orders: &[Order], ledger: &Ledger, paint: Paint) -> io::Result<()> {
    let index = Index::new(ledger);
    for order in orders {
        let Some(first) = order.tellings.first() else { continue };
        let item = index.both_scripts(first.item.actor.as_deref(), &first.item.name);
        let unit = order.tellings.iter().find_map(|d| d.unit.as_ref());
        let unit = unit.map(|u| format!(", counted in {u}s")).unwrap_or_default();
        writeln!(out, "{}, {}{unit}", paint.strong(item), route(first, &index))?;
        for d in &order.tellings {
            telling(out, d, &index, paint)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn telling(out: &mut impl Write, d: &Delivery, index: &Index, paint: Paint) -> io::Result<()> {
    let numbers = amounts(d).join(", ");
    let numbers = if numbers.is_empty() { String::new() } else { format!("  {numbers}") };
    let check = match sum(d) {
        Some(true) => format!("  {}", paint.quiet("the sum holds")),
        Some(false) => format!("  {}", paint.alert("! the sum does not hold")),
        None => String::new(),
    };
    let disputed = if disputed(d, index) { format!("  {}", paint.alert("! disputed")) } else { String::new() };
    writeln!(out, "   {:10}  {:9}{numbers}{check}{disputed}  {}", day(d, index), d.status, paint.strong(&d.id))?;
    if let Some(value) = &d.value {
        writeln!(out, "               value    {}", money(value))?;
    }
    if let Some(cause) = &d.cause {
        writeln!(out, "               why late {}", cited(&cause.text, paint))?;
    }
    let claims: Vec<_> = index.claims(&d.claims).collect();
    // The longest words say most of how it is told.
    let quotes = quotes(&claims, index);
    let longest = quotes.iter().max_by_key(|q| q.length()).map(|q| q.print(paint)).unwrap_or_default();
    let by = said_by(d, index);
    let by = if by.is_empty() { String::new() } else { format!("{}: ", by.join(", ")) };
    writeln!(out, "               says     {by}{longest}")
}

// Outlets, and on whose word they say so.
fn said_by(d: &Delivery, index: &Index) -> Vec<String> {
    let reports = index.ledger.reports.iter().filter(|r| d.reports.contains(&r.id));
    let mut out: Vec<String> = reports.filter_map(|r| r.outlet.clone()).collect();
    for claim in index.claims(&d.claims) {
        out.extend(claim.attributed_to.iter().map(|p| format!("citing {}", index.party(p))));
    }
    let mut seen = std::collections::BTreeSet::new();
    out.retain(|by| seen.insert(by.clone()));
    out
}

fn disputed(d: &Delivery, index: &Index) -> bool {
    index.ledger.conflicts.iter().any(|c| c.record == d.id && c.state == "open")
}

/// The rows of an order.
pub fn rows(order: &Order, ledger: &Ledger) -> Vec<Row> {
    let index = Index::new(ledger);
    order.tellings.iter().map(|d| row(d, &index)).collect()
}

fn row(d: &Delivery, index: &Index) -> Row {
    let sum = sum(d).map(|holds| if holds { "holds" } else { "fails" });
    let source: Vec<&str> = d.reports.iter().map(|r| index.path(r)).collect();
    vec![
        ("item", d.item.name.clone().into()),
        ("item_id", d.item.actor.clone().into()),
        ("supplier", d.supplier.clone().into()),
        ("recipient", d.recipient.clone().into()),
        ("unit", d.unit.clone().into()),
        ("as_of", d.as_of.clone().into()),
        ("status", d.status.clone().into()),
        ("ordered", d.ordered.into()),
        ("delivered", d.delivered.into()),
        ("pending", d.pending.into()),
        ("derived_ordered", d.derived.ordered.into()),
        ("derived_delivered", d.derived.delivered.into()),
        ("derived_pending", d.derived.pending.into()),
        ("sum", sum.into()),
        ("cause", d.cause.as_ref().map(|c| c.text.clone()).into()),
        ("amount", d.value.as_ref().map(|v| v.amount).into()),
        ("currency", d.value.as_ref().map(|v| v.currency.clone()).into()),
        ("said_by", said_by(d, index).into()),
        ("source", source.into()),
        ("id", d.id.clone().into()),
        ("report", d.reports.clone().into()),
        ("disputed", disputed(d, index).into()),
    ]
}
