//! Made-up reports read, linked and merged on a Spark cluster on this machine, beside the same by the program alone.

use crate::generate;
use crate::test::{End, passed};
use crate::wheel::{self, PACKAGE};
use anyhow::{Context, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Reports of a run that is part of `cargo xtask test`.
pub const FEW: &str = "5000";

/// Reports of a run by itself, where nothing else is said.
pub const MANY: &str = "100000";

// One in this many days' worth of reports: as many a day however many there are.
const A_DAY: usize = 80;

/// Runs as many reports as are asked for, with a wheel of the program as it stands; the options are those of the script.
pub fn run(root: &Path, reports: &str, options: &[&str]) -> End {
    match wheel::made(root).and_then(|()| wheel::with_spark(root)) {
        Ok(python) => passed(check(root, &python, reports, options)),
        Err(end) => end,
    }
}

/// Makes the reports and compares, with the Python that has the wheel and Spark.
pub fn check(root: &Path, python: &Path, reports: &str, options: &[&str]) -> anyhow::Result<bool> {
    let count: usize = reports.parse().context("say how many reports: scale 100000")?;
    let work = root.join("target/scale");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let made = work.join("reports");
    let (days, out) = ((count / A_DAY).max(1).to_string(), made.display().to_string());
    let made_of = ["--reports", reports, "--days", days.as_str(), "--seed", "11", "--out", out.as_str()];
    ensure!(generate::run(root, &made_of)?, "the reports cannot be made");
    let script = root.join(PACKAGE).join("tools/scale.py");
    let status = Command::new(python).arg("-P").arg(script).arg(&made).arg(work.join("work")).args(options).status()?;
    Ok(status.success())
}
