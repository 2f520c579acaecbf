//! Bahi reads news reports on diplomacy and keeps a cited ledger: this crate wires the stages together.
//!
//! It is the only public library interface; everything that prints or touches files is in `bahi-cli`.

pub use bahi_knowledge::Knowledge;
pub use bahi_knowledge::english_name;
use bahi_knowledge::stock::NameKind;
pub use bahi_ledger::{Store, StoreError, export, spread, store};
use bahi_page::Page;
pub use bahi_page::format::{self, Unit as Input};
use bahi_page::format::{Leaf, Read};
use bahi_read::Reader;
use bahi_read::tagger::{Linear, Tagger};
use bahi_resolve::ReadReport;
pub use bahi_resolve::combine::conflicts::Reports;
pub use bahi_resolve::combine::near::NearMiss;
pub use bahi_resolve::combine::{rank, series};
pub use bahi_resolve::judge;
pub use bahi_resolve::ledger;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use entry::Entry;
use tongues::Readers;

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

impl From<format::Fault> for Failure {
    fn from(fault: format::Fault) -> Self {
        Self { path: fault.path, why: fault.why, remedy: fault.remedy }
    }
}

/// What reading gave: a ledger of the readable inputs, and the others with reasons.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Everything read.
    pub ledger: ledger::Ledger,
    /// Inputs that could not be read.
    pub failures: Vec<Failure>,
    /// What was passed over, with how often: `page in Marathi`, `image file`.
    pub passed: BTreeMap<String, usize>,
}

/// What became of one report, item or record of an input.
#[derive(Debug)]
pub enum Reading {
    /// It was read.
    Report(Box<One>),
    /// It could not be.
    Failed(Failure),
    /// It is no report, or none that is read; what it is, to be counted by.
    Passed(String),
    /// It is in the ledger that the reader knows of.
    Known,
}

/// One report, read by itself.
#[derive(Debug)]
pub struct One {
    report: ReadReport,
    source: Option<store::Source>,
}

impl One {
    /// Id of the report.
    pub fn id(&self) -> &str {
        &self.report.head.id
    }

    /// Its text, into which evidence points.
    pub fn text(&self) -> &str {
        &self.report.text
    }

    /// What the page warned of.
    pub fn warnings(&self) -> &[String] {
        &self.report.head.warnings
    }
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
    /// First code point, in the text of the report.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// How sure the tagger of names is, in percent, where it sees the name.
    pub sure: Option<u8>,
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
    options: format::Options,
    tagger: Option<Linear>,
    known: store::Known,
    others: tongues::Tongues,
}

