//! `cargo xtask pictures`: the pictures of the documents, taken of the running program with the reports of the tour.

use crate::browser;
use crate::test::{End, passed};
use anyhow::{Context, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Where they go.
const FOLDER: &str = "docs/pictures";

/// Takes them anew.
pub fn run(root: &Path) -> End {
    match browser::ready(root) {
        Ok((chromium, packages)) => passed(take(root, &chromium, &packages)),
        Err(why) => End::Skipped(why),
    }
}

fn take(root: &Path, chromium: &Path, packages: &Path) -> anyhow::Result<bool> {
    let build =
        Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "bahi-cli"]).current_dir(root).status()?;
    ensure!(build.success(), "the program cannot be built");
    let (bahi, ledger) = (root.join("target/debug/bahi"), packages.join("pictures.db"));
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", ledger.display()));
    }
    let add = Command::new(&bahi)
        .args(["add", "--quiet", "--ledger"])
        .arg(&ledger)
        .arg("demo/reports")
        .current_dir(root)
        .status()?;
    ensure!(add.success(), "bahi add demo/reports ended with {add}");
    let mut node = Command::new("node");
    node.arg("pictures.mjs").current_dir(packages).arg("--bahi").arg(&bahi).arg("--chromium").arg(chromium);
    node.arg("--demo").arg(&ledger).arg("--out").arg(root.join(FOLDER));
    Ok(node.status().context("node cannot be run; install Node.js")?.success())
}
