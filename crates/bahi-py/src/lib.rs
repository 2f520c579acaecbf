//! The package `bahi` for Python: what the package in `python/` needs of the stages, of ledger files and of the command.
//!
//! Python is let go while reports are read, so that other threads run; the reading itself is done by all cores.

mod batch;
mod book;
mod failure;
mod ledger;
mod reading;
mod source;
mod spread;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::ffi::OsString;

/// Runs the command `bahi` with these arguments, the first of which is its name; gives the exit code.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| bahi_cli::run(arguments))
}

#[pymodule]
fn _bahi(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("TABLES_VERSION", bahi::export::table::TABLES_VERSION)?;
    module.add("TABLES", PyTuple::new(module.py(), bahi::export::columns::names())?)?;
    module.add("KNOWN", PyTuple::new(module.py(), batch::KNOWN)?)?;
    module.add("WITHIN", spread::WITHIN)?;
    module.add_function(wrap_pyfunction!(main, module)?)?;
    module.add_function(wrap_pyfunction!(reading::read, module)?)?;
    module.add_function(wrap_pyfunction!(reading::demo, module)?)?;
    module.add_function(wrap_pyfunction!(batch::read_batch, module)?)?;
    module.add_function(wrap_pyfunction!(batch::schema, module)?)?;
    module.add_function(wrap_pyfunction!(spread::keep_batch, module)?)?;
    module.add_function(wrap_pyfunction!(spread::originals, module)?)?;
    module.add_function(wrap_pyfunction!(spread::together, module)?)?;
    module.add_function(wrap_pyfunction!(spread::linked, module)?)?;
    module.add_class::<spread::Archive>()?;
    module.add_class::<spread::Spread>()?;
    module.add_class::<ledger::Read>()?;
    module.add_class::<book::Book>()
}
