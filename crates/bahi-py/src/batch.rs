//! Batches of pages to batches of what was read from each: a row for each report, its tables nested.

use crate::failure::{ended, value};
use crate::reading::{Listener, reader};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, UInt64Array};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema};
use bahi::export::columns;
use bahi::export::table::BATCH;
use bahi::format::{About, Piece};
use bahi::ledger::{LEDGER_FORMAT, Ledger};
use bahi::store::Incoming;
use bahi::{Failure, Input, Reading, spread};
use bahi_cli::intake;
use pyo3::prelude::*;
use std::sync::Arc;

/// Columns of a batch of pages that hold words; the page itself stands in `content`.
pub const KNOWN: [&str; 5] = ["path", "url", "title", "published", "outlet"];
const CONTENT: [&str; 2] = ["content", "text"];

/// What became of one page or of one report in it.
pub struct Row {
    page: u64,
    path: String,
    outcome: Outcome,
}

enum Outcome {
    Read(Box<Incoming>),
    Failed(Failure),
    Passed(String),
}

/// Reads the pages of a batch, each by itself, by all cores. A page that cannot be read gives a row that says why.
#[pyfunction]
pub fn read_batch<'py>(py: Python<'py>, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let batch = RecordBatch::from_pyarrow_bound(batch)?;
    let out = py.detach(|| rows(pages(&batch)?).and_then(|rows| made(&rows).map_err(value)))?;
    out.to_pyarrow(py)
}

/// The schema of what `read_batch` gives, or of a table by its name.
#[pyfunction]
#[pyo3(signature = (table=None))]
pub fn schema<'py>(py: Python<'py>, table: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
    let ledger = nothing();
    let schema = match table {
        Some(name) => columns::schema(&ledger, name).ok_or_else(|| value(format!("there is no table {name:?}")))?,
        None => Arc::unwrap_or_clone(made(&[]).map_err(value)?.schema()),
    };
    schema.to_pyarrow(py)
}

/// A ledger of no reports: what its schemas say is what those of any other do.
pub fn nothing() -> Ledger {
    Ledger { ledger_format: LEDGER_FORMAT, knowledge: reader().knowledge().version().to_owned(), ..Ledger::default() }
}

/// The pages of a batch.
pub fn pages(batch: &RecordBatch) -> PyResult<Vec<Piece>> {
    let content = CONTENT.iter().find_map(|name| batch.column_by_name(name));
    let content = content.ok_or_else(|| value("the batch has no column `content` (bytes or text of the pages)"))?;
    let content = bytes(content)?;
    let known = KNOWN.map(|name| batch.column_by_name(name).map(|column| words(name, column)).transpose());
    let [path, url, title, published, outlet] = known.map(|column| column.map(Option::unwrap_or_default));
    let (path, url, title, published, outlet) = (path?, url?, title?, published?, outlet?);
    let at = |column: &Vec<Option<String>>, row: usize| column.get(row).cloned().flatten();
    let page = |(row, bytes): (usize, Vec<u8>)| Input {
        path: at(&path, row).or_else(|| at(&url, row)).unwrap_or_else(|| format!("row#{row}")),
        bytes,
        about: About {
            url: at(&url, row),
            title: at(&title, row),
            published: at(&published, row),
            outlet: at(&outlet, row),
            ..About::default()
        },
    };
    Ok(content.into_iter().enumerate().map(page).map(Piece::Unit).collect())
}

// No page is an empty one, of which the page stage says what is wrong with it.
fn bytes(column: &ArrayRef) -> PyResult<Vec<Vec<u8>>> {
    let all =
        |values: &mut dyn Iterator<Item = Option<&[u8]>>| values.map(|v| v.unwrap_or_default().to_vec()).collect();
    Ok(match column.data_type() {
        DataType::Binary => all(&mut column.as_binary::<i32>().iter()),
        DataType::LargeBinary => all(&mut column.as_binary::<i64>().iter()),
        DataType::BinaryView => all(&mut column.as_binary_view().iter()),
        _ => words("content", column)?.into_iter().map(|v| v.unwrap_or_default().into_bytes()).collect(),
    })
}

fn words(name: &str, column: &ArrayRef) -> PyResult<Vec<Option<String>>> {
    let all = |values: &mut dyn Iterator<Item = Option<&str>>| values.map(|v| v.map(str::to_owned)).collect();
    Ok(match column.data_type() {
        DataType::Utf8 => all(&mut column.as_string::<i32>().iter()),
        DataType::LargeUtf8 => all(&mut column.as_string::<i64>().iter()),
        DataType::Utf8View => all(&mut column.as_string_view().iter()),
        DataType::Null => vec![None; column.len()],
        other => return Err(value(format!("column `{name}` is of type {other}; cast it to string or binary"))),
    })
}

