//! The document of the interface as a page, for people.

use super::openapi::document;
use crate::assets;
use axum::response::Html;
use serde_json::Value;

/// The page.
pub async fn page() -> Html<String> {
    let whole = document();
    let mut out = String::new();
    let words = |v: &Value| escaped(v.as_str().unwrap_or_default());
    out.push_str(&format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Bahi: the interface</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"{}\"></head><body><main>\
         <h1>The interface</h1><p>{}</p><p><a href=\"/openapi.json\">OpenAPI 3.1</a> · <a href=\"/\">the desk</a></p>",
        assets::href("desk.css"),
        words(&whole["info"]["description"])
    ));
    for (path, methods) in whole["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            out.push_str(&described(path, method, operation));
        }
    }
    out.push_str(
        "<h2>Errors</h2><p>Every error is <code>{\"error\": {\"status\", \"code\", \"what\"}}</code>.</p><dl>",
    );
    for (code, status, about) in crate::errors::CODES {
        out.push_str(&format!("<dt><code>{code}</code> {status}</dt><dd>{about}</dd>"));
    }
    out.push_str("</dl><h2>Shapes</h2>");
    for (name, schema) in whole["components"]["schemas"].as_object().into_iter().flatten() {
        let pretty = serde_json::to_string_pretty(schema).unwrap_or_default();
        let (name, pretty) = (escaped(name), escaped(&pretty));
        out.push_str(&format!("<details id=\"{name}\"><summary>{name}</summary><pre>{pretty}</pre></details>"));
    }
    out.push_str("</main></body></html>");
    Html(out)
}

fn described(path: &str, method: &str, operation: &Value) -> String {
    let text = |v: &Value| escaped(v.as_str().unwrap_or_default());
    let id = text(&operation["operationId"]);
    let mut out = format!(
        "<section id=\"{id}\"><h2><code>{} {}</code></h2><p>{}</p>",
        method.to_uppercase(),
        escaped(path),
        text(&operation["summary"])
    );
    let params = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
    if !params.is_empty() {
        out.push_str("<dl>");
        for param in params {
            let needed = if param["required"] == true { " (needed)" } else { "" };
            let (name, about) = (text(&param["name"]), text(&param["description"]));
            out.push_str(&format!("<dt><code>{name}</code>{needed}</dt><dd>{about}</dd>"));
        }
        out.push_str("</dl>");
    }
    for kind in operation["requestBody"]["content"].as_object().into_iter().flatten().map(|c| c.0) {
        out.push_str(&format!("<p>Body: <code>{}</code></p>", escaped(kind)));
    }
    out.push_str("</section>");
    out
}

fn escaped(text: &str) -> String {
    crate::html::escaped(text)
}
