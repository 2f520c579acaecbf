//! Names matched to actors: the Reconciliation Service API, version 0.2, as OpenRefine speaks it.
//!
//! Entities are the actors of the ledger, by their ids, and the people of the knowledge whom no report tells of yet, as
//! `K-…` with their id there. Everything is answered to pages of other programs too, as the protocol wants.

mod body;
mod entity;
mod extend;
mod manifest;
mod matching;
mod suggest;
mod types;
mod view;
mod words;

use crate::errors::Fault;
use crate::json::Json;
use crate::lang::Lang;
use crate::query::Query;
use crate::state::Desk;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_TYPE, HOST, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, get};

/// Where the service answers; the language is in the address, since programs send none.
const PLACES: [(&str, Lang); 3] = [("/reconcile", Lang::En), ("/reconcile/hi", Lang::Hi), ("/reconcile/en", Lang::En)];

// A batch of names; more is no batch.
const LARGEST: usize = 1 << 20;

/// Its routes.
pub fn router() -> Router<Desk> {
    let mut out = Router::new();
    for (place, lang) in PLACES {
        let here = Here { place, lang };
        out = out
            .route(place, asked(here))
            .route(&format!("{place}/suggest/{{what}}"), suggested(here))
            .route(&format!("{place}/extend/propose"), proposed(here))
            .route(&format!("{place}/preview"), previewed(here))
            .route(&format!("{place}/view/{{id}}"), viewed(here));
    }
    out
}

/// Which of the services is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Here {
    place: &'static str,
    lang: Lang,
}

// The manifest on a bare request, else queries or what is to be fetched.
fn asked(here: Here) -> MethodRouter<Desk> {
    get(move |State(desk): State<Desk>, headers: HeaderMap, query: Query| answer(here, desk, headers, query))
        .post(move |State(desk): State<Desk>, request: Request| async move {
            let headers = request.headers().clone();
            let form = posted(request).await?;
            answer(here, desk, headers, form).await
        })
        .options(allowed)
}

async fn answer(here: Here, desk: Desk, headers: HeaderMap, query: Query) -> Result<Json, Fault> {
    if let Some(queries) = query.get("queries") {
        let queries = body::queries(queries)?;
        let matched = desk.read(move |bahi, store| matching::batch(bahi, store, &queries, here.lang));
        return Ok(Json(matched.await?));
    }
    if let Some(extend) = query.get("extend") {
        let asked = body::extension(extend)?;
        let rows = desk.read(move |bahi, store| extend::rows(bahi, store, &asked, here.lang));
        return Ok(Json(rows.await?));
    }
    Ok(Json(manifest::manifest(&base(&headers), here.place, here.lang)))
}

fn suggested(here: Here) -> MethodRouter<Desk> {
    get(move |State(desk): State<Desk>, Path(what): Path<String>, query: Query| async move {
        let prefix = query.get("prefix").unwrap_or_default().to_owned();
        let skip = query.get("cursor").map_or(Ok(0), str::parse::<usize>);
        let skip = skip.map_err(|_| Fault::new("bad-cursor", "cursor: this is no number"))?;
        let found = desk.read(move |bahi, store| suggest::suggest(bahi, store, &what, &prefix, skip, here.lang));
        Ok::<_, Fault>(Json(found.await?))
    })
    .options(allowed)
}

fn proposed(here: Here) -> MethodRouter<Desk> {
    get(move |query: Query| async move {
        let limit = query.limit(types::PROPERTIES.len(), 1000)?;
        Ok::<_, Fault>(Json(types::proposed(query.get("type").unwrap_or("Person"), limit, here.lang)))
    })
    .options(allowed)
}

fn previewed(here: Here) -> MethodRouter<Desk> {
    get(move |State(desk): State<Desk>, query: Query| async move {
        let id = query.get("id").ok_or_else(|| Fault::bad("id: say what is shown"))?.to_owned();
        let page = desk.read(move |bahi, store| view::preview(bahi, store, &id, here.lang));
        Ok::<_, Fault>(Html(page.await?))
    })
    .options(allowed)
}

fn viewed(here: Here) -> MethodRouter<Desk> {
    get(move |State(desk): State<Desk>, Path(id): Path<String>| async move {
        desk.read(move |bahi, store| view::view(bahi, store, &id, here.lang)).await
    })
    .options(allowed)
}

// What browsers ask before they send what other pages want.
async fn allowed() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    for (name, value) in [
        ("access-control-allow-methods", "GET, POST, OPTIONS"),
        ("access-control-allow-headers", "*"),
        ("access-control-max-age", "600"),
    ] {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

async fn posted(request: Request) -> Result<Query, Fault> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = to_bytes(request.into_body(), LARGEST).await;
    let bytes = bytes.map_err(|_| Fault::new("too-large", format!("at most {LARGEST} bytes are taken")))?;
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Fault::new("media-type", "queries are sent as a form (application/x-www-form-urlencoded)"));
    }
    Ok(Query::parse(&String::from_utf8_lossy(&bytes)))
}

// As whoever asks reaches this desk; the name was looked at by the guard.
fn base(headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|v| v.to_str().ok()).unwrap_or("localhost");
    let secure = headers.get("x-forwarded-proto").is_some_and(|v| v == "https");
    format!("{}://{host}", if secure { "https" } else { "http" })
}
