//! What people give to be read: text, bytes, paths, and pages with what is known of them.

use bahi::format::{self, About, Options, Piece};
use bahi::{Failure, Input};
use bahi_cli::intake::{self, Meter};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use std::io::Cursor;
use std::path::PathBuf;

/// Something to be read.
pub enum Source {
    /// Bytes of any format, by a name.
    Bytes(String, Vec<u8>),
    /// A file or a folder.
    Path(PathBuf),
    /// One page with what is known of it.
    Page(Input),
}

/// The sources in a list of Python.
pub fn all(given: &Bound<'_, PyAny>) -> PyResult<Vec<Source>> {
    given.try_iter()?.enumerate().map(|(n, source)| one(&source?, n + 1)).collect()
}

fn one(given: &Bound<'_, PyAny>, number: usize) -> PyResult<Source> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(Source::Bytes(format!("text#{number}"), text.to_cow()?.as_bytes().to_vec()));
    }
    if let Ok(bytes) = given.cast::<PyBytes>() {
        return Ok(Source::Bytes(format!("bytes#{number}"), bytes.as_bytes().to_vec()));
    }
    let py = given.py();
    if given.hasattr(intern!(py, "content"))? {
        return page(given, number).map(Source::Page);
    }
    if given.hasattr(intern!(py, "__fspath__"))? {
        return Ok(Source::Path(given.extract()?));
    }
    let kind = given.get_type().name()?.to_string();
    Err(PyTypeError::new_err(format!(
        "source {number} is of type {kind}; give str, bytes, a path of pathlib or a bahi.Page"
    )))
}

fn page(given: &Bound<'_, PyAny>, number: usize) -> PyResult<Input> {
    let text = |name: &str| given.getattr(name)?.extract::<Option<String>>();
    let content = given.getattr("content")?;
    let bytes = match content.cast::<PyString>() {
        Ok(words) => words.to_cow()?.as_bytes().to_vec(),
        Err(_) => content.extract::<Vec<u8>>()?,
    };
    let path = text("path")?.or(text("url")?).unwrap_or_else(|| format!("page#{number}"));
    let about = About {
        url: text("url")?,
        outlet: text("outlet")?,
        title: text("title")?,
        published: text("published")?,
        ..About::default()
    };
    Ok(Input { path, bytes, about })
}

/// The pages that the sources hold, one after another; a file is opened when its turn comes.
pub fn pieces(sources: Vec<Source>, options: Options) -> impl Iterator<Item = Piece> + Send {
    sources.into_iter().flat_map(move |source| -> Box<dyn Iterator<Item = Piece> + Send> {
        match source {
            Source::Bytes(name, bytes) => format::units(Cursor::new(bytes), &name, &options),
            Source::Page(input) => Box::new(std::iter::once(Piece::Unit(input))),
            Source::Path(path) => {
                let listing = intake::list(&[path]);
                let bad = listing
                    .failures
                    .into_iter()
                    .map(|Failure { path, why, remedy }| Piece::Bad(format::Fault { path, why, remedy }));
                Box::new(bad.chain(intake::pieces(listing.files, options.clone(), Meter::default())))
            }
        }
    })
}