/// What is switched off, to see what it does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Without {
    /// Every person in the knowledge.
    pub people: bool,
    /// The tagger of names that no list has.
    pub tagger: bool,
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
        Ok(Self::over_raw(raw))
    }

    /// A reader with the embedded knowledge and something switched off.
    pub fn without(without: Without) -> Self {
        let mut bahi = match without.people {
            true => Self::over_raw(Knowledge::raw_embedded().without_people()),
            false => Self::new(),
        };
        bahi.tagger = bahi.tagger.filter(|_| !without.tagger);
        bahi
    }

    fn readers(&self) -> Readers<'_> {
        let tagger = self.tagger.as_ref().map(|t| t as &dyn Tagger);
        Readers::new(Reader::new(&self.knowledge).with_tagger(tagger), &self.others)
    }

    fn over_raw(raw: bahi_knowledge::RawStock) -> Self {
        let others = tongues::Tongues::of(&raw);
        Self { others, ..Self::over(Knowledge::from_raw(raw)) }
    }

    fn over(knowledge: Knowledge) -> Self {
        let words = &knowledge.stock.words;
        let furniture = serde_json::from_value(words.furniture.clone()).unwrap_or_default();
        let months = serde_json::from_value(words.months_raw.clone()).unwrap_or_default();
        let languages = serde_json::from_value(words.languages.clone()).unwrap_or_default();
        let others = tongues::Tongues::embedded();
        let read = others.ids().chain([knowledge.stock.language.clone()]).collect();
        let lexicon = bahi_page::Lexicon::new(furniture, months).with_languages(languages).reading(read);
        Self {
            others,
            knowledge,
            lexicon,
            options: format::Options::default(),
            tagger: Linear::embedded(),
            known: store::Known::default(),
        }
    }

    /// The loaded knowledge.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The same reader, taking formats as `options` say.
    #[must_use]
    pub fn with_options(mut self, options: format::Options) -> Self {
        self.options = options;
        self
    }

    /// The same reader, leaving out reports that a ledger has.
    #[must_use]
    pub fn knowing(mut self, known: store::Known) -> Self {
        self.known = known;
        self
    }

    /// How formats are taken.
    pub fn options(&self) -> &format::Options {
        &self.options
    }

    /// Reads reports together into one ledger.
    pub fn read(&self, inputs: &[Input]) -> Outcome {
        self.together(inputs.iter().flat_map(|input| self.read_each(input.clone())))
    }

    /// Reads everything that an input holds, each report by itself.
    pub fn read_each(&self, input: Input) -> Vec<Reading> {
        let readers = self.readers();
        let about = input.about.clone();
        let one = |read| match read {
            Read::Report(leaf) if self.known.has(&stages::identity(&leaf).1, &leaf.path) => Reading::Known,
            Read::Report(leaf) => Reading::Report(Box::new(one(readers.of(&leaf.page), *leaf, &about))),
            Read::Bad(fault) => Reading::Failed(fault.into()),
            Read::Passed(passed) => Reading::Passed(passed.what),
        };
        format::pages(input, &self.lexicon, &self.options).into_iter().map(one).collect()
    }

    /// One ledger of reports that were read one by one; a report that is there twice counts once.
    pub fn together(&self, readings: impl IntoIterator<Item = Reading>) -> Outcome {
        let (mut outcome, mut read, mut seen) = (Outcome::default(), Vec::new(), BTreeSet::new());
        for reading in readings {
            match reading {
                Reading::Report(one) => {
                    if seen.insert(one.report.head.id.clone()) {
                        read.push(one.report);
                    }
                }
                Reading::Failed(failure) => outcome.failures.push(failure),
                Reading::Known => {}
                Reading::Passed(what) => *outcome.passed.entry(what).or_default() += 1,
            }
        }
        outcome.ledger = bahi_resolve::resolve(&read, &self.knowledge);
        outcome
    }

    /// The code of a country or id of a body, from either or from a name in either script.
    pub fn country_code(&self, name: &str) -> Option<String> {
        let upper = name.to_uppercase();
        if english_name(&upper).is_some() {
            return Some(upper);
        }
        let stock = &self.knowledge.stock;
        let country = stock.countries.iter().find(|c| c.name.eq_ignore_ascii_case(name)).map(|c| c.id.clone());
        let named =
            |b: &&bahi_knowledge::world::Body| b.id.eq_ignore_ascii_case(name) || b.name.eq_ignore_ascii_case(name);
        let body = || stock.bodies.iter().find(named).map(|b| b.id.clone());
        country.or_else(body).or_else(|| self.country_in_hindi(name))
    }

    fn country_in_hindi(&self, name: &str) -> Option<String> {
        let asked = bahi_text::fold(name);
        let here = |kind| matches!(kind, NameKind::Country | NameKind::Body);
        let mut names = self.knowledge.stock.all_names().iter().filter(|n| here(n.0.0));
        let found = names.find(|n| n.1.1.spellings().any(|s| bahi_text::fold(s) == asked));
        found.map(|n| n.0.1.clone())
    }

    /// A report that was read by itself, for a ledger that keeps it.
    pub fn incoming(&self, one: One) -> store::Incoming {
        let ledger = bahi_resolve::single(&one.report, &self.knowledge);
        store::Incoming::new(ledger, one.report.text, one.source, one.report.signature)
    }

    /// Reads an input that holds one report, for a ledger that keeps it.
    pub fn read_one(&self, input: &Input) -> Result<store::Incoming, Failure> {
        let leaf = self.leaf(input)?;
        Ok(self.incoming(one(self.readers().of(&leaf.page), leaf, &input.about)))
    }

    /// Reads the sentences of one text as a report's body, for tests of rules: the rules that matched, with their words.
    pub fn rules_in(&self, text: &str) -> Vec<RuleMatch> {
        stages::rules_in(self.readers().first(), text)
    }

    /// The same in another language; nothing where that is not read.
    pub fn rules_in_language(&self, language: &str, text: &str) -> Vec<RuleMatch> {
        self.readers().named(language).map_or_else(Vec::new, |reader| stages::rules_in(reader, text))
    }

    /// What is known in every language that is read, the first before the others.
    pub fn languages(&self) -> impl Iterator<Item = &Knowledge> {
        std::iter::once(&self.knowledge).chain(self.others.all())
    }

    /// The working of every sentence of a report: slots, clauses and matches, for people who write rules.
    pub fn trace(&self, input: &Input) -> Result<String, Failure> {
        let page = self.leaf(input)?.page;
        Ok(stages::trace(self.readers().of(&page), &page))
    }

    /// The pages that an input holds, and what of it is none.
    pub fn pages(&self, input: Input) -> Vec<Read> {
        format::pages(input, &self.lexicon, &self.options)
    }

    /// The first report of an input, or why there is none.
    fn leaf(&self, input: &Input) -> Result<Leaf, Failure> {
        let mut none = Failure {
            path: input.path.clone(),
            why: "the input holds no report".to_owned(),
            remedy: "give the text of a report".to_owned(),
        };
        for read in self.pages(input.clone()) {
            match read {
                Read::Report(leaf) => return Ok(*leaf),
                Read::Bad(fault) => return Err(fault.into()),
                Read::Passed(passed) => none.why = format!("the input is no report but: {}", passed.what),
            }
        }
        Err(none)
    }

    /// The ledger of one report.
    pub fn ledger_of(&self, leaf: Leaf) -> ledger::Ledger {
        bahi_resolve::single(&stages::read(self.readers().of(&leaf.page), leaf), &self.knowledge)
    }

    /// The blocks of a page and why some are left out.
    pub fn show_page(&self, page: &Page) -> Vec<ShownBlock> {
        let shown = |block: &bahi_page::Block| ShownBlock {
            line: block.line,
            kind: format!("{:?}", block.kind).to_lowercase(),
            why: block.why.map(str::to_string),
            text: block.span.of(&page.text).to_string(),
        };
        page.blocks.iter().map(shown).collect()
    }

    /// The tokens of a report.
    pub fn show_tokens(&self, page: &Page) -> Vec<ShownToken> {
        stages::tokens(page)
    }

    /// The mentions of a report.
    pub fn show_mentions(&self, leaf: Leaf) -> Vec<ShownMention> {
        stages::mentions(&stages::read(self.readers().of(&leaf.page), leaf))
    }

    /// What the reports ask for and the knowledge lacks, the most frequent first.
    pub fn unknown(&self, inputs: &[Input]) -> UnknownReport {
        unknown::unknown(self, inputs)
    }

    /// What the knowledge holds and what is wrong with it.
    pub fn check(&self) -> CheckReport {
        let problems = self.languages().flat_map(|k| bahi_knowledge::check::problems(&k.stock));
        let problems: std::collections::BTreeSet<_> = problems.collect();
        let problems = problems
            .into_iter()
            .map(|p| Problem { file: p.file, line: p.line, what: p.what, remedy: p.remedy })
            .collect();
        let stock = &self.knowledge.stock;
        let counts = bahi_knowledge::check::counts(stock);
        CheckReport { problems, counts, tallies: bahi_knowledge::stats::tallies(stock) }
    }
}

// A report with what it was read from, as far as that is more than the bytes of its text.
fn one(reader: &Reader<'_>, leaf: Leaf, about: &format::About) -> One {
    let same = leaf.page.text.as_bytes() == leaf.bytes.as_slice();
    let text = format::About { form: format::Form::Text, ..format::About::default() };
    let plain = same && leaf.part == 0 && (*about == text || *about == format::About::default());
    let source = (!plain).then(|| store::Source {
        part: leaf.part,
        about: serde_json::to_string(about).unwrap_or_default(),
        bytes: leaf.bytes.to_vec(),
    });
    One { report: stages::read(reader, leaf), source }
}

mod again;
mod disk;
mod entry;
pub mod eval;
mod known;
mod stages;
pub mod stream;
mod tongues;
mod unknown;
pub mod which;

pub use again::{Change, changes};
pub use bahi_knowledge::stats::Tally;
pub use known::KnownPerson;
pub use unknown::{Unknown, UnknownReport};
