//! From the readings of several reports to one ledger: actors across spellings, engagements across reports, conflicts.
//!
//! Nothing here reads text: it works on drafts with spans. The same readings in the same order give the same ledger.

pub mod actors;
pub mod cite;
pub mod conflict;
pub mod engagements;
pub mod ids;
pub mod ledger;
pub mod merge;
pub mod records;

use bahi_knowledge::Knowledge;
use bahi_read::Reading;
use bahi_text::Positions;

/// One report with what was read from it.
#[derive(Debug)]
pub struct ReadReport {
    /// Its head in the ledger, with `id`, `path`, dates and furniture filled in.
    pub head: ledger::Report,
    /// Its text; spans of the reading point into it.
    pub text: String,
    /// Day of publication.
    pub published: Option<bahi_read::Day>,
    /// What was read.
    pub reading: Reading,
}

/// Puts the readings together.
pub fn resolve(reports: &[ReadReport], knowledge: &Knowledge) -> ledger::Ledger {
    let positions: Vec<Positions> = reports.iter().map(|r| Positions::new(&r.text)).collect();
    let actors = actors::Actors::link(reports, knowledge);
    let mut out = records::Builder::new(reports, &positions, knowledge, &actors);
    out.engagements();
    out.statements();
    out.agreements();
    out.deliveries();
    out.finish()
}