/// Reads pages by all cores.
pub fn rows(pages: Vec<Piece>) -> PyResult<Vec<Row>> {
    let (bahi, mut out, mut listener) = (reader(), Vec::new(), Listener::new());
    // Pages and what comes of them are in one order; a page may hold several reports, and gives at least one reading.
    let paths: Vec<String> = pages.iter().map(|page| at(page).to_owned()).collect();
    bahi::stream::in_order(
        pages.into_iter().enumerate(),
        |(_, piece)| if let Piece::Unit(input) = piece { input.bytes.len() } else { 0 },
        intake::cores(),
        |(page, piece)| (page, intake::read(bahi, piece).into_iter().map(Outcome::of).collect::<Vec<_>>()),
        |(page, outcomes)| {
            listener.hear()?;
            let path = paths.get(page).map_or("", String::as_str);
            out.extend(outcomes.into_iter().map(|outcome| Row { page: page as u64, path: path.to_owned(), outcome }));
            Ok::<_, anyhow::Error>(())
        },
    )
    .map_err(ended)?;
    Ok(out)
}

fn at(piece: &Piece) -> &str {
    match piece {
        Piece::Unit(input) => &input.path,
        Piece::Bad(fault) => &fault.path,
        Piece::Passed(passed) => &passed.path,
    }
}

/// The rows as a batch, with the tables of each report nested.
pub fn made(rows: &[Row]) -> Result<RecordBatch, ArrowError> {
    let ledgers: Vec<Option<&Ledger>> = rows.iter().map(|row| row.read().map(Incoming::ledger)).collect();
    let text = rows.iter().map(|row| row.read().map(Incoming::text)).collect::<StringArray>();
    let text: (FieldRef, ArrayRef) = (Arc::new(Field::new("text", DataType::Utf8, true)), Arc::new(text));
    whole(said(rows).into_iter().chain([text]).chain(columns::nested(&ledgers)?))
}

/// The rows as a batch, with all that a ledger file takes of each report.
pub fn kept(rows: &[Row]) -> Result<RecordBatch, ArrowError> {
    let read: Vec<Option<&Incoming>> = rows.iter().map(Row::read).collect();
    whole(said(rows).into_iter().chain(spread::rows::columns(&read)?))
}

/// Columns as a batch that says what it is.
pub fn whole(columns: impl Iterator<Item = (FieldRef, ArrayRef)>) -> Result<RecordBatch, ArrowError> {
    let (fields, arrays): (Vec<_>, Vec<_>) = columns.unzip();
    let schema = Schema::new(fields).with_metadata(columns::said(&nothing()));
    RecordBatch::try_new(Arc::new(schema), arrays)
}

// What became of the pages, in the order of the document.
fn said(rows: &[Row]) -> Vec<(FieldRef, ArrayRef)> {
    let failure = |row: &Row| if let Outcome::Failed(failure) = &row.outcome { Some(failure.clone()) } else { None };
    let failures: Vec<Option<Failure>> = rows.iter().map(failure).collect();
    let of = |part: fn(&Failure) -> &String| -> ArrayRef {
        Arc::new(failures.iter().map(|f| f.as_ref().map(part)).collect::<StringArray>())
    };
    let path = rows.iter().map(|row| Some(row.reads_at()));
    let said: [ArrayRef; BATCH.len() - 1] = [
        Arc::new(rows.iter().map(|row| row.page).collect::<UInt64Array>()),
        Arc::new(path.collect::<StringArray>()),
        Arc::new(rows.iter().map(|row| Some(row.outcome.name())).collect::<StringArray>()),
        of(|failure| &failure.why),
        of(|failure| &failure.remedy),
        Arc::new(rows.iter().map(|row| row.outcome.passed()).collect::<StringArray>()),
    ];
    let field = |((name, ..), array): (&(&str, &str, &str), ArrayRef)| -> (FieldRef, ArrayRef) {
        (Arc::new(Field::new(*name, array.data_type().clone(), true)), array)
    };
    BATCH.iter().zip(said).map(field).collect()
}

impl Row {
    fn read(&self) -> Option<&Incoming> {
        if let Outcome::Read(read) = &self.outcome { Some(read) } else { None }
    }

    // As the report or the failure says, which may be a part of the page.
    fn reads_at(&self) -> &str {
        match &self.outcome {
            Outcome::Read(read) => read.ledger().reports.first().map_or(&self.path, |report| &report.path),
            Outcome::Failed(failure) => &failure.path,
            Outcome::Passed(_) => &self.path,
        }
    }
}

impl Outcome {
    fn of(reading: Reading) -> Self {
        match reading {
            Reading::Report(one) => Self::Read(Box::new(reader().incoming(*one))),
            Reading::Failed(failure) => Self::Failed(failure),
            Reading::Passed(what) => Self::Passed(what),
            Reading::Known => Self::Passed("report that is there".to_owned()),
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Read(_) => "read",
            Self::Failed(_) => "failed",
            Self::Passed(_) => "passed over",
        }
    }

    fn passed(&self) -> Option<&str> {
        if let Self::Passed(what) = self { Some(what) } else { None }
    }
}
