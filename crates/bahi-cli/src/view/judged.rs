//! Judgements in print.

use super::fields::Block;
use super::index::Index;
use bahi::judge::{Judgement, Verb};
use bahi::ledger::Judged;

/// Adds a row for each thing that was judged.
pub fn rows(block: &mut Block, judged: &[Judged], index: &Index) {
    for j in judged {
        block.row("judged", words(j, index), &[]);
    }
}

/// `when: set to 2023-04-28 · asha, 2026-11-26T10:00:00Z, O-3H7D: why`.
pub fn words(j: &Judged, index: &Index) -> String {
    let field = index.path_in_words(&j.field);
    let field = if field.is_empty() { field } else { format!("{field}: ") };
    let value = j.value.as_deref().unwrap_or_default();
    let others = j.others.join(", ");
    let what = match j.verb.as_str() {
        "accept" => format!("{value} accepted"),
        "set" => format!("set to {value}"),
        "merge" => format!("put together: {others}"),
        "split" => format!("taken apart from {others}"),
        "not-same" => format!("not the same as {others}"),
        "both-stand" => "all values stand".to_owned(),
        "not-verifiable" => "not verifiable".to_owned(),
        other => other.to_owned(),
    };
    let since = if j.unseen.is_empty() {
        String::new()
    } else {
        format!("; open again since a report says {}", j.unseen.join(", "))
    };
    let why = j.why.as_ref().map(|w| format!(": {w}")).unwrap_or_default();
    format!("{field}{what}{since} · {}, {}, {}{why}", j.by, j.at, j.operation)
}

/// What a judgement says, in ids: `accept when = 2023-04-28 of E-7K3Q`.
pub fn said(j: &Judgement) -> String {
    let first = |group: &Vec<String>| match group.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, more @ ..] => format!("{one} (+{})", more.len()),
    };
    let groups: Vec<String> = j.on.iter().map(first).collect();
    let of = groups.first().cloned().unwrap_or_default();
    let field = j.field.clone().unwrap_or_default();
    match (j.verb, &j.value) {
        (Verb::Split, _) => format!("split {}", groups.join(" out of ")),
        (verb, _) if verb.binds() => format!("{} {}", verb.word(), groups.join(" with ")),
        (verb, Some(value)) => format!("{} {field} = {value} of {of}", verb.word()),
        (verb, None) => format!("{} {field} of {of}", verb.word()),
    }
}
