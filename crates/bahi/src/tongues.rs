//! The languages that are read: the first at once, each other when a report in it is met.

use bahi_knowledge::stock::{FIRST, language_at};
use bahi_knowledge::{Knowledge, RawStock};
use bahi_page::Page;
use bahi_read::Reader;
use std::cell::OnceCell;
use std::sync::OnceLock;

/// The languages beside the first.
#[derive(Debug, Default)]
pub(crate) struct Tongues(Vec<Tongue>);

#[derive(Debug)]
struct Tongue {
    id: String,
    // The stock that it is made from; the one that was built in where there is none.
    raw: Option<RawStock>,
    knowledge: OnceLock<Option<Knowledge>>,
}

impl Tongue {
    fn knowledge(&self) -> Option<&Knowledge> {
        let made = || match self.raw.clone() {
            Some(raw) => Some(Knowledge::from_raw(raw)),
            None => Knowledge::embedded_in(&self.id),
        };
        self.knowledge.get_or_init(made).as_ref()
    }
}

impl Tongues {
    /// Those that were built in.
    pub(crate) fn embedded() -> Self {
        let one = |id: &str| Tongue { id: id.to_owned(), raw: None, knowledge: OnceLock::new() };
        Self(Knowledge::others().map(one).collect())
    }

    /// Those of a stock: a folder of `lang/` each.
    pub(crate) fn of(raw: &RawStock) -> Self {
        let ids = raw.files.iter().filter_map(|(path, _)| language_at(path)).filter(|id| *id != FIRST);
        let one = |id: &str| Tongue {
            raw: Some(RawStock { language: id.to_owned(), ..raw.clone() }),
            id: id.to_owned(),
            knowledge: OnceLock::new(),
        };
        Self(ids.map(one).collect())
    }

    /// Their ids.
    pub(crate) fn ids(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|t| t.id.clone())
    }

    /// What is known in each.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Knowledge> {
        self.0.iter().filter_map(Tongue::knowledge)
    }
}

/// A reader for each language, made when it is first asked for.
pub(crate) struct Readers<'a> {
    first: Reader<'a>,
    others: Vec<(&'a Tongue, OnceCell<Option<Reader<'a>>>)>,
}

impl<'a> Readers<'a> {
    /// The reader of the first language, and those that may be asked for.
    pub(crate) fn new(first: Reader<'a>, tongues: &'a Tongues) -> Self {
        Self { first, others: tongues.0.iter().map(|tongue| (tongue, OnceCell::new())).collect() }
    }

    /// The reader of the first language.
    pub(crate) fn first(&self) -> &Reader<'a> {
        &self.first
    }

    /// The reader of a language; none where it is not read.
    pub(crate) fn named(&self, id: &str) -> Option<&Reader<'a>> {
        if id == self.first.language() {
            return Some(&self.first);
        }
        let (tongue, reader) = self.others.iter().find(|other| other.0.id == id)?;
        reader.get_or_init(|| tongue.knowledge().map(Reader::new)).as_ref()
    }

    /// The reader for a page: that of its language where that is plain, else the first.
    pub(crate) fn of(&self, page: &Page) -> &Reader<'a> {
        let language = page.language.as_ref().filter(|language| language.is_plain);
        language.and_then(|language| self.named(&language.id)).unwrap_or(&self.first)
    }
}
