//! Pages for people: templates filled with views, plain links and forms.
//!
//! A page is a function of the ledger and of what was asked; nothing here touches HTTP but this file and `act.rs`.

mod about;
mod act;
mod actor;
mod asked;
mod columns;
mod conflicts;
mod dates;
mod deliveries;
mod engine;
mod facets;
mod fields;
mod keys;
mod lang;
mod ledger;
mod lists;
mod log;
mod marks;
mod names;
mod network;
mod numbers;
mod reasons;
mod record;
mod report;
mod rows;
mod search;
mod site;
mod strip;
mod timeline;
mod upload;

pub use asked::{Asked, Reply};
pub use engine::TEMPLATES;
pub use keys::{KEYS, Key};
pub use lang::{Texts, fill, read as texts_of};
pub use reasons::Sentences;
pub use site::{SiteError, site};

use crate::{Desk, Fault};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use bahi::{Bahi, Store};

/// What the program says in English, in a language as far as there are words for it.
pub fn said(lang: crate::lang::Lang, english: &str) -> String {
    reasons::said(lang, english).text
}

/// What makes a page.
type Page = fn(&Bahi, &Store, &Asked) -> Result<Reply, Fault>;

/// All pages.
pub fn router() -> Router<Desk> {
    let mut out = Router::new();
    for (path, page) in PAGES {
        out = out.route(path, get(move |State(desk): State<Desk>, request: Request| answer(desk, request, *page)));
    }
    out.route("/judge", post(act::judge))
        .route("/undo", post(act::undo))
        .route("/restore", post(act::restore))
        .route("/bulk", post(act::bulk))
        .route("/add", post(upload::add))
        .route("/id/{id}", get(|Path(id): Path<String>| async move { Reply::see(&asked::page_of(&id)) }))
}

const PAGES: &[(&str, Page)] = &[
    ("/", ledger::page),
    ("/timeline", timeline::page),
    ("/e/{id}", record::page),
    ("/s/{id}", record::page),
    ("/g/{id}", record::page),
    ("/d/{id}", record::page),
    ("/a/{id}", actor::page),
    ("/r/{id}", report::page),
    ("/actors", lists::actors),
    ("/deliveries", deliveries::page),
    ("/conflicts", conflicts::inbox),
    ("/review", conflicts::next),
    ("/x/{id}", conflicts::page),
    ("/sources", lists::sources),
    ("/search", search::page),
    ("/network", network::page),
    ("/log", log::page),
    ("/help", about::help),
    ("/about", about::page),
    ("/add", upload::page),
];

async fn answer(desk: Desk, request: Request, page: Page) -> Response {
    let asked = Asked::of(&desk, request.uri(), request.headers());
    match desk.read(move |bahi, store| page(bahi, store, &asked).map(|reply| reply.with_cookies(&asked))).await {
        Ok(reply) => axum::response::IntoResponse::into_response(reply),
        Err(fault) => axum::response::IntoResponse::into_response(fault),
    }
}

/// A fault as a page of its own.
pub fn fault(fault: &Fault, lang: crate::lang::Lang) -> String {
    let asked = Asked::bare(lang);
    let view =
        Message { title: lang.word("fault", fault.code), status: fault.status, what: reasons::said(lang, &fault.what) };
    asked.render("message.html", "", &view.title.clone(), &view).unwrap_or_else(|f| f.what)
}

#[derive(serde::Serialize)]
struct Message {
    title: String,
    status: u16,
    what: names::Word,
}
