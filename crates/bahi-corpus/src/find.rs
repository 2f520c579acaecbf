//! Finds the people, countries, places and goods that a text names.

use crate::text::{self, Word};
use crate::world::{Forms, World};
use std::collections::BTreeMap;

/// What a name names, by its number in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    /// A body or sea: stays as it is.
    Fixed,
    Country(usize),
    Place(usize),
    System(usize),
    Person(usize),
}

/// In which manner a name is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Manner {
    /// The name itself.
    Full,
    /// A surname or first name.
    Part,
    /// The adjective; with its last letter where that is not the usual one, so that the plural stays plural.
    Adjective(Option<char>),
    /// In Latin script.
    English,
}

/// A name in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// First word, and the one after the last.
    pub(crate) words: (usize, usize),
    pub(crate) thing: Thing,
    pub(crate) manner: Manner,
}

type Bearer = (Thing, Manner);

/// The names of a world, by their first words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Finder(BTreeMap<String, Vec<(Vec<String>, Bearer)>>);

impl Finder {
    /// All full names.
    pub(crate) fn new(world: &World) -> Self {
        let mut finder = Self::default();
        for forms in &world.fixed {
            finder.enter_all(forms, Thing::Fixed);
        }
        for (i, country) in world.countries.iter().enumerate() {
            finder.enter_all(&country.forms, Thing::Country(i));
            let usual = country.forms.demonym.first().and_then(|form| form.chars().next_back());
            for adjective in &country.forms.demonym {
                let last = adjective.chars().next_back().filter(|last| Some(*last) != usual);
                finder.enter(adjective, (Thing::Country(i), Manner::Adjective(last)));
            }
        }
        for (i, place) in world.places.iter().enumerate() {
            finder.enter_all(&place.forms, Thing::Place(i));
        }
        for (i, system) in world.systems.iter().enumerate() {
            finder.enter_all(&system.forms, Thing::System(i));
        }
        for (i, person) in world.people.iter().enumerate() {
            person
                .forms
                .official
                .iter()
                .chain(&person.forms.variant)
                .for_each(|form| finder.enter(form, (Thing::Person(i), Manner::Full)));
            finder.enter(&person.forms.english, (Thing::Person(i), Manner::English));
        }
        finder
    }

    fn enter_all(&mut self, forms: &Forms, thing: Thing) {
        for form in forms.official.iter().chain(&forms.short).chain(&forms.variant) {
            let manner = if form.is_ascii() { Manner::English } else { Manner::Full };
            self.enter(form, (thing, manner));
        }
        self.enter(&forms.english, (thing, Manner::English));
    }

    /// Adds a form.
    pub(crate) fn enter(&mut self, form: &str, bearer: Bearer) {
        let words: Vec<String> = text::words(form).into_iter().map(|word| word.folded).collect();
        if let Some(first) = words.first() {
            self.0.entry(first.clone()).or_default().push((words, bearer));
        }
    }

    /// The names in a text, from left to right, the longest where several begin; `fits` tells namesakes apart.
    pub(crate) fn find(&self, text: &str, words: &[Word], fits: impl Fn(Thing) -> bool) -> Vec<Found> {
        let mut found = vec![];
        let mut at = 0;
        while at < words.len() {
            let Some((len, (thing, manner))) = self.longest(text, words, at, &fits) else {
                at += 1;
                continue;
            };
            found.push(Found { words: (at, at + len), thing, manner });
            at += len;
        }
        found
    }

    fn longest(&self, text: &str, words: &[Word], at: usize, fits: &impl Fn(Thing) -> bool) -> Option<(usize, Bearer)> {
        let forms = self.0.get(&words[at].folded)?;
        let stands = |form: &[String]| {
            let same = form.iter().enumerate().all(|(i, w)| words.get(at + i).is_some_and(|word| word.folded == *w));
            same && (at..at + form.len() - 1).all(|i| text::gap(text, words, i).is_some_and(joins))
        };
        let here: Vec<_> = forms.iter().filter(|(form, _)| stands(form)).collect();
        let len = here.iter().map(|(form, _)| form.len()).max()?;
        let longest: Vec<Bearer> = here.iter().filter(|(form, _)| form.len() == len).map(|(_, b)| *b).collect();
        let best = longest.iter().find(|(thing, _)| fits(*thing)).or(longest.first())?;
        Some((len, *best))
    }
}

/// Whether two words with this between them can be of one name: 'एस. जयशंकर', 'एस-400', 'S400'.
fn joins(gap: &str) -> bool {
    gap.chars().count() <= 2 && gap.chars().all(|c| " .-\u{2010}\u{2011}".contains(c))
}
