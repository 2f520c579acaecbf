//! Reads folders and TOML files in a fixed order.

use crate::error::CorpusError;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// The files of a folder with an ending, by name.
pub(crate) fn listed(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, CorpusError> {
    let unreadable =
        |error: std::io::Error| CorpusError::Unreadable { path: folder.display().to_string(), why: error.to_string() };
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    // The order of a folder is the file system's; ours must be the same everywhere.
    found.sort();
    Ok(found)
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> Result<String, CorpusError> {
    std::fs::read_to_string(path)
        .map_err(|error| CorpusError::Unreadable { path: path.display().to_string(), why: error.to_string() })
}

/// What a TOML file holds.
pub(crate) fn toml<T: DeserializeOwned>(path: &Path) -> Result<T, CorpusError> {
    parsed(&text(path)?, &path.display().to_string())
}

/// What TOML text holds.
pub(crate) fn parsed<T: DeserializeOwned>(text: &str, path: &str) -> Result<T, CorpusError> {
    toml::from_str(text)
        .map_err(|error| CorpusError::Malformed { path: path.to_string(), why: error.message().to_string() })
}
