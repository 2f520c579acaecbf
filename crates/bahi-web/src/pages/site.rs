//! The pages as files: a folder that is read from disk, with nothing behind it.
//!
//! Pages are made as the desk makes them for readers alone, and followed from the front page along their links. A link to a
//! page that is among them leads to its file; what only a desk can do (filters, forms, the script) is left out.

use super::asked::Asked;
use super::lang::Lang;
use super::{PAGES, Page};
use crate::{Fault, assets};
use bahi::{Bahi, Store};
use percent_encoding::percent_decode_str;
use std::collections::{BTreeSet, VecDeque};
use std::io;

/// Why a site is not whole.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A page could not be made.
    #[error("{page}: {what}")]
    Page {
        /// Its address on the desk.
        page: String,
        /// Why.
        what: String,
    },
    /// A file could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

// A page of the site: its path on the desk, and the place in a list where it begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    path: String,
    next: Option<String>,
}

// What asks for something that is not there without a desk, or leads nowhere but to that.
const LEFT_OUT: [&str; 3] = ["/search", "/add", "/review"];

impl Place {
    // Of an address on the desk.
    fn of(address: &str) -> Option<Self> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let path = percent_decode_str(path).decode_utf8().ok()?.into_owned();
        let mut next = None;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "next" if plain(&value) => next = Some(value.into_owned()),
                _ => return None,
            }
        }
        let place = Self { path, next };
        (!LEFT_OUT.contains(&place.path.as_str()) && place.page().is_some()).then_some(place)
    }

    fn page(&self) -> Option<Page> {
        let fits = |pattern: &str| match pattern.strip_suffix("{id}") {
            Some(folder) => self.path.strip_prefix(folder).is_some_and(plain),
            None => self.path == pattern,
        };
        PAGES.iter().find(|p| fits(p.0)).map(|p| p.1)
    }

    // The file, from the folder of the site.
    fn file(&self) -> String {
        let stem = if self.path == "/" { "index" } else { self.path.trim_start_matches('/') };
        self.next.as_ref().map_or_else(|| format!("{stem}.html"), |next| format!("{stem}.from-{next}.html"))
    }

    // The way from its file up to the folder of the site.
    fn up(&self) -> &'static str {
        if self.path.trim_start_matches('/').contains('/') { "../" } else { "" }
    }
}

// What may stand in the name of a file anywhere.
fn plain(word: &str) -> bool {
    !word.is_empty() && word.len() <= 120 && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Makes the site and hands over its files, each with its place in the folder; gives how many pages there are.
///
/// # Errors
/// A page that cannot be made; what `write` gives.
pub fn site(
    bahi: &Bahi,
    store: &Store,
    lang: Lang,
    now: &str,
    write: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>,
) -> Result<usize, SiteError> {
    let first = Place { path: "/".to_owned(), next: None };
    let mut seen = BTreeSet::from([first.clone()]);
    let mut queue = VecDeque::from([first]);
    while let Some(place) = queue.pop_front() {
        let html = made(bahi, store, lang, now, &place)
            .map_err(|fault| SiteError::Page { page: place.file(), what: fault.what })?;
        let file = rewritten(&html, place.up(), &mut |to| {
            if seen.insert(to.clone()) {
                queue.push_back(to);
            }
        });
        write(&place.file(), file.as_bytes())?;
    }
    for (name, bytes) in assets::all() {
        match name.ends_with(".css") {
            // Styles lie beside the faces that they name.
            true => {
                write(&format!("assets/{name}"), String::from_utf8_lossy(bytes).replace("/assets/", "").as_bytes())?;
            }
            false if name.ends_with(".js") => {}
            false => write(&format!("assets/{name}"), bytes)?,
        }
    }
    Ok(seen.len())
}

fn made(bahi: &Bahi, store: &Store, lang: Lang, now: &str, place: &Place) -> Result<String, Fault> {
    let query = place.next.iter().map(|next| ("next".to_owned(), next.clone())).collect();
    let asked = Asked { path: place.path.clone(), query, now: now.to_owned(), ..Asked::bare(lang) };
    let page = place.page().ok_or_else(Fault::internal)?;
    match page(bahi, store, &asked) {
        Ok(reply) => match reply.leads_to().and_then(Place::of) {
            // It has another id now.
            Some(to) => page_at(bahi, store, &asked, &to),
            None => Ok(reply.into_html()),
        },
        // A page that is not there is said so; anything else ends the export.
        Err(fault) if fault.status == 404 => Ok(super::fault(&fault, lang)),
        Err(fault) => Err(fault),
    }
}

fn page_at(bahi: &Bahi, store: &Store, asked: &Asked, to: &Place) -> Result<String, Fault> {
    let asked = Asked { path: to.path.clone(), query: Vec::new(), ..asked.clone() };
    let page = to.page().ok_or_else(Fault::internal)?;
    Ok(page(bahi, store, &asked)?.into_html())
}

// The page with links between files, and without what needs a desk. Templates write every attribute between double quotes
// and escape every `<` that is no tag's.
fn rewritten(html: &str, up: &str, found: &mut dyn FnMut(Place)) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = &rest[..tag_end(rest)];
        rest = &rest[tag.len()..];
        if let Some(name) = ["form", "script"].into_iter().find(|name| opens(tag, name)) {
            let close = format!("</{name}>");
            rest = rest.find(&close).map_or("", |end| &rest[end + close.len()..]);
        } else if opens(tag, "nav") && tag.contains("class=\"tools\"") {
            rest = rest.find("</nav>").map_or("", |end| &rest[end + "</nav>".len()..]);
        } else {
            out.push_str(&tag_of(tag, up, found));
        }
    }
    out.push_str(rest);
    out
}

