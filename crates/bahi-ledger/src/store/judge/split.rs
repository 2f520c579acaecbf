//! From what a person says is one or is not to a judgement on tellings and actors as said.

use super::{JudgeError, node};
use crate::store::{Store, StoreError};
use bahi_resolve::judge::{Judgement, Verb};
use bahi_text::fold;
use rusqlite::OptionalExtension;
use std::collections::{BTreeMap, BTreeSet};

fn judgement(verb: Verb, on: Vec<Vec<String>>) -> Judgement {
    Judgement { verb, on, field: None, value: None, seen: Vec::new(), origin: None }
}

impl Store {
    /// Records, or actors, are one.
    pub fn merge(&self, ids: &[String]) -> Result<Judgement, StoreError> {
        let mut present: Vec<String> = Vec::new();
        for id in ids {
            let id = self.one(id)?;
            if !present.contains(&id) {
                present.push(id);
            }
        }
        let first = present.first().ok_or(JudgeError::Nothing)?;
        if present.len() < 2 {
            return Err(JudgeError::One { id: first.clone() }.into());
        }
        self.of_one_sort(&present)?;
        let on = present.iter().map(|id| self.told_of(id)).collect::<Result<_, _>>()?;
        Ok(judgement(Verb::Merge, on))
    }

    /// Records, or actors, are not one; of two that are, by the ids that they had before.
    pub fn not_same(&self, ids: &[String]) -> Result<Judgement, StoreError> {
        let mut on: Vec<Vec<String>> = Vec::new();
        let mut present = Vec::new();
        for id in ids {
            present.push(self.one(id)?);
        }
        let distinct: BTreeSet<&String> = present.iter().collect();
        if ids.len() < 2 {
            return Err(JudgeError::One { id: present.first().cloned().unwrap_or_default() }.into());
        }
        self.of_one_sort(&present)?;
        for (given, now) in ids.iter().zip(&present) {
            let told = self.told_of(now)?;
            let own = given.to_uppercase();
            // Merged with another of them: then it is the telling alone that is meant.
            let alone = told.iter().find(|t| distinct.len() < ids.len() && node(t) == own).cloned();
            on.push(alone.map_or(told, |own| vec![own]));
        }
        if (1..on.len()).any(|n| on[..n].contains(&on[n])) {
            return Err(JudgeError::One { id: present[0].clone() }.into());
        }
        Ok(judgement(Verb::NotSame, on))
    }

    /// Takes tellings out of a record, or spellings and reports out of an actor. Each of `out` is the id of a telling or of
    /// an actor said, a report by id or path, or, of actors, a spelling.
    pub fn split(&self, id: &str, out: &[String]) -> Result<Judgement, StoreError> {
        let id = self.one(id)?;
        match id.chars().next() {
            Some('E') => self.split_record(&id, out),
            Some('A') => self.split_actor(&id, out),
            _ => Err(JudgeError::NotMerged { id }.into()),
        }
    }

    fn split_record(&self, id: &str, out: &[String]) -> Result<Judgement, StoreError> {
        let told = self.told_of(id)?;
        let reports = self.reports_of(&told)?;
        let means = |wanted: &String, telling: &String| {
            let report = reports.get(telling);
            wanted.eq_ignore_ascii_case(telling) || report.is_some_and(|r| names(wanted, r))
        };
        let all: Vec<String> =
            told.iter().map(|t| format!("{t} ({})", reports.get(t).map_or("", |r| r.1.as_str()))).collect();
        let wrong = |what: String| JudgeError::NoSplit { id: id.to_owned(), what, told: all.clone() };
        if let Some(other) = out.iter().find(|w| !told.iter().any(|t| means(w, t))) {
            return Err(wrong(format!("{other} is none of it")).into());
        }
        let (gone, stay): (Vec<String>, Vec<String>) =
            told.iter().cloned().partition(|t| out.iter().any(|w| means(w, t)));
        if gone.is_empty() || stay.is_empty() {
            return Err(wrong("a part of it has to go and a part to stay".to_owned()).into());
        }
        Ok(judgement(Verb::Split, vec![gone, stay]))
    }

