//! An entity to look at: a preview for a frame, and the way to its page.

use super::entity::Entity;
use super::words::word;
use crate::assets;
use crate::errors::Fault;
use crate::html::escaped;
use crate::lang::Lang;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use bahi::{Bahi, Store};

// Spellings that a preview has room for.
const SPELLINGS: usize = 8;

/// A small page about an entity.
///
/// # Errors
/// There is none of this id.
pub fn preview(bahi: &Bahi, store: &Store, id: &str, lang: Lang) -> Result<String, Fault> {
    let entity = Entity::of(bahi, store, id)?;
    let other = if lang == Lang::Hi { Lang::En } else { Lang::Hi };
    let mut body = format!("<h1>{}</h1>", escaped(&entity.name(lang)));
    if entity.name(other) != entity.name(lang) {
        body.push_str(&format!("<p lang=\"{}\">{}</p>", other.tag(), escaped(&entity.name(other))));
    }
    body.push_str(&format!("<p>{}</p>", escaped(&entity.description(bahi, lang))));
    if let Entity::Actor(row) = &entity {
        let spellings = store.portrait(&row.id)?.actor.spellings;
        let shown: Vec<String> = spellings.iter().take(SPELLINGS).map(|s| escaped(&s.text)).collect();
        body.push_str(&format!("<p>{}: <span lang=\"hi\">{}</span></p>", word(lang, "spelt"), shown.join(", ")));
    }
    let (tag, css, title) = (lang.tag(), assets::href("desk.css"), escaped(&entity.name(lang)));
    Ok(format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"{css}\"></head><body><main>{body}</main></body></html>"
    ))
}

/// The page of an actor; of those whom knowledge alone has, what there is.
///
/// # Errors
/// There is none of this id.
pub fn view(bahi: &Bahi, store: &Store, id: &str, lang: Lang) -> Result<Response, Fault> {
    match Entity::of(bahi, store, id)? {
        Entity::Actor(row) => {
            let to = format!("/a/{}?lang={}", row.id, lang.tag());
            let mut response = StatusCode::SEE_OTHER.into_response();
            response.headers_mut().insert(LOCATION, HeaderValue::from_str(&to).map_err(|_| Fault::internal())?);
            Ok(response)
        }
        Entity::Known(_) => Ok(Html(preview(bahi, store, id, lang)?).into_response()),
    }
}
