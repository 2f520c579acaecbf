//! Working out what follows from reports that were added: who is who, which engagements are one, what cannot all stand.
//!
//! Only what new reports touch is looked at: people with like names, engagements with the same parties on the same days,
//! and whatever hangs together with these. That is all that can change, since [`clusters`] of a whole is made of the
//! clusters of its unconnected parts.

use super::judge::{self, Together, Watch};
use super::linked::Linked;
use super::{Store, StoreError, brief, claims, copies, groups, json, people};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::conflicts::{Evidence, of_engagement};
use bahi_resolve::combine::engagement::merged;
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::merge::{Cluster, clusters, same};
use bahi_resolve::combine::people::Links;
use bahi_resolve::combine::rename;
use bahi_resolve::judge::{Ruling, conflicts, fields};
use bahi_resolve::ledger::{Claim, Engagement};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};

// Reports whose consequences are worked out in one transaction.
const BATCH: usize = 2_000;
// Tellings that may have been on any of more days than this are looked for apart, so that the others are found by day.
const LONG: i64 = 90;

/// A telling, with what orders it among others.
type Ranked = (String, String, i64);

impl Store {
    /// Works out everything that is outstanding; `progress` is told how many reports are left.
    pub fn settle(&mut self, knowledge: &Knowledge, mut progress: impl FnMut(usize)) -> Result<(), StoreError> {
        loop {
            let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let left: usize = tx.query_row("SELECT count(*) FROM unsettled", [], |r| r.get(0))?;
            if left == 0 {
                return Ok(());
            }
            progress(left);
            let batch = outstanding(&tx)?;
            batch_of(&tx, &batch, knowledge)?;
            tx.commit()?;
        }
    }

    /// Number of reports whose consequences are outstanding.
    pub fn unsettled(&self) -> Result<usize, StoreError> {
        Ok(self.db.query_row("SELECT count(*) FROM unsettled", [], |r| r.get(0))?)
    }
}

/// Works out everything that is outstanding, in a transaction that is open already.
pub fn settle_all(tx: &Transaction<'_>, knowledge: &Knowledge) -> Result<(), StoreError> {
    loop {
        let batch = outstanding(tx)?;
        if batch.is_empty() {
            return Ok(());
        }
        batch_of(tx, &batch, knowledge)?;
    }
}

