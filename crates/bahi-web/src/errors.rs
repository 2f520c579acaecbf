//! What can go wrong with a request: one shape, shown as a page or as data by what was asked for.

use crate::lang::Lang;
use crate::pages;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bahi::StoreError;
use bahi::store::judge::JudgeError;
use bahi::which::WhichError;
use serde::Serialize;

/// Why a request was not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The status, as of HTTP.
    pub status: u16,
    /// A word for programs; the list stands in the documents of the interface.
    pub code: &'static str,
    /// What is wrong, and what to do, in English.
    pub what: String,
}

/// Every code, with its status and what it means.
pub const CODES: [(&str, u16, &str); 16] = [
    ("bad-request", 400, "The request cannot be made sense of"),
    ("bad-filter", 400, "A filter, or its value, means nothing in this ledger"),
    ("bad-cursor", 400, "`next` is not what an earlier answer gave"),
    ("no-token", 401, "The token is missing or wrong"),
    ("cross-site", 403, "A page of another site sent this"),
    ("host", 403, "The desk was not addressed by a name of its own"),
    ("read-only", 403, "Nothing may be written here"),
    ("unknown", 404, "There is no such thing"),
    ("method", 405, "The address is not asked in this way"),
    ("slow", 408, "What was sent did not come in time"),
    ("overtaken", 409, "Somebody else decided meanwhile"),
    ("too-large", 413, "More bytes than are taken"),
    ("media-type", 415, "The body is of a type that is not taken"),
    ("not-judged", 422, "The operation cannot be made, with why"),
    ("internal", 500, "A fault of the program or of the ledger file"),
    ("busy", 503, "Too many are waiting; come back after the seconds of Retry-After"),
];

impl Fault {
    /// One of [`CODES`].
    pub fn new(code: &'static str, what: impl Into<String>) -> Self {
        let status = CODES.iter().find(|c| c.0 == code).map_or(500, |c| c.1);
        Self { status, code, what: what.into() }
    }

    /// There is no such thing.
    pub fn unknown(what: impl Into<String>) -> Self {
        Self::new("unknown", what)
    }

    /// A request that makes no sense.
    pub fn bad(what: impl Into<String>) -> Self {
        Self::new("bad-request", what)
    }

    /// Nothing may be written.
    pub fn read_only() -> Self {
        Self::new("read-only", "this desk is read-only; start it without --read-only")
    }

    /// Too many are waiting.
    pub fn busy() -> Self {
        Self::new("busy", "too many requests are waiting; try again in a moment")
    }

    /// A fault of the program.
    pub fn internal() -> Self {
        Self::new("internal", "this is a fault of the program; the ledger is whole")
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Judge(JudgeError::Overtaken { .. }) => "overtaken",
            StoreError::Judge(JudgeError::Unknown { .. } | JudgeError::NoOperation { .. }) => "unknown",
            StoreError::Judge(_) => "not-judged",
            error if error.is_busy() => "busy",
            error if error.is_about_writing() => "read-only",
            _ => "internal",
        };
        Self::new(code, error.to_string())
    }
}

impl From<WhichError> for Fault {
    fn from(error: WhichError) -> Self {
        match error {
            WhichError::Store(error) => error.into(),
            other => Self::new("bad-filter", other.to_string()),
        }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(_: serde_json::Error) -> Self {
        Self::internal()
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        if self.code == "busy" {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// What every address that is none gives.
pub async fn nowhere() -> Fault {
    Fault::unknown("there is no such page")
}

/// Gives faults the shape that was asked for.
pub async fn dress(request: Request, next: Next) -> Response {
    let (lang, page, head) = (Lang::of(&request), wants_page(&request), request.method() == Method::HEAD);
    let response = next.run(request).await;
    let Some(fault) = fault_of(&response) else { return response };
    let (mut parts, _) = response.into_parts();
    let (kind, body) = match page {
        true => ("text/html; charset=utf-8", pages::fault(&fault, lang)),
        false => ("application/json", serde_json::json!({"error": fault}).to_string()),
    };
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    parts.headers.remove("content-length");
    Response::from_parts(parts, if head { Body::empty() } else { Body::from(body) })
}

// Faults of handlers, and those that the router finds by itself.
fn fault_of(response: &Response) -> Option<Fault> {
    if let Some(fault) = response.extensions().get::<Fault>() {
        return Some(fault.clone());
    }
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => {
            let allowed = response.headers().get(ALLOW).and_then(|v| v.to_str().ok()).unwrap_or("GET");
            Some(Fault::new("method", format!("this address takes {allowed}")))
        }
        StatusCode::PAYLOAD_TOO_LARGE => Some(Fault::new("too-large", "the body is larger than is taken")),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Fault::new("media-type", "the body is of a type that is not taken")),
        StatusCode::NOT_FOUND => Some(Fault::unknown("there is no such page")),
        // What extractors refuse by themselves is said in plain text, which no handler here sends.
        status if status.is_client_error() && is_plain(response) => {
            Some(Fault::bad("the request cannot be made sense of"))
        }
        _ => None,
    }
}

fn is_plain(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).map(axum::http::HeaderValue::as_bytes);
    kind.is_none_or(|kind| kind.starts_with(b"text/plain"))
}

// Whoever asks for data by the address, or does not say that it reads HTML, is given data.
fn wants_page(request: &Request) -> bool {
    let path = request.uri().path();
    let data = ["/api/", "/reconcile", "/openapi"].iter().any(|p| path.starts_with(p))
        || [".json", ".csv", ".atom"].iter().any(|end| path.ends_with(end));
    let accept = request.headers().get(ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    !data && accept.contains("text/html")
}
