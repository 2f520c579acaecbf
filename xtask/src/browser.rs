//! The desk in a real browser: Chromium, driven from Node by the tests of `crates/bahi-web/tests/browser/`.

use crate::test::{End, passed};
use crate::{clients, generate};
use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the tests and the list of packages stand.
const TESTS: &str = "crates/bahi-web/tests/browser";

// Where Chromium is where it is installed.
const CHROMIUM: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

// Made-up reports that disagree often enough.
const MANY: &str = "400";

/// Runs all of them, or the one that is named, on the demo, on many made-up reports and on a hostile ledger.
pub fn run(root: &Path, only: Option<&str>) -> End {
    match ready(root) {
        Ok((chromium, folder)) => passed(check(root, &chromium, &folder, only)),
        Err(why) => End::Skipped(why),
    }
}

/// The browser, and the folder with the tests and what they need; or why there is none.
pub fn ready(root: &Path) -> Result<(PathBuf, PathBuf), String> {
    Ok((chromium()?, packages(root)?))
}

/// The browser, installed where Debian's packages can be; or why there is none.
fn chromium() -> Result<PathBuf, String> {
    let found = || {
        let given = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.exists());
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let mut all = std::env::split_paths(&paths).flat_map(|folder| CHROMIUM.map(|name| folder.join(name)));
        given.or_else(|| all.find(|path| path.exists()))
    };
    if let Some(path) = found() {
        return Ok(path);
    }
    for words in [&["update", "-qq"][..], &["install", "-qq", "-y", "--no-install-recommends", "chromium"]] {
        let mut command = Command::new("apt-get");
        let _ = command.args(words).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()).status();
    }
    found().ok_or_else(|| "no Chromium, and apt-get cannot install it; install it or name it in CHROMIUM".to_owned())
}

/// A folder with the tests and the packages they need.
fn packages(root: &Path) -> Result<PathBuf, String> {
    let (from, folder) = (root.join(TESTS), root.join("target/browser"));
    copy(&from, &folder).map_err(|error| format!("{} cannot be copied: {error}", from.display()))?;
    let (lock, stamp) = (folder.join("package-lock.json"), folder.join("node_modules/.installed"));
    let wanted = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(folder);
    }
    let mut npm = Command::new("npm");
    let install = npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder).output();
    match install {
        Ok(output) if output.status.success() => {
            fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))?;
            Ok(folder)
        }
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr);
            let last = words.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no word of why");
            Err(format!("npm cannot install {TESTS}/package-lock.json: {last}"))
        }
        Err(error) => Err(format!("npm cannot be run ({error}); install Node.js")),
    }
}

// Whatever is no longer among the tests goes; the packages stay.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            let _ = fs::remove_dir_all(&to);
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), &to)?;
        }
    }
    Ok(())
}

fn check(root: &Path, chromium: &Path, folder: &Path, only: Option<&str>) -> anyhow::Result<bool> {
    let bahi = program(root)?;
    let ledgers = ["demo", "many", "hostile"].map(|name| folder.join(format!("{name}.db")).display().to_string());
    ledgers.iter().for_each(|ledger| clients::remove(ledger));
    let [demo, many, hostile] = &ledgers;
    let corpus = folder.join("corpus");
    let _ = fs::remove_dir_all(&corpus);
    generate::run(root, &["--reports", MANY, "--seed", "7", "--out", &corpus.display().to_string()])?;
    add(&bahi, demo, &root.join("demo/reports"))?;
    add(&bahi, many, &corpus)?;
    cargo(root, &["run", "--quiet", "--package", "bahi-ledger", "--example", "hostile_file", "--", hostile])?;
    let mut node = Command::new("node");
    node.arg("run.mjs").current_dir(folder).arg("--bahi").arg(&bahi).arg("--chromium").arg(chromium);
    node.args(["--demo", demo, "--many", many, "--hostile", hostile, "--out", "shots"]);
    node.args(only.iter().flat_map(|name| ["--only", name]));
    Ok(node.status().context("node cannot be run; install Node.js")?.success())
}

/// The program as it is tested, built.
pub fn program(root: &Path) -> anyhow::Result<PathBuf> {
    cargo(root, &["build", "--quiet", "--package", "bahi-cli"])?;
    Ok(root.join("target/debug/bahi"))
}

/// Adds reports to a ledger file.
pub fn add(bahi: &Path, ledger: &str, reports: &Path) -> anyhow::Result<()> {
    let status = Command::new(bahi).args(["add", "--quiet", "--ledger", ledger]).arg(reports).status()?;
    if !status.success() {
        bail!("bahi add {} ended with {status}", reports.display());
    }
    Ok(())
}

fn cargo(root: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root).output()?;
    if !output.status.success() {
        bail!("cargo {} failed:\n{}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}
