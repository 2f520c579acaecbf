//! A line for each record of any type, kept in step with what the records are: by these lines records are listed, filtered
//! and counted.
//!
//! Triggers note which records something happened to (`stale`); [`catch_up`] draws their lines anew and writes what is
//! different, so that a record that was worked out anew and is as it was costs no writing.

use super::StoreError;
use super::facets::Facet;
use super::find::Type;
use super::judge::rulings_on;
use super::linked::Linked;
use super::lists::Lists;
use bahi_read::Edtf;
use bahi_resolve::combine::rename;
use bahi_resolve::judge::{Ruling, fields};
use bahi_resolve::ledger::{Agreement, Delivery, Party, Statement};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The day of records of which none is known: before any day.
pub const NO_DAY: i64 = -1_000_000_000;

/// What a record is listed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its type.
    pub kind: Type,
    /// The first day it may have been on.
    pub day: i64,
    /// The last one.
    pub last: i64,
    /// Order within a day.
    pub rank: String,
    /// What it is about.
    pub about: BTreeSet<(Facet, String)>,
}

impl Line {
    fn new(kind: Type, report: &str, place: i64, days: Option<(i64, i64)>) -> Self {
        // Years beyond all reason stay within what a cursor can say.
        let (day, last) = days.map_or((NO_DAY, NO_DAY), |d| (d.0.clamp(NO_DAY + 1, -NO_DAY), d.1.max(NO_DAY + 1)));
        let rank = format!("{report}{}{place:06}", kind as u8);
        let about = BTreeSet::from([(Facet::Type, kind.name().to_owned())]);
        Self { kind, day, last, rank, about }
    }

    fn note(&mut self, facet: Facet, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.about.insert((facet, value));
        }
    }
}

/// Draws anew the lines of all records that something happened to.
pub fn catch_up(db: &Connection) -> Result<(), StoreError> {
    catch_up_with(db, Linked::new(db)?)
}

/// The same, by links of which some are known already.
pub fn catch_up_with(db: &Connection, linked: Linked<'_>) -> Result<(), StoreError> {
    let mut stale = ids(db, "SELECT id FROM stale WHERE id >= 'E-' AND id < 'E.' ORDER BY id")?;
    let mut draw = Drawing { db, linked, carriers: RefCell::default() };
    let mut lists = Lists::of(db);
    for id in &stale {
        let line = draw.engagement(id)?;
        lists.write(id, line.as_ref())?;
        if line.is_some() {
            said_elsewhere(db, id)?;
        }
    }
    stale = ids(db, "SELECT id FROM stale WHERE id < 'E-' OR id >= 'E.' ORDER BY id")?;
    for id in &stale {
        let line = draw.telling(id)?;
        lists.write(id, line.as_ref())?;
    }
    lists.post()?;
    db.execute("DELETE FROM stale", [])?;
    Ok(())
}

fn ids(db: &Connection, query: &str) -> Result<Vec<String>, StoreError> {
    let mut rows = db.prepare_cached(query)?;
    let rows = rows.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

// CROSS JOIN keeps the order: of an engagement its few tellings, of these their statements. The plus takes the affinity from
// what is compared with the index, which has none and would not be used.
// Notes the statements made at an engagement whose place and forum are no longer what their lines say.
fn said_elsewhere(db: &Connection, engagement: &str) -> Result<(), StoreError> {
    db.prepare_cached(
        "WITH at AS (SELECT f.number FROM brief e CROSS JOIN json_each(e.facets) j CROSS JOIN facet f
                      WHERE e.id = ?1 AND f.number = j.value AND f.name IN ('forum', 'place', 'territory'))
         INSERT OR IGNORE INTO stale
         SELECT s.id FROM member m CROSS JOIN telling t CROSS JOIN brief s
          WHERE m.record = ?1 AND t.body ->> '$.engagement' = +m.telling AND t.type = 'statement' AND s.id = t.id AND (
                EXISTS (SELECT 1 FROM at WHERE number NOT IN (SELECT value FROM json_each(s.facets)))
             OR EXISTS (SELECT 1 FROM json_each(s.facets) j CROSS JOIN facet f WHERE f.number = j.value
                           AND f.name IN ('forum', 'place', 'territory') AND f.number NOT IN (SELECT number FROM at)))",
    )?
    .execute([engagement])?;
    Ok(())
}

