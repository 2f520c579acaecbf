//! The introduction of `bahi demo`: what to look at in the ledger below.

use super::index::Index;
use super::{conflicts, count, goods, meetings};
use crate::terminal::Paint;
use bahi::ledger::{Engagement, Ledger};
use std::io::{self, Write};

/// Says what follows, and shows one merged record, one conflict and one delivery.
pub fn introduction(out: &mut impl Write, ledger: &Ledger, paint: Paint) -> io::Result<()> {
    let index = Index::new(ledger);
    let reports = count(ledger.reports.len(), "short report", "short reports");
    writeln!(
        out,
        "{}",
        paint.strong("Bahi keeps a ledger of what Hindi news reports say, with the words it rests on.")
    )?;
    writeln!(out, "{reports}, written for this tour, were read together. Three things to look at:\n")?;
    if let Some(record) = most_merged(ledger) {
        point(out, paint, "One event, several reports: one record.")?;
        meetings::engagement(record, &index).print(out, &index, paint)?;
    }
    if let Some(conflict) = ledger.conflicts.first() {
        point(out, paint, "Reports that disagree: nothing is overruled, both values stand with their words.")?;
        conflicts::conflict(conflict, &index).print(out, &index, paint)?;
    }
    let delivery = ledger.deliveries.iter().find(|delivery| delivery.delivered.is_some());
    if let Some(delivery) = delivery.or(ledger.deliveries.first()) {
        point(out, paint, "A delivery: numbers read from the text, and numbers worked out, which say so.")?;
        goods::delivery(delivery, &index).print(out, &index, paint)?;
    }
    writeln!(out, "{}\n", paint.strong("The whole ledger"))
}

fn point(out: &mut impl Write, paint: Paint, line: &str) -> io::Result<()> {
    writeln!(out, "{} {line}", paint.alert("=>"))
}

fn most_merged(ledger: &Ledger) -> Option<&Engagement> {
    let merged = ledger.engagements.iter().filter(|record| record.reports.len() > 1);
    // The first of those with the most reports: `max_by_key` would give the last.
    merged.rev().max_by_key(|record| record.reports.len())
}
