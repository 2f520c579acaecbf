//! Puts the ids of the whole ledger for those of single reports.

use super::people::Links;
use crate::ledger::{Agreement, Claim, Delivery, Engagement, Party, Statement};
use std::collections::BTreeMap;

type Ids = BTreeMap<String, String>;

fn actor(id: &mut String, links: &Links) {
    if let Some(new) = links.renamed.get(id) {
        id.clone_from(new);
    }
}

fn party(p: &mut Party, links: &Links) {
    if let Some(id) = &mut p.actor {
        actor(id, links);
    }
}

/// An engagement.
pub fn engagement(mut e: Engagement, links: &Links) -> Engagement {
    e.parties.iter_mut().for_each(|p| party(p, links));
    if let Some(w) = &mut e.place {
        actor(&mut w.actor, links);
    }
    if let Some(f) = &mut e.forum {
        actor(&mut f.actor, links);
    }
    e
}

/// A statement, with the engagement it was made at.
pub fn statement(mut s: Statement, links: &Links, engagements: &Ids) -> Statement {
    party(&mut s.speaker, links);
    s.addressee.iter_mut().chain(s.target.iter_mut()).for_each(|p| party(p, links));
    if let Some(new) = s.engagement.as_ref().and_then(|e| engagements.get(e)) {
        s.engagement = Some(new.clone());
    }
    s
}

/// An agreement.
pub fn agreement(mut a: Agreement, links: &Links) -> Agreement {
    a.parties.iter_mut().for_each(|p| party(p, links));
    a
}

/// A delivery.
pub fn delivery(mut d: Delivery, links: &Links) -> Delivery {
    if let Some(id) = &mut d.item.actor {
        actor(id, links);
    }
    d
}

/// A claim: its record, the actor in its field, its sources.
pub fn claim(mut c: Claim, links: &Links, engagements: &Ids) -> Claim {
    if let Some(new) = engagements.get(&c.record) {
        c.record.clone_from(new);
    }
    if c.field.contains("/A-") {
        let parts = c.field.split('/').map(|p| links.id(p));
        c.field = parts.collect::<Vec<_>>().join("/");
    }
    c.attributed_to.iter_mut().for_each(|p| party(p, links));
    c
}
