//! Working out what follows from reports that were added: who is who, which engagements are one, what cannot all stand.
//!
//! Only what new reports touch is looked at: people with like names, tellings whose place among engagements may be another
//! now (see [`Course`]), and the engagements that these leave or go into.

use super::follow::Course;
use super::judge::{Together, Watch};
use super::pool::{self, Pool, Told};
use super::waiting::TOGETHER;
use super::{CACHE, PATIENCE, PORTION, Store, StoreError, brief, claims, copies, groups, heard, json, people};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::conflicts::{Evidence, of_engagement};
use bahi_resolve::combine::engagement::merged;
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::merge::{Cluster, placed};
use bahi_resolve::combine::people::Links;
use bahi_resolve::combine::rename;
use bahi_resolve::judge::{Ruling, conflicts, fields};
use bahi_resolve::ledger::{Claim, Engagement};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

// Reports whose consequences are worked out in one transaction: as many as come before that is done.
const BATCH: usize = PORTION + TOGETHER;

// Reports from which on copies are well looked for beside the rest.
const MANY: usize = 100;

// Groups of agreements or deliveries that are compared in one transaction.
const GROUPS: usize = 64;

impl Store {
    /// Works out everything that is outstanding; `progress` is told how many reports are left.
    pub fn settle(&mut self, knowledge: &Knowledge, progress: impl FnMut(usize)) -> Result<(), StoreError> {
        self.settle_reports(knowledge, progress)?;
        loop {
            let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let left = compare_some(&tx, knowledge)?;
            if !left {
                // Of a file from before names were entered.
                heard::catch_up(&tx, knowledge)?;
                return Ok(tx.commit()?);
            }
            brief::catch_up(&tx)?;
            tx.commit()?;
        }
    }

    /// Works out what follows from reports, but for disagreement about agreements and deliveries, which are compared with all
    /// of their kind that were ever reported: where very many reports come, [`Store::settle`] does it once, at the end.
    pub fn settle_reports(&mut self, knowledge: &Knowledge, mut progress: impl FnMut(usize)) -> Result<(), StoreError> {
        let mut beside = None;
        loop {
            let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let left: usize = tx.query_row("SELECT count(*) FROM unsettled", [], |r| r.get(0))?;
            if left == 0 {
                return Ok(());
            }
            progress(left);
            let batch = outstanding(&tx)?;
            if beside.is_none() && batch.len() >= MANY {
                beside = reader(&self.path, &tx);
            }
            batch_of(&tx, &batch, knowledge, beside.as_mut())?;
            tx.commit()?;
            self.committed(0);
        }
    }

    /// Works out what an interrupted command, or an earlier version, left.
    pub fn catch_up(&mut self, knowledge: &Knowledge) -> Result<(), StoreError> {
        match self.unsettled()? > 0 || self.names_outstanding()? {
            true => self.settle(knowledge, |_| {}),
            false => Ok(()),
        }
    }

    /// How much is outstanding: reports whose consequences are, and groups that are to be compared.
    pub fn unsettled(&self) -> Result<usize, StoreError> {
        let query = "SELECT (SELECT count(*) FROM unsettled) + (SELECT count(*) FROM uncompared)";
        Ok(self.db.query_row(query, [], |r| r.get(0))?)
    }
}

/// Works out everything that is outstanding, in a transaction that is open already.
pub fn settle_all(tx: &Transaction<'_>, knowledge: &Knowledge) -> Result<(), StoreError> {
    loop {
        let batch = outstanding(tx)?;
        if batch.is_empty() {
            break;
        }
        batch_of(tx, &batch, knowledge, None)?;
    }
    while compare_some(tx, knowledge)? {}
    brief::catch_up(tx)
}

// Compares some groups that are outstanding; whether there were any.
fn compare_some(tx: &Transaction<'_>, knowledge: &Knowledge) -> Result<bool, StoreError> {
    let mut rows = tx.prepare_cached("SELECT grp FROM uncompared ORDER BY grp LIMIT ?1")?;
    let some = rows.query_map([GROUPS], |r| r.get(0))?.collect::<Result<BTreeSet<String>, _>>()?;
    groups::compare(tx, &some, knowledge)?;
    Ok(!some.is_empty())
}

