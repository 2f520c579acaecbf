//! What went wrong, as exceptions of the package.

use anyhow::Error;
use bahi::{Failure, StoreError};
use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::import_exception;
use pyo3::prelude::*;

import_exception!(bahi.errors, ReadError);
import_exception!(bahi.errors, LedgerError);

/// An input that cannot be read, as path, line, why and what to do.
pub type Told = (String, Option<usize>, String, String);

/// The parts of a failure. A place that ends in a number after a colon is a line.
pub fn told(failure: &Failure) -> Told {
    let line = failure.path.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?)));
    let (path, line) = line.map_or((failure.path.as_str(), None), |(path, line)| (path, Some(line)));
    (path.to_owned(), line, failure.why.clone(), failure.remedy.clone())
}

/// The exception of a failure.
pub fn unread(failure: &Failure) -> PyErr {
    ReadError::new_err(told(failure))
}

/// The exception of a ledger file.
pub fn ledger(error: &StoreError) -> PyErr {
    LedgerError::new_err(error.to_string())
}

/// What was asked in a way that means nothing.
pub fn value(error: impl ToString) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// What ended a piece of work: an exception of Python is handed on as it is.
pub fn ended(error: Error) -> PyErr {
    match error.downcast::<PyErr>() {
        Ok(error) => error,
        Err(error) => match error.downcast::<StoreError>() {
            Ok(error) => ledger(&error),
            Err(error) if error.is::<std::io::Error>() => PyOSError::new_err(format!("{error:#}")),
            Err(error) => PyRuntimeError::new_err(format!("{error:#}")),
        },
    }
}
