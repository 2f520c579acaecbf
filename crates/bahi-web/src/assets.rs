//! Styles, the script and the faces, built into the program and kept by browsers for ever: their addresses change with them.

use crate::state::Desk;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Name, type and bytes of every file under `assets/`.
static FILES: &[(&str, &str, &[u8])] = &[
    ("desk.css", "text/css; charset=utf-8", include_bytes!("../assets/desk.css")),
    ("more.css", "text/css; charset=utf-8", include_bytes!("../assets/more.css")),
    ("list.css", "text/css; charset=utf-8", include_bytes!("../assets/list.css")),
    ("record.css", "text/css; charset=utf-8", include_bytes!("../assets/record.css")),
    ("judge.css", "text/css; charset=utf-8", include_bytes!("../assets/judge.css")),
    ("desk.js", "text/javascript; charset=utf-8", include_bytes!("../assets/desk.js")),
    ("mark.svg", "image/svg+xml", include_bytes!("../assets/mark.svg")),
    ("noto-sans-devanagari.woff2", "font/woff2", include_bytes!("../assets/noto-sans-devanagari.woff2")),
    ("noto-serif-devanagari.woff2", "font/woff2", include_bytes!("../assets/noto-serif-devanagari.woff2")),
    // The licence of the faces.
    ("OFL.txt", "text/plain; charset=utf-8", include_bytes!("../assets/OFL.txt")),
];

/// The address of a file, with what changes when it changes.
pub fn href(name: &str) -> String {
    match digests().get(name) {
        Some(digest) => format!("/assets/{name}?v={digest}"),
        None => format!("/assets/{name}"),
    }
}

fn digests() -> &'static BTreeMap<&'static str, String> {
    static DIGESTS: OnceLock<BTreeMap<&'static str, String>> = OnceLock::new();
    DIGESTS.get_or_init(|| FILES.iter().map(|(name, _, bytes)| (*name, digest(bytes))).collect())
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|b| format!("{b:02x}")).collect()
}

/// Name and bytes of every file.
pub fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().map(|f| (f.0, f.2))
}

/// Their routes.
pub fn router() -> Router<Desk> {
    Router::new().route("/assets/{name}", get(file))
}

async fn file(Path(name): Path<String>) -> Response {
    let Some((name, kind, bytes)) = FILES.iter().find(|f| f.0 == name) else {
        return crate::Fault::unknown("there is no such file").into_response();
    };
    let mut response = (*bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    if let Some(tag) = digests().get(name).and_then(|d| HeaderValue::from_str(&format!("\"{d}\"")).ok()) {
        headers.insert(ETAG, tag);
    }
    response
}