fn outstanding(tx: &Transaction<'_>) -> Result<BTreeSet<String>, StoreError> {
    // CROSS JOIN keeps the order: what is outstanding is little beside all reports.
    let mut rows = tx.prepare_cached(
        "SELECT u.report FROM unsettled u CROSS JOIN report r ON r.id = u.report ORDER BY r.published, r.id LIMIT ?1",
    )?;
    let rows = rows.query_map([BATCH], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

// Another connection to the file that some transaction works on, to read what was there before it. A ledger in memory has none.
fn reader(path: &Path, tx: &Transaction<'_>) -> Option<Connection> {
    tx.path().filter(|path| !path.is_empty())?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).ok()?;
    db.busy_timeout(PATIENCE).ok()?;
    db.pragma_update(None, "cache_size", -CACHE / 4).ok()?;
    Some(db)
}

fn batch_of(
    tx: &Transaction<'_>,
    batch: &BTreeSet<String>,
    knowledge: &Knowledge,
    beside: Option<&mut Connection>,
) -> Result<(), StoreError> {
    let touched = Touched { reports: batch.clone(), ..Touched::default() };
    match beside {
        None => derive(tx, &touched, knowledge, None)?,
        Some(db) => std::thread::scope(|scope| {
            // In a transaction of its own: locks are taken once, not for every question.
            let copied = scope.spawn(move || copies::look(&*db.transaction()?, batch));
            let renamed = people::link(tx, &touched, knowledge)?;
            let copied = || copied.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            follow(tx, &touched, renamed, copied, knowledge, None)
        })?,
    }
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
    let renamed = people::link(tx, touched, knowledge)?;
    follow(tx, touched, renamed, || copies::look(tx, &touched.reports), knowledge, watch)
}

// Works out what follows from it that reports tell of people who have other ids now, and that reports are copies; of these it is
// asked when all are in their places, which do not hang on it.
fn follow(
    tx: &Transaction<'_>,
    touched: &Touched,
    renamed: BTreeSet<String>,
    copied: impl FnOnce() -> Result<copies::Found, StoreError>,
    knowledge: &Knowledge,
    watch: Option<&mut Watch>,
) -> Result<(), StoreError> {
    let mut reports = renamed;
    reports.extend(touched.reports.iter().cloned());
    let mut pool = Pool::new(tx)?;
    let changed = changed(&mut pool, touched, &reports)?;
    let mut course = Course::new(&mut pool, changed)?;
    course.place_all()?;
    // What copies tell is one with what it was, and has fewer witnesses now.
    let copies = copies::write(tx, &copied()?)?;
    let mut retold = BTreeSet::new();
    for report in &copies {
        retold.extend(pool::engagements(tx, report)?);
    }
    let told = course.told(retold)?;
    reports.extend(copies);
    let told = Tellings::new(told, &pool)?;
    let groups = groups::of(tx, &reports, &touched.tellings)?;
    let judging = watch.is_some();
    if let Some(watch) = watch {
        watch.before(tx, &told.ids, &groups)?;
    }
    forget(tx, &told.ids)?;
    let links = pool.links(told.facts.iter().map(|f| f.report.as_str()))?;
    enter_all(tx, &told, links, knowledge)?;
    match judging {
        true => groups::compare(tx, &groups, knowledge)?,
        false => groups::put_off(tx, &groups)?,
    }
    heard::catch_up(tx, knowledge)?;
    brief::catch_up_with(tx, pool.into_linked())
}

// The tellings of engagements whose place may be another now, each with those that it could be found by so far.
fn changed(
    pool: &mut Pool<'_>,
    touched: &Touched,
    reports: &BTreeSet<String>,
) -> Result<BTreeMap<String, BTreeSet<String>>, StoreError> {
    let mut out = BTreeMap::new();
    for report in reports {
        // Of who speaks in a report engagements do not tell.
        let rekeyed = pool.rekey(report, !touched.reports.contains(report))?;
        out.extend(rekeyed.into_iter().filter_map(|(telling, found)| Some((telling, found?))));
    }
    for telling in touched.tellings.iter().filter(|t| t.starts_with("E-")) {
        if pool.exists(telling)? {
            out.entry(telling.clone()).or_default();
        }
    }
    for telling in pool.weigh()? {
        out.entry(telling).or_default();
    }
    Ok(out)
}

// Tellings in canonical order, and the cluster of each: by number in the order of their first members, and by name.
struct Tellings {
    ids: BTreeSet<String>,
    facts: Vec<Facts>,
    homes: Vec<usize>,
    names: Vec<String>,
}

impl Tellings {
    fn new(told: Vec<(Rc<Told>, String)>, pool: &Pool<'_>) -> Result<Self, StoreError> {
        let ids = told.iter().map(|t| t.0.facts.id.clone()).collect();
        let facts = told.iter().map(|t| pool.with_path(&t.0.facts)).collect::<Result<_, _>>()?;
        let (mut homes, mut names) = (Vec::new(), Vec::new());
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, name) in &told {
            let number = *numbers.entry(name).or_insert(names.len());
            if number == names.len() {
                names.push(name.clone());
            }
            homes.push(number);
        }
        Ok(Self { ids, facts, homes, names })
    }
}

fn enter_all(tx: &Transaction<'_>, told: &Tellings, links: &Links, knowledge: &Knowledge) -> Result<(), StoreError> {
    let judged = Together::load(tx, &told.ids, links)?;
    let clusters = placed(&told.facts, &told.homes, &judged.bonds);
    let records: Vec<Vec<&str>> =
        clusters.iter().map(|c| c.members.iter().map(|&m| told.facts[m].id.as_str()).collect()).collect();
    for (cluster, rulings) in clusters.iter().zip(judged.by_record(&records)) {
        enter(tx, told, cluster, &Whole { links, knowledge, judged: &judged, rulings })?;
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

fn enter(tx: &Transaction<'_>, told: &Tellings, cluster: &Cluster, whole: &Whole<'_>) -> Result<(), StoreError> {
    let facts = told.facts.as_slice();
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
    let ruled = if rulings.is_empty() { Vec::new() } else { tellings.clone() };
    let mut e = merged(tellings, cluster.because.clone());
    e.judged = judged.bonds.about(&ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    fields::engagement(&mut e, &ruled, rulings, knowledge);
    let renamed = ids.iter().map(|id| ((*id).to_owned(), e.id.clone())).collect();
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
    let mut member = tx.prepare_cached("INSERT OR REPLACE INTO member VALUES (?1, ?2, ?3)")?;
    for (id, &m) in ids.iter().zip(&cluster.members) {
        let home = &told.names[told.homes[m]];
        member.execute(params![id, e.id, (*home != e.id).then_some(home)])?;
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
    for p in &e.parties {
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
