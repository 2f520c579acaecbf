//! FollowTheMoney: entities as JSON lines, and the same as statements, each with its origin.

mod actors;
mod model;
mod records;

use super::about::fields;
use super::index::Index;
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source};
use model::{Entities, Value};
use serde_json::{Map, json};

/// Name of the data set in statements.
const DATASET: &str = "bahi";
const ENTITIES: &str = "entities.ftm.json";
const STATEMENTS: &str = "statements.csv";

/// FollowTheMoney, as read by OpenAleph, yente and nomenklatura.
#[derive(Debug)]
pub struct Ftm;

impl Format for Ftm {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "ftm",
            extension: "json",
            purpose: "FollowTheMoney entities and statements, for OpenAleph, yente and other tools of investigators.",
            file: "ftm",
            layout: Layout::Folder,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        let entities = entities(source);
        vec![
            FileAbout {
                name: ENTITIES.into(),
                about: "One entity a line, in the model of followthemoney 4.".into(),
                rows: entities.list.len(),
                fields: fields(SCHEMATA),
            },
            FileAbout {
                name: STATEMENTS.into(),
                about: "One value of one property of one entity; the same values as in the entities.".into(),
                rows: entities.list.iter().flat_map(|entity| entity.properties.values()).map(Vec::len).sum(),
                fields: fields(COLUMNS),
            },
        ]
    }

    fn notes(&self, source: &Source) -> Vec<String> {
        let entities = entities(source);
        vec![
            "FollowTheMoney has no event that is planned, cancelled or denied: such events have the status in their name and \
             in `keywords`. Only events with the keyword `held` took place.".into(),
            "It has no evidence of single values: the words of the reports stand in `notes` of the record, each with its \
             report and line, and `proof` names the reports.".into(),
            "A state as an actor is a PublicBody with the classification `state`; an office-holder who is not named is a \
             LegalEntity with the name of the office.".into(),
            "Dates without a year are no dates for FollowTheMoney; they stand in `description` alone. Conflicts are left out; \
             the JSON has them.".into(),
            format!("Names, titles and texts have a greatest length there; {} values are longer and were cut, ending in `…`.", entities.cut),
            "Values are written as FollowTheMoney itself cleans them: without invisible characters, such as joiners. Where \
             that changed a value, `original_value` has it as it was; for romanised names and for dates it has the words as \
             published.".into(),
        ]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        let entities = entities(source);
        let bytes = lines(&entities).map_err(|error| ExportError::make(ENTITIES, error))?;
        sink.file(ENTITIES, bytes)?;
        let bytes = statements(&entities).map_err(|error| ExportError::make(STATEMENTS, error))?;
        sink.file(STATEMENTS, bytes)
    }
}

const SCHEMATA: &[(&str, &str, &str)] = &[
    (
        "Article",
        "entity",
        "A report: title, file name, publisher, date of publication, language, text where it was given",
    ),
    ("Person", "entity", "A person, with Roman and Hindi names; spellings as alias"),
    ("PublicBody", "entity", "A ministry, or a state"),
    ("Organization", "entity", "A body or forum"),
    ("LegalEntity", "entity", "An office-holder who is not named, and other actors"),
    ("Address", "entity", "A place"),
    ("Asset", "entity", "A weapon system or other goods"),
    ("Position", "entity", "An office"),
    ("Occupancy", "entity", "An office held by a person, with its dates"),
    ("Event", "entity", "An engagement or an agreement, with those involved"),
    ("Note", "entity", "A statement, about its speaker"),
    ("UnknownLink", "entity", "A statement from its speaker to its addressee or target, with the kind as role"),
    ("EconomicActivity", "entity", "A delivery: goods, countries, numbers"),
    ("Contract", "entity", "The contract of a delivery whose value is told"),
];

const COLUMNS: &[(&str, &str, &str)] = &[
    ("canonical_id", "text", "Id of the entity"),
    ("entity_id", "text", "The same: entities are already merged"),
    ("prop", "text", "Property"),
    ("prop_type", "text", "Type of the property"),
    ("schema", "text", "Schema of the entity"),
    ("value", "text", "The value"),
    ("dataset", "text", "Always bahi"),
    ("origin", "text", "Ids of the reports it was read from, between spaces; `knowledge` or `bahi` where none says it"),
    ("lang", "text", "Language of the value in ISO 639-3, where known"),
    ("original_value", "text", "The value before cleaning, or the words it was made from"),
    ("external", "text", "Always f"),
    ("first_seen", "text", "Always empty: an export has no clock"),
    ("last_seen", "text", "Always empty"),
    ("id", "text", "Always empty: readers work it out from the other columns"),
];

fn entities(source: &Source) -> Entities {
    let index = Index::new(source.ledger);
    let mut entities = Entities::default();
    actors::reports(&mut entities, source);
    actors::actors(&mut entities, &index);
    records::engagements(&mut entities, &index);
    records::statements(&mut entities, &index);
    records::agreements(&mut entities, &index);
    records::deliveries(&mut entities, &index);
    entities
}

fn lines(entities: &Entities) -> serde_json::Result<Vec<u8>> {
    let mut out = vec![];
    for entity in &entities.list {
        let texts = |values: &Vec<Value>| values.iter().map(|value| value.text.clone()).collect::<Vec<_>>();
        let properties: Map<_, _> =
            entity.properties.iter().map(|(name, values)| (name.to_string(), texts(values).into())).collect();
        let line = json!({"id": entity.id, "schema": entity.schema, "properties": properties, "datasets": [DATASET]});
        serde_json::to_writer(&mut out, &line)?;
        out.push(b'\n');
    }
    Ok(out)
}

fn statements(entities: &Entities) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut out = vec![];
    let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(&mut out);
    writer.write_record(COLUMNS.iter().map(|column| column.0))?;
    for entity in &entities.list {
        for (property, values) in &entity.properties {
            for value in values {
                let original = value.original.as_deref().unwrap_or_default();
                let (id, lang) = (entity.id.as_str(), value.lang.unwrap_or_default());
                writer.write_record([
                    id,
                    id,
                    property,
                    value.kind.name(),
                    entity.schema,
                    &value.text,
                    DATASET,
                    &value.origin,
                    lang,
                    original,
                    "f",
                    "",
                    "",
                    "",
                ])?;
            }
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}
