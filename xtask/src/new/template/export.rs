//! The format `template`: what it is, and for which program.

use super::{About, ExportError, Field, FileAbout, Format, Layout, Sink, Source};

/// The format `template`.
#[derive(Debug)]
pub struct Template;

const FILE: &str = "template.jsonl";

impl Format for Template {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "template",
            extension: "jsonl",
            purpose: "One line on what it is good for.",
            file: FILE,
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        vec![FileAbout {
            name: FILE.into(),
            about: "One engagement a line.".into(),
            rows: source.ledger.engagements.len(),
            fields: vec![
                Field::new("id", "text", "Id of the engagement"),
                Field::new("kind", "text", "meeting, call, visit, …"),
                Field::new("parties", "list", "Those who took part, by the names that the ledger knows them by"),
            ],
        }]
    }

    // Say here what is left out and how often: no export leaves anything out silently.
    fn notes(&self, _source: &Source) -> Vec<String> {
        vec![]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        sink.file(FILE, lines(source).into_bytes())
    }
}

// Values come from strangers: whatever the format is, escape them by its own rules. Here JSON does.
fn lines(source: &Source) -> String {
    let mut out = String::new();
    for engagement in &source.ledger.engagements {
        let parties: Vec<&str> = engagement.parties.iter().filter_map(|party| party.name.as_deref()).collect();
        let line = serde_json::json!({ "id": engagement.id, "kind": engagement.kind, "parties": parties });
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Memory;

    #[test]
    fn a_ledger_of_two_gives_a_line_for_each() {
        let ledger = serde_json::from_str(r#"{"engagements": [{"id": "E-1"}, {"id": "E-2"}]}"#).expect("a ledger");
        let mut files = Memory::default();
        Template.write(&Source::new(&ledger), &mut files).expect("memory takes any file");
        assert_eq!(files.files[FILE].iter().filter(|byte| **byte == b'\n').count(), 2);
    }
}
