//! The pages of the desk.

use crate::errors::Fault;
use crate::lang::Lang;
use crate::state::Desk;
use crate::{assets, query::Query};
use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use bahi::store::Type;

/// Routes of all pages.
pub fn router() -> Router<Desk> {
    Router::new().route("/", get(front))
}

async fn front(State(desk): State<Desk>, lang: Lang, query: Query) -> Result<Html<String>, Fault> {
    let which = query.which(&[])?;
    let total = desk.read(move |bahi, store| {
        let asked = which.filter(bahi, store)?;
        Ok(store.list(Type::Engagement, &asked.filter, 0)?.total)
    });
    Ok(Html(document(lang, &format!("<p>{}</p>", total.await?))))
}

/// A page that says what is wrong.
pub fn fault(fault: &Fault, lang: Lang) -> String {
    document(lang, &format!("<h1>{}</h1><p>{}</p>", fault.status, escaped(&fault.what)))
}

fn document(lang: Lang, body: &str) -> String {
    let (lang, css) = (lang.tag(), assets::href("desk.css"));
    format!(
        "<!doctype html><html lang=\"{lang}\"><meta charset=\"utf-8\"><title>Bahi</title>\
         <link rel=\"stylesheet\" href=\"{css}\"><body>{body}</body></html>"
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
