//! What a format says of itself and of the files it writes.

/// Name, ending and purpose of a format.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Name, as given to `--to`.
    pub name: &'static str,
    /// Ending of its files, without the dot.
    pub extension: &'static str,
    /// One line: what it is good for.
    pub purpose: &'static str,
    /// Usual name of the file, or of the folder.
    pub file: &'static str,
    /// One file, or a folder of files.
    pub layout: Layout,
}

/// How many files a format writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One file.
    File,
    /// A folder of files.
    Folder,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAbout {
    /// Its name.
    pub name: String,
    /// What one row or element of it is.
    pub about: String,
    /// How many rows or elements it has.
    pub rows: usize,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// A column, a property or an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What sort of value it holds.
    pub kind: &'static str,
    /// What it means.
    pub about: String,
}

impl Field {
    /// A field from fixed words.
    pub fn new(name: &str, kind: &'static str, about: &str) -> Self {
        Self { name: name.to_string(), kind, about: about.to_string() }
    }
}

/// Fields from a constant table.
pub(crate) fn fields(rows: &[(&str, &'static str, &str)]) -> Vec<Field> {
    rows.iter().map(|(name, kind, about)| Field::new(name, kind, about)).collect()
}
