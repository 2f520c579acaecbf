//! In which language the desk speaks: by the address, then the cookie, then what the browser asks for.

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use std::convert::Infallible;

/// A language of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Hindi.
    Hi,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Hi, Self::En];

    /// BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Hi => "hi",
            Self::En => "en",
        }
    }

    /// From a BCP 47 tag; regions do not matter.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| l.tag().eq_ignore_ascii_case(primary))
    }

    /// Of a request.
    pub fn of(request: &Request) -> Self {
        Self::negotiate(request.uri(), request.headers())
    }

    /// Of an address and the headers that came with it.
    pub fn negotiate(uri: &Uri, headers: &HeaderMap) -> Self {
        let typed = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
            .find(|(name, _)| name == "lang")
            .and_then(|(_, value)| Self::from_tag(&value));
        typed.or_else(|| cookie(headers, "lang").and_then(Self::from_tag)).unwrap_or_else(|| Self::accepted(headers))
    }

    fn accepted(headers: &HeaderMap) -> Self {
        let asked = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let weighed = asked.split(',').filter_map(|part| {
            let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
            let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
            Some((Self::from_tag(tag.trim())?, weight))
        });
        // Of languages that are asked for as much, the first.
        let best = weighed.fold(None, |best: Option<(Self, f32)>, one| match best {
            Some(best) if best.1 >= one.1 => Some(best),
            _ if one.1 > 0.0 => Some(one),
            _ => best,
        });
        best.map(|b| b.0).unwrap_or_default()
    }
}

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::negotiate(&parts.uri, &parts.headers))
    }
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).into_iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
    cookies.filter_map(|one| one.trim().split_once('=')).find(|one| one.0 == name).map(|one| one.1)
}
