//! The vocabulary of pages, made ready for matching.

use std::collections::{BTreeMap, BTreeSet};

use crate::html::vocab::Vocabulary;
use crate::language::{LanguageTable, Languages};
use crate::tables::{FurnitureTable, MonthTable, NameRow, NumberRow, RuleRow};
use crate::words::key;

/// The words by which a page's parts are known. Built once, shared by all reads.
#[derive(Debug, Clone)]
pub struct Lexicon {
    pub(crate) rules: Rules,
    pub(crate) months: Months,
    pub(crate) captions: Vec<String>,
    pub(crate) caption_chars: usize,
    pub(crate) byline: Byline,
    pub(crate) letterhead: Letterhead,
    pub(crate) roots: BTreeSet<String>,
    pub(crate) breadcrumb_chars: usize,
    pub(crate) marks: BTreeSet<String>,
    pub(crate) not_place: BTreeSet<String>,
    pub(crate) after_date: BTreeSet<String>,
    pub(crate) appeals: BTreeSet<String>,
    pub(crate) appeal_words: usize,
    pub(crate) closing: BTreeSet<String>,
    pub(crate) markup: Vocabulary,
    pub(crate) agencies: BTreeMap<String, String>,
    pub(crate) outlets: BTreeMap<String, String>,
    pub(crate) seats: BTreeMap<String, String>,
    pub(crate) languages: Languages,
    pub(crate) read: BTreeSet<String>,
}

impl Lexicon {
    /// Makes the two tables ready.
    pub fn new(furniture: FurnitureTable, months: MonthTable) -> Self {
        let mut agencies = names(&furniture.agency);
        // Dots inside a mark are read as nothing, and as gaps between words.
        for row in &furniture.agency {
            for form in &row.forms {
                agencies.insert(key(form).replace(' ', ""), row.name.clone());
            }
        }
        Self {
            rules: Rules::new(furniture.rule),
            months: Months::new(&months),
            captions: list(&furniture.caption.words),
            caption_chars: furniture.caption.max_chars,
            byline: Byline {
                markers: list(&furniture.byline.markers),
                starts: list(&furniture.byline.starts),
                ends: list(&furniture.byline.ends),
                changed: list(&furniture.byline.changed),
                max_words: furniture.byline.max_words,
                desk: set(&furniture.byline.desk),
                departments: set(&furniture.byline.departments),
            },
            letterhead: Letterhead {
                issuers: set(&furniture.letterhead.issuers),
                issuer_starts: list(&furniture.letterhead.issuer_starts),
                papers: list(&furniture.letterhead.papers),
                max_words: furniture.letterhead.max_words,
            },
            roots: set(&furniture.breadcrumb.roots),
            breadcrumb_chars: furniture.breadcrumb.max_chars,
            marks: set(&furniture.dateline.marks),
            not_place: set(&furniture.dateline.not_place),
            after_date: set(&furniture.dateline.after_date),
            appeals: set(&furniture.reader.ends),
            appeal_words: furniture.reader.max_words,
            closing: set(&furniture.prose.closing),
            markup: Vocabulary::new(&furniture.markup),
            agencies,
            outlets: names(&furniture.outlet),
            seats: names(&furniture.seat),
            languages: Languages::default(),
            read: BTreeSet::new(),
        }
    }

    /// The same vocabulary, with what languages are told apart by.
    #[must_use]
    pub fn with_languages(mut self, table: LanguageTable) -> Self {
        self.languages = Languages::new(table);
        self.read = self.languages.first().into_iter().collect();
        self
    }

    /// The same vocabulary for someone who reads these languages; pages in others are passed over.
    #[must_use]
    pub fn reading(mut self, read: BTreeSet<String>) -> Self {
        self.read = read;
        self
    }

    /// The language of a text.
    pub fn language_of(&self, text: &str) -> crate::Language {
        self.languages.of(text)
    }

    /// The agency whose mark this key is.
    pub(crate) fn agency(&self, key: &str) -> Option<&str> {
        self.agencies.get(key).or_else(|| self.agencies.get(&key.replace(' ', ""))).map(String::as_str)
    }

    /// Whether this key is the mark of an unnamed agency, bureau or desk.
    pub(crate) fn is_mark(&self, key: &str) -> bool {
        self.marks.contains(key) || key.rsplit_once(' ').is_some_and(|(_, last)| self.marks.contains(last))
    }

    /// Whether a word of `key` cannot stand in a name.
    pub(crate) fn has_sentence_word(&self, key: &str) -> bool {
        key.split(' ').any(|word| self.not_place.contains(word))
    }
}

