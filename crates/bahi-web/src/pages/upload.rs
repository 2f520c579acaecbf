//! Reports brought in by hand: files dropped or text pasted, read, and what became of each.

use super::asked::{Asked, Reply, page_of};
use crate::{Desk, Fault};
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use bahi::{Bahi, Input, Reading, Store};
use serde::Serialize;
use std::collections::BTreeMap;

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
struct Added {
    reports: Vec<OneAdded>,
    known: usize,
    failures: Vec<(String, String, String)>,
    passed: Vec<(String, usize)>,
}

/// A report that was read.
#[derive(Debug, Default, Serialize)]
struct OneAdded {
    href: String,
    title: String,
    path: String,
    counts: Vec<(&'static str, usize)>,
    not_understood: usize,
    warnings: Vec<String>,
}

/// Reads what was sent and adds it.
pub async fn add(State(desk): State<Desk>, uri: Uri, headers: HeaderMap, form: Multipart) -> Response {
    let asked = Asked::of(&desk, &uri, &headers);
    match take(&desk, &asked, form).await {
        Ok(reply) => reply.into_response(),
        Err(fault) => fault.into_response(),
    }
}

async fn take(desk: &Desk, asked: &Asked, form: Multipart) -> Result<Reply, Fault> {
    if desk.settings.read_only {
        return Err(Fault::read_only());
    }
    let turn = desk.uploads.turn().await?;
    let inputs = inputs(form, asked).await?;
    let readings =
        desk.work(turn, move |bahi| Ok(inputs.into_iter().flat_map(|i| bahi.read_each(i)).collect::<Vec<_>>()));
    let readings = readings.await?;
    let added = desk.write(move |bahi, store| keep(bahi, store, readings)).await?;
    asked.page("added.html", "add", asked.lang.t("added.title"), &added)
}

async fn inputs(mut form: Multipart, asked: &Asked) -> Result<Vec<Input>, Fault> {
    let mut out = Vec::new();
    let wrong = |error: axum::extract::multipart::MultipartError| match error.status().as_u16() {
        413 => Fault::new("too-large", "the files are larger than is taken at once"),
        _ => Fault::bad(error.body_text()),
    };
    while let Some(field) = form.next_field().await.map_err(wrong)? {
        let text = field.name() == Some("text");
        let path = match field.file_name() {
            Some(name) if !name.is_empty() => name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned(),
            _ => format!("pasted-{}.txt", asked.now.replace(':', "")),
        };
        let bytes = field.bytes().await.map_err(wrong)?.to_vec();
        if !bytes.iter().all(u8::is_ascii_whitespace) {
            // Forms end lines in two characters.
            let bytes = if text { String::from_utf8_lossy(&bytes).replace("\r\n", "\n").into_bytes() } else { bytes };
            out.push(Input { path, bytes, ..Input::default() });
        }
    }
    if out.is_empty() {
        return Err(Fault::bad("nothing was sent; choose files or paste the text of a report"));
    }
    Ok(out)
}

fn keep(bahi: &Bahi, store: &mut Store, readings: Vec<Reading>) -> Result<Added, Fault> {
    let mut out = Added::default();
    let mut passed: BTreeMap<String, usize> = BTreeMap::new();
    for reading in readings {
        match reading {
            Reading::Report(one) => {
                let incoming = bahi.incoming(*one);
                let ledger = &incoming.ledger;
                let head = ledger.reports.first().cloned().unwrap_or_default();
                let view = OneAdded {
                    href: page_of(&head.id),
                    title: head.title.clone().unwrap_or_else(|| head.path.clone()),
                    path: head.path.clone(),
                    counts: vec![
                        ("engagement", ledger.engagements.len()),
                        ("statement", ledger.statements.len()),
                        ("agreement", ledger.agreements.len()),
                        ("delivery", ledger.deliveries.len()),
                    ],
                    not_understood: head.not_understood.len(),
                    warnings: head.warnings.clone(),
                };
                let added = store.add(&incoming)?;
                out.known += usize::from(matches!(added, bahi::store::Added::Known));
                out.reports.push(view);
            }
            Reading::Failed(failure) => {
                store.failed(&failure.path, &failure.why, &failure.remedy)?;
                out.failures.push((failure.path, failure.why, failure.remedy));
            }
            Reading::Passed(what) => *passed.entry(what).or_default() += 1,
        }
    }
    store.settle(bahi.knowledge(), |_| {})?;
    out.passed = passed.into_iter().collect();
    Ok(out)
}
