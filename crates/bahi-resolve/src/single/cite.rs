//! Citing: spans of a report's text as evidence, and claims that hold them.

use crate::ReadReport;
use crate::ids::claim_id;
use crate::ledger::{Claim, Evidence, Party};
use bahi_text::{Positions, Published, Span};

const AROUND: usize = 32;

/// Makes claims; every claim has evidence.
#[derive(Debug, Default)]
pub struct Claims {
    /// Claims made so far.
    pub list: Vec<Claim>,
    given: std::collections::BTreeSet<String>,
}

/// What a claim says, beside where it was read.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Record id.
    pub record: &'a str,
    /// Field path.
    pub field: &'a str,
    /// Value.
    pub value: &'a str,
    /// Rule.
    pub rule: &'a str,
    /// Modality.
    pub modality: &'a str,
}

impl Claims {
    /// Adds a claim and gives its id; nothing where there is no evidence. Said twice of the same words it is one claim.
    pub fn add(
        &mut self,
        report: &ReadReport,
        positions: &Positions,
        said: Said<'_>,
        spans: &[Span<Published>],
        attributed_to: Vec<Party>,
    ) -> Option<String> {
        let evidence: Vec<Evidence> = spans.iter().filter_map(|&s| cite(&report.text, positions, s)).collect();
        let first = evidence.first()?;
        let start = first.start.to_string();
        let id = claim_id(&report.head.id, &[said.record, said.field, said.value, &start]);
        if !self.given.insert(id.clone()) {
            return Some(id);
        }
        self.list.push(Claim {
            id: id.clone(),
            report: report.head.id.clone(),
            record: said.record.to_owned(),
            field: said.field.to_owned(),
            value: said.value.to_owned(),
            evidence,
            rule: said.rule.to_owned(),
            attributed_to,
            modality: said.modality.to_owned(),
        });
        Some(id)
    }
}

/// A span as evidence; nothing where it is empty.
pub fn cite(text: &str, positions: &Positions, span: Span<Published>) -> Option<Evidence> {
    if span.of(text).trim().is_empty() {
        return None;
    }
    let (start, end) = (positions.code_point(text, span.start()), positions.code_point(text, span.end()));
    Some(evidence(text, span, start, end, positions.line(span.start())))
}

/// A span with the words in it and around it; `start` and `end` are the same in code points.
fn evidence(text: &str, span: Span<Published>, start: usize, end: usize, line: usize) -> Evidence {
    let before = &text[..span.start()];
    let after = &text[span.end()..];
    let prefix: String = before.char_indices().rev().take(AROUND).last().map_or("", |(i, _)| &before[i..]).to_owned();
    let suffix: String = after.chars().take(AROUND).collect();
    Evidence { exact: span.of(text).to_owned(), prefix, suffix, start, end, line }
}

/// A text of which only places were kept, for citing it again as [`cite`] did.
#[derive(Debug)]
pub struct Quotable {
    text: String,
    // Byte of every code point, and of the end.
    bytes: Vec<u32>,
}

impl Quotable {
    /// Indexes a text.
    pub fn new(text: String) -> Self {
        let bytes = text.char_indices().map(|(i, _)| i).chain([text.len()]).map(|i| i as u32).collect();
        Self { text, bytes }
    }

    /// The evidence from one code point to another; nothing where the text has no such place.
    pub fn evidence(&self, start: usize, end: usize, line: usize) -> Option<Evidence> {
        let (from, to) = (*self.bytes.get(start)? as usize, *self.bytes.get(end)? as usize);
        (from < to).then(|| evidence(&self.text, Span::new(from, to), start, end, line))
    }
}
