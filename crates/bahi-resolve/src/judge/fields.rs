//! Judged values put into the fields that records and actors show. Claims are never touched.

use super::Ruling;
use crate::ids::id;
use crate::ledger::{
    Actor, Agreement, Cause, Delivery, Derived, Engagement, Forum, Judged, Money, Office, Party, Statement, When, Where,
};
use crate::single::engagements::codes;
use bahi_knowledge::Knowledge;

/// The basis of a date that a person decided.
pub const JUDGEMENT: &str = "judgement";

/// Of rulings in the order in which they were made, the last on each field.
pub fn last_of_each(rulings: &[Ruling]) -> Vec<&Ruling> {
    let later = |n: usize| rulings[n + 1..].iter().any(|r| r.field == rulings[n].field);
    (0..rulings.len()).filter(|&n| !later(n)).map(|n| &rulings[n]).collect()
}

/// Puts judged values into a record, and notes what was judged.
fn apply(rulings: &[Ruling], judged: &mut Vec<Judged>, mut set: impl FnMut(&str, Option<&str>)) {
    for ruling in last_of_each(rulings) {
        if ruling.decides() {
            set(&ruling.field, ruling.value.as_deref());
        }
        judged.push(ruling.judged.clone());
    }
}

/// An engagement; places and forums are taken from the tellings that name them, else from the knowledge.
pub fn engagement(e: &mut Engagement, tellings: &[Engagement], rulings: &[Ruling], knowledge: &Knowledge) {
    let mut judged = std::mem::take(&mut e.judged);
    apply(rulings, &mut judged, |field, value| match (field, value) {
        ("kind", Some(kind)) => {
            kind.clone_into(&mut e.kind);
            e.codes = codes(kind);
        }
        ("status", Some(status)) => status.clone_into(&mut e.status),
        ("occasion", _) => e.occasion = value.map(str::to_owned),
        ("background", Some(flag)) => e.background = flag == "true",
        ("when", _) => e.when = when(e.when.take(), value),
        ("where", _) => e.place = value.map(|v| place(e.place.take(), v, tellings, knowledge)),
        ("forum", _) => e.forum = value.map(|v| forum(e.forum.take(), v, tellings, knowledge)),
        _ => {
            if let (Some(part), Some(f)) = (field.strip_prefix("forum/"), &mut e.forum) {
                forum_part(f, part, value);
            }
            party(e.parties.iter_mut(), field.strip_prefix("parties/"), value);
        }
    });
    e.judged = judged;
}

// Also where it cannot be found out: then the words stay, and no date.
fn when(old: Option<When>, value: Option<&str>) -> Option<When> {
    let old = old.unwrap_or_default();
    Some(When { edtf: value.map(str::to_owned), basis: JUDGEMENT.to_owned(), ..old })
}

fn place(old: Option<Where>, name: &str, tellings: &[Engagement], knowledge: &Knowledge) -> Where {
    let claims = old.map(|w| w.claims).unwrap_or_default();
    let told = tellings.iter().filter_map(|t| t.place.as_ref()).find(|w| w.name == name);
    let known = knowledge.stock.places.iter().find(|p| p.name.eq_ignore_ascii_case(name));
    let country = known.map(|p| p.country.clone()).filter(|c| !c.is_empty());
    match (told, known) {
        (Some(told), _) => Where { claims, ..told.clone() },
        (None, Some(p)) => Where { actor: id("A", &["place", &p.id]), name: p.name.clone(), country, claims },
        (None, None) => Where { actor: id("A", &["place", name, ""]), name: name.to_owned(), country, claims },
    }
}

fn forum(old: Option<Forum>, name: &str, tellings: &[Engagement], knowledge: &Knowledge) -> Forum {
    let old = old.unwrap_or_else(|| Forum { relation: "during".to_owned(), ..Forum::default() });
    let told = tellings.iter().filter_map(|t| t.forum.as_ref()).find(|f| f.name == name);
    let known = knowledge.stock.bodies.iter().find(|b| b.name.eq_ignore_ascii_case(name) || b.id == name);
    let (actor, name) = match (told, known) {
        (Some(told), _) => (told.actor.clone(), told.name.clone()),
        (None, Some(b)) => (id("A", &["body", &b.id]), b.name.clone()),
        (None, None) => (id("A", &["body", name, ""]), name.to_owned()),
    };
    Forum { actor, name, ..old }
}

fn forum_part(forum: &mut Forum, part: &str, value: Option<&str>) {
    match (part, value) {
        ("session", _) => forum.session = value.and_then(|v| v.parse().ok()),
        ("relation", Some(relation)) => relation.clone_into(&mut forum.relation),
        _ => {}
    }
}

