//! `cargo xtask pictures`: the pictures of the documents, taken of the running program with the reports of the tour.

use crate::test::{End, passed};
use crate::{browser, clients};
use anyhow::Context;
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
    let (bahi, ledger) = (browser::program(root)?, packages.join("pictures.db").display().to_string());
    clients::remove(&ledger);
    browser::add(&bahi, &ledger, &root.join("demo/reports"))?;
    let mut node = Command::new("node");
    node.arg("pictures.mjs").current_dir(packages).arg("--bahi").arg(&bahi).arg("--chromium").arg(chromium);
    node.arg("--demo").arg(&ledger).arg("--out").arg(root.join(FOLDER));
    Ok(node.status().context("node cannot be run; install Node.js")?.success())
}
