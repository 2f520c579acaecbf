//! In which language a text is: its script first, then its commonest words and the endings of the others.
//!
//! The words are data. A paragraph is called by another language's name only where that is plain, so that no Hindi is lost
//! to a name or a quotation in it.

use crate::words::is_word;
use bahi_text::script::block::{Writing, writing_of};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// `knowledge/lang/languages.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageTable {
    /// Where the words come from.
    pub source: String,
    /// Languages known by their words.
    pub language: Vec<LanguageRow>,
    /// Languages known by their script alone.
    pub script: Vec<ScriptRow>,
    /// Hindi in fonts that are not Unicode.
    pub legacy: LegacyRow,
}

/// A language and the words it is known by.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageRow {
    /// BCP 47 tag.
    pub id: String,
    /// English name.
    pub name: String,
    /// The script it is written in.
    pub script: String,
    /// Its commonest words.
    pub words: Vec<String>,
    /// Endings of its other words.
    #[serde(default)]
    pub endings: Vec<String>,
}

/// A script that tells its language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptRow {
    /// The script.
    pub script: String,
    /// English name of the language, or of those that it may be.
    pub name: String,
    /// BCP 47 tag.
    pub id: String,
}

/// How Hindi looks that was typed in a font of the time before Unicode.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegacyRow {
    /// Families of such fonts, lower case.
    pub fonts: Vec<String>,
    /// The commonest words as such fonts encode them.
    pub words: Vec<String>,
}

/// The table made ready.
#[derive(Debug, Clone, Default)]
pub(crate) struct Languages {
    names: Vec<(String, String)>,
    /// Which languages a word marks, and how strongly, in hundredths.
    words: HashMap<String, Vec<(usize, u32)>>,
    endings: HashMap<String, Vec<(usize, u32)>>,
    /// Lengths of endings in bytes, the longest first.
    lengths: Vec<usize>,
    scripts: BTreeMap<&'static str, Vec<usize>>,
    pub(crate) fonts: Vec<String>,
    pub(crate) legacy: Vec<String>,
}

/// Marks of a whole word, and of an ending, in hundredths.
const WORD: u32 = 100;
const ENDING: u32 = 40;
/// Marks of its own that a language needs to be told for certain.
const PLAIN: u32 = 150;
/// A word too short to be told by its ending has no more letters beside it than this.
const STEM: usize = 2;
/// How much of a text is weighed.
const WEIGHED: usize = 3000;

/// The language of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag; `und` where the text has too few letters.
    pub id: String,
    /// English name.
    pub name: String,
    /// Whether that is plain: its marks are many, and more than twice those of the next.
    pub is_plain: bool,
    /// Whether pages in it are read.
    pub is_read: bool,
}

