//! The ledger as flat tables: one definition of every column, from which CSV, XLSX, Parquet and the documents are made.

mod actors;
mod document;
mod kinds;
mod records;
mod reports;

pub use document::{DOCUMENTS, document};
pub use kinds::{Cells, Column, Table};

use super::index::Index;
use bahi_resolve::ledger::Ledger;
use kinds::Build;

/// Version of the tables: raised when a column is renamed, removed or changes its meaning.
pub const TABLES_VERSION: u32 = 1;

/// Every table of a ledger, in the order in which they are best read.
pub fn tables(ledger: &Ledger) -> Vec<Table<'_>> {
    let index = Index::new(ledger);
    vec![
        records::engagements(&index),
        records::parties(&index),
        records::statements(&index),
        records::agreements(&index),
        records::deliveries(&index),
        reports::conflicts(&index),
        reports::claims(&index),
        actors::actors(&index),
        actors::offices(&index),
        actors::spellings(&index),
        reports::reports(&index),
    ]
}
