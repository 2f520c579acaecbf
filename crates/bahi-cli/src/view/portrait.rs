//! All about one actor, in print.

use crate::terminal::Paint;
use bahi::store::{OfficeSaid, Portrait};
use std::io::{self, Write};

// More spellings and counterparts than these are counted.
const SHOWN: usize = 12;

/// Original script first, Roman in brackets.
pub fn both(roman: Option<&str>, hindi: Option<&str>) -> String {
    match (hindi, roman) {
        (Some(hindi), Some(roman)) if hindi != roman => format!("{hindi} ({roman})"),
        (Some(one), _) | (None, Some(one)) => one.to_owned(),
        (None, None) => "unnamed".to_owned(),
    }
}

/// English name of a country or body, or its code.
pub fn of(code: &str) -> String {
    bahi::english_name(code).unwrap_or(code).to_owned()
}

/// Prints what is known and told of an actor.
pub fn print(out: &mut impl Write, p: &Portrait, paint: Paint) -> io::Result<()> {
    let row = &p.row;
    let country = row.country.as_deref().map(|c| format!(", {}", of(c))).unwrap_or_default();
    let name = both(row.name.as_deref(), row.hindi.as_deref());
    writeln!(out, "{}  {}  {name}{country}", paint.strong(&row.id), row.kind)?;
    let spellings = p.actor.spellings.iter().filter(|s| !s.text.is_empty());
    let spellings: Vec<String> = spellings.map(|s| format!("{} {}", s.text, s.count)).collect();
    list(out, "spellings", &spellings)?;
    offices(out, p)?;
    let with: Vec<String> = p
        .counterparts
        .iter()
        .map(|c| format!("{} {}", both(Some(&c.name), c.hindi.as_deref()), c.engagements))
        .collect();
    list(out, "with", &with)?;
    let kinds: Vec<String> = p.kinds.iter().map(|(kind, status, n)| format!("{kind} {status} {n}")).collect();
    list(out, "events", &kinds)?;
    if row.statements > 0 {
        writeln!(out, "   statements {}", row.statements)?;
    }
    let dates = p.dates.as_ref().map(|(first, last)| format!(", of {first} to {last}")).unwrap_or_default();
    writeln!(out, "   reports    {}{dates}", row.reports)?;
    let known = row.known.as_ref().map(|id| format!("knowledge:{id}"));
    let external = p.actor.external.iter().map(|(scheme, id)| format!("{scheme}:{id}"));
    list(out, "elsewhere", &known.into_iter().chain(external).collect::<Vec<_>>())?;
    let id = &row.id;
    writeln!(out, "See:   bahi timeline {id};  bahi list --type statements --who {id}")
}

fn offices(out: &mut impl Write, p: &Portrait) -> io::Result<()> {
    let titled = |title: &str, body: Option<&str>| match body {
        Some(body) if title.is_empty() => of(body),
        Some(body) => format!("{title} of {}", of(body)),
        None => title.to_owned(),
    };
    for held in p.actor.offices.iter().filter(|o| o.basis == "knowledge") {
        let (from, to) = (held.from.as_deref().unwrap_or("?"), held.to.as_deref().unwrap_or(""));
        writeln!(out, "   office     {}  {from} to {to}  (knowledge)", titled(&held.title, held.of.as_deref()))?;
    }
    for o in &p.said {
        let OfficeSaid { title, of, first, last, reports } = o;
        let dates = match (first, last) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (Some(first), _) => first.clone(),
            _ => "undated".to_owned(),
        };
        let reports = if *reports == 1 { "1 report".to_owned() } else { format!("{reports} reports") };
        writeln!(out, "   told as    {}  {dates}  ({reports})", titled(title, of.as_deref()))?;
    }
    Ok(())
}

fn list(out: &mut impl Write, label: &str, entries: &[String]) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let more = entries.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" · and {more} more (--json)") } else { String::new() };
    let shown = entries.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" · ");
    writeln!(out, "   {label:<10} {shown}{more}")
}
