//! The bundled reports by the events they tell: reports of one story are told with one cast.

use crate::dates::Dates;
use crate::day::Day;
use crate::error::CorpusError;
use crate::files;
use crate::find::{Finder, Manner, Thing};
use crate::template::{Cutter, Piece, Template};
use crate::text;
use crate::words::Words;
use crate::world::{Tenure, World};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Reports that tell one story.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) reports: Vec<Template>,
    /// Day of the first of them.
    pub(crate) base: Day,
    /// Days from the first to the last.
    pub(crate) length: i64,
    /// People named in full.
    pub(crate) people: BTreeSet<usize>,
    pub(crate) countries: BTreeSet<usize>,
    pub(crate) places: BTreeSet<usize>,
    pub(crate) systems: BTreeSet<usize>,
}

/// A report as it lies on disk, with what it shares with others of its story.
struct Raw {
    text: String,
    published: Day,
    keys: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Gold {
    reports: BTreeMap<String, GoldReport>,
}

#[derive(Deserialize)]
struct GoldReport {
    published: Option<String>,
    engagements: Vec<Keyed>,
}

#[derive(Deserialize)]
struct Keyed {
    key: String,
}

/// Reports further apart are of two stories, although they recall one event.
const STORY_DAYS: i64 = 12;

impl Story {
    /// The offices that a person held when the story was told.
    pub(crate) fn offices<'w>(&self, world: &'w World, person: usize) -> Vec<&'w Tenure> {
        world.people[person].offices.iter().filter(|held| held.maybe(self.base)).collect()
    }
}

/// Reads and cuts the reports below the root.
pub(crate) fn load(root: &Path, world: &World, lists: &Words) -> Result<Vec<Story>, CorpusError> {
    let mut raw = demo(&root.join("demo/reports"), lists)?;
    for set in ["eval/dev-a", "eval/dev-c"] {
        raw.extend(gold(&root.join(set))?);
    }
    let names = Finder::new(world);
    let stories: Vec<Story> = grouped(raw).into_iter().map(|group| story(group, world, lists, &names)).collect();
    if stories.is_empty() { Err(CorpusError::Empty) } else { Ok(stories) }
}

/// Reports of the tour: `01-kishida-agency.txt` is of the story `kishida`.
fn demo(folder: &Path, lists: &Words) -> Result<Vec<Raw>, CorpusError> {
    let mut all = vec![];
    for path in files::listed(folder, "txt")? {
        let text = files::text(&path)?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let keys = stem.split('-').nth(1).map(str::to_string).into_iter().collect();
        let dated = text.lines().find_map(|line| Dates::first(line, &text::words(line), lists));
        all.extend(dated.map(|published| Raw { text, published, keys }));
    }
    Ok(all)
}

/// Reports of a gold set. One without a certain day of publication cannot be moved, and is left out.
fn gold(folder: &Path) -> Result<Vec<Raw>, CorpusError> {
    let path = folder.join("gold.json");
    let gold: Gold = serde_json::from_str(&files::text(&path)?)
        .map_err(|error| CorpusError::Malformed { path: path.display().to_string(), why: error.to_string() })?;
    let mut all = vec![];
    for (name, report) in gold.reports {
        let Some((published, _)) = report.published.as_deref().and_then(Day::span) else { continue };
        let keys = report.engagements.into_iter().map(|engagement| engagement.key).collect();
        all.push(Raw { text: files::text(&folder.join(name))?, published, keys });
    }
    Ok(all)
}

/// Reports that share an event and lie near in time, in the order of their first.
fn grouped(raw: Vec<Raw>) -> Vec<Vec<Raw>> {
    let mut groups: Vec<Vec<Raw>> = vec![];
    for report in raw {
        let near = |other: &Raw| {
            let apart = (other.published.0 - report.published.0).abs();
            apart <= STORY_DAYS && !other.keys.is_disjoint(&report.keys)
        };
        match groups.iter_mut().find(|group| group.iter().any(near)) {
            Some(group) => group.push(report),
            None => groups.push(vec![report]),
        }
    }
    groups
}

fn story(raw: Vec<Raw>, world: &World, lists: &Words, names: &Finder) -> Story {
    let days = || raw.iter().map(|report| report.published);
    let base = days().min().unwrap_or(Day(0));
    let length = days().max().map_or(0, |last| last.0 - base.0);
    let nobody = Finder::default();
    let first = Cutter { world, lists, names, parts: &nobody, base };
    let named: Vec<Template> = raw.iter().map(|report| first.cut(&report.text, report.published)).collect();
    let things: BTreeSet<Thing> = named.iter().flat_map(things).collect();
    let of = |number: fn(&Thing) -> Option<usize>| things.iter().filter_map(number).collect::<BTreeSet<usize>>();
    let people = of(|thing| if let Thing::Person(i) = thing { Some(*i) } else { None });
    let parts = parts(world, lists, &people);
    let cutter = Cutter { parts: &parts, ..first };
    Story {
        reports: raw.iter().map(|report| cutter.cut(&report.text, report.published)).collect(),
        base,
        length,
        countries: of(|thing| if let Thing::Country(i) = thing { Some(*i) } else { None }),
        places: of(|thing| if let Thing::Place(i) = thing { Some(*i) } else { None }),
        systems: of(|thing| if let Thing::System(i) = thing { Some(*i) } else { None }),
        people,
    }
}

fn things(template: &Template) -> impl Iterator<Item = Thing> + '_ {
    let pieces = template.lines.iter().flat_map(|line| &line.pieces);
    pieces.filter_map(|piece| if let Piece::Name(thing, _) = piece { Some(*thing) } else { None })
}

/// Surnames and first names of people, but no words of prose ('हुई' of चोई सोन हुई) and none that two of them bear.
fn parts(world: &World, lists: &Words, people: &BTreeSet<usize>) -> Finder {
    let mut bearers: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for &person in people {
        let forms = &world.people[person].forms;
        let words = forms.official.iter().flat_map(|form| {
            let words: Vec<&str> = form.split(' ').collect();
            [words.first().copied(), words.last().copied()]
        });
        let long = words.flatten().filter(|word| word.chars().count() >= 3 && !lists.is_common(word));
        for form in forms.short.iter().map(String::as_str).chain(long) {
            bearers.entry(form).or_default().insert(person);
        }
    }
    let mut finder = Finder::default();
    for (form, people) in bearers {
        if let (Some(person), 1) = (people.first(), people.len()) {
            finder.enter(form, (Thing::Person(*person), Manner::Part));
        }
    }
    finder
}
