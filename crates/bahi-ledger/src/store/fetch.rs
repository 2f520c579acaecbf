//! Putting the ledger together again from the file, whole or in part.

use super::judge::Overlay;
use super::records::named;
use super::{Store, StoreError, claims, copies, linked};
use bahi_resolve::combine::people::{Links, joined};
use bahi_resolve::combine::rename;
use bahi_resolve::ledger::{Actor, Claim, Conflict, Engagement, LEDGER_FORMAT, Ledger};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

// The report of what is told, and that of an actor as it is said.
const BY_ID: &str = "JOIN report r ON r.id = x.report";
const BY_NUMBER: &str = "JOIN report r ON r.number = x.number";

// An actor as a report says it, and the id that it has if it was taken out of the actor.
#[derive(serde::Deserialize)]
struct Said {
    #[serde(flatten)]
    actor: Actor,
    part: Option<String>,
}

impl Said {
    fn actor(self) -> Actor {
        let Some(id) = self.part else { return self.actor };
        let mut out = Actor { id, known: None, ..self.actor };
        out.external.clear();
        out.offices.retain(|o| o.basis == "claims");
        out
    }
}

impl Store {
    /// The whole ledger, in canonical order.
    pub fn ledger(&self) -> Result<Ledger, StoreError> {
        self.assemble(None, None)
    }

    /// The ledger of some engagements and reports: these, and what they rest on.
    pub fn part(&self, engagements: &BTreeSet<String>, reports: &BTreeSet<String>) -> Result<Ledger, StoreError> {
        self.assemble(Some((engagements, reports)), None)
    }

    /// As [`Store::part`], and of the reports nothing but some tellings, in a JSON list.
    pub(super) fn tellings(
        &self,
        engagements: &BTreeSet<String>,
        reports: &BTreeSet<String>,
        tellings: &str,
    ) -> Result<Ledger, StoreError> {
        self.assemble(Some((engagements, reports)), Some(tellings))
    }

    /// Texts of reports, by id.
    pub fn texts(&self, reports: &BTreeSet<String>) -> Result<BTreeMap<String, String>, StoreError> {
        let mut row = self.db.prepare_cached("SELECT text FROM report WHERE id = ?1")?;
        let mut out = BTreeMap::new();
        for id in reports {
            out.insert(id.clone(), row.query_row([id], |r| r.get(0))?);
        }
        Ok(out)
    }

    fn assemble(
        &self,
        wanted: Option<(&BTreeSet<String>, &BTreeSet<String>)>,
        tellings: Option<&str>,
    ) -> Result<Ledger, StoreError> {
        let mut out = Ledger { ledger_format: LEDGER_FORMAT, knowledge: self.knowledge()?, ..Ledger::default() };
        out.engagements = match wanted {
            None => self.rows(&format!("SELECT x.body FROM engagement x {BY_ID}"), "", None)?,
            Some((ids, _)) => {
                let ids = serde_json::to_string(ids)?;
                self.rows(&format!("SELECT x.body FROM engagement x {BY_ID}"), "x.id", Some(&ids))?
            }
        };
        // Everything else is looked for in the reports of what is wanted.
        let of = wanted.map(|(_, reports)| {
            let told = out.engagements.iter().flat_map(|e| &e.reports);
            serde_json::to_string(&reports.iter().chain(told).collect::<BTreeSet<_>>())
        });
        let of = of.transpose()?;
        let of = of.as_deref();
        let links = of.map_or_else(|| linked::all(&self.db), |of| linked::of(&self.db, of))?;
        let (by, told) = if tellings.is_some() { ("id", tellings) } else { ("report", of) };
        let only = |kind: &str| format!("x.type = '{kind}' AND x.{by}");
        let telling = format!("SELECT x.body FROM telling x {BY_ID}");
        out.statements = self.rows(&telling, &only("statement"), told)?;
        out.agreements = self.rows(&telling, &only("agreement"), told)?;
        out.deliveries = self.rows(&telling, &only("delivery"), told)?;
        out.claims = match tellings {
            Some(_) => self.claims("w.telling IN (SELECT value FROM json_each(?1)) AND r.id IN (SELECT report FROM telling WHERE id IN (SELECT value FROM json_each(?1)))", tellings)?,
            None => self.claims("r.id IN (SELECT value FROM json_each(?1))", of)?,
        };
        out.reports = self.rows(
            &format!("SELECT r.head FROM (SELECT id AS report, 0 AS place FROM report) x {BY_ID}"),
            "x.report",
            of,
        )?;
        copies::note(&self.db, &mut out.reports)?;
        let records = self.records(of)?;
        match wanted {
            None => out.conflicts = self.conflicts(None)?,
            Some((_, reports)) => {
                let kept = narrow(&mut out, reports, &records);
                out.conflicts = self.conflicts(Some(&serde_json::to_string(&kept)?))?;
            }
        }
        out.statements = out.statements.into_iter().map(|s| rename::statement(s, &links, &records)).collect();
        out.agreements = out.agreements.into_iter().map(|a| rename::agreement(a, &links)).collect();
        out.deliveries = out.deliveries.into_iter().map(|d| rename::delivery(d, &links)).collect();
        out.claims = out.claims.into_iter().map(|c| rename::claim(c, &links, &records)).collect();
        let said = self.said(&links, of)?;
        out.actors = joined(&[&Ledger { actors: said, ..Ledger::default() }], &links.renamed);
        if wanted.is_some() {
            let named = named(&out);
            out.actors.retain(|a| named.contains(&a.id));
        }
        note_conflicts(&mut out.engagements, &out.conflicts);
        Overlay::load(&self.db, &out, &links)?.apply(&mut out);
        Ok(out)
    }

