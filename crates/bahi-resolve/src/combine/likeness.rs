//! Whether two people that reports tell of may be one, by names, offices and countries.
//!
//! The same is told of people over and over, and the same names with ever other offices: both are numbered, made ready once
//! and compared once.

use super::people::{Told, keys};
use bahi_knowledge::Knowledge;
use bahi_text::names::Verdict;
use bahi_text::names::likeness::Prepared;
use bahi_text::script::similar::Spelled;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Days within which two reports tell of the same people.
pub const WEEK: i64 = 7;

/// What is told of a person, by number, each with the days on which it is told.
pub type Borne = BTreeMap<usize, BTreeSet<i64>>;

/// How two things told bear on their being told of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    /// Not at all.
    No,
    /// They do where they are told within a week.
    Near,
    /// They do.
    Yes,
}

/// Compares people; remembers what it compared.
#[derive(Debug)]
pub struct Likeness<'k> {
    knowledge: &'k Knowledge,
    numbers: HashMap<Told, usize>,
    told: Vec<Ready>,
    compared: HashMap<(usize, usize), Found>,
    names: Names,
}

#[derive(Debug)]
struct Ready {
    told: Told,
    // Number of its list of names.
    names: usize,
}

// Lists of names, each once.
#[derive(Debug, Default)]
struct Names {
    numbers: HashMap<Vec<String>, usize>,
    // Made ready where they are compared: most are apart by country and office.
    ready: Vec<OnceCell<Listed>>,
    lists: Vec<Vec<String>>,
    compared: HashMap<(usize, usize), Bearing>,
}

// A list of names, and by what it is found; see [`Told::keys`].
#[derive(Debug)]
struct Listed {
    names: Vec<Named>,
    keys: BTreeSet<String>,
    sought: BTreeSet<String>,
}

// What names say of their bearers.
#[derive(Debug, Clone, Copy, Default)]
struct Bearing {
    // The same but for what stands between first and last.
    ends: bool,
    // The same name in full.
    full: bool,
    // One word, the same surname.
    surname: bool,
}

#[derive(Debug)]
struct Named {
    words: Vec<String>,
    full: Spelled,
    sound: Prepared,
    last: Option<Spelled>,
}

