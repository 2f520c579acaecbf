//! The tools, as they are told to assistants.

use bahi::which::FILTERS;
use serde_json::{Map, Value, json};

/// Results of a list unless another number is asked for, and at most: an assistant reads all of it.
pub const USUAL: usize = 10;
/// See [`USUAL`].
pub const MOST: usize = 50;

/// All tools.
pub fn tools() -> Value {
    json!([
        tool(
            "find",
            "Find actors by name and reports by their words, in Hindi or English. Start here to learn ids and spellings.",
            with_list(json!({"q": {"type": "string", "description": "Words, or phrases in quotation marks"}})),
            &["q"],
        ),
        tool(
            "get_record",
            "All there is to say about one engagement (E-), statement (S-), agreement (G-), delivery (D-), actor (A-) or \
             conflict (X-): every value with the words of the reports, and how many reports agree.",
            json!({"id": {"type": "string", "description": "The id, as other tools give it"}}),
            &["id"],
        ),
        tool(
            "timeline",
            "Engagements (meetings, calls, visits, summits, exercises), the latest first, each with quotes.",
            with_list(filters()),
            &[],
        ),
        tool(
            "deliveries",
            "What was ordered, delivered and is pending, of which goods, as of which day, each with quotes.",
            with_list(filters()),
            &[],
        ),
        tool(
            "conflicts",
            "Where reports disagree: every value with the words of those who assert it.",
            with_list(json!({
                "state": {"type": "string", "enum": ["open", "settled", "both-stand", "unsure", "all"]},
                "kind": {"type": "string", "description": "contradiction, slip, more-precise, newer, rounding"},
                "record": {"type": "string", "description": "About this record"},
                "who": {"type": "string", "description": "About records in which somebody took part"},
                "country": {"type": "string", "description": "About records in which a country took part"},
            })),
            &[],
        ),
        tool(
            "quote",
            "The words behind a claim (C-), with the report, the line and what stands around them.",
            json!({"id": {"type": "string", "description": "The id of a claim"}}),
            &["id"],
        ),
    ])
}

fn tool(name: &str, about: &str, properties: Value, required: &[&str]) -> Value {
    json!({
        "name": name,
        "description": about,
        "inputSchema": {
            "type": "object", "properties": properties, "required": required, "additionalProperties": false,
        },
        "outputSchema": output(),
        "annotations": {"readOnlyHint": true, "openWorldHint": false},
    })
}

// The filters of lists, under their own names.
fn filters() -> Value {
    let one = |f: &bahi::which::FilterName| (f.name.to_owned(), json!({"type": "string", "description": f.about}));
    Value::Object(FILTERS.iter().map(one).collect::<Map<_, _>>())
}

fn with_list(mut properties: Value) -> Value {
    properties["limit"] = json!({"type": "integer", "minimum": 1, "maximum": MOST, "description": "At most so many"});
    properties["next"] =
        json!({"type": "string", "description": "`next` of the answer before: the list goes on there"});
    properties
}

fn output() -> Value {
    let quote = json!({
        "type": "object",
        "properties": {
            "words": {"type": "string"}, "report": {"type": "string"}, "line": {"type": "integer"},
            "field": {"type": "string"}, "value": {"type": "string"}, "claim": {"type": "string"},
        },
    });
    json!({
        "type": "object",
        "properties": {
            "results": {"type": "array", "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string"}, "permalink": {"type": "string"}, "data": {"type": "object"},
                    "agreement": {"type": "array", "items": {"type": "string"}},
                    "quotes": {"type": "array", "items": quote},
                    "more_quotes": {"type": "integer"},
                },
            }},
            "total": {"type": "integer"},
            "next": {"type": ["string", "null"]},
            "notes": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["results", "total", "next"],
    })
}
