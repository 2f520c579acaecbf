//! Actors of the ledger as a list, and all there is to say about one.

use super::{Store, StoreError, linked};
use bahi_resolve::combine::people::joined;
use bahi_resolve::ledger::{Actor, Ledger, OfficeHeld};
use rusqlite::types::Value;
use std::collections::BTreeMap;

/// Which actors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorFilter {
    /// `person|office|country|body|forum|ministry|place|system|attack|other`.
    pub kind: Option<String>,
    /// Any of these codes of countries or ids of bodies; empty for all.
    pub countries: Vec<String>,
    /// Any of these ids; empty for all.
    pub ids: Vec<String>,
}

/// An actor with how much is told of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorRow {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// English name.
    pub name: Option<String>,
    /// Hindi name.
    pub hindi: Option<String>,
    /// Code of the country.
    pub country: Option<String>,
    /// Id in the knowledge.
    pub known: Option<String>,
    /// Reports that tell of it.
    pub reports: usize,
    /// Engagements it took part in, planned and cancelled ones too.
    pub engagements: usize,
    /// Statements it made.
    pub statements: usize,
}

/// An office as the reports give it, over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeSaid {
    /// Plain English title.
    pub title: String,
    /// Code of the country or id of the body.
    pub of: Option<String>,
    /// Date of the first report that says so, EDTF.
    pub first: Option<String>,
    /// Date of the last.
    pub last: Option<String>,
    /// How many reports say so.
    pub reports: usize,
}

/// Somebody with whom an actor took part in engagements that were held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterpart {
    /// Id.
    pub id: String,
    /// English name.
    pub name: String,
    /// Hindi name.
    pub hindi: Option<String>,
    /// In how many.
    pub engagements: usize,
}

/// All there is to say about an actor.
#[derive(Debug, Clone, Default)]
pub struct Portrait {
    /// The actor, with spellings and the offices that knowledge has.
    pub actor: Actor,
    /// How much is told of it.
    pub row: ActorRow,
    /// Offices that the reports give, by the first report.
    pub said: Vec<OfficeSaid>,
    /// With whom, the most frequent first.
    pub counterparts: Vec<Counterpart>,
    /// Engagements by kind and status.
    pub kinds: Vec<(String, String, usize)>,
    /// Dates of the first and the last report that has one.
    pub dates: Option<(String, String)>,
}

// Actors under their present ids, with those whom a person took out of another: all, or those of a JSON list of ids, which
// are looked up without going through the others.
const ALL: (&str, &str) = ("seen s", "parted p");
const THESE: (&str, &str) = (
    "(SELECT value AS id FROM json_each(?1) UNION
      SELECT n.said FROM json_each(?1) j CROSS JOIN renamed n ON n.actor = j.value) m
      CROSS JOIN seen s ON s.actor = m.id",
    "(SELECT value AS id FROM json_each(?1) UNION
      SELECT n.said FROM json_each(?1) j CROSS JOIN renamed n ON n.actor = j.value) m
      CROSS JOIN parted p ON p.part = m.id",
);

fn whole((seen, parted): (&str, &str)) -> String {
    format!(
        "WITH told AS (
             SELECT coalesce(n.actor, s.actor) AS id, s.actor AS said,
                    s.reports - (SELECT count(*) FROM parted p WHERE p.actor = s.actor) AS reports
               FROM {seen} LEFT JOIN renamed n ON n.said = s.actor
             UNION ALL
             SELECT coalesce(n.actor, p.part), p.actor, 1 FROM {parted} LEFT JOIN renamed n ON n.said = p.part),
         whole AS (SELECT id, sum(reports) AS reports, min(said) AS said FROM told GROUP BY id HAVING sum(reports) > 0)"
    )
}

const LAST: &str = "\u{10FFFF}";

impl Store {
    /// Actors that a filter lets through, those told of most first, at most so many; and how many there are in all.
    pub fn actors(&self, filter: &ActorFilter, most: usize) -> Result<(Vec<ActorRow>, usize), StoreError> {
        if !filter.ids.is_empty() {
            return self.list_actors(filter, most);
        }
        let list = self.once(format!("actors {filter:?} {most}"), || self.list_actors(filter, most))?;
        Ok((list.0.clone(), list.1))
    }

