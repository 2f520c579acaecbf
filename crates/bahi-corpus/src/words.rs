//! The words of dates, numbers and papers, from `knowledge/` and from the generator's own lists.

use crate::error::CorpusError;
use crate::files;
use bahi_text::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How a month is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MonthStyle {
    /// In Latin script.
    latin: bool,
    /// Cut short.
    short: bool,
    /// In capitals.
    capitals: bool,
}

/// Made-up people's names.
#[derive(Debug, Deserialize)]
pub(crate) struct Invented {
    pub(crate) men: Vec<String>,
    pub(crate) women: Vec<String>,
    pub(crate) families: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Own {
    between_days: Vec<String>,
    not_goods: Vec<String>,
    session_endings: Vec<String>,
    credits: Vec<String>,
    outlets: Vec<String>,
    swaps: Vec<[String; 2]>,
}

#[derive(Deserialize)]
struct Valued {
    #[serde(alias = "number")]
    value: i64,
    forms: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
}

#[derive(Deserialize)]
struct Months {
    month: Vec<Valued>,
    day: Vec<Valued>,
}

#[derive(Deserialize)]
struct Common {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Numbers {
    ordinal: Vec<Valued>,
}

#[derive(Deserialize)]
struct Times {
    weekday: Vec<Valued>,
}

/// All words.
#[derive(Debug)]
pub(crate) struct Words {
    months: BTreeMap<String, (i64, MonthStyle)>,
    /// By month: Hindi, English, English cut short.
    shown: Vec<[String; 3]>,
    days: BTreeMap<String, i64>,
    day_words: BTreeMap<i64, String>,
    weekdays: BTreeMap<String, i64>,
    weekday_words: BTreeMap<i64, String>,
    ordinals: BTreeMap<String, (i64, String)>,
    between_days: BTreeSet<String>,
    not_goods: BTreeSet<String>,
    session_endings: BTreeSet<String>,
    swaps: BTreeMap<String, String>,
    common: BTreeSet<String>,
    /// Lines that name an outlet, with `{}` for it.
    pub(crate) credits: Vec<String>,
    /// Outlets that do not exist.
    pub(crate) outlets: Vec<String>,
    /// Names of nobody.
    pub(crate) invented: Invented,
}

fn folded(words: Vec<String>) -> BTreeSet<String> {
    words.iter().map(|word| fold(word)).collect()
}

fn is_latin(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
}

impl Words {
    /// Reads the word files of a knowledge folder.
    pub(crate) fn load(knowledge: &Path) -> Result<Self, CorpusError> {
        let folder = knowledge.join("lang/hi/words");
        let months: Months = files::toml(&folder.join("months.toml"))?;
        let numbers: Numbers = files::toml(&folder.join("numbers.toml"))?;
        let times: Times = files::toml(&folder.join("time.toml"))?;
        let common: Common = files::toml(&folder.join("common.toml"))?;
        let own: Own = files::parsed(include_str!("../data/words.toml"), "crates/bahi-corpus/data/words.toml")?;
        let invented = files::parsed(include_str!("../data/names.toml"), "crates/bahi-corpus/data/names.toml")?;
        let both = |pairs: &[[String; 2]]| {
            let ways = pairs.iter().flat_map(|[a, b]| [(fold(a), b.clone()), (fold(b), a.clone())]);
            // The first pair of a word wins, so that the order of the list says what is usual.
            ways.rev().collect()
        };
        Ok(Self {
            months: month_forms(&months.month),
            shown: months.month.iter().map(shown).collect(),
            days: by_form(&months.day),
            day_words: first_forms(&months.day),
            weekdays: by_form(&times.weekday),
            weekday_words: first_forms(&times.weekday),
            ordinals: ordinals(&numbers.ordinal, &own.session_endings),
            between_days: folded(own.between_days),
            not_goods: folded(own.not_goods),
            session_endings: folded(own.session_endings),
            swaps: both(&own.swaps),
            common: folded(common.words),
            credits: own.credits,
            outlets: own.outlets,
            invented,
        })
    }

    /// Month and style of a word, given folded and as published.
    pub(crate) fn month(&self, folded: &str, published: &str) -> Option<(i64, MonthStyle)> {
        let (month, style) = *self.months.get(folded)?;
        let capitals = published.len() > 1 && published.chars().all(|c| c.is_ascii_uppercase());
        Some((month, MonthStyle { capitals, ..style }))
    }