    // Actors as reports say them; those that a person took out of somebody are somebody else, of whom nothing is known.
    fn said(&self, links: &Links, of: Option<&str>) -> Result<Vec<Actor>, StoreError> {
        if links.parted.is_empty() {
            return self.rows(&format!("SELECT x.body FROM actor_said x {BY_NUMBER}"), "r.id", of);
        }
        let with_part = "SELECT json_set(x.body, '$.part', p.part) AS body FROM actor_said x
            LEFT JOIN parted p ON p.actor = x.actor AND p.report = x.report";
        let said: Vec<Said> = self.rows(&format!("{with_part} {BY_NUMBER}"), "r.id", of)?;
        Ok(said.into_iter().map(Said::actor).collect())
    }

    // What a query of `x` and its report `r` gives, in canonical order: of everything, or where `column` is in a JSON list. The words before the
    // column's name in `column` are conditions of their own.
    fn rows<T: DeserializeOwned>(&self, select: &str, column: &str, list: Option<&str>) -> Result<Vec<T>, StoreError> {
        let (conditions, column) = column.rsplit_once(" AND ").unwrap_or(("true", column));
        let listed =
            if list.is_some() { format!("{column} IN (SELECT value FROM json_each(?1))") } else { "?1 IS NULL".into() };
        let query = format!(
            "{select} WHERE {conditions} AND {listed}
              ORDER BY coalesce(r.published, '~'), r.id, x.place"
        );
        let mut rows = self.db.prepare_cached(&query)?;
        let rows = rows.query_map([list], |r| r.get::<_, String>(0))?;
        rows.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
    }

    // Claims with their words, in canonical order: all, or those that meet a condition on a JSON list.
    fn claims(&self, condition: &str, list: Option<&str>) -> Result<Vec<Claim>, StoreError> {
        let some = if list.is_some() { condition } else { "?1 IS NULL" };
        let mut rows = self.db.prepare_cached(&format!(
            "SELECT {} FROM {} WHERE {some} ORDER BY coalesce(r.published, '~'), r.id, w.place",
            claims::COLUMNS,
            claims::STANDING
        ))?;
        let rows = rows.query_map([list], claims::Written::of)?;
        claims::claims(&self.db, rows)
    }

    fn knowledge(&self) -> Result<String, StoreError> {
        let others: i64 = self.db.pragma_query_value(None, "data_version", |r| r.get(0))?;
        let own: i64 = self.db.query_row("SELECT total_changes()", [], |r| r.get(0))?;
        if let Some((state, version)) = self.knowledge.borrow().as_ref()
            && *state == (others, own)
        {
            return Ok(version.clone());
        }
        let version: String = self.db.query_row("SELECT coalesce(max(knowledge), '') FROM report", [], |r| r.get(0))?;
        *self.knowledge.borrow_mut() = Some(((others, own), version.clone()));
        Ok(version)
    }

    // The record that each telling of an engagement went into, where it has another id.
    pub(super) fn records(&self, reports: Option<&str>) -> Result<BTreeMap<String, String>, StoreError> {
        let mut rows = self.db.prepare_cached(match reports {
            None => "SELECT telling, record FROM member WHERE telling <> record AND ?1 IS NULL",
            Some(_) => {
                "SELECT m.telling, m.record FROM json_each(?1) j JOIN telling t ON t.report = j.value
                   JOIN member m ON m.telling = t.id WHERE m.telling <> m.record"
            }
        })?;
        let rows = rows.query_map([reports], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    // Of engagements in their order, then of agreements and of deliveries by what they were compared by: all, or those about
    // the records in a JSON list.
    fn conflicts(&self, records: Option<&str>) -> Result<Vec<Conflict>, StoreError> {
        let some = if records.is_some() { "c.record IN (SELECT value FROM json_each(?1))" } else { "?1 IS NULL" };
        let mut rows = self.db.prepare_cached(&format!(
            "SELECT c.body FROM conflict c LEFT JOIN engagement x ON x.id = c.grp LEFT JOIN report r ON r.id = x.report
              WHERE {some} ORDER BY x.id IS NULL, coalesce(r.published, '~'), r.id, x.place, c.grp, c.place"
        ))?;
        let rows = rows.query_map([records], |r| r.get::<_, String>(0))?;
        rows.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
    }
}

// Keeps the records of the reports that are wanted for themselves, and the claims of what is kept; gives what is kept.
fn narrow(out: &mut Ledger, reports: &BTreeSet<String>, records: &BTreeMap<String, String>) -> BTreeSet<String> {
    let wanted = |r: &Vec<String>| r.iter().any(|r| reports.contains(r));
    out.statements.retain(|s| wanted(&s.reports));
    out.agreements.retain(|a| wanted(&a.reports));
    out.deliveries.retain(|d| wanted(&d.reports));
    let mut kept: BTreeSet<String> = out.engagements.iter().map(|e| e.id.clone()).collect();
    kept.extend(out.statements.iter().map(|s| s.id.clone()));
    kept.extend(out.agreements.iter().map(|a| a.id.clone()));
    kept.extend(out.deliveries.iter().map(|d| d.id.clone()));
    out.claims.retain(|c| kept.contains(records.get(&c.record).unwrap_or(&c.record)));
    kept
}

fn note_conflicts(engagements: &mut [Engagement], conflicts: &[Conflict]) {
    let mut by_record: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for c in conflicts {
        by_record.entry(&c.record).or_default().push(c.id.clone());
    }
    for e in engagements {
        e.conflicts = by_record.remove(e.id.as_str()).unwrap_or_default();
    }
}
