//! Reports that copy one another: found by their sketches when they are added, compared by their shingles ([`look()`]).
//!
//! Groups only grow, as a report that is added can join groups and never part them; so what is found for each new report
//! gives the groups of the whole set, in any order. A new report is compared with one report of a group at a time, until
//! one is a copy.

mod look;

use super::StoreError;
use bahi_resolve::combine::conflicts::Reports;
use bahi_resolve::combine::copies;
use bahi_resolve::ledger::Report;
use bahi_text::Signature;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

pub use look::look;

// Stands for an unknown day.
const UNKNOWN: i64 = 1_000_000_000;

// Days whose sketches lie together.
const SPAN: i64 = 8;

/// Copies of new reports, found and not written yet.
pub struct Found {
    signed: BTreeMap<i64, Signed>,
    // A new report and what it is a copy of or is copied by, by their numbers: enough that all that hang together do.
    pairs: Vec<(i64, i64)>,
}

// The shingles of a report and its day.
struct Signed {
    signature: Signature,
    day: i64,
}

/// Writes what was found; gives the older reports whose groups became one with others, since engagements that tell by
/// several of these have fewer witnesses now.
pub fn write(db: &Connection, found: &Found) -> Result<BTreeSet<String>, StoreError> {
    enter(db, &found.signed)?;
    let mut groups = Groups { db, of: HashMap::new() };
    let mut moved = BTreeSet::new();
    let mut last = None;
    for &(a, b) in &found.pairs {
        let smaller = groups.join(a, b)?;
        if last.replace(a) == Some(a) {
            moved.extend(smaller);
        }
    }
    moved.into_iter().map(|number| id(db, number)).collect()
}

fn group(db: &Connection, report: i64) -> Result<Option<Rc<str>>, StoreError> {
    let mut row = db.prepare_cached("SELECT grp FROM copy WHERE number = ?1")?;
    Ok(row.query_row([report], |r| r.get(0)).optional()?)
}

// Groups as they are written.
struct Groups<'a> {
    db: &'a Connection,
    of: HashMap<i64, Option<Rc<str>>>,
}

impl Groups<'_> {
    fn group(&mut self, report: i64) -> Result<Option<Rc<str>>, StoreError> {
        if let Some(known) = self.of.get(&report) {
            return Ok(known.clone());
        }
        let group = group(self.db, report)?;
        self.of.insert(report, group.clone());
        Ok(group)
    }

    // Makes one group of two reports and their groups; gives the reports of the smaller. A group is gone through only where it
    // goes into another: an agency's form of words makes groups of thousands.
    fn join(&mut self, a: i64, b: i64) -> Result<Vec<i64>, StoreError> {
        let (name, small) = match (self.group(a)?, self.group(b)?) {
            (Some(mine), Some(theirs)) if mine == theirs => return Ok(Vec::new()),
            (Some(mine), Some(theirs)) => {
                let (keep, give) =
                    if self.size(&mine)? < self.size(&theirs)? { (theirs, mine) } else { (mine, theirs) };
                let small = self.members(&give)?;
                (keep, small)
            }
            (Some(mine), None) => (mine, vec![b]),
            (None, Some(theirs)) => (theirs, vec![a]),
            (None, None) => (id(self.db, b)?.into(), vec![b, a]),
        };
        for &report in &small {
            self.put(report, &name)?;
        }
        Ok(small)
    }

    fn size(&self, grp: &str) -> Result<i64, StoreError> {
        let mut row = self.db.prepare_cached("SELECT count(*) FROM copy WHERE grp = ?1")?;
        Ok(row.query_row([grp], |r| r.get(0))?)
    }

    fn members(&self, grp: &str) -> Result<Vec<i64>, StoreError> {
        let mut rows = self.db.prepare_cached("SELECT number FROM copy WHERE grp = ?1")?;
        let rows = rows.query_map([grp], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn put(&mut self, report: i64, grp: &Rc<str>) -> Result<(), StoreError> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO copy SELECT number, id, ?2, coalesce(published, '~') FROM report WHERE number = ?1
                 ON CONFLICT (number) DO UPDATE SET grp = excluded.grp",
        )?;
        put.execute(params![report, grp])?;
        self.of.insert(report, Some(grp.clone()));
        Ok(())
    }
}

fn id(db: &Connection, number: i64) -> Result<String, StoreError> {
    let mut row = db.prepare_cached("SELECT id FROM report WHERE number = ?1")?;
    Ok(row.query_row([number], |r| r.get(0))?)
}

// In the order of the index, so that neighbours in it are written together.
fn enter(db: &Connection, signed: &BTreeMap<i64, Signed>) -> Result<(), StoreError> {
    let hashes = |(&report, one): (&i64, &Signed)| {
        let day = one.day;
        one.signature.sketch().iter().map(move |&h| (day / SPAN, i64::from(h), day, report)).collect::<Vec<_>>()
    };
    let mut rows: Vec<(i64, i64, i64, i64)> = signed.iter().flat_map(hashes).collect();
    rows.sort_unstable();
    let mut put = db.prepare_cached("INSERT OR IGNORE INTO sketch VALUES (?1, ?2, ?3, ?4)")?;
    for (span, hash, day, report) in rows {
        put.execute(params![span, hash, day, report])?;
    }
    Ok(())
}

/// What disagreement looks at of some reports: which are one witness, and of what day they are.
pub fn witnesses<'a>(db: &Connection, reports: impl Iterator<Item = &'a str>) -> Result<Reports, StoreError> {
    let mut row =
        db.prepare_cached("SELECT c.grp, r.day FROM report r LEFT JOIN copy c ON c.number = r.number WHERE r.id = ?1")?;
    let mut out = Reports::default();
    for report in reports {
        let (grp, day): (Option<String>, Option<i64>) = row.query_row([report], |r| Ok((r.get(0)?, r.get(1)?)))?;
        out.add(report, grp.as_deref(), day);
    }
    Ok(out)
}

/// Writes into the heads of reports which are copies of which.
pub fn note(db: &Connection, heads: &mut [Report]) -> Result<(), StoreError> {
    let mut members = db.prepare_cached(
        "SELECT m.report FROM report r JOIN copy c ON c.number = r.number JOIN copy m ON m.grp = c.grp WHERE r.id = ?1
          ORDER BY m.published, m.report",
    )?;
    let mut copy_of = BTreeMap::new();
    for head in heads.iter() {
        let group = members.query_map([&head.id], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
        if let Some((original, others)) = group.split_first() {
            // Of a group it is enough to go through it once, at its first report; a part may lack that.
            let these = if *original == head.id { others } else { std::slice::from_ref(&head.id) };
            copy_of.extend(these.iter().map(|copy| (copy.clone(), original.clone())));
        }
    }
    copies::note(heads, &copy_of);
    Ok(())
}
