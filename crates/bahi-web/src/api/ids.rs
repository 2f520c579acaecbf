//! Ids in addresses: those that things have, and those that they had.

use crate::errors::Fault;
use axum::http::{StatusCode, header::LOCATION};
use axum::response::{IntoResponse, Response};
use bahi::Store;

/// What an id in an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Present {
    /// The thing has this id.
    Here(String),
    /// It has another one now.
    Moved(String),
}

/// The present id of what has or had an id that begins with one of some letters.
///
/// # Errors
/// There is no such thing here.
pub fn present(store: &Store, id: &str, letters: &str) -> Result<Present, Fault> {
    let unknown = || Fault::unknown(format!("{}: not in this ledger", shown(id)));
    let typed = id.to_ascii_uppercase();
    let plain = typed.len() <= 64 && typed.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !plain || !typed.starts_with(|c| letters.contains(c)) || typed.get(1..2) != Some("-") {
        return Err(unknown());
    }
    // Beginnings of ids are for typing, not for addresses: what they lead to changes as the ledger grows.
    match store.whole_id(&typed)? {
        Some(one) if one == id => Ok(Present::Here(one)),
        Some(one) => Ok(Present::Moved(one)),
        None => Err(unknown()),
    }
}

/// The present id alone.
///
/// # Errors
/// As [`present`].
pub fn present_id(store: &Store, id: &str, letters: &str) -> Result<String, Fault> {
    let (Present::Here(id) | Present::Moved(id)) = present(store, id, letters)?;
    Ok(id)
}

/// Where a thing is now; not for ever, since what was merged may be split again.
pub fn moved(to: &str) -> Response {
    let mut response = StatusCode::TEMPORARY_REDIRECT.into_response();
    if let Ok(to) = to.parse() {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

// What was typed, as far as it is worth repeating.
fn shown(id: &str) -> String {
    id.chars().filter(|c| !c.is_control()).take(64).collect()
}
