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
use bahi::spread::{Decided, Note, blocks, merged, month, rows, told};
use bahi::store::Incoming;
use bahi_cli::intake::{self, Meter};
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

// Pages of an archive that are read together.
const AT_ONCE: usize = 64;

/// Reads the pages of a batch as `read_batch` does, and gives of each report all that a ledger file takes.
#[pyfunction]
pub fn keep_batch<'py>(py: Python<'py>, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let batch = RecordBatch::from_pyarrow_bound(batch)?;
    let out = py.detach(|| batch::rows(batch::pages(&batch)?).and_then(|rows| batch::kept(&rows).map_err(value)))?;
    out.to_pyarrow(py)
}

/// The report that each copy is a copy of, as JSON: of pairs of copies and the signatures of all that are in them.
#[pyfunction]
pub fn originals(pairs: &Bound<'_, PyAny>, signatures: &Bound<'_, PyAny>) -> PyResult<String> {
    json(&blocks::originals(&notes(pairs)?, &notes(signatures)?))
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
}

#[pymethods]
impl Spread {
    #[new]
    #[pyo3(signature = (decided=None))]
    fn new(decided: Option<&str>) -> PyResult<Self> {
        let decided = decided.map(serde_json::from_str).transpose().map_err(value)?.unwrap_or_default();
        Ok(Self { decided })
    }

    /// Notes of what must be looked at together, out of reports: `copies`, `people`, or `records`.
    fn scatter<'py>(&self, py: Python<'py>, step: &str, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let batch = RecordBatch::from_pyarrow_bound(batch)?;
        py.detach(|| self.scattered(step, reports(&batch)?))?.to_pyarrow(py)
    }

    /// What is decided of notes, those of one key together: `copied`, `met`, `actors`, `engagements` or `conflicts`.
    fn gather<'py>(&self, py: Python<'py>, step: &str, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let notes = notes(batch)?;
        py.detach(|| gathered(step, &notes))?.to_pyarrow(py)
    }

    /// The tables of what was decided, a row for each note.
    fn tables<'py>(&self, py: Python<'py>, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let notes = notes(batch)?;
        let parts = notes.iter().map(|n| Ok((month(Some(&n.key)), serde_json::from_slice(&n.body).map_err(value)?)));
        let parts = parts.collect::<PyResult<Vec<(String, Ledger)>>>()?;
        py.detach(|| self.tabled(parts))?.to_pyarrow(py)
    }

    /// The tables of what each report tells by itself, a row for each.
    fn rest<'py>(&self, py: Python<'py>, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (batch, links) = (RecordBatch::from_pyarrow_bound(batch)?, self.decided.links());
        let rest = |one: Incoming| {
            let published = one.ledger().reports.first().and_then(|head| head.published.clone());
            (month(published.as_deref()), told::rest(one.into_ledger(), &self.decided, &links))
        };
        py.detach(|| self.tabled(reports(&batch)?.into_iter().map(rest).collect()))?.to_pyarrow(py)
    }
}

impl Spread {
    fn scattered(&self, step: &str, reports: Vec<Incoming>) -> PyResult<RecordBatch> {
        let out: Vec<Note> = match step {
            "copies" => reports.iter().flat_map(told::copies).collect(),
            "people" => told::people(reports.iter().map(Incoming::ledger)),
            "records" => {
                let links = self.decided.links();
                reports.iter().flat_map(|one| told::records(one.ledger(), &self.decided, &links)).collect()
            }
            other => return Err(value(format!("there is no step {other:?}"))),
        };
        rows::batch(&out).map_err(value)
    }

    fn tabled(&self, mut parts: Vec<(String, Ledger)>) -> PyResult<RecordBatch> {
        // Actors are whole where they are what was decided.
        let others = parts.iter_mut().map(|part| &mut part.1).filter(|ledger| ledger.actors.is_empty());
        others.for_each(|ledger| told::name(ledger, &self.decided));
        let ledgers: Vec<Option<&Ledger>> = parts.iter().map(|part| Some(&part.1)).collect();
        let months: ArrayRef = Arc::new(parts.iter().map(|part| Some(part.0.as_str())).collect::<StringArray>());
        let month: (FieldRef, ArrayRef) = (Arc::new(Field::new("month", DataType::Utf8, true)), months);
        batch::whole([month].into_iter().chain(columns::nested(&ledgers).map_err(value)?)).map_err(value)
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
            "copied" => blocks::copied(&lot),
            "met" => blocks::met(&lot).map_err(value)?,
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

fn reports(batch: &RecordBatch) -> PyResult<Vec<Incoming>> {
    let reports = rows::reports(batch).map_err(value)?;
    reports.into_iter().collect::<Result<_, _>>().map_err(value)
}

fn json(map: &BTreeMap<String, String>) -> PyResult<String> {
    serde_json::to_string(map).map_err(value)
}
