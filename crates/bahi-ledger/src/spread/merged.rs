//! What hangs together, decided: actors, engagements, conflicts, by the functions that decide on one machine.

use super::told::{Rank, Record, Telling};
use super::{Note, body};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::conflicts::{self, Evidence, Reports};
use bahi_resolve::combine::engagement;
use bahi_resolve::combine::merge::clusters;
use bahi_resolve::combine::people::joined;
use bahi_resolve::judge::bonds::Bonds;
use bahi_resolve::ledger::{Actor, Agreement, Claim, Conflict, Delivery, Engagement, Ledger};
use serde_json::Error;
use std::collections::{BTreeMap, BTreeSet};

/// One actor out of all that is told of it, as a ledger of this actor alone.
///
/// # Errors
/// A note of another step.
pub fn actor(id: &str, lot: &[&Note]) -> Result<Vec<Note>, Error> {
    let mut told: Vec<&Note> = lot.to_vec();
    told.sort_by(|a, b| a.id.cmp(&b.id));
    let mut actors: Vec<Actor> = told.iter().map(|n| serde_json::from_slice(&n.body)).collect::<Result<_, _>>()?;
    let met = met_in(&mut actors);
    let other = actors.iter().filter(|a| a.id != id);
    let renamed: BTreeMap<String, String> = other.map(|a| (a.id.clone(), id.to_owned())).collect();
    let mut actors = joined(&[&Ledger { actors, ..Ledger::default() }], &renamed);
    for spelling in actors.iter_mut().flat_map(|a| &mut a.spellings) {
        spelling.reports = met.get(&spelling.text).cloned().unwrap_or_default();
    }
    let hindi = actors.first().and_then(|a| a.name.hi.clone()).unwrap_or_default();
    let ledger = Ledger { actors, ..Ledger::default() };
    Ok(vec![Note { kind: "actors".into(), key: hindi, id: id.to_owned(), body: body(&ledger), ..Note::default() }])
}

// In which reports each spelling was met, taken out of the tellings: joining looks through all of them for each one more, and
// every report tells of some countries.
fn met_in(actors: &mut [Actor]) -> BTreeMap<String, Vec<String>> {
    let mut there: BTreeSet<(String, String)> = BTreeSet::new();
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for spelling in actors.iter_mut().flat_map(|a| &mut a.spellings) {
        for report in std::mem::take(&mut spelling.reports) {
            if there.insert((spelling.text.clone(), report.clone())) {
                out.entry(spelling.text.clone()).or_default().push(report);
            }
        }
    }
    out
}

/// The engagements of tellings that hang together, each as a ledger of it with its claims and conflicts; and which ids are
/// one with which.
///
/// # Errors
/// A note of another step.
pub fn engagements(lot: &[&Note], knowledge: &Knowledge) -> Result<Vec<Note>, Error> {
    let (mut told, reports) = tellings(lot)?;
    let (mut facts, mut records) = (Vec::new(), Vec::new());
    for telling in &mut told {
        if let Record::Engagement(record) = &telling.record {
            facts.push(record.1.clone());
            records.push((record.0.clone(), std::mem::take(&mut telling.claims), &telling.rank));
        }
    }
    let mut out = Vec::new();
    for cluster in clusters(&facts, &Bonds::default()) {
        let members: Vec<&(Engagement, Vec<Claim>, &Rank)> = cluster.members.iter().map(|&m| &records[m]).collect();
        let published = members.first().map_or("", |m| m.2.0.as_str()).to_owned();
        let mut claims: Vec<Claim> = members.iter().flat_map(|m| m.1.iter().cloned()).collect();
        claims.iter_mut().for_each(|c| members.first().into_iter().for_each(|m| c.record.clone_from(&m.0.id)));
        let tellings = members.iter().map(|m| m.0.clone()).collect();
        let (e, conflicts) = engagement(tellings, cluster.because, &claims, &reports, knowledge);
        let alias = |id: &String| Note { kind: "alias".into(), key: e.id.clone(), id: id.clone(), ..Note::default() };
        out.extend(e.aliases.iter().map(alias));
        let id = e.id.clone();
        let ledger = Ledger { engagements: vec![e], conflicts, claims, ..Ledger::default() };
        out.push(Note { kind: "engagements".into(), key: published, id, body: body(&ledger), ..Note::default() });
    }
    Ok(out)
}

/// One engagement out of tellings in canonical order, with the conflicts about it, by the claims that bear its id: that of the
/// first of them.
pub fn engagement(
    tellings: Vec<Engagement>,
    because: Vec<String>,
    claims: &[Claim],
    reports: &Reports,
    knowledge: &Knowledge,
) -> (Engagement, Vec<Conflict>) {
    let mut e = engagement::merged(tellings, because);
    e.witnesses = reports.count(e.reports.iter().map(String::as_str));
    let (conflicts, disagreement) = conflicts::of_engagement(&e, &Evidence::new(claims), reports, knowledge);
    e.disagreement = disagreement;
    e.conflicts = conflicts.iter().map(|c| c.id.clone()).collect();
    (e, conflicts)
}

/// The conflicts of agreements or of deliveries that are compared, as a ledger of each record that any is about.
///
/// # Errors
/// A note of another step.
pub fn conflicts(lot: &[&Note], knowledge: &Knowledge) -> Result<Vec<Note>, Error> {
    let (told, reports) = tellings(lot)?;
    let (mut agreements, mut deliveries): (Vec<&Agreement>, Vec<&Delivery>) = Default::default();
    for telling in &told {
        match &telling.record {
            Record::Agreement(a) => agreements.push(a),
            Record::Delivery(d) => deliveries.push(d),
            Record::Engagement(_) => {}
        }
    }
    let claims: Vec<Claim> = told.iter().flat_map(|t| t.claims.iter().cloned()).collect();
    let evidence = Evidence::new(&claims);
    let mut raised = conflicts::of_agreements(&agreements, &evidence, &reports, knowledge);
    raised.extend(conflicts::of_deliveries(&deliveries, &evidence, &reports, knowledge));
    let published = told.first().map_or("", |t| t.rank.0.as_str());
    Ok(raised.into_iter().map(|c| raised_as(c, published, &claims)).collect())
}

fn raised_as(conflict: Conflict, published: &str, claims: &[Claim]) -> Note {
    let asserting: BTreeSet<&str> = conflict.values.iter().flat_map(|v| v.claims.iter().map(String::as_str)).collect();
    let claims = claims.iter().filter(|c| asserting.contains(c.id.as_str())).cloned().collect();
    let (key, id) = (published.to_owned(), conflict.id.clone());
    let ledger = Ledger { conflicts: vec![conflict], claims, ..Ledger::default() };
    Note { kind: "conflicts".into(), key, id, body: body(&ledger), ..Note::default() }
}

// In canonical order, with what is known of their reports.
fn tellings(lot: &[&Note]) -> Result<(Vec<Telling>, Reports), Error> {
    let mut told: Vec<Telling> = lot.iter().map(|n| serde_json::from_slice(&n.body)).collect::<Result<_, _>>()?;
    told.sort_by(|a, b| a.rank.cmp(&b.rank));
    let mut reports = Reports::default();
    told.iter().for_each(|t| reports.add(&t.rank.1, t.copy_of.as_deref(), t.day));
    Ok((told, reports))
}
