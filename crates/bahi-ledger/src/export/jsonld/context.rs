//! The context of the JSON-LD: every term that is used, so that none is looked up elsewhere.

use serde_json::{Map, Value, json};

/// What ids begin with.
pub const BASE: &str = "tag:bahi,2026:";

/// Terms of schema.org with plain values.
const PLAIN: [&str; 14] = [
    "name",
    "alternateName",
    "headline",
    "inLanguage",
    "articleBody",
    "text",
    "description",
    "keywords",
    "addressCountry",
    "sha256",
    "orderStatus",
    "version",
    "price",
    "priceCurrency",
];
/// Terms of schema.org with the URI of a node.
const LINKS: [&str; 14] = [
    "attendee",
    "location",
    "superEvent",
    "subjectOf",
    "eventStatus",
    "creator",
    "recipient",
    "about",
    "mentions",
    "contributor",
    "orderedItem",
    "sameAs",
    "itemOffered",
    "publisher",
];
/// Terms of schema.org with a date.
const DATES: [&str; 3] = ["datePublished", "startDate", "endDate"];
/// Classes of schema.org.
const CLASSES: [&str; 15] = [
    "Dataset",
    "NewsArticle",
    "Person",
    "Organization",
    "GovernmentOrganization",
    "Country",
    "Place",
    "Product",
    "Thing",
    "Event",
    "Quotation",
    "CreativeWork",
    "Order",
    "Occupation",
    "Role",
];
/// Terms of the Web Annotation vocabulary that are classes or concepts.
const ANNOTATION: [&str; 6] =
    ["Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "describing"];
/// Our own terms with plain values.
const OWN: [&str; 21] = [
    "status",
    "kind",
    "background",
    "edtf",
    "dateBasis",
    "dateSaid",
    "forumRelation",
    "forumSession",
    "field",
    "rule",
    "modality",
    "line",
    "topics",
    "directQuote",
    "via",
    "ordered",
    "delivered",
    "pending",
    "unit",
    "countries",
    "names",
];

/// The context.
pub fn context() -> Value {
    let mut terms = Map::new();
    let mut put = |name: &str, value: Value| {
        terms.insert(name.to_string(), value);
    };
    put("@version", json!(1.1));
    put("schema", json!("https://schema.org/"));
    put("oa", json!("http://www.w3.org/ns/oa#"));
    put("rdf", json!("http://www.w3.org/1999/02/22-rdf-syntax-ns#"));
    put("xsd", json!("http://www.w3.org/2001/XMLSchema#"));
    put("dc", json!("http://purl.org/dc/elements/1.1/"));
    put("bahi", json!({"@id": format!("{BASE}vocabulary/"), "@prefix": true}));
    put("id", json!("@id"));
    put("type", json!("@type"));
    for name in PLAIN {
        put(name, json!(format!("schema:{name}")));
    }
    for name in LINKS {
        put(name, json!({"@id": format!("schema:{name}"), "@type": "@id"}));
    }
    for name in DATES {
        put(name, json!({"@id": format!("schema:{name}"), "@type": "schema:Date"}));
    }
    for name in CLASSES {
        put(name, json!(format!("schema:{name}")));
    }
    for name in ANNOTATION {
        put(name, json!(format!("oa:{name}")));
    }
    for (name, of) in
        [("body", "hasBody"), ("target", "hasTarget"), ("source", "hasSource"), ("selector", "hasSelector")]
    {
        put(name, json!({"@id": format!("oa:{of}"), "@type": "@id"}));
    }
    for (name, of) in [("motivation", "motivatedBy"), ("purpose", "hasPurpose")] {
        put(name, json!({"@id": format!("oa:{of}"), "@type": "@vocab"}));
    }
    for name in ["exact", "prefix", "suffix"] {
        put(name, json!(format!("oa:{name}")));
    }
    for name in ["start", "end"] {
        put(name, json!({"@id": format!("oa:{name}"), "@type": "xsd:nonNegativeInteger"}));
    }
    put("value", json!("rdf:value"));
    put("format", json!("dc:format"));
    for name in OWN {
        put(name, json!(format!("bahi:{name}")));
    }
    for name in ["record", "supplier", "customerCountry", "engagement", "agreement", "delivery", "actor"] {
        put(name, json!({"@id": format!("bahi:{name}"), "@type": "@id"}));
    }
    Value::Object(terms)
}
