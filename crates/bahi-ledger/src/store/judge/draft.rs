//! From what a person says of ids to a judgement on what the reports told.

use super::log::conflict_of;
use super::{JudgeError, node};
use crate::store::claims::{STANDING, of_claim};
use crate::store::{Store, StoreError, linked};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::rename;
use bahi_resolve::judge::{Judgement, Seen, Verb, check};
use bahi_resolve::ledger::{Claim, Conflict};
use bahi_text::fold;
use rusqlite::{Connection, OptionalExtension};

impl Store {
    /// One value of a conflict stands. The value is given as it is, by its number from 1, or by a claim that asserts it.
    pub fn accept(&self, conflict: &str, value: &str, knowledge: &Knowledge) -> Result<Judgement, StoreError> {
        let c = self.conflict(conflict)?;
        let values: Vec<String> = c.values.iter().map(|v| v.value.clone()).collect();
        let chosen = chosen(&c, value).ok_or_else(|| JudgeError::NoValue {
            conflict: c.id.clone(),
            value: value.to_owned(),
            values,
        })?;
        let value = self.as_claimed(&c, chosen)?;
        // Countries may be given by name and dates in words; what the field cannot take is kept as the reports have it.
        let value = check::value(&c.record, &c.field, &value, knowledge).unwrap_or(value);
        Ok(Judgement { value: Some(value), ..self.on_conflict(Verb::Accept, &c)? })
    }

    /// Both values of a conflict stand, or the person is unsure, or it cannot be found out.
    pub fn mark(&self, verb: Verb, conflict: &str) -> Result<Judgement, StoreError> {
        let c = self.conflict(conflict)?;
        self.on_conflict(verb, &c)
    }

    /// A field of a record or actor has a value that the person gives; without one it cannot be found out.
    pub fn set(
        &self,
        id: &str,
        field: &str,
        value: Option<&str>,
        knowledge: &Knowledge,
    ) -> Result<Judgement, StoreError> {
        let id = self.one(id)?;
        if id.starts_with(['X', 'C', 'R']) {
            return Err(JudgeError::NotA { id, wanted: "record or actor" }.into());
        }
        check::field(&id, field).map_err(JudgeError::Field)?;
        let value = value.map(|v| check::value(&id, field, v, knowledge)).transpose().map_err(JudgeError::Field)?;
        let on = self.told_of(&id)?;
        let said = self.field_said(&id, field, &on)?;
        // What a conflict has is seen with it, also what it takes from other fields and records.
        let seen = match self.conflict_about(&id, field)? {
            Some(c) => seen_in(&c),
            None => self.seen(&on, field)?,
        };
        let verb = if value.is_some() { Verb::Set } else { Verb::NotVerifiable };
        Ok(Judgement { verb, on: vec![on], field: Some(said), value, seen, origin: None })
    }

    /// A conflict by its id or the beginning of it.
    pub fn conflict(&self, id: &str) -> Result<Conflict, StoreError> {
        let id = self.one(id)?;
        if !id.starts_with('X') {
            return Err(JudgeError::NotA { id, wanted: "conflict" }.into());
        }
        conflict_of(&self.db, &id)
    }

    /// The present id behind an id that something has or had, or the beginning of one.
    pub fn one(&self, id: &str) -> Result<String, StoreError> {
        let mut found = self.resolve_id(id)?;
        match found.len() {
            1 => Ok(found.remove(0)),
            0 => Err(JudgeError::Unknown { id: id.to_owned() }.into()),
            _ => Err(JudgeError::Ambiguous { id: id.to_owned(), many: found }.into()),
        }
    }

