//! The commands of our documents that no test runs, each with the chore that does or the reason why nobody does.

use super::common::root;
use serde::Deserialize;
use std::fs;

/// A command that is not run here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// How the command begins.
    pub command: String,
    /// The chore that runs it, or the same with other paths and numbers.
    by: Option<String>,
    /// Why nobody does.
    why: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Table {
    elsewhere: Vec<Elsewhere>,
}

/// The list, each entry with a chore that there is, or with a reason.
pub fn list() -> Vec<Elsewhere> {
    let table: Table = toml::from_str(include_str!("elsewhere.toml")).unwrap();
    for one in &table.elsewhere {
        match (&one.by, &one.why) {
            (Some(by), None) => assert!(is_chore(by), "{}: there is no chore `{by}`", one.command),
            (None, Some(why)) => assert!(why.len() > 20, "{}: say why", one.command),
            _ => panic!("{}: either `by` or `why`", one.command),
        }
    }
    table.elsewhere
}

/// Whether `cargo xtask NAME` is a chore that xtask lists.
fn is_chore(by: &str) -> bool {
    let Some(name) = by.strip_prefix("cargo xtask ").and_then(|rest| rest.split(' ').next()) else { return false };
    let main = fs::read_to_string(root().join("xtask/src/main.rs")).unwrap();
    main.contains(&format!("[\"{name}\""))
}

/// What a command names that is not there: an example, a test or a chore.
pub fn gone(command: &str) -> Option<String> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let after = |flags: &[&str]| {
        let at = words.iter().position(|word| flags.contains(word))?;
        words.get(at + 1).copied()
    };
    if words.first() != Some(&"cargo") {
        return None;
    }
    if words.get(1) == Some(&"xtask") {
        let chore = words.iter().take(3).copied().collect::<Vec<_>>().join(" ");
        return (!is_chore(&chore)).then_some(chore);
    }
    let package = after(&["-p", "--package"])?;
    let folder = if package == "xtask" { "xtask".to_owned() } else { format!("crates/{package}") };
    let file = match (after(&["--example"]), after(&["--test"])) {
        (Some(example), _) => format!("{folder}/examples/{example}.rs"),
        (_, Some(test)) => format!("{folder}/tests/{test}.rs"),
        _ => folder,
    };
    // An example or a test of several files has a folder.
    let there = [file.clone(), file.replace(".rs", "/main.rs")].iter().any(|file| root().join(file).exists());
    (!there).then_some(file)
}

#[test]
fn commands_that_name_what_is_gone_are_told() {
    assert_eq!(gone("cargo run --release -p bahi --example trace -- a.txt"), None);
    let gone_example = gone("cargo run -p bahi --example gone -- a.txt");
    assert_eq!(gone_example.as_deref(), Some("crates/bahi/examples/gone.rs"));
    assert_eq!(gone("cargo test -p bahi-page --test gone").as_deref(), Some("crates/bahi-page/tests/gone.rs"));
    assert_eq!(gone("cargo xtask gone --all").as_deref(), Some("cargo xtask gone"));
    assert_eq!(gone("cargo xtask eval --update"), None);
    assert_eq!(gone("cargo run -p bahi-cli --example generate -- target/generated"), None);
}