    fn list_actors(&self, filter: &ActorFilter, most: usize) -> Result<(Vec<ActorRow>, usize), StoreError> {
        let mut values: Vec<Value> = Vec::new();
        let mut from = String::from(
            "FROM whole w JOIN seen s ON s.actor = coalesce((SELECT actor FROM seen WHERE actor = w.id), w.said) WHERE true",
        );
        let mut and = |condition: &str, value: Value| {
            values.push(value);
            from.push_str(&format!(" AND {}", condition.replace('?', &format!("?{}", values.len()))));
        };
        // The ids are first: they stand in the list of all too.
        for (column, list) in [("w.id", &filter.ids), ("s.country", &filter.countries)] {
            if !list.is_empty() {
                let list = serde_json::to_string(list)?;
                and(&format!("{column} IN (SELECT value FROM json_each(?))"), list.into());
            }
        }
        if let Some(kind) = &filter.kind {
            and("s.kind = ?", kind.clone().into());
        }
        let whole = whole(if filter.ids.is_empty() { ALL } else { THESE });
        let total: i64 = self
            .db
            .prepare(&format!("{whole} SELECT count(*) {from}"))?
            .query_row(rusqlite::params_from_iter(&values), |r| r.get(0))?;
        let mut rows = self.db.prepare(&format!(
            "{whole}, page AS (SELECT w.id, s.kind, s.en, s.hi, s.country, s.known, w.reports {from}
                                ORDER BY w.reports DESC, w.id LIMIT {})
             SELECT p.*, (SELECT count(*) FROM party y WHERE y.actor = p.id),
                    (SELECT count(DISTINCT d.telling) FROM side d WHERE d.role = 'speaker'
                        AND (d.actor = p.id OR d.actor IN (SELECT said FROM renamed WHERE actor = p.id)))
               FROM page p ORDER BY p.reports DESC, p.id",
            i64::try_from(most).unwrap_or(i64::MAX)
        ))?;
        let rows = rows.query_map(rusqlite::params_from_iter(&values), |r| {
            let count = |n: usize| r.get::<_, i64>(n).map(|n| n as usize);
            Ok(ActorRow {
                id: r.get(0)?,
                kind: r.get(1)?,
                name: r.get(2)?,
                hindi: r.get(3)?,
                country: r.get(4)?,
                known: r.get(5)?,
                reports: count(6)?,
                engagements: count(7)?,
                statements: count(8)?,
            })
        })?;
        Ok((rows.collect::<Result<_, _>>()?, total as usize))
    }

    /// Actors one of whose names begins with what was typed, those told of most first.
    pub fn actors_beginning(&self, typed: &str, most: usize) -> Result<Vec<ActorRow>, StoreError> {
        if typed.trim().is_empty() {
            return Ok(self.actors(&ActorFilter::default(), most)?.0);
        }
        let typed = typed.trim();
        let mut rows = self.db.prepare_cached(
            "SELECT DISTINCT coalesce(n.actor, s.actor) FROM (
                    SELECT actor FROM seen WHERE en IS NOT NULL AND lower(en) >= lower(?1) AND lower(en) < lower(?1) || ?2
                     UNION SELECT actor FROM seen WHERE hi IS NOT NULL AND hi >= ?1 AND hi < ?1 || ?2
                     UNION SELECT actor FROM spelling WHERE text >= ?1 AND text < ?1 || ?2) s
               LEFT JOIN renamed n ON n.said = s.actor",
        )?;
        // What begins with some letters lies between them and them with the last of all letters.
        let ids = rows.query_map([typed, LAST], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.actors(&ActorFilter { ids, ..ActorFilter::default() }, most)?.0)
    }

    /// Whether reports tell of somebody or something that the knowledge has under this id.
    pub fn is_told_of(&self, known: &str) -> Result<bool, StoreError> {
        let mut row =
            self.db.prepare_cached("SELECT EXISTS (SELECT 1 FROM seen WHERE known = ?1 AND kind = 'person')")?;
        Ok(row.query_row([known], |r| r.get(0))?)
    }

    /// All there is to say about an actor of the ledger, by its present id.
    pub fn portrait(&self, id: &str) -> Result<Portrait, StoreError> {
        let filter = ActorFilter { ids: vec![id.to_owned()], ..ActorFilter::default() };
        let row = self.actors(&filter, 1)?.0.pop().unwrap_or_default();
        let told = self.as_said(id)?;
        let dates: Vec<&String> = told.iter().filter_map(|t| t.1.as_ref()).collect();
        let dates = dates.iter().min().zip(dates.iter().max()).map(|(a, b)| ((*a).clone(), (*b).clone()));
        let said = offices(&told);
        let links = linked::all(&self.db)?;
        let singles = Ledger { actors: told.into_iter().map(|t| t.0).collect(), ..Ledger::default() };
        let mut actor = joined(&[&singles], &links.renamed).pop().unwrap_or_default();
        id.clone_into(&mut actor.id);
        Ok(Portrait { actor, row, said, counterparts: self.counterparts(id)?, kinds: self.kinds(id)?, dates })
    }

    // The actor as each report has it, with the date of the report, in canonical order.
    fn as_said(&self, id: &str) -> Result<Vec<(Actor, Option<String>)>, StoreError> {
        let mut rows = self.db.prepare_cached(
            "WITH said AS (SELECT ?1 AS id UNION SELECT said FROM renamed WHERE actor = ?1)
             SELECT body, published FROM (
             SELECT x.body, r.published, x.place, r.id FROM actor_said x JOIN report r ON r.number = x.number
              WHERE x.actor IN said AND NOT EXISTS
                    (SELECT 1 FROM parted p WHERE p.actor = x.actor AND p.report = x.report)
             UNION ALL
             SELECT x.body, r.published, x.place, r.id FROM parted p
               JOIN report r ON r.id = p.report JOIN actor_said x ON x.actor = p.actor AND x.number = r.number
              WHERE p.part IN said)
              ORDER BY published IS NULL, published, id, place",
        )?;
        let rows = rows.query_map([id], |r| Ok((r.get::<_, String>(0)?, r.get(1)?)))?;
        let mut out = Vec::new();
        for row in rows {
            let (body, published) = row?;
            out.push((serde_json::from_str(&body)?, published));
        }
        Ok(out)
    }

    fn counterparts(&self, id: &str) -> Result<Vec<Counterpart>, StoreError> {
        let mut rows = self.db.prepare_cached(
            "SELECT o.actor, count(*) FROM party p JOIN engagement e ON e.id = p.record AND e.status = 'held'
               JOIN party o ON o.record = p.record AND o.actor <> p.actor
              WHERE p.actor = ?1 GROUP BY 1 ORDER BY 2 DESC, 1",
        )?;
        let rows = rows.query_map([id], |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?)))?;
        let mut out = Vec::new();
        for row in rows {
            let (id, engagements) = row?;
            let actor = self.actor_called(&id)?;
            out.push(Counterpart { id, name: actor.name, hindi: actor.hindi, engagements: engagements as usize });
        }
        Ok(out)
    }

    fn kinds(&self, id: &str) -> Result<Vec<(String, String, usize)>, StoreError> {
        let mut rows = self.db.prepare_cached(
            "SELECT e.kind, e.status, count(*) FROM party p JOIN engagement e ON e.id = p.record
              WHERE p.actor = ?1 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
        )?;
        let rows = rows.query_map([id], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, i64>(2)? as usize)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

// What the reports call the actor's office, each with its reports' dates.
fn offices(told: &[(Actor, Option<String>)]) -> Vec<OfficeSaid> {
    let mut out: BTreeMap<(String, Option<String>), OfficeSaid> = BTreeMap::new();
    let claimed =
        |a: &'_ Actor| -> Vec<OfficeHeld> { a.offices.iter().filter(|o| o.basis == "claims").cloned().collect() };
    for (actor, published) in told {
        for office in claimed(actor) {
            let (title, of) = (office.title, office.of);
            let one = out.entry((title.clone(), of.clone())).or_insert_with(|| OfficeSaid {
                title,
                of,
                first: None,
                last: None,
                reports: 0,
            });
            one.reports += 1;
            if published.is_some() {
                one.first = one.first.take().into_iter().chain(published.clone()).min();
                one.last = one.last.take().into_iter().chain(published.clone()).max();
            }
        }
    }
    let mut out: Vec<OfficeSaid> = out.into_values().collect();
    out.sort_by(|a, b| {
        (a.first.is_none(), &a.first, &a.title, &a.of).cmp(&(b.first.is_none(), &b.first, &b.title, &b.of))
    });
    out
}
