//! Reports brought in by hand: files dropped or text pasted, read, and what became of each.

use super::asked::{Asked, Reply, page_of};
use super::lang::Lang;
use super::names::Word;
use super::reasons;
use crate::api::intake::{self, Taken, TakenReport};
use crate::api::parts;
use crate::{Desk, Fault};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use bahi::store::Type;
use bahi::{Bahi, Store};
use serde::Serialize;

#[derive(Serialize)]
struct UploadView {
    most: usize,
    unsettled: usize,
}

/// The form.
pub fn page(_: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let view = UploadView { most: MEGABYTES, unsettled: store.unsettled()? };
    asked.page("add.html", "add", asked.lang.t("nav.add"), &view)
}

// As the bounds of the desk say in bytes.
const MEGABYTES: usize = 16;

/// What became of what was sent.
#[derive(Debug, Default, Serialize)]
struct AddedView {
    reports: Vec<OneAdded>,
    known: usize,
    failures: Vec<(String, Word, Word)>,
    passed: Vec<(Word, usize)>,
}

/// A report that was read.
#[derive(Debug, Default, Serialize)]
struct OneAdded {
    href: String,
    title: String,
    path: String,
    counts: Vec<(&'static str, usize)>,
    not_understood: usize,
    warnings: Vec<Word>,
}

/// Reads what was sent and adds it.
pub async fn add(State(desk): State<Desk>, request: Request) -> Response {
    let asked = Asked::of(&desk, request.uri(), request.headers());
    match take(&desk, &asked, request).await {
        Ok(reply) => reply.into_response(),
        Err(fault) => fault.into_response(),
    }
}

async fn take(desk: &Desk, asked: &Asked, request: Request) -> Result<Reply, Fault> {
    if desk.settings.read_only {
        return Err(Fault::read_only());
    }
    let turn = desk.uploads.turn().await?;
    let uploads = parts(desk, request).await?;
    let taken = intake::take(desk, turn, uploads).await?;
    asked.page("added.html", "add", asked.lang.t("added.title"), &view(taken, asked.lang))
}

fn view(taken: Taken, lang: Lang) -> AddedView {
    let said = |text: &str| reasons::said(lang, text);
    let report = |r: TakenReport| OneAdded {
        href: page_of(&r.id),
        title: r.title.unwrap_or_else(|| r.path.clone()),
        path: r.path,
        counts: Type::ALL.iter().map(|t| (t.name(), r.counts.get(t.name()).copied().unwrap_or_default())).collect(),
        not_understood: r.not_understood,
        warnings: r.warnings.iter().map(|w| said(w)).collect(),
    };
    AddedView {
        known: taken.read.iter().filter(|r| !r.new).count(),
        reports: taken.read.into_iter().map(report).collect(),
        failures: taken.not_read.into_iter().map(|f| (f.path, said(&f.why), said(&f.remedy))).collect(),
        passed: taken.passed.into_iter().map(|(what, n)| (said(&what), n)).collect(),
    }
}
