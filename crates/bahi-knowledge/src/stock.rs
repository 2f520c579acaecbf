//! The stock: every file below `knowledge/`, read into its type.

use crate::frames::FrameFile;
use crate::later::{Files, Later, Parse};
use crate::shared::{SharedFile, SharedForm};
use crate::words::{Case, NumberWord, OfficePart, Paradigm, Pronoun, Verb, WordClass};
use crate::world::{Body, Country, Forms, Office, PeopleFile, Person, Place, PlaceFile, System, SystemFile};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A path and the JSON text of what the file holds.
pub type RawFile = (Cow<'static, str>, Cow<'static, str>);

/// All raw files with their version.
#[derive(Debug, Clone, Default)]
pub struct RawStock {
    /// Version of the stock.
    pub version: String,
    /// The language whose words and rules are taken; the first one where it is empty.
    pub language: String,
    /// Path below `knowledge/`, and content.
    pub files: Vec<RawFile>,
    /// Path and the TOML text itself, where it is at hand, so that problems can name lines.
    pub sources: Vec<(String, String)>,
}

/// The language that is read where nothing else is said, and whose names people are shown.
pub const FIRST: &str = "hi";

/// The language whose folder a `language.toml` begins, by its path in the stock.
pub fn language_at(path: &str) -> Option<&str> {
    path.strip_prefix("lang/")?.strip_suffix("/language.toml")
}

/// How a language is built: `lang/*/language.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    /// BCP 47 tag.
    pub id: String,
    /// English name.
    pub name: String,
    /// Its script.
    pub script: String,
    /// Whether case markers stand before their phrase and the verb between subject and object.
    #[serde(default)]
    pub prepositions: bool,
    /// Whether names are told from words by a capital.
    #[serde(default)]
    pub capitals: bool,
    /// Whether things are called by the names that the files of the world give them, besides those under `names/`.
    #[serde(default)]
    pub world_names: bool,
}

/// What is wrong with a file of the stock.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("knowledge/{file}:{line}: {what}; {remedy}")]
pub struct Problem {
    /// Path below `knowledge/`.
    pub file: String,
    /// 1-based line, 0 where it could not be told.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// Files whose words are of a type of their own.
#[derive(Debug, Default)]
pub struct WordFiles {
    /// Postpositions.
    pub cases: Later<Vec<Case>>,
    /// Pronouns.
    pub pronouns: Later<Vec<Pronoun>>,
    /// Verbs.
    pub verbs: Later<Vec<Verb>>,
    /// Endings of regular verbs.
    pub paradigm: Later<Paradigm>,
    /// Numbers.
    pub numbers: Later<Numbers>,
    /// Offices.
    pub offices: Later<OfficeWords>,
    /// Honorifics and ranks.
    pub honorifics: Later<Honorifics>,
    /// Months.
    pub months: Later<Months>,
    /// Time words.
    pub time: Later<TimeWords>,
    /// Words that cannot be part of a person's name.
    pub common: Later<CommonWords>,
    /// Words that are part of people's names.
    pub person_names: Later<PersonNames>,
    /// Counted and paid units.
    pub units: Later<Units>,
    /// Furniture of pages, kept raw for the page reader.
    pub furniture: Later<serde_json::Value>,
    /// Months, kept raw for the page reader.
    pub months_raw: Later<serde_json::Value>,
    /// By what languages are told apart, kept raw for the page reader.
    pub languages: Later<serde_json::Value>,
}

/// Number words by use.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Numbers {
    /// Plain numbers.
    pub number: Vec<NumberWord>,
    /// Multipliers.
    pub scale: Vec<NumberWord>,
    /// साढ़े, सवा, पौने.
    pub offset: Vec<NumberWord>,
    /// Ordinals.
    pub ordinal: Vec<NumberWord>,
}

/// A title listed whole.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TitleWord {
    /// English title.
    pub en: String,
    /// Hindi forms.
    pub forms: Vec<String>,
    /// Plural forms.
    pub plural: Vec<String>,
    /// Whether the title gives way to any other beside it.
    pub weak: bool,
    /// Whether its holder, where no country is told, may be anybody's: a director, an official.
    pub anyones: bool,
}

/// Office words.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfficeWords {
    /// Titles listed whole.
    pub title: Vec<TitleWord>,
    /// समकक्ष.
    pub counterpart: Vec<TitleWord>,
    /// Domains.
    pub domain: Vec<OfficePart>,
    /// Heads that domains combine with.
    pub head: Vec<OfficePart>,
    /// Ministries.
    pub ministry: Vec<OfficePart>,
    /// Modifiers such as former.
    pub modifier: Vec<OfficePart>,
}

