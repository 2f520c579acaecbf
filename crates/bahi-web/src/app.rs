//! All routes, and what every request passes on its way to them.

use crate::state::Desk;
use crate::{api, assets, errors, fresh, guard, pages, reconcile, told};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};

/// The desk as a service.
pub fn router(desk: Desk) -> Router {
    let log = desk.settings.log;
    let router = Router::new()
        .merge(pages::router())
        .merge(api::router())
        .merge(reconcile::router())
        .merge(assets::router())
        .fallback(errors::nowhere)
        .layer(DefaultBodyLimit::max(desk.room.bytes))
        .layer(from_fn_with_state(desk.clone(), fresh::tag))
        .layer(from_fn_with_state(desk.clone(), guard::guard))
        .layer(from_fn(errors::dress))
        .with_state(desk);
    match log {
        Some(listener) => router.layer(from_fn(move |request, next| told::tell(listener, request, next))),
        None => router,
    }
}
