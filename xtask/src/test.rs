//! `cargo xtask test`: everything a change must pass, step by step, with a total at the end.

use crate::{browser, clients, deny, desk, dist, eval, release, tidy, wheel};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// How a step ended.
pub enum End {
    /// All is well.
    Passed,
    /// Something is to be mended.
    Failed,
    /// It could not be done here, and why.
    Skipped(String),
}

/// Name and work.
type Step = (&'static str, fn(&Path) -> End);

/// Runs all steps, also after one has failed, and prints the total.
pub fn run(root: &Path) -> anyhow::Result<bool> {
    let steps: [Step; 14] = [
        ("formatting", formatting),
        ("clippy", clippy),
        ("documentation", documentation),
        ("tidy", |root| passed(tidy::run(root))),
        ("crates of others", deny::run),
        ("unit of systemd", dist::unit::check),
        ("tests", tests),
        ("export clients", clients::run),
        ("desk clients", desk::run),
        ("browser", |root| browser::run(root, None)),
        ("release build", release::run),
        ("wheel", wheel::run),
        ("spark", wheel::spark),
        ("eval floors", eval_floors),
    ];
    let mut totals = [0usize; 3];
    for (name, step) in steps {
        println!("== {name}");
        let start = Instant::now();
        let (index, verdict) = match step(root) {
            End::Passed => (0, "passed".to_string()),
            End::Failed => (1, "FAILED".to_string()),
            End::Skipped(why) => (2, format!("SKIPPED: {why}")),
        };
        totals[index] += 1;
        println!("== {name}: {verdict} ({:.1} s)\n", start.elapsed().as_secs_f64());
    }
    let [passed, failed, skipped] = totals;
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    Ok(failed == 0)
}

/// The end of one step as the answer of a chore.
pub fn said(end: End) -> anyhow::Result<bool> {
    match end {
        End::Passed => Ok(true),
        End::Failed => Ok(false),
        End::Skipped(why) => {
            println!("SKIPPED: {why}");
            Ok(true)
        }
    }
}

/// The end of a step by its outcome; an error is printed.
pub fn passed(outcome: anyhow::Result<bool>) -> End {
    match outcome {
        Ok(true) => End::Passed,
        Ok(false) => End::Failed,
        Err(error) => {
            println!("{error:#}");
            End::Failed
        }
    }
}

fn cargo(root: &Path, arguments: &[&str]) -> End {
    let status = Command::new(env!("CARGO")).args(arguments).current_dir(root).status();
    passed(status.map(|status| status.success()).map_err(Into::into))
}

/// Whether a part of the toolchain is there; some are installed without it.
fn has(part: &str) -> bool {
    let mut command = Command::new(env!("CARGO"));
    let quiet = command.args([part, "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

fn formatting(root: &Path) -> End {
    match has("fmt") {
        true => cargo(root, &["fmt", "--all", "--check"]),
        false => End::Skipped("rustfmt is not installed; rustup component add rustfmt".into()),
    }
}

fn clippy(root: &Path) -> End {
    match has("clippy") {
        true => cargo(root, &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
        false => End::Skipped("clippy is not installed; rustup component add clippy".into()),
    }
}

// Links that lead nowhere are errors; private items have pages too, since who works here reads those.
fn documentation(root: &Path) -> End {
    let mut command = Command::new(env!("CARGO"));
    command.args(["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"]).current_dir(root);
    let status = command.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links").status();
    passed(status.map(|status| status.success()).map_err(Into::into))
}

fn tests(root: &Path) -> End {
    let shared = root.join("../shared");
    if !shared.is_dir() {
        println!("skipped: tests on the seed reports, which are not ours to publish (no ../shared here)");
    }
    cargo(root, &["test", "--workspace", "--quiet"])
}

fn eval_floors(root: &Path) -> End {
    match eval::missing(root) {
        Some(why) => End::Skipped(why),
        None => passed(eval::run(root, &[])),
    }
}
