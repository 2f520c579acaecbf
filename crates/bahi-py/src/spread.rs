//! The steps of a ledger made by many machines, on batches of Arrow: what engines such as Spark call.

use crate::batch;
use crate::failure::value;
use crate::reading::reader;
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use arrow_schema::{DataType, Field, FieldRef};
use bahi::export::columns;
use bahi::format::{Options, Piece};
use bahi::ledger::Ledger;
use bahi::spread::{Decided, Links, Note, blocks, ledgers, merged, month, rows, told};
use bahi_cli::intake::{self, Meter};
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::iter;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Days within which papers print one agency's story.
pub use bahi::spread::WITHIN;

// Pages of an archive that are read together.
const AT_ONCE: usize = 64;

/// Reads the pages of a batch as `read_batch` does, and gives of each report all that a ledger file takes.
#[pyfunction]
pub fn keep_batch<'py>(py: Python<'py>, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let batch = RecordBatch::from_pyarrow_bound(batch)?;
    let out = py.detach(|| batch::rows(batch::pages(&batch)?).and_then(|rows| batch::kept(&rows).map_err(value)))?;
    out.to_pyarrow(py)
}

/// The report that each copy is a copy of, as JSON: of pairs of copies and the days of all that are in them.
#[pyfunction]
pub fn originals(pairs: &Bound<'_, PyAny>, reports: &Bound<'_, PyAny>) -> PyResult<String> {
    json(&blocks::originals(&notes(pairs)?, &notes(reports)?))
}

/// What hangs together by pairs, as JSON: from each to the least.
#[pyfunction]
pub fn together(pairs: &Bound<'_, PyAny>) -> PyResult<String> {
    json(&blocks::together(&notes(pairs)?))
}

/// New ids of people as JSON, from everything noted of them.
#[pyfunction]
pub fn linked(py: Python<'_>, people: &Bound<'_, PyAny>) -> PyResult<String> {
    let notes = notes(people)?;
    json(&py.detach(|| told::linked(&notes, reader().knowledge())).map_err(value)?)
}

/// The pages of a file, read: batches one after another.
#[pyclass(module = "bahi._bahi")]
pub struct Archive {
    pieces: Mutex<Box<dyn Iterator<Item = Piece> + Send>>,
    keep: bool,
}

#[pymethods]
impl Archive {
    #[new]
    #[pyo3(signature = (path, keep=false))]
    fn new(path: PathBuf, keep: bool) -> Self {
        let pieces = intake::pieces(vec![path], Options::default(), Meter::default());
        Self { pieces: Mutex::new(Box::new(pieces)), keep }
    }

    fn __iter__(of: PyRef<'_, Self>) -> PyRef<'_, Self> {
        of
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let batch = py.detach(|| {
            let mut pieces = self.pieces.lock().map_err(|_| value("the archive is at an end"))?;
            let pieces: Vec<Piece> = pieces.by_ref().take(AT_ONCE).collect();
            if pieces.is_empty() {
                return Ok(None);
            }
            let rows = batch::rows(pieces)?;
            if self.keep { batch::kept(&rows) } else { batch::made(&rows) }.map(Some).map_err(value)
        })?;
        batch.map(|batch| batch.to_pyarrow(py)).transpose()
    }
}

/// The steps, with what steps before them decided.
#[pyclass(frozen, module = "bahi._bahi")]
pub struct Spread {
    decided: Decided,
    links: Links,
}

#[pymethods]
impl Spread {
    #[new]
    #[pyo3(signature = (decided=None))]
    fn new(decided: Option<&str>) -> PyResult<Self> {
        let decided: Decided = decided.map(serde_json::from_str).transpose().map_err(value)?.unwrap_or_default();
        let links = decided.links();
        Ok(Self { decided, links })
    }

    /// Notes of what must be looked at together, out of reports: `lots` or `groups`.
    fn scatter<'py>(&self, py: Python<'py>, step: &str, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let batch = RecordBatch::from_pyarrow_bound(batch)?;
        py.detach(|| self.scattered(step, &batch))?.to_pyarrow(py)
    }

