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
    let names = columns.iter().map(|column| column.0);
    let rows = rows.into_iter().map(|row| row.iter().map(|cell| text::line(cell)).collect());
    sink.file(file, bytes(delimiter, csv::Terminator::Any(b'\n'), names, rows).map_err(|e| ExportError::make(file, e))?)
}

/// Rows as CSV that no spreadsheet takes for formulas, as [`super::csv`] writes its tables: for lists that are no export.
pub fn sheet<'a>(
    columns: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<Vec<u8>, ExportError> {
    bytes(b',', csv::Terminator::CRLF, columns, rows).map_err(|error| ExportError::make("the list", error))
}

fn bytes<'a>(
    delimiter: u8,
    ends: csv::Terminator,
    columns: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut out = vec![];
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(ends).from_writer(&mut out);
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| cell_text(cell).into_owned()))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// The file of an export of one table.
pub fn about(file: &str, one: &str, columns: &[Column], rows: usize) -> Vec<FileAbout> {
    let columns: Vec<Field> = fields(columns);
    vec![FileAbout { name: file.to_string(), about: one.to_string(), rows, fields: columns }]
}

/// The longest of some quotations in the words around it, with report and line; the words of a date or a name alone would
/// tell little.
pub fn in_context(quotes: &[Quote]) -> String {
    let longest = quotes.iter().rev().max_by_key(|quote| quote.evidence.exact.chars().count());
    longest.map_or_else(String::new, |quote| {
        let evidence = quote.evidence;
        // The words around are cut anywhere; half a word is none.
        let before = match evidence.prefix.chars().count() < evidence.start {
            true => evidence.prefix.split_once(char::is_whitespace).map_or("", |(_, rest)| rest),
            false => &evidence.prefix,
        };
        let after = evidence.suffix.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest);
        let words = text::line(&format!("{before}{}{after}", evidence.exact));
        format!("{words} [{}:{}]", quote.claim.report, evidence.line)
    })
}

/// What the README of such a table says.
pub fn notes() -> Vec<String> {
    vec![
        "A quotation is the longest of the record, in the words around it, ending in `[report:line]`. The table \
         claims of the other formats has all of them."
            .into(),
        text::LINE_NOTE.into(),
        text::GUARD_NOTE.into(),
    ]
}