/// Honorifics, ranks and name particles.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Honorifics {
    /// Before a name.
    pub before: Vec<String>,
    /// After a name.
    pub after: Vec<String>,
    /// Military ranks.
    pub ranks: Vec<String>,
    /// Particles inside a name.
    pub inside: Vec<String>,
}

/// Month names.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Months {
    /// The months.
    pub month: Vec<Month>,
}

/// One month.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Month {
    /// 1 to 12.
    pub number: u8,
    /// Names in both scripts.
    pub forms: Vec<String>,
}

/// Weekdays, parts of the day and relative time words.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TimeWords {
    /// Weekday names, value 1 (Monday) to 7.
    pub weekday: Vec<NumberWord>,
    /// Days from the anchor: आज 0; कल 1, before or after by tense.
    pub day: Vec<NumberWord>,
    /// Parts of the day.
    pub part: Vec<String>,
    /// Units: value in days; 30 month, 365 year.
    pub unit: Vec<NumberWord>,
    /// Words that set a unit back.
    pub last: Vec<String>,
    /// Words that set a unit forward.
    pub next: Vec<String>,
    /// Words for the present unit.
    pub this: Vec<String>,
    /// Words for 'earlier'.
    pub earlier: Vec<String>,
    /// Words for 'later'.
    pub later: Vec<String>,
    /// Words for 'the same day'.
    pub same: Vec<String>,
    /// Words for 'the next day'.
    pub next_day: Vec<String>,
    /// Words of duration after a number: दिवसीय.
    pub lasting: Vec<String>,
    /// Year words: साल, वर्ष, सन.
    pub year: Vec<String>,
    /// Date words: तारीख.
    pub date: Vec<String>,
}

/// Words that cannot be part of a person's name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CommonWords {
    /// Where the list comes from.
    pub source: String,
    /// The words.
    pub words: Vec<String>,
}

/// Words that are part of people's names, whoever bears them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonNames {
    /// Where the lists come from.
    pub source: String,
    /// What stands before the surname.
    pub given: Vec<String>,
    /// Surnames.
    pub family: Vec<String>,
}

/// Units of counting and currencies.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Units {
    /// English unit name to forms.
    pub unit: BTreeMap<String, Vec<String>>,
    /// ISO 4217 code to forms.
    pub currency: BTreeMap<String, Vec<String>>,
}

/// Every file of the stock, typed.
#[derive(Debug, Default)]
pub struct Stock {
    /// Version.
    pub version: String,
    /// Id of the language whose words and rules these are.
    pub language: String,
    /// How the language is built.
    pub grammar: Later<Grammar>,
    /// Countries.
    pub countries: Files<Country>,
    /// Places.
    pub places: Files<Place>,
    /// Bodies and forums.
    pub bodies: Files<Body>,
    /// Offices.
    pub offices: Files<Office>,
    /// People.
    pub people: Files<Person>,
    /// Systems.
    pub systems: Files<System>,
    /// Surface forms by kind and world id, with the file they stand in.
    pub names: BTreeMap<(NameKind, String), (String, Forms)>,
    /// Forms that several entries bear, with who wins.
    pub shared: Later<Vec<SharedForm>>,
    /// Word files.
    pub words: WordFiles,
    /// Word classes by name.
    pub classes: BTreeMap<String, Later<WordClass>>,
    /// How the sounds of names are written.
    pub sounds: crate::sounds::Sounds,
    /// Words of names in Roman letters.
    pub romanised: crate::sounds::Romanised,
    /// Frame rules by file stem.
    pub frames: BTreeMap<String, Later<FrameFile>>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    // TOML texts by path; empty for the embedded stock.
    sources: BTreeMap<String, String>,
    // Where the files come from that nobody has asked for yet.
    put_off: Option<fn() -> RawStock>,
    later: std::sync::OnceLock<BTreeMap<(NameKind, String), (String, Forms)>>,
}

/// What a name file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A country.
    Country,
    /// A place.
    Place,
    /// A body.
    Body,
    /// A person.
    Person,
    /// A system.
    System,
}

impl NameKind {
    /// The kind of names that a folder holds.
    pub fn of_folder(folder: &str) -> Option<Self> {
        [Self::Country, Self::Place, Self::Body, Self::Person, Self::System].into_iter().find(|k| k.folder() == folder)
    }

    /// The folder of `lang/*/names/` that holds such names.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Country => "countries",
            Self::Place => "places",
            Self::Body => "bodies",
            Self::Person => "people",
            Self::System => "systems",
        }
    }
}

