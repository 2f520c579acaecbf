//! What can be wrong with the files that a corpus is made from.

/// Why no corpus can be made.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// A file or folder that is not there or cannot be read.
    #[error("{path}: {why}; give the root of the repository, with knowledge/, demo/ and eval/ in it")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system said.
        why: String,
    },
    /// A file that says something else than expected.
    #[error("{path}: {why}; mend the file")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong in it.
        why: String,
    },
    /// No report to vary.
    #[error("no dated report in demo/ and eval/; put some there")]
    Empty,
}
