//! What was asked of a page, and what is answered.

use super::engine;
use super::keys;
use super::lang::Lang;
use crate::lang::cookie;
use crate::{Desk, Fault};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use minijinja::context;
use minijinja::value::Serde;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Serialize;

/// A request for a page.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Language of the answer.
    pub lang: Lang,
    /// Path of the address.
    pub path: String,
    /// What stands behind its question mark, in its order, without language and theme.
    pub query: Vec<(String, String)>,
    /// `light` or `dark`, where the reader chose one.
    pub theme: String,
    /// Whether nothing may be written.
    pub read_only: bool,
    /// In whose name decisions are made.
    pub by: String,
    /// The number of reports at the last visit, where there was one.
    pub seen: Option<i64>,
    /// The same as it is kept for this visit.
    pub visit: Option<i64>,
    /// Cookies to set.
    pub cookies: Vec<(String, String)>,
    /// The time of now, RFC 3339.
    pub now: String,
}

impl Asked {
    /// From the address and what came with it.
    pub fn of(desk: &Desk, uri: &Uri, headers: &HeaderMap) -> Self {
        let mut out = Self::bare(Lang::negotiate(uri, headers));
        uri.path().clone_into(&mut out.path);
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "lang" => out.cookies.push(("lang".into(), out.lang.tag().into())),
                "theme" => {
                    out.theme = theme(&value);
                    out.cookies.push(("theme".into(), out.theme.clone()));
                }
                _ if value.is_empty() => {}
                _ => out.query.push((name.into_owned(), value.into_owned())),
            }
        }
        if out.theme.is_empty() {
            out.theme = theme(cookie(headers, "theme").unwrap_or_default());
        }
        let number = |name| cookie(headers, name).and_then(|v| v.parse().ok());
        (out.seen, out.visit) = (number("seen"), number("visit"));
        out.read_only = desk.settings.read_only;
        out.by.clone_from(&desk.settings.by);
        out.now = (desk.settings.clock)();
        out
    }

    /// Of nothing but a language.
    pub fn bare(lang: Lang) -> Self {
        Self {
            lang,
            path: "/".into(),
            query: Vec::new(),
            theme: String::new(),
            read_only: true,
            by: String::new(),
            seen: None,
            visit: None,
            cookies: Vec::new(),
            now: String::new(),
        }
    }

    /// The last step of the path, which names what the page is of.
    pub fn id(&self) -> String {
        let last = self.path.rsplit('/').next().unwrap_or_default();
        percent_decode_str(last).decode_utf8_lossy().into_owned()
    }

    /// A value of the query.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|q| q.0 == name).map(|q| q.1.as_str())
    }

    /// The address with something else at a name, and from the first page on; without it where there is no value.
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut query: Vec<(&str, &str)> = Vec::new();
        let kept = self.query.iter().filter(|q| q.0 != name && q.0 != "next" && q.0 != "page");
        query.extend(kept.map(|q| (q.0.as_str(), q.1.as_str())));
        query.extend(value.map(|v| (name, v)));
        address(&self.path, &query)
    }

    /// The query as it was asked, to go behind another path.
    pub fn on(&self, path: &str) -> String {
        let query: Vec<(&str, &str)> = self.query.iter().map(|q| (q.0.as_str(), q.1.as_str())).collect();
        address(path, &query)
    }

    /// A page made from a template.
    ///
    /// # Errors
    /// A template that asks for what is not there: a fault of the program.
    pub fn render(&self, template: &str, nav: &str, title: &str, view: &impl Serialize) -> Result<String, Fault> {
        let here = self.on(&self.path);
        let join = if here.contains('?') { '&' } else { '?' };
        let chrome = Chrome {
            nav,
            title,
            theme: &self.theme,
            read_only: self.read_only,
            q: self.get("q").unwrap_or_default(),
            other: format!("{here}{join}lang={}", self.lang.other().tag()),
            other_lang: self.lang.other().tag(),
            dark: format!("{here}{join}theme=dark"),
            light: format!("{here}{join}theme=light"),
            keys: keys::as_json(),
            by: &self.by,
        };
        let values = context! {
            lang => self.lang.tag(), chrome => Serde(&chrome), page => Serde(view),
        };
        engine::render(template, values).map_err(|error| {
            let mut fault = Fault::internal();
            fault.what = format!("{}: {error:#}", fault.what);
            fault
        })
    }

    /// As [`Self::render`], as an answer.
    ///
    /// # Errors
    /// As there.
    pub fn page(&self, template: &str, nav: &str, title: &str, view: &impl Serialize) -> Result<Reply, Fault> {
        Ok(Reply::html(self.render(template, nav, title, view)?))
    }
}

/// What is around every page.
#[derive(Serialize)]
struct Chrome<'a> {
    nav: &'a str,
    title: &'a str,
    theme: &'a str,
    read_only: bool,
    q: &'a str,
    other: String,
    other_lang: &'static str,
    dark: String,
    light: String,
    keys: String,
    by: &'a str,
}

fn theme(word: &str) -> String {
    if matches!(word, "dark" | "light") { word.to_owned() } else { String::new() }
}

/// An address with a query.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    if query.is_empty() {
        return path.to_owned();
    }
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.extend_pairs(query);
    format!("{path}?{}", pairs.finish())
}

/// The page of something by its id.
pub fn page_of(id: &str) -> String {
    let letter = id.chars().next().filter(char::is_ascii_alphabetic).unwrap_or('e').to_ascii_lowercase();
    format!("/{letter}/{}", percent_encoded(id))
}

// What may stand in an address as it is (RFC 3986, section 2.3).
const AS_IT_IS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A step of a path.
pub fn percent_encoded(text: &str) -> String {
    utf8_percent_encode(text, AS_IT_IS).to_string()
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    status: StatusCode,
    location: Option<String>,
    html: String,
    cookies: Vec<(String, String)>,
}

impl Reply {
    /// A page.
    pub fn html(html: String) -> Self {
        Self { status: StatusCode::OK, location: None, html, cookies: Vec::new() }
    }

    /// Go and look there; after a form was taken.
    pub fn see(address: &str) -> Self {
        let location = Some(address.to_owned());
        Self { status: StatusCode::SEE_OTHER, location, html: String::new(), cookies: Vec::new() }
    }

    /// It is called something else now.
    pub fn moved(address: &str) -> Self {
        Self { status: StatusCode::MOVED_PERMANENTLY, ..Self::see(address) }
    }

    /// The address where to look instead.
    pub fn leads_to(&self) -> Option<&str> {
        self.location.as_deref()
    }

    /// The page.
    pub fn into_html(self) -> String {
        self.html
    }

    /// With a cookie.
    #[must_use]
    pub fn cookie(mut self, name: &str, value: &str) -> Self {
        self.cookies.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With the cookies that the request itself asks for.
    #[must_use]
    pub fn with_cookies(mut self, asked: &Asked) -> Self {
        self.cookies.extend(asked.cookies.iter().cloned());
        self
    }
}

// A year; `visit` ends with the browser.
const AGE: &str = "; Max-Age=31536000";

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.html));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if let Some(at) = self.location.and_then(|l| HeaderValue::from_str(&l).ok()) {
            headers.insert(LOCATION, at);
        }
        for (name, value) in &self.cookies {
            let age = if name == "visit" { "" } else { AGE };
            let cookie = format!("{name}={value}; Path=/; SameSite=Lax{age}");
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                headers.append(SET_COOKIE, cookie);
            }
        }
        response
    }
}