impl<'k> Likeness<'k> {
    /// Nothing compared yet.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self { knowledge, numbers: HashMap::new(), told: Vec::new(), compared: HashMap::new(), names: Names::default() }
    }

    /// The number of something told, whatever its day.
    pub fn number(&mut self, told: &Told) -> usize {
        let timeless = Told { day: None, ..told.clone() };
        if let Some(&number) = self.numbers.get(&timeless) {
            return number;
        }
        let names = self.names.number(&timeless.names);
        self.told.push(Ready { told: timeless.clone(), names });
        self.numbers.insert(timeless, self.told.len() - 1);
        self.told.len() - 1
    }

    /// Everything told of a person.
    pub fn borne(&mut self, told: &BTreeSet<Told>) -> Borne {
        let mut out = Borne::new();
        for t in told {
            out.entry(self.number(t)).or_default().extend(t.day);
        }
        out
    }

    /// Whether anything told of the one, whom nobody knows, and of the other speaks for their being one person.
    pub fn linked(&mut self, a: &Borne, b: &Borne) -> bool {
        a.iter().any(|(&x, days)| {
            b.iter().any(|(&y, others)| match self.alike(x, y) {
                Alike::No => false,
                Alike::Yes => true,
                Alike::Near => days.iter().any(|d| others.range(d - WEEK..=d + WEEK).next().is_some()),
            })
        })
    }

    /// How two things told bear on their being told of one person, of whichever of them that one is unknown; it is not kept.
    pub fn either(&mut self, x: usize, y: usize) -> Alike {
        let country = self.has_country(x) || self.has_country(y);
        self.compare(&(x.min(y), x.max(y))).of(country)
    }

    /// Whether two lists of names leave it open that their bearers are one person: if not, nothing told of them is alike.
    pub fn namesakes(&mut self, a: &[String], b: &[String]) -> bool {
        let (x, y) = (self.names.number(a), self.names.number(b));
        let names = self.names.bearing(x, y, self.knowledge);
        names.ends || names.full || names.surname || is_last_word(a, b) || is_last_word(b, a)
    }

    fn has_country(&self, x: usize) -> bool {
        self.told[x].told.country.is_some()
    }

    /// Compares two things told; the first is of somebody unknown, whose country counts.
    pub fn alike(&mut self, x: usize, y: usize) -> Alike {
        let pair = (x.min(y), x.max(y));
        // Most are told apart by less than it takes to remember it.
        if !self.may_be_one(pair.0, pair.1) {
            return Alike::No;
        }
        let found = match self.compared.get(&pair) {
            Some(&found) => found,
            None => {
                let found = self.compare(&pair);
                self.compared.insert(pair, found);
                found
            }
        };
        found.of(self.has_country(x))
    }

    fn may_be_one(&self, x: usize, y: usize) -> bool {
        let (p, q) = (&self.told[x].told, &self.told[y].told);
        same_country(p, q) || same_office(p, q)
    }

    // Likeness of names, with office and country as evidence; a name of one word needs both.
    fn compare(&mut self, &(x, y): &(usize, usize)) -> Found {
        let (a, b) = (&self.told[x], &self.told[y]);
        let (p, q) = (&a.told, &b.told);
        let (country, office) = (same_country(p, q), same_office(p, q));
        if !country && !office {
            return Found::Alike(Alike::No);
        }
        let names = self.names.bearing(a.names, b.names, self.knowledge);
        match bare_surname(p, q, self.knowledge) {
            _ if country && names.ends || names.full => Found::Alike(Alike::Yes),
            _ if country && office && names.surname => Found::Surname,
            true => Found::Alike(Alike::Near),
            false => Found::Alike(Alike::No),
        }
    }
}

impl Names {
    fn number(&mut self, names: &[String]) -> usize {
        if let Some(&number) = self.numbers.get(names) {
            return number;
        }
        self.ready.push(OnceCell::new());
        self.lists.push(names.to_vec());
        self.numbers.insert(names.to_vec(), self.ready.len() - 1);
        self.ready.len() - 1
    }

    fn bearing(&mut self, x: usize, y: usize, knowledge: &Knowledge) -> Bearing {
        let pair = (x.min(y), x.max(y));
        if let Some(&known) = self.compared.get(&pair) {
            return known;
        }
        let ready = |n: usize| self.ready[n].get_or_init(|| Listed::new(&self.lists[n]));
        let (a, b) = (ready(pair.0), ready(pair.1));
        // Of names that no key brings together nobody asks, wherever their bearers meet.
        let bearing = match a.sought.is_disjoint(&b.keys) {
            true => Bearing::default(),
            false => Bearing::new(&a.names, &b.names, knowledge),
        };
        self.compared.insert(pair, bearing);
        bearing
    }
}

impl Listed {
    fn new(names: &[String]) -> Self {
        let (found, sought) = (keys(names, false), keys(names, true));
        Self { names: names.iter().map(|name| Named::new(name)).collect(), keys: found, sought }
    }
}

impl Bearing {
    fn new(a: &[Named], b: &[Named], knowledge: &Knowledge) -> Self {
        let any = |of: &dyn Fn(&Named, &Named) -> bool| a.iter().any(|x| b.iter().any(|y| of(x, y)));
        let full = |x: &Named, y: &Named| x.words.len() > 1 && y.words.len() > 1 && same_name(x, y, knowledge);
        Self { ends: any(&ends), full: any(&full), surname: any(&surname) }
    }
}

// What comparing two gave, whichever is the first.
#[derive(Debug, Clone, Copy)]
enum Found {
    Alike(Alike),
    // They do where the first has a country.
    Surname,
}

impl Found {
    fn of(self, country: bool) -> Alike {
        match self {
            Self::Alike(alike) => alike,
            Self::Surname if country => Alike::Yes,
            Self::Surname => Alike::No,
        }
    }
}

