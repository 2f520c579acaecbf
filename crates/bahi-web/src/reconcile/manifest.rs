//! What the service can do.

use super::body::BATCH;
use super::types::{TYPES, typed};
use super::words::word;
use crate::lang::Lang;
use serde_json::{Value, json};

// The spaces do not hang on where a desk is served: the same ids are the same things on all desks of a ledger.
const IDENTIFIERS: &str = "tag:bahi,2026:";
const SCHEMA: &str = "tag:bahi,2026:type/";

/// The manifest of one of the services.
pub fn manifest(base: &str, place: &str, lang: Lang) -> Value {
    let suggest = |what: &str| json!({"service_url": base, "service_path": format!("{place}/suggest/{what}")});
    json!({
        "versions": ["0.2"],
        "name": word(lang, "name"),
        "identifierSpace": IDENTIFIERS,
        "schemaSpace": SCHEMA,
        "documentation": format!("{base}/api"),
        "serviceVersion": env!("CARGO_PKG_VERSION"),
        "defaultTypes": TYPES.iter().filter(|t| t.0 != "Other").map(|t| typed(t.0, lang)).collect::<Vec<_>>(),
        "view": {"url": format!("{base}{place}/view/{{{{id}}}}")},
        "preview": {"url": format!("{base}{place}/preview?id={{{{id}}}}"), "width": 400, "height": 160},
        "suggest": {"entity": suggest("entity"), "type": suggest("type"), "property": suggest("property")},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": format!("{place}/extend/propose")},
            "property_settings": [],
        },
        "batchSize": BATCH,
    })
}
