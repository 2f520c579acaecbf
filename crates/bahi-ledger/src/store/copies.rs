//! Reports that copy one another: found by their sketches when they are added, compared by their shingles.
//!
//! Groups only grow, as a report that is added can join groups and never part them; so what is found for each new report
//! gives the groups of the whole set, in any order. A new report is compared with one report of a group at a time, until
//! one is a copy.

use super::StoreError;
use bahi_resolve::combine::conflicts::Reports;
use bahi_resolve::combine::copies::{self, SHARED, WITHIN, is_copy};
use bahi_resolve::ledger::Report;
use bahi_text::Signature;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

// Stands for an unknown day.
const UNKNOWN: i64 = 1_000_000_000;

// Days whose sketches lie together.
const SPAN: i64 = 8;

/// Finds the copies of new reports; gives the older reports whose groups became one with others, since engagements that
/// tell by several of these have fewer witnesses now.
pub fn find(db: &Connection, reports: &BTreeSet<String>) -> Result<BTreeSet<String>, StoreError> {
    let mut signed = BTreeMap::new();
    for report in reports {
        signed.extend(load(db, report)?);
    }
    enter(db, &signed)?;
    let mut moved = BTreeSet::new();
    let undated = db.prepare_cached("SELECT 1 FROM sketch WHERE span = ?1 LIMIT 1")?.exists([UNKNOWN / SPAN])?;
    let mut looked = Looked { db, groups: HashMap::new(), signatures: HashMap::new() };
    for (&number, mine) in &signed {
        let mut joined = 0;
        for other in candidates(db, number, mine, undated)? {
            let (here, there) = (looked.group(number)?, looked.group(other)?);
            if here.is_some() && here == there {
                continue;
            }
            let copied = match signed.get(&other) {
                Some(theirs) => is_copy(&mine.signature, &theirs.signature),
                None => looked.signature(other)?.is_some_and(|theirs| is_copy(&mine.signature, theirs)),
            };
            if copied {
                joined += 1;
                let smaller = looked.join((number, here), (other, there))?;
                if joined > 1 {
                    moved.extend(smaller);
                }
            }
        }
    }
    moved.into_iter().map(|number| id(db, number)).collect()
}

// Signatures that are kept to be compared again: the papers of a few days are compared with one another.
const KEPT: usize = 4_096;

// The shingles of a report and its day.
struct Signed {
    signature: Signature,
    day: i64,
}

// What was looked at, by numbers of reports: those of one time are compared with the same others again and again.
struct Looked<'a> {
    db: &'a Connection,
    groups: HashMap<i64, Option<Rc<str>>>,
    signatures: HashMap<i64, Option<Signature>>,
}

impl Looked<'_> {
    fn signature(&mut self, report: i64) -> Result<Option<&Signature>, StoreError> {
        if self.signatures.len() >= KEPT && !self.signatures.contains_key(&report) {
            self.signatures.clear();
        }
        let signature = match self.signatures.entry(report) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let mut row = self.db.prepare_cached(
                    "SELECT s.shingles FROM report r JOIN signature s ON s.report = r.id WHERE r.number = ?1",
                )?;
                free.insert(row.query_row([report], |r| signature(r, 0)).optional()?)
            }
        };
        Ok(signature.as_ref())
    }

    fn group(&mut self, report: i64) -> Result<Option<Rc<str>>, StoreError> {
        if let Some(known) = self.groups.get(&report) {
            return Ok(known.clone());
        }
        let mut row =
            self.db.prepare_cached("SELECT c.grp FROM report r JOIN copy c ON c.report = r.id WHERE r.number = ?1")?;
        let group: Option<Rc<str>> = row.query_row([report], |r| r.get(0)).optional()?;
        self.groups.insert(report, group.clone());
        Ok(group)
    }

    // Makes one group of two reports and their groups; gives the reports of the smaller. A group is gone through only where it
    // goes into another: an agency's form of words makes groups of thousands.
    fn join(
        &mut self,
        (a, mine): (i64, Option<Rc<str>>),
        (b, theirs): (i64, Option<Rc<str>>),
    ) -> Result<Vec<i64>, StoreError> {
        let (name, small) = match (mine, theirs) {
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
        let mut rows =
            self.db.prepare_cached("SELECT r.number FROM copy c JOIN report r ON r.id = c.report WHERE c.grp = ?1")?;
        let rows = rows.query_map([grp], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn put(&mut self, report: i64, grp: &Rc<str>) -> Result<(), StoreError> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO copy SELECT id, ?2, coalesce(published, '~') FROM report WHERE number = ?1
                 ON CONFLICT (report) DO UPDATE SET grp = excluded.grp",
        )?;
        put.execute(params![report, grp])?;
        self.groups.insert(report, Some(grp.clone()));
        Ok(())
    }
}

