//! Recipes: the judgements of one desk, to be made again on another's ledger of the same reports.

use super::load::standing_on;
use super::{Act, Done, JudgeError, Signature};
use crate::store::{Store, StoreError};
use bahi_knowledge::Knowledge;
use bahi_resolve::judge::{Judgement, Origin};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Version of the lines below.
pub const RECIPE_FORMAT: u32 = 1;

// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    recipe: u32,
}

/// A report that judgements rest on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Source {
    id: String,
    sha256: String,
}

// The judgements of one operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    origin: Origin,
    judgements: Vec<Judgement>,
    reports: Vec<Source>,
}

/// The judgements that stand, by operation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recipe {
    lines: Vec<Line>,
}

/// A judgement that cannot be made on this ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// 1-based line of the recipe.
    pub line: usize,
    /// The operation that it was part of.
    pub operation: String,
    /// What it says.
    pub judgement: Judgement,
    /// Why it cannot be made.
    pub why: String,
}

/// What came of a recipe.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// The operation; none where nothing was left to do.
    pub done: Option<Done>,
    /// Judgements made.
    pub made: usize,
    /// Judgements that stood here already.
    pub there: usize,
    /// Judgements that could not be made.
    pub refused: Vec<Refused>,
}

impl Recipe {
    /// Reads JSON lines.
    pub fn parse(text: &str) -> Result<Self, JudgeError> {
        let wrong = |line: usize, what: String| JudgeError::Recipe { line: line + 1, what };
        let mut lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
        let (_, first) = lines.next().ok_or_else(|| wrong(0, "it is empty".to_owned()))?;
        let head: Head = serde_json::from_str(first).map_err(|e| wrong(0, e.to_string()))?;
        if head.recipe != RECIPE_FORMAT {
            return Err(wrong(0, format!("version {} is not of this bahi", head.recipe)));
        }
        let read = |(n, l): (usize, &str)| serde_json::from_str(l).map_err(|e| wrong(n, e.to_string()));
        Ok(Self { lines: lines.map(read).collect::<Result<_, _>>()? })
    }

    /// As JSON lines.
    pub fn to_jsonl(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut out = serde_json::to_vec(&Head { recipe: RECIPE_FORMAT })?;
        out.push(b'\n');
        for line in &self.lines {
            serde_json::to_writer(&mut out, line)?;
            out.push(b'\n');
        }
        Ok(out)
    }

