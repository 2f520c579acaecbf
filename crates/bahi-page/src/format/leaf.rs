//! From a unit to the reports it holds.

use super::http::Answer;
use super::unit::{Fault, Form, Leaf, Passed, Piece, Read, Unit, Wrap};
use super::{Kind, Markup, Options, compose, open, sniff};
use crate::{Lexicon, Page, PageError};
use std::io::Cursor;
use std::sync::Arc;

/// How much of a page is looked at to see whether it is HTML.
const LOOK: usize = 1024;

/// Whether bytes begin a page of HTML.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOK)]).replace(['\0', '\u{FFFD}'], "").to_lowercase();
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(inner) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("<?")) {
        let Some((_, after)) = inner.split_once("-->").or_else(|| inner.split_once('>')) else { return true };
        rest = after.trim_start();
    }
    let tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<script",
        "<link",
        "<style",
        "<div",
        "<article",
    ];
    let more = ["<main", "<section", "<table", "<center", "<h1", "<p>", "<p ", "<br", "<span", "<a "];
    tags.iter().chain(&more).any(|tag| rest.starts_with(tag))
}

/// Reads the reports of a unit.
pub fn pages(unit: Unit, lexicon: &Lexicon, options: &Options) -> Vec<Read> {
    let mut out = Vec::new();
    unwrap(unit, lexicon, options, &mut out);
    out
}

fn bad(path: String, why: impl Into<String>, remedy: &str) -> Read {
    Read::Bad(Fault { path, why: why.into(), remedy: remedy.to_owned() })
}

/// Takes off what the transport put around a page.
fn unwrap(mut unit: Unit, lexicon: &Lexicon, options: &Options, out: &mut Vec<Read>) {
    let passed = |path: String, what: String| Read::Passed(Passed { path, what });
    if unit.about.wrap == Wrap::Http {
        let Some(answer) = Answer::head(&unit.bytes) else {
            return out.push(bad(unit.path, "the server's answer has no head", "fetch the page anew"));
        };
        if answer.status != 200 {
            return out.push(passed(unit.path, format!("answer without a page (status {})", answer.status)));
        }
        match answer.body(&unit.bytes, &options.limits) {
            Ok((body, warnings)) => {
                unit.bytes = body;
                unit.about.warnings.extend(warnings);
            }
            Err(why) => return out.push(bad(unit.path, why, "fetch the page without that packing")),
        }
        unit.about.media = answer.media.or(unit.about.media);
        unit.about.charset = answer.charset.or(unit.about.charset);
        unit.about.wrap = Wrap::None;
    }
    if let Some(what) = unit.about.media.as_deref().and_then(no_page) {
        return out.push(passed(unit.path, what));
    }
    form(unit, lexicon, options, out);
}

/// What a media type names that is no page.
fn no_page(media: &str) -> Option<String> {
    let (kind, rest) = media.split_once('/').unwrap_or((media, ""));
    let is_text = ["html", "xml", "json", "plain", "rss", "atom", "octet-stream", "unknown"];
    match kind {
        "image" | "video" | "audio" | "font" => Some(format!("{kind} file")),
        _ if is_text.iter().any(|t| rest.contains(t)) || kind.is_empty() => None,
        _ => Some(format!("file of type {media}")),
    }
}

/// Tells what the bytes are, and reads them as that.
fn form(mut unit: Unit, lexicon: &Lexicon, options: &Options, out: &mut Vec<Read>) {
    if unit.about.form == Form::Unknown {
        match sniff(&unit.bytes, options).kind {
            Kind::Page(form) => unit.about.form = form,
            _ => return nested(unit, lexicon, options, out),
        }
    }
    // What a site serves as text, such as a list of rules for robots, is seldom a report; HTML says that it is HTML.
    let served = unit.about.media.as_deref().unwrap_or("text/plain");
    if unit.about.form == Form::Text && served.contains("html") {
        unit.about.form = Form::Html;
    }
    if unit.about.form == Form::Text && !served.contains("plain") {
        return out.push(Read::Passed(Passed { path: unit.path, what: format!("file of type {served}") }));
    }
    match unit.about.form {
        Form::Html => html(unit, lexicon, options, out),
        Form::Fragment => fragment(unit, lexicon, options, out),
        Form::Text | Form::Unknown => text(unit, lexicon, out),
    }
}

/// An archive within an archive.
fn nested(unit: Unit, lexicon: &Lexicon, options: &Options, out: &mut Vec<Read>) {
    let mut options = options.clone();
    options.limits.nesting = options.limits.nesting.saturating_sub(1);
    for piece in open(Box::new(super::Plain::new(Cursor::new(unit.bytes))), &unit.path, &options) {
        match piece {
            Piece::Unit(mut inner) => {
                inner.about.media = None;
                inner.about.url = inner.about.url.or_else(|| unit.about.url.clone());
                unwrap(inner, lexicon, &options, out);
            }
            Piece::Bad(fault) => out.push(Read::Bad(fault)),
            Piece::Passed(passed) => out.push(Read::Passed(passed)),
        }
    }
}

