//! A ledger in the formats of other programs: pure functions from a [`Ledger`] to bytes.
//!
//! Every format stands in one file and in one line of [`FORMATS`]. Nothing here reads a clock, a file or the
//! environment, so the same ledger gives the same bytes.

mod about;
mod arrow;
mod atom;
mod bibtex;
mod codes;
mod colt;
pub mod columns;
mod csl;
mod csv;
mod dates;
mod error;
mod ftm;
mod gexf;
mod ical;
mod index;
mod json;
mod jsonl;
mod jsonld;
mod label;
mod parquet;
mod plover;
mod readme;
mod rows;
mod sink;
mod sipri;
pub mod table;
mod text;
mod xlsx;

pub use self::csv::sheet_of;
pub use about::{About, Field, FileAbout, Layout};
pub use error::ExportError;
pub use readme::readme;
pub use rows::sheet;
pub use sink::{Memory, Sink};

use bahi_resolve::ledger::Ledger;
use std::collections::BTreeMap;

/// What is exported, and what is said of it in the README.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The records, already filtered by the caller.
    pub ledger: &'a Ledger,
    /// Texts of the reports by report id, where the caller has them; few formats use them.
    pub texts: Option<&'a BTreeMap<String, String>>,
    /// The filter that was used, in words; empty for none.
    pub filter: &'a str,
    /// For CSV: begin each file with a byte order mark, without which Excel takes UTF-8 for another encoding.
    pub excel: bool,
}

impl<'a> Source<'a> {
    /// A whole ledger without texts.
    pub fn new(ledger: &'a Ledger) -> Self {
        Self { ledger, texts: None, filter: "", excel: false }
    }

    /// The text of a report.
    pub(crate) fn text(&self, report: &str) -> Option<&'a str> {
        self.texts?.get(report).map(String::as_str)
    }
}

/// One format of another program.
pub trait Format: Sync {
    /// Name, ending and purpose.
    fn about(&self) -> &'static About;

    /// The files it writes, each with its fields and the number of its rows.
    fn files(&self, source: &Source) -> Vec<FileAbout>;

    /// What a user must know: what is left out and how often, what is changed and how to undo it.
    fn notes(&self, _source: &Source) -> Vec<String> {
        vec![]
    }

    /// Writes the files, without the README.
    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError>;
}

/// Every format, in the order in which they are listed.
pub const FORMATS: &[&dyn Format] = &[
    &csv::Csv,
    &xlsx::Xlsx,
    &jsonl::Jsonl,
    &json::Json,
    &parquet::Parquet,
    &jsonld::JsonLd,
    &ftm::Ftm,
    &plover::Plover,
    &sipri::Sipri,
    &colt::Colt,
    &gexf::Gexf,
    &ical::Ical,
    &csl::Csl,
    &bibtex::Bibtex,
    &atom::Atom,
];

/// The format of a name.
pub fn find(name: &str) -> Result<&'static dyn Format, ExportError> {
    let found = FORMATS.iter().find(|format| format.about().name == name);
    found.copied().ok_or_else(|| ExportError::UnknownFormat {
        name: name.to_string(),
        known: FORMATS.iter().map(|format| format.about().name).collect::<Vec<_>>().join(", "),
    })
}

/// Writes a format with its README: `README.md` in a folder, `FILE.README.md` beside a single file.
pub fn export(format: &dyn Format, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
    format.write(source, sink)?;
    let name = match format.about().layout {
        Layout::Folder => "README.md".to_string(),
        Layout::File => format!("{}.README.md", format.about().file),
    };
    sink.file(&name, readme(format, source).into_bytes())
}
