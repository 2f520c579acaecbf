//! One record explained: its claims with rule and quote, its conflicts, and why reports were merged in it.

use super::index::Index;
use super::{blocks, conflicts, judged, measures, stages};
use crate::terminal::Paint;
use bahi::NearMiss;
use bahi::ledger::{Claim, Conflict, Judged, Ledger};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt;
use std::io::Write;

/// What is to be explained: an id, and a field of it if only that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    id: String,
    field: Option<String>,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "{}.{field}", self.id),
            None => f.write_str(&self.id),
        }
    }
}

impl Subject {
    /// An id is a letter, a hyphen, and letters and digits; a field may follow a dot.
    pub fn parse(word: &str) -> Option<Subject> {
        let (id, field) = match word.split_once('.') {
            Some((id, field)) => (id, Some(field.to_string())),
            None => (word, None),
        };
        let (letter, rest) = id.split_once('-')?;
        let kind = ["E", "S", "G", "D", "X", "A", "C"].contains(&letter.to_uppercase().as_str());
        let plain = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        (kind && plain).then(|| Subject { id: id.to_uppercase(), field })
    }

    /// The id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The same field of another record.
    pub fn with_id(&self, id: &str) -> Subject {
        Subject { id: id.to_owned(), field: self.field.clone() }
    }

    fn is(&self, id: &str) -> bool {
        id.eq_ignore_ascii_case(&self.id)
    }

    fn wants(&self, claim: &Claim) -> bool {
        self.field
            .as_ref()
            .is_none_or(|field| claim.field.split('/').any(|part| part == field) || claim.field == *field)
    }
}

/// Everything there is to say about a subject.
struct Explanation<'a> {
    record: Value,
    claims: Vec<&'a Claim>,
    conflicts: Vec<&'a Conflict>,
    merged_because: Vec<String>,
}

/// Explains; answers whether the ledger holds the subject. `near` are the near misses of an engagement.
pub fn explain(
    out: &mut impl Write,
    ledger: &Ledger,
    near: &[NearMiss],
    subject: &Subject,
    paint: Paint,
    json: bool,
) -> anyhow::Result<bool> {
    let Some(found) = find(ledger, subject)? else {
        return Ok(false);
    };
    if json {
        let whole = json!({
            "record": found.record, "claims": found.claims, "conflicts": found.conflicts,
            "merged_because": found.merged_because, "near_misses": near,
        });
        serde_json::to_writer_pretty(&mut *out, &whole)?;
        writeln!(out)?;
    } else {
        print(out, ledger, subject, &found, paint)?;
        for miss in near {
            writeln!(out, "kept apart from {}: {}", paint.strong(&miss.record), miss.because)?;
        }
    }
    Ok(true)
}

fn print(
    out: &mut impl Write,
    ledger: &Ledger,
    subject: &Subject,
    found: &Explanation,
    paint: Paint,
) -> anyhow::Result<()> {
    let index = Index::new(ledger);
    let block = blocks(&index).into_iter().find(|block| subject.is(block.id()));
    if let Some(block) = block.filter(|_| subject.field.is_none()) {
        block.print(out, &index, paint)?;
    }
    // Actors have no block of their own.
    if ledger.actors.iter().any(|a| subject.is(&a.id)) {
        let judged: Vec<Judged> = serde_json::from_value(found.record["judged"].clone()).unwrap_or_default();
        for j in &judged {
            writeln!(out, "judged {}", judged::words(j, &index))?;
        }
    }
    for claim in &found.claims {
        for line in stages::claim(claim, &index, paint) {
            writeln!(out, "{line}")?;
        }
    }
    for reason in &found.merged_because {
        writeln!(out, "merged because {reason}")?;
    }
    let engagement = ledger.engagements.iter().find(|e| subject.is(&e.id));
    if let Some(e) = engagement.filter(|_| subject.field.is_none()) {
        for line in measures::of_engagement(e, &index) {
            writeln!(out, "{line}")?;
        }
    }
    for conflict in &found.conflicts {
        if !subject.is(&conflict.id) {
            writeln!(out)?;
            conflicts::conflict(conflict, &index).print(out, &index, paint)?;
        }
        if let Some(words) = measures::of_conflict(conflict) {
            writeln!(out, "{words}")?;
        }
    }
    Ok(())
}

fn find<'a>(ledger: &'a Ledger, subject: &Subject) -> anyhow::Result<Option<Explanation<'a>>> {
    let Value::Object(whole) = serde_json::to_value(ledger)? else {
        return Ok(None);
    };
    let has_id = |record: &&Value| record["id"].as_str().is_some_and(|id| subject.is(id));
    let record = whole.values().filter_map(Value::as_array).flatten().find(has_id).cloned();
    let Some(record) = record else {
        return Ok(None);
    };
    let mut ids = BTreeSet::new();
    claim_ids(&record, &mut ids);
    let about = |claim: &&Claim| {
        (subject.is(&claim.id) || subject.is(&claim.record) || ids.contains(&claim.id)) && subject.wants(claim)
    };
    let claims = ledger.claims.iter().filter(about).collect();
    let conflicts = ledger.conflicts.iter().filter(|conflict| subject.is(&conflict.record) || subject.is(&conflict.id));
    let engagement = ledger.engagements.iter().find(|engagement| subject.is(&engagement.id));
    let merged_because = engagement.map(|engagement| engagement.merged_because.clone()).unwrap_or_default();
    Ok(Some(Explanation { record, claims, conflicts: conflicts.collect(), merged_because }))
}

/// The ids in every `claims` list of a record, however deep.
fn claim_ids(value: &Value, ids: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| claim_ids(item, ids)),
        Value::Object(fields) => {
            for (name, field) in fields {
                if let ("claims", Some(list)) = (name.as_str(), field.as_array()) {
                    ids.extend(list.iter().filter_map(Value::as_str).map(str::to_string));
                }
                claim_ids(field, ids);
            }
        }
        _ => {}
    }
}

/// What a record, a conflict or a claim is, in one line.
pub fn named(ledger: &Ledger, id: &str) -> String {
    let index = Index::new(ledger);
    if let Some(claim) = ledger.claims.iter().find(|claim| claim.id == id) {
        return format!("claim: {} = {}", claim.field, claim.value);
    }
    let block = blocks(&index).into_iter().find(|block| block.id() == id);
    block.map_or_else(String::new, |block| block.line())
}

/// Lists the ids of all records and conflicts; answers whether there are any.
pub fn list(out: &mut impl Write, ledger: &Ledger, paint: Paint, json: bool) -> anyhow::Result<bool> {
    let index = Index::new(ledger);
    let blocks = blocks(&index);
    if json {
        let ids: Vec<&str> = blocks.iter().map(super::fields::Block::id).collect();
        serde_json::to_writer_pretty(&mut *out, &ids)?;
        writeln!(out)?;
    } else {
        for block in &blocks {
            block.print_line(out, paint)?;
        }
    }
    Ok(!blocks.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_from_paths() {
        let subject = Subject::parse("d-9k2m.delivered").unwrap();
        assert_eq!((subject.id.as_str(), subject.field.as_deref()), ("D-9K2M", Some("delivered")));
        assert_eq!(Subject::parse("E-7K3Q").unwrap().to_string(), "E-7K3Q");
        for path in ["report.txt", "a-b/c", "R-1", "E-", "e-7/x", "-"] {
            assert_eq!(Subject::parse(path), None, "{path}");
        }
    }
}