/// Whether a file holds nothing but what things are called in a language. Reading goes by names that were packed; these files
/// are for those who check and compare them.
pub fn is_of_names(path: &str) -> bool {
    path.starts_with("lang/") && path.contains("/names/") && !path.ends_with(crate::shared::FILE)
}

/// A file put off: its path, its text, and how many things of the world it holds.
pub type LateFile = (&'static str, &'static str, usize);

impl Stock {
    /// Types every file; what cannot be typed becomes a problem, the rest is kept.
    pub fn new(raw: RawStock) -> Self {
        let sources = raw.sources.into_iter().collect();
        let language = if raw.language.is_empty() { FIRST.to_owned() } else { raw.language };
        let mut stock = Self { version: raw.version, language, sources, ..Self::default() };
        for (path, text) in raw.files {
            if let Err(what) = stock.take(&path, text, None) {
                stock.problem(&path, what, "compare with knowledge/README.md");
            }
        }
        stock
    }

    /// A stock of which each file is typed when it is first asked for; `again` gives all of it raw.
    pub fn put_off(
        version: &str,
        language: &str,
        files: impl Iterator<Item = LateFile>,
        again: fn() -> RawStock,
    ) -> Self {
        let (version, language) = (version.to_owned(), language.to_owned());
        let mut stock = Self { version, language, put_off: Some(again), ..Self::default() };
        for (path, text, things) in files {
            if !is_of_names(path)
                && let Err(what) = stock.take(path, Cow::Borrowed(text), Some(things))
            {
                stock.problem(path, what, "compare with knowledge/README.md");
            }
        }
        stock
    }

    fn problem(&mut self, file: &str, what: String, remedy: &str) {
        self.problems.push(Problem { file: file.to_owned(), line: 0, what, remedy: remedy.to_owned() });
    }

    /// What could not be read, also of the files put off.
    pub fn all_problems(&self) -> Vec<Problem> {
        let raw = |again: fn() -> RawStock| RawStock { language: self.language.clone(), ..again() };
        let late = self.put_off.map_or_else(Vec::new, |again| Self::new(raw(again)).problems);
        self.problems.iter().cloned().chain(late).collect()
    }

    // With the number of its things a file is put off, without it is typed now.
    fn take(&mut self, path: &str, text: Cow<'static, str>, things: Option<usize>) -> Result<(), String> {
        let mut parts = path.trim_end_matches(".toml").split('/');
        let mut part = || parts.next().unwrap_or("");
        let late = things.is_some();
        match [part(), part(), part(), part(), part()] {
            ["world", folder, _, "", _] => self.take_world(folder, text, things)?,
            ["lang", "languages", "", ..] => self.words.languages = later(text, typed, late)?,
            ["lang", language, ..] if language != self.language => {}
            ["lang", _, "language", "", _] => self.grammar = later(text, typed, late)?,
            ["lang", _, "names", "shared", ""] => {
                self.shared = later(text, |t| Ok(typed::<SharedFile>(t)?.shared), late)?;
            }
            ["lang", _, "names", kind, _] => self.take_names(path, kind, &text)?,
            ["lang", _, "words", "classes", name] => {
                self.classes.insert(name.to_owned(), later(text, typed, late)?);
            }
            ["lang", _, "words", name, ""] => self.words.take(name, text, late)?,
            ["lang", _, "sounds", "", _] => self.sounds = crate::sounds::Sounds::new(text),
            ["lang", _, "romanised", "", _] => self.romanised = crate::sounds::Romanised::new(text),
            ["lang", _, "frames", name, ""] => {
                self.frames.insert(name.to_owned(), later(text, typed, late)?);
            }
            _ => {}
        }
        Ok(())
    }

    fn take_world(&mut self, folder: &str, text: Cow<'static, str>, things: Option<usize>) -> Result<(), String> {
        match folder {
            "countries" => take_file(&mut self.countries, text, one, things),
            "places" => take_file(&mut self.places, text, places, things),
            "bodies" => take_file(&mut self.bodies, text, one, things),
            "offices" => take_file(&mut self.offices, text, one, things),
            "people" => take_file(&mut self.people, text, people, things),
            "systems" => take_file(&mut self.systems, text, systems, things),
            _ => Ok(()),
        }
    }

    fn take_names(&mut self, path: &str, kind: &str, value: &str) -> Result<(), String> {
        let kind = match kind {
            "countries" => NameKind::Country,
            "places" => NameKind::Place,
            "bodies" => NameKind::Body,
            "people" => NameKind::Person,
            "systems" => NameKind::System,
            _ => return Err(format!("no kind of name is called {kind:?}")),
        };
        let table: BTreeMap<String, Forms> = typed(value)?;
        for (id, forms) in table {
            self.names.insert((kind, id), (path.to_owned(), forms));
        }
        Ok(())
    }

