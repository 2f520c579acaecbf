//! A ledger in memory, handed to Python by parts: records as JSON, tables as Arrow, exports as bytes.

use crate::failure::{Told, told, value};
use arrow_pyarrow::ToPyArrow;
use bahi::Failure;
use bahi::export::{self, Memory, Source, columns};
use bahi::ledger::{Claim, Ledger};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What was read, or taken from a ledger file.
#[pyclass(frozen, module = "bahi._bahi")]
pub struct Read {
    ledger: Ledger,
    texts: BTreeMap<String, String>,
    failures: Vec<Failure>,
    passed: BTreeMap<String, usize>,
}

impl Read {
    /// A ledger with the texts of its reports and with what was not read.
    pub fn new(
        ledger: Ledger,
        texts: BTreeMap<String, String>,
        failures: Vec<Failure>,
        passed: BTreeMap<String, usize>,
    ) -> Self {
        Self { ledger, texts, failures, passed }
    }
}

#[pymethods]
impl Read {
    /// Records of one type as a list in JSON; of claims the evidence with its bytes too.
    fn records(&self, py: Python<'_>, kind: &str) -> PyResult<String> {
        py.detach(|| self.list(kind)).map(|list| list.to_string())
    }

    /// How many records of one type there are.
    fn count(&self, kind: &str) -> PyResult<usize> {
        let ledger = &self.ledger;
        Ok(match kind {
            "reports" => ledger.reports.len(),
            "actors" => ledger.actors.len(),
            "engagements" => ledger.engagements.len(),
            "statements" => ledger.statements.len(),
            "agreements" => ledger.agreements.len(),
            "deliveries" => ledger.deliveries.len(),
            "conflicts" => ledger.conflicts.len(),
            "claims" => ledger.claims.len(),
            other => return Err(unknown(other)),
        })
    }

    /// The whole ledger in the shape of `bahi read --json`.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| serde_json::to_string(&self.ledger)).map_err(value)
    }

    /// Version of the knowledge.
    fn knowledge(&self) -> &str {
        &self.ledger.knowledge
    }

    /// A table as a record batch of pyarrow.
    fn table<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let batch = py.detach(|| columns::batch(&self.ledger, name)).map_err(value)?;
        batch.ok_or_else(|| unknown(name))?.to_pyarrow(py)
    }

    /// The files of an export, by name.
    fn export<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Vec<(String, Bound<'py, PyBytes>)>> {
        let format = export::find(format).map_err(value)?;
        let source = Source { texts: Some(&self.texts), ..Source::new(&self.ledger) };
        let mut memory = Memory::default();
        py.detach(|| export::export(format, &source, &mut memory)).map_err(value)?;
        Ok(memory.files.into_iter().map(|(name, bytes)| (name, PyBytes::new(py, &bytes))).collect())
    }

    /// The text of a report.
    fn text(&self, report: &str) -> Option<&str> {
        self.texts.get(report).map(String::as_str)
    }

    /// What could not be read.
    fn failures(&self) -> Vec<Told> {
        self.failures.iter().map(told).collect()
    }

    /// What was passed over, with how often.
    fn passed(&self) -> BTreeMap<String, usize> {
        self.passed.clone()
    }
}

impl Read {
    fn list(&self, kind: &str) -> PyResult<Value> {
        let ledger = &self.ledger;
        let list = match kind {
            "reports" => serde_json::to_value(&ledger.reports),
            "actors" => serde_json::to_value(&ledger.actors),
            "engagements" => serde_json::to_value(&ledger.engagements),
            "statements" => serde_json::to_value(&ledger.statements),
            "agreements" => serde_json::to_value(&ledger.agreements),
            "deliveries" => serde_json::to_value(&ledger.deliveries),
            "conflicts" => serde_json::to_value(&ledger.conflicts),
            "claims" => self.claims(),
            other => return Err(unknown(other)),
        };
        list.map_err(value)
    }

    // Claims of one report follow one another, so that its bytes are counted once.
    fn claims(&self) -> serde_json::Result<Value> {
        let mut bytes: (&str, Vec<usize>) = ("", Vec::new());
        let mut out = Vec::new();
        for claim in &self.ledger.claims {
            if bytes.0 != claim.report {
                let text = self.texts.get(&claim.report).map_or("", String::as_str);
                bytes = (&claim.report, text.char_indices().map(|c| c.0).chain([text.len()]).collect());
            }
            out.push(with_bytes(claim, &bytes.1)?);
        }
        Ok(out.into())
    }
}

// Where the evidence stands in the text as UTF-8, beside the places in code points, which are those of a `str` of Python.
fn with_bytes(claim: &Claim, bytes: &[usize]) -> serde_json::Result<Value> {
    let mut out = serde_json::to_value(claim)?;
    let list = out.get_mut("evidence").and_then(Value::as_array_mut);
    for (shown, evidence) in list.into_iter().flatten().zip(&claim.evidence) {
        shown["start_byte"] = json!(bytes.get(evidence.start));
        shown["end_byte"] = json!(bytes.get(evidence.end));
    }
    Ok(out)
}

fn unknown(name: &str) -> PyErr {
    PyKeyError::new_err(format!("there is no table {name:?}; the tables are {}", columns::names().join(", ")))
}
