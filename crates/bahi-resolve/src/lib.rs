//! From the readings of several reports to one ledger: actors across spellings, engagements across reports, conflicts.
//!
//! Nothing here reads text: it works on drafts with spans. The same readings in the same order give the same ledger.

pub mod combine;
pub mod ids;
pub mod judge;
pub mod ledger;
pub mod single;

use bahi_knowledge::Knowledge;
use bahi_read::Reading;

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
    /// By what copies of it are known.
    pub signature: bahi_text::Signature,
}

/// The ledger of one report by itself.
pub fn single(report: &ReadReport, knowledge: &Knowledge) -> ledger::Ledger {
    single::single(report, knowledge)
}

/// Puts the readings together.
pub fn resolve(reports: &[ReadReport], knowledge: &Knowledge) -> ledger::Ledger {
    let singles: Vec<ledger::Ledger> = reports.iter().map(|r| single(r, knowledge)).collect();
    let signed: Vec<_> = reports.iter().map(|r| (&r.head, &r.signature)).collect();
    combine::combine(&singles, &combine::copies::copies(&signed), knowledge)
}
