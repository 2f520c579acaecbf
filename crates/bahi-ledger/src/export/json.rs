//! JSON: the ledger itself, as `bahi read --json` prints it.

use super::about::fields;
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source};

/// The ledger contract.
#[derive(Debug)]
pub struct Json;

impl Format for Json {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "json",
            extension: "json",
            purpose: "The whole ledger as one JSON document: nothing is left out, and Bahi reads it again.",
            file: "ledger.json",
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        let rows = super::readme::counts(source).iter().map(|(_, count)| count).sum();
        vec![FileAbout {
            name: "ledger.json".into(),
            about:
                "The ledger: lists of records, each with the claims it rests on. Entries counted here are all records."
                    .into(),
            rows,
            fields: fields(&[
                ("ledger_format", "whole number", "Version of the shape"),
                ("knowledge", "text", "Version of the knowledge that was used"),
                ("reports", "list", "The reports: outlet, title, date of publication, SHA-256, what was left out"),
                ("actors", "list", "Persons, offices, countries and the like, with spellings and offices"),
                ("engagements", "list", "Meetings, calls, visits, sessions, summits, exercises, press conferences"),
                ("statements", "list", "What was said, promised, refused"),
                ("agreements", "list", "What was signed, agreed, refused"),
                ("deliveries", "list", "What was ordered, delivered, is pending"),
                ("conflicts", "list", "Values that cannot all stand"),
                ("claims", "list", "Every value with the words it was read from; places count Unicode code points"),
            ]),
        }]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        let made = serde_json::to_vec_pretty(source.ledger);
        let mut bytes = made.map_err(|error| ExportError::make("ledger.json", error))?;
        bytes.push(b'\n');
        sink.file("ledger.json", bytes)
    }
}