// A part of what a record says of one actor: the path is the actor's id and the part.
fn party<'a>(parties: impl Iterator<Item = &'a mut Party>, path: Option<&str>, value: Option<&str>) {
    let Some((actor, part)) = path.and_then(|p| p.split_once('/')) else { return };
    for p in parties.filter(|p| p.actor.as_deref() == Some(actor)) {
        let mut office = p.office.take().unwrap_or_default();
        match part {
            "name" => p.name = value.map(str::to_owned),
            // How a country styles an office goes with the office that was read.
            "office/title" => office = Office { title: value.unwrap_or_default().to_owned(), styled: None, ..office },
            "office/of" => office = Office { of: value.map(str::to_owned), styled: None, ..office },
            _ => {}
        }
        p.office = Some(office).filter(|o| !o.title.is_empty() || o.of.is_some());
    }
}

/// A statement.
pub fn statement(s: &mut Statement, rulings: &[Ruling]) {
    let mut judged = std::mem::take(&mut s.judged);
    apply(rulings, &mut judged, |field, value| match (field, value) {
        ("kind", Some(kind)) => kind.clone_into(&mut s.kind),
        ("via", _) => s.via = value.map(str::to_owned),
        ("direct_quote", Some(flag)) => s.direct_quote = flag == "true",
        _ => {
            party(std::iter::once(&mut s.speaker), field.strip_prefix("speaker/"), value);
            party(s.addressee.iter_mut(), field.strip_prefix("addressee/"), value);
            party(s.target.iter_mut(), field.strip_prefix("target/"), value);
        }
    });
    s.judged = judged;
}

/// An agreement.
pub fn agreement(a: &mut Agreement, rulings: &[Ruling]) {
    let mut judged = std::mem::take(&mut a.judged);
    apply(rulings, &mut judged, |field, value| match (field, value) {
        ("instrument", _) => value.unwrap_or_default().clone_into(&mut a.instrument),
        ("status", Some(status)) => status.clone_into(&mut a.status),
        ("value", _) => a.value = value.and_then(money),
        _ => party(a.parties.iter_mut(), field.strip_prefix("parties/"), value),
    });
    a.judged = judged;
}

/// A delivery; what was worked out from its numbers is worked out again.
pub fn delivery(d: &mut Delivery, rulings: &[Ruling]) {
    let mut judged = std::mem::take(&mut d.judged);
    let number = |v: Option<&str>| v.and_then(|v| v.parse::<u64>().ok());
    apply(rulings, &mut judged, |field, value| {
        let text = value.map(str::to_owned);
        match (field, value) {
            ("ordered", _) => d.ordered = number(value),
            ("delivered", _) => d.delivered = number(value),
            ("pending", _) => d.pending = number(value),
            ("supplier", _) => d.supplier = text,
            ("recipient", _) => d.recipient = text,
            ("unit", _) => d.unit = text,
            ("as_of", _) => d.as_of = text,
            ("status", Some(status)) => status.clone_into(&mut d.status),
            ("cause", _) => {
                let claims = d.cause.take().map(|c| c.claims).unwrap_or_default();
                d.cause = text.map(|text| Cause { text, claims });
            }
            ("value", _) => d.value = value.and_then(money),
            _ => {}
        }
    });
    if rulings.iter().any(|r| r.decides() && matches!(r.field.as_str(), "ordered" | "delivered" | "pending")) {
        d.derived = derived(d);
    }
    d.judged = judged;
}

fn derived(d: &Delivery) -> Derived {
    let less = |a: Option<u64>, b: Option<u64>| a.zip(b).and_then(|(a, b)| a.checked_sub(b));
    Derived {
        ordered: d.delivered.zip(d.pending).and_then(|(a, b)| a.checked_add(b)).filter(|_| d.ordered.is_none()),
        delivered: less(d.ordered, d.pending).filter(|_| d.delivered.is_none()),
        pending: less(d.ordered, d.delivered).filter(|_| d.pending.is_none()),
    }
}

/// An actor.
pub fn actor(a: &mut Actor, rulings: &[Ruling]) {
    let mut judged = std::mem::take(&mut a.judged);
    apply(rulings, &mut judged, |field, value| {
        let text = value.map(str::to_owned);
        match field {
            "name/en" => a.name.en = text,
            "name/hi" => a.name.hi = text,
            "country" => a.country = text,
            _ => {}
        }
    });
    a.judged = judged;
}

/// An amount as claims write it: `5430000000 USD`.
pub fn money(text: &str) -> Option<Money> {
    let (amount, currency) = text.trim().split_once(' ')?;
    let amount: f64 = amount.parse().ok().filter(|a: &f64| a.is_finite() && *a >= 0.0)?;
    let code = currency.len() == 3 && currency.chars().all(|c| c.is_ascii_uppercase());
    code.then(|| Money { amount, currency: currency.to_owned() })
}