fn text(mut unit: Unit, lexicon: &Lexicon, out: &mut Vec<Read>) {
    // A page that was cut off may end within a letter.
    let ends_within =
        std::str::from_utf8(&unit.bytes).err().filter(|e| e.error_len().is_none()).map(|e| e.valid_up_to());
    if let (false, Some(end)) = (unit.about.warnings.is_empty(), ends_within) {
        unit.bytes.truncate(end);
    }
    let decoded = crate::decode::decode(&unit.bytes);
    match decoded.and_then(|read| crate::legacy::check_text(&read.0, lexicon).map(|()| read)) {
        Ok((text, warnings)) => {
            let page = compose::row(text, &unit.about, warnings, lexicon);
            out.push(report(unit, 0, page));
        }
        Err(error) => out.push(refused(unit.path, &error)),
    }
}

fn html(unit: Unit, lexicon: &Lexicon, options: &Options, out: &mut Vec<Read>) {
    let Some((unit, markup)) = decoded(unit, lexicon, out) else { return };
    let articles = crate::html::read(&markup.decoded, lexicon, &options.limits.page);
    if articles.is_empty() {
        return out.push(Read::Passed(Passed { path: unit.path, what: NO_ARTICLE.to_owned() }));
    }
    let pages: Vec<Page> =
        articles.into_iter().map(|article| compose::article(article, &unit.about, &markup.warnings, lexicon)).collect();
    several(unit, pages, out);
}

/// Decodes a page of markup, unless it is Hindi from before Unicode.
fn decoded(unit: Unit, lexicon: &Lexicon, out: &mut Vec<Read>) -> Option<(Unit, Markup)> {
    let markup = Markup::new(&unit.bytes, unit.about.charset.as_deref());
    let old = markup.charset != "UTF-8" && crate::legacy::is_iscii(&unit.bytes);
    let checked = if old { Err(PageError::Iscii) } else { crate::legacy::check_markup(&markup.decoded.text, lexicon) };
    match checked {
        Ok(()) => Some((unit, markup)),
        Err(error) => {
            out.push(refused(unit.path, &error));
            None
        }
    }
}

/// The body of a report that came as HTML without a page around it.
fn fragment(unit: Unit, lexicon: &Lexicon, options: &Options, out: &mut Vec<Read>) {
    let Some((unit, markup)) = decoded(unit, lexicon, out) else { return };
    let Some(article) = crate::html::fragment(&markup.decoded, lexicon, &options.limits.page) else {
        return out.push(Read::Passed(Passed { path: unit.path, what: NO_ARTICLE.to_owned() }));
    };
    let page = compose::article(compose::headed(article, &unit.about), &unit.about, &markup.warnings, lexicon);
    out.push(report(unit, 0, page));
}

/// What a page is called that holds no report: a front page, a gallery, an empty frame.
const NO_ARTICLE: &str = "page without an article";

fn several(unit: Unit, pages: Vec<Page>, out: &mut Vec<Read>) {
    let several = pages.len() > 1;
    let (bytes, url) = (Arc::new(unit.bytes), unit.about.url);
    let mark = if unit.path.rsplit('/').next().is_some_and(|name| name.contains('#')) { '.' } else { '#' };
    for (part, page) in pages.into_iter().enumerate() {
        let path = if several { format!("{}{mark}{}", unit.path, part + 1) } else { unit.path.clone() };
        out.push(read(Leaf { path, bytes: bytes.clone(), part, url: url.clone(), page }));
    }
}

fn report(unit: Unit, part: usize, page: Page) -> Read {
    read(Leaf { path: unit.path, bytes: Arc::new(unit.bytes), part, url: unit.about.url, page })
}

/// A page in another language than the one that is read is passed over.
fn read(leaf: Leaf) -> Read {
    match leaf.page.language.as_ref().filter(|language| language.is_plain && !language.is_read) {
        Some(language) => Read::Passed(Passed { what: format!("page in {}", language.name), path: leaf.path }),
        None => Read::Report(Box::new(Leaf { url: leaf.page.url.clone().or(leaf.url), ..leaf })),
    }
}

fn refused(path: String, error: &PageError) -> Read {
    let message = error.to_string();
    let (why, remedy) = message.split_once("; ").unwrap_or((&message, "give the text of a report in UTF-8"));
    bad(path, why, remedy)
}
