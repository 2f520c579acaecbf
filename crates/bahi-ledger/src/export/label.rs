//! Short English titles of records, for formats that want one.

use super::text;
use bahi_resolve::ledger::{Agreement, Delivery, Engagement, Office, Party, Statement};

/// A party: its name, or its office.
pub fn party(party: &Party) -> String {
    let named = party.name.as_deref().map(text::line).filter(|name| !name.is_empty());
    named.or_else(|| party.office.as_ref().and_then(office)).unwrap_or_else(|| "unnamed".into())
}

/// An office with the state or body it is of.
pub fn office(office: &Office) -> Option<String> {
    let title = text::line(&office.title);
    match (title.as_str(), office.of.as_deref().map(country)) {
        ("", None) => None,
        ("", Some(of)) => Some(of),
        (title, None) => Some(title.to_string()),
        (title, Some(of)) => Some(format!("{title}, {of}")),
    }
}

/// English name of a country or body, or its code where knowledge has no name.
pub fn country(code: &str) -> String {
    bahi_knowledge::english_name(code).map_or_else(|| text::line(code), str::to_string)
}

/// Names joined by commas.
pub fn parties(parties: &[Party]) -> String {
    parties.iter().map(party).collect::<Vec<_>>().join(", ")
}

/// `Meeting: A, B`, with a word before it where it was not held.
pub fn engagement(engagement: &Engagement) -> String {
    let kind = text::line(&engagement.kind);
    let what = match engagement.status.as_str() {
        "held" => kind,
        status => format!("{} {kind}", text::line(status)),
    };
    let who = parties(&engagement.parties);
    let forum = engagement.forum.as_ref().map(|forum| text::line(&forum.name));
    capital(&match (who.is_empty(), forum) {
        (false, _) => format!("{what}: {who}"),
        (true, Some(forum)) => format!("{what}: {forum}"),
        (true, None) => what,
    })
}

/// `Statement: A praised B`.
pub fn statement(statement: &Statement) -> String {
    let other = statement.target.as_ref().or(statement.addressee.as_ref());
    let whom = other.map(|other| format!(" {}", party(other))).unwrap_or_default();
    let preposition = if statement.kind == "said" && other.is_some() { " to" } else { "" };
    format!("Statement: {} {}{preposition}{whom}", party(&statement.speaker), text::line(&statement.kind))
}

/// `Agreement signed: instrument`.
pub fn agreement(agreement: &Agreement) -> String {
    format!("Agreement {}: {}", text::line(&agreement.status), text::line(&agreement.instrument))
}

/// `Delivery (delayed): S-400, Russia to India`.
pub fn delivery(delivery: &Delivery) -> String {
    let name = |code: &Option<String>| code.as_deref().map_or_else(|| "unknown".into(), country);
    let (item, status) = (text::line(&delivery.item.name), text::line(&delivery.status));
    format!("Delivery ({status}): {item}, {} to {}", name(&delivery.supplier), name(&delivery.recipient))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
