//! Pages of records of all types in one list, the latest first. A page begins where the last one ended, however far down
//! the list that is, and stays put when records are added before it.

use super::brief::NO_DAY;
use super::find::{Filter, Listed, Type};
use super::{Store, StoreError};
use rusqlite::{Row, params};
use std::fmt;
use std::str::FromStr;

/// A place in the list of records. As text it is opaque and needs no escaping in an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    forward: bool,
    day: i64,
    rank: String,
}

/// Text that is no [`Cursor`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no place in a list; take one that a page gave, or begin with the first page")]
pub struct NoCursor {
    /// The text.
    pub text: String,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The day is counted from the day of no day, so that there is no sign.
        write!(f, "{}{}-{}", if self.forward { 'a' } else { 'b' }, self.day - NO_DAY, self.rank)
    }
}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let wrong = || NoCursor { text: text.chars().take(80).collect() };
        let (head, rank) = text.split_once('-').ok_or_else(wrong)?;
        let forward = head.starts_with('a');
        let day: i64 = head.strip_prefix(['a', 'b']).and_then(|d| d.parse().ok()).ok_or_else(wrong)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if !(0..=2 * -NO_DAY).contains(&day) || rank.is_empty() || rank.len() > 80 || !rank.chars().all(plain) {
            return Err(wrong());
        }
        Ok(Self { forward, day: day + NO_DAY, rank: rank.to_owned() })
    }
}

/// A record in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Present id.
    pub id: String,
    /// Type.
    pub kind: Type,
    /// The first day it may have been on, as days since 1970-01-01: of engagements by their date, else by the day of the
    /// report.
    pub day: Option<i64>,
    /// The last day; of what is still going on [`i64::MAX`].
    pub last: Option<i64>,
    rank: String,
}

impl Entry {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let day = |n: usize| Ok::<_, rusqlite::Error>(Some(row.get::<_, i64>(n)?).filter(|d| *d > NO_DAY));
        let kind = Type::ALL.get(row.get::<_, usize>(1)?).copied().unwrap_or(Type::Engagement);
        Ok(Self { id: row.get(0)?, kind, day: day(2)?, last: day(3)?, rank: row.get(4)? })
    }

    fn cursor(&self, forward: bool) -> Cursor {
        Cursor { forward, day: self.day.unwrap_or(NO_DAY), rank: self.rank.clone() }
    }
}

/// A page of records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// By day, the latest first, those of no known day last; of a day by report, in the order in which reports tell them.
    pub entries: Vec<Entry>,
    /// Where the page of earlier records begins, if there are any.
    pub next: Option<Cursor>,
    /// Where the page of later records ends, if there are any.
    pub previous: Option<Cursor>,
}

impl Page {
    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|e| e.id.as_str())
    }
}

impl Store {
    /// Records of some types, all where none is given, that a filter lets through: the first page, or the one at a cursor
    /// that a page gave; at most so many.
    pub fn page(&self, types: &[Type], filter: &Filter, at: Option<&Cursor>, most: usize) -> Result<Page, StoreError> {
        let forward = at.is_none_or(|c| c.forward);
        // One more shows whether there are more.
        let mut entries = self.entries(types, filter, at, most.saturating_add(1))?;
        let more = entries.len() > most;
        entries.truncate(most);
        if !forward {
            entries.reverse();
        }
        let (earlier, later) = if forward { (more, at.is_some()) } else { (true, more) };
        let next = entries.last().filter(|_| earlier).map(|e| e.cursor(true));
        let previous = entries.first().filter(|_| later).map(|e| e.cursor(false));
        Ok(Page { entries, next, previous })
    }

    /// How many records of some types, all where none is given, a filter lets through.
    pub fn count(&self, types: &[Type], filter: &Filter) -> Result<usize, StoreError> {
        let count = || {
            let Some(sieve) = self.sieve(types, filter)? else { return Ok(0) };
            let query = format!("SELECT count(*) FROM {} WHERE {}", sieve.source, sieve.conditions);
            Ok::<_, StoreError>(self.db.query_row(&query, [], |r| r.get::<_, i64>(0))? as usize)
        };
        Ok(*self.once(format!("count {types:?} {filter:?}"), count)?)
    }

    /// Ids of the engagements that a filter lets through, by day, the latest first.
    pub fn engagements(&self, filter: &Filter) -> Result<Vec<String>, StoreError> {
        Ok(self.list(Type::Engagement, filter, usize::MAX)?.ids)
    }

    /// Records of a type that a filter lets through, the latest first, at most so many.
    pub fn list(&self, kind: Type, filter: &Filter, most: usize) -> Result<Listed, StoreError> {
        let ids: Vec<String> = self.entries(&[kind], filter, None, most)?.into_iter().map(|e| e.id).collect();
        let total = if ids.len() < most { ids.len() } else { self.count(&[kind], filter)? };
        Ok(Listed { ids, total })
    }

    fn entries(
        &self,
        types: &[Type],
        filter: &Filter,
        at: Option<&Cursor>,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let Some(sieve) = self.sieve(types, filter)? else { return Ok(Vec::new()) };
        let (beyond, order) = match at.map(|c| c.forward) {
            None => ("?1 IS ?2", "p.day DESC, p.rank, p.record"),
            Some(true) => ("p.day <= ?1 AND (p.day < ?1 OR p.rank > ?2)", "p.day DESC, p.rank, p.record"),
            Some(false) => ("p.day >= ?1 AND (p.day > ?1 OR p.rank < ?2)", "p.day, p.rank DESC, p.record DESC"),
        };
        let mut rows = self.db.prepare(&format!(
            "SELECT b.id, p.type, p.day, p.last, p.rank FROM {} CROSS JOIN brief b ON b.number = p.record
              WHERE {} AND {beyond} ORDER BY {order} LIMIT {}",
            sieve.source,
            sieve.conditions,
            i64::try_from(most).unwrap_or(i64::MAX)
        ))?;
        let rows = rows.query_map(params![at.map(|c| c.day), at.map(|c| &c.rank)], Entry::of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is_one() {
        for day in [NO_DAY, -1, 0, 19_475] {
            let cursor = Cursor { forward: day % 2 == 0, day, rank: "R-ABCDEFGHIJ1000003".into() };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for text in ["", "a", "a1", "c1-R", "a1-", "a-1-R", "a1-R'", "a99999999999999999999-R", "a3000000000-R"] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    }
}
