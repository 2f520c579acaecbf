//! What the command answers to the shell.

use std::io::ErrorKind;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Something was found, or all is well.
    Found,
    /// All inputs were read and nothing was found.
    Nothing,
    /// Nothing could be done.
    Error,
    /// Finished, but some inputs could not be read.
    SomeFailed,
}

impl Status {
    /// The status of a reading: how many inputs were read and failed, and whether anything was found.
    pub fn of_reading(read: usize, failed: usize, found: bool) -> Status {
        match (read, failed, found) {
            (0, _, _) => Status::Error,
            (_, 0, true) => Status::Found,
            (_, 0, false) => Status::Nothing,
            _ => Status::SomeFailed,
        }
    }

    /// As the shell gets it.
    pub fn code(self) -> u8 {
        match self {
            Status::Found => 0,
            Status::Nothing => 1,
            Status::Error => 2,
            Status::SomeFailed => 3,
        }
    }
}

/// Whether the reader of our output went away, as `head` does: no fault of anyone.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(ErrorKind::BrokenPipe)
    })
}
