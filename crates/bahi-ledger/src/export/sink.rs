//! Where the files of an export go: to a folder, an archive, a response. That is the caller's choice.

use super::ExportError;
use std::collections::BTreeMap;

/// Takes the files of an export, one after another.
pub trait Sink {
    /// Takes one whole file. The name is plain ASCII without folders.
    fn file(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), ExportError>;
}

/// Files kept in memory, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// The files.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Sink for Memory {
    fn file(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), ExportError> {
        self.files.insert(name.to_string(), bytes);
        Ok(())
    }
}
