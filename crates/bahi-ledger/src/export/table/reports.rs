//! Tables of reports, of the claims read from them, and of the conflicts between claims.

use super::{Build, Table};
use crate::export::index::Index;
use crate::export::label;
use bahi_resolve::ledger::{Claim, Conflict, ConflictValue, Evidence, Ledger};

const FIRST: &str = "First day that the date may mean";
const LAST: &str = "Last day that the date may mean";

pub fn reports<'a>(index: &Index<'a>) -> Table<'a> {
    Build::new("reports", "One report: one page of one outlet", &index.ledger.reports)
        .text("id", "Id, worked out from the content", |r| &r.id)
        .text("path", "Path as given", |r| &r.path)
        .text("outlet", "Who published it, where the page says so", |r| r.outlet.as_ref())
        .text("title", "Headline", |r| r.title.as_ref())
        .date(
            ["published", "first_day", "last_day"],
            ["Date of publication in EDTF, where the page says so", FIRST, LAST],
            |r| r.published.as_deref(),
        )
        .text("language", "BCP 47 tag of the language", |r| &r.language)
        .text("sha256", "SHA-256 of the input, hexadecimal", |r| &r.sha256)
        .whole("left_out", "Number of spans left out as furniture; the JSON has their places", |r| {
            Some(r.furniture.len() as u64)
        })
        .list("warnings", "What went wrong or was skipped", |r| r.warnings.iter().collect())
        .list("not_understood", "Phrases that look like an event and were not understood", |r| {
            r.not_understood.iter().map(|evidence| evidence.exact.as_str()).collect()
        })
        .done()
}

/// A claim at one of its places.
struct Place<'a> {
    claim: &'a Claim,
    number: u64,
    evidence: Option<&'a Evidence>,
}

/// One row for each place; a claim without any, which no reader makes, still has its row.
fn places(ledger: &Ledger) -> Vec<Place<'_>> {
    let mut places = vec![];
    for claim in &ledger.claims {
        places.extend((1..).zip(&claim.evidence).map(|(number, e)| Place { claim, number, evidence: Some(e) }));
        if claim.evidence.is_empty() {
            places.push(Place { claim, number: 1, evidence: None });
        }
    }
    places
}

pub fn claims<'a>(index: &Index<'a>) -> Table<'a> {
    Build::new("claims", "One field value read from one place of one report", places(index.ledger))
        .text("claim", "Id of the claim; a claim read from several places has several rows", |p| &p.claim.id)
        .whole("place", "1 for the first place of the claim", |p| Some(p.number))
        .text("report", "Id of the report", |p| &p.claim.report)
        .text("record", "Id of the record", |p| &p.claim.record)
        .text("field", "Field of the record, as a path", |p| &p.claim.field)
        .text("value", "The value", |p| &p.claim.value)
        .text("exact", "The words, as published", |p| Some(&p.evidence?.exact))
        .text("prefix", "Words before", |p| Some(&p.evidence?.prefix))
        .text("suffix", "Words after", |p| Some(&p.evidence?.suffix))
        .whole("start", "First Unicode code point in the report's text, counted from 0", |p| {
            Some(p.evidence?.start as u64)
        })
        .whole("end", "One past the last code point", |p| Some(p.evidence?.end as u64))
        .whole("line", "Line of the input, counted from 1", |p| Some(p.evidence?.line as u64))
        .text("rule", "Rule that read it", |p| &p.claim.rule)
        .text("modality", "asserted, reported, planned, possible or denied", |p| &p.claim.modality)
        .list("attributed_to", "On whose word the report says so, the nearest to the reader first", |p| {
            p.claim.attributed_to.iter().map(label::party).collect()
        })
        .done()
}

/// One side of a conflict.
struct Side<'a> {
    conflict: &'a Conflict,
    number: u64,
    value: &'a ConflictValue,
}

pub fn conflicts<'a>(index: &Index<'a>) -> Table<'a> {
    let sides =
        index.ledger.conflicts.iter().flat_map(|conflict| {
            (1..).zip(&conflict.values).map(move |(number, value)| Side { conflict, number, value })
        });
    Build::new("conflicts", "One of the values of a field that cannot all stand", sides)
        .text("id", "Id of the conflict; each of its values has a row", |s| &s.conflict.id)
        .whole("side", "1 for the first value", |s| Some(s.number))
        .text("record", "Id of the record or actor", |s| &s.conflict.record)
        .text("field", "Field, as a path", |s| &s.conflict.field)
        .text("kind", "contradiction, slip, more-precise, newer or rounding", |s| &s.conflict.kind)
        .text("state", "open, settled, both-stand or unsure", |s| &s.conflict.state)
        .text("value", "The value", |s| &s.value.value)
        .list("claims", "Ids of the claims that assert it", |s| s.value.claims.iter().collect())
        .quotes(|s| index.quotes_of(&s.value.claims))
        .done()
}
