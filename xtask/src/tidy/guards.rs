//! What is promised names what holds it: each threat of `docs/security.md` and each invariant of `ARCHITECTURE.md` has a test
//! or a check that is there by that name.

use super::Finding;
use super::files::Repo;

const THREATS: &str = "docs/security.md";
const INVARIANTS: &str = "ARCHITECTURE.md";
const REMEDY: &str =
    "name a file and a test in it (`path`: `name`), a lint of Cargo.toml, or a chore (`cargo xtask …`)";

/// Looks through both documents.
pub fn check(repo: &Repo) -> Vec<Finding> {
    let mut findings = vec![];
    for file in &repo.files {
        match file.path.as_str() {
            THREATS => {
                for (line, row) in file.text.lines().enumerate().filter(|(_, row)| is_row(row)) {
                    let guard = row.trim_end_matches('|').rsplit(" | ").next().unwrap_or_default();
                    findings.extend(faults(guard, repo).map(|what| Finding::new(THREATS, line + 1, what, REMEDY)));
                }
            }
            INVARIANTS => {
                for (line, text) in invariants(&file.text) {
                    let guard = text.split_once("*Guard:*").map_or("", |(_, guard)| guard);
                    findings.extend(faults(guard, repo).map(|what| Finding::new(INVARIANTS, line, what, REMEDY)));
                }
            }
            _ => {}
        }
    }
    findings
}

/// A row of a table that is neither its head nor the rule under it.
fn is_row(line: &str) -> bool {
    line.starts_with("| ") && !line.starts_with("| threat ")
}

/// The numbered entries under `## Invariants`, each with its first line.
fn invariants(text: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = vec![];
    let inside = text.lines().enumerate().skip_while(|(_, line)| *line != "## Invariants").skip(1);
    for (index, line) in inside.take_while(|(_, line)| !line.starts_with("## ")) {
        let numbered = line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
        match (numbered, out.last_mut()) {
            (true, _) => out.push((index + 1, line.to_owned())),
            (false, Some(last)) => last.1 = format!("{} {}", last.1, line.trim()),
            (false, None) => {}
        }
    }
    out
}

/// What is wrong with the names of a guard: tests that are not there, or nothing that could fail.
fn faults(guard: &str, repo: &Repo) -> impl Iterator<Item = String> {
    let (mut faults, mut named, mut file) = (vec![], 0, "");
    for word in guard.split('`').skip(1).step_by(2) {
        let text = |path: &str| repo.files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
        if word.contains('/') {
            file = word;
            // A program of the browser tests is a check by itself.
            named += usize::from(word.ends_with(".mjs") && repo.has(word));
        } else if let Some(chore) = word.strip_prefix("cargo xtask ") {
            let name = chore.split(' ').next().unwrap_or_default();
            let known = text("xtask/src/main.rs").is_some_and(|main| main.contains(&format!("[\"{name}\"")));
            named += usize::from(known);
            faults.extend((!known).then(|| format!("there is no chore {name}")));
        } else if is_name(word) {
            let lint = text("Cargo.toml").is_some_and(|manifest| manifest.contains(&format!("\n{word} = ")));
            let there = lint || text(file).is_some_and(|text| text.contains(&format!("fn {word}(")));
            named += usize::from(there);
            faults.extend((!there).then(|| format!("{word} is not in {file}")));
        }
    }
    if named == 0 && faults.is_empty() {
        faults.push("nothing is named that fails when this is broken".to_owned());
    }
    faults.into_iter()
}

/// Whether a word can only be the name of a function or a lint.
fn is_name(word: &str) -> bool {
    word.contains('_') && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let files = vec![
            file(path, text),
            file("Cargo.toml", "[lints]\nunsafe_code = \"forbid\"\n"),
            file("crates/x/tests/a.rs", "fn bombs_end_early() {}\n"),
            file("xtask/src/main.rs", "[\"desk\"] => 1"),
        ];
        let repo = Repo { files, ..Repo::default() };
        check(&repo).iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
    }

    #[test]
    fn a_threat_names_a_test_that_is_there() {
        let good = "| threat | guard | test |\n|---|---|---|\n| bombs | bounds | `crates/x/tests/a.rs`: `bombs_end_early` |\n\
                    | bad queries | b | `cargo xtask desk` |\n";
        assert_eq!(found(THREATS, good), [""; 0]);
        let bad =
            "| bombs | `no_guard` | `crates/x/tests/a.rs`: `bombs_end_late` |\n| x | y | `crates/x/tests/a.rs` |\n";
        let nothing = "2: nothing is named that fails when this is broken";
        assert_eq!(found(THREATS, bad), ["1: bombs_end_late is not in crates/x/tests/a.rs", nothing]);
    }

    #[test]
    fn an_invariant_names_what_guards_it() {
        let good = "## Invariants\n\n1. **No unsafe.** *Guard:* the lint\n   `unsafe_code`.\n2. **B.** *Guard:* `cargo xtask desk`.\n## Next\n3. C\n";
        assert_eq!(found(INVARIANTS, good), [""; 0]);
        let bad = "## Invariants\n1. **A.** *Guard:* review.\n2. **B.** *Guard:* `cargo xtask dusk`.\n";
        let expected = ["2: nothing is named that fails when this is broken", "3: there is no chore dusk"];
        assert_eq!(found(INVARIANTS, bad), expected);
    }
}
