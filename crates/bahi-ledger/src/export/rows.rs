//! Rows of fixed columns, for data sets of one table.

use super::about::{Field, FileAbout, fields};
use super::csv::cell_text;
use super::index::Quote;
use super::text;
use super::{ExportError, Sink};

/// A column: name, kind, meaning.
pub type Column = (&'static str, &'static str, &'static str);

/// Writes rows under a head.
pub fn write(
    sink: &mut dyn Sink,
    file: &str,
    delimiter: u8,
    columns: &[Column],
    rows: Vec<Vec<String>>,
) -> Result<(), ExportError> {
    let made = || -> Result<Vec<u8>, Box<dyn std::error::Error>> {
        let mut out = vec![];
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(&mut out);
        writer.write_record(columns.iter().map(|column| column.0))?;
        for row in rows {
            writer.write_record(row.iter().map(|cell| cell_text(&text::line(cell)).into_owned()))?;
        }
        writer.flush()?;
        drop(writer);
        Ok(out)
    };
    sink.file(file, made().map_err(|error| ExportError::make(file, error))?)
}

/// The file of an export of one table.
pub fn about(file: &str, one: &str, columns: &[Column], rows: usize) -> Vec<FileAbout> {
    let columns: Vec<Field> = fields(columns);
    vec![FileAbout { name: file.to_string(), about: one.to_string(), rows, fields: columns }]
}

/// Words in what stands around them, with report and line.
pub fn in_context(quote: &Quote) -> String {
    let evidence = quote.evidence;
    let words = format!("{}{}{}", evidence.prefix, evidence.exact, evidence.suffix);
    format!("{} [{}:{}]", text::line(&words), quote.claim.report, evidence.line)
}

/// What the README of such a table says.
pub fn notes() -> Vec<String> {
    vec![
        "Quotations are given in the words around them, ending in `[report:line]`.".into(),
        text::LINE_NOTE.into(),
        text::GUARD_NOTE.into(),
    ]
}
