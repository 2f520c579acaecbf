//! Word classes of a language: postpositions, pronouns, verbs, numbers, time words, office words.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A postposition or compound postposition.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Id that rules use, such as `ne` or `saath`.
    pub id: String,
    /// Its forms.
    pub forms: Vec<String>,
    /// Whether it stands after its phrase in a language of prepositions.
    #[serde(default)]
    pub after: bool,
}

/// A pronoun form with the case fused into it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pronoun {
    /// Its forms.
    pub forms: Vec<String>,
    /// `third|thing|relative|reflexive|first`.
    pub refers: String,
    /// Case id, or `bare`.
    pub case: String,
    /// Whether it may point to more than one.
    #[serde(default)]
    pub plural: bool,
}

/// A verb and the forms that its paradigm does not give.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    /// Id that rules use, such as `kar`.
    pub id: String,
    /// Stem to which the paradigm's endings are put.
    pub stem: String,
    /// Forms beside the paradigm, by form name.
    #[serde(default)]
    pub forms: BTreeMap<String, Vec<String>>,
    /// Whether the paradigm is left out and only `forms` hold.
    #[serde(default)]
    pub irregular: bool,
}

/// Endings of regular verbs, by form name.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Paradigm {
    /// Endings after a consonant.
    pub consonant: BTreeMap<String, Vec<String>>,
    /// Endings after a vowel.
    pub vowel: BTreeMap<String, Vec<String>>,
}

/// An office domain (`रक्षा` defence) or head (`मंत्री` minister) from which titles are composed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficePart {
    /// English.
    pub en: String,
    /// Hindi forms.
    pub forms: Vec<String>,
    /// Plural forms.
    #[serde(default)]
    pub plural: Vec<String>,
}

/// A number word.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWord {
    /// Value.
    pub value: f64,
    /// Forms.
    pub forms: Vec<String>,
}

/// Any named list of words: a class that rules and readers refer to by name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordClass {
    /// What belongs to the class, and why it is one.
    pub about: String,
    /// Words and phrases, with English where a reading needs one.
    #[serde(default)]
    pub words: Vec<String>,
    /// Words with a value: English name, code or number.
    #[serde(default)]
    pub valued: BTreeMap<String, Vec<String>>,
}
