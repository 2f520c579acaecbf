//! Puts the ids of the whole ledger for those of single reports.

use super::people::Links;
use crate::ledger::{Agreement, Claim, Delivery, Engagement, Party, Statement};
use std::collections::BTreeMap;

type Ids = BTreeMap<String, String>;

fn actor(id: &mut String, report: &str, links: &Links) {
    let new = links.of(report, id);
    if new != id.as_str() {
        *id = new.to_owned();
    }
}

fn party(p: &mut Party, report: &str, links: &Links) {
    if let Some(id) = &mut p.actor {
        actor(id, report, links);
    }
}

// The report of a record as one report tells it.
fn teller(reports: &[String]) -> String {
    reports.first().cloned().unwrap_or_default()
}

/// An engagement.
pub fn engagement(mut e: Engagement, links: &Links) -> Engagement {
    let report = teller(&e.reports);
    e.parties.iter_mut().for_each(|p| party(p, &report, links));
    if let Some(w) = &mut e.place {
        actor(&mut w.actor, &report, links);
    }
    if let Some(f) = &mut e.forum {
        actor(&mut f.actor, &report, links);
    }
    e
}

/// A statement, with the engagement it was made at.
pub fn statement(mut s: Statement, links: &Links, engagements: &Ids) -> Statement {
    let report = teller(&s.reports);
    party(&mut s.speaker, &report, links);
    s.addressee.iter_mut().chain(s.target.iter_mut()).for_each(|p| party(p, &report, links));
    if let Some(new) = s.engagement.as_ref().and_then(|e| engagements.get(e)) {
        s.engagement = Some(new.clone());
    }
    s
}

/// An agreement.
pub fn agreement(mut a: Agreement, links: &Links) -> Agreement {
    let report = teller(&a.reports);
    a.parties.iter_mut().for_each(|p| party(p, &report, links));
    a
}

/// A delivery.
pub fn delivery(mut d: Delivery, links: &Links) -> Delivery {
    let report = teller(&d.reports);
    if let Some(id) = &mut d.item.actor {
        actor(id, &report, links);
    }
    d
}

/// A claim: its record, the actor in its field, its sources.
pub fn claim(mut c: Claim, links: &Links, engagements: &Ids) -> Claim {
    if let Some(new) = engagements.get(&c.record) {
        c.record.clone_from(new);
    }
    if c.field.contains("/A-") {
        c.field = field(&c.field, |p| links.of(&c.report, p).to_owned());
    }
    let report = &c.report;
    c.attributed_to.iter_mut().for_each(|p| party(p, report, links));
    c
}

/// A field's path with every part changed that is the id of an actor.
pub fn field(path: &str, mut actor: impl FnMut(&str) -> String) -> String {
    let part = |p: &str| if p.starts_with("A-") { actor(p) } else { p.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}
