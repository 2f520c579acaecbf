//! Who and what stands in for the people, countries, places and goods of a story when it is told as another event.

use crate::day::Day;
use crate::random::Random;
use crate::stories::Story;
use crate::words::Invented;
use crate::world::{Tenure, World};
use std::collections::{BTreeMap, BTreeSet};

/// Who plays a person.
#[derive(Debug, Clone)]
pub(crate) enum Player {
    /// Somebody of the knowledge.
    Known(usize),
    /// Somebody who does not exist, by full name; the family name is the last word.
    Invented(String),
}

/// The cast of one event.
#[derive(Debug)]
pub(crate) struct Cast {
    /// Day of the event's first report.
    pub(crate) base: Day,
    pub(crate) people: BTreeMap<usize, Player>,
    pub(crate) countries: BTreeMap<usize, usize>,
    pub(crate) places: BTreeMap<usize, usize>,
    pub(crate) systems: BTreeMap<usize, usize>,
    /// What numbers of goods are multiplied by, so that sums stay right.
    pub(crate) times: i64,
    /// What is added to numbers of sessions.
    pub(crate) sessions: i64,
}

/// First day on which an event is told, and the one after the last: ten years.
const YEARS: (i64, i64) = (2016, 2026);
/// How many countries are tried for one whose office-holders are known.
const TRIES: usize = 8;
/// The country from which the bundled reports are written: it mostly stays.
const HOME: &str = "IN";

/// Draws a cast.
pub(crate) struct Casting<'a> {
    pub(crate) world: &'a World,
    pub(crate) story: &'a Story,
    pub(crate) invented: &'a Invented,
    /// Countries that can stand in for others.
    pub(crate) pool: &'a [usize],
}

/// Countries with people, a capital, and the words to name them.
pub(crate) fn pool(world: &World) -> Vec<usize> {
    let peopled: BTreeSet<&str> = world.people.iter().map(|person| person.country.as_str()).collect();
    let usable = |i: &usize| {
        let country = &world.countries[*i];
        let named = !country.forms.short.is_empty() && !country.forms.demonym.is_empty();
        let capital = country.capital.is_some_and(|place| !world.places[place].forms.short.is_empty());
        named && capital && country.id != HOME && peopled.contains(country.id.as_str())
    };
    (0..world.countries.len()).filter(usable).collect()
}

