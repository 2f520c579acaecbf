//! The interface for programs, `/api/v1`.

use crate::state::Desk;
use axum::Router;

/// Its routes.
pub fn router() -> Router<Desk> {
    Router::new()
}
