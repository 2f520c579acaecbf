//! Frame rules as they stand in `knowledge/lang/*/frames/`: what a rule may say.
//!
//! The language and its reasons are written down in `docs/design/0001-frames.md`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// One file of rules, for one kind of event.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameFile {
    /// `engagement|statement|agreement|delivery`.
    pub record: String,
    /// Kind of event or statement, where the rules of the file share one.
    #[serde(default)]
    pub kind: Option<String>,
    /// What the file is about.
    pub about: String,
    /// The rules.
    #[serde(default)]
    pub rule: Vec<Rule>,
}

/// A case frame: the words that evoke an event and the cases that mark who does what in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Name, unique in its file.
    pub name: String,
    /// Why the words mean this event.
    pub why: String,
    /// Event nouns: words, phrases or `<classes>`.
    #[serde(default)]
    pub noun: Vec<String>,
    /// Verb ids; with a noun, the light verb that it takes.
    #[serde(default)]
    pub verb: Vec<String>,
    /// For a noun without verb: the cases after it that make it an event told in passing.
    #[serde(default)]
    pub after: Vec<String>,
    /// Cases of which one must follow an infinitive before the verb: what is asked for.
    #[serde(default)]
    pub infinitive: Vec<String>,
    /// Words or classes of which one must stand in the clause.
    #[serde(default)]
    pub with: Vec<String>,
    /// Words or classes that silence the rule when one stands in the clause.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Role to the cases that may fill it, best first.
    #[serde(default)]
    pub roles: BTreeMap<String, Vec<String>>,
    /// Roles without which there is no event.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Kind, where it differs from the file's.
    #[serde(default)]
    pub kind: Option<String>,
    /// Status that the words themselves give, whatever the tense.
    #[serde(default)]
    pub status: Option<String>,
    /// What sets this event apart from the talks of the same people: `reception`, `dinner`.
    #[serde(default)]
    pub occasion: Option<String>,
    /// Whether several partners mean several events.
    #[serde(default)]
    pub distributes: bool,
    /// Whether an event of unnamed parties points back to one already told.
    #[serde(default)]
    pub refers_back: bool,
    /// Whether only persons may fill its roles, not states and bodies.
    #[serde(default)]
    pub people_only: bool,
    /// Whether who says it of their own state says it for that state: the statement is theirs.
    #[serde(default)]
    pub on_behalf: bool,
    /// Sentences it must read, with `<role>…</role>` tags.
    pub examples: Vec<String>,
    /// Sentences it must leave alone.
    pub silent: Vec<String>,
}
