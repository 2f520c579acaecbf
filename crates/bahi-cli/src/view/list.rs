//! Engagements, a line each.

use super::index::Index;
use crate::terminal::Paint;
use bahi::ledger::{Engagement, Ledger};
use std::io::{self, Write};

/// A line for each of some engagements, in the order of the ids.
pub fn lines(out: &mut impl Write, ledger: &Ledger, ids: &[String], paint: Paint) -> io::Result<()> {
    let index = Index::new(ledger);
    for e in ids.iter().filter_map(|id| ledger.engagements.iter().find(|e| e.id == *id)) {
        line(out, e, &index, paint)?;
    }
    Ok(())
}

fn line(out: &mut impl Write, e: &Engagement, index: &Index, paint: Paint) -> io::Result<()> {
    let when = e.when.as_ref().and_then(|w| w.edtf.as_deref()).unwrap_or("no date");
    let parties = e.parties.iter().map(|p| index.party(p)).collect::<Vec<_>>().join("; ");
    let place = e.place.as_ref().map(|w| format!(", {}", w.name)).unwrap_or_default();
    let status = if e.status == "held" { String::new() } else { format!(" ({})", e.status) };
    let reports = if e.reports.len() > 1 { format!("  {} reports", e.reports.len()) } else { String::new() };
    let disputed = if e.conflicts.is_empty() { String::new() } else { format!("  {}", paint.alert("! disputed")) };
    let (id, kind) = (paint.strong(&e.id), &e.kind);
    writeln!(out, "{id}  {when:10}  {kind}{status}  {parties}{place}{}{disputed}", paint.quiet(reports))
}
