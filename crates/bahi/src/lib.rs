//! Bahi reads news reports on diplomacy and keeps a cited ledger: this crate wires the stages together.
//!
//! It is the only public library interface; everything that prints or touches files is in `bahi-cli`.

pub use bahi_resolve::ledger;

/// One report as it was given.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Path as given, or `-`.
    pub path: String,
    /// The bytes, untouched.
    pub bytes: Vec<u8>,
}

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Failure {
    /// Path as given.
    pub path: String,
    /// What is wrong.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

/// What reading gave: a ledger of the readable inputs, and the others with reasons.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Everything read.
    pub ledger: ledger::Ledger,
    /// Inputs that could not be read.
    pub failures: Vec<Failure>,
}

/// A block of a page, as `bahi show page` prints it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ShownBlock {
    /// 1-based line of the input.
    pub line: usize,
    /// `headline`, `body`, `furniture`, …
    pub kind: String,
    /// Why it was left out, for furniture.
    pub why: Option<String>,
    /// The text.
    pub text: String,
}

/// A token, as `bahi show tokens` prints it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ShownToken {
    /// 1-based line of the input.
    pub line: usize,
    /// Number of the sentence in the report, from 1.
    pub sentence: usize,
    /// As published.
    pub text: String,
    /// As compared.
    pub folded: String,
    /// `word`, `number`, `punctuation`, …
    pub kind: String,
}

/// A mention, as `bahi show mentions` prints it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ShownMention {
    /// 1-based line of the input.
    pub line: usize,
    /// `person`, `country`, `office`, …
    pub kind: String,
    /// As published.
    pub text: String,
    /// Id in the knowledge, where known.
    pub id: Option<String>,
    /// English name, where known.
    pub name: Option<String>,
    /// Office given with it.
    pub office: Option<String>,
    /// Country or body the office is of.
    pub of: Option<String>,
    /// What found it.
    pub found_by: String,
}

/// Something wrong in the knowledge.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// File within `knowledge/`.
    pub file: String,
    /// 1-based line, or 0 for the whole file.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// What the knowledge holds and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct CheckReport {
    /// Everything wrong, by file and line.
    pub problems: Vec<Problem>,
    /// Number of entries of each kind.
    pub counts: Vec<(String, usize)>,
}

/// The reader with its knowledge loaded.
#[derive(Debug)]
pub struct Bahi {}

impl Default for Bahi {
    fn default() -> Self {
        Self::new()
    }
}

impl Bahi {
    /// A reader with the embedded knowledge.
    pub fn new() -> Self {
        Bahi {}
    }

    /// A reader with the knowledge of a folder, or what is wrong with the folder.
    pub fn with_knowledge_dir(_dir: &std::path::Path) -> Result<Self, Vec<Problem>> {
        Ok(Bahi {})
    }

    /// Reads reports together into one ledger.
    pub fn read(&self, inputs: &[Input]) -> Outcome {
        let reports = inputs
            .iter()
            .map(|input| ledger::Report {
                id: format!("R-{}", input.path),
                path: input.path.clone(),
                language: "hi".into(),
                ..Default::default()
            })
            .collect();
        let ledger = ledger::Ledger { ledger_format: ledger::LEDGER_FORMAT, reports, ..Default::default() };
        Outcome { ledger, failures: vec![] }
    }

    /// The blocks of a page and why some are left out.
    pub fn show_page(&self, _input: &Input) -> Result<Vec<ShownBlock>, Failure> {
        Ok(vec![])
    }

    /// The tokens of a report.
    pub fn show_tokens(&self, _input: &Input) -> Result<Vec<ShownToken>, Failure> {
        Ok(vec![])
    }

    /// The mentions of a report.
    pub fn show_mentions(&self, _input: &Input) -> Result<Vec<ShownMention>, Failure> {
        Ok(vec![])
    }

    /// What the knowledge holds and what is wrong with it.
    pub fn check(&self) -> CheckReport {
        CheckReport::default()
    }
}

pub mod eval;
