//! What can go wrong in an export, and what to do about it.

/// An export that could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// No such format.
    #[error("there is no export format `{name}`; choose one of: {known}")]
    UnknownFormat {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The place that takes the files refused one.
    #[error("{file} cannot be written: {reason}; free space or choose another folder, then export again")]
    Write {
        /// The file.
        file: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// The library that makes the format refused the values.
    #[error("{file} cannot be made: {reason}; export a smaller part with a filter, or choose another format")]
    Make {
        /// The file.
        file: String,
        /// What the library says.
        reason: String,
    },
}

impl ExportError {
    /// A file that its library could not make.
    pub(crate) fn make(file: &str, reason: impl std::fmt::Display) -> Self {
        Self::Make { file: file.to_string(), reason: reason.to_string() }
    }
}
