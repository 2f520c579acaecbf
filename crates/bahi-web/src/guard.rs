//! Who may ask: names that are the desk's own, pages that are the desk's own, tokens; and what browsers are told.
//!
//! A page of another site can make a browser send requests to the loopback, and by rebinding a name it can even read the
//! answers. Against the first stand `Sec-Fetch-Site` and `Origin`, against the second the names in `Host`.

use crate::errors::Fault;
use crate::lang::cookie;
use crate::state::Desk;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST, HeaderName, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;

/// The cookie that holds the token.
const COOKIE: &str = "bahi_token";

/// Lets a request through, or says why not; gives every answer the headers that hold browsers to the desk.
pub async fn guard(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let open = is_open(request.uri().path());
    let framed = open && request.uri().path().ends_with("/preview");
    let mut response = match check(&desk, &request) {
        Err(fault) => fault.into_response(),
        Ok(()) => match first_visit(&desk, request.uri()) {
            Some(response) => response,
            None => next.run(request).await,
        },
    };
    harden(response.headers_mut(), open, framed);
    response
}

fn check(desk: &Desk, request: &Request) -> Result<(), Fault> {
    let host = host(request).ok_or_else(|| Fault::new("host", "the request names no host"))?;
    if !is_own(desk, &host) {
        return Err(Fault::new("host", "the desk is not called by this name; give it with --host NAME"));
    }
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if writes && !is_open(request.uri().path()) {
        same_site(request.headers(), &authority(request).unwrap_or_default())?;
    }
    match &desk.settings.token {
        Some(token) if !bears(request, token) && *request.method() != Method::OPTIONS => {
            Err(Fault::new("no-token", "the token is missing or wrong; send it as Authorization: Bearer TOKEN"))
        }
        _ => Ok(()),
    }
}

// Reconciliation is asked by pages of other programs, as its protocol wants; it only reads.
fn is_open(path: &str) -> bool {
    path == "/reconcile" || path.starts_with("/reconcile/")
}

fn authority(request: &Request) -> Option<String> {
    let named = request.headers().get(HOST).and_then(|v| v.to_str().ok()).map(str::to_owned);
    named.or_else(|| request.uri().authority().map(ToString::to_string))
}

// The name, without the port.
fn host(request: &Request) -> Option<String> {
    // Two names are a trick.
    if request.headers().get_all(HOST).iter().count() > 1 {
        return None;
    }
    let authority = authority(request)?;
    let name = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0.to_owned(),
        None => authority.rsplit_once(':').map_or(authority.as_str(), |p| p.0).to_owned(),
    };
    Some(name.trim_end_matches('.').to_ascii_lowercase()).filter(|n| !n.is_empty())
}

// On the loopback its names alone; elsewhere addresses in digits too, which nobody can rebind.
fn is_own(desk: &Desk, host: &str) -> bool {
    let settings = &desk.settings;
    if host == "localhost" || settings.hosts.iter().any(|h| h.eq_ignore_ascii_case(host)) {
        return true;
    }
    match host.parse::<IpAddr>() {
        Ok(ip) => ip.is_loopback() || !settings.address.ip().is_loopback(),
        Err(_) => false,
    }
}

fn same_site(headers: &HeaderMap, authority: &str) -> Result<(), Fault> {
    let cross = || Fault::new("cross-site", "a page of another site sent this; use the pages of the desk");
    let said = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    if said("sec-fetch-site").is_some_and(|from| !matches!(from, "same-origin" | "none")) {
        return Err(cross());
    }
    // Programs that are no browsers send no origin.
    let Some(origin) = headers.get(ORIGIN).map(|v| v.to_str().unwrap_or("?")) else { return Ok(()) };
    let own = origin.split_once("://").is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(authority));
    if own { Ok(()) } else { Err(cross()) }
}

fn bears(request: &Request, token: &str) -> bool {
    let bearer = request.headers().get(AUTHORIZATION).and_then(|v| v.to_str().ok());
    let bearer = bearer.and_then(|v| v.strip_prefix("Bearer ")).map(str::trim);
    let kept = cookie(request.headers(), COOKIE);
    let typed = typed(request.uri());
    [bearer, kept, typed.as_deref()].into_iter().flatten().any(|one| equal(one.as_bytes(), token.as_bytes()))
}

fn typed(uri: &Uri) -> Option<String> {
    let query = uri.query()?;
    form_urlencoded::parse(query.as_bytes()).find(|p| p.0 == "token").map(|p| p.1.into_owned())
}

// In the same time, wherever they differ.
fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (x, y)| all | (x ^ y)) == 0
}

// A token in an address would stay in histories: it goes into a cookie, and the address is asked again without it.
fn first_visit(desk: &Desk, uri: &Uri) -> Option<Response> {
    let token = desk.settings.token.as_ref()?;
    typed(uri)?;
    let mut rest = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        if name != "token" {
            rest.append_pair(&name, &value);
        }
    }
    let rest = rest.finish();
    let place = if rest.is_empty() { local(uri.path()) } else { format!("{}?{rest}", local(uri.path())) };
    let kept = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict");
    let (place, kept) = (HeaderValue::from_str(&place).ok()?, HeaderValue::from_str(&kept).ok()?);
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(LOCATION, place);
    response.headers_mut().insert(SET_COOKIE, kept);
    Some(response)
}

// `//name` would be another site.
fn local(path: &str) -> String {
    format!("/{}", path.trim_start_matches(['/', '\\']))
}

const CONTENT: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; \
                       frame-ancestors 'none'";
// Programs that reconcile show previews in frames of their own.
const FRAMED: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

fn harden(headers: &mut HeaderMap, open: bool, framed: bool) {
    let set = [
        ("content-security-policy", if framed { FRAMED } else { CONTENT }),
        ("x-content-type-options", "nosniff"),
        // To other sites nothing is sent; to the desk itself it must be, or browsers leave out `Origin`.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", if open { "cross-origin" } else { "same-origin" }),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in set {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !framed {
        headers.insert(HeaderName::from_static("x-frame-options"), HeaderValue::from_static("DENY"));
    }
    if open {
        headers.insert("access-control-allow-origin", HeaderValue::from_static("*"));
    }
}
