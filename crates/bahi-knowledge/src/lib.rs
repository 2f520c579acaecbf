//! What Bahi knows: loads, types, indexes and embeds the folder `knowledge/`.
//!
//! [`Knowledge::embedded`] is what the program ships with; [`Knowledge::from_raw`] takes any other stock, such as a folder
//! that a linguist is editing. Ids are the stock's own; numbers in [`lexicon::Entry`] index its vectors.

pub mod aliases;
pub mod check;
pub mod cut;
pub mod derived;
pub mod folded;
pub mod frames;
pub mod index;
pub mod later;
pub mod lexicon;
pub mod names;
pub mod pack;
pub mod people;
pub mod search;
pub mod shared;
pub mod sounds;
pub mod stats;
pub mod stock;
pub mod terms;
pub mod without;
pub mod words;
pub mod world;

use folded::Folded;
use names::Names;
use std::borrow::Cow;

pub use index::{BARE, CompiledRule, Index};
pub use lexicon::{Entry, Form, Hit, Lexicon, NameForm, Symbol, TimeWord, UNKNOWN, VerbForm};
pub use stock::{NameKind, Problem, RawStock, Stock};

// Statics, of which the program has one copy; a constant has one in every unit of code that names it.
static TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/knowledge.txt"));
// Files of names; reading goes by the packed names.
static TEXTS_OF_NAMES: Folded = Folded::new(include_bytes!(concat!(env!("OUT_DIR"), "/names.txt.deflated")));
// The version, and each file with where its JSON stands in its texts and how many things of the world it holds.
static FILES: (&str, &[(&str, usize, usize, usize)]) = include!(concat!(env!("OUT_DIR"), "/files.rs"));
static EMBEDDED_NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));
// The index of the stock as the build script made it: without lexicon and ids, then the lexicon and its entries.
static EMBEDDED_INDEX: &str = include_str!(concat!(env!("OUT_DIR"), "/index.json"));
static EMBEDDED_LEXICON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
static EMBEDDED_ENTRIES: &str = include_str!(concat!(env!("OUT_DIR"), "/entries.json"));
static EMBEDDED_PEOPLE: Folded = Folded::new(include_bytes!(concat!(env!("OUT_DIR"), "/people.bin.deflated")));
// The other languages, packed like the first.
type PackedLanguage = (&'static str, &'static [u8], &'static [u8], &'static str, &'static str);
static OTHERS: &[PackedLanguage] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));
static EMBEDDED_IDS: [&str; 5] = include!(concat!(env!("OUT_DIR"), "/ids.rs"));

// Sorted by code.
static CODES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/codes.rs"));

/// English name of a country by its ISO 3166-1 code, or of a body by its id, in the embedded stock; costs no loading.
pub fn english_name(code: &str) -> Option<&'static str> {
    let at = CODES.binary_search_by_key(&code, |row| row.0).ok()?;
    CODES.get(at).map(|row| row.1)
}

/// The stock with its index.
#[derive(Debug)]
pub struct Knowledge {
    /// Every file, typed.
    pub stock: Stock,
    /// Lexicon and rules.
    pub index: Index,
    has_packed_people: bool,
    people: std::sync::OnceLock<people::Packed>,
    aliases: std::sync::OnceLock<aliases::Aliases>,
    places: std::sync::OnceLock<std::collections::BTreeMap<String, usize>>,
}

impl Knowledge {
    /// The stock that was built in. Its index comes ready, and its files are parsed when they are first asked for.
    pub fn embedded() -> Self {
        let packed = (stock::FIRST, EMBEDDED_NAMES, EMBEDDED_LEXICON, EMBEDDED_ENTRIES, EMBEDDED_INDEX);
        Self { has_packed_people: true, ..Self::unpacked(packed) }
    }

    /// The same stock with the words and rules of another language that was built in.
    pub fn embedded_in(language: &str) -> Option<Self> {
        OTHERS.iter().find(|other| other.0 == language).map(|&packed| Self::unpacked(packed))
    }

