//! Atom: every record as an entry of a feed.

use super::about::fields;
use super::index::Index;
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source, label, text};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

const FILE: &str = "feed.atom";
/// What ids begin with (RFC 4151).
const TAG: &str = "tag:bahi,2026:";
/// For entries whose reports have no date.
const NO_DATE: &str = "1970-01-01";

/// An Atom feed, RFC 4287.
#[derive(Debug)]
pub struct Atom;

impl Format for Atom {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "atom",
            extension: "atom",
            purpose: "A feed (Atom, RFC 4287) with an entry for every record, for feed readers.",
            file: FILE,
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        vec![FileAbout {
            name: FILE.into(),
            about: "One entry for each engagement, statement, agreement and delivery.".into(),
            rows: entries(source).len(),
            fields: fields(&[
                ("id", "tag URI", "tag:bahi,2026: and the id of the record; it stays the same in later exports"),
                ("title", "text", "What took place, in English"),
                ("updated", "time", "Midnight (UTC) of the latest date of publication of its reports"),
                ("category", "text", "engagement, statement, agreement or delivery"),
                ("content", "text", "The words of the reports, one quotation a line"),
            ]),
        }]
    }

    fn notes(&self, source: &Source) -> Vec<String> {
        let undated = entries(source).iter().filter(|entry| entry.updated == NO_DATE).count();
        vec![
            format!(
                "{undated} entries rest on reports without a date of publication known to the day; Atom wants one, and \
                     they have {NO_DATE}."
            ),
            text::CLEAN_NOTE.into(),
            text::LINE_NOTE.into(),
        ]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        let bytes = document(source).map_err(|error| ExportError::make(FILE, error))?;
        sink.file(FILE, bytes)
    }
}

struct Entry<'a> {
    id: &'a str,
    title: String,
    category: &'static str,
    updated: &'a str,
    content: String,
}

fn entries<'a>(source: &Source<'a>) -> Vec<Entry<'a>> {
    let index = Index::new(source.ledger);
    let entry = |id: &'a str, title: String, category, reports: &[String]| {
        let quotes = index.quotes(id);
        let words = quotes.iter().map(|q| format!("{} [{}:{}]", q.evidence.exact, q.claim.report, q.evidence.line));
        let content = words.collect::<Vec<_>>().join("\n");
        Entry { id, title, category, updated: index.latest(reports).unwrap_or(NO_DATE), content }
    };
    let ledger = source.ledger;
    let mut entries = vec![];
    entries.extend(ledger.engagements.iter().map(|e| entry(&e.id, label::engagement(e), "engagement", &e.reports)));
    entries.extend(ledger.statements.iter().map(|s| entry(&s.id, label::statement(s), "statement", &s.reports)));
    entries.extend(ledger.agreements.iter().map(|g| entry(&g.id, label::agreement(g), "agreement", &g.reports)));
    entries.extend(ledger.deliveries.iter().map(|d| entry(&d.id, label::delivery(d), "delivery", &d.reports)));
    entries
}

type Xml = Writer<Vec<u8>>;

fn element(out: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(&text::clean(words)))?;
    Ok(())
}

fn tag(id: &str) -> String {
    let kept: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("{TAG}{kept}")
}

fn document(source: &Source) -> io::Result<Vec<u8>> {
    let entries = entries(source);
    let newest = entries.iter().map(|entry| entry.updated).max().unwrap_or(NO_DATE);
    let mut out = Writer::new(vec![]);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let feed = out.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    feed.write_inner_content(|out| {
        element(out, "id", &tag("ledger"))?;
        element(out, "title", "Bahi ledger")?;
        if !source.filter.is_empty() {
            element(out, "subtitle", &text::line(source.filter))?;
        }
        element(out, "updated", &format!("{newest}T00:00:00Z"))?;
        out.create_element("author").write_inner_content(|out| element(out, "name", "Bahi"))?;
        let version = ("version", &*text::line(&source.ledger.knowledge));
        out.create_element("generator").with_attribute(version).write_text_content(BytesText::new("Bahi"))?;
        entries.iter().try_for_each(|entry| write(out, entry))
    })?;
    out.get_mut().push(b'\n');
    Ok(out.into_inner())
}

fn write(out: &mut Xml, entry: &Entry) -> io::Result<()> {
    out.write_event(Event::Text(BytesText::from_escaped("\n")))?;
    out.create_element("entry").write_inner_content(|out| {
        element(out, "id", &tag(entry.id))?;
        element(out, "title", &entry.title)?;
        element(out, "updated", &format!("{}T00:00:00Z", entry.updated))?;
        out.create_element("category").with_attribute(("term", entry.category)).write_empty()?;
        let content = text::clean(&entry.content);
        let element = out.create_element("content").with_attribute(("type", "text"));
        element.write_text_content(BytesText::new(&content))?;
        Ok(())
    })?;
    Ok(())
}
