//! Names matched to actors: the Reconciliation Service API, version 0.2.

use crate::state::Desk;
use axum::Router;

/// Its routes.
pub fn router() -> Router<Desk> {
    Router::new()
}
