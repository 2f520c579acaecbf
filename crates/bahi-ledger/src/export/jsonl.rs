//! JSON lines: the ledger, one record a line, each with its `type`.

use super::about::fields;
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// JSON lines.
#[derive(Debug)]
pub struct Jsonl;

impl Format for Jsonl {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "jsonl",
            extension: "jsonl",
            purpose: "The whole ledger as JSON lines, one record a line, for streams and for jq.",
            file: "ledger.jsonl",
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        let counts = super::readme::counts(source);
        vec![FileAbout {
            name: "ledger.jsonl".into(),
            about: "One record a line; the first line is of type ledger and tells versions, filter and counts.".into(),
            rows: 1 + counts.iter().map(|(_, count)| count).sum::<usize>(),
            fields: fields(&[
                (
                    "type",
                    "text",
                    "ledger, report, actor, engagement, statement, agreement, delivery, conflict or claim",
                ),
                ("…", "as in the JSON", "The fields of the record, as the format json has them"),
            ]),
        }]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        let bytes = lines(source).map_err(|error| ExportError::make("ledger.jsonl", error))?;
        sink.file("ledger.jsonl", bytes)
    }
}

fn lines(source: &Source) -> serde_json::Result<Vec<u8>> {
    let ledger = source.ledger;
    let mut counts = Map::new();
    counts.extend(super::readme::counts(source).map(|(name, count)| (name.to_string(), count.into())));
    let head = json!({
        "type": "ledger", "ledger_format": ledger.ledger_format, "knowledge": ledger.knowledge,
        "filter": source.filter, "counts": counts,
    });
    let mut out = serde_json::to_vec(&head)?;
    out.push(b'\n');
    each(&mut out, "report", &ledger.reports)?;
    each(&mut out, "actor", &ledger.actors)?;
    each(&mut out, "engagement", &ledger.engagements)?;
    each(&mut out, "statement", &ledger.statements)?;
    each(&mut out, "agreement", &ledger.agreements)?;
    each(&mut out, "delivery", &ledger.deliveries)?;
    each(&mut out, "conflict", &ledger.conflicts)?;
    each(&mut out, "claim", &ledger.claims)?;
    Ok(out)
}

fn each<T: Serialize>(out: &mut Vec<u8>, kind: &'static str, records: &[T]) -> serde_json::Result<()> {
    #[derive(Serialize)]
    struct Typed<'a, T> {
        r#type: &'static str,
        #[serde(flatten)]
        record: &'a T,
    }
    for record in records {
        // By way of a value, so that a number that JSON cannot hold becomes null and not an error.
        let value: Value = serde_json::to_value(Typed { r#type: kind, record })?;
        serde_json::to_writer(&mut *out, &value)?;
        out.push(b'\n');
    }
    Ok(())
}