// What is looked at of an engagement, of which there may be much more.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    when: Option<Date>,
    #[serde(rename = "where")]
    place: Option<Spot>,
    forum: Option<Spot>,
    topics: Vec<Named>,
    reports: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Date {
    edtf: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Spot {
    actor: String,
    country: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Named {
    name: String,
}

// What a report is to the records it tells.
#[derive(Clone)]
struct Carrier {
    day: Option<i64>,
    outlet: Option<String>,
    language: Option<String>,
}

struct Drawing<'a> {
    db: &'a Connection,
    linked: Linked<'a>,
    carriers: RefCell<HashMap<String, Option<Carrier>>>,
}

impl Drawing<'_> {
    fn engagement(&self, id: &str) -> Result<Option<Line>, StoreError> {
        let mut row =
            self.db.prepare_cached("SELECT report, place, kind, status, body FROM engagement WHERE id = ?1")?;
        let row = row.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)));
        let Some((report, place, kind, status, body)) = row.optional()? else { return Ok(None) };
        let (report, kind, status, body): (String, String, String, String) = (report, kind, status, body);
        let told: Told = serde_json::from_str(&body)?;
        let edtf = told.when.and_then(|w| w.edtf?.parse().ok()).map(Edtf::bounds).filter(|d| d.0 > i64::MIN);
        let days = match edtf {
            Some(days) => Some(days),
            None => self.carrier(&report)?.and_then(|r| r.day).map(|d| (d, d)),
        };
        let mut line = Line::new(Type::Engagement, &report, place, days);
        line.note(Facet::Kind, kind);
        line.note(Facet::Status, status);
        spots(&mut line, told.forum, told.place);
        told.topics.into_iter().for_each(|t| line.note(Facet::Topic, t.name));
        let mut parties = self.db.prepare_cached("SELECT actor, country FROM party WHERE record = ?1")?;
        let mut parties = parties.query([id])?;
        while let Some(p) = parties.next()? {
            let (actor, country): (String, Option<String>) = (p.get(0)?, p.get(1)?);
            self.party(&mut line, actor)?;
            country.into_iter().for_each(|c| line.note(Facet::Country, c));
        }
        self.finish(&mut line, id, &told.reports)?;
        Ok(Some(line))
    }

    fn telling(&mut self, id: &str) -> Result<Option<Line>, StoreError> {
        let mut row = self
            .db
            .prepare_cached("SELECT report, place, type, body FROM telling WHERE id = ?1 AND type <> 'engagement'")?;
        let row = row.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)));
        let Some((report, place, kind, body)) = row.optional()? else { return Ok(None) };
        let (report, kind, body): (String, String, String) = (report, kind, body);
        let Some(kind) = Type::ALL.into_iter().find(|t| t.name() == kind) else { return Ok(None) };
        self.linked.cover(&report)?;
        let rulings = rulings_on(self.db, &BTreeSet::from([id.to_owned()]), &self.linked.links)?;
        let days = self.carrier(&report)?.and_then(|r| r.day).map(|d| (d, d));
        let mut line = Line::new(kind, &report, place, days);
        match kind {
            Type::Engagement => {}
            Type::Statement => self.statement(&mut line, &report, serde_json::from_str(&body)?, &rulings)?,
            Type::Agreement => self.agreement(&mut line, &report, serde_json::from_str(&body)?, &rulings)?,
            Type::Delivery => self.delivery(&mut line, serde_json::from_str(&body)?, &rulings),
        }
        self.finish(&mut line, id, &[report])?;
        Ok(Some(line))
    }

    fn statement(&self, line: &mut Line, report: &str, s: Statement, rulings: &[Ruling]) -> Result<(), StoreError> {
        if let Some(telling) = &s.engagement {
            let mut row = self.db.prepare_cached(
                "SELECT e.body FROM member m JOIN engagement e ON e.id = m.record WHERE m.telling = ?1",
            )?;
            let body: Option<String> = row.query_row([telling], |r| r.get(0)).optional()?;
            if let Some(body) = body {
                let at: Told = serde_json::from_str(&body)?;
                spots(line, at.forum, at.place);
            }
        }
        let said: Vec<Option<String>> = [Some(&s.speaker), s.addressee.as_ref(), s.target.as_ref()]
            .into_iter()
            .flatten()
            .map(|p| p.actor.clone())
            .collect();
        let mut s = rename::statement(s, &self.linked.links, &BTreeMap::new());
        fields::statement(&mut s, rulings);
        line.note(Facet::Kind, s.kind);
        s.topics.into_iter().for_each(|t| line.note(Facet::Topic, t.name));
        let parties = [Some(&s.speaker), s.addressee.as_ref(), s.target.as_ref()].into_iter().flatten();
        self.parties(line, report, parties.zip(said))
    }

    fn agreement(&self, line: &mut Line, report: &str, a: Agreement, rulings: &[Ruling]) -> Result<(), StoreError> {
        let said: Vec<Option<String>> = a.parties.iter().map(|p| p.actor.clone()).collect();
        let mut a = rename::agreement(a, &self.linked.links);
        fields::agreement(&mut a, rulings);
        line.note(Facet::Status, a.status);
        line.note(Facet::Topic, a.instrument);
        a.countries.into_iter().for_each(|c| line.note(Facet::Country, c));
        self.parties(line, report, a.parties.iter().zip(said))
    }

    fn delivery(&self, line: &mut Line, d: Delivery, rulings: &[Ruling]) {
        let mut d = rename::delivery(d, &self.linked.links);
        fields::delivery(&mut d, rulings);
        line.note(Facet::Status, d.status);
        d.supplier.into_iter().chain(d.recipient).for_each(|c| line.note(Facet::Country, c));
        d.item.actor.into_iter().for_each(|a| line.note(Facet::System, a));
    }

    // Parties as they are now, each with the actor that the report said.
    fn parties<'p>(
        &self,
        line: &mut Line,
        report: &str,
        parties: impl Iterator<Item = (&'p Party, Option<String>)>,
    ) -> Result<(), StoreError> {
        let mut row = self.db.prepare_cached(
            "SELECT s.body ->> '$.country' FROM report r JOIN actor_said s ON s.number = r.number
                  WHERE r.id = ?2 AND s.actor = ?1",
        )?;
        for (p, said) in parties {
            let mut of = p.office.as_ref().and_then(|o| o.of.clone());
            if let (None, Some(said)) = (&of, &said) {
                of = row.query_row([said, report], |r| r.get(0)).optional()?.flatten();
            }
            of.into_iter().for_each(|c| line.note(Facet::Country, c));
            if let Some(actor) = &p.actor {
                self.party(line, actor.clone())?;
            }
        }
        Ok(())
    }

    fn party(&self, line: &mut Line, actor: String) -> Result<(), StoreError> {
        let mut kind = self.db.prepare_cached(
            "SELECT kind FROM seen WHERE actor = ?1
             UNION ALL SELECT s.kind FROM parted p JOIN seen s ON s.actor = p.actor WHERE p.part = ?1 LIMIT 1",
        )?;
        let kind: Option<String> = kind.query_row([&actor], |r| r.get(0)).optional()?;
        line.note(if kind.as_deref() == Some("person") { Facet::Person } else { Facet::Party }, actor);
        Ok(())
    }

    // What all records have: conflicts, and the reports that carry them.
    fn finish(&self, line: &mut Line, id: &str, reports: &[String]) -> Result<(), StoreError> {
        let mut states = self.db.prepare_cached("SELECT body ->> '$.state' FROM conflict WHERE record = ?1")?;
        for state in states.query_map([id], |r| r.get::<_, Option<String>>(0))? {
            line.note(Facet::State, state?.unwrap_or_default());
        }
        for report in reports {
            let Some(carrier) = self.carrier(report)? else { continue };
            carrier.outlet.into_iter().for_each(|o| line.note(Facet::Outlet, o));
            carrier.language.into_iter().for_each(|l| line.note(Facet::Language, l));
        }
        Ok(())
    }

    fn carrier(&self, report: &str) -> Result<Option<Carrier>, StoreError> {
        if let Some(known) = self.carriers.borrow().get(report) {
            return Ok(known.clone());
        }
        let mut row = self.db.prepare_cached("SELECT day, outlet, head ->> '$.language' FROM report WHERE id = ?1")?;
        let carrier =
            row.query_row([report], |r| Ok(Carrier { day: r.get(0)?, outlet: r.get(1)?, language: r.get(2)? }));
        let carrier = carrier.optional()?;
        self.carriers.borrow_mut().insert(report.to_owned(), carrier.clone());
        Ok(carrier)
    }
}

fn spots(line: &mut Line, forum: Option<Spot>, place: Option<Spot>) {
    forum.into_iter().for_each(|f| line.note(Facet::Forum, f.actor));
    if let Some(place) = place {
        line.note(Facet::Place, place.actor);
        line.note(Facet::Territory, place.country.unwrap_or_default());
    }
}
