//! CSL-JSON: the reports as sources, for Zotero, Pandoc and citation processors.

use super::about::fields;
use super::dates::days;
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source, text};
use bahi_resolve::ledger::Report;
use serde_json::{Map, Value, json};

const FILE: &str = "sources.csl.json";

/// CSL-JSON.
#[derive(Debug)]
pub struct Csl;

impl Format for Csl {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "csl",
            extension: "json",
            purpose: "The reports as sources in CSL-JSON, for Zotero and Pandoc.",
            file: FILE,
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        vec![FileAbout {
            name: FILE.into(),
            about: "One report.".into(),
            rows: source.ledger.reports.len(),
            fields: fields(&[
                ("id", "text", "Id of the report"),
                ("type", "text", "Always article-newspaper"),
                ("title", "text", "Headline; the path where the page has none"),
                ("container-title", "text", "Outlet"),
                ("issued", "date", "Date of publication, as exact as the page gives it"),
                ("language", "text", "BCP 47 tag"),
                ("note", "text", "Path as given and SHA-256"),
            ]),
        }]
    }

    fn notes(&self, _source: &Source) -> Vec<String> {
        vec!["The ledger has neither authors nor web addresses of reports.".into(), text::LINE_NOTE.into()]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        let items: Vec<Value> = source.ledger.reports.iter().map(item).collect();
        let made = serde_json::to_vec_pretty(&items);
        let mut bytes = made.map_err(|error| ExportError::make(FILE, error))?;
        bytes.push(b'\n');
        sink.file(FILE, bytes)
    }
}

/// The headline, or the path of a page without.
pub(super) fn title(report: &Report) -> String {
    let title = report.title.as_deref().map(text::line).filter(|title| !title.is_empty());
    title.unwrap_or_else(|| text::line(&report.path))
}

/// Parts of a date: those in which its first and last day agree.
pub(super) fn parts(edtf: &str) -> Option<Vec<i32>> {
    let days = days(edtf)?;
    let (first, last) = (days.first, days.last?);
    Some(match (first.year == last.year, first.month == last.month, first.day == last.day) {
        (true, true, true) => vec![first.year, first.month.into(), first.day.into()],
        (true, true, false) => vec![first.year, first.month.into()],
        (true, false, _) => vec![first.year],
        (false, ..) => return None,
    })
}

fn item(report: &Report) -> Value {
    let mut item = Map::new();
    item.insert("id".into(), report.id.as_str().into());
    item.insert("type".into(), "article-newspaper".into());
    item.insert("title".into(), title(report).into());
    if let Some(outlet) = report.outlet.as_deref().map(text::line).filter(|outlet| !outlet.is_empty()) {
        item.insert("container-title".into(), outlet.into());
    }
    if let Some(parts) = report.published.as_deref().and_then(parts) {
        item.insert("issued".into(), json!({"date-parts": [parts]}));
    }
    item.insert("language".into(), report.language.as_str().into());
    item.insert("note".into(), format!("{}; SHA-256 {}", text::line(&report.path), report.sha256).into());
    Value::Object(item)
}
