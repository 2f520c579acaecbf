//! Forms: what a person decides, entered as operations.

use super::asked::{Asked, Reply};
use super::conflicts::{self, onward, told_most};
use crate::{Desk, Fault};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use bahi::judge::{Judgement, Verb};
use bahi::store::judge::{Expected, Signature};
use bahi::{Bahi, Store};

/// What a form sent.
#[derive(Debug, Clone, Default)]
struct Form(Vec<(String, String)>);

impl Form {
    fn of(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).map(|(n, v)| (n.into_owned(), v.into_owned())).collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().filter(|p| p.0 == name).map(|p| p.1.trim()).find(|v| !v.is_empty())
    }

    fn need(&self, name: &str) -> Result<&str, Fault> {
        self.get(name).ok_or_else(|| Fault::bad(format!("{name} is missing")))
    }

    fn list(&self, name: &str) -> Vec<String> {
        let all = self.0.iter().filter(|p| p.0 == name).map(|p| p.1.trim().to_owned());
        all.filter(|v| !v.is_empty()).collect()
    }

    fn signature(&self, asked: &Asked) -> Signature {
        let by = self.get("by").unwrap_or(&asked.by).to_owned();
        Signature { by, at: asked.now.clone(), why: self.get("why").map(str::to_owned) }
    }
}

// Runs what a form asks for and goes on to where it says.
async fn act<F>(desk: Desk, uri: &Uri, headers: &HeaderMap, body: &Bytes, work: F) -> Response
where
    F: FnOnce(&Bahi, &mut Store, &Form, &Signature) -> Result<String, Fault> + Send + 'static,
{
    let asked = Asked::of(&desk, uri, headers);
    let form = Form::of(body);
    let after = form.get("after").unwrap_or("/conflicts").to_owned();
    let done = desk.write(move |bahi, store| {
        let signature = form.signature(&asked);
        work(bahi, store, &form, &signature)
    });
    match done.await {
        Ok(operation) => Reply::see(&onward(&after, &operation)).into_response(),
        Err(fault) => fault.into_response(),
    }
}

/// One decision.
pub async fn judge(State(desk): State<Desk>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    act(desk, &uri, &headers, &body, |bahi, store, form, signature| {
        let judgement = judgement(bahi, store, form)?;
        let id = form.need("id")?;
        let last = form.get("last").and_then(|n| n.parse().ok());
        let expected = id.starts_with("X-").then(|| Expected { conflict: id.to_owned(), last });
        let expected: Vec<Expected> = expected.into_iter().collect();
        Ok(store.judge(signature, &[judgement], &expected, bahi.knowledge())?.operation.id)
    })
    .await
}

fn judgement(bahi: &Bahi, store: &Store, form: &Form) -> Result<Judgement, Fault> {
    let (id, word) = (form.need("id")?, form.need("verb")?);
    let verb = Verb::ALL.into_iter().find(|v| v.word() == word);
    let verb = verb.ok_or_else(|| Fault::bad(format!("{word:?} is nothing that can be decided")))?;
    let conflict = id.starts_with("X-");
    let knowledge = bahi.knowledge();
    Ok(match verb {
        Verb::Accept if conflict => store.accept(id, form.need("value")?, knowledge)?,
        Verb::Set if conflict => {
            let c = store.conflict(id)?;
            store.set(&c.record, &c.field, Some(form.need("value")?), knowledge)?
        }
        Verb::Accept | Verb::Set => store.set(id, form.need("field")?, Some(form.need("value")?), knowledge)?,
        Verb::NotVerifiable if !conflict => store.set(id, form.need("field")?, None, knowledge)?,
        Verb::BothStand | Verb::Unsure | Verb::NotVerifiable => store.mark(verb, id)?,
        Verb::Split => {
            let id = if conflict { store.conflict(id)?.record } else { id.to_owned() };
            store.split(&id, &form.list("out"))?
        }
        Verb::Merge => store.merge(&[vec![id.to_owned()], form.list("other")].concat())?,
        Verb::NotSame => store.not_same(&[vec![id.to_owned()], form.list("other")].concat())?,
    })
}

/// Takes back an operation.
pub async fn undo(State(desk): State<Desk>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    act(desk, &uri, &headers, &body, |bahi, store, form, signature| {
        Ok(store.undo(signature, form.get("op"), bahi.knowledge())?.operation.id)
    })
    .await
}

/// Takes back all after an operation.
pub async fn restore(State(desk): State<Desk>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    act(desk, &uri, &headers, &body, |bahi, store, form, signature| {
        let to = form.need("to")?;
        Ok(store.restore(signature, Some(to).filter(|t| *t != "start"), bahi.knowledge())?.operation.id)
    })
    .await
}

/// Decides all conflicts of a queue at once, as one operation; only if they are as many as were shown.
pub async fn bulk(State(desk): State<Desk>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    act(desk, &uri, &headers, &body, |bahi, store, form, signature| {
        let mut which = Asked::bare(crate::lang::Lang::En);
        which.query = form.0.iter().filter(|p| matches!(p.0.as_str(), "state" | "kind" | "field")).cloned().collect();
        let all = store.queue(&conflicts::queue_of(&which))?;
        let mut judgements = Vec::new();
        for c in &all {
            match form.need("verb")? {
                "accept-most" => {
                    if let Some(value) = told_most(c) {
                        judgements.push(store.accept(&c.id, &value, bahi.knowledge())?);
                    }
                }
                "both-stand" => judgements.push(store.mark(Verb::BothStand, &c.id)?),
                "unsure" => judgements.push(store.mark(Verb::Unsure, &c.id)?),
                other => return Err(Fault::bad(format!("{other:?} is nothing that can be decided"))),
            }
        }
        if form.get("count") != Some(judgements.len().to_string().as_str()) {
            return Err(Fault::new("overtaken", "the conflicts are others than were shown; look at them again"));
        }
        Ok(store.judge(signature, &judgements, &[], bahi.knowledge())?.operation.id)
    })
    .await
}
