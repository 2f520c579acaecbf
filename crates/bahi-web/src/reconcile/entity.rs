//! Entities: actors of the ledger, and people whom knowledge alone has.

use super::types;
use super::words::{counted, word};
use crate::errors::Fault;
use crate::lang::Lang;
use bahi::store::{ActorFilter, ActorRow};
use bahi::{Bahi, KnownPerson, Store, english_name};

// Of people whom no report tells of; the rest is the id in the knowledge.
const KNOWN: &str = "K-";

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entity {
    /// Of the ledger.
    Actor(Box<ActorRow>),
    /// Of the knowledge.
    Known(Box<KnownPerson>),
}

impl Entity {
    /// By its id, or by one that it had.
    ///
    /// # Errors
    /// There is none.
    pub fn of(bahi: &Bahi, store: &Store, id: &str) -> Result<Self, Fault> {
        let unknown = || Fault::unknown("there is no entity of this id");
        if let Some(known) = id.strip_prefix(KNOWN) {
            return bahi.known_person(known).map(|p| Self::Known(Box::new(p))).ok_or_else(unknown);
        }
        let id = crate::api::present_id(store, id, "A")?;
        let filter = ActorFilter { ids: vec![id], ..ActorFilter::default() };
        store.actors(&filter, 1)?.0.pop().map(|row| Self::Actor(Box::new(row))).ok_or_else(unknown)
    }

    /// Its id.
    pub fn id(&self) -> String {
        match self {
            Self::Actor(row) => row.id.clone(),
            Self::Known(person) => format!("{KNOWN}{}", person.id),
        }
    }

    /// Its name, in a language where there is one.
    pub fn name(&self, lang: Lang) -> String {
        let (english, hindi) = match self {
            Self::Actor(row) => (row.name.clone(), row.hindi.clone()),
            Self::Known(person) => (Some(person.name.clone()), person.hindi.clone()),
        };
        let (first, second) = if lang == Lang::Hi { (hindi, english) } else { (english, hindi) };
        first.or(second).filter(|n| !n.is_empty()).unwrap_or_else(|| self.id())
    }

    /// The kind of actor.
    pub fn kind(&self) -> &str {
        if let Self::Actor(row) = self { &row.kind } else { "person" }
    }

    /// Its type.
    pub fn of_type(&self) -> &'static str {
        types::of_kind(self.kind())
    }

    /// Code of its country.
    pub fn country(&self) -> Option<&str> {
        let code = match self {
            Self::Actor(row) => row.country.as_deref(),
            Self::Known(person) => Some(person.country.as_str()),
        };
        code.filter(|c| !c.is_empty())
    }

    /// The person of the knowledge behind it.
    pub fn known(&self, bahi: &Bahi) -> Option<KnownPerson> {
        match self {
            Self::Actor(row) => row.known.as_deref().and_then(|id| bahi.known_person(id)),
            Self::Known(person) => Some((**person).clone()),
        }
    }

    /// By what it is told from its namesakes: the office or the kind, the country, how much is told of it.
    pub fn description(&self, bahi: &Bahi, lang: Lang) -> String {
        let mut who: Vec<String> = Vec::new();
        match self.known(bahi).and_then(|p| p.office) {
            Some((title, of)) => {
                let hindi = (lang == Lang::Hi).then(|| bahi.title_in_hindi(&title)).flatten();
                who.push(hindi.unwrap_or(title));
                who.push(place(bahi, &of, lang));
            }
            None => {
                who.push(word(lang, self.of_type()).to_owned());
                who.extend(self.country().map(|code| place(bahi, code, lang)));
            }
        }
        let told = match self {
            Self::Actor(row) if row.engagements > 0 => counted(lang, "engagements", row.engagements),
            Self::Actor(row) => counted(lang, "reports", row.reports),
            Self::Known(_) => word(lang, "not_here").to_owned(),
        };
        format!("{} · {told}", who.join(", "))
    }
}

/// A country or body by its code, in a language.
pub fn place(bahi: &Bahi, code: &str, lang: Lang) -> String {
    let own = (lang == Lang::Hi).then(|| bahi.country_in_script(code)).flatten();
    own.or_else(|| english_name(code)).unwrap_or(code).to_owned()
}
