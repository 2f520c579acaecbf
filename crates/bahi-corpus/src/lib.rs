//! Makes a large, plausible corpus of reports by varying the bundled ones, for tests of what keeps and finds them.
//!
//! Same seed, same bytes, on any machine. Only tests and chores use this crate.

mod cast;
mod dates;
mod day;
mod error;
mod files;
mod find;
mod paper;
mod random;
mod stories;
mod stream;
mod template;
mod text;
mod words;
mod world;

pub use error::CorpusError;
pub use stream::Reports;

use std::path::{Path, PathBuf};

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// How many reports, duplicates and broken inputs among them.
    pub reports: usize,
    /// Another seed gives another corpus; of one seed, a smaller corpus is the beginning of a larger one.
    pub seed: u64,
    /// Whether some inputs are empty, no text, or cut within a character.
    pub broken: bool,
}

/// What a report is to the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Its bytes have not been there before.
    Fresh,
    /// The bytes of an earlier report, under another path.
    Duplicate,
    /// Nothing that can be read in full.
    Broken,
}

/// A report of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// `000/000001.txt`, a folder for each thousand.
    pub path: String,
    /// Fresh, duplicate or broken.
    pub sort: Sort,
    /// The bytes; UTF-8 unless it is broken.
    pub bytes: Vec<u8>,
}

/// The bundled reports cut for varying, and the knowledge to vary them with.
#[derive(Debug)]
pub struct Corpus {
    world: world::World,
    lists: words::Words,
    stories: Vec<stories::Story>,
    pool: Vec<usize>,
}

impl Corpus {
    /// Reads `knowledge/`, `demo/` and `eval/` below the root of the repository.
    pub fn load(root: &Path) -> Result<Self, CorpusError> {
        let knowledge = root.join("knowledge");
        let world = world::World::load(&knowledge)?;
        let lists = words::Words::load(&knowledge)?;
        let stories = stories::load(root, &world, &lists)?;
        let pool = cast::pool(&world);
        Ok(Self { world, lists, stories, pool })
    }

    /// The corpus of this checkout, for tests.
    pub fn bundled() -> Result<Self, CorpusError> {
        Self::load(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../.."))
    }

    /// The reports of a corpus, made one by one.
    pub fn reports(&self, spec: Spec) -> Reports<'_> {
        Reports::new(self, spec, None)
    }

    /// The same told in the order of their days, as a newsroom gets them: so many days up to the end of 2025, with as many
    /// events on each, and reports of one event within a week or two.
    pub fn reports_over(&self, spec: Spec, days: usize) -> Reports<'_> {
        Reports::new(self, spec, Some(days))
    }
}
