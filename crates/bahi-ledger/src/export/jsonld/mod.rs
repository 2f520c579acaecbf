//! JSON-LD: records in the terms of schema.org, every claim as a W3C Web Annotation on its report.

mod context;
mod nodes;

use super::about::fields;
use super::index::Index;
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source};
use bahi_resolve::ledger::{Claim, Evidence};
use serde_json::{Value, json};

/// JSON-LD 1.1 with its context inside.
#[derive(Debug)]
pub struct JsonLd;

impl Format for JsonLd {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "jsonld",
            extension: "jsonld",
            purpose: "Linked data: records as schema.org, every claim as a W3C Web Annotation; for RDF stores.",
            file: "ledger.jsonld",
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        let conflicts = source.ledger.conflicts.len();
        let all: usize = super::readme::counts(source).iter().map(|(_, count)| count).sum();
        vec![FileAbout {
            name: "ledger.jsonld".into(),
            about: "A graph of nodes; the context stands in the file, so that nothing is fetched to read it.".into(),
            rows: all - conflicts,
            fields: fields(&[
                ("NewsArticle", "node", "A report; articleBody where its text was given"),
                (
                    "Person, Organization, Country, Place, Product, Thing",
                    "node",
                    "An actor, with Roman and Hindi names",
                ),
                ("Event", "node", "An engagement: attendee, startDate, endDate, location, about, subjectOf"),
                ("Quotation", "node", "A statement: creator, text, recipient"),
                ("CreativeWork", "node", "An agreement: the parties are contributors"),
                ("Order", "node", "A delivery: supplier, customerCountry, orderedItem, numbers"),
                (
                    "Annotation",
                    "node",
                    "A claim: its value as body; its places as targets, each with a TextQuoteSelector and \
                  a TextPositionSelector that counts Unicode code points",
                ),
            ]),
        }]
    }

    fn notes(&self, _source: &Source) -> Vec<String> {
        vec![
            "Ids are tag URIs (RFC 4151), `tag:bahi,2026:` and the id of the ledger. They stay the same in later exports.".into(),
            "schema.org has no event that is only planned or was denied: `status` has the word of the ledger, and \
             `eventStatus` stands only where schema.org has a word for it.".into(),
            "The terms are those of https://www.w3.org/ns/anno.jsonld and https://schema.org; what neither has is under \
             `tag:bahi,2026:vocabulary/`.".into(),
            "Dates are EDTF as in the ledger; startDate and endDate are the first and last day they may mean. Conflicts are \
             left out; the JSON has them.".into(),
        ]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        let bytes = document(source).map_err(|error| ExportError::make("ledger.jsonld", error))?;
        sink.file("ledger.jsonld", bytes)
    }
}

/// The URI of an id.
fn uri(id: &str) -> String {
    let kept: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("{}{kept}", context::BASE)
}

fn document(source: &Source) -> serde_json::Result<Vec<u8>> {
    let (ledger, index) = (source.ledger, Index::new(source.ledger));
    let mut graph: Vec<Value> = vec![];
    graph.extend(ledger.reports.iter().map(|report| nodes::report(report, source.text(&report.id))));
    graph.extend(ledger.actors.iter().map(nodes::actor));
    graph.extend(ledger.engagements.iter().map(nodes::engagement));
    graph.extend(ledger.statements.iter().map(|statement| nodes::statement(statement, &index)));
    graph.extend(ledger.agreements.iter().map(nodes::agreement));
    graph.extend(ledger.deliveries.iter().map(nodes::delivery));
    graph.extend(ledger.claims.iter().map(annotation));
    let whole = json!({
        "@context": context::context(),
        "id": format!("{}ledger", context::BASE),
        "type": "Dataset",
        "version": ledger.knowledge,
        "description": source.filter,
        "@graph": graph,
    });
    let mut bytes = serde_json::to_vec_pretty(&whole)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A claim as a Web Annotation.
fn annotation(claim: &Claim) -> Value {
    let target = |evidence: &Evidence| {
        json!({
            "type": "SpecificResource",
            "source": uri(&claim.report),
            "selector": [
                {"type": "TextQuoteSelector", "exact": evidence.exact, "prefix": evidence.prefix, "suffix": evidence.suffix},
                {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end},
            ],
            "line": evidence.line,
        })
    };
    let targets: Vec<Value> = claim.evidence.iter().map(target).collect();
    json!({
        "id": uri(&claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "value": claim.value, "format": "text/plain", "purpose": "describing"},
        "target": targets,
        "record": uri(&claim.record),
        "field": claim.field,
        "rule": claim.rule,
        "modality": claim.modality,
    })
}