fn opens(tag: &str, name: &str) -> bool {
    let behind = tag.strip_prefix('<').and_then(|t| t.strip_prefix(name));
    behind.is_some_and(|b| b.starts_with([' ', '>', '\n']))
}

// Where a tag ends: at the first `>` that is in no attribute.
fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn tag_of(tag: &str, up: &str, found: &mut dyn FnMut(Place)) -> String {
    let mut out = tag.to_owned();
    for name in [" href=\"", " src=\""] {
        let Some(at) = out.find(name) else { continue };
        let from = at + name.len();
        let Some(length) = out[from..].find('"') else { continue };
        let link = linked(&decoded(&out[from..from + length]), up, found);
        match link {
            Link::Same => {}
            Link::To(to) => out.replace_range(from..from + length, &to),
            Link::None => out.replace_range(at..=(from + length), ""),
        }
    }
    out
}

enum Link {
    Same,
    To(String),
    None,
}

fn linked(address: &str, up: &str, found: &mut dyn FnMut(Place)) -> Link {
    if !address.starts_with('/') {
        // Places of the same page, and pages elsewhere; neither is a file of this folder.
        return if address.starts_with(['#']) || address.contains("://") { Link::Same } else { Link::None };
    }
    if let Some(asset) = address.strip_prefix("/assets/") {
        return Link::To(format!("{up}assets/{}", asset.split('?').next().unwrap_or_default()));
    }
    let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
    let Some(place) = Place::of(address) else { return Link::None };
    let mut to = format!("{up}{}", place.file());
    if plain(fragment) {
        to.push('#');
        to.push_str(fragment);
    }
    found(place);
    Link::To(to)
}

// As the templates escape.
fn decoded(value: &str) -> String {
    let pairs = [
        ("&#x2f;", "/"),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    pairs.iter().fold(value.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_without_filters_are_places() {
        let file = |address: &str| Place::of(address).map(|p| p.file());
        assert_eq!(file("/").as_deref(), Some("index.html"));
        assert_eq!(file("/e/E-1A").as_deref(), Some("e/E-1A.html"));
        assert_eq!(file("/?next=a12-R-1").as_deref(), Some("index.from-a12-R-1.html"));
        for other in [
            "/?country=IN",
            "/e/..",
            "/e/%2e%2e",
            "/e/a/b",
            "/search",
            "/api",
            "/?next=..",
            "/e/",
            "//x",
            "/actors?all=1",
        ] {
            assert_eq!(file(other), None, "{other}");
        }
    }

    #[test]
    fn links_lead_to_files_and_what_needs_a_desk_goes() {
        let page = "<a title=\"a > b\" href=\"&#x2f;e&#x2f;E-1#C-2\">x</a><a href=\"/?country=IN\">y</a>\
                    <form action=\"/search\"><input></form><script src=\"/assets/desk.js?v=1\"></script>&lt;script>";
        let mut places = Vec::new();
        let out = rewritten(page, "../", &mut |p| places.push(p.path));
        assert_eq!(out, "<a title=\"a > b\" href=\"../e/E-1.html#C-2\">x</a><a>y</a>&lt;script>");
        assert_eq!(places, ["/e/E-1"]);
    }
}
