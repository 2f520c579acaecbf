//! The ledger as flat tables: one definition of every column, from which CSV, XLSX, Parquet and the documents are made.

mod actors;
mod document;
mod kinds;
mod records;
mod reports;

pub use document::{BATCH, DOCUMENTS, contract, document};
pub use kinds::{Cells, Column, Table};

use super::index::Index;
use bahi_resolve::ledger::Ledger;
use kinds::Build;

/// Version of the tables: raised when a column is renamed, removed or changes its meaning.
pub const TABLES_VERSION: u32 = 1;

/// What makes a table of a ledger.
type Make = for<'a> fn(&Index<'a>) -> Table<'a>;

// Every table, in the order in which they are best read.
const TABLES: [(&str, Make); 11] = [
    ("engagements", records::engagements),
    ("parties", records::parties),
    ("statements", records::statements),
    ("agreements", records::agreements),
    ("deliveries", records::deliveries),
    ("conflicts", reports::conflicts),
    ("claims", reports::claims),
    ("actors", actors::actors),
    ("offices", actors::offices),
    ("spellings", actors::spellings),
    ("reports", reports::reports),
];

/// Every table of a ledger, in the order in which they are best read.
pub fn tables(ledger: &Ledger) -> Vec<Table<'_>> {
    let index = Index::new(ledger);
    TABLES.iter().map(|(_, make)| make(&index)).collect()
}

/// One table of a ledger by its name.
pub fn table<'a>(ledger: &'a Ledger, name: &str) -> Option<Table<'a>> {
    let (_, make) = TABLES.iter().find(|(known, _)| *known == name)?;
    Some(make(&Index::new(ledger)))
}

/// Names of the tables, in the order in which they are best read.
pub fn names() -> Vec<&'static str> {
    TABLES.iter().map(|(name, _)| *name).collect()
}