fn id(db: &Connection, number: i64) -> Result<String, StoreError> {
    let mut row = db.prepare_cached("SELECT id FROM report WHERE number = ?1")?;
    Ok(row.query_row([number], |r| r.get(0))?)
}

fn signature(row: &Row<'_>, column: usize) -> rusqlite::Result<Signature> {
    Ok(Signature::from_bytes(row.get_ref(column)?.as_blob().unwrap_or_default()))
}

// The signature of a report, by its number.
fn load(db: &Connection, report: &str) -> Result<Option<(i64, Signed)>, StoreError> {
    let mut row = db.prepare_cached(
        "SELECT r.number, coalesce(r.day, ?2), s.shingles FROM report r JOIN signature s ON s.report = r.id WHERE r.id = ?1",
    )?;
    let found = row.query_row(params![report, UNKNOWN], |r| {
        Ok((r.get(0)?, Signed { day: r.get(1)?, signature: signature(r, 2)? }))
    });
    Ok(found.optional()?)
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

// Numbers of the reports of about the same days whose sketches share hashes with one.
fn candidates(db: &Connection, report: i64, of: &Signed, undated: bool) -> Result<Vec<i64>, StoreError> {
    let mut rows =
        db.prepare_cached("SELECT number FROM sketch WHERE span = ?1 AND hash = ?2 AND day BETWEEN ?3 AND ?4")?;
    let ((from, to), spans) = match of.day {
        UNKNOWN => ((i64::MIN, i64::MAX), all_spans(db)?),
        day => {
            let (from, to) = (day - WITHIN, day + WITHIN);
            ((from, to), (from / SPAN..=to / SPAN).collect())
        }
    };
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut look = |span: i64, from: i64, to: i64| -> Result<(), StoreError> {
        for &hash in of.signature.sketch() {
            for other in rows.query_map(params![span, i64::from(hash), from, to], |r| r.get(0))? {
                *shared.entry(other?).or_default() += 1;
            }
        }
        Ok(())
    };
    spans.into_iter().try_for_each(|span| look(span, from, to))?;
    if of.day != UNKNOWN && undated {
        look(UNKNOWN / SPAN, UNKNOWN, UNKNOWN)?;
    }
    Ok(shared.into_iter().filter(|(other, count)| *other != report && *count >= SHARED).map(|s| s.0).collect())
}

// The spans in which there are reports, found one from the other.
fn all_spans(db: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut next = db.prepare_cached("SELECT min(span) FROM sketch WHERE span > ?1")?;
    let (mut out, mut last) = (Vec::new(), i64::MIN);
    while let Some(span) = next.query_row([last], |r| r.get::<_, Option<i64>>(0))? {
        out.push(span);
        last = span;
    }
    Ok(out)
}

/// What disagreement looks at of some reports: which are one witness, and of what day they are.
pub fn witnesses<'a>(db: &Connection, reports: impl Iterator<Item = &'a str>) -> Result<Reports, StoreError> {
    let mut row =
        db.prepare_cached("SELECT c.grp, r.day FROM report r LEFT JOIN copy c ON c.report = r.id WHERE r.id = ?1")?;
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
        "SELECT m.report FROM copy c JOIN copy m ON m.grp = c.grp WHERE c.report = ?1 ORDER BY m.published, m.report",
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
