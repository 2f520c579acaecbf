//! The shapes of answers, made from the types that are sent.

use bahi::NearMiss;
use bahi::ledger::{Actor, Agreement, Claim, Conflict, Delivery, Engagement, Report, Statement};
use bahi::store::judge::{Changes, Operation};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::intake::Taken;
use super::ops::Asked;

/// Every shape, by name, as OpenAPI 3.1 has them.
pub fn all() -> Map<String, Value> {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    let mut made = settings.into_generator();
    add::<Engagement>(&mut made);
    add::<Statement>(&mut made);
    add::<Agreement>(&mut made);
    add::<Delivery>(&mut made);
    add::<Actor>(&mut made);
    add::<Report>(&mut made);
    add::<Claim>(&mut made);
    add::<Conflict>(&mut made);
    add::<NearMiss>(&mut made);
    add::<Operation>(&mut made);
    add::<Changes>(&mut made);
    add::<Taken>(&mut made);
    add::<Asked>(&mut made);
    let mut out = made.take_definitions(true);
    out.extend(own());
    out
}

fn add<T: JsonSchema>(made: &mut SchemaGenerator) {
    made.subschema_for::<T>();
}

fn of(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn list(name: &str) -> Value {
    json!({"type": "array", "items": of(name)})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn maybe() -> Value {
    json!({"type": ["string", "null"]})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

// Shapes that are put together for an answer.
fn own() -> Map<String, Value> {
    let shapes = [
        (
            "Row",
            json!({
                "type": "object",
                "description": "A row of the CSV table of this name, for ?flat=1; docs/schemas has the columns",
                "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
            }),
        ),
        ("ActorRow", object(row())),
        ("ActorWhole", and("Actor", actor())),
        ("ReportWhole", and("Report", report())),
        ("ConflictWhole", and("Conflict", json!({"last": count()}))),
        ("Why", object(why())),
        ("Hit", object(hit())),
        ("About", object(about())),
        (
            "Done",
            object(json!({"written": {"type": "boolean"}, "operation": of("Operation"), "changes": of("Changes")})),
        ),
        ("Fault", fault()),
    ];
    shapes.into_iter().map(|(name, shape)| (name.to_owned(), shape)).collect()
}

fn object(properties: Value) -> Value {
    json!({"type": "object", "properties": properties})
}

// A shape with more fields.
fn and(name: &str, properties: Value) -> Value {
    json!({"allOf": [of(name), object(properties)]})
}

fn row() -> Value {
    json!({
        "id": text(), "kind": text(), "name": of("Name"), "country": maybe(), "known": maybe(),
        "reports": count(), "engagements": count(), "statements": count(),
    })
}

fn actor() -> Value {
    let office = object(json!({"title": text(), "of": maybe(), "first": maybe(), "last": maybe(), "reports": count()}));
    let with = object(json!({"id": text(), "name": of("Name"), "engagements": count()}));
    let kind = object(json!({"kind": text(), "status": text(), "count": count()}));
    json!({
        "reports": count(), "engagements": count(), "statements": count(),
        "offices_said": {"type": "array", "items": office},
        "counterparts": {"type": "array", "items": with},
        "engagements_by_kind": {"type": "array", "items": kind},
        "first_report": maybe(), "last_report": maybe(),
    })
}

fn report() -> Value {
    let ids = json!({"type": "array", "items": text()});
    json!({"text": text(), "engagements": ids, "statements": ids, "agreements": ids, "deliveries": ids})
}

fn why() -> Value {
    let field = object(json!({"field": text(), "claims": list("Claim")}));
    json!({
        "id": text(),
        "fields": {"type": "array", "items": field},
        "merged_because": {"type": "array", "items": text()},
        "judged": list("Judged"),
        "near_misses": list("NearMiss"),
        "conflicts": list("Conflict"),
    })
}

fn hit() -> Value {
    let piece = object(json!({"text": text(), "found": {"type": "boolean"}}));
    json!({
        "report": text(), "path": text(), "outlet": maybe(), "title": maybe(), "published": maybe(), "line": count(),
        "excerpt": {"type": "array", "items": piece},
    })
}

fn about() -> Value {
    json!({
        "version": text(), "ledger_format": count(), "read_only": {"type": "boolean"}, "reports": count(),
        "engagements": count(), "statements": count(), "agreements": count(), "deliveries": count(), "actors": count(),
        "conflicts": count(), "operations": count(), "not_read": count(),
    })
}

fn fault() -> Value {
    let codes: Vec<&str> = crate::errors::CODES.iter().map(|c| c.0).collect();
    json!({
        "type": "object",
        "required": ["error"],
        "properties": {"error": {
            "type": "object",
            "required": ["status", "code", "what"],
            "properties": {
                "status": {"type": "integer", "minimum": 400, "maximum": 599},
                "code": {"type": "string", "enum": codes},
                "what": {"type": "string", "description": "What is wrong, and what to do"},
            },
        }},
    })
}
