//! Who held which office when, countries, places and systems, with their Hindi names: as much of `knowledge/` as is needed.

use crate::day::Day;
use crate::error::CorpusError;
use crate::files;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Names of a thing, by sort.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Forms {
    pub(crate) official: Vec<String>,
    pub(crate) short: Vec<String>,
    pub(crate) variant: Vec<String>,
    pub(crate) demonym: Vec<String>,
    /// The usual English name, from the world file.
    #[serde(skip)]
    pub(crate) english: String,
}

/// An office held, by its first and last days that are certain, and those that are possible.
#[derive(Debug, Clone)]
pub(crate) struct Tenure {
    pub(crate) office: String,
    pub(crate) of: String,
    certain: (Day, Day),
    possible: (Day, Day),
}

impl Tenure {
    /// Whether the office was held on the day, as far as is known.
    pub(crate) fn maybe(&self, day: Day) -> bool {
        (self.possible.0..=self.possible.1).contains(&day)
    }
}

/// A person.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) forms: Forms,
    pub(crate) woman: bool,
    pub(crate) country: String,
    pub(crate) offices: Vec<Tenure>,
}

/// A country.
#[derive(Debug, Clone)]
pub(crate) struct Country {
    pub(crate) id: String,
    pub(crate) forms: Forms,
    pub(crate) capital: Option<usize>,
}

/// A city or venue.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) country: String,
    pub(crate) kind: String,
    pub(crate) forms: Forms,
}

/// Goods of a maker.
#[derive(Debug, Clone)]
pub(crate) struct System {
    pub(crate) maker: String,
    pub(crate) kind: String,
    pub(crate) forms: Forms,
}

/// Everything, each sort in the order of files and of entries in them.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) people: Vec<Person>,
    pub(crate) countries: Vec<Country>,
    pub(crate) places: Vec<Place>,
    pub(crate) systems: Vec<System>,
    /// Names in which no country or city may be replaced: bodies, seas.
    pub(crate) fixed: Vec<Forms>,
    holders: BTreeMap<String, Holders>,
}

/// Holders of one office with first and last certain day, by country or body.
type Holders = BTreeMap<String, Vec<(usize, Day, Day)>>;

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    sex: String,
    #[serde(default)]
    capital: String,
    #[serde(default)]
    office: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    office: String,
    of: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
struct EntryFile {
    #[serde(default)]
    country: String,
    #[serde(default)]
    maker: String,
    #[serde(default, alias = "place", alias = "system")]
    person: Vec<Entry>,
}

type Named = BTreeMap<String, Forms>;

impl World {
    /// Reads a knowledge folder.
    pub(crate) fn load(knowledge: &Path) -> Result<Self, CorpusError> {
        let mut world = Self::default();
        let mut place_ids: BTreeMap<String, usize> = BTreeMap::new();
        let names = names(knowledge, "places")?;
        for (country, entry) in entries(knowledge, "places")? {
            let forms = forms(&names, &entry);
            if country.is_empty() || !["city", "venue"].contains(&entry.kind.as_str()) {
                world.fixed.push(forms);
                continue;
            }
            place_ids.insert(entry.id, world.places.len());
            world.places.push(Place { country, kind: entry.kind, forms });
        }
        let names = self::names(knowledge, "countries")?;
        for path in files::listed(&knowledge.join("world/countries"), "toml")? {
            let entry: Entry = files::toml(&path)?;
            let capital = place_ids.get(&entry.capital).copied();
            world.countries.push(Country { forms: forms(&names, &entry), id: entry.id, capital });
        }
        let names = self::names(knowledge, "systems")?;
        for (maker, entry) in entries(knowledge, "systems")? {
            world.systems.push(System { maker, forms: forms(&names, &entry), kind: entry.kind });
        }
        world.fixed.extend(self::names(knowledge, "bodies")?.into_values());
        let names = self::names(knowledge, "people")?;
        for (country, entry) in entries(knowledge, "people")? {
            let person = person(forms(&names, &entry), country, entry);
            world.enter(person);
        }
        Ok(world)
    }

    fn enter(&mut self, person: Person) {
        // Who has no Hindi name cannot stand in a report.
        if person.forms.official.is_empty() {
            return;
        }
        for held in person.offices.iter().filter(|held| held.certain.0 <= held.certain.1) {
            let of = self.holders.entry(held.office.clone()).or_default().entry(held.of.clone()).or_default();
            of.push((self.people.len(), held.certain.0, held.certain.1));
        }
        self.people.push(person);
    }

    /// Who certainly held an office of a country or body on a day.
    pub(crate) fn holders(&self, office: &str, of: &str, day: Day) -> impl Iterator<Item = usize> + '_ {
        let all = self.holders.get(office).and_then(|by| by.get(of)).map_or(&[][..], Vec::as_slice);
        all.iter().filter(move |(_, from, to)| (*from..=*to).contains(&day)).map(|(person, ..)| *person)
    }

    /// The number of a country.
    pub(crate) fn country(&self, id: &str) -> Option<usize> {
        self.countries.binary_search_by(|country| country.id.as_str().cmp(id)).ok()
    }
}

fn names(knowledge: &Path, kind: &str) -> Result<Named, CorpusError> {
    let mut all = Named::new();
    for path in files::listed(&knowledge.join("lang/hi/names").join(kind), "toml")? {
        all.append(&mut files::toml::<Named>(&path)?);
    }
    Ok(all)
}

fn entries(knowledge: &Path, kind: &str) -> Result<Vec<(String, Entry)>, CorpusError> {
    let mut all = vec![];
    for path in files::listed(&knowledge.join("world").join(kind), "toml")? {
        let file: EntryFile = files::toml(&path)?;
        let home = if file.country.is_empty() { file.maker } else { file.country };
        all.extend(file.person.into_iter().map(|entry| (home.clone(), entry)));
    }
    Ok(all)
}

fn forms(names: &Named, entry: &Entry) -> Forms {
    Forms { english: entry.name.clone(), ..names.get(&entry.id).cloned().unwrap_or_default() }
}

fn person(mut forms: Forms, country: String, entry: Entry) -> Person {
    let initial = |form: &String| form.chars().next();
    let usual = forms.official.first().and_then(initial);
    // Forms with another first word carry an office or an initial, and stand ill behind the office of the report.
    let (alike, others) = forms.official.into_iter().partition(|form| initial(form) == usual);
    (forms.official, forms.variant) = (alike, others);
    let home = country.clone();
    let offices = entry.office.into_iter().filter_map(|said| tenure(said, &home)).collect();
    Person { forms, woman: entry.sex == "f", country, offices }
}

/// An office with a day of taking it; without one nothing is certain.
fn tenure(said: Said, home: &str) -> Option<Tenure> {
    let from = Day::span(&said.from?)?;
    let open = Day::of(2100, 1, 1);
    let to = said.to.as_deref().map_or(Some((open, open)), Day::span)?;
    let of = said.of.unwrap_or_else(|| home.to_string());
    Some(Tenure { office: said.office, of, certain: (from.1, to.0), possible: (from.0, to.1) })
}
