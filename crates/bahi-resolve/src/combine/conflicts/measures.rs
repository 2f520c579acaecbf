//! How far witnesses agree, as `eventreport` measures it ([`Measures`] cites it).

use super::{Reports, Sides};
use crate::ledger::{Disagreement, FieldDisagreement, Measures};
use std::collections::BTreeSet;

/// How far the witnesses of one field agree.
pub fn of(sides: &Sides<'_>, reports: &Reports) -> Measures {
    let each: Vec<usize> =
        sides.values().map(|voices| reports.count(voices.iter().map(|v| v.report.as_str()))).collect();
    let everyone: BTreeSet<&str> = sides.values().flatten().map(|v| reports.witness(&v.report)).collect();
    let (most, all) = (each.iter().copied().max().unwrap_or_default(), each.iter().sum::<usize>());
    let modal = most as f64 / all.max(1) as f64;
    Measures {
        witnesses: everyone.len(),
        disagreeing: rounded(1.0 - modal),
        dscore: sides.len().saturating_sub(1),
        modal_confidence: rounded(modal),
    }
}

/// Fields of a record, with what sort of disagreement theirs is where there is any.
#[derive(Debug, Default)]
pub struct Fields<'a> {
    list: Vec<(String, &'static str, Sides<'a>)>,
}

impl<'a> Fields<'a> {
    /// Adds a field.
    pub fn add(&mut self, field: &str, kind: &'static str, sides: Sides<'a>) {
        self.list.push((field.to_owned(), kind, sides));
    }

    /// How far the witnesses of the record agree.
    pub fn disagreement(self, reports: &Reports) -> Option<Disagreement> {
        let mut out = Disagreement::default();
        let (mut disagreeing, mut dscore, mut modal) = (0.0, 0, 0.0);
        for (field, kind, sides) in self.list {
            let measures = of(&sides, reports);
            if measures.witnesses < 2 {
                continue;
            }
            out.compared += 1;
            disagreeing += measures.disagreeing;
            dscore += measures.dscore;
            modal += measures.modal_confidence;
            if sides.len() > 1 {
                let (kind, values) = (kind.to_owned(), sides.into_keys().collect());
                out.fields.push(FieldDisagreement { field, kind, values, measures });
            }
        }
        let mean = |sum: f64| rounded(sum / out.compared as f64);
        let (disagreeing, dscore, modal_confidence) = (mean(disagreeing), mean(dscore as f64), mean(modal));
        (out.compared > 0).then_some(Disagreement { disagreeing, dscore, modal_confidence, ..out })
    }
}

// Three decimals: enough for shares of witnesses, and the same bytes after any way through JSON.
fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::super::Voice;
    use super::*;

    fn voice(report: &str, value: &str) -> Voice {
        Voice {
            claim: format!("C-{report}{value}"),
            report: report.to_owned(),
            field: "f".to_owned(),
            value: value.to_owned(),
            modality: "asserted".to_owned(),
            start: 0,
        }
    }

    fn sides(voices: &[Voice]) -> Sides<'_> {
        let mut out = Sides::new();
        for v in voices {
            out.entry(v.value.clone()).or_default().push(v);
        }
        out
    }

    // The example of eventreport's manual: deaths of 10, 10 and then 5, 15.
    #[test]
    fn the_measures_are_those_of_the_manual() {
        let agreed = [voice("R-1", "10"), voice("R-2", "10")];
        let none = Measures { witnesses: 2, disagreeing: 0.0, dscore: 0, modal_confidence: 1.0 };
        assert_eq!(of(&sides(&agreed), &Reports::default()), none);
        let split = [voice("R-1", "5"), voice("R-2", "15")];
        let half = Measures { witnesses: 2, disagreeing: 0.5, dscore: 1, modal_confidence: 0.5 };
        assert_eq!(of(&sides(&split), &Reports::default()), half);
    }

    #[test]
    fn copies_are_one_witness() {
        let voices = [voice("R-1", "8"), voice("R-2", "8"), voice("R-3", "8"), voice("R-4", "10")];
        let mut reports = Reports::default();
        reports.add("R-2", Some("R-1"), None);
        reports.add("R-3", Some("R-1"), None);
        let one_each = Measures { witnesses: 2, disagreeing: 0.5, dscore: 1, modal_confidence: 0.5 };
        assert_eq!(of(&sides(&voices), &reports), one_each);
        let counted = of(&sides(&voices), &Reports::default());
        assert_eq!((counted.witnesses, counted.modal_confidence, counted.disagreeing), (4, 0.75, 0.25));
    }

    #[test]
    fn a_record_has_the_means_of_the_fields_that_two_witnesses_give() {
        let split = [voice("R-1", "a"), voice("R-2", "b")];
        let agreed = [voice("R-1", "c"), voice("R-2", "c")];
        let alone = [voice("R-1", "d")];
        let mut fields = Fields::default();
        fields.add("when", "contradiction", sides(&split));
        fields.add("where", "contradiction", sides(&agreed));
        fields.add("forum", "contradiction", sides(&alone));
        let out = fields.disagreement(&Reports::default()).expect("two witnesses");
        assert_eq!((out.compared, out.disagreeing, out.dscore, out.modal_confidence), (2, 0.25, 0.5, 0.75));
        assert_eq!(out.fields.len(), 1);
        assert_eq!(out.fields[0].values, ["a", "b"]);
    }
}
