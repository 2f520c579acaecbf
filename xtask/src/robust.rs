//! `cargo xtask robust`: the ledger file under attack at the size at which it is meant to hold.

use std::path::Path;
use std::process::Command;

const REPORTS: &str = "2000";
const KILLS: &str = "50";

/// Runs the tests of `crates/bahi-cli/tests/robust.rs` on many reports, one after another.
pub fn run(root: &Path) -> anyhow::Result<bool> {
    let mut tests = Command::new(env!("CARGO"));
    tests.args([
        "test",
        "--release",
        "--package",
        "bahi-cli",
        "--test",
        "robust",
        "--",
        "--nocapture",
        "--test-threads=1",
    ]);
    tests.env("BAHI_ROBUST_REPORTS", REPORTS).env("BAHI_ROBUST_KILLS", KILLS).current_dir(root);
    Ok(tests.status()?.success())
}
