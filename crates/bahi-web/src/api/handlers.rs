//! From requests to answers.

use super::envelope::Answer;
use super::ids::{Present, moved, present};
use super::intake::{self, Upload};
use super::{find, ops, others, records, why};
use crate::errors::Fault;
use crate::lang::Lang;
use crate::query::Query;
use crate::state::Desk;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use bahi::store::Type;
use bahi::{Bahi, Store};

/// What switches are set by.
pub const SWITCH: &[&str] = &["1", "0", "yes", "no"];

/// Of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Records of a type.
    Records(Type),
    /// Actors.
    Actors,
    /// Reports.
    Reports,
    /// Claims.
    Claims,
    /// Conflicts.
    Conflicts,
    /// Operations.
    Ops,
    /// Why a record is as it is.
    Why,
    /// A search.
    Search,
    /// How many of each.
    About,
}

impl Of {
    /// The list that a query asks for.
    ///
    /// # Errors
    /// What the query has wrong.
    pub fn list(self, bahi: &Bahi, store: &Store, query: &Query, lang: Lang) -> Result<Answer, Fault> {
        match self {
            Self::Records(kind) => records::list(bahi, store, query, kind, lang),
            Self::Actors => others::actors(bahi, store, query),
            Self::Reports => others::reports(store, query),
            Self::Claims => others::claims(store, query),
            Self::Conflicts => others::conflicts(bahi, store, query),
            Self::Ops => ops::operations(store, query),
            Self::Search => find::search(bahi, store, query),
            Self::Why | Self::About => Err(Fault::internal()),
        }
    }

    fn letters(self) -> &'static str {
        match self {
            Self::Records(Type::Engagement) => "E",
            Self::Records(Type::Statement) => "S",
            Self::Records(Type::Agreement) => "G",
            Self::Records(Type::Delivery) => "D",
            Self::Actors => "A",
            Self::Claims => "C",
            Self::Conflicts => "X",
            Self::Why => "ESGD",
            Self::Reports | Self::Ops | Self::Search | Self::About => "",
        }
    }

    /// One thing by its present id.
    ///
    /// # Errors
    /// There is no such thing.
    pub fn one(self, store: &Store, query: &Query, id: &str, lang: Lang) -> Result<Answer, Fault> {
        match self {
            Self::Records(kind) => records::one(store, query, kind, id, lang),
            Self::Actors => others::actor(store, id),
            Self::Reports => others::report(store, id),
            Self::Claims => others::claim(store, id),
            Self::Conflicts => others::conflict(store, id),
            Self::Ops => ops::operation(store, id),
            Self::Why => why::why(store, id),
            Self::Search | Self::About => Err(Fault::internal()),
        }
    }
}

/// A route that gives a list.
pub fn list(of: Of) -> MethodRouter<Desk> {
    get(move |State(desk): State<Desk>, lang: Lang, query: Query| async move {
        plainly(&query)?;
        let read_only = desk.settings.read_only;
        desk.read(move |bahi, store| match of {
            Of::About => find::about(store, read_only),
            _ => of.list(bahi, store, &query, lang),
        })
        .await
    })
}

// What has few values has one of these.
fn plainly(query: &Query) -> Result<(), Fault> {
    query.choice("lang", &["hi", "en"])?;
    query.choice("flat", SWITCH)
}

/// A route that gives one thing.
pub fn one(of: Of) -> MethodRouter<Desk> {
    get(move |State(desk): State<Desk>, id: Result<Path<String>, _>, uri: Uri, lang: Lang, query: Query| async move {
        let Ok(Path(id)): Result<Path<String>, axum::extract::rejection::PathRejection> = id else {
            return Fault::unknown("this is no id").into_response();
        };
        if let Err(fault) = plainly(&query) {
            return fault.into_response();
        }
        let found = desk.read(move |_, store| {
            // Reports and operations are never merged.
            let here = match of.letters() {
                "" => Present::Here(id),
                letters => present(store, &id, letters)?,
            };
            Ok(match here {
                Present::Here(id) => Ok(of.one(store, &query, &id, lang)?),
                Present::Moved(to) => Err(to),
            })
        });
        match found.await {
            Ok(Ok(answer)) => answer.into_response(),
            Ok(Err(to)) => moved(&elsewhere(&uri, &to)),
            Err(fault) => fault.into_response(),
        }
    })
}

