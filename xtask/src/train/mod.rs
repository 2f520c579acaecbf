//! `cargo xtask train`: tables learnt from the knowledge, written back into it.

mod names;
mod tagger;

use anyhow::bail;
use std::path::Path;

/// Learns one table.
pub fn run(root: &Path, words: &[&str]) -> anyhow::Result<bool> {
    match words {
        ["names"] => names::run(root),
        ["tagger", options @ ..] => tagger::run(root, options),
        _ => bail!("train what? Write: cargo xtask train names, or cargo xtask train tagger --data DIR"),
    }
}
