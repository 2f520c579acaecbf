//! BibTeX: the reports as sources, for LaTeX.

use super::about::fields;
use super::csl::{parts, title};
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source, text};
use bahi_resolve::ledger::Report;

const FILE: &str = "sources.bib";

/// BibTeX in UTF-8, with the fields of biblatex.
#[derive(Debug)]
pub struct Bibtex;

impl Format for Bibtex {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "bibtex",
            extension: "bib",
            purpose: "The reports as sources in BibTeX (UTF-8), for LaTeX with biber, and for JabRef.",
            file: FILE,
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        vec![FileAbout {
            name: FILE.into(),
            about: "One report, as an @article under its id.".into(),
            rows: source.ledger.reports.len(),
            fields: fields(&[
                ("title", "text", "Headline; the path where the page has none"),
                ("journal", "text", "Outlet"),
                ("date", "text", "Date of publication in ISO 8601, for biblatex"),
                ("year, month, day", "text", "The same, for BibTeX"),
                ("langid", "text", "hindi, for Hindi"),
                ("note", "text", "Path as given and SHA-256"),
            ]),
        }]
    }

    fn notes(&self, _source: &Source) -> Vec<String> {
        vec![
            "The ledger has neither authors nor web addresses of reports.".into(),
            "Characters that LaTeX takes for commands are written as commands.".into(),
            text::LINE_NOTE.into(),
        ]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        let entries: Vec<String> = source.ledger.reports.iter().map(entry).collect();
        sink.file(FILE, entries.join("\n").into_bytes())
    }
}

fn entry(report: &Report) -> String {
    let key: String = report.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    // Braces inside keep the capitals of the title.
    let mut out = format!("@article{{{key},\n  title = {{{{{}}}}}", escaped(&title(report)));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!(",\n  {name} = {{{value}}}"));
        }
    };
    field("journal", &escaped(&text::line(report.outlet.as_deref().unwrap_or_default())));
    let parts = report.published.as_deref().and_then(parts).unwrap_or_default();
    let date: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| format!("{part:0width$}", width = if at == 0 { 4 } else { 2 }))
        .collect();
    field("date", &date.join("-"));
    for (name, part) in ["year", "month", "day"].iter().zip(&parts) {
        field(name, &part.to_string());
    }
    field(
        "langid",
        match report.language.as_str() {
            "hi" => "hindi",
            "en" => "english",
            _ => "",
        },
    );
    let note = format!("{}; SHA-256 {}", text::line(&report.path), text::line(&report.sha256));
    field("note", &escaped(&note));
    out.push_str("\n}\n");
    out
}

/// A text in which LaTeX finds no command and BibTeX no brace.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash "),
            // As commands, so that a brace alone does not end the entry.
            '{' => out.push_str("\\textbraceleft "),
            '}' => out.push_str("\\textbraceright "),
            '~' => out.push_str("\\textasciitilde "),
            '^' => out.push_str("\\textasciicircum "),
            '"' => out.push_str("\\textquotedbl "),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.trim_end().to_string()
}