/// Words of author and date lines.
#[derive(Debug, Clone)]
pub(crate) struct Byline {
    pub markers: Vec<String>,
    pub starts: Vec<String>,
    pub ends: Vec<String>,
    pub changed: Vec<String>,
    pub max_words: usize,
    pub desk: BTreeSet<String>,
    pub departments: BTreeSet<String>,
}

/// Words of letterheads.
#[derive(Debug, Clone)]
pub(crate) struct Letterhead {
    pub issuers: BTreeSet<String>,
    pub issuer_starts: Vec<String>,
    pub papers: Vec<String>,
    pub max_words: usize,
}

/// Words of dates.
#[derive(Debug, Clone)]
pub(crate) struct Months {
    /// Month by name; `true` where the name counts only beside a year.
    pub names: BTreeMap<String, (u8, bool)>,
    pub days: BTreeMap<String, u8>,
    pub beside: BTreeSet<String>,
    pub weekdays: BTreeSet<String>,
    pub ordinals: BTreeSet<String>,
}

impl Months {
    fn new(table: &MonthTable) -> Self {
        let mut names = BTreeMap::new();
        for row in &table.month {
            names.extend(row.short.iter().map(|form| (key(form), (row.number, true))));
        }
        for row in &table.month {
            names.extend(row.forms.iter().map(|form| (key(form), (row.number, false))));
        }
        let day = |row: &NumberRow| row.forms.iter().map(|form| (key(form), row.number)).collect::<Vec<_>>();
        let words = |forms: &[String]| {
            forms.iter().flat_map(|f| key(f).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        Self {
            names,
            days: table.day.iter().flat_map(day).collect(),
            beside: [&table.beside.weekdays, &table.beside.clock, &table.beside.zones]
                .into_iter()
                .flat_map(|f| words(f))
                .collect(),
            weekdays: set(&table.beside.weekdays),
            ordinals: set(&table.beside.ordinals),
        }
    }
}

/// Where in a line a form must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    Whole,
    Starts,
    Ends,
    Contains,
}

#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub text: String,
    pub words: usize,
    pub mode: Mode,
    pub rule: usize,
}

/// All forms of all rules, found by their first word.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub rows: Vec<RuleRow>,
    by_first: BTreeMap<String, Vec<Form>>,
}

impl Rules {
    fn new(rows: Vec<RuleRow>) -> Self {
        let mut by_first: BTreeMap<String, Vec<Form>> = BTreeMap::new();
        for (rule, row) in rows.iter().enumerate() {
            let modes = [
                (&row.whole, Mode::Whole),
                (&row.starts, Mode::Starts),
                (&row.ends, Mode::Ends),
                (&row.contains, Mode::Contains),
            ];
            for (forms, mode) in modes {
                for text in forms.iter().map(|f| key(f)).filter(|k| !k.is_empty()) {
                    let first = text.split(' ').next().unwrap_or_default().to_owned();
                    let words = text.split(' ').count();
                    by_first.entry(first).or_default().push(Form { text, words, mode, rule });
                }
            }
        }
        Self { rows, by_first }
    }

    /// Every form that stands in `key` at the place its mode asks for.
    pub fn hits<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a Form> {
        let mut at = 0;
        key.split(' ').flat_map(move |word| {
            let start = at;
            at += word.len() + 1;
            self.by_first.get(word).into_iter().flatten().filter(move |form| stands(form, key, start))
        })
    }
}

fn stands(form: &Form, key: &str, start: usize) -> bool {
    let Some(rest) = key[start..].strip_prefix(form.text.as_str()) else { return false };
    let (at_start, at_end) = (start == 0, rest.is_empty());
    (at_end || rest.starts_with(' '))
        && match form.mode {
            Mode::Whole => at_start && at_end,
            Mode::Starts => at_start,
            Mode::Ends => at_end,
            Mode::Contains => true,
        }
}

fn list(forms: &[String]) -> Vec<String> {
    let mut keys: Vec<_> = forms.iter().map(|f| key(f)).filter(|k| !k.is_empty()).collect();
    // Longest first, so that a marker of two words is not taken for its first.
    keys.sort_by_key(|k| std::cmp::Reverse(k.len()));
    keys
}

fn set(forms: &[String]) -> BTreeSet<String> {
    forms.iter().map(|f| key(f)).filter(|k| !k.is_empty()).collect()
}

fn names(rows: &[NameRow]) -> BTreeMap<String, String> {
    rows.iter().flat_map(|row| row.forms.iter().map(|f| (key(f), row.name.clone()))).collect()
}
