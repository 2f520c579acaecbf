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
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

// Stands for an unknown day.
const UNKNOWN: i64 = 1_000_000_000;

// Days whose sketches lie together.
const SPAN: i64 = 8;

/// Finds the copies of new reports; gives the older reports whose groups became one with others, since engagements that
/// tell by several of these have fewer witnesses now.
pub fn find(db: &Connection, reports: &BTreeSet<String>) -> Result<BTreeSet<String>, StoreError> {
    let mut signed = BTreeMap::new();
    for report in reports {
        if let Some(found) = load(db, report)? {
            signed.insert(report.as_str(), found);
        }
    }
    enter(db, &signed)?;
    let mut out = BTreeSet::new();
    let undated = db.prepare_cached("SELECT 1 FROM sketch WHERE span = ?1 LIMIT 1")?.exists([UNKNOWN / SPAN])?;
    let mut looked = Looked { db, groups: HashMap::new(), signatures: HashMap::new() };
    for (report, (signature, day)) in &signed {
        let mut joined = 0;
        for other in candidates(db, report, signature, *day, undated)? {
            let (mine, theirs) = (looked.group(report)?, looked.group(&other)?);
            if mine.is_some() && mine == theirs {
                continue;
            }
            let copied = match signed.get(other.as_str()) {
                Some((s, _)) => is_copy(signature, s),
                None => looked.signature(&other)?.is_some_and(|s| is_copy(signature, s)),
            };
            if copied {
                joined += 1;
                let moved = looked.join((report, mine), (&other, theirs))?;
                if joined > 1 {
                    out.extend(moved);
                }
            }
        }
    }
    Ok(out)
}

// Signatures that are kept to be compared again: the papers of a few days are compared with one another.
const KEPT: usize = 4_096;

// What was looked at: reports of one time are compared with the same others again and again.
struct Looked<'a> {
    db: &'a Connection,
    groups: HashMap<String, Option<String>>,
    signatures: HashMap<String, Option<Signature>>,
}

impl Looked<'_> {
    fn signature(&mut self, report: &str) -> Result<Option<&Signature>, StoreError> {
        if self.signatures.len() >= KEPT && !self.signatures.contains_key(report) {
            self.signatures.clear();
        }
        let signature = match self.signatures.entry(report.to_owned()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(load(self.db, report)?.map(|s| s.0)),
        };
        Ok(signature.as_ref())
    }

    fn group(&mut self, report: &str) -> Result<Option<String>, StoreError> {
        if let Some(known) = self.groups.get(report) {
            return Ok(known.clone());
        }
        let mut row = self.db.prepare_cached("SELECT grp FROM copy WHERE report = ?1")?;
        let group: Option<String> = row.query_row([report], |r| r.get(0)).optional()?;
        self.groups.insert(report.to_owned(), group.clone());
        Ok(group)
    }

    // Makes one group of two reports and their groups; gives the reports of the smaller. A group is gone through only where it
    // goes into another: an agency's form of words makes groups of thousands.
    fn join(
        &mut self,
        (a, mine): (&str, Option<String>),
        (b, theirs): (&str, Option<String>),
    ) -> Result<Vec<String>, StoreError> {
        let (name, small) = match (mine, theirs) {
            (Some(mine), Some(theirs)) => {
                let (keep, give) =
                    if self.size(&mine)? < self.size(&theirs)? { (theirs, mine) } else { (mine, theirs) };
                let small = members(self.db, &give)?;
                (keep, small)
            }
            (Some(mine), None) => (mine, vec![b.to_owned()]),
            (None, Some(theirs)) => (theirs, vec![a.to_owned()]),
            (None, None) => (b.to_owned(), vec![b.to_owned(), a.to_owned()]),
        };
        for report in &small {
            self.put(report, &name)?;
        }
        Ok(small)
    }

    fn size(&self, grp: &str) -> Result<i64, StoreError> {
        let mut row = self.db.prepare_cached("SELECT count(*) FROM copy WHERE grp = ?1")?;
        Ok(row.query_row([grp], |r| r.get(0))?)
    }

    fn put(&mut self, report: &str, grp: &str) -> Result<(), StoreError> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO copy SELECT id, ?2, coalesce(published, '~') FROM report WHERE id = ?1
                 ON CONFLICT (report) DO UPDATE SET grp = excluded.grp",
        )?;
        put.execute([report, grp])?;
        self.groups.insert(report.to_owned(), Some(grp.to_owned()));
        Ok(())
    }
}

fn members(db: &Connection, grp: &str) -> Result<Vec<String>, StoreError> {
    let mut rows = db.prepare_cached("SELECT report FROM copy WHERE grp = ?1 ORDER BY published, report")?;
    let rows = rows.query_map([grp], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

type Signed = (Signature, i64);

fn load(db: &Connection, report: &str) -> Result<Option<Signed>, StoreError> {
    let mut row = db.prepare_cached(
        "SELECT s.shingles, coalesce(r.day, ?2) FROM signature s JOIN report r ON r.id = s.report WHERE s.report = ?1",
    )?;
    let found = row.query_row(params![report, UNKNOWN], |r| {
        Ok((Signature::from_bytes(r.get_ref(0)?.as_blob().unwrap_or_default()), r.get(1)?))
    });
    Ok(found.optional()?)
}

// In the order of the index, so that neighbours in it are written together.
fn enter(db: &Connection, signed: &BTreeMap<&str, Signed>) -> Result<(), StoreError> {
    let hashes = |(report, (signature, day)): (&&str, &Signed)| {
        let (report, day) = ((*report).to_owned(), *day);
        signature.sketch().iter().map(move |&h| (day / SPAN, i64::from(h), day, report.clone())).collect::<Vec<_>>()
    };
    let mut rows: Vec<(i64, i64, i64, String)> = signed.iter().flat_map(hashes).collect();
    rows.sort_unstable();
    let mut put = db.prepare_cached("INSERT OR IGNORE INTO sketch VALUES (?1, ?2, ?3, ?4)")?;
    for (span, hash, day, report) in rows {
        put.execute(params![span, hash, day, report])?;
    }
    Ok(())
}

fn candidates(
    db: &Connection,
    report: &str,
    of: &Signature,
    day: i64,
    undated: bool,
) -> Result<Vec<String>, StoreError> {
    let mut rows =
        db.prepare_cached("SELECT report FROM sketch WHERE span = ?1 AND hash = ?2 AND day BETWEEN ?3 AND ?4")?;
    let ((from, to), spans) = match day {
        UNKNOWN => ((i64::MIN, i64::MAX), all_spans(db)?),
        day => {
            let (from, to) = (day - WITHIN, day + WITHIN);
            ((from, to), (from / SPAN..=to / SPAN).collect())
        }
    };
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    let mut look = |span: i64, from: i64, to: i64| -> Result<(), StoreError> {
        for &hash in of.sketch() {
            for other in rows.query_map(params![span, i64::from(hash), from, to], |r| r.get::<_, String>(0))? {
                *shared.entry(other?).or_default() += 1;
            }
        }
        Ok(())
    };
    spans.into_iter().try_for_each(|span| look(span, from, to))?;
    if day != UNKNOWN && undated {
        look(UNKNOWN / SPAN, UNKNOWN, UNKNOWN)?;
    }
    Ok(shared.into_iter().filter(|(other, count)| other != report && *count >= SHARED).map(|s| s.0).collect())
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
