//! Checking a ledger file: whether what it holds fits together, and what to do where it does not.

use super::claims::{COLUMNS, STANDING, Texts, Written};
use super::rebuild::differences;
use super::words::{folded, own};
use super::{APPLICATION, MIGRATIONS, Store, StoreError};
use bahi_knowledge::Knowledge;
use bahi_resolve::ids::report_id;
use bahi_resolve::ledger::Report;
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};

/// Something wrong with a ledger file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: &'static str,
    /// How many things it is wrong with.
    pub count: usize,
    /// The first of them.
    pub examples: Vec<String>,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkup {
    /// Reports in the file.
    pub reports: usize,
    /// Claims in the file, those of earlier readings too.
    pub claims: usize,
    /// Everything wrong.
    pub findings: Vec<Finding>,
}

// Examples that are given of what is wrong.
const EXAMPLES: usize = 5;
// Reports that are looked at closely where not all are.
const SAMPLE: usize = 50;

const REBUILD: &str = "run: bahi rebuild";
const COPY: &str = "go back to a copy of the file, or make a new ledger and add the reports again; take what can be saved \
                    with: bahi export --to jsonl";
const OPEN: &str = "any command that opens the ledger works it out, such as: bahi list";

/// A check of rows: what is wrong where the query gives any, what to do, and the query, which names the things.
type Rows = (&'static str, &'static str, &'static str);

const ROWS: &[Rows] = &[
    (
        "claims whose record is gone",
        REBUILD_ANEW,
        "SELECT w.id FROM report r JOIN written w ON w.number = r.number AND w.reading = r.reading
          WHERE NOT EXISTS (SELECT 1 FROM telling t WHERE t.id = w.telling)",
    ),
    (
        "claims of a report that is gone",
        COPY,
        "SELECT w.id FROM written w WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.number = w.number)",
    ),
    (
        "records without claims",
        REBUILD_ANEW,
        "SELECT t.id FROM telling t WHERE NOT EXISTS
            (SELECT 1 FROM report r JOIN written w ON w.number = r.number WHERE r.id = t.report AND w.telling = t.id)",
    ),
    (
        "records that are not what their own text says they are",
        REBUILD_ANEW,
        "SELECT id FROM telling WHERE NOT json_valid(body) OR body ->> '$.id' IS NOT id",
    ),
    (
        "actors that are not what their own text says they are",
        REBUILD_ANEW,
        "SELECT actor FROM actor_said WHERE NOT json_valid(body) OR body ->> '$.id' IS NOT actor",
    ),
    ("reports that are not worked out yet", OPEN, "SELECT report FROM unsettled"),
    (
        "engagements of reports that are in no engagement of the ledger",
        REBUILD,
        "SELECT t.id FROM telling t WHERE t.type = 'engagement' AND t.report NOT IN (SELECT report FROM unsettled)
            AND NOT EXISTS (SELECT 1 FROM member m JOIN engagement e ON e.id = m.record WHERE m.telling = t.id)",
    ),
    (
        "engagements that no report tells of",
        REBUILD,
        "SELECT e.id FROM engagement e WHERE NOT EXISTS
            (SELECT 1 FROM member m JOIN telling t ON t.id = m.telling WHERE m.record = e.id)",
    ),
    (
        "people who are taken for somebody whom no report tells of",
        REBUILD,
        "SELECT said FROM renamed n WHERE NOT EXISTS (SELECT 1 FROM actor_said s WHERE s.actor = n.actor)
            AND NOT EXISTS (SELECT 1 FROM parted p WHERE p.part = n.actor)",
    ),
    (
        "conflicts about records that are not there",
        REBUILD,
        "SELECT c.id FROM conflict c WHERE NOT EXISTS (SELECT 1 FROM telling t WHERE t.id = c.record)",
    ),
    (
        "reports that the search does not know, or that it knows and are gone",
        REBUILD,
        "SELECT coalesce(r.id, 'row ' || w.id) FROM report r FULL JOIN words_docsize w ON w.id = r.number
          WHERE r.id IS NULL OR w.id IS NULL",
    ),
];

const REBUILD_ANEW: &str = "run: bahi rebuild --reread";

impl Store {
    /// Checks the file: all claims, and what is derived of a sample of the reports; with `deep`, of all. Nothing is changed.
    pub fn checkup(&mut self, knowledge: &Knowledge, deep: bool) -> Result<Checkup, StoreError> {
        let mut out = Checkup::default();
        header(&self.db, &mut out.findings)?;
        let broken = pragma(&self.db, "PRAGMA integrity_check(20)", "ok")?;
        if !broken.is_empty() {
            out.findings.push(finding("SQLite finds the file damaged", COPY, broken));
        }
        schema(&self.db, &mut out.findings)?;
        if !out.findings.is_empty() {
            // What is read from such a file means nothing.
            return Ok(out);
        }
        let dangling = pragma(&self.db, "PRAGMA foreign_key_check", "")?;
        if !dangling.is_empty() {
            out.findings.push(finding("rows that refer to others that are gone", COPY, dangling));
        }
        for (what, remedy, query) in ROWS {
            let mut rows = self.db.prepare(query)?;
            let found = rows.query_map([], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
            out.findings.extend((!found.is_empty()).then(|| finding(what, remedy, found)));
        }
        out.reports = heads(&self.db, &mut out.findings)?;
        out.claims = evidence(&self.db, &mut out.findings)?;
        let sample = sample(&self.db)?;
        words(&self.db, &sample, &mut out.findings)?;
        if out.findings.is_empty() {
            let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let different = differences(&tx, (!deep).then_some(&sample), knowledge)?;
            // Dropped, the transaction takes everything back.
            drop(tx);
            if !different.is_empty() {
                let names = different.into_iter().map(str::to_owned).collect();
                out.findings.push(finding("what is derived would come out differently", REBUILD, names));
            }
        }
        Ok(out)
    }
}

fn finding(what: &str, remedy: &'static str, found: Vec<String>) -> Finding {
    let count = found.len();
    Finding { what: what.to_owned(), remedy, count, examples: found.into_iter().take(EXAMPLES).collect() }
}

fn header(db: &Connection, out: &mut Vec<Finding>) -> Result<(), StoreError> {
    let application: i64 = db.pragma_query_value(None, "application_id", |r| r.get(0))?;
    let version: usize = db.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if application != APPLICATION {
        out.push(finding("the file is not marked as a ledger", COPY, vec![format!("application_id {application}")]));
    }
    if version != MIGRATIONS.len() {
        let versions = format!("user_version {version}, not {}", MIGRATIONS.len());
        out.push(finding("the file is of another version", COPY, vec![versions]));
    }
    Ok(())
}

fn pragma(db: &Connection, query: &str, fine: &str) -> Result<Vec<String>, StoreError> {
    let mut rows = db.prepare(query)?;
    let columns = rows.column_count();
    let line = |r: &rusqlite::Row<'_>| {
        let words = (0..columns).map(|c| r.get_ref(c).map(|v| v.as_str().map_or_else(|_| number(v), str::to_owned)));
        Ok(words.collect::<Result<Vec<_>, _>>()?.join(" "))
    };
    let lines = rows.query_map([], line)?.collect::<Result<Vec<String>, _>>()?;
    Ok(lines.into_iter().filter(|l| l != fine).collect())
}

fn number(value: rusqlite::types::ValueRef<'_>) -> String {
    value.as_i64().map_or_else(|_| String::new(), |n| n.to_string())
}

/// Tables, indexes, views and triggers by name, with their definitions.
type Schema = BTreeMap<String, String>;

fn schema_of(db: &Connection) -> Result<Schema, StoreError> {
    let mut rows = db.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL")?;
    let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

// Views and indexes of others may stand beside ours; ours must be as they were made.
fn schema(db: &Connection, out: &mut Vec<Finding>) -> Result<(), StoreError> {
    let has = schema_of(db)?;
    let made = schema_of(Store::in_memory()?.connection())?;
    let wrong = made.iter().filter(|(name, sql)| has.get(*name) != Some(*sql)).map(|(name, _)| name.clone());
    let wrong: Vec<String> = wrong.collect();
    out.extend((!wrong.is_empty()).then(|| finding("tables that are gone or not as bahi makes them", COPY, wrong)));
    let triggers = has.keys().filter(|name| name.starts_with("trigger ") && !made.contains_key(*name)).cloned();
    let triggers: Vec<String> = triggers.collect();
    out.extend((!triggers.is_empty()).then(|| finding("triggers that are not of bahi", "drop them", triggers)));
    Ok(())
}

// Reports that are not what their ids say.
fn heads(db: &Connection, out: &mut Vec<Finding>) -> Result<usize, StoreError> {
    let mut rows = db.prepare(
        "SELECT r.id, r.sha256, r.head ->> '$.id', r.head ->> '$.sha256', coalesce(s.part, 0)
           FROM report r LEFT JOIN source s ON s.report = r.id",
    )?;
    let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?;
    let (mut wrong, mut count) = (Vec::new(), 0);
    for row in rows {
        let (id, sha256, head, said, part): (String, String, Option<String>, Option<String>, usize) = row?;
        count += 1;
        if report_id(&sha256, part) != id || head.as_ref() != Some(&id) || said.as_ref() != Some(&sha256) {
            wrong.push(id);
        }
    }
    out.extend((!wrong.is_empty()).then(|| finding("reports whose id is not that of their bytes", COPY, wrong)));
    Ok(count)
}

// Claims whose words do not stand in the text any more.
fn evidence(db: &Connection, out: &mut Vec<Finding>) -> Result<usize, StoreError> {
    let mut rows = db.prepare(&format!("SELECT {COLUMNS} FROM {STANDING} ORDER BY w.number, w.reading, w.place"))?;
    let mut texts = Texts::new(db);
    let (mut wrong, mut count) = (Vec::new(), 0);
    for row in rows.query_map([], Written::of)? {
        let row = row?;
        count += 1;
        if !row.stands(texts.of(row.report())?) {
            wrong.push(row.id().to_owned());
        }
    }
    let what = "claims whose words no longer stand where they were read";
    out.extend((!wrong.is_empty()).then(|| finding(what, COPY, wrong)));
    Ok(count)
}

// Reports spread evenly over the ids, which are spread evenly over the reports.
fn sample(db: &Connection) -> Result<Vec<String>, StoreError> {
    let all = super::single::reports(db)?;
    let step = all.len().div_ceil(SAMPLE).max(1);
    Ok(all.into_iter().step_by(step).collect())
}

// Reports whose own words do not find them.
fn words(db: &Connection, sample: &[String], out: &mut Vec<Finding>) -> Result<(), StoreError> {
    let mut text = db.prepare_cached("SELECT number, text, head FROM report WHERE id = ?1")?;
    let mut found = db.prepare_cached("SELECT 1 FROM words WHERE words MATCH ?1 AND rowid = ?2")?;
    let mut wrong = Vec::new();
    for id in sample {
        let (row, text, head): (i64, String, String) =
            text.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let head: Report = serde_json::from_str(&head)?;
        let all = folded(&own(&text, &head.furniture));
        let some: BTreeSet<&str> = [0, all.len() / 2, all.len().saturating_sub(1)]
            .into_iter()
            .filter_map(|n| all.get(n).map(String::as_str))
            .collect();
        for word in some {
            if !found.exists(params![format!("\"{word}\""), row])? {
                wrong.push(id.clone());
                break;
            }
        }
    }
    out.extend((!wrong.is_empty()).then(|| finding("reports that are not found by their own words", REBUILD, wrong)));
    Ok(())
}
