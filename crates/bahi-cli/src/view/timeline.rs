//! Records by day: what was held, what was planned, what was cancelled or denied, and what reports of a day say was signed,
//! delivered and said.

use super::index::Index;
use super::list::{agreement, delivery, engagement, reported, statement};
use crate::commands::rows::Row;
use crate::terminal::Paint;
use bahi::ledger::{Engagement, Ledger};
use std::io::{self, Write};

/// Columns of a timeline as a table.
pub const COLUMNS: [&str; 11] =
    ["section", "date", "type", "id", "kind", "status", "who", "what", "place", "reports", "disputed"];

/// Records that stand together.
pub struct Section {
    name: &'static str,
    title: &'static str,
    // Day or `None`, and the place in the ledger's list of the type.
    entries: Vec<(Option<String>, Entry)>,
}

#[derive(Clone, Copy)]
enum Entry {
    Engagement(usize),
    Statement(usize),
    Agreement(usize),
    Delivery(usize),
}

/// The sections that have entries, each by day, what has no day last; of all together the latest, at most so many.
pub fn sections(ledger: &Ledger, most: usize) -> Vec<Section> {
    let of = |name, title, wanted: &dyn Fn(&Engagement) -> bool| {
        let taken = ledger.engagements.iter().enumerate().filter(|(_, e)| wanted(e));
        let day = |e: &Engagement| e.when.as_ref().and_then(|w| w.edtf.clone());
        Section { name, title, entries: taken.map(|(n, e)| (day(e), Entry::Engagement(n))).collect() }
    };
    let planned = |e: &Engagement| e.status == "planned";
    let off = |e: &Engagement| matches!(e.status.as_str(), "cancelled" | "denied");
    let mut out = vec![
        of("held", "Held", &|e| !planned(e) && !off(e)),
        of("planned", "Planned, as the reports had it", &planned),
        of("off", "Cancelled or denied", &off),
        reported_section(ledger),
    ];
    latest(&mut out, most);
    for section in &mut out {
        section.entries.sort_by_key(|e| (first(&e.0).unwrap_or(i64::MAX), e.0.is_none()));
    }
    out.retain(|s| !s.entries.is_empty());
    out
}

// Dates without a year have no place among the days.
fn first(day: &Option<String>) -> Option<i64> {
    day.as_deref().and_then(bahi::day_bounds).map(|b| b.0).filter(|day| *day > i64::MIN)
}

// What has no day goes first.
fn latest(sections: &mut [Section], most: usize) {
    let all =
        || sections.iter().enumerate().flat_map(|(n, s)| s.entries.iter().enumerate().map(move |(at, e)| (n, at, e)));
    let mut order: Vec<(Option<i64>, usize, usize)> = all().map(|(n, at, e)| (first(&e.0), n, at)).collect();
    order.sort_by_key(|o| (std::cmp::Reverse(o.0), o.1, o.2));
    let kept: std::collections::BTreeSet<(usize, usize)> = order.into_iter().take(most).map(|o| (o.1, o.2)).collect();
    for (n, section) in sections.iter_mut().enumerate() {
        let mut at = 0..;
        section.entries.retain(|_| at.next().is_some_and(|at| kept.contains(&(n, at))));
    }
}

fn reported_section(ledger: &Ledger) -> Section {
    let index = Index::new(ledger);
    let day = |reports: &[String]| Some(reported(reports, &index)).filter(|d| d != "no date");
    let mut entries: Vec<(Option<String>, Entry)> = Vec::new();
    entries.extend(ledger.agreements.iter().enumerate().map(|(n, a)| (day(&a.reports), Entry::Agreement(n))));
    let as_of = |d: &bahi::ledger::Delivery| d.as_of.clone().or_else(|| day(&d.reports));
    entries.extend(ledger.deliveries.iter().enumerate().map(|(n, d)| (as_of(d), Entry::Delivery(n))));
    entries.extend(ledger.statements.iter().enumerate().map(|(n, s)| (day(&s.reports), Entry::Statement(n))));
    Section { name: "reported", title: "Signed, delivered and said, by the day of the report", entries }
}

