//! Judges the frame rules of the knowledge by their own sentences: what each must read and what it must leave alone.
//!
//! Only tests use this crate; `tests/rules.rs` makes one named test of every rule.

mod judge;
mod tagged;

pub use judge::{LEAST, faults};
pub use tagged::{TagError, Tagged};

use bahi_knowledge::frames::Rule;
use std::path::PathBuf;

/// The knowledge folder of this checkout, read from disk so that a changed rule needs no build.
pub fn knowledge_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../knowledge")
}

/// A rule with the name that matches call it by: `hi/meeting/encounter`.
#[derive(Debug, Clone)]
pub struct NamedRule {
    /// Full name.
    pub id: String,
    /// The rule as written.
    pub rule: Rule,
}

/// Every rule of a stock, in order of file and place in it.
pub fn rules(bahi: &bahi::Bahi) -> Vec<NamedRule> {
    let named = |language: &str, stem: &str, rule: &Rule| NamedRule {
        id: format!("{language}/{stem}/{}", rule.name),
        rule: rule.clone(),
    };
    let mut all = Vec::new();
    for stock in bahi.languages().map(|k| &k.stock) {
        for (stem, file) in &stock.frames {
            all.extend(file.rule.iter().map(|rule| named(&stock.language, stem, rule)));
        }
    }
    all
}
