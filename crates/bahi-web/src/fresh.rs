//! Answers that a client has already: tags made of the state of the ledger and of what was asked.

use crate::Desk;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CACHE_CONTROL, COOKIE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

// What an answer may hang on besides the ledger and the address.
const ASKED: [axum::http::HeaderName; 3] = [ACCEPT, ACCEPT_LANGUAGE, COOKIE];

/// Gives every answer that follows from the ledger a tag, and says so where the client has it.
pub async fn tag(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let Some(version) = reading.then(|| desk.version().ok()).flatten() else { return next.run(request).await };
    let Some(tag) = make(&version, &request) else { return next.run(request).await };
    if matches(request.headers(), &tag) {
        return kept(StatusCode::NOT_MODIFIED.into_response(), tag);
    }
    // Of an answer to HEAD there is no body to keep.
    let whole = *request.method() == Method::GET;
    if let Some(response) = whole.then(|| desk.answers.get(&version, &tag)).flatten() {
        return response;
    }
    let response = next.run(request).await;
    // Assets carry tags of their own.
    if response.status() != StatusCode::OK || response.headers().contains_key(CACHE_CONTROL) {
        return response;
    }
    let response = kept(response, tag.clone());
    if whole { desk.answers.keep(&version, tag, response).await } else { response }
}

fn kept(mut response: Response, tag: HeaderValue) -> Response {
    let headers = response.headers_mut();
    headers.insert(ETAG, tag);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Language, Cookie"));
    if response.status() == StatusCode::NOT_MODIFIED {
        *response.body_mut() = Body::empty();
    }
    response
}

fn make(version: &str, request: &Request) -> Option<HeaderValue> {
    let mut hash = Sha256::new();
    hash.update(version);
    hash.update(request.uri().to_string());
    for name in &ASKED {
        for value in request.headers().get_all(name) {
            hash.update([0]);
            hash.update(value.as_bytes());
        }
        hash.update([1]);
    }
    let digest = hash.finalize();
    let hex: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{hex}\"")).ok()
}

// Weak comparison: what stands before the quotes does not count.
fn matches(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let own = tag.to_str().unwrap_or_default().trim_start_matches("W/");
    let asked = headers.get_all(IF_NONE_MATCH).into_iter().filter_map(|v| v.to_str().ok());
    asked.flat_map(|v| v.split(',')).map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == own)
}
