//! Counts of the stock by the sorts that people ask for.

use crate::stock::Stock;
use crate::world::Forms;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many countries a list of people names.
const COUNTRIES: usize = 20;

/// One sort of counting, with its counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// What is counted: `people by country`.
    pub what: String,
    /// Name and number; largest first, but forms in the order of their lists.
    pub counts: Vec<(String, usize)>,
}

/// Every sort of counting.
pub fn tallies(stock: &Stock) -> Vec<Tally> {
    let tally = |what: &str, counts| Tally { what: what.to_owned(), counts };
    let dated = |p: &&crate::world::Person| p.office.iter().any(|o| o.from.is_some() || o.to.is_some());
    let with_dates = stock.people.iter().filter(dated).count();
    let mut by_country = largest_first(stock.people.iter().map(|p| p.country.as_str()));
    by_country.truncate(COUNTRIES);
    vec![
        tally(
            "people",
            vec![
                ("with a dated office".to_owned(), with_dates),
                ("without one".to_owned(), stock.people.len() - with_dates),
            ],
        ),
        tally("people by country, the first 20", by_country),
        tally("forms by type", forms(stock)),
        tally("systems by kind", largest_first(stock.systems.iter().map(|s| s.kind.as_str()))),
        tally("bodies by kind", largest_first(stock.bodies.iter().map(|b| b.kind.as_str()))),
        tally("places by kind", largest_first(stock.places.iter().map(|p| p.kind.as_str()))),
    ]
}

fn largest_first<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let named = |name: &str| if name.is_empty() { "none".to_owned() } else { name.to_owned() };
    let mut out: Vec<(String, usize)> = counts.into_iter().map(|(name, n)| (named(name), n)).collect();
    out.sort_by_key(|(_, n)| Reverse(*n));
    out
}

fn forms(stock: &Stock) -> Vec<(String, usize)> {
    let lists: [fn(&Forms) -> &Vec<String>; 9] = [
        |f| &f.official,
        |f| &f.short,
        |f| &f.variant,
        |f| &f.demonym,
        |f| &f.metonym,
        |f| &f.old,
        |f| &f.misspelt,
        |f| &f.plural,
        |f| &f.ambiguous,
    ];
    let count = |list: fn(&Forms) -> &Vec<String>| stock.all_names().values().map(|(_, f)| list(f).len()).sum();
    crate::cut::LISTS.iter().zip(lists).map(|(name, list)| ((*name).to_owned(), count(list))).collect()
}
