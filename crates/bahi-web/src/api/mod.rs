//! The interface for programs, `/api/v1`: the ledger as JSON, filters as on the pages, operations as writes.
//!
//! What there is stands in one table, [`table::operations`], from which the routes and the document are made.

mod cite;
mod data;
mod document;
mod envelope;
mod files;
mod find;
mod handlers;
mod ids;
pub mod intake;
mod openapi;
pub mod ops;
mod others;
mod params;
mod records;
mod schemas;
mod shape;
mod table;
mod why;

pub use envelope::{Answer, Spot, VERSION, Window};
pub use find::search;
pub use handlers::{Of, parts};
pub use ids::{Present, present, present_id};
pub use others::{actor, actors, claims, conflict, conflicts, report, reports};
pub use records::{Listing, list, listing, one, plural};
pub use table::{Operation, operations};

use crate::state::Desk;
use axum::Router;
use axum::routing::get;

/// Its routes.
pub fn router() -> Router<Desk> {
    let mut router = Router::new();
    for operation in table::operations() {
        router = router.route(operation.path, operation.route);
    }
    router
        .route("/openapi.json", get(openapi::served))
        .route("/api", get(document::page))
        .merge(data::router())
        .merge(cite::router())
}
