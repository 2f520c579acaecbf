//! Engagements and statements in print.

use super::fields::Block;
use super::index::Index;
use super::judged;
use bahi::ledger::{Engagement, Forum, Party, Statement, Topic, When};

/// An engagement with its parties, time, place, forum and topics.
pub fn engagement(record: &Engagement, index: &Index) -> Block {
    let background = if record.background { ", recalled as background" } else { "" };
    let date = record.when.as_ref().and_then(|when| when.edtf.as_deref()).map(|date| format!(" · {date}"));
    let heading = format!("{}, {}{background}{}", record.kind, record.status, date.unwrap_or_default());
    let mut block = Block::new(&record.id, heading);
    for party in &record.parties {
        block.row("who", index.party(party), &party.claims);
    }
    if let Some(when) = &record.when {
        block.row("when", time(when), &when.claims);
    }
    if let Some(place) = &record.place {
        let name = index.both_scripts(Some(&place.actor), &place.name);
        let country = place.country.as_deref().map(|code| format!(", {}", index.of(code)));
        block.row("where", format!("{name}{}", country.unwrap_or_default()), &place.claims);
    }
    if let Some(forum) = &record.forum {
        block.row("forum", gathering(forum, index), &forum.claims);
    }
    topics(&mut block, &record.topics);
    if record.reports.len() > 1 {
        block.row("merged", merged(record, index), &[]);
    }
    for conflict in &record.conflicts {
        block.alert(format!("see {conflict}"), &[]);
    }
    judged::rows(&mut block, &record.judged, index);
    block
}

/// A statement with its speaker, words and addressee.
pub fn statement(record: &Statement, index: &Index) -> Block {
    let mut block = Block::new(&record.id, format!("statement: {}", record.kind));
    block.row("who", index.party(&record.speaker), &record.speaker.claims);
    optional_party(&mut block, "to", record.addressee.as_ref(), index);
    optional_party(&mut block, "about", record.target.as_ref(), index);
    let label = if record.direct_quote { "quote" } else { "words" };
    block.row(label, "", &record.text.claims);
    if let Some(via) = &record.via {
        block.row("via", via, &[]);
    }
    topics(&mut block, &record.topics);
    if let Some(engagement) = &record.engagement {
        block.row("at", engagement, &[]);
    }
    source(&mut block, &record.text.claims, index);
    judged::rows(&mut block, &record.judged, index);
    block
}

/// Adds the chain of sources of some claims, the nearest to the reader first.
pub fn source(block: &mut Block, claims: &[String], index: &Index) {
    let mut chains: Vec<String> = vec![];
    for claim in index.claims(claims).filter(|claim| !claim.attributed_to.is_empty()) {
        let chain: Vec<String> = claim.attributed_to.iter().map(|party| index.party(party)).collect();
        let chain = chain.join(" ← ");
        if !chains.contains(&chain) {
            chains.push(chain);
        }
    }
    for chain in chains {
        block.row("source", chain, &[]);
    }
}

fn optional_party(block: &mut Block, label: &'static str, party: Option<&Party>, index: &Index) {
    if let Some(party) = party {
        block.row(label, index.party(party), &party.claims);
    }
}

fn topics(block: &mut Block, topics: &[Topic]) {
    for topic in topics {
        block.row("topic", &topic.name, &topic.claims);
    }
}

fn time(when: &When) -> String {
    let Some(date) = &when.edtf else {
        return "not resolved to a date".into();
    };
    match when.basis.as_str() {
        "weekday" => format!("{date} (derived: from the weekday and the date of the report)"),
        "relative" => format!("{date} (derived: counted from the date of the report)"),
        "published" => format!("{date} (derived: the date of the report)"),
        _ => date.clone(),
    }
}

fn gathering(forum: &Forum, index: &Index) -> String {
    let relation = match forum.relation.as_str() {
        "sidelines" => "on the sidelines of",
        "occasion" => "on the occasion of",
        "session" => "as a session of",
        other => other,
    };
    let session = forum.session.map(|number| format!(", session {number}")).unwrap_or_default();
    format!("{relation} {}{session}", index.both_scripts(Some(&forum.actor), &forum.name))
}

fn merged(record: &Engagement, index: &Index) -> String {
    let paths: Vec<&str> = record.reports.iter().map(|id| index.path(id)).collect();
    let because = match record.merged_because.as_slice() {
        [] => String::new(),
        reasons => format!(": {}", index.with_short_paths(&reasons.join("; "))),
    };
    format!("{} reports taken for one ({}){because}", paths.len(), paths.join(", "))
}