impl Named {
    fn new(name: &str) -> Self {
        let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
        let last = words.last().map(|w| Spelled::new(w));
        Self { full: Spelled::new(name), sound: Prepared::new(name), words, last }
    }
}

fn same_country(p: &Told, q: &Told) -> bool {
    p.country.is_none() || q.country.is_none() || p.country == q.country
}

fn same_office(p: &Told, q: &Told) -> bool {
    p.titles.iter().any(|x| q.titles.iter().any(|y| bahi_read::memory::same_title(x, y)))
}

// A surname without office, which few people bear, called of someone whom a paper of the same week names in full.
fn bare_surname(a: &Told, b: &Told, knowledge: &Knowledge) -> bool {
    let (short, long) = match (a.is_bare(), b.is_bare()) {
        (_, true) => (b, a),
        (true, false) => (a, b),
        _ => return false,
    };
    let country = short.country.is_none() || long.country.is_none() || short.country == long.country;
    let lexicon = &knowledge.index.lexicon;
    country
        && short.names.iter().any(|s| {
            is_last_word(std::slice::from_ref(s), &long.names) && !knowledge.index.is_shared_surname(lexicon.symbol(s))
        })
}

// Whether a name of one list is the last word of one of the other.
fn is_last_word(short: &[String], long: &[String]) -> bool {
    short.iter().any(|s| long.iter().any(|l| l.split_whitespace().last() == Some(s)))
}

// By the letters that the press mixes, else by what sound is written how.
fn same_name(x: &Named, y: &Named, knowledge: &Knowledge) -> bool {
    x.full.similar(&y.full) || knowledge.names().like(&x.sound, &y.sound).verdict == Verdict::Same
}

fn ends(x: &Named, y: &Named) -> bool {
    let (p, q) = (&x.words, &y.words);
    p.len() != q.len() && p.len() > 1 && q.len() > 1 && p.first() == q.first() && p.last() == q.last()
}

fn surname(x: &Named, y: &Named) -> bool {
    let one_word = x.words.len() == 1 || y.words.len() == 1;
    one_word && x.last.as_ref().zip(y.last.as_ref()).is_some_and(|(p, q)| p.similar(q))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 12] = [
        "सर्गेई लावरोव",
        "सर्गेई विक्टोरोविच लावरोव",
        "लावरोव",
        "sergey lavrov",
        "lavrov",
        "वांग यी",
        "यी",
        "wang yi",
        "अनीता शर्मा",
        "शर्मा",
        "राजेश शर्मा",
        "anita sharma",
    ];

    // Everybody with every office and country, and with two names at once.
    fn everybody() -> Vec<Told> {
        let mut out = Vec::new();
        for (n, name) in NAMES.iter().enumerate() {
            for titles in [vec![], vec!["Foreign Minister".to_owned()], vec!["Spokesperson".to_owned()]] {
                for country in [None, Some("RU".to_owned()), Some("IN".to_owned())] {
                    for other in [None, Some(NAMES[(n + 5) % NAMES.len()])] {
                        let names = other.into_iter().chain([*name]).map(str::to_owned).collect();
                        let (titles, country) = (titles.clone(), country.clone());
                        out.push(Told { names, titles, country, known: n % 3 == 0, day: None });
                    }
                }
            }
        }
        out
    }

    #[test]
    fn nothing_is_alike_that_is_told_of_people_who_are_no_namesakes() {
        let knowledge = Knowledge::embedded();
        let mut likeness = Likeness::new(&knowledge);
        let all = everybody();
        let (mut alike, mut apart) = (0, 0);
        for a in &all {
            for b in &all {
                let namesakes = likeness.namesakes(&a.names, &b.names);
                let (x, y) = (likeness.number(a), likeness.number(b));
                alike += usize::from(likeness.either(x, y) != Alike::No);
                apart += usize::from(!namesakes);
                assert!(namesakes || likeness.either(x, y) == Alike::No, "{a:?} {b:?}");
            }
        }
        assert!(alike > 1_000 && apart > 1_000, "{alike} {apart}");
    }
}