impl Casting<'_> {
    /// Draws day, countries, people, places and goods; the day is so many before the last, or any.
    pub(crate) fn draw(&self, ago: Option<i64>, random: &mut Random) -> Cast {
        let base = self.day(ago, random);
        let mut cast = Cast {
            base,
            people: BTreeMap::new(),
            countries: BTreeMap::new(),
            places: BTreeMap::new(),
            systems: BTreeMap::new(),
            times: 1 + random.below(3) as i64,
            sessions: base.date().0 - self.story.base.date().0,
        };
        self.draw_countries(&mut cast, random);
        self.draw_people(&mut cast, random);
        self.draw_places(&mut cast, random);
        self.draw_systems(&mut cast, random);
        cast
    }

    /// A day of the same weekday, so that weekdays stay right, on which the whole story lies within the years.
    fn day(&self, ago: Option<i64>, random: &mut Random) -> Day {
        let (first, end) = (Day::of(YEARS.0, 1, 1).0, Day::of(YEARS.1, 1, 1).0 - self.story.length);
        let aligned = first + (self.story.base.0 - first).rem_euclid(7);
        let weeks = ((end - 1 - aligned) / 7 + 1).max(1);
        let week = random.below(weeks as usize) as i64;
        Day(aligned + 7 * ago.map_or(week, |ago| (weeks - 1 - ago / 7).max(0)))
    }

    /// The offices of a story's people, by the countries they are held for.
    fn wanted(&self) -> BTreeMap<&str, Vec<(usize, &Tenure)>> {
        let mut wanted: BTreeMap<&str, Vec<(usize, &Tenure)>> = BTreeMap::new();
        for &person in &self.story.people {
            if let Some(held) = self.story.offices(self.world, person).first() {
                wanted.entry(held.of.as_str()).or_default().push((person, *held));
            }
        }
        wanted
    }

    fn draw_countries(&self, cast: &mut Cast, random: &mut Random) {
        let wanted = self.wanted();
        let named = self.story.countries.iter().copied();
        let of_people = wanted.keys().filter_map(|id| self.world.country(id));
        let of_places = self.story.places.iter().filter_map(|&i| self.world.country(&self.world.places[i].country));
        let all: BTreeSet<usize> = named.chain(of_people).chain(of_places).collect();
        let stays = random.chance(90);
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for country in all {
            let id = self.world.countries[country].id.as_str();
            if id == HOME && stays {
                cast.countries.insert(country, country);
                continue;
            }
            let offices = wanted.get(id).map_or(&[][..], Vec::as_slice);
            let drawn = self.country(offices, &taken, cast.base, random).unwrap_or(country);
            taken.insert(drawn);
            cast.countries.insert(country, drawn);
        }
    }

    /// The best of a few countries: with the offices held, and by people of the same sex, since verbs agree with them.
    fn country(
        &self,
        offices: &[(usize, &Tenure)],
        taken: &BTreeSet<usize>,
        day: Day,
        random: &mut Random,
    ) -> Option<usize> {
        let people = &self.world.people;
        let suits = |country: usize| -> usize {
            let id = &self.world.countries[country].id;
            let suit = |(person, held): &(usize, &Tenure)| {
                let holder = self.world.holders(&held.office, id, day).next();
                holder.map_or(0, |holder| 2 + usize::from(people[holder].woman == people[*person].woman))
            };
            offices.iter().map(suit).sum()
        };
        let mut best: Option<(usize, usize)> = None;
        for _ in 0..TRIES {
            let Some(&country) = random.pick(self.pool).filter(|country| !taken.contains(country)) else { continue };
            let points = suits(country);
            if best.is_none_or(|(most, _)| points > most) {
                best = Some((points, country));
            }
            if points == offices.len() * 3 {
                break;
            }
        }
        best.map(|(_, country)| country)
    }

    fn draw_people(&self, cast: &mut Cast, random: &mut Random) {
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for &person in &self.story.people {
            let known = if random.chance(6) { None } else { self.holder(person, cast, &taken, random) };
            let player = match known {
                Some(holder) => {
                    taken.insert(holder);
                    Player::Known(holder)
                }
                None => self.nobody(self.world.people[person].woman, random),
            };
            cast.people.insert(person, player);
        }
    }

    /// Who holds one of the person's offices for the country that stands in for theirs.
    fn holder(&self, person: usize, cast: &Cast, taken: &BTreeSet<usize>, random: &mut Random) -> Option<usize> {
        let offices = self.story.offices(self.world, person);
        if offices.is_empty() {
            return self.unchanged(person, cast).then_some(person);
        }
        let mut holders = vec![];
        for held in offices {
            let country = self.world.country(&held.of).and_then(|country| cast.countries.get(&country));
            let of = country.map_or(held.of.as_str(), |&country| self.world.countries[country].id.as_str());
            let woman = self.world.people[person].woman;
            holders.extend(self.world.holders(&held.office, of, cast.base).filter(|holder| !taken.contains(holder)));
            if holders.iter().any(|&holder| self.world.people[holder].woman == woman) {
                holders.retain(|&holder| self.world.people[holder].woman == woman);
            }
            if !holders.is_empty() {
                break;
            }
        }
        random.pick(&holders).copied()
    }

    /// Whether a person without an office can stay, since the country does.
    fn unchanged(&self, person: usize, cast: &Cast) -> bool {
        let country = self.world.country(&self.world.people[person].country);
        country.is_none_or(|country| cast.countries.get(&country).is_none_or(|&drawn| drawn == country))
    }

    fn nobody(&self, woman: bool, random: &mut Random) -> Player {
        let given = if woman { &self.invented.women } else { &self.invented.men };
        let given = random.pick(given).map_or("", String::as_str);
        let family = random.pick(&self.invented.families).map_or("", String::as_str);
        Player::Invented(format!("{given} {family}"))
    }

    fn draw_places(&self, cast: &mut Cast, random: &mut Random) {
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for &place in &self.story.places {
            let drawn = self.place(place, cast, &taken, random);
            taken.insert(drawn);
            cast.places.insert(place, drawn);
        }
    }

    /// The capital for a capital, and otherwise a place of the same kind.
    fn place(&self, place: usize, cast: &Cast, taken: &BTreeSet<usize>, random: &mut Random) -> usize {
        let here = &self.world.places[place];
        let Some(country) = self.world.country(&here.country) else { return place };
        let drawn = cast.countries.get(&country).copied().unwrap_or(country);
        // Venues are known by name, and half of the cities at home stay.
        if drawn == country && (here.kind == "venue" || random.chance(50)) {
            return place;
        }
        let capital = self.world.countries[drawn].capital;
        if self.world.countries[country].capital == Some(place) {
            return capital.unwrap_or(place);
        }
        let of = &self.world.countries[drawn].id;
        let others = self.others(of, &here.kind, taken, capital);
        random.pick(&others).copied().or(capital).unwrap_or(place)
    }

    fn others(&self, of: &str, kind: &str, taken: &BTreeSet<usize>, capital: Option<usize>) -> Vec<usize> {
        let fits = |&(i, place): &(usize, &crate::world::Place)| {
            let named = !place.forms.short.is_empty();
            place.country == of && place.kind == kind && named && Some(i) != capital && !taken.contains(&i)
        };
        self.world.places.iter().enumerate().filter(fits).map(|(i, _)| i).collect()
    }

    /// Goods of the same kind and of the maker that stands in, where there are such.
    fn draw_systems(&self, cast: &mut Cast, random: &mut Random) {
        for &system in &self.story.systems {
            let here = &self.world.systems[system];
            let maker = self.world.country(&here.maker).and_then(|maker| cast.countries.get(&maker));
            let Some(maker) = maker.map(|&maker| &self.world.countries[maker].id) else { continue };
            let alike = self.world.systems.iter().enumerate();
            let alike = alike.filter(|(_, other)| other.maker == *maker && other.kind == here.kind);
            let alike: Vec<usize> = alike.map(|(i, _)| i).collect();
            let drawn = random.pick(&alike).copied().unwrap_or(system);
            cast.systems.insert(system, drawn);
        }
    }
}