fn outstanding(tx: &Transaction<'_>) -> Result<BTreeSet<String>, StoreError> {
    let mut rows = tx.prepare_cached(
        "SELECT u.report FROM unsettled u JOIN report r ON r.id = u.report ORDER BY r.published, r.id LIMIT ?1",
    )?;
    let rows = rows.query_map([BATCH], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn batch_of(tx: &Transaction<'_>, batch: &BTreeSet<String>, knowledge: &Knowledge) -> Result<(), StoreError> {
    derive(tx, &Touched { reports: batch.clone(), ..Touched::default() }, knowledge, None)?;
    let mut done = tx.prepare_cached("DELETE FROM unsettled WHERE report = ?1")?;
    for report in batch {
        done.execute([report])?;
    }
    Ok(())
}

/// What has changed, so that what follows from it must be worked out anew.
#[derive(Debug, Clone, Default)]
pub struct Touched {
    /// Reports that came.
    pub reports: BTreeSet<String>,
    /// Tellings that were judged.
    pub tellings: BTreeSet<String>,
    /// Actors said that were judged.
    pub actors: BTreeSet<String>,
}

/// Works out what follows from something, and nothing else; the watch is shown what was there before.
pub fn derive(
    tx: &Transaction<'_>,
    touched: &Touched,
    knowledge: &Knowledge,
    mut watch: Option<&mut Watch>,
) -> Result<(), StoreError> {
    if let Some(watch) = &mut watch {
        watch.before_linking(tx, touched)?;
    }
    let mut reports = people::link(tx, touched, knowledge)?;
    reports.extend(copies::find(tx, &touched.reports)?);
    reports.extend(touched.reports.iter().cloned());
    let mut pool = Pool::new(tx)?;
    let mut frontier = Vec::new();
    for report in &reports {
        frontier.extend(pool.rekey(report)?);
    }
    for telling in touched.tellings.iter().filter(|t| t.starts_with("E-")) {
        frontier.extend(pool.exists(telling)?.then(|| telling.clone()));
    }
    let together = pool.closure(frontier)?;
    let mut ordered = pool.in_order(&together)?;
    ordered.sort();
    let facts: Vec<Facts> = ordered.iter().filter_map(|r| pool.known.get(&r.3).cloned()).collect();
    let groups = groups::of(tx, &reports, &touched.tellings)?;
    if let Some(watch) = watch {
        watch.before(tx, &together, &groups)?;
    }
    forget(tx, &together)?;
    enter_all(tx, &facts, &together, &pool.linked.links, knowledge)?;
    groups::compare(tx, &groups, knowledge)?;
    brief::catch_up(tx)
}

fn enter_all(
    tx: &Transaction<'_>,
    facts: &[Facts],
    tellings: &BTreeSet<String>,
    links: &Links,
    knowledge: &Knowledge,
) -> Result<(), StoreError> {
    let judged = Together::load(tx, tellings, links)?;
    let clusters = clusters(facts, &judged.bonds);
    let records: Vec<Vec<&str>> =
        clusters.iter().map(|c| c.members.iter().map(|&m| facts[m].id.as_str()).collect()).collect();
    for (cluster, rulings) in clusters.iter().zip(judged.by_record(&records)) {
        enter(tx, facts, cluster, &Whole { links, knowledge, judged: &judged, rulings })?;
    }
    Ok(())
}

// What the derivation of one engagement looks at beside its tellings.
struct Whole<'a> {
    links: &'a Links,
    knowledge: &'a Knowledge,
    judged: &'a Together,
    rulings: Vec<Ruling>,
}

/// Facts of tellings, loaded as they are needed.
pub struct Pool<'a> {
    db: &'a Connection,
    linked: Linked<'a>,
    known: BTreeMap<String, Facts>,
}

impl<'a> Pool<'a> {
    /// With nothing loaded.
    pub fn new(db: &'a Connection) -> Result<Self, StoreError> {
        Ok(Self { db, linked: Linked::new(db)?, known: BTreeMap::new() })
    }

    /// The facts of a telling, under the ids of the whole.
    pub fn load(&mut self, id: &str) -> Result<Facts, StoreError> {
        if let Some(facts) = self.known.get(id) {
            return Ok(facts.clone());
        }
        let mut row = self
            .db
            .prepare_cached("SELECT t.facts, r.path FROM telling t JOIN report r ON r.id = t.report WHERE t.id = ?1")?;
        let (facts, path): (String, String) = row.query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut facts: Facts = serde_json::from_str(&facts)?;
        self.linked.cover(&facts.report)?;
        facts.rename(&self.linked.links);
        facts.path = path;
        self.known.insert(id.to_owned(), facts.clone());
        Ok(facts)
    }

