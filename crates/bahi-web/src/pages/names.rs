//! Names of people, offices, countries and values of fields, in the language of the page first and then in the other.

use super::lang::Lang;
use super::{dates, numbers};
use bahi::Knowledge;
use bahi::ledger::{Actor, Ledger, Money, Office, Party};
use bahi_knowledge::NameKind;
use bahi_knowledge::stock::{OfficeWords, TitleWord};
use serde::Serialize;
use std::collections::BTreeMap;

/// Words with the language that they are in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The words.
    pub text: String,
    /// BCP 47 tag.
    pub lang: &'static str,
}

/// A name as it is shown: in the language of the page where there is one, and then in the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Named {
    /// First.
    pub main: Word,
    /// In the other script, where that says more.
    pub alt: Option<Word>,
    /// Page of it.
    pub href: Option<String>,
}

/// A party of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PartyView {
    /// Who; of an unnamed holder the office.
    pub name: Named,
    /// The office that the reports give.
    pub office: Option<Word>,
}

/// Whether words are in Devanagari or in another script.
pub fn lang_of(text: &str) -> &'static str {
    let letters = |c: &char| ('\u{900}'..='\u{97f}').contains(c);
    if text.chars().any(|c| letters(&c)) { "hi" } else { "en" }
}

// Names longer than this are none, and would push everything else off the page.
const LONGEST: usize = 240;

/// The beginning of a name that is too long to be one; never cut within a letter and its signs.
pub fn clipped(name: &str) -> String {
    let Some((at, _)) = name.char_indices().nth(LONGEST) else { return name.to_owned() };
    let head = name.get(..at).unwrap_or(name);
    // Between words; or else before a letter that begins anew.
    let space = head.rfind(char::is_whitespace).filter(|at| *at > head.len() / 2);
    let cut = space.or_else(|| head.rfind(|c: char| c.is_alphanumeric() && !in_cluster(c))).unwrap_or(at);
    format!("{}…", head.get(..cut).unwrap_or(head))
}

// Signs of Devanagari that count as letters to Unicode and stand in the middle of what readers see as one.
fn in_cluster(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{951}'..='\u{957}' | '\u{962}' | '\u{963}')
}

impl Word {
    /// Words of which the script tells the language.
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { lang: lang_of(&text), text }
    }
}

impl Named {
    /// A name in one language only.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { main: Word::of(clipped(&text.into())), alt: None, href: None }
    }

    // Of two names that of the page's language first.
    fn both(lang: Lang, en: Option<&str>, hi: Option<&str>) -> Option<Self> {
        let en = en.filter(|t| !t.is_empty()).map(|t| Word::of(clipped(t)));
        let hi = hi.filter(|t| !t.is_empty()).map(|t| Word::of(clipped(t)));
        let (first, second) = if lang == Lang::Hi { (hi, en) } else { (en, hi) };
        let alt = if first.is_some() { second.clone() } else { None };
        let main = first.or(second)?;
        let alt = alt.filter(|a| a.text != main.text);
        Some(Self { main, alt, href: None })
    }
}

/// What names are looked up in.
#[derive(Debug)]
pub struct Namer<'a> {
    /// Language of the page.
    pub lang: Lang,
    knowledge: &'a Knowledge,
    actors: BTreeMap<&'a str, &'a Actor>,
    by_name: BTreeMap<&'a str, &'a Actor>,
}

impl<'a> Namer<'a> {
    /// Over the actors of a ledger.
    pub fn new(lang: Lang, knowledge: &'a Knowledge, ledger: &'a Ledger) -> Self {
        let actors = ledger.actors.iter().map(|a| (a.id.as_str(), a)).collect();
        let by_name = ledger.actors.iter().filter_map(|a| Some((a.name.en.as_deref()?, a))).collect();
        Self { lang, knowledge, actors, by_name }
    }

