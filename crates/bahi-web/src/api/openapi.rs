//! The document of the interface, OpenAPI 3.1, made from the table of operations and from the types that are sent.

use super::schemas;
use super::table::{Body, Operation, operations};
use crate::errors::CODES;
use crate::json::Json;
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// The document.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(make)
}

/// As it is served.
pub async fn served() -> Json {
    Json(document().clone())
}

const PROMISE: &str = "The ledger of this desk. What stands here keeps its name and meaning within one version; answers may \
    grow fields, and new operations may come. Records have the shape of `bahi read --json` (`ledger_format` 1): a value \
    never stands without the claims that it rests on, and positions count Unicode code points. Every answer has a weak \
    ETag. A record that was merged into another answers 307 with where it is now.";

fn make() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations() {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = described(&operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Bahi",
            "version": format!("{}.0", super::VERSION),
            "description": PROMISE,
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn described(operation: &Operation) -> Value {
    let mut out = json!({
        "operationId": operation.id,
        "summary": operation.about,
        "parameters": operation.params.iter().map(super::params::Param::document).collect::<Vec<_>>(),
        "responses": responses(operation),
    });
    if let Some(body) = operation.body {
        out["requestBody"] = json!({"required": true, "content": content(body)});
    }
    out
}

fn content(body: Body) -> Value {
    let bytes = json!({"schema": {"type": "string", "format": "binary"}});
    match body {
        Body::Ops => json!({"application/json": {"schema": {"$ref": "#/components/schemas/Asked"}}}),
        Body::Reports => json!({
            "text/plain": {"schema": {}},
            "text/html": {"schema": {}},
            "application/octet-stream": bytes,
            "multipart/form-data": {"schema": {
                "type": "object",
                "description": "Files and words in parts of any name",
            }},
        }),
    }
}

fn responses(operation: &Operation) -> Value {
    let (status, about) = match operation.body {
        Some(Body::Ops) => ("201", "It was entered"),
        _ => ("200", "The answer"),
    };
    let mut out = Map::new();
    let answer = json!({"application/json": {"schema": envelope(operation)}});
    out.insert(status.into(), json!({"description": about, "content": answer.clone()}));
    if operation.body == Some(Body::Ops) {
        out.insert("200".into(), json!({"description": "What would change; nothing was entered", "content": answer}));
    }
    if operation.path.contains('{') {
        out.insert("307".into(), json!({"description": "It was merged: where it is now"}));
    }
    if operation.method == "get" {
        out.insert("304".into(), json!({"description": "The client has the answer already"}));
    }
    let mut statuses: Vec<u16> = CODES.iter().map(|c| c.1).filter(|s| may_give(operation, *s)).collect();
    statuses.dedup();
    let fault = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}});
    for status in statuses {
        let about: Vec<&str> = CODES.iter().filter(|c| c.1 == status).map(|c| c.2).collect();
        out.insert(status.to_string(), json!({"description": about.join("; "), "content": fault}));
    }
    Value::Object(out)
}

fn may_give(operation: &Operation, status: u16) -> bool {
    match status {
        404 => operation.path.contains('{') || operation.body == Some(Body::Ops),
        405 => false,
        409 | 422 => operation.body == Some(Body::Ops),
        413 | 415 => operation.body.is_some(),
        _ => true,
    }
}

fn envelope(operation: &Operation) -> Value {
    let (name, is_list) = operation.data;
    let mut one = json!({"$ref": format!("#/components/schemas/{name}")});
    if operation.params.iter().any(|p| p.name == "flat") {
        one = json!({"anyOf": [one, {"$ref": "#/components/schemas/Row"}]});
    }
    let data = if is_list { json!({"type": "array", "items": one}) } else { one };
    let list = |name: &str| json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{name}")}});
    let mut properties = json!({
        "api": {"const": super::VERSION},
        "data": data,
        "notes": {"type": "array", "items": {"type": "string"}, "description": "What was assumed on the way"},
        "claims": list("Claim"),
        "reports": list("Report"),
        "conflicts": list("Conflict"),
        "actors": {"type": "array", "items": {"type": "object"}},
    });
    let mut required = vec!["api", "data"];
    if is_list {
        properties["total"] = json!({"type": "integer", "minimum": 0, "description": "How many there are in all"});
        properties["next"] = json!({"type": ["string", "null"], "description": "Where the list goes on, for the parameter of that name"});
        required.extend(["total", "next"]);
    }
    json!({"type": "object", "required": required, "properties": properties})
}
