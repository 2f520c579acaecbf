//! What an operation changed, in print.

use super::judged;
use crate::terminal::Paint;
use bahi::Store;
use bahi::ledger::{Conflict, Engagement};
use bahi::store::judge::Done;
use serde_json::Value;
use std::io::Write;

// Lines of each sort; how many more there are is said.
const LINES: usize = 12;

/// Prints the judgements and what came of them.
pub fn print(out: &mut impl Write, store: &Store, done: &Done, paint: Paint) -> anyhow::Result<()> {
    let operation = &done.operation;
    let mut lines: Vec<String> = Vec::new();
    if let Some(of) = &operation.of {
        lines.push(format!("{} {of}", operation.kind.word()));
    }
    lines.extend(operation.judgements.iter().map(judged::said));
    some(out, lines, |line| line)?;
    let changes = &done.changes;
    some(out, engagements(store, &changes.engagements)?, |line| paint.quiet(line))?;
    some(out, changes.conflicts.iter().filter_map(conflict).collect(), |line| paint.quiet(line))?;
    let actors = changes.actors.iter().map(|(said, now)| match said == now {
        true => format!("   {said} stands by itself"),
        false => format!("   {said} is {now}"),
    });
    some(out, actors.collect(), |line| paint.quiet(line))?;
    let records = changes.records.iter().map(|id| format!("   {id}: see bahi why {id}"));
    some(out, records.collect(), |line| paint.quiet(line))?;
    Ok(())
}

fn some(out: &mut impl Write, lines: Vec<String>, show: impl Fn(String) -> String) -> anyhow::Result<()> {
    let more = lines.len().saturating_sub(LINES);
    for line in lines.into_iter().take(LINES) {
        writeln!(out, "{}", show(line))?;
    }
    if more > 0 {
        writeln!(out, "   and {more} more")?;
    }
    Ok(())
}

fn engagements(store: &Store, changes: &[(Option<Engagement>, Option<Engagement>)]) -> anyhow::Result<Vec<String>> {
    let mut out = Vec::new();
    for change in changes {
        out.push(match change {
            (Some(old), Some(new)) => {
                let fields = fields(old, new)?;
                format!("   {}: {}", new.id, if fields.is_empty() { "noted".to_owned() } else { fields })
            }
            (None, Some(new)) => format!("   {} is a record by itself: {} reports", new.id, new.reports.len()),
            (Some(old), None) => {
                let now = store.resolve_id(&old.id)?;
                format!("   {} is part of {}", old.id, now.first().map_or("nothing", String::as_str))
            }
            (None, None) => continue,
        });
    }
    Ok(out)
}

// `when 2023-04-28 → 2023-04-29; 2 → 3 reports`.
fn fields(old: &Engagement, new: &Engagement) -> anyhow::Result<String> {
    let (old, new) = (serde_json::to_value(old)?, serde_json::to_value(new)?);
    let mut out = Vec::new();
    for (name, path) in [
        ("kind", "/kind"),
        ("status", "/status"),
        ("when", "/when/edtf"),
        ("where", "/where/name"),
        ("forum", "/forum/name"),
        ("session", "/forum/session"),
    ] {
        let (a, b) = (old.pointer(path).unwrap_or(&Value::Null), new.pointer(path).unwrap_or(&Value::Null));
        if a != b {
            out.push(format!("{name} {} → {}", shown(a), shown(b)));
        }
    }
    let count = |v: &Value, list: &str| v[list].as_array().map_or(0, Vec::len);
    if old["parties"] != new["parties"] {
        out.push("parties".to_owned());
    }
    if count(&old, "reports") != count(&new, "reports") {
        out.push(format!("{} → {} reports", count(&old, "reports"), count(&new, "reports")));
    }
    Ok(out.join("; "))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn conflict(change: &(Option<Conflict>, Option<Conflict>)) -> Option<String> {
    match change {
        (Some(old), Some(new)) if old.state != new.state => {
            Some(format!("   {} ({}): {} → {}", new.id, new.field, old.state, new.state))
        }
        (None, Some(new)) => Some(format!("   {} ({}): raised, {}", new.id, new.field, new.state)),
        (Some(old), None) => Some(format!("   {} ({}): gone", old.id, old.field)),
        _ => None,
    }
}