impl Languages {
    pub fn new(table: LanguageTable) -> Self {
        let mut out = Self { fonts: table.legacy.fonts, legacy: table.legacy.words, ..Self::default() };
        let mut endings: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, row) in table.language.into_iter().enumerate() {
            out.scripts.entry(writing(&row.script).name()).or_default().push(n);
            out.names.push((row.id, row.name));
            let put = |table: &mut BTreeMap<String, Vec<usize>>, form: String| {
                let by = table.entry(form).or_default();
                if !by.contains(&n) {
                    by.push(n);
                }
            };
            row.words.into_iter().for_each(|word| put(&mut words, word));
            row.endings.into_iter().for_each(|ending| put(&mut endings, ending));
        }
        let shared = |by: Vec<usize>, weight: u32| {
            let each = weight / by.len() as u32;
            by.into_iter().map(|n| (n, each)).collect::<Vec<_>>()
        };
        out.words = words.into_iter().map(|(word, by)| (word, shared(by, WORD))).collect();
        out.lengths = endings.keys().map(String::len).collect::<BTreeSet<_>>().into_iter().rev().collect();
        out.endings = endings.into_iter().map(|(ending, by)| (ending, shared(by, ENDING))).collect();
        for row in table.script {
            let n = out.names.len();
            out.scripts.entry(writing(&row.script).name()).or_default().push(n);
            out.names.push((row.id, row.name));
        }
        out
    }

    /// Whether there is anything to tell languages by.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Id of the language that stands first.
    pub fn first(&self) -> Option<String> {
        self.names.first().map(|(id, _)| id.clone())
    }

    /// The language of a text.
    pub fn of(&self, text: &str) -> Language {
        let und = || Language {
            id: "und".to_owned(),
            name: "an unknown language".to_owned(),
            is_plain: false,
            is_read: false,
        };
        let Some((writing, share)) = main_writing(text) else { return und() };
        let none = Vec::new();
        let here = self.scripts.get(writing.name()).unwrap_or(&none);
        let mut scores = vec![0; self.names.len()];
        self.weigh(text, here, |marks| marks.iter().for_each(|(n, weight)| scores[*n] += weight));
        let (best, next) = first_two(here, &scores);
        let Some(best) = best else {
            let name = format!("a language in {} script", writing.name());
            return Language { name, is_plain: share > 70, ..und() };
        };
        let (id, name) = self.names[best].clone();
        // Where a script has one language, the script is enough.
        let is_plain = next.map_or(share > 70, |next| self.is_plain(text, here, best, next));
        Language { id, name, is_plain, is_read: false }
    }

    /// Whether marks that only one of the two has are enough, and mostly of the first.
    fn is_plain(&self, text: &str, here: &[usize], best: usize, next: usize) -> bool {
        let (mut own, mut others) = (0, 0);
        self.weigh(text, here, |marks| {
            let of = |n: usize| marks.iter().find(|mark| mark.0 == n).map(|mark| mark.1);
            match (of(best), of(next)) {
                (Some(weight), None) => own += weight,
                (None, Some(weight)) => others += weight,
                _ => {}
            }
        });
        own >= PLAIN && own > 2 * others
    }

    /// Gives the marks of each word of a text that has any.
    fn weigh(&self, text: &str, here: &[usize], mut each: impl FnMut(&[(usize, u32)])) {
        let words = text.split(|c: char| !is_word(c)).filter(|w| !w.is_empty()).take(WEIGHED);
        for word in words {
            let lower;
            let word = if word.is_ascii() {
                lower = word.to_ascii_lowercase();
                lower.as_str()
            } else {
                word
            };
            let marks = self.words.get(word).or_else(|| self.ending_of(word));
            if let Some(marks) = marks.filter(|marks| marks.iter().all(|(n, _)| here.contains(n))) {
                each(marks);
            }
        }
    }

    // The longest ending that leaves a stem is the one that counts.
    fn ending_of(&self, word: &str) -> Option<&Vec<(usize, u32)>> {
        self.lengths.iter().find_map(|length| {
            let (stem, ending) = word.split_at_checked(word.len().checked_sub(*length)?)?;
            self.endings.get(ending).filter(|_| stem.chars().count() >= STEM)
        })
    }
}

fn first_two(here: &[usize], scores: &[u32]) -> (Option<usize>, Option<usize>) {
    let mut order = here.to_vec();
    // Of equal ones the first in the table.
    order.sort_by_key(|n| (std::cmp::Reverse(scores[*n]), *n));
    (order.first().copied(), order.get(1).copied())
}

/// The script that most letters are in, and its share in hundredths.
fn main_writing(text: &str) -> Option<(Writing, usize)> {
    let mut counts: BTreeMap<Writing, usize> = BTreeMap::new();
    for writing in text.chars().take(20_000).filter_map(writing_of) {
        *counts.entry(writing).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let (writing, most) = counts.into_iter().max_by_key(|(writing, count)| (*count, std::cmp::Reverse(*writing)))?;
    Some((writing, most * 100 / all))
}

fn writing(name: &str) -> Writing {
    use Writing::{
        Arabic, Bengali, Cyrillic, Devanagari, Gujarati, Gurmukhi, Han, Kannada, Latin, Malayalam, Odia, Tamil, Telugu,
    };
    [Devanagari, Latin, Arabic, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam, Cyrillic, Han]
        .into_iter()
        .find(|w| w.name() == name)
        .unwrap_or(Writing::Other)
}
