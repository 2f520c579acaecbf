//! A filter as conditions on the lines of records: of all the conditions the one that fewest records meet is walked through,
//! in the order of the list, and the others are looked up.

use super::brief::NO_DAY;
use super::facets::Facet;
use super::find::{Filter, Type};
use super::{Store, StoreError};
use rusqlite::{Connection, OptionalExtension};
use std::fmt::Write;

// What more records than this meet is not counted further to find out which condition fewest meet.
const MANY: i64 = 20_000;

/// Where the lines that a filter lets through come from, and what they have to meet.
///
/// The lines are called `p` and have `day`, `last`, `rank`, `record` and `type`.
#[derive(Debug, Clone)]
pub struct Sieve {
    /// Table or query with its name.
    pub source: String,
    /// Conditions, joined by `AND`; never empty.
    pub conditions: String,
    /// Whether the lines are those of `brief` itself, with `facets`.
    pub whole: bool,
}

// Any of these numbers of `facet`.
type AnyOf = Vec<i64>;

impl Store {
    /// Nothing where no record can pass.
    pub(super) fn sieve(&self, types: &[Type], filter: &Filter) -> Result<Option<Sieve>, StoreError> {
        let Some(mut wanted) = wanted(&self.db, filter)? else { return Ok(None) };
        let mut conditions = days(filter);
        match types {
            // By itself; beside another condition it is looked at in passing.
            [one] if wanted.is_empty() => {
                let Some(number) = number(&self.db, &[Facet::Type], one.name())?.pop() else { return Ok(None) };
                wanted.push(vec![number]);
            }
            _ if types.is_empty() || types.len() >= Type::ALL.len() => {}
            _ => {
                let types: Vec<i64> = types.iter().map(|t| *t as i64).collect();
                conditions.push(format!("p.type IN ({})", listed(&types)));
            }
        }
        let mut sized = Vec::new();
        // Of one condition there is none that fewer records meet.
        let alone = wanted.len() == 1;
        for any in wanted {
            sized.push((if alone { 0 } else { size(&self.db, &any)? }, any));
        }
        sized.sort();
        let mut sized = sized.into_iter().map(|s| s.1);
        let whole = sized.len() == 0;
        let source = match sized.next() {
            None => "(SELECT day, last, rank, type, number AS record, facets FROM brief) p".to_owned(),
            Some(any) => match any.as_slice() {
                [one] => {
                    conditions.push(format!("p.value = {one}"));
                    "posting p".to_owned()
                }
                _ => format!(
                    "(SELECT DISTINCT day, last, rank, type, record FROM posting WHERE value IN ({})) p",
                    listed(&any)
                ),
            },
        };
        for any in sized {
            conditions.push(format!(
                "EXISTS (SELECT 1 FROM posting q WHERE q.value IN ({}) AND q.day = p.day AND q.rank = p.rank
                    AND q.record = p.record)",
                listed(&any)
            ));
        }
        if conditions.is_empty() {
            conditions.push("true".to_owned());
        }
        Ok(Some(Sieve { source, conditions: conditions.join(" AND "), whole }))
    }
}

fn listed(numbers: &[i64]) -> String {
    let mut out = String::new();
    for (n, number) in numbers.iter().enumerate() {
        let comma = if n > 0 { ", " } else { "" };
        write!(out, "{comma}{number}").expect("a string takes any number");
    }
    out
}

fn days(filter: &Filter) -> Vec<String> {
    let from = filter.bounds.from.map(|day| format!("p.last >= {day}"));
    // What is of no day is before any, and within no bounds.
    let to = filter.bounds.to.map(|day| format!("p.day <= {day} AND p.day > {NO_DAY}"));
    from.into_iter().chain(to).collect()
}

// All of these must be met; nothing where one cannot be.
fn wanted(db: &Connection, filter: &Filter) -> Result<Option<Vec<AnyOf>>, StoreError> {
    let mut out = Vec::new();
    let mut all: Vec<(&[Facet], Vec<&String>)> = Vec::new();
    all.extend(filter.who.iter().map(|w| (Facet::ACTORS, vec![w])));
    all.extend(filter.countries.iter().map(|c| (&[Facet::Country] as &[Facet], vec![c])));
    let single = [(&[Facet::Kind], &filter.kind), (&[Facet::Status], &filter.status), (&[Facet::State], &filter.state)];
    all.extend(single.into_iter().filter_map(|(facet, value)| Some((facet as &[Facet], vec![value.as_ref()?]))));
    let several: [(&[Facet], &Vec<String>); 4] = [
        (&[Facet::Outlet], &filter.bounds.outlets),
        (&[Facet::Language], &filter.languages),
        (&[Facet::Forum], &filter.forums),
        (&[Facet::Place, Facet::Territory], &filter.places),
    ];
    let several = several.into_iter().filter(|s| !s.1.is_empty());
    all.extend(several.map(|(facets, values)| (facets, values.iter().collect())));
    for (facets, values) in all {
        let mut any = Vec::new();
        for value in values {
            any.extend(number(db, facets, value)?);
        }
        out.push(any);
    }
    for about in &filter.about {
        let mut any = Vec::new();
        for (facet, values) in [(Facet::System, &about.items), (Facet::Topic, &about.topics)] {
            for value in values {
                any.extend(number(db, &[facet], value)?);
            }
        }
        out.push(any);
    }
    if filter.disputed {
        let mut rows = db.prepare_cached("SELECT number FROM facet WHERE name = ?1")?;
        let rows = rows.query_map([Facet::State.name()], |r| r.get(0))?;
        out.push(rows.collect::<Result<_, _>>()?);
    }
    for any in &mut out {
        any.sort_unstable();
        any.dedup();
    }
    Ok(out.iter().all(|any| !any.is_empty()).then_some(out))
}

fn number(db: &Connection, facets: &[Facet], value: &str) -> Result<AnyOf, StoreError> {
    let mut row = db.prepare_cached("SELECT number FROM facet WHERE name = ?1 AND value = ?2")?;
    let mut out = Vec::new();
    for facet in facets {
        out.extend(row.query_row([facet.name(), value], |r| r.get::<_, i64>(0)).optional()?);
    }
    Ok(out)
}

fn size(db: &Connection, any: &AnyOf) -> Result<i64, StoreError> {
    let mut row = db.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM posting WHERE value = ?1 LIMIT ?2)")?;
    let mut out = 0;
    for value in any {
        if out < MANY {
            out += row.query_row([*value, MANY], |r| r.get::<_, i64>(0))?;
        }
    }
    Ok(out)
}
