//! The ledger as other programs see it: the shape of `bahi read --json`, `ledger_format` 1.
//!
//! Field names and meanings are a contract; the shape may grow, what stands here keeps its meaning. A field that is left out
//! is empty: the ledger file does not keep what says nothing.

mod measures;

pub use measures::{Disagreement, FieldDisagreement, Measures};

use serde::{Deserialize, Serialize};

/// Version of the shape below.
pub const LEDGER_FORMAT: u32 = 1;

/// Everything read from the reports given together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Ledger {
    /// Always [`LEDGER_FORMAT`].
    pub ledger_format: u32,
    /// Version of the knowledge that was used.
    pub knowledge: String,
    /// The reports, in the order given.
    pub reports: Vec<Report>,
    /// Persons, offices, countries and the like behind the mentions.
    pub actors: Vec<Actor>,
    /// Meetings, calls, visits, sessions, summits, exercises, press conferences.
    pub engagements: Vec<Engagement>,
    /// What was said, promised, refused.
    pub statements: Vec<Statement>,
    /// What was signed, agreed, refused.
    pub agreements: Vec<Agreement>,
    /// What was ordered, delivered, is pending.
    pub deliveries: Vec<Delivery>,
    /// Values that cannot all stand.
    pub conflicts: Vec<Conflict>,
    /// Every value with the words it was read from.
    pub claims: Vec<Claim>,
}

/// One report: one page from one outlet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Report {
    /// `R-…`, from the content.
    pub id: String,
    /// Path as given; in an archive, a feed or a table with its place there, as `crawl.warc.gz#52013` or `rows.jsonl:17`.
    pub path: String,
    /// Address, where the page, its archive or its feed gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who published it, where the page says so.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Publication date in EDTF, where the page says so.
    pub published: Option<String>,
    /// BCP 47 language tag of the text.
    pub language: String,
    /// SHA-256 of the input bytes, hexadecimal.
    pub sha256: String,
    /// Spans left out, in code points of the report's text.
    pub furniture: Vec<Furniture>,
    /// What went wrong or was skipped, for people.
    pub warnings: Vec<String>,
    /// Phrases that look like an event and were not understood.
    pub not_understood: Vec<Evidence>,
    /// The report it is a copy of, as far as the reports at hand show: of those that tell one text the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<String>,
    /// The reports that are copies of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<String>,
}

/// A span of the page that is not part of the report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Furniture {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Reason, such as `advert` or `repeat`.
    pub why: String,
    /// 1-based line in the input.
    pub line: usize,
}

/// A name in English (Roman script) and in Hindi.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Name {
    /// Roman form.
    pub en: Option<String>,
    /// Devanagari form.
    pub hi: Option<String>,
}

/// One actor behind many mentions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Actor {
    /// `A-…`.
    pub id: String,
    /// `person|office|country|body|forum|ministry|place|system|attack|other`.
    pub kind: String,
    /// Preferred names.
    pub name: Name,
    /// Spellings met, most frequent first.
    pub spellings: Vec<Spelling>,
    /// Country code.
    pub country: Option<String>,
    /// Id of its entry in the knowledge.
    pub known: Option<String>,
    /// Offices known or claimed.
    pub offices: Vec<OfficeHeld>,
    /// Identifiers elsewhere, such as `wikidata`.
    pub external: std::collections::BTreeMap<String, String>,
    /// Ids under which parts of it were known before they were taken for one.
    pub aliases: Vec<String>,
    /// What people judged about it; not in files made before there were judgements, nor where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Judged>,
}

/// A spelling of an actor's name as published.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Spelling {
    /// Exact words.
    pub text: String,
    /// Times met.
    pub count: usize,
    /// Reports it was met in.
    pub reports: Vec<String>,
}

/// An office held by a person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct OfficeHeld {
    /// Plain English title.
    pub title: String,
    /// ISO 3166-1 alpha-2 code or body id.
    pub of: Option<String>,
    /// EDTF date of taking office.
    pub from: Option<String>,
    /// EDTF date of leaving office.
    pub to: Option<String>,
    /// `knowledge` or `claims`.
    pub basis: String,
}

/// An office as a report gives it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Office {
    /// Plain English title; empty where the report gives the country alone.
    pub title: String,
    /// ISO 3166-1 alpha-2 code or body id.
    pub of: Option<String>,
    /// What the country itself calls the office in English, where that differs: `Secretary of State`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub styled: Option<String>,
}