    /// Facts of engagements, each in every share of the keys where one may find its like.
    fn meetings<'py>(&self, py: Python<'py>, shares: u64, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let facts = rows::bytes(&RecordBatch::from_pyarrow_bound(batch)?, "facts").map_err(value)?;
        let told = || {
            let notes = facts.iter().flatten().map(|facts| told::meetings(facts, &self.links, shares));
            let notes = notes.collect::<Result<Vec<_>, _>>().map_err(value)?;
            rows::batch(notes.iter().flatten()).map_err(value)
        };
        py.detach(told)?.to_pyarrow(py)
    }

    /// What is decided of notes, those of one key together: `copied`, `met`, `actors`, `engagements` or `conflicts`.
    fn gather<'py>(&self, py: Python<'py>, step: &str, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let notes = notes(batch)?;
        py.detach(|| gathered(step, &notes))?.to_pyarrow(py)
    }

    /// A table of what was decided.
    fn decided<'py>(&self, py: Python<'py>, table: &str, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let notes = notes(batch)?;
        let part = |n: &Note| Ok((month(Some(&n.key)), serde_json::from_slice(&n.body).map_err(value)?));
        py.detach(|| self.tabled(table, notes.iter().map(part).collect::<PyResult<_>>()?))?.to_pyarrow(py)
    }

    /// A table of what reports tell, but for what others may tell of too.
    fn rest<'py>(&self, py: Python<'py>, table: &str, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let batch = RecordBatch::from_pyarrow_bound(batch)?;
        let rest = |ledger: Ledger| {
            let published = ledger.reports.first().and_then(|head| head.published.clone());
            let rest = told::rest(ledger, table, &self.decided, &self.links, reader().knowledge());
            (month(published.as_deref()), rest)
        };
        let parts = || Ok(ledgers::shown_in(table, &batch).map_err(value)?.into_iter().map(rest).collect());
        py.detach(|| parts().and_then(|parts| self.tabled(table, parts)))?.to_pyarrow(py)
    }
}

impl Spread {
    fn scattered(&self, step: &str, batch: &RecordBatch) -> PyResult<RecordBatch> {
        let of = match step {
            "lots" => told::lots,
            "groups" => told::groups,
            other => return Err(value(format!("there is no step {other:?}"))),
        };
        let ledgers = ledgers::all(batch).map_err(value)?;
        let notes: Vec<Note> = ledgers.iter().flat_map(|ledger| of(ledger, &self.decided, &self.links)).collect();
        rows::batch(&notes).map_err(value)
    }

    fn tabled(&self, table: &str, parts: Vec<(String, Ledger)>) -> PyResult<RecordBatch> {
        let (months, mut ledgers): (Vec<String>, Vec<Ledger>) = parts.into_iter().unzip();
        // Actors are whole where they are what was decided.
        let others = ledgers.iter_mut().filter(|ledger| ledger.actors.is_empty());
        others.for_each(|ledger| told::name(ledger, &self.decided));
        let flat = columns::flat(&ledgers, table).map_err(value)?;
        let (rows, counts) = flat.ok_or_else(|| value(format!("there is no table {table:?}")))?;
        let months = months.iter().zip(counts).flat_map(|(month, count)| iter::repeat_n(Some(month.as_str()), count));
        let month: (FieldRef, ArrayRef) =
            (Arc::new(Field::new("month", DataType::Utf8, true)), Arc::new(months.collect::<StringArray>()));
        let schema = rows.schema();
        let rows = schema.fields().iter().cloned().zip(rows.columns().iter().cloned());
        batch::whole([month].into_iter().chain(rows)).map_err(value)
    }
}

fn gathered(step: &str, notes: &[Note]) -> PyResult<RecordBatch> {
    let mut lots: BTreeMap<&str, Vec<&Note>> = BTreeMap::new();
    for note in notes {
        lots.entry(&note.key).or_default().push(note);
    }
    let knowledge = reader().knowledge();
    let mut out = Vec::new();
    for (key, lot) in lots {
        out.extend(match step {
            "copied" => blocks::copied(key, &lot),
            "met" => blocks::met(key, &lot).map_err(value)?,
            "actors" => merged::actor(key, &lot).map_err(value)?,
            "engagements" => merged::engagements(&lot, knowledge).map_err(value)?,
            "conflicts" => merged::conflicts(&lot, knowledge).map_err(value)?,
            other => return Err(value(format!("there is no step {other:?}"))),
        });
    }
    rows::batch(&out).map_err(value)
}

fn notes(batch: &Bound<'_, PyAny>) -> PyResult<Vec<Note>> {
    rows::notes(&RecordBatch::from_pyarrow_bound(batch)?).map_err(value)
}

fn json(map: &BTreeMap<String, String>) -> PyResult<String> {
    serde_json::to_string(map).map_err(value)
}
