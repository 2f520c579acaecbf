//! The tables as documents: one Markdown page for each, kept under `docs/schemas/`.

use super::{TABLES_VERSION, Table};
use crate::export::arrow;
use std::fmt::Write;

/// Where the documents stand in the repository.
pub const DOCUMENTS: &str = "docs/schemas";

/// The page of a table.
pub fn document(table: &Table) -> String {
    let mut page = format!(
        "# Table `{}`\n\nVersion {TABLES_VERSION} of the tables. {}.\n\n| column | kind | in Parquet | meaning |\n|---|---|---|---|\n",
        table.name, table.about
    );
    for column in &table.columns {
        let (kind, stored) = (column.cells.kind(), arrow::kind(&column.cells));
        writeln!(page, "| `{}` | {kind} | {stored} | {} |", column.name, column.about)
            .expect("a string takes any text");
    }
    page
}