    // Enters the keys of a report's engagements anew; gives the engagements.
    fn rekey(&mut self, report: &str) -> Result<Vec<String>, StoreError> {
        let mut ids = self.db.prepare_cached("SELECT id FROM telling WHERE report = ?1 AND type = 'engagement'")?;
        let ids = ids.query_map([report], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
        let mut drop = self.db.prepare_cached("DELETE FROM telling_key WHERE telling = ?1")?;
        let mut put = self.db.prepare_cached("INSERT OR IGNORE INTO telling_key VALUES (?1, ?2, ?3, ?4)")?;
        for id in &ids {
            drop.execute([id])?;
            let facts = self.load(id)?;
            let (first, last) = facts.days();
            for key in facts.keys() {
                put.execute(params![shelf(&key, first, last), first, id, last])?;
            }
        }
        Ok(ids)
    }

    fn exists(&self, id: &str) -> Result<bool, StoreError> {
        Ok(self.db.prepare_cached("SELECT 1 FROM telling WHERE id = ?1")?.exists([id])?)
    }

    // Everything that hangs together with some tellings: those that may be one with them, and so on; whatever was merged
    // with any of these before; and whatever a person judged together with them.
    fn closure(&mut self, mut frontier: Vec<String>) -> Result<BTreeSet<String>, StoreError> {
        let mut merged_with = self.db.prepare_cached(
            "SELECT b.telling FROM member a JOIN member b ON b.record = a.record WHERE a.telling = ?1",
        )?;
        let mut out: BTreeSet<String> = frontier.iter().cloned().collect();
        while let Some(id) = frontier.pop() {
            let facts = self.load(&id)?;
            let before = merged_with.query_map([&id], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
            let mut found: Vec<String> = before;
            for other in judge::with(self.db, &id)? {
                if !out.contains(&other) && self.exists(&other)? {
                    found.push(other);
                }
            }
            for other in self.near(&facts, 0)? {
                if !out.contains(&other) && same(&facts, &self.load(&other)?).is_some() {
                    found.push(other);
                }
            }
            frontier.extend(found.into_iter().filter(|f| out.insert(f.clone())));
        }
        Ok(out)
    }

    /// Tellings that share a key with some facts, and a day or one that is at most so many days away.
    pub fn near(&self, facts: &Facts, about: i64) -> Result<BTreeSet<String>, StoreError> {
        let mut by_day = self.db.prepare_cached(
            "SELECT telling FROM telling_key WHERE key = ?1 AND first BETWEEN ?2 AND ?3 AND last >= ?4",
        )?;
        let (first, last) = facts.days();
        let (first, last) = (first.saturating_sub(about), last.saturating_add(about));
        let mut out = BTreeSet::new();
        for key in facts.keys() {
            let from = first.saturating_sub(LONG);
            let rows = by_day.query_map(params![key, from, last, first], |r| r.get(0))?;
            out.extend(rows.collect::<Result<Vec<String>, _>>()?);
            let rows = by_day.query_map(params![long(&key), i64::MIN, last, first], |r| r.get(0))?;
            out.extend(rows.collect::<Result<Vec<String>, _>>()?);
        }
        Ok(out)
    }

    // In canonical order: day of publication, report, place in the report.
    fn in_order(&mut self, ids: &BTreeSet<String>) -> Result<Vec<(String, String, i64, String)>, StoreError> {
        let mut rank = self.db.prepare_cached(
            "SELECT coalesce(r.published, '~'), r.id, t.place FROM telling t JOIN report r ON r.id = t.report
              WHERE t.id = ?1",
        )?;
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            self.load(id)?;
            let (published, report, place): Ranked = rank.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
            out.push((published, report, place, id.clone()));
        }
        Ok(out)
    }
}

fn shelf(key: &str, first: i64, last: i64) -> String {
    if last.saturating_sub(first) > LONG { long(key) } else { key.to_owned() }
}

fn long(key: &str) -> String {
    format!("long|{key}")
}

// Takes out the engagements that some tellings were part of.
fn forget(tx: &Transaction<'_>, tellings: &BTreeSet<String>) -> Result<(), StoreError> {
    let mut record = tx.prepare_cached("SELECT record FROM member WHERE telling = ?1")?;
    let mut drop_member = tx.prepare_cached("DELETE FROM member WHERE telling = ?1")?;
    let mut drops = [
        tx.prepare_cached("DELETE FROM engagement WHERE id = ?1")?,
        tx.prepare_cached("DELETE FROM party WHERE record = ?1")?,
        tx.prepare_cached("DELETE FROM conflict WHERE grp = ?1")?,
    ];
    for telling in tellings {
        let old: Option<String> = record.query_row([telling], |r| r.get(0)).optional()?;
        if let Some(old) = old {
            for drop in &mut drops {
                drop.execute([&old])?;
            }
            drop_member.execute([telling])?;
        }
    }
    Ok(())
}

fn enter(tx: &Transaction<'_>, facts: &[Facts], cluster: &Cluster, whole: &Whole<'_>) -> Result<(), StoreError> {
    let Whole { links, knowledge, judged, rulings } = whole;
    let ids: Vec<&str> = cluster.members.iter().map(|&m| facts[m].id.as_str()).collect();
    let mut body = tx.prepare_cached("SELECT body, report, place FROM telling WHERE id = ?1")?;
    let mut tellings: Vec<Engagement> = Vec::new();
    let mut first: Option<(String, i64)> = None;
    for id in &ids {
        let (json, report, place): (String, String, i64) =
            body.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        tellings.push(rename::engagement(serde_json::from_str(&json)?, links));
        first.get_or_insert((report, place));
    }
    let told = if rulings.is_empty() { Vec::new() } else { tellings.clone() };
    let mut e = merged(tellings, cluster.because.clone());
    e.judged = judged.bonds.about(&ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    fields::engagement(&mut e, &told, rulings, knowledge);
    let renamed = BTreeMap::from_iter(ids.iter().map(|id| ((*id).to_owned(), e.id.clone())));
    let claims = claims_of(tx, &ids, links, &renamed)?;
    let reports = copies::witnesses(tx, e.reports.iter().map(String::as_str))?;
    let (mut raised, disagreement) = of_engagement(&e, &Evidence::new(&claims), &reports, knowledge);
    conflicts::settle(&mut raised, rulings);
    e.witnesses = reports.count(e.reports.iter().map(String::as_str));
    e.disagreement = disagreement;
    let (report, place) = first.unwrap_or_default();
    let days = days(&e, cluster, facts);
    tx.prepare_cached("INSERT INTO engagement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?.execute(params![
        e.id,
        report,
        place,
        e.kind,
        e.status,
        days.map(|d| d.0),
        days.map(|d| d.1),
        json(&e)?
    ])?;
    let mut member = tx.prepare_cached("INSERT OR REPLACE INTO member VALUES (?1, ?2)")?;
    for id in &ids {
        member.execute([*id, &e.id])?;
    }
    enter_parties(tx, &e, cluster, facts)?;
    groups::write(tx, &e.id, raised)
}

// The days it may have been on: those that a person decided, else the fewest that a telling leaves.
fn days(e: &Engagement, cluster: &Cluster, facts: &[Facts]) -> Option<(i64, i64)> {
    if let Some(when) = e.when.as_ref().filter(|w| w.basis == fields::JUDGEMENT) {
        return when.edtf.as_deref().and_then(|d| d.parse().ok()).map(bahi_read::Edtf::bounds);
    }
    let days = cluster.members.iter().map(|&m| facts[m].days()).filter(|d| d.0 > i64::MIN && d.1 < i64::MAX);
    days.min_by_key(|d| (d.1 - d.0, d.0))
}

fn enter_parties(tx: &Transaction<'_>, e: &Engagement, cluster: &Cluster, facts: &[Facts]) -> Result<(), StoreError> {
    let mut party = tx.prepare_cached("INSERT OR IGNORE INTO party VALUES (?1, ?2, ?3)")?;
    let judged = e.judged.iter().filter_map(|j| j.field.strip_prefix("parties/")?.strip_suffix("/office/of"));
    let judged: BTreeSet<&str> = judged.collect();
    for p in e.parties.iter() {
        if let Some(actor) = p.actor.as_deref().filter(|a| judged.contains(a)) {
            party.execute(params![e.id, actor, p.office.as_ref().and_then(|o| o.of.as_ref())])?;
        }
    }
    for p in cluster.members.iter().flat_map(|&m| &facts[m].parties) {
        let of = p.country.as_ref().or_else(|| p.offices.iter().find_map(|o| o.1.as_ref()));
        party.execute(params![e.id, p.actor, of])?;
    }
    Ok(())
}

// The claims of some tellings, under the ids of the whole.
fn claims_of(
    db: &Connection,
    tellings: &[&str],
    links: &Links,
    renamed: &BTreeMap<String, String>,
) -> Result<Vec<Claim>, StoreError> {
    let mut out = Vec::new();
    for telling in tellings {
        let claims = claims::of_telling(db, telling)?;
        out.extend(claims.into_iter().map(|c| rename::claim(c, links, renamed)));
    }
    Ok(out)
}