    /// The 1-based line of a form in a file, below the header of its entry; 0 where the text is not at hand.
    pub fn line_of(&self, file: &str, id: Option<&str>, form: &str) -> usize {
        self.sources.get(file).map_or(0, |text| crate::shared::line_of(text, id, form))
    }

    /// File and 1-based line of an id in a folder; the folder and 0 where the texts are not at hand.
    pub fn find_id(&self, folder: &str, id: &str) -> (String, usize) {
        let wanted = format!("id = \"{id}\"");
        let here = self.sources.range(format!("{folder}/")..).take_while(|(path, _)| path.starts_with(folder));
        let mut lines = here.flat_map(|(path, text)| text.lines().enumerate().map(move |(i, line)| (path, i, line)));
        lines
            .find(|(_, _, line)| line.starts_with(&wanted))
            .map_or_else(|| (folder.to_owned(), 0), |(path, i, _)| (path.clone(), i + 1))
    }

    /// All names by kind and id, with the file they stand in.
    pub fn all_names(&self) -> &BTreeMap<(NameKind, String), (String, Forms)> {
        let Some(again) = self.put_off else { return &self.names };
        self.later.get_or_init(|| {
            let mut raw = again();
            let names = format!("lang/{}/names/", self.language);
            raw.files.retain(|f| f.0.starts_with(&names));
            raw.language.clone_from(&self.language);
            Self::new(raw).names
        })
    }
}

#[derive(Deserialize)]
struct CaseFile {
    case: Vec<Case>,
}
#[derive(Deserialize)]
struct PronounFile {
    pronoun: Vec<Pronoun>,
}
#[derive(Deserialize)]
struct VerbFile {
    paradigm: Paradigm,
    verb: Vec<Verb>,
}

impl WordFiles {
    fn take(&mut self, name: &str, text: Cow<'static, str>, late: bool) -> Result<(), String> {
        match name {
            "postpositions" => self.cases = later(text, |t| Ok(typed::<CaseFile>(t)?.case), late)?,
            "pronouns" => self.pronouns = later(text, |t| Ok(typed::<PronounFile>(t)?.pronoun), late)?,
            "verbs" => {
                self.paradigm = later(text.clone(), |t| Ok(typed::<VerbFile>(t)?.paradigm), late)?;
                self.verbs = later(text, |t| Ok(typed::<VerbFile>(t)?.verb), late)?;
            }
            "numbers" => self.numbers = later(text, typed, late)?,
            "offices" => self.offices = later(text, typed, late)?,
            "honorifics" => self.honorifics = later(text, typed, late)?,
            "months" => {
                self.months_raw = later(text.clone(), typed, late)?;
                self.months = later(text, typed, late)?;
            }
            "time" => self.time = later(text, typed, late)?,
            "common" => self.common = later(text, typed, late)?,
            "person-names" => self.person_names = later(text, typed, late)?,
            "units" => self.units = later(text, typed, late)?,
            "furniture" => self.furniture = later(text, typed, late)?,
            _ => return Err(format!("no reader uses a word file called {name:?}")),
        }
        Ok(())
    }
}

fn later<T>(text: Cow<'static, str>, parse: Parse<T>, late: bool) -> Result<Later<T>, String> {
    if late { Ok(Later::put_off(text, parse)) } else { parse(&text).map(Later::now) }
}

fn take_file<T>(
    to: &mut Files<T>,
    text: Cow<'static, str>,
    parse: Parse<Vec<T>>,
    things: Option<usize>,
) -> Result<(), String> {
    if let Some(things) = things {
        to.add(Later::put_off(text, parse), things);
    } else {
        let parsed = parse(&text)?;
        let things = parsed.len();
        to.add(Later::now(parsed), things);
    }
    Ok(())
}

fn one<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, String> {
    typed(text).map(|thing| vec![thing])
}

fn places(text: &str) -> Result<Vec<Place>, String> {
    let file: PlaceFile = typed(text)?;
    Ok(file.place.into_iter().map(|p| Place { country: file.country.clone(), ..p }).collect())
}

fn people(text: &str) -> Result<Vec<Person>, String> {
    let file: PeopleFile = typed(text)?;
    Ok(file.person.into_iter().map(|p| Person { country: file.country.clone(), ..p }).collect())
}

fn systems(text: &str) -> Result<Vec<System>, String> {
    let file: SystemFile = typed(text)?;
    Ok(file.system.into_iter().map(|s| System { maker: file.maker.clone(), ..s }).collect())
}

fn typed<T: DeserializeOwned>(value: &str) -> Result<T, String> {
    serde_json::from_str(value).map_err(|e| e.to_string())
}
