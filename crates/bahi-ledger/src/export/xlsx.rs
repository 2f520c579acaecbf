//! XLSX: one workbook with a sheet for each table.

use super::csv::files;
use super::table::{Cells, Table, tables};
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source, text};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Style, Workbook, Worksheet, XlsxError};

/// Most rows of a sheet, without its head.
const SHEET_ROWS: usize = 1_048_575;
/// Most characters of a cell, counted by Excel in UTF-16 units.
const CELL_LIMIT: usize = 32_767;
/// First year that Excel knows.
const FIRST_YEAR: i32 = 1900;

/// An Excel workbook.
#[derive(Debug)]
pub struct Xlsx;

impl Format for Xlsx {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "xlsx",
            extension: "xlsx",
            purpose: "An Excel workbook with one sheet for each table, for Excel and LibreOffice.",
            file: "ledger.xlsx",
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        let tables = tables(source.ledger);
        let mut fields = vec![];
        for file in files(&tables, "") {
            fields.extend(file.fields.into_iter().map(|mut field| {
                field.name = format!("{}{}", file.name, field.name);
                field
            }));
        }
        let rows = tables.iter().map(|table| table.rows).sum();
        let sizes: Vec<String> = tables.iter().map(|table| format!("{} {}", table.name, table.rows)).collect();
        let about = format!("One sheet for each table, with so many rows: {}.", sizes.join(", "));
        vec![FileAbout { name: "ledger.xlsx".into(), about, rows, fields }]
    }

    fn notes(&self, source: &Source) -> Vec<String> {
        let tables = tables(source.ledger);
        let cut: usize = tables.iter().map(long_cells).sum();
        let split = tables.iter().filter(|table| table.rows > SHEET_ROWS).map(|table| table.name);
        let split: Vec<&str> = split.collect();
        let mut notes = vec![
            "Texts are stored as texts, so that nothing is run as a formula; days from 1900 on are dates of Excel."
                .into(),
            format!(
                "A cell of Excel holds {CELL_LIMIT} characters: {cut} values are longer and were cut, ending in `…`. \
                     CSV and JSON have them whole."
            ),
            text::CLEAN_NOTE.into(),
        ];
        if !split.is_empty() {
            notes
                .push(format!("A sheet holds {SHEET_ROWS} rows; these go on in further sheets: {}.", split.join(", ")));
        }
        notes
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        let bytes = workbook(source).map_err(|error| ExportError::make("ledger.xlsx", error))?;
        sink.file("ledger.xlsx", bytes)
    }
}

fn workbook(source: &Source) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Without a fixed date the workbook would carry the time of the export.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for table in tables(source.ledger) {
        for part in 0..table.rows.div_ceil(SHEET_ROWS).max(1) {
            let name = if part == 0 { table.name.to_string() } else { format!("{} {}", table.name, part + 1) };
            let sheet = workbook.add_worksheet();
            sheet.set_name(name)?;
            fill(sheet, &table, part * SHEET_ROWS)?;
        }
    }
    workbook.save_to_buffer()
}

/// Writes the rows of a table from one on.
fn fill(sheet: &mut Worksheet, table: &Table, from: usize) -> Result<(), XlsxError> {
    let (bold, day) = (Style::new().set_bold(), Style::new().set_num_format("yyyy-mm-dd"));
    let rows = (table.rows - from).min(SHEET_ROWS);
    for (column, number) in table.columns.iter().zip(0u16..) {
        sheet.write_string_with_format(0, number, column.name, &bold)?;
        sheet.set_column_width(number, width(&column.cells))?;
        for (row, line) in (from..from + rows).zip(1u32..) {
            write(sheet, (line, number), &column.cells, row, &day)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    if rows > 0 {
        sheet.autofilter(0, 0, rows as u32, (table.columns.len() - 1) as u16)?;
    }
    Ok(())
}

fn write(sheet: &mut Worksheet, at: (u32, u16), cells: &Cells, row: usize, day: &Style) -> Result<(), XlsxError> {
    let (line, column) = at;
    match cells {
        Cells::Whole(values) => match values.get(row).copied().flatten() {
            // Above this a float is no longer exact.
            Some(value) if value <= 1 << 53 => sheet.write_number(line, column, value as f64)?,
            Some(value) => sheet.write_string(line, column, value.to_string())?,
            None => sheet,
        },
        Cells::Number(values) => match values.get(row).copied().flatten() {
            Some(value) => sheet.write_number(line, column, value)?,
            None => sheet,
        },
        Cells::Flag(values) => match values.get(row).copied().flatten() {
            Some(value) => sheet.write_boolean(line, column, value)?,
            None => sheet,
        },
        Cells::Date(values) => match values.get(row).copied().flatten() {
            Some(date) if date.year >= FIRST_YEAR => {
                let date = ExcelDateTime::from_ymd(date.year as u16, date.month, date.day)?;
                sheet.write_datetime_with_format(line, column, &date, day)?
            }
            Some(date) => sheet.write_string(line, column, date.to_string())?,
            None => sheet,
        },
        Cells::Text(_) | Cells::List(_) | Cells::Quotes(_) => match cells.flat(row) {
            Some(value) => sheet.write_string(line, column, cell(&value))?,
            None => sheet,
        },
    };
    Ok(())
}

/// A text as a cell holds it.
fn cell(value: &str) -> String {
    let safe = text::clean(value);
    if units(&safe) <= CELL_LIMIT {
        return safe.into_owned();
    }
    let mut left = CELL_LIMIT - 1;
    let kept: String =
        safe.chars().take_while(|c| left.checked_sub(c.len_utf16()).map(|rest| left = rest).is_some()).collect();
    kept + "…"
}

fn units(value: &str) -> usize {
    // Most cells are short, and a text never has more units than bytes.
    if value.len() <= CELL_LIMIT { value.len() } else { value.encode_utf16().count() }
}

/// How many cells had to be cut.
fn long_cells(table: &Table) -> usize {
    let words = |cells: &Cells| matches!(cells, Cells::Text(_) | Cells::List(_) | Cells::Quotes(_));
    let columns = table.columns.iter().filter(|column| words(&column.cells));
    let long = |cells: &Cells, row| cells.flat(row).is_some_and(|v| units(&text::clean(&v)) > CELL_LIMIT);
    columns.map(|column| (0..table.rows).filter(|&row| long(&column.cells, row)).count()).sum()
}

fn width(cells: &Cells) -> f64 {
    match cells {
        Cells::Text(_) => 18.0,
        Cells::List(_) => 30.0,
        Cells::Quotes(_) => 60.0,
        Cells::Whole(_) | Cells::Number(_) | Cells::Flag(_) | Cells::Date(_) => 12.0,
    }
}
