//! Answers sent before, whole: while nobody writes to the ledger, the same question has the same answer.
//!
//! They lie behind the guard, so that whoever may not ask is not answered from here either, and under the tag of what was
//! asked, with everything that an answer hangs on. They go when the ledger has another state, and the oldest when there is
//! no room.

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::response::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

// Of all room the part that one answer may take: a few long ones would push out all others.
const PART: usize = 32;
// What an answer takes besides its body, about.
const HEAD: usize = 1024;

/// Answers of one state of the ledger.
#[derive(Debug)]
pub struct Answers {
    room: usize,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    version: String,
    answers: HashMap<HeaderValue, (Parts, Bytes)>,
    order: VecDeque<HeaderValue>,
    bytes: usize,
}

impl Answers {
    /// With room for so many bytes.
    pub fn new(room: usize) -> Self {
        Self { room, inner: Mutex::default() }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer that has a tag, if it was kept in this state of the ledger.
    pub fn get(&self, version: &str, tag: &HeaderValue) -> Option<Response> {
        let inner = self.inner();
        let (parts, body) = inner.answers.get(tag).filter(|_| inner.version == version)?;
        Some(Response::from_parts(parts.clone(), Body::from(body.clone())))
    }

    /// Keeps an answer if there is room for it; gives it back.
    pub async fn keep(&self, version: &str, tag: HeaderValue, response: Response) -> Response {
        // What has no known length is made while it is sent.
        let fits = |length: u64| usize::try_from(length).is_ok_and(|l| l <= self.room / PART);
        if !response.body().size_hint().exact().is_some_and(fits) {
            return response;
        }
        let (parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, self.room).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        self.put(version, tag, (parts.clone(), body.clone()));
        Response::from_parts(parts, Body::from(body))
    }

    fn put(&self, version: &str, tag: HeaderValue, answer: (Parts, Bytes)) {
        let mut inner = self.inner();
        if inner.version != version {
            *inner = Inner { version: version.to_owned(), ..Inner::default() };
        }
        inner.bytes += answer.1.len() + HEAD;
        match inner.answers.insert(tag.clone(), answer) {
            None => inner.order.push_back(tag),
            Some((_, body)) => inner.bytes -= body.len() + HEAD,
        }
        while inner.bytes > self.room {
            let Some(oldest) = inner.order.pop_front() else { break };
            if let Some((_, body)) = inner.answers.remove(&oldest) {
                inner.bytes -= body.len() + HEAD;
            }
        }
    }
}
