//! Conflicts in print: the values side by side, each with its quotes.

use super::fields::Block;
use super::index::Index;
use super::judged;
use bahi::ledger::Conflict;

/// A conflict with its values.
pub fn conflict(conflict: &Conflict, index: &Index) -> Block {
    let state = if conflict.state == "open" { String::new() } else { format!(" ({})", conflict.state) };
    let field = index.path_in_words(&conflict.field);
    let heading = format!("conflict, {}{state}: {field} of {}", conflict.kind, subject(conflict, index));
    let mut block = Block::new(&conflict.id, heading);
    for value in &conflict.values {
        block.alert(index.of(&value.value), &value.claims);
    }
    judged::rows(&mut block, &conflict.judged, index);
    block
}

fn subject(conflict: &Conflict, index: &Index) -> String {
    match index.actor(&conflict.record) {
        Some(actor) => index.both_scripts(Some(&actor.id), actor.name.en.as_deref().unwrap_or_default()),
        None => conflict.record.clone(),
    }
}
