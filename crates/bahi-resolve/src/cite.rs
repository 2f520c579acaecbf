//! Citing: spans of a report's text as evidence, and claims that hold them.

use crate::ReadReport;
use crate::ids::Ids;
use crate::ledger::{Claim, Evidence, Party};
use bahi_text::{Positions, Published, Span};

const AROUND: usize = 32;

/// Makes claims; every claim has evidence.
#[derive(Debug, Default)]
pub struct Claims {
    /// Claims made so far.
    pub list: Vec<Claim>,
    by_record: std::collections::BTreeMap<String, Vec<usize>>,
    ids: Ids,
}

/// What a claim says, beside where it was read.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Report number.
    pub report: usize,
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
    /// The claims of a record, in order.
    pub fn of(&self, record: &str) -> impl Iterator<Item = &Claim> {
        self.by_record.get(record).into_iter().flatten().filter_map(|&i| self.list.get(i))
    }

    /// Adds a claim and gives its id; nothing where there is no evidence.
    pub fn add(
        &mut self,
        reports: &[ReadReport],
        positions: &[Positions],
        said: Said<'_>,
        spans: &[Span<Published>],
        attributed_to: Vec<Party>,
    ) -> Option<String> {
        let report = &reports[said.report];
        let evidence: Vec<Evidence> =
            spans.iter().filter_map(|&s| cite(&report.text, &positions[said.report], s)).collect();
        let first = evidence.first()?;
        let start = first.start.to_string();
        let id = self.ids.fresh("C", &[&report.head.id, said.record, said.field, said.value, &start]);
        self.by_record.entry(said.record.to_owned()).or_default().push(self.list.len());
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
    let exact = span.of(text);
    if exact.trim().is_empty() {
        return None;
    }
    let before = &text[..span.start()];
    let after = &text[span.end()..];
    let prefix: String = before.char_indices().rev().take(AROUND).last().map_or("", |(i, _)| &before[i..]).to_owned();
    let suffix: String = after.chars().take(AROUND).collect();
    Some(Evidence {
        exact: exact.to_owned(),
        prefix,
        suffix,
        start: positions.code_point(text, span.start()),
        end: positions.code_point(text, span.end()),
        line: positions.line(span.start()),
    })
}
