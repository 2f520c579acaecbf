//! The reports behind a record, for reference managers.

use super::files::{attached, written};
use super::ids::{Present, present};
use crate::errors::Fault;
use crate::state::Desk;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use std::collections::BTreeSet;

// Name of the format, which is a step of the address, type of the answer, ending of the file.
const FORMS: [(&str, &str, &str); 2] = [
    ("bibtex", "application/x-bibtex; charset=utf-8", "bib"),
    ("csl", "application/vnd.citationstyles.csl+json", "json"),
];

/// Its routes.
pub fn router() -> Router<Desk> {
    let mut out = Router::new();
    for (format, kind, ending) in FORMS {
        let cite = move |State(desk): State<Desk>, Path(id): Path<String>| async move {
            let found = desk.read(move |_, store| {
                Ok(match present(store, &id, "ESGD")? {
                    Present::Here(id) => {
                        let ledger = store.ledger_of(&BTreeSet::from([id.clone()]))?;
                        if ledger.reports.is_empty() {
                            return Err(Fault::unknown(format!("{id}: there is no such record")));
                        }
                        attached(written(format, &ledger, "")?, kind, &format!("{id}.{ending}"))
                    }
                    Present::Moved(to) => Redirect::permanent(&format!("/cite/{to}/{format}")).into_response(),
                })
            });
            found.await
        };
        out = out.route(&format!("/cite/{{id}}/{format}"), get(cite));
    }
    out
}
