//! Looking for the copies of new reports, which only reads: it is well done beside other work.

use super::{Found, SPAN, Signed, StoreError, UNKNOWN, group};
use bahi_resolve::combine::copies::{SHARED, WITHIN, is_copy};
use bahi_text::Signature;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// Looks for the copies of new reports, without writing anything; by any connection that sees the file as it was before what
/// follows from these was worked out.
pub fn look(db: &Connection, reports: &BTreeSet<String>) -> Result<Found, StoreError> {
    let mut signed = BTreeMap::new();
    for report in reports {
        signed.extend(load(db, report)?);
    }
    let near = Near::new(db, &signed)?;
    let mut looked =
        Looked { db, signed: &signed, groups: HashMap::new(), joined: HashMap::new(), signatures: HashMap::new() };
    let mut pairs = Vec::new();
    for (&number, mine) in &signed {
        for other in near.candidates(number, mine)? {
            let (here, there) = (looked.group(number)?, looked.group(other)?);
            if here.is_some() && here == there {
                continue;
            }
            if looked.signature(other)?.is_some_and(|theirs| is_copy(&mine.signature, theirs)) {
                looked.join((number, here), (other, there));
                pairs.push((number, other));
            }
        }
    }
    Ok(Found { signed, pairs })
}

// Signatures that are kept to be compared again: the papers of a few days are compared with one another.
const KEPT: usize = 4_096;

// What was looked at, by numbers of reports: those of one time are compared with the same others again and again.
struct Looked<'a> {
    db: &'a Connection,
    signed: &'a BTreeMap<i64, Signed>,
    groups: HashMap<i64, Option<Rc<str>>>,
    // Groups that became part of others here.
    joined: HashMap<Rc<str>, Rc<str>>,
    signatures: HashMap<i64, Option<Signature>>,
}

impl Looked<'_> {
    fn signature(&mut self, report: i64) -> Result<Option<&Signature>, StoreError> {
        if let Some(new) = self.signed.get(&report) {
            return Ok(Some(&new.signature));
        }
        if self.signatures.len() >= KEPT && !self.signatures.contains_key(&report) {
            self.signatures.clear();
        }
        let signature = match self.signatures.entry(report) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let mut row = self.db.prepare_cached("SELECT shingles FROM signature WHERE number = ?1")?;
                free.insert(row.query_row([report], |r| signature(r, 0)).optional()?)
            }
        };
        Ok(signature.as_ref())
    }

    fn group(&mut self, report: i64) -> Result<Option<Rc<str>>, StoreError> {
        let known = match self.groups.get(&report) {
            Some(known) => known.clone(),
            None => group(self.db, report)?,
        };
        let now = known.map(|name| self.now(name));
        self.groups.insert(report, now.clone());
        Ok(now)
    }

    // What a group is part of by now.
    fn now(&self, mut name: Rc<str>) -> Rc<str> {
        while let Some(next) = self.joined.get(&name) {
            name = next.clone();
        }
        name
    }

    // Makes one group of two reports and their groups.
    fn join(&mut self, (a, mine): (i64, Option<Rc<str>>), (b, theirs): (i64, Option<Rc<str>>)) {
        let name = match (mine, theirs) {
            (Some(mine), Some(theirs)) => {
                self.joined.insert(theirs, mine.clone());
                mine
            }
            (Some(one), None) | (None, Some(one)) => one,
            // A name that no group in the file has.
            (None, None) => a.to_string().into(),
        };
        self.groups.extend([(a, Some(name.clone())), (b, Some(name))]);
    }
}

fn signature(row: &Row<'_>, column: usize) -> rusqlite::Result<Signature> {
    Ok(Signature::from_bytes(row.get_ref(column)?.as_blob().unwrap_or_default()))
}

// The signature of a report, by its number.
fn load(db: &Connection, report: &str) -> Result<Option<(i64, Signed)>, StoreError> {
    let mut row = db.prepare_cached(
        "SELECT r.number, coalesce(r.day, ?2), s.shingles FROM report r JOIN signature s ON s.number = r.number WHERE r.id = ?1",
    )?;
    let found = row.query_row(params![report, UNKNOWN], |r| {
        Ok((r.get(0)?, Signed { day: r.get(1)?, signature: signature(r, 2)? }))
    });
    Ok(found.optional()?)
}

// By what reports that may be copies are found: the sketches in the file, and those of the new reports.
struct Near<'a> {
    db: &'a Connection,
    // Whether there are reports without a day.
    undated: bool,
    // Of each hash the new reports, by day and number.
    new: HashMap<u32, Vec<(i64, i64)>>,
}

impl<'a> Near<'a> {
    fn new(db: &'a Connection, signed: &BTreeMap<i64, Signed>) -> Result<Self, StoreError> {
        let undated = db.prepare_cached("SELECT 1 FROM sketch WHERE span = ?1 LIMIT 1")?.exists([UNKNOWN / SPAN])?;
        let mut new: HashMap<u32, Vec<(i64, i64)>> = HashMap::new();
        for (&report, one) in signed {
            one.signature.sketch().iter().for_each(|&hash| new.entry(hash).or_default().push((one.day, report)));
        }
        Ok(Self { db, undated, new })
    }

    // Numbers of the reports of about the same days whose sketches share hashes with one.
    fn candidates(&self, report: i64, of: &Signed) -> Result<Vec<i64>, StoreError> {
        let mut rows = self
            .db
            .prepare_cached("SELECT number FROM sketch WHERE span = ?1 AND hash = ?2 AND day BETWEEN ?3 AND ?4")?;
        let ((from, to), spans) = match of.day {
            UNKNOWN => ((i64::MIN, i64::MAX), all_spans(self.db)?),
            day => {
                let (from, to) = (day - WITHIN, day + WITHIN);
                ((from, to), (from / SPAN..=to / SPAN).collect())
            }
        };
        // A report as often as it shares a hash.
        let mut shared: Vec<i64> = Vec::new();
        let mut look = |span: i64, from: i64, to: i64| -> Result<(), StoreError> {
            for &hash in of.signature.sketch() {
                let mut rows = rows.query(params![span, i64::from(hash), from, to])?;
                while let Some(row) = rows.next()? {
                    shared.push(row.get(0)?);
                }
            }
            Ok(())
        };
        spans.into_iter().try_for_each(|span| look(span, from, to))?;
        if of.day != UNKNOWN && self.undated {
            look(UNKNOWN / SPAN, UNKNOWN, UNKNOWN)?;
        }
        for (day, other) in of.signature.sketch().iter().flat_map(|hash| self.new.get(hash).into_iter().flatten()) {
            if (from..=to).contains(day) || *day == UNKNOWN {
                shared.push(*other);
            }
        }
        shared.sort_unstable();
        let often = shared.chunk_by(|a, b| a == b).filter(|same| same.len() >= SHARED);
        Ok(often.filter_map(|same| same.first().copied()).filter(|other| *other != report).collect())
    }
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