// The style only renders the two others: an office in reports of two times is one, whatever it was called.
impl PartialEq for Office {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title && self.of == other.of
    }
}

impl Eq for Office {}

/// A party to a record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Party {
    /// Actor id.
    pub actor: Option<String>,
    /// Usual English or romanised name; `None` for an unnamed office-holder.
    pub name: Option<String>,
    /// Office as the reports give it.
    pub office: Option<Office>,
    /// Claims this party rests on.
    pub claims: Vec<String>,
}

/// When something happened, as far as the report allows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct When {
    /// EDTF date or interval; `None` where the words cannot be resolved.
    pub edtf: Option<String>,
    /// `stated|weekday|relative|published`, or `judgement` where a person decided.
    pub basis: String,
    /// The words, as published.
    pub said: Option<String>,
    /// Claims it rests on.
    pub claims: Vec<String>,
}

/// Where something happened.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Where {
    /// Actor id of the place.
    pub actor: String,
    /// English name.
    pub name: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Claims it rests on.
    pub claims: Vec<String>,
}

/// The forum an engagement belongs to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Forum {
    /// Actor id.
    pub actor: String,
    /// English name.
    pub name: String,
    /// `sidelines|during|occasion|session|after|before`.
    pub relation: String,
    /// Session number.
    pub session: Option<u32>,
    /// Claims it rests on.
    pub claims: Vec<String>,
}

/// What was talked about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Topic {
    /// Words of the report, or an English noun phrase where knowledge has one.
    pub name: String,
    /// Claims it rests on.
    pub claims: Vec<String>,
}

/// A meeting, call, visit, session, summit, exercise or press conference.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Engagement {
    /// `E-…`.
    pub id: String,
    /// `meeting|call|visit|session|summit|exercise|press-conference`.
    pub kind: String,
    /// `held|planned|cancelled|denied`.
    pub status: String,
    /// What sets it apart from other meetings of the same people: `reception`, `dinner`.
    pub occasion: Option<String>,
    /// True where the reports only recall it.
    pub background: bool,
    /// Who took part.
    pub parties: Vec<Party>,
    /// When.
    pub when: Option<When>,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// In or beside which forum.
    pub forum: Option<Forum>,
    /// About what.
    pub topics: Vec<Topic>,
    /// Codes of other schemes: `plover`, `cameo`.
    pub codes: std::collections::BTreeMap<String, String>,
    /// Reports that tell of it.
    pub reports: Vec<String>,
    /// Reports that tell of it, those that copy one another counted once.
    #[serde(default)]
    pub witnesses: usize,
    /// How far these agree; `None` where no field is told by two of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disagreement: Option<Disagreement>,
    /// Conflicts about it.
    pub conflicts: Vec<String>,
    /// Why the reports' engagements were taken for one, in words.
    pub merged_because: Vec<String>,
    /// Ids of the tellings that were merged into it.
    pub aliases: Vec<String>,
    /// What people judged about it; not in files made before there were judgements, nor where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Judged>,
}

/// Something said, promised or refused.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Statement {
    /// `S-…`.
    pub id: String,
    /// Who spoke.
    pub speaker: Party,
    /// To whom.
    pub addressee: Option<Party>,
    /// About whom, where praised, blamed or thanked.
    pub target: Option<Party>,
    /// `said|praised|condemned|criticised|accused|urged|committed|refused|denied|thanked|congratulated|invited|conveyed|warned`.
    pub kind: String,
    /// Whether the words are given as the speaker's own.
    pub direct_quote: bool,
    /// Channel: `X`, `press conference`, …
    pub via: Option<String>,
    /// About what.
    pub topics: Vec<Topic>,
    /// The words.
    pub text: StatementText,
    /// Engagement at which it was said.
    pub engagement: Option<String>,
    /// Reports that carry it.
    pub reports: Vec<String>,
    /// What people judged about it; not in files made before there were judgements, nor where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Judged>,
}

/// The words of a statement, by claim.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StatementText {
    /// Claims that hold the words.
    pub claims: Vec<String>,
}

/// An amount of money.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Money {
    /// Amount in units of the currency.
    pub amount: f64,
    /// ISO 4217 code.
    pub currency: String,
}

