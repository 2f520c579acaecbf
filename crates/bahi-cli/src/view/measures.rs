//! How far witnesses disagree, in words.

use super::index::Index;
use bahi::ledger::{Conflict, Engagement, Measures};

/// The measures of a conflict; nothing where they were not taken.
pub fn of_conflict(conflict: &Conflict) -> Option<String> {
    (conflict.measures.witnesses > 0).then(|| {
        let sides: Vec<String> = conflict.values.iter().map(|v| v.witnesses.to_string()).collect();
        format!("witnesses {}; {}", sides.join(" : "), words(&conflict.measures))
    })
}

/// How many witnesses an engagement has, and how far they agree, field by field.
pub fn of_engagement(e: &Engagement, index: &Index) -> Vec<String> {
    let mut out = Vec::new();
    if e.witnesses > 0 && e.witnesses < e.reports.len() {
        out.push(format!("told by {} reports, of which some copy others: {} witnesses", e.reports.len(), e.witnesses));
    }
    let Some(d) = &e.disagreement else { return out };
    out.push(format!(
        "{} witnesses, {} fields told by two or more: {:.3} disagree, dscore {:.3}, modal confidence {:.3}",
        e.witnesses, d.compared, d.disagreeing, d.dscore, d.modal_confidence
    ));
    for f in &d.fields {
        let field = index.path_in_words(&f.field);
        out.push(format!("  {field}, {}: {}; {}", f.kind, f.values.join(" / "), words(&f.measures)));
    }
    out
}

fn words(m: &Measures) -> String {
    format!("{:.3} disagree, dscore {}, modal confidence {:.3}", m.disagreeing, m.dscore, m.modal_confidence)
}
