//! One engagement out of the tellings of several reports.

use crate::ledger::{Engagement, Forum, Party, Topic, When, Where};
use crate::single::engagements::{add_party, codes};
use bahi_read::Edtf;

/// Merges tellings, in canonical order, of one engagement; the first gives the id, the others' ids become aliases.
pub fn merged(tellings: Vec<Engagement>, because: Vec<String>) -> Engagement {
    let kind = formal_kind(&tellings);
    let status = settled(&tellings);
    let background = tellings.iter().all(|t| t.background);
    let aliases: Vec<String> = tellings.iter().skip(1).map(|t| t.id.clone()).collect();
    let mut tellings = tellings.into_iter();
    let Some(mut out) = tellings.next() else { return Engagement::default() };
    for t in tellings {
        for p in t.parties {
            let unnamed = p.name.is_none();
            add_party(&mut out.parties, p, unnamed);
        }
        out.when = when(out.when.take(), t.when);
        out.place = place(out.place.take(), t.place);
        out.forum = forum(out.forum.take(), t.forum);
        topics(&mut out.topics, t.topics);
        out.reports.extend(t.reports);
    }
    out.parties = once(out.parties);
    out.codes = codes(&kind);
    Engagement { kind, status, background, aliases, merged_because: because, ..out }
}

// Linking may have made two parties of one report one.
fn once(parties: Vec<Party>) -> Vec<Party> {
    let mut out: Vec<Party> = Vec::new();
    for p in parties {
        match out.iter_mut().find(|q| q.actor.is_some() && q.actor == p.actor) {
            Some(q) => q.claims.extend(p.claims),
            None => out.push(p),
        }
    }
    out
}

// The most exact; of two as exact the first.
fn when(a: Option<When>, b: Option<When>) -> Option<When> {
    let rank = |w: &When| w.edtf.as_deref().and_then(|d| d.parse().ok()).map_or(100, Edtf::coarseness);
    match (a, b) {
        (Some(a), Some(b)) if rank(&b) < rank(&a) => Some(When { claims: [b.claims, a.claims].concat(), ..b }),
        (Some(a), Some(b)) => Some(When { claims: [a.claims, b.claims].concat(), ..a }),
        (a, b) => a.or(b),
    }
}

// A town rather than its country.
fn place(a: Option<Where>, b: Option<Where>) -> Option<Where> {
    let state = |w: &Where| w.country.is_some() && w.country.as_deref() == country_of(w);
    match (a, b) {
        (Some(a), Some(b)) if state(&a) && !state(&b) => Some(Where { claims: [b.claims, a.claims].concat(), ..b }),
        (Some(a), Some(b)) => Some(Where { claims: [a.claims, b.claims].concat(), ..a }),
        (a, b) => a.or(b),
    }
}

// The code of the country that a place is, where it is one.
fn country_of(w: &Where) -> Option<&str> {
    let code = w.country.as_deref()?;
    (crate::ids::id("A", &["country", code]) == w.actor).then_some(code)
}

fn forum(a: Option<Forum>, b: Option<Forum>) -> Option<Forum> {
    match (a, b) {
        (Some(a), Some(b)) => {
            Some(Forum { session: a.session.or(b.session), claims: [a.claims, b.claims].concat(), ..a })
        }
        (a, b) => a.or(b),
    }
}

fn topics(into: &mut Vec<Topic>, more: Vec<Topic>) {
    for t in more {
        match into.iter_mut().find(|u| bahi_text::fold(&u.name) == bahi_text::fold(&t.name)) {
            Some(u) => u.claims.extend(t.claims),
            None => into.push(t),
        }
    }
}

// A session or summit is told as a meeting by some.
fn formal_kind(tellings: &[Engagement]) -> String {
    let rank = |k: &str| match k {
        "summit" => 2,
        "session" => 1,
        _ => 0,
    };
    tellings.iter().map(|t| t.kind.clone()).max_by_key(|k| rank(k)).unwrap_or_default()
}

// What happened overrides what was planned.
fn settled(tellings: &[Engagement]) -> String {
    let has = |s: &&&str| tellings.iter().any(|t| t.status == ***s);
    ["held", "denied", "cancelled"].iter().find(has).copied().unwrap_or("planned").to_owned()
}
