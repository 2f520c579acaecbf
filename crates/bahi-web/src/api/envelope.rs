//! The one shape of every answer: the data, how many there are, where they go on, and what was assumed.

use crate::errors::Fault;
use crate::json::Json;
use axum::response::{IntoResponse, Response};
use bahi::store::Cursor;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Version of the interface; it grows, and what stands keeps its meaning.
pub const VERSION: u32 = 1;

/// An answer in the making.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// What was asked for: a list, or one thing.
    pub data: Value,
    /// How many there are in all, of a list.
    pub total: Option<usize>,
    /// Where the list goes on.
    pub next: Option<String>,
    /// What was assumed on the way, for people.
    pub notes: Vec<String>,
    /// What was asked for besides, by name.
    pub beside: Map<String, Value>,
}

impl Answer {
    /// One thing.
    ///
    /// # Errors
    /// None but faults of the program.
    pub fn one<T: Serialize>(data: &T) -> Result<Self, Fault> {
        Ok(Self { data: serde_json::to_value(data)?, ..Self::default() })
    }

    /// The part of a list that a window shows.
    pub fn list(data: Vec<Value>, window: &Window, total: usize) -> Self {
        let next = window.next(data.len(), total);
        Self { data: data.into(), total: Some(total), next, ..Self::default() }
    }

    /// The same with something besides.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.beside.insert(name.to_owned(), value);
        self
    }

    /// As JSON.
    pub fn body(self) -> Value {
        let mut out = Map::from_iter([("api".to_owned(), json!(VERSION)), ("data".to_owned(), self.data)]);
        if let Some(total) = self.total {
            out.insert("total".into(), json!(total));
            out.insert("next".into(), json!(self.next));
        }
        if !self.notes.is_empty() {
            out.insert("notes".into(), json!(self.notes));
        }
        out.extend(self.beside);
        Value::Object(out)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        Json(self.body()).into_response()
    }
}

/// The part of a list that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// How many are passed over.
    pub skip: usize,
    /// How many are shown.
    pub limit: usize,
    of: String,
}

// A list is not gone through so far.
const DEEPEST: usize = 10_000_000;

impl Window {
    /// Of a query; `of` is what a cursor must belong to: the list with its filters.
    ///
    /// # Errors
    /// A limit that is no number, a cursor of another list or of none.
    pub fn of(query: &crate::query::Query, list: &str, usual: usize, most: usize) -> Result<Self, Fault> {
        let of = mark(list, query);
        let limit = query.limit(usual, most)?;
        let Some(cursor) = query.get("next") else { return Ok(Self { skip: 0, limit, of }) };
        let (skip, mark) = cursor.split_once('.').ok_or_else(no_cursor)?;
        let skip =
            usize::from_str_radix(skip, 36).ok().filter(|n| *n <= DEEPEST && mark == of).ok_or_else(no_cursor)?;
        Ok(Self { skip, limit, of })
    }

    /// How many of the list are looked at.
    pub fn end(&self) -> usize {
        self.skip + self.limit
    }

    fn next(&self, shown: usize, total: usize) -> Option<String> {
        let end = self.skip + shown;
        (shown > 0 && end < total).then(|| format!("{}.{}", base36(end), self.of))
    }
}

/// A place in a list of records, and how many are asked for there: it stays put when records are added before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// How many are shown.
    pub limit: usize,
    /// Where the part begins.
    pub at: Option<Cursor>,
    of: String,
}

impl Spot {
    /// As [`Window::of`].
    ///
    /// # Errors
    /// As [`Window::of`].
    pub fn of(query: &crate::query::Query, list: &str, usual: usize, most: usize) -> Result<Self, Fault> {
        let of = mark(list, query);
        let limit = query.limit(usual, most)?;
        let Some(cursor) = query.get("next") else { return Ok(Self { limit, at: None, of }) };
        let (at, mark) = cursor.rsplit_once('.').ok_or_else(no_cursor)?;
        let at = at.parse().ok().filter(|_| mark == of).ok_or_else(no_cursor)?;
        Ok(Self { limit, at: Some(at), of })
    }

    /// The place of what follows, as it is told.
    pub fn told(&self, next: Option<&Cursor>) -> Option<String> {
        next.map(|cursor| format!("{cursor}.{}", self.of))
    }
}

fn no_cursor() -> Fault {
    Fault::new("bad-cursor", "next: this is not what an earlier answer to the same question gave")
}

// A few letters of what is asked, but for how it is shown.
fn mark(list: &str, query: &crate::query::Query) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    hash.update(list);
    for (name, value) in query.pairs().filter(|p| !SHOWN.contains(&p.0)) {
        hash.update([0]);
        hash.update(name);
        hash.update([1]);
        hash.update(value);
    }
    hash.finalize().iter().take(5).map(|b| format!("{b:02x}")).collect()
}

const SHOWN: [&str; 7] = ["next", "limit", "lang", "fields", "include", "flat", "excel"];

fn base36(mut n: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(char::from_digit((n % 36) as u32, 36).unwrap_or('0'));
        n /= 36;
        if n == 0 {
            return out.into_iter().rev().collect();
        }
    }
}
