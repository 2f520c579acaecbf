//! Bahi reads news reports on diplomacy and keeps a cited ledger: this crate wires the stages together.
//!
//! It is the only public library interface; everything that prints or touches files is in `bahi-cli`.

use bahi_knowledge::Knowledge;
pub use bahi_knowledge::english_name;
pub use bahi_ledger::{Store, StoreError, export, store};
use bahi_page::Page;
use bahi_read::Reader;
use bahi_resolve::ReadReport;
pub use bahi_resolve::combine::rank;
pub use bahi_resolve::judge;
pub use bahi_resolve::ledger;
use std::path::Path;

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

/// A rule that matched a text, with the words that evoked it and filled its roles.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RuleMatch {
    /// `hi/meeting/met`.
    pub rule: String,
    /// The evoking words.
    pub trigger: String,
    /// Role and words.
    pub roles: Vec<(String, String)>,
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
    /// The same by their sorts: people by country, systems by kind, …
    pub tallies: Vec<Tally>,
}

/// The reader with its knowledge loaded.
#[derive(Debug)]
pub struct Bahi {
    knowledge: Knowledge,
    lexicon: bahi_page::Lexicon,
}

/// First and last day that an EDTF date may mean, as days since 1970-01-01.
pub fn day_bounds(edtf: &str) -> Option<(i64, i64)> {
    edtf.parse::<bahi_read::Edtf>().ok().map(bahi_read::Edtf::bounds)
}

impl Default for Bahi {
    fn default() -> Self {
        Self::new()
    }
}

impl Bahi {
    /// A reader with the embedded knowledge.
    pub fn new() -> Self {
        Self::over(Knowledge::embedded())
    }

    /// A reader with the knowledge of a folder, or what is wrong with the folder.
    pub fn with_knowledge_dir(dir: &Path) -> Result<Self, Vec<Problem>> {
        let raw = disk::stock(dir)?;
        Ok(Self::over(Knowledge::from_raw(raw)))
    }

    fn over(knowledge: Knowledge) -> Self {
        let words = &knowledge.stock.words;
        let furniture = serde_json::from_value(words.furniture.clone()).unwrap_or_default();
        let months = serde_json::from_value(words.months_raw.clone()).unwrap_or_default();
        let lexicon = bahi_page::Lexicon::new(furniture, months);
        Self { knowledge, lexicon }
    }

    /// The loaded knowledge.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Reads reports together into one ledger.
    pub fn read(&self, inputs: &[Input]) -> Outcome {
        let reader = Reader::new(&self.knowledge);
        let mut outcome = Outcome::default();
        let mut read: Vec<ReadReport> = Vec::new();
        for input in inputs {
            match self.page(input) {
                Ok(page) => {
                    let report = stages::read(&reader, input, page);
                    if read.iter().any(|r| r.head.id == report.head.id) {
                        continue;
                    }
                    read.push(report);
                }
                Err(failure) => outcome.failures.push(failure),
            }
        }
        outcome.ledger = bahi_resolve::resolve(&read, &self.knowledge);
        outcome
    }

    /// The code of a country or id of a body, from either or from its English name.
    pub fn country_code(&self, name: &str) -> Option<String> {
        let upper = name.to_uppercase();
        if english_name(&upper).is_some() {
            return Some(upper);
        }
        let stock = &self.knowledge.stock;
        let country = stock.countries.iter().find(|c| c.name.eq_ignore_ascii_case(name)).map(|c| c.id.clone());
        country.or_else(|| stock.bodies.iter().find(|b| b.name.eq_ignore_ascii_case(name)).map(|b| b.id.clone()))
    }

    /// Reads one report by itself, for a ledger that keeps it.
    pub fn read_one(&self, input: &Input) -> Result<store::Incoming, Failure> {
        let report = stages::read(&Reader::new(&self.knowledge), input, self.page(input)?);
        let source = (report.text.as_bytes() != input.bytes).then(|| input.bytes.clone());
        Ok(store::Incoming { ledger: bahi_resolve::single(&report, &self.knowledge), text: report.text, source })
    }

    /// Reads the sentences of one text as a report's body, for tests of rules: the rules that matched, with their words.
    pub fn rules_in(&self, text: &str) -> Vec<RuleMatch> {
        stages::rules_in(&Reader::new(&self.knowledge), text)
    }

    /// The working of every sentence of a report: slots, clauses and matches, for people who write rules.
    pub fn trace(&self, input: &Input) -> Result<String, Failure> {
        Ok(stages::trace(&Reader::new(&self.knowledge), &self.page(input)?, &self.knowledge))
    }

    fn page(&self, input: &Input) -> Result<Page, Failure> {
        bahi_page::read(&input.bytes, &self.lexicon).map_err(|error| {
            let message = error.to_string();
            let (why, remedy) = message.split_once("; ").unwrap_or((&message, "give the text of a report in UTF-8"));
            Failure { path: input.path.clone(), why: why.into(), remedy: remedy.into() }
        })
    }

    /// The blocks of a page and why some are left out.
    pub fn show_page(&self, input: &Input) -> Result<Vec<ShownBlock>, Failure> {
        let page = self.page(input)?;
        let shown = |block: &bahi_page::Block| ShownBlock {
            line: block.line,
            kind: format!("{:?}", block.kind).to_lowercase(),
            why: block.why.map(str::to_string),
            text: block.span.of(&page.text).to_string(),
        };
        Ok(page.blocks.iter().map(shown).collect())
    }

    /// The tokens of a report.
    pub fn show_tokens(&self, input: &Input) -> Result<Vec<ShownToken>, Failure> {
        Ok(stages::tokens(&self.page(input)?))
    }

    /// The mentions of a report.
    pub fn show_mentions(&self, input: &Input) -> Result<Vec<ShownMention>, Failure> {
        let page = self.page(input)?;
        let report = stages::read(&Reader::new(&self.knowledge), input, page);
        Ok(stages::mentions(&report))
    }

    /// What the reports ask for and the knowledge lacks, the most frequent first.
    pub fn unknown(&self, inputs: &[Input]) -> UnknownReport {
        unknown::unknown(self, inputs)
    }

    /// What the knowledge holds and what is wrong with it.
    pub fn check(&self) -> CheckReport {
        let problems = bahi_knowledge::check::problems(&self.knowledge.stock);
        let problems = problems
            .into_iter()
            .map(|p| Problem { file: p.file, line: p.line, what: p.what, remedy: p.remedy })
            .collect();
        let stock = &self.knowledge.stock;
        let counts = bahi_knowledge::check::counts(stock);
        CheckReport { problems, counts, tallies: bahi_knowledge::stats::tallies(stock) }
    }
}

/// SHA-256 of an input's bytes, hexadecimal, as in the head of its report.
pub fn sha256(bytes: &[u8]) -> String {
    stages::sha256(bytes)
}

mod disk;
pub mod eval;
mod stages;
mod unknown;

pub use bahi_knowledge::stats::Tally;
pub use unknown::{Unknown, UnknownReport};
