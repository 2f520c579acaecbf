//! The tables as documents: one Markdown page for each, kept under `docs/schemas/`.

use super::{Cells, TABLES_VERSION, Table, tables};
use crate::export::arrow;
use bahi_resolve::ledger::Ledger;
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
    if table.columns.iter().any(|column| matches!(column.cells, Cells::Quotes(_))) {
        page.push_str(QUOTES);
        for (name, kind) in arrow::quote_document() {
            writeln!(page, "| `{name}` | {kind} |").expect("a string takes any text");
        }
    }
    page
}

const QUOTES: &str = "
A quotation is a struct. `start` and `end` count Unicode code points of the report's text, `line` lines of the input from 1;
the other fields are those of the table `claims`, which has the same words in rows.

| field | in Parquet |
|---|---|
";

/// The page that says what holds for all tables, and how they are nested where pages are read in batches.
pub fn contract() -> String {
    let mut page = CONTRACT.to_owned();
    for (name, kind, about) in BATCH {
        writeln!(page, "| `{name}` | {kind} | {about} |").expect("a string takes any text");
    }
    for (name, about) in tables(&Ledger::default()).iter().map(|table| (table.name, table.about)) {
        writeln!(page, "| `{name}` | list<struct> | [{name}]({name}.md): {about} |").expect("a string takes any text");
    }
    page
}

/// Columns of what becomes of a batch of pages, beside the tables: name, type and meaning.
pub const BATCH: [(&str, &str, &str); 7] = [
    ("page", "uint64", "Row of the page in the batch that was given, from 0"),
    (
        "path",
        "string",
        "Where the report stands: `path` or `url` as given, with its place in the page where that holds several",
    ),
    ("outcome", "string", "read, failed or passed over"),
    ("error", "string", "Of what failed: why"),
    ("remedy", "string", "Of what failed: what to do"),
    ("passed", "string", "Of what was passed over: what it is, as page in Marathi"),
    ("text", "string", "Text of the report, into which the places of quotations point"),
];

const CONTRACT: &str = "# Tables

A ledger as columns: the same tables, columns and types in the files of `bahi export --to parquet`, in what `Ledger.to_arrow` of
the package for Python gives, and nested in what `bahi.read_batch` gives. A test compares the three, and these pages with the
program.

- **Versions.** The metadata of every schema and of every file say under `bahi.tables` the version of the tables, under
  `bahi.ledger_format` that of the JSON, under `bahi.knowledge` that of the knowledge, and under `bahi.filter` the filter in words.
  Columns may be added. The version of the tables is raised when a column is renamed, removed or changes its meaning.
- **Nulls.** Every column may be null but lists, which are empty where there is nothing.
- **Evidence** stands twice: nested, as the list of structs `quotes` of a record, and flat, as the table [claims](claims.md) with
  a row for each place that a claim was read from.

## Batches of pages

`bahi.read_batch` reads each page by itself and gives a row for each report in it, or one that says why there is none: a bad
page raises nothing. The tables of the report are lists of structs with the columns of its page here; they are null where
nothing was read. Ids of records and claims are those that the same page gets anywhere; records of several pages are not
merged, which is for a ledger.

| column | type | meaning |
|---|---|---|
";
