//! CSV: one file for each table, safe to open in a spreadsheet.

use super::table::{Table, tables};
use super::{About, ExportError, Field, FileAbout, Format, Layout, Sink, Source, text};
use std::borrow::Cow;

/// CSV, RFC 4180, in UTF-8.
#[derive(Debug)]
pub struct Csv;

impl Format for Csv {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "csv",
            extension: "csv",
            purpose: "Flat tables in CSV (RFC 4180, UTF-8), for spreadsheets, R and any script.",
            file: "csv",
            layout: Layout::Folder,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        files(&tables(source.ledger), "csv")
    }

    fn notes(&self, source: &Source) -> Vec<String> {
        let mark = match source.excel {
            true => "Each file begins with a byte order mark, so that Excel reads it as UTF-8.",
            false => {
                "The files have no byte order mark. Excel takes them for another encoding; export with the Excel option."
            }
        };
        let lists = "Entries of lists stand in one cell, between ` | `. A quotation is followed by `[report:line]`.";
        vec![mark.into(), lists.into(), text::GUARD_NOTE.into(), text::CLEAN_NOTE.into()]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        for table in tables(source.ledger) {
            let name = format!("{}.csv", table.name);
            let bytes = bytes(&table, source.excel).map_err(|error| ExportError::make(&name, error))?;
            sink.file(&name, bytes)?;
        }
        Ok(())
    }
}

/// The tables as files of an export.
pub(super) fn files(tables: &[Table], ending: &str) -> Vec<FileAbout> {
    let file = |table: &Table| FileAbout {
        name: format!("{}.{ending}", table.name),
        about: format!("{}.", table.about),
        rows: table.rows,
        fields: table.columns.iter().map(|c| Field::new(c.name, c.cells.kind(), c.about)).collect(),
    };
    tables.iter().map(file).collect()
}

/// One table by itself, in its own order.
pub fn sheet_of(table: &Table) -> Result<Vec<u8>, ExportError> {
    bytes(table, false).map_err(|error| ExportError::make(table.name, error))
}

fn bytes(table: &Table, excel: bool) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut out = if excel { "\u{FEFF}".as_bytes().to_vec() } else { vec![] };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in 0..table.rows {
        let cells = table.columns.iter().map(|column| column.cells.flat(row).unwrap_or_default());
        writer.write_record(cells.map(|cell| cell_text(&cell).into_owned()))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// A value that no reader of CSV chokes on and no spreadsheet runs.
pub(super) fn cell_text(value: &str) -> Cow<'_, str> {
    match text::clean(value) {
        Cow::Borrowed(value) => text::guarded(value),
        Cow::Owned(value) => Cow::Owned(text::guarded(&value).into_owned()),
    }
}
