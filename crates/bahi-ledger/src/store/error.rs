//! What can go wrong with a ledger file, and what to do about it.

use std::path::PathBuf;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{}: there is no ledger here; make one with: bahi add REPORT…", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened.
    #[error("{}: {}", path.display(), remedy(error))]
    NotOpened {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        error: rusqlite::Error,
    },
    /// A SQLite file of another program.
    #[error("{}: a database of another program; name another file with --ledger", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A file of a later version of Bahi.
    #[error("{}: made by a later version of bahi; use that version, or one later still", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// A judgement cannot be entered.
    #[error(transparent)]
    Judge(#[from] super::judge::JudgeError),
    /// SQLite failed.
    #[error("the ledger: {}", remedy(.0))]
    Sqlite(#[from] rusqlite::Error),
    /// What the file holds contradicts itself.
    #[error("the ledger is damaged: {what}; run: bahi doctor")]
    Damaged {
        /// What is wrong.
        what: String,
    },
    /// Another report has the id that this one would get, or one of its records or claims has.
    #[error(
        "{path}: an id of this report is that of another one, which happens by chance once in very many; leave it out"
    )]
    Taken {
        /// The report, as given.
        path: String,
    },
    /// What the file holds cannot be read.
    #[error("the ledger holds something that is not of this version ({0}); run: bahi rebuild")]
    Json(#[from] serde_json::Error),
}

impl StoreError {
    /// Whether it is that another process keeps the file to itself.
    pub fn is_busy(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
        let (Self::NotOpened { error, .. } | Self::Sqlite(error)) = self else { return false };
        matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
    }

    /// Whether it is that nothing may be written where the file is.
    pub fn is_about_writing(&self) -> bool {
        use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
        let (Self::NotOpened { error, .. } | Self::Sqlite(error)) = self else { return false };
        matches!(error.sqlite_error_code(), Some(CannotOpen | PermissionDenied | ReadOnly))
    }
}

fn remedy(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseCorrupt, DiskFull, NotADatabase, PermissionDenied, ReadOnly,
    };
    let what = match error.sqlite_error_code() {
        Some(DiskFull) => "the disk is full; make room and run the same command again, nothing is lost",
        Some(ReadOnly | PermissionDenied) => "it may not be written; change its permissions or copy it elsewhere",
        Some(CannotOpen) => "it cannot be opened; check that the folder exists and may be written",
        Some(DatabaseBusy) => "another process has been writing for a minute; try again when it has ended",
        Some(NotADatabase) => "this is no ledger; name another file with --ledger",
        Some(DatabaseCorrupt) => "the file is damaged; run: bahi doctor",
        _ => return error.to_string(),
    };
    what.to_owned()
}