    /// What a record or actor consists of, in canonical order: tellings, or actors as said.
    pub(super) fn told_of(&self, id: &str) -> Result<Vec<String>, StoreError> {
        let mut rows = self.db.prepare_cached(match id.starts_with("A-") {
            true => {
                "SELECT coalesce(p.actor || '@' || p.report, x.said)
                   FROM (SELECT ?1 AS said UNION SELECT said FROM renamed WHERE actor = ?1) x
                   LEFT JOIN parted p ON p.part = x.said ORDER BY x.said <> ?1, x.said"
            }
            false => {
                "SELECT t.id FROM telling t JOIN report r ON r.id = t.report LEFT JOIN member m ON m.telling = t.id
                  WHERE coalesce(m.record, t.id) = ?1 ORDER BY coalesce(r.published, '~'), r.id, t.place"
            }
        })?;
        let rows = rows.query_map([id], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn on_conflict(&self, verb: Verb, c: &Conflict) -> Result<Judgement, StoreError> {
        let on = tellings_of(&self.db, c)?;
        let field = self.field_said(&c.record, &c.field, &on)?;
        Ok(Judgement { verb, on: vec![on], field: Some(field), value: None, seen: seen_in(c), origin: None })
    }

    // The conflict on a field of a record, or of the records that it is compared with.
    fn conflict_about(&self, record: &str, field: &str) -> Result<Option<Conflict>, StoreError> {
        let mut row = self.db.prepare_cached(
            "SELECT body FROM conflict WHERE grp IN (?1, (SELECT grp FROM telling WHERE id = ?1))
                AND body ->> '$.field' = ?2 ORDER BY record <> ?1, place LIMIT 1",
        )?;
        let body: Option<String> = row.query_row([record, field], |r| r.get(0)).optional()?;
        Ok(body.map(|b| serde_json::from_str(&b)).transpose()?)
    }

    // A value as its claims have it: conflicts compare some folded.
    fn as_claimed(&self, c: &Conflict, value: usize) -> Result<String, StoreError> {
        let side = &c.values[value];
        let query = format!("SELECT w.value FROM {STANDING} WHERE {} AND w.id = ?1", of_claim("?1"));
        let mut claimed = self.db.prepare_cached(&query)?;
        for claim in &side.claims {
            let raw: Option<String> = claimed.query_row([claim], |r| r.get(0)).optional()?;
            if let Some(raw) = raw.filter(|raw| fold(raw) == side.value) {
                return Ok(raw);
            }
        }
        Ok(side.value.clone())
    }

    // A field with its actors as the tellings say them, so that it is found again whoever they are taken for.
    fn field_said(&self, record: &str, field: &str, tellings: &[String]) -> Result<String, StoreError> {
        let mut missing = None;
        let tellings = serde_json::to_string(tellings)?;
        let mut said = self.db.prepare_cached(
            "SELECT coalesce(p.part, s.actor) AS id FROM json_each(?1) j JOIN telling t ON t.id = j.value
               JOIN report r ON r.id = t.report JOIN actor_said s ON s.number = r.number LEFT JOIN parted p ON p.actor = s.actor AND p.report = s.report
               LEFT JOIN renamed n ON n.said = coalesce(p.part, s.actor)
              WHERE coalesce(n.actor, p.part, s.actor) = ?2 ORDER BY j.key, s.place LIMIT 1",
        )?;
        let out = rename::field(field, |actor| {
            let found: Option<String> =
                said.query_row([tellings.as_str(), actor], |r| r.get(0)).optional().ok().flatten();
            found.unwrap_or_else(|| {
                missing = Some(actor.to_owned());
                actor.to_owned()
            })
        });
        match missing {
            Some(actor) => Err(JudgeError::NoParty { actor, record: record.to_owned() }.into()),
            None => Ok(out),
        }
    }

    // The values that reports give to a field.
    fn seen(&self, tellings: &[String], field: &str) -> Result<Vec<Seen>, StoreError> {
        let links = linked::all(&self.db)?;
        let mut bodies = self.db.prepare_cached(
            "SELECT body FROM claim WHERE report = (SELECT report FROM telling WHERE id = ?1) AND telling = ?1
              ORDER BY place",
        )?;
        let mut out: Vec<Seen> = Vec::new();
        for telling in tellings {
            for body in bodies.query_map([telling], |r| r.get::<_, String>(0))? {
                let claim: Claim = rename::claim(serde_json::from_str(&body?)?, &links, &Default::default());
                if claim.field != field {
                    continue;
                }
                match out.iter_mut().find(|s| s.value == claim.value) {
                    Some(s) => s.claims.push(claim.id),
                    None => out.push(Seen { value: claim.value, claims: vec![claim.id] }),
                }
            }
        }
        Ok(out)
    }
}

fn seen_in(c: &Conflict) -> Vec<Seen> {
    c.values.iter().map(|v| Seen { value: v.value.clone(), claims: v.claims.clone() }).collect()
}

// By its number, by a claim, as written, or but for case and spelling.
fn chosen(c: &Conflict, value: &str) -> Option<usize> {
    let exact = c.values.iter().position(|v| v.value == value);
    let claim = || c.values.iter().position(|v| v.claims.iter().any(|id| id.eq_ignore_ascii_case(value)));
    let alike = || c.values.iter().position(|v| fold(&v.value.to_lowercase()) == fold(&value.to_lowercase()));
    let number = || value.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < c.values.len());
    exact.or_else(claim).or_else(alike).or_else(number)
}

/// The tellings that a conflict is about: those of its engagement, or those whose claims it holds.
pub fn tellings_of(db: &Connection, c: &Conflict) -> Result<Vec<String>, StoreError> {
    let claims: Vec<&String> = c.values.iter().flat_map(|v| &v.claims).collect();
    let claims = serde_json::to_string(&claims)?;
    let mut rows = db.prepare_cached(&format!(
        "SELECT DISTINCT t.id FROM telling t JOIN report r ON r.id = t.report
          WHERE t.id IN (SELECT telling FROM member WHERE record = ?1)
             OR t.id IN (SELECT w.telling FROM json_each(?2) j CROSS JOIN {STANDING} WHERE {} AND w.id = j.value)
          ORDER BY coalesce(r.published, '~'), r.id, t.place",
        of_claim("j.value")
    ))?;
    let rows = rows.query_map([c.record.as_str(), claims.as_str()], |r| r.get(0))?;
    let tellings: Vec<String> = rows.collect::<Result<_, _>>()?;
    // An actor's, should there be such conflicts.
    Ok(if tellings.is_empty() { vec![node(&c.record)] } else { tellings })
}