/// Something signed, agreed, refused or planned between parties.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Agreement {
    /// `G-…`.
    pub id: String,
    /// Signatories, where named.
    pub parties: Vec<Party>,
    /// ISO 3166-1 alpha-2 codes of the states bound.
    pub countries: Vec<String>,
    /// What it is called.
    pub instrument: String,
    /// `signed|agreed|extended|refused|planned|terminated`.
    pub status: String,
    /// Its value.
    pub value: Option<Money>,
    /// Claims it rests on.
    pub claims: Vec<String>,
    /// Reports that tell of it.
    pub reports: Vec<String>,
    /// What people judged about it; not in files made before there were judgements, nor where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Judged>,
}

/// The goods of a delivery.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Item {
    /// Actor id.
    pub actor: Option<String>,
    /// Designation.
    pub name: String,
    /// Claims it rests on.
    pub claims: Vec<String>,
}

/// Why a delivery is late.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Cause {
    /// The words of the report.
    pub text: String,
    /// Claims it rests on.
    pub claims: Vec<String>,
}

/// Numbers worked out rather than read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Derived {
    /// Delivered and pending added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordered: Option<u64>,
    /// Ordered less pending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered: Option<u64>,
    /// Ordered less delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending: Option<u64>,
}

/// What was ordered, delivered, is pending, and why it is late.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Delivery {
    /// `D-…`.
    pub id: String,
    /// The goods.
    pub item: Item,
    /// ISO 3166-1 alpha-2 code of the supplier's country.
    pub supplier: Option<String>,
    /// ISO 3166-1 alpha-2 code of the recipient's country.
    pub recipient: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// Number ordered, as stated.
    pub ordered: Option<u64>,
    /// Number delivered, as stated.
    pub delivered: Option<u64>,
    /// Number pending, as stated.
    pub pending: Option<u64>,
    /// Numbers worked out.
    pub derived: Derived,
    /// EDTF date the numbers hold for.
    pub as_of: Option<String>,
    /// `ordered|delivered|pending|delayed|discussed|cancelled`.
    pub status: String,
    /// Why late.
    pub cause: Option<Cause>,
    /// Value of the contract.
    pub value: Option<Money>,
    /// Claims it rests on.
    pub claims: Vec<String>,
    /// Reports that tell of it.
    pub reports: Vec<String>,
    /// What people judged about it; not in files made before there were judgements, nor where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Judged>,
}

/// Values of one field that cannot all stand.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Conflict {
    /// `X-…`.
    pub id: String,
    /// Record or actor it is about.
    pub record: String,
    /// Field, as a path.
    pub field: String,
    /// `contradiction|slip|more-precise|newer|rounding`.
    pub kind: String,
    /// The values with their claims.
    pub values: Vec<ConflictValue>,
    /// `open|settled|both-stand|unsure`.
    pub state: String,
    /// What people judged about it; not in files made before there were judgements, nor where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Judged>,
    /// How far the witnesses disagree.
    #[serde(default)]
    pub measures: Measures,
}

/// One side of a conflict.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ConflictValue {
    /// The value as text.
    pub value: String,
    /// Claims that assert it.
    pub claims: Vec<String>,
    /// Witnesses that assert it: reports, those that copy one another counted once.
    #[serde(default)]
    pub witnesses: usize,
}

/// A decision of a person about a field, or about what is one and what is not. What the reports say stays in the claims.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Judged {
    /// `accept|set|merge|split|not-same|both-stand|unsure|not-verifiable`.
    pub verb: String,
    /// Field, as a path; empty where records or actors were put together or set apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// The value that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Tellings or actors it was put together with or set apart from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// Of conflicts: values that reports brought since then. The conflict is open again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unseen: Vec<String>,
    /// `O-…`: the operation, to be taken back by `bahi undo`.
    pub operation: String,
    /// By whom.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// An exact span of a report's text, as W3C TextQuote- and TextPositionSelector.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Evidence {
    /// The words.
    pub exact: String,
    /// Words before.
    pub prefix: String,
    /// Words after.
    pub suffix: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// 1-based line in the input.
    pub line: usize,
}

/// One field value asserted by one report, with its evidence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Claim {
    /// `C-…`.
    pub id: String,
    /// Report id.
    pub report: String,
    /// Record id.
    pub record: String,
    /// Field of the record, as a path.
    pub field: String,
    /// Value as text.
    pub value: String,
    /// Where it was read; never empty.
    pub evidence: Vec<Evidence>,
    /// Rule that read it.
    pub rule: String,
    /// Chain of attribution, the nearest to the reader first.
    pub attributed_to: Vec<Party>,
    /// `asserted|reported|planned|possible|denied`.
    pub modality: String,
}
