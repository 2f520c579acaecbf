//! The ledger of one report by itself: its drafts as records, each value as a claim with its words.
//!
//! Ids here are made of the report's own id and of where the words stand, or of what knowledge has; they do not change when
//! other reports join.

pub mod actors;
pub mod cite;
mod deliveries;
pub mod engagements;
pub mod records;

use crate::ReadReport;
use crate::ledger::Ledger;
use actors::Actors;
use bahi_knowledge::Knowledge;
use bahi_text::Positions;

/// The ledger of one report.
pub fn single(report: &ReadReport, knowledge: &Knowledge) -> Ledger {
    let positions = Positions::new(&report.text);
    let actors = Actors::new(report, knowledge);
    let mut out = records::Builder::new(report, &positions, &actors, knowledge);
    out.engagements();
    out.statements();
    out.agreements();
    out.deliveries();
    out.finish()
}