    /// Number of judgements.
    pub fn len(&self) -> usize {
        self.lines.iter().map(|l| l.judgements.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Store {
    /// The judgements that stand, in the order in which they were made, with the reports that they rest on.
    pub fn recipe(&self) -> Result<Recipe, StoreError> {
        let mut out = Recipe::default();
        for (judgement, origin) in standing(&self.db)? {
            let origin = judgement.origin.clone().unwrap_or(origin);
            let judgement = Judgement { origin: None, ..judgement };
            match out.lines.iter_mut().rev().find(|l| l.origin.operation == origin.operation) {
                Some(line) => line.judgements.push(judgement),
                None => out.lines.push(Line { origin, judgements: vec![judgement], reports: Vec::new() }),
            }
        }
        for line in &mut out.lines {
            line.reports = sources(&self.db, &line.judgements)?;
        }
        Ok(out)
    }

    /// Makes the judgements of a recipe here, as one operation, as far as they can be made; with `dry_run` only says what
    /// would come of it.
    pub fn replay(
        &mut self,
        signature: &Signature,
        recipe: &Recipe,
        knowledge: &Knowledge,
        dry_run: bool,
    ) -> Result<Replayed, StoreError> {
        let standing: Vec<Judgement> = standing(&self.db)?
            .into_iter()
            .map(|(j, origin)| Judgement { origin: Some(j.origin.clone().unwrap_or(origin)), ..j })
            .collect();
        let mut out = Replayed { done: None, made: 0, there: 0, refused: Vec::new() };
        let mut judgements = Vec::new();
        for (n, line) in recipe.lines.iter().enumerate() {
            let absent = absent_reports(&self.db, &line.reports)?;
            for j in &line.judgements {
                let j = Judgement { origin: Some(line.origin.clone()), ..j.clone() };
                if standing.contains(&j) {
                    out.there += 1;
                    continue;
                }
                match cannot(&self.db, &j, &absent)? {
                    None => judgements.push(j),
                    Some(why) => {
                        let operation = line.origin.operation.clone();
                        // The first line is the head.
                        out.refused.push(Refused { line: n + 2, operation, judgement: j, why });
                    }
                }
            }
        }
        out.made = judgements.len();
        if !judgements.is_empty() {
            out.done = Some(self.operate(signature, &Act::Replay(&judgements), &[], knowledge, !dry_run)?);
        }
        Ok(out)
    }
}

fn standing(db: &Connection) -> Result<Vec<(Judgement, Origin)>, StoreError> {
    let mut keys = db.prepare_cached("SELECT DISTINCT key FROM judged")?;
    let keys: BTreeSet<String> = keys.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    standing_on(db, &keys)
}

fn keys(judgement: &Judgement) -> impl Iterator<Item = &String> {
    judgement.on.iter().flatten()
}

// The report of a telling, or the one as which an actor is said; none for actors as several say them.
fn report_of(db: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    if let Some((_, report)) = key.split_once('@') {
        return Ok(Some(report.to_owned()));
    }
    let mut telling = db.prepare_cached("SELECT report FROM telling WHERE id = ?1")?;
    Ok(telling.query_row([key], |r| r.get(0)).optional()?)
}

fn sources(db: &Connection, judgements: &[Judgement]) -> Result<Vec<Source>, StoreError> {
    let mut out = BTreeSet::new();
    let mut hash = db.prepare_cached("SELECT sha256 FROM report WHERE id = ?1")?;
    for key in judgements.iter().flat_map(keys) {
        if let Some(id) = report_of(db, key)? {
            let sha256: Option<String> = hash.query_row([&id], |r| r.get(0)).optional()?;
            out.extend(sha256.map(|sha256| Source { id, sha256 }));
        }
    }
    Ok(out.into_iter().collect())
}

// Reports of a line that are not here, or are here with other bytes.
fn absent_reports(db: &Connection, reports: &[Source]) -> Result<BTreeMap<String, String>, StoreError> {
    let mut here = db.prepare_cached("SELECT 1 FROM report WHERE id = ?1 AND sha256 = ?2")?;
    let mut out = BTreeMap::new();
    for r in reports {
        if !here.exists([&r.id, &r.sha256])? {
            out.insert(r.id.clone(), r.sha256.clone());
        }
    }
    Ok(out)
}

// Why a judgement cannot be made here, if it cannot.
fn cannot(
    db: &Connection,
    judgement: &Judgement,
    absent: &BTreeMap<String, String>,
) -> Result<Option<String>, StoreError> {
    let mut telling = db.prepare_cached("SELECT 1 FROM telling WHERE id = ?1")?;
    let mut said = db.prepare_cached(
        "SELECT 1 FROM actor_said WHERE actor = ?1 AND ?2 IS NULL UNION ALL
         SELECT 1 FROM report r JOIN actor_said s ON s.number = r.number WHERE r.id = ?2 AND s.actor = ?1 LIMIT 1",
    )?;
    for key in keys(judgement) {
        let (id, report) = key.split_once('@').map_or((key.as_str(), None), |(a, r)| (a, Some(r)));
        let here = if id.starts_with("A-") { said.exists((id, report))? } else { telling.exists([id])? };
        if here {
            continue;
        }
        let missing = absent.iter().next();
        return Ok(Some(match (report.and_then(|r| absent.get_key_value(r)).or(missing), id) {
            (Some((report, sha256)), _) => {
                format!("{key} is not here: the report {report} (sha256 {sha256}) is not in this ledger")
            }
            (None, id) => format!("{id} is not here: its report is read otherwise, or not in this ledger"),
        }));
    }
    Ok(None)
}
