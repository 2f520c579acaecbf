//! A ledger as one file, and files as answers.

use crate::errors::Fault;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bahi::export::{self, Memory, Source};
use bahi::ledger::Ledger;

/// A ledger in a format that is one file.
///
/// # Errors
/// None but faults of the program.
pub fn written(format: &str, ledger: &Ledger, filter: &str) -> Result<Vec<u8>, Fault> {
    let format = export::find(format).map_err(|_| Fault::internal())?;
    let mut memory = Memory::default();
    let source = Source { filter, ..Source::new(ledger) };
    format.write(&source, &mut memory).map_err(|_| Fault::internal())?;
    Ok(memory.files.remove(format.about().file).unwrap_or_default())
}

/// Bytes of a media type as a file of this name.
pub fn attached(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