// The same address with another id at its end.
fn elsewhere(uri: &Uri, id: &str) -> String {
    let folder = uri.path().rsplit_once('/').map_or("", |p| p.0);
    let query = uri.query().map(|q| format!("?{q}")).unwrap_or_default();
    format!("{folder}/{id}{query}")
}

/// Decides, or takes back.
pub async fn operate(State(desk): State<Desk>, request: Request) -> Result<Response, Fault> {
    let kind = media(&request);
    if kind != "application/json" {
        return Err(Fault::new("media-type", "operations are sent as application/json"));
    }
    let bytes = whole(request.into_body(), desk.room.bytes).await?;
    let asked: ops::Asked =
        serde_json::from_slice(&bytes).map_err(|e| Fault::bad(format!("the body is no operation: {e}")))?;
    let (done, written) = ops::operate(&desk, asked).await?;
    let status = if written { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, ops::told(&done, written)?).into_response())
}

/// Takes in reports.
pub async fn upload(State(desk): State<Desk>, query: Query, request: Request) -> Result<Answer, Fault> {
    if desk.settings.read_only {
        return Err(Fault::read_only());
    }
    // Nothing is read of those who wait, so that what waits takes no memory here.
    let turn = desk.uploads.turn().await?;
    let uploads = match media(&request).as_str() {
        "multipart/form-data" => parts(&desk, request).await?,
        _ => {
            let bytes = in_time(&desk, whole(request.into_body(), desk.room.bytes)).await?.to_vec();
            if bytes.is_empty() {
                return Err(Fault::bad("the body is empty; send a report"));
            }
            vec![Upload { name: query.get("name").unwrap_or_default().to_owned(), bytes }]
        }
    };
    intake::answer(&intake::take(&desk, turn, uploads).await?)
}

fn media(request: &Request) -> String {
    let named = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn whole(body: Body, most: usize) -> Result<Bytes, Fault> {
    to_bytes(body, most).await.map_err(|_| Fault::new("too-large", format!("at most {most} bytes are taken")))
}

// A body that comes a byte at a time keeps a turn from others.
async fn in_time<T>(desk: &Desk, sent: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    let late = |_| Fault::new("slow", "what was sent did not come in time; send the files one by one");
    tokio::time::timeout(desk.room.body, sent).await.map_err(late)?
}

/// The files and words of a form; parts that are empty are none.
///
/// # Errors
/// More bytes than are taken; a form that is cut off, or does not come in time.
pub async fn parts(desk: &Desk, request: Request) -> Result<Vec<Upload>, Fault> {
    in_time(desk, parts_of(request, desk.room.bytes, (desk.settings.clock)())).await
}

async fn parts_of(request: Request, most: usize, now: String) -> Result<Vec<Upload>, Fault> {
    let cut = |_| Fault::bad("the form is cut off, or larger than is taken");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Fault::bad("this is no form"))?;
    let (mut out, mut left) = (Vec::new(), most);
    while let Some(part) = form.next_field().await.map_err(cut)? {
        let pasted = part.name() == Some("text");
        let name = part.file_name().filter(|n| !n.is_empty()).map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("pasted-{}.txt", now.replace(':', "")));
        let bytes = part.bytes().await.map_err(cut)?;
        left = left.checked_sub(bytes.len()).ok_or_else(|| {
            Fault::new("too-large", format!("at most {most} bytes are taken at once; send the files one by one"))
        })?;
        if !bytes.iter().all(u8::is_ascii_whitespace) {
            // Forms end the lines of what is typed in two characters.
            let typed = || String::from_utf8_lossy(&bytes).replace("\r\n", "\n").into_bytes();
            out.push(Upload { name, bytes: if pasted { typed() } else { bytes.to_vec() } });
        }
    }
    let nothing = "nothing was sent; choose files or paste the text of a report";
    if out.is_empty() { Err(Fault::bad(nothing)) } else { Ok(out) }
}
