//! Conflicts in print: the values side by side, each with its quotes.

use super::fields::Block;
use super::index::Index;
use bahi::ledger::Conflict;

/// A conflict with its values.
pub fn conflict(conflict: &Conflict, index: &Index) -> Block {
    let state = if conflict.state == "open" { String::new() } else { format!(" ({})", conflict.state) };
    let field = readable(&conflict.field, index);
    let heading = format!("conflict, {}{state}: {field} of {}", conflict.kind, subject(conflict, index));
    let mut block = Block::new(&conflict.id, heading);
    for value in &conflict.values {
        block.alert(index.of(&value.value), &value.claims);
    }
    block
}

fn subject(conflict: &Conflict, index: &Index) -> String {
    match index.actor(&conflict.record) {
        Some(actor) => index.both_scripts(Some(&actor.id), actor.name.en.as_deref().unwrap_or_default()),
        None => conflict.record.clone(),
    }
}

/// A field path with names in place of actor ids.
fn readable(field: &str, index: &Index) -> String {
    let parts: Vec<String> = field
        .split('/')
        .map(|part| match index.actor(part).and_then(|actor| actor.name.en.as_deref()) {
            Some(name) => name.to_string(),
            None => part.to_string(),
        })
        .collect();
    parts.join(" › ")
}