    /// The actor of an id.
    pub fn actor(&self, id: &str) -> Option<&'a Actor> {
        self.actors.get(id).copied()
    }

    /// An actor by id, with the name that a record has for it.
    pub fn named(&self, id: Option<&str>, name: Option<&str>) -> Named {
        let actor = id.and_then(|id| self.actor(id));
        let (en, hi) = actor.map_or((None, None), |a| (a.name.en.as_deref(), a.name.hi.as_deref()));
        let mut out = Named::both(self.lang, en.or(name), hi).unwrap_or_else(|| Named::plain(id.unwrap_or_default()));
        out.href = id.map(|id| format!("/a/{id}"));
        out
    }

    /// A party with its office.
    pub fn party(&self, party: &Party) -> PartyView {
        let office = party.office.as_ref().and_then(|o| self.office(o));
        let name = party.name.as_deref().filter(|n| !n.is_empty());
        let known = party.actor.as_deref().is_some_and(|id| self.actor(id).is_some());
        match (known || name.is_some(), office) {
            (false, Some(office)) => PartyView { name: Named { main: office, alt: None, href: None }, office: None },
            (false, None) => PartyView { name: Named::plain(self.lang.t("unnamed")), office: None },
            (true, office) => {
                let name = self.named(party.actor.as_deref(), name);
                let same = |o: &Word| o.text == name.main.text;
                let office = office.filter(|o| !same(o));
                PartyView { name, office }
            }
        }
    }

    /// An office with what it is of.
    pub fn office(&self, office: &Office) -> Option<Word> {
        let of = office.of.as_deref().filter(|of| !of.is_empty()).map(|of| self.of(of).main);
        let styled = office.styled.as_ref().filter(|_| self.lang == Lang::En).unwrap_or(&office.title);
        let title = (!styled.is_empty()).then(|| self.title(styled));
        match (title, of) {
            (None, of) => of,
            (Some(title), None) => Some(title),
            (Some(title), Some(of)) => Some(Word { text: format!("{}, {}", title.text, of.text), lang: title.lang }),
        }
    }

    /// A title in the language of the page, where the knowledge has it.
    pub fn title(&self, title: &str) -> Word {
        let hindi = match self.lang {
            Lang::Hi => in_hindi(&self.knowledge.stock.words.offices, title),
            Lang::En => None,
        };
        Word::of(hindi.unwrap_or_else(|| clipped(title)))
    }

    /// A country by its code, or a body by its id.
    pub fn of(&self, code: &str) -> Named {
        let kinds = [NameKind::Country, NameKind::Body];
        let hi = kinds.into_iter().find_map(|k| self.knowledge.display(k, code));
        let en = bahi::english_name(code).or(Some(code));
        Named::both(self.lang, en, hi).unwrap_or_else(|| Named::plain(code))
    }

    /// A place by its English name.
    pub fn place(&self, name: &str) -> Named {
        let id = self.knowledge.place_named(name).map(|p| p.id.as_str());
        let hi = id.and_then(|id| self.knowledge.display(NameKind::Place, id));
        Named::both(self.lang, Some(name), hi).unwrap_or_else(|| Named::plain(name))
    }

    /// Goods, forums and the like by their English names, as far as the ledger has them.
    pub fn thing(&self, name: &str) -> Named {
        let hi = self.by_name.get(name).and_then(|a| a.name.hi.as_deref());
        Named::both(self.lang, Some(name), hi).unwrap_or_else(|| Named::plain(name))
    }

    /// What things are counted in.
    pub fn unit(&self, unit: &str) -> Word {
        Word::of(self.lang.word("unit", unit))
    }

    /// The value of a field, by the last part of its path, as people read it.
    pub fn value(&self, field: &str, value: &str) -> Named {
        let lang = self.lang;
        let last = field.rsplit('/').next().unwrap_or(field);
        let word = |group: &str| Named::plain(lang.word(group, value));
        match (field, last) {
            ("kind", _) => word("kind"),
            ("status", _) => word("status"),
            ("background" | "direct_quote", _) => word("flag"),
            ("forum/relation", _) => word("relation"),
            ("when" | "as_of" | "due", _) => Named::plain(dates::words(lang, value)),
            ("where", _) => self.place(value),
            ("forum" | "item", _) => self.thing(value),
            ("unit", _) => Named { main: self.unit(value), ..Named::default() },
            ("value", _) => Named::plain(self.money(value)),
            (_, "of" | "supplier" | "recipient" | "country" | "countries") => self.of(value),
            (_, "title") => Named { main: self.title(value), ..Named::default() },
            (_, "ordered" | "delivered" | "pending" | "count") => {
                Named::plain(value.parse().map_or_else(|_| value.to_owned(), numbers::grouped))
            }
            (_, "name") => self.thing(value),
            ("sum", _) => Named::plain(self.count_of(value)),
            _ => Named::plain(value),
        }
    }

    // As conflicts of sums have it: `ordered 16`.
    fn count_of(&self, value: &str) -> String {
        let parts = value.split_once(' ').and_then(|(of, n)| Some((of, n.parse::<u64>().ok()?)));
        let said = |(of, n)| format!("{} {}", self.lang.word("field", of), numbers::grouped(n));
        parts.map_or_else(|| value.to_owned(), said)
    }

    // As claims have it: the amount and the currency.
    fn money(&self, value: &str) -> String {
        let read = value.split_once(' ').and_then(|(amount, currency)| Some((amount.parse::<f64>().ok()?, currency)));
        read.map_or_else(
            || value.to_owned(),
            |(amount, currency)| numbers::money(self.lang, &Money { amount, currency: currency.to_owned() }),
        )
    }
}

// The first Hindi form of a title, whole or put together of what it is of and its head, as 'defence' and 'minister'.
fn in_hindi(words: &OfficeWords, title: &str) -> Option<String> {
    let whole = |list: &[TitleWord], en: &str| list.iter().find(|t| t.en == en)?.forms.first().cloned();
    if let Some(form) = whole(&words.title, title) {
        return Some(form);
    }
    for modifier in words.modifier.iter().filter(|m| !m.en.is_empty()) {
        let held = title.strip_prefix(modifier.en.as_str()).and_then(|t| t.strip_prefix(' '));
        if let Some(rest) = held.and_then(|held| in_hindi(words, held)) {
            return Some(format!("{} {rest}", modifier.forms.first()?));
        }
    }
    for head in words.head.iter().chain(&words.ministry) {
        let (from, own) =
            title.len().checked_sub(head.en.len()).and_then(|at| title.split_at_checked(at)).unwrap_or_default();
        let domain = from.strip_suffix(' ').filter(|_| own.eq_ignore_ascii_case(&head.en));
        let domain = domain.and_then(|d| words.domain.iter().find(|w| w.en.eq_ignore_ascii_case(d)));
        if let (Some(domain), Some(head)) = (domain.and_then(|d| d.forms.first()), head.forms.first()) {
            return Some(format!("{domain} {head}"));
        }
    }
    None
}
