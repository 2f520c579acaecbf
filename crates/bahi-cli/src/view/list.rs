//! Records, a line each.

use super::fields::{cited, quotes};
use super::goods::{amounts, route};
use super::index::Index;
use crate::terminal::Paint;
use bahi::ledger::{Agreement, Delivery, Engagement, Ledger, Statement};
use std::io::{self, Write};

/// A line for each record of a ledger, in its order.
pub fn lines(out: &mut impl Write, ledger: &Ledger, paint: Paint) -> io::Result<()> {
    let index = Index::new(ledger);
    for e in &ledger.engagements {
        writeln!(out, "{}", engagement(e, &index, paint))?;
    }
    for s in &ledger.statements {
        writeln!(out, "{}", statement(s, &index, paint))?;
    }
    for a in &ledger.agreements {
        writeln!(out, "{}", agreement(a, &index, paint))?;
    }
    for d in &ledger.deliveries {
        writeln!(out, "{}", delivery(d, &index, paint))?;
    }
    Ok(())
}

/// An engagement: day, kind, who, where, in which forum.
pub fn engagement(e: &Engagement, index: &Index, paint: Paint) -> String {
    let when = e.when.as_ref().and_then(|w| w.edtf.as_deref()).unwrap_or("no date");
    let parties = e.parties.iter().map(|p| index.party(p)).collect::<Vec<_>>().join("; ");
    let place = e.place.as_ref().map(|w| format!(", {}", w.name)).unwrap_or_default();
    let forum = e.forum.as_ref().map(|f| format!(", {}", f.name)).unwrap_or_default();
    let status = if e.status == "held" { String::new() } else { format!(" ({})", e.status) };
    let background = if e.background { " (recalled)" } else { "" };
    let (id, kind) = (paint.strong(&e.id), &e.kind);
    let end = format!("{}{}", reports(&e.reports, paint), disputed(&e.id, index, paint));
    format!("{id}  {when:10}  {kind}{status}{background}  {parties}{place}{forum}{end}")
}

/// A statement: day of the report, who to whom, the words.
pub fn statement(s: &Statement, index: &Index, paint: Paint) -> String {
    let to = s.addressee.as_ref().map(|p| format!(" to {}", index.party(p))).unwrap_or_default();
    let about = s.target.as_ref().map(|p| format!(", about {}", index.party(p))).unwrap_or_default();
    let claims: Vec<_> = index.claims(&s.text.claims).collect();
    let words = quotes(&claims, index).first().map(|q| format!(": {}", q.words(paint))).unwrap_or_default();
    let (id, day, who) = (paint.strong(&s.id), reported(&s.reports, index), index.party(&s.speaker));
    format!("{id}  {day:10}  {}  {who}{to}{about}{words}{}", s.kind, reports(&s.reports, paint))
}

/// An agreement: day of the report, states, what it is called.
pub fn agreement(a: &Agreement, index: &Index, paint: Paint) -> String {
    let countries: Vec<&str> = a.countries.iter().map(|code| index.of(code)).collect();
    let (id, day) = (paint.strong(&a.id), reported(&a.reports, index));
    let end = format!("{}{}", reports(&a.reports, paint), disputed(&a.id, index, paint));
    format!("{id}  {day:10}  {}  {}: {}{end}", a.status, countries.join(", "), cited(&a.instrument, paint))
}

/// A delivery: day that the numbers hold for, goods, from whom to whom, how many.
pub fn delivery(d: &Delivery, index: &Index, paint: Paint) -> String {
    let day = d.as_of.clone().unwrap_or_else(|| reported(&d.reports, index));
    let item = index.both_scripts(d.item.actor.as_deref(), &d.item.name);
    let numbers = amounts(d);
    let numbers = if numbers.is_empty() { String::new() } else { format!(": {}", numbers.join(", ")) };
    let end = format!("{}{}", reports(&d.reports, paint), disputed(&d.id, index, paint));
    format!("{}  {day:10}  {}  {item}, {}{numbers}{end}", paint.strong(&d.id), d.status, route(d, index))
}

/// The latest day on which one of some reports was published.
pub fn reported(reports: &[String], index: &Index) -> String {
    let days = index.ledger.reports.iter().filter(|r| reports.contains(&r.id)).filter_map(|r| r.published.clone());
    days.max().unwrap_or_else(|| "no date".to_owned())
}

fn reports(reports: &[String], paint: Paint) -> String {
    if reports.len() > 1 { paint.quiet(format!("  {} reports", reports.len())) } else { String::new() }
}

fn disputed(id: &str, index: &Index, paint: Paint) -> String {
    let any = index.ledger.conflicts.iter().any(|c| c.record == id && c.state == "open");
    if any { format!("  {}", paint.alert("! disputed")) } else { String::new() }
}