    /// The other languages that were built in.
    pub fn others() -> impl Iterator<Item = &'static str> {
        OTHERS.iter().map(|other| other.0)
    }

    fn unpacked((language, names, lexicon, entries, index): PackedLanguage) -> Self {
        let text = |&(path, from, to, things)| match stock::is_of_names(path) {
            true => (path, "", things),
            false => (path, TEXTS.get(from..to).unwrap_or_default(), things),
        };
        let stock = Stock::put_off(FILES.0, language, FILES.1.iter().map(text), Self::raw_embedded);
        let names = Names::new(Cow::Borrowed(names));
        let entries: Vec<Entry> = serde_json::from_str(entries).unwrap_or_default();
        let index: Index = serde_json::from_str(index).unwrap_or_default();
        let lexicon = Lexicon::restore(names, lexicon, &entries);
        Self::assemble(stock, Index { lexicon, ids: index::Ids::listed(EMBEDDED_IDS), ..index })
    }

    /// The raw stock that was built in.
    pub fn raw_embedded() -> RawStock {
        let of_names = TEXTS_OF_NAMES.text();
        let text = |&(path, from, to, _): &(&'static str, usize, usize, usize)| -> stock::RawFile {
            let texts = if stock::is_of_names(path) { of_names } else { TEXTS };
            (path.into(), texts.get(from..to).unwrap_or_default().into())
        };
        let files = FILES.1.iter().map(text).collect();
        RawStock { version: FILES.0.to_owned(), files, ..RawStock::default() }
    }

    /// Types and indexes a stock; faults end up in [`Stock::problems`].
    pub fn from_raw(raw: RawStock) -> Self {
        let mut values: Vec<(String, serde_json::Value)> = raw
            .files
            .iter()
            .filter_map(|(path, text)| Some((path.to_string(), serde_json::from_str(text).ok()?)))
            .collect();
        let stock = Stock::new(raw);
        values.extend(derived::names(&values, &stock.language));
        let names = Names::new(Cow::Owned(pack::pack(&values, &[], &stock.language)));
        let index = index::build(&stock, names);
        Self::assemble(stock, index)
    }

    fn assemble(mut stock: Stock, index: Index) -> Self {
        for (rule, what) in &index.faults {
            let language = &stock.language;
            let file = format!("lang/{language}/frames/{}.toml", rule.split('/').nth(1).unwrap_or(""));
            let remedy = format!("use a name that knowledge/lang/{language}/words has");
            stock.problems.push(Problem { file, line: 0, what: format!("rule {rule}: {what}"), remedy });
        }
        Self {
            stock,
            index,
            has_packed_people: false,
            people: std::sync::OnceLock::new(),
            aliases: std::sync::OnceLock::new(),
            places: std::sync::OnceLock::new(),
        }
    }

    /// Version of the stock.
    pub fn version(&self) -> &str {
        &self.stock.version
    }

    /// A country by its code.
    pub fn country(&self, id: &str) -> Option<&world::Country> {
        self.index.ids.number(NameKind::Country, id).map(|n| &self.stock.countries[n as usize])
    }

    /// A place by its id, with its number.
    pub fn place(&self, id: &str) -> Option<(u16, &world::Place)> {
        self.index.ids.number(NameKind::Place, id).map(|n| (n, &self.stock.places[n as usize]))
    }

    /// A place by its English name; of several the first.
    pub fn place_named(&self, name: &str) -> Option<&world::Place> {
        let places = self.places.get_or_init(|| {
            let mut places = std::collections::BTreeMap::new();
            for (n, place) in self.stock.places.iter().enumerate() {
                places.entry(place.name.clone()).or_insert(n);
            }
            places
        });
        places.get(name).and_then(|&n| self.stock.places.get(n))
    }

    /// A body by its id.
    pub fn body(&self, id: &str) -> Option<&world::Body> {
        self.index.ids.number(NameKind::Body, id).map(|n| &self.stock.bodies[n as usize])
    }

    /// A person by id.
    pub fn person(&self, id: &str) -> Option<&world::Person> {
        self.index.ids.number(NameKind::Person, id).map(|n| &self.stock.people[n as usize])
    }

    /// Of people called by one form, given worst first: the one whose offices are nearest to a day, and of several the last.
    pub fn nearest(&self, people: &[u16], day: Option<i64>) -> Option<u16> {
        let distance = |n: u16| match (day, self.stock.people.get(n as usize)) {
            (Some(day), Some(person)) => person.distance(day),
            _ => 0,
        };
        people.iter().rev().copied().min_by_key(|&n| distance(n))
    }

    /// What a country calls an office of its own in English, where that differs from the plain title; by the day of a report.
    pub fn styled(&self, title: &str, of: &str, day: Option<i64>) -> Option<String> {
        if let Some(held) = title.strip_prefix("former ") {
            return self.styled(held, of, day).map(|style| format!("former {style}"));
        }
        let office = self.stock.offices.iter().find(|o| o.name == title)?;
        let style = office.styled.get(of)?;
        let other = office.also.iter().find(|s| s.of == of && day.is_some_and(|day| s.holds(day)));
        Some(other.map_or_else(|| style.clone(), |other| format!("{style} (also {})", other.name)))
    }

    /// A system by its id.
    pub fn system(&self, id: &str) -> Option<&world::System> {
        self.index.ids.number(NameKind::System, id).map(|n| &self.stock.systems[n as usize])
    }

    /// Compares names by what sound is written how.
    pub fn names(&self) -> &bahi_text::names::Matcher {
        self.stock.sounds.matcher()
    }

    /// How like two names are: by what is known of them, else by their spelling.
    pub fn compare_names(&self, a: &str, b: &str) -> bahi_text::names::Likeness {
        let known = self.aliases.get_or_init(|| aliases::Aliases::new(self)).compare(a, b);
        known.unwrap_or_else(|| self.names().compare(a, b))
    }

    /// A name in Roman letters, as the English press would write it.
    pub fn romanise(&self, name: &str) -> String {
        self.stock.romanised.name(name)
    }

    /// Known people whose names are like a query in either script, nearest first, at most so many.
    pub fn find_people(&self, query: &str, most: usize) -> Vec<search::Found<'_>> {
        let people = self.people.get_or_init(|| match self.has_packed_people {
            true => people::Packed::new(EMBEDDED_PEOPLE.bytes().into()),
            false => people::Packed::new(people::pack(&self.stock).into()),
        });
        search::find(people, self, query, most)
    }

    /// The name of a thing as it is shown to people, in the language's own script.
    pub fn display(&self, kind: NameKind, id: &str) -> Option<&str> {
        let n = self.index.ids.number(kind, id)?;
        self.index.lexicon.names().shown(kind, n)
    }

    /// The number of a word class; [`u16::MAX`] where there is none, which matches nothing.
    pub fn class(&self, name: &str) -> u16 {
        self.index.classes.get(name).copied().unwrap_or(u16::MAX)
    }

    /// The number of a case; [`u16::MAX`] - 1 where there is none, which matches nothing.
    pub fn case(&self, id: &str) -> u16 {
        self.index.cases.get(id).copied().unwrap_or(u16::MAX - 1)
    }

    /// The number of a verb; [`u16::MAX`] where there is none, which matches nothing.
    pub fn verb(&self, id: &str) -> u16 {
        self.index.verbs.get(id).copied().unwrap_or(u16::MAX)
    }
}
