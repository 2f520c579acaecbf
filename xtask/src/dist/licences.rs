//! The words under which the crates that are linked are given: of each its licence, and the files it comes with.

use anyhow::{Context, bail, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate of others that is part of the program.
struct Part {
    name: String,
    version: String,
    licence: String,
    repository: String,
    folder: PathBuf,
}

// Beginnings of the names of files that hold words of a licence.
const NAMES: [&str; 5] = ["licen", "copying", "notice", "unlicense", "copyright"];

/// The report: every crate that is linked into the program for a target, and then each text once.
pub fn report(root: &Path, target: &str) -> anyhow::Result<String> {
    let parts = linked(root, target)?;
    ensure!(parts.len() > 50, "only {} crates are linked, which cannot be", parts.len());
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut out = String::from(
        "Bahi is given under MIT or Apache-2.0, at your choice; see LICENSE-MIT, LICENSE-APACHE and NOTICE.\n\
         These crates of others are part of the program, each under the licence that it names. The words of the\n\
         licences, as the crates come with them, stand below.\n\n",
    );
    for part in &parts {
        writeln!(out, "{} {}  {}  {}", part.name, part.version, part.licence, part.repository)?;
        for text in words(&part.folder)? {
            texts.entry(text).or_default().insert(format!("{} {}", part.name, part.version));
        }
    }
    // A crate may name a licence and come without its words; those are the same for all but for the name of the holder.
    let with: BTreeSet<&String> = texts.values().flatten().collect();
    let without: Vec<String> = parts.iter().map(|p| format!("{} {}", p.name, p.version)).collect();
    let without: Vec<&str> = without.iter().filter(|name| !with.contains(name)).map(String::as_str).collect();
    if !without.is_empty() {
        writeln!(out, "\nThese come without a file of their licence: {}.", without.join(", "))?;
    }
    for (text, names) in &texts {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        writeln!(out, "\n{}\n{}\n\n{}", "-".repeat(100), names.join(", "), text.trim_end())?;
    }
    Ok(out)
}

// Crates that the program is made of: not what only builds or tests it, and not our own.
fn linked(root: &Path, target: &str) -> anyhow::Result<Vec<Part>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version=1", "--locked", "--filter-platform", target]).current_dir(root);
    let output = cargo.output()?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let used = reached(&metadata)?;
    let mut parts = vec![];
    for package in list(&metadata["packages"]).filter(|p| !p["source"].is_null() && used.contains(text(&p["id"]))) {
        let macros = list(&package["targets"]).any(|t| list(&t["kind"]).any(|kind| kind == "proc-macro"));
        if macros {
            continue;
        }
        let name = text(&package["name"]).to_owned();
        let licence = package["license"].as_str().with_context(|| format!("{name} names no licence"))?.to_owned();
        let folder = Path::new(text(&package["manifest_path"])).parent().unwrap_or(root).to_owned();
        let (version, repository) = (text(&package["version"]).to_owned(), text(&package["repository"]).to_owned());
        parts.push(Part { name, version, licence, repository, folder });
    }
    parts.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(parts)
}

// Ids of what the program needs when it runs.
fn reached(metadata: &Value) -> anyhow::Result<BTreeSet<String>> {
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
    let program = list(&metadata["packages"]).find(|package| package["name"] == "bahi-cli");
    let mut left = vec![text(&program.context("there is no bahi-cli")?["id"])];
    let mut out = BTreeSet::new();
    while let Some(id) = left.pop() {
        if !out.insert(id.to_owned()) {
            continue;
        }
        let Some(node) = nodes.get(id) else { bail!("{id} is not resolved") };
        let runs = |dep: &&Value| list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null());
        left.extend(list(&node["deps"]).filter(runs).map(|dep| text(&dep["pkg"])));
    }
    Ok(out)
}

// Texts of the licences that lie in a folder, in the order of their names.
fn words(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut files = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    files.sort();
    let is_licence = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        path.is_file() && NAMES.iter().any(|begin| name.starts_with(begin)) && !name.ends_with(".rs")
    };
    let read = |path: &PathBuf| fs::read(path).with_context(|| path.display().to_string());
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
    files.iter().filter(is_licence).map(|path| Ok(text(read(path)?))).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_is_told_and_what_only_builds_is_not() {
        let report = report(&crate::root(), "x86_64-unknown-linux-musl").unwrap();
        let named = |name: &str| report.lines().any(|line| line.starts_with(&format!("{name} ")));
        for linked in ["serde_json", "libsqlite3-sys", "rustls", "clap_builder", "ring", "mimalloc"] {
            assert!(named(linked), "{linked}");
        }
        // Macros, tests, other systems, our own.
        for other in ["serde_derive", "proptest", "cc", "windows-sys", "bahi-web", "pyo3"] {
            assert!(!named(other), "{other}");
        }
        assert!(report.contains("THE SOFTWARE IS PROVIDED \"AS IS\"") && report.contains("Apache License"));
    }
}
