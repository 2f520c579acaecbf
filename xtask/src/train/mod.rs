//! `cargo xtask train`: tables learnt from the knowledge, written back into it.

mod names;

use anyhow::bail;
use std::path::Path;

/// Learns one table.
pub fn run(root: &Path, words: &[&str]) -> anyhow::Result<bool> {
    match words {
        ["names"] => names::run(root),
        _ => bail!("train what? Write: cargo xtask train names"),
    }
}