    // Id and path of the report of each telling.
    fn reports_of(&self, tellings: &[String]) -> Result<BTreeMap<String, (String, String)>, StoreError> {
        let mut row = self
            .db
            .prepare_cached("SELECT r.id, r.path FROM telling t JOIN report r ON r.id = t.report WHERE t.id = ?1")?;
        let mut out = BTreeMap::new();
        for telling in tellings {
            let report = row.query_row([telling], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
            out.extend(report.map(|r| (telling.clone(), r)));
        }
        Ok(out)
    }

    fn split_actor(&self, id: &str, out: &[String]) -> Result<Judgement, StoreError> {
        let rows = self.ways_of(id)?;
        let all: Vec<String> =
            rows.iter().map(|w| format!("{} in {} ({})", w.spellings.join(" / "), w.report.0, w.report.1)).collect();
        let wrong = |what: String| JudgeError::NoSplit { id: id.to_owned(), what, told: all.clone() };
        let means = |wanted: &String, way: &Way| {
            wanted.eq_ignore_ascii_case(&node(&way.said))
                || names(wanted, &way.report)
                || way.spellings.iter().all(|s| fold(s) == fold(wanted))
        };
        if let Some(other) = out.iter().find(|w| !rows.iter().any(|way| means(w, way))) {
            let mixed = rows.iter().any(|way| way.spellings.iter().any(|s| fold(s) == fold(other)));
            let why =
                if mixed { "stands beside other spellings in its reports; name the reports" } else { "is none of it" };
            return Err(wrong(format!("{other} {why}")).into());
        }
        let (mut gone, mut stay): (BTreeSet<String>, BTreeSet<String>) = Default::default();
        for said in rows.iter().map(|w| &w.said).collect::<BTreeSet<_>>() {
            let (out, rest): (Vec<&Way>, Vec<&Way>) =
                rows.iter().filter(|w| w.said == *said).partition(|w| out.iter().any(|o| means(o, w)));
            match (out.is_empty(), rest.is_empty()) {
                (true, _) => drop(stay.insert(said.clone())),
                (false, true) => drop(gone.insert(said.clone())),
                (false, false) => {
                    gone.extend(out.iter().map(|w| format!("{said}@{}", w.report.0)));
                    stay.insert(said.clone());
                }
            }
        }
        if gone.is_empty() || stay.is_empty() {
            return Err(wrong("a part of it has to go and a part to stay".to_owned()).into());
        }
        Ok(judgement(Verb::Split, vec![gone.into_iter().collect(), stay.into_iter().collect()]))
    }

    // How each report says an actor.
    fn ways_of(&self, id: &str) -> Result<Vec<Way>, StoreError> {
        let mut rows = self.db.prepare_cached(
            "SELECT coalesce(p.actor || '@' || p.report, s.actor), r.id, r.path,
                    (SELECT json_group_array(j.value ->> '$.text') FROM json_each(s.body, '$.spellings') j)
               FROM actor_said s JOIN report r ON r.number = s.number
               LEFT JOIN parted p ON p.actor = s.actor AND p.report = s.report
               LEFT JOIN renamed n ON n.said = coalesce(p.part, s.actor)
              WHERE coalesce(n.actor, p.part, s.actor) = ?1 ORDER BY coalesce(r.published, '~'), r.id, s.place",
        )?;
        let rows = rows.query_map([id], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?), r.get::<_, String>(3)?)))?;
        let mut out = Vec::new();
        for row in rows {
            let (said, report, spellings) = row?;
            out.push(Way { said, report, spellings: serde_json::from_str(&spellings)? });
        }
        Ok(out)
    }

    fn of_one_sort(&self, ids: &[String]) -> Result<(), StoreError> {
        let mut kind = self.db.prepare_cached(
            "SELECT s.kind FROM actor_said s LEFT JOIN parted p ON p.actor = s.actor AND p.report = s.report
               LEFT JOIN renamed n ON n.said = coalesce(p.part, s.actor)
              WHERE coalesce(n.actor, p.part, s.actor) = ?1 LIMIT 1",
        )?;
        let mut sorts: Vec<String> = Vec::new();
        for id in ids {
            let sort = match id.chars().next() {
                Some('E') => "engagement".to_owned(),
                Some('A') => kind.query_row([id], |r| r.get(0)).optional()?.unwrap_or_default(),
                _ => return Err(JudgeError::NotMerged { id: id.clone() }.into()),
            };
            sorts.push(sort);
        }
        match sorts.iter().position(|s| *s != sorts[0]) {
            None => Ok(()),
            Some(n) => {
                let why = format!("one is {}, the other {}", sorts[0], sorts[n]);
                Err(JudgeError::Unlike { a: ids[0].clone(), b: ids[n].clone(), why }.into())
            }
        }
    }
}

// An actor as one report says it.
struct Way {
    said: String,
    report: (String, String),
    spellings: Vec<String>,
}

// A report by its id, its path or the name of its file.
fn names(wanted: &str, report: &(String, String)) -> bool {
    let file = report.1.rsplit(['/', '\\']).next();
    wanted.eq_ignore_ascii_case(&report.0) || wanted == report.1 || file == Some(wanted)
}
