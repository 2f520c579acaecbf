//! The reports behind a record, for reference managers.

use super::ids::{Present, present};
use crate::errors::Fault;
use crate::state::Desk;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use bahi::export::{self, Memory, Source};
use bahi::ledger::Ledger;
use std::collections::BTreeSet;

// Step of the address, name of the format, type of the answer.
const FORMS: [(&str, &str, &str); 2] = [
    ("bibtex", "bibtex", "application/x-bibtex; charset=utf-8"),
    ("csl", "csl", "application/vnd.citationstyles.csl+json"),
];

/// Its routes.
pub fn router() -> Router<Desk> {
    let mut out = Router::new();
    for (step, format, kind) in FORMS {
        let cite = move |State(desk): State<Desk>, Path(id): Path<String>| async move {
            let found = desk.read(move |_, store| {
                Ok(match present(store, &id, "ESGD")? {
                    Present::Here(id) => {
                        let ledger = store.ledger_of(&BTreeSet::from([id.clone()]))?;
                        if ledger.reports.is_empty() {
                            return Err(Fault::unknown(format!("{id}: there is no such record")));
                        }
                        sent(&id, written(format, &ledger, "")?, format, kind)
                    }
                    Present::Moved(to) => Redirect::permanent(&format!("/cite/{to}/{step}")).into_response(),
                })
            });
            found.await
        };
        out = out.route(&format!("/cite/{{id}}/{step}"), get(cite));
    }
    out
}

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

fn sent(id: &str, bytes: Vec<u8>, format: &str, kind: &'static str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let end = if format == "bibtex" { "bib" } else { "json" };
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{id}.{end}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