    /// A month in a style.
    pub(crate) fn month_word(&self, month: i64, style: MonthStyle) -> String {
        let column = usize::from(style.latin) + usize::from(style.latin && style.short);
        let word = self.shown.get(month as usize - 1).map_or("", |forms| forms[column].as_str());
        if style.capitals { word.to_uppercase() } else { word.to_string() }
    }

    /// The number that a word for a day says.
    pub(crate) fn day(&self, folded: &str) -> Option<i64> {
        self.days.get(folded).copied()
    }

    /// The word for a day of the month.
    pub(crate) fn day_word(&self, day: i64) -> Option<&str> {
        self.day_words.get(&day).map(String::as_str)
    }

    /// The weekday that a word names.
    pub(crate) fn weekday(&self, folded: &str) -> Option<i64> {
        self.weekdays.get(folded).copied()
    }

    /// The word for a weekday.
    pub(crate) fn weekday_word(&self, weekday: i64) -> &str {
        self.weekday_words.get(&weekday).map_or("", String::as_str)
    }

    /// Number and ending of an ordinal written out.
    pub(crate) fn ordinal(&self, folded: &str) -> Option<(i64, &str)> {
        self.ordinals.get(folded).map(|(value, ending)| (*value, ending.as_str()))
    }

    /// Whether a word joins two days of one month.
    pub(crate) fn joins_days(&self, folded: &str) -> bool {
        self.between_days.contains(folded)
    }

    /// Whether a number before this word counts no goods.
    pub(crate) fn counts_no_goods(&self, folded: &str) -> bool {
        self.not_goods.contains(folded) || self.months.contains_key(folded)
    }

    /// Whether a word is the ending of an ordinal that counts sessions.
    pub(crate) fn ends_session(&self, folded: &str) -> bool {
        self.session_endings.contains(folded)
    }

    /// Whether a word is one of prose, and alone no name.
    pub(crate) fn is_common(&self, word: &str) -> bool {
        self.common.contains(&fold(word))
    }

    /// Another word for a word.
    pub(crate) fn other(&self, folded: &str) -> Option<&str> {
        self.swaps.get(folded).map(String::as_str)
    }
}

fn month_forms(months: &[Valued]) -> BTreeMap<String, (i64, MonthStyle)> {
    let forms = |short: bool| {
        move |month: &Valued| {
            let forms = if short { month.short.clone() } else { month.forms.clone() };
            let value = month.value;
            forms.into_iter().map(move |form| {
                let style = MonthStyle { latin: is_latin(&form), short, capitals: false };
                (fold(&form), (value, style))
            })
        }
    };
    // Short forms that are Hindi are words of their own, and no report of ours has them.
    let short = months.iter().flat_map(forms(true)).filter(|(_, (_, style))| style.latin);
    months.iter().flat_map(forms(false)).chain(short).collect()
}

fn shown(month: &Valued) -> [String; 3] {
    let first = |forms: &[String], latin: bool| forms.iter().find(|f| is_latin(f) == latin).cloned();
    let hindi = first(&month.forms, false).unwrap_or_default();
    let english = first(&month.forms, true).unwrap_or_default();
    let short = first(&month.short, true).unwrap_or_else(|| english.clone());
    [hindi, english, short]
}

fn by_form(all: &[Valued]) -> BTreeMap<String, i64> {
    all.iter().flat_map(|one| one.forms.iter().map(|form| (fold(form), one.value))).collect()
}

fn first_forms(all: &[Valued]) -> BTreeMap<i64, String> {
    all.iter().filter_map(|one| Some((one.value, one.forms.first()?.clone()))).collect()
}

/// Ordinals with an ending that counts sessions; the small ones, without such endings, are adverbs as often.
fn ordinals(all: &[Valued], endings: &[String]) -> BTreeMap<String, (i64, String)> {
    let ended = |form: &String, value: i64| {
        let ending = endings.iter().find(|ending| form.ends_with(ending.as_str()))?;
        Some((fold(form), (value, ending.clone())))
    };
    all.iter().flat_map(|one| one.forms.iter().filter_map(move |form| ended(form, one.value))).collect()
}
