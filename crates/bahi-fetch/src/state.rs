//! What is known of the feeds from one run to the next. It can be lost: the archive has everything that was fetched.

use crate::error::FetchError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What is known of all feeds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// By address.
    pub feeds: BTreeMap<String, Feed>,
    /// Pages to be fetched, in order, and how often that was tried.
    pub pending: Vec<(String, u32)>,
    /// Pages that are done with, and when, in seconds since 1970.
    pub seen: BTreeMap<String, u64>,
    /// Bytes of the archive that this state knows of.
    pub archived: u64,
    /// Bytes of the archive whose reports are in the ledger.
    pub entered: u64,
}

/// What is known of one feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Feed {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
    /// How often it failed in a row.
    pub failures: u32,
    /// When it may be asked again, in seconds since 1970.
    pub due: u64,
}

/// Pages that are remembered as done; feeds carry far fewer.
const MOST_SEEN: usize = 200_000;

impl State {
    /// Reads the state of an archive; an empty one where there is none.
    ///
    /// # Errors
    /// Where the file cannot be read, or is damaged.
    pub fn load(path: &Path) -> Result<Self, FetchError> {
        match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|error| FetchError::State { path: path.to_owned(), why: error.to_string() }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(FetchError::Disk { path: path.to_owned(), source }),
        }
    }

    /// Writes it so that either the old or the new one is there, whatever happens.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn save(&mut self, path: &Path) -> Result<(), FetchError> {
        while self.seen.len() > MOST_SEEN {
            let Some(oldest) = self.seen.iter().min_by_key(|(_, at)| **at).map(|(url, _)| url.clone()) else { break };
            self.seen.remove(&oldest);
        }
        let beside = beside(path, ".new");
        let written = serde_json::to_vec_pretty(self).map_err(std::io::Error::other).and_then(|bytes| {
            let mut file = File::create(&beside)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&beside, path)
        });
        written.map_err(|source| FetchError::Disk { path: path.to_owned(), source })
    }
}

/// A path with an ending more.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
