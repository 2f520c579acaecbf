//! Lists of pages as files: `.json`, `.csv` and `.atom` of the same filters.

use super::envelope::Spot;
use super::files::{attached, written};
use super::handlers::Of;
use super::records::{listing, plural};
use crate::errors::Fault;
use crate::lang::Lang;
use crate::query::Query;
use crate::state::Desk;
use axum::Router;
use axum::extract::State;
use axum::http::header::LINK;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use bahi::export::table::tables;
use bahi::export::{sheet, sheet_of};
use bahi::store::Type;
use bahi::{Bahi, Store};
use serde_json::Value;

/// A form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As the interface gives it.
    Json,
    /// A table.
    Csv,
    /// A feed.
    Atom,
    /// A graph, of engagements alone.
    Gexf,
}

/// Rows of a table, and entries of a feed, unless another number is asked for.
const ROWS: usize = 1_000;
const ENTRIES: usize = 50;
/// At most so many; the answer says where the list goes on.
const MOST: usize = 10_000;

/// Their routes.
pub fn router() -> Router<Desk> {
    let mut out = Router::new();
    for kind in Type::ALL {
        let name = plural(kind);
        out = out
            .route(&format!("/{name}.json"), file(Of::Records(kind), name, Form::Json))
            .route(&format!("/{name}.csv"), file(Of::Records(kind), name, Form::Csv))
            .route(&format!("/{name}.atom"), file(Of::Records(kind), name, Form::Atom));
    }
    out = out.route("/engagements.gexf", file(Of::Records(Type::Engagement), plural(Type::Engagement), Form::Gexf));
    for (of, name) in [(Of::Actors, "actors"), (Of::Reports, "reports"), (Of::Conflicts, "conflicts"), (Of::Ops, "ops")]
    {
        out = out
            .route(&format!("/{name}.json"), file(of, name, Form::Json))
            .route(&format!("/{name}.csv"), file(of, name, Form::Csv));
    }
    out
}

/// A route that gives a list as a file.
pub fn file(of: Of, name: &'static str, form: Form) -> MethodRouter<Desk> {
    get(move |State(desk): State<Desk>, lang: Lang, query: Query| async move {
        desk.read(move |bahi, store| match (form, of) {
            (Form::Json, _) => Ok(of.list(bahi, store, &query, lang)?.into_response()),
            (_, Of::Records(kind)) => records(bahi, store, &query, kind, form),
            _ => rows(of, name, bahi, store, &query, lang),
        })
        .await
    })
}

fn records(bahi: &Bahi, store: &Store, query: &Query, kind: Type, form: Form) -> Result<Response, Fault> {
    let name = plural(kind);
    let usual = if form == Form::Atom { ENTRIES } else { ROWS };
    let listing = listing(bahi, store, query, kind, &Spot::of(query, name, usual, MOST)?)?;
    let (bytes, kind, ending) = match form {
        Form::Atom => {
            (written("atom", &listing.ledger, &listing.words)?, "application/atom+xml; charset=utf-8", "atom")
        }
        Form::Gexf => {
            (written("gexf", &listing.ledger, &listing.words)?, "application/gexf+xml; charset=utf-8", "gexf")
        }
        _ => {
            let tables = tables(&listing.ledger);
            let table = tables.iter().find(|t| t.name == name);
            let bytes = table.map(sheet_of).transpose().map_err(|_| Fault::internal())?.unwrap_or_default();
            (marked(bytes, query), "text/csv; charset=utf-8; header=present", "csv")
        }
    };
    Ok(sent(bytes, kind, &format!("{name}.{ending}"), listing.next, listing.total))
}

// Lists that are no table of the export: a column for every field that is no list of things.
fn rows(of: Of, name: &str, bahi: &Bahi, store: &Store, query: &Query, lang: Lang) -> Result<Response, Fault> {
    let answer = of.list(bahi, store, query, lang)?;
    let list = answer.data.as_array().map_or(&[][..], Vec::as_slice);
    let mut columns: Vec<String> = Vec::new();
    let flat: Vec<Vec<(String, String)>> = list.iter().map(|row| flat("", row)).collect();
    for (column, _) in flat.iter().flatten() {
        if !columns.contains(column) {
            columns.push(column.clone());
        }
    }
    let cell = |row: &Vec<(String, String)>, column: &String| {
        row.iter().find(|c| c.0 == *column).map(|c| c.1.clone()).unwrap_or_default()
    };
    let cells = flat.iter().map(|row| columns.iter().map(|c| cell(row, c)).collect());
    let bytes = sheet(columns.iter().map(String::as_str), cells).map_err(|_| Fault::internal())?;
    let total = answer.total.unwrap_or_default();
    let kind = "text/csv; charset=utf-8; header=present";
    Ok(sent(marked(bytes, query), kind, &format!("{name}.csv"), answer.next, total))
}

fn flat(under: &str, value: &Value) -> Vec<(String, String)> {
    let Value::Object(fields) = value else { return Vec::new() };
    let mut out = Vec::new();
    for (name, value) in fields {
        let name = if under.is_empty() { name.clone() } else { format!("{under}_{name}") };
        match value {
            Value::Object(_) => out.extend(flat(&name, value)),
            Value::Null => out.push((name, String::new())),
            Value::String(text) => out.push((name, text.clone())),
            Value::Array(list) => out.push((name, list.iter().map(plain).collect::<Vec<_>>().join(" | "))),
            other => out.push((name, other.to_string())),
        }
    }
    out
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => fields.get("value").or_else(|| fields.get("text")).map(plain).unwrap_or_default(),
        other => other.to_string(),
    }
}

// Excel takes what begins without the mark for another encoding.
fn marked(bytes: Vec<u8>, query: &Query) -> Vec<u8> {
    if query.is("excel") { [&b"\xEF\xBB\xBF"[..], &bytes].concat() } else { bytes }
}

fn sent(bytes: Vec<u8>, kind: &'static str, name: &str, next: Option<String>, total: usize) -> Response {
    let mut response = attached(bytes, kind, name);
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-total-count"), HeaderValue::from(total));
    if let Some(value) = next.and_then(|next| HeaderValue::from_str(&format!("<?next={next}>; rel=\"next\"")).ok()) {
        headers.insert(LINK, value);
    }
    response
}
