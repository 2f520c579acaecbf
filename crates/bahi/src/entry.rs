//! What was read, ready for a ledger file.

use crate::{Bahi, Failure, Reading, store::Incoming};

/// What becomes of one report, item or record of an input.
#[derive(Debug)]
pub enum Entry {
    /// A report to be entered.
    Report(Box<Incoming>),
    /// It is there.
    Known,
    /// It could not be read.
    Failed(Failure),
    /// It is no report, or none that is read; what it is, to be counted by.
    Passed(String),
}

impl Bahi {
    /// A reading, made ready to be entered.
    pub fn entry(&self, reading: Reading) -> Entry {
        match reading {
            Reading::Report(one) => {
                let incoming = self.incoming(*one);
                incoming.make_ready();
                Entry::Report(Box::new(incoming))
            }
            Reading::Known => Entry::Known,
            Reading::Failed(failure) => Entry::Failed(failure),
            Reading::Passed(what) => Entry::Passed(what),
        }
    }
}

impl Failure {
    /// A report of which [`crate::Store::add_each`] gives the path: it cannot be entered.
    pub fn taken(path: String) -> Self {
        let why = "an id of it is that of another report, which happens by chance once in very many".to_owned();
        Self { path, why, remedy: "leave it out".to_owned() }
    }
}