impl Section {
    /// How many records it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }
}

/// Prints sections with their days.
pub fn print(out: &mut impl Write, sections: &[Section], ledger: &Ledger, paint: Paint) -> io::Result<()> {
    let index = Index::new(ledger);
    for section in sections {
        writeln!(out, "{} ({})", paint.strong(section.title), section.entries.len())?;
        let mut before: Option<&str> = None;
        for (day, entry) in &section.entries {
            let day = day.as_deref().unwrap_or("no date");
            if before != Some(day) {
                writeln!(out, "  {}", paint.strong(day))?;
                before = Some(day);
            }
            writeln!(out, "    {}", entry.line(ledger, &index, day, paint))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

impl Entry {
    // The line of a list without its day, which stands above.
    fn line(self, ledger: &Ledger, index: &Index, day: &str, paint: Paint) -> String {
        let line = match self {
            Self::Engagement(n) => engagement(&ledger.engagements[n], index, paint),
            Self::Statement(n) => statement(&ledger.statements[n], index, paint),
            Self::Agreement(n) => agreement(&ledger.agreements[n], index, paint),
            Self::Delivery(n) => delivery(&ledger.deliveries[n], index, paint),
        };
        line.replacen(&format!("  {day:10}  "), "  ", 1)
    }
}

/// The rows of a section.
pub fn rows(section: &Section, ledger: &Ledger) -> Vec<Row> {
    let index = Index::new(ledger);
    section.entries.iter().map(|(day, entry)| row(section.name, day.as_deref(), *entry, ledger, &index)).collect()
}

fn row(section: &'static str, day: Option<&str>, entry: Entry, ledger: &Ledger, index: &Index) -> Row {
    let (kind, id, sort, status, who, what, place, reports) = match entry {
        Entry::Engagement(n) => {
            let e = &ledger.engagements[n];
            let who: Vec<String> = e.parties.iter().map(|p| index.party(p)).collect();
            let forum = e.forum.as_ref().map(|f| f.name.clone());
            let place = e.place.as_ref().map(|w| w.name.clone());
            ("engagement", &e.id, Some(e.kind.clone()), Some(e.status.clone()), who, forum, place, &e.reports)
        }
        Entry::Statement(n) => {
            let s = &ledger.statements[n];
            let claims: Vec<_> = index.claims(&s.text.claims).collect();
            let words = claims.first().and_then(|c| c.evidence.first()).map(|e| e.exact.clone());
            ("statement", &s.id, Some(s.kind.clone()), None, vec![index.party(&s.speaker)], words, None, &s.reports)
        }
        Entry::Agreement(n) => {
            let a = &ledger.agreements[n];
            let who = a.countries.iter().map(|c| index.of(c).to_owned()).collect();
            ("agreement", &a.id, None, Some(a.status.clone()), who, Some(a.instrument.clone()), None, &a.reports)
        }
        Entry::Delivery(n) => {
            let d = &ledger.deliveries[n];
            let who = [&d.supplier, &d.recipient].into_iter().flatten().map(|c| index.of(c).to_owned()).collect();
            let numbers = super::goods::amounts(d).join(", ");
            let what = if numbers.is_empty() { d.item.name.clone() } else { format!("{}: {numbers}", d.item.name) };
            ("delivery", &d.id, None, Some(d.status.clone()), who, Some(what), None, &d.reports)
        }
    };
    let disputed = ledger.conflicts.iter().any(|c| c.record == *id && c.state == "open");
    vec![
        ("section", section.into()),
        ("date", day.into()),
        ("type", kind.into()),
        ("id", id.clone().into()),
        ("kind", sort.into()),
        ("status", status.into()),
        ("who", who.into()),
        ("what", what.into()),
        ("place", place.into()),
        ("reports", reports.clone().into()),
        ("disputed", disputed.into()),
    ]
}
