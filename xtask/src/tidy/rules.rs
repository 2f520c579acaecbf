//! Every rule by which Hindi is read has sentences it must read and sentences it must leave alone.

use super::Finding;
use super::files::File;
use toml::{Table, Value};

/// How many sentences of each sort a rule needs.
const SENTENCES: usize = 3;

/// Checks a file of rules; others have nothing to fear.
pub fn check(file: &File) -> Vec<Finding> {
    let in_language = file.path.strip_prefix("knowledge/lang/").and_then(|rest| rest.split_once('/'));
    if !in_language.is_some_and(|(_, rest)| rest.starts_with("frames/")) || file.ending() != "toml" {
        return vec![];
    }
    let table: Table = match file.text.parse() {
        Ok(table) => table,
        Err(error) => {
            let what = format!("not TOML: {}", error.message());
            let at = error.span().map_or(0, |span| file.text[..span.start.min(file.text.len())].lines().count().max(1));
            return vec![Finding::new(&file.path, at, what, "correct the line")];
        }
    };
    let rules = table.get("rule").and_then(Value::as_array).cloned().unwrap_or_default();
    rules.iter().enumerate().flat_map(|(index, rule)| check_rule(file, index, rule)).collect()
}

fn check_rule(file: &File, index: usize, rule: &Value) -> Vec<Finding> {
    let line = line_of_rule(&file.text, index);
    let name = rule.get("name").and_then(Value::as_str).unwrap_or("without a name");
    let mut findings = vec![];
    for (key, remedy) in [
        ("examples", "add sentences that it must read, written for the purpose"),
        ("silent", "add sentences that it must leave alone, written for the purpose"),
    ] {
        let number = rule.get(key).and_then(Value::as_array).map_or(0, Vec::len);
        if number < SENTENCES {
            let what = format!("rule {name} has {number} {key}, fewer than {SENTENCES}");
            findings.push(Finding::new(&file.path, line, what, remedy));
        }
    }
    findings
}

/// The line of the n-th `[[rule]]`.
fn line_of_rule(text: &str, index: usize) -> usize {
    let mut heads = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("[[rule]]"));
    heads.nth(index).map_or(0, |(line, _)| line + 1)
}
