//! `cargo xtask new format`: the one kind of entry that is Rust, made from a file that compiles and put into the table.

use super::{Piece, kebab, write};
use anyhow::{Context, bail};
use std::fs;
use std::path::Path;

/// Where formats stand, from the root.
const FOLDER: &str = "crates/bahi-ledger/src/export";

/// A format that works as it stands; a test builds it.
const TEMPLATE: &str = include_str!("template/export.rs");

/// Writes the file of a format and its two lines in the table; gives what to print.
pub fn run(root: &Path, id: &str) -> anyhow::Result<Vec<String>> {
    let module = kebab(id)?.replace('-', "_");
    if module.starts_with(|c: char| c.is_ascii_digit()) {
        bail!("`{id}` is no name of a module; begin it with a letter");
    }
    let (file, table) = (format!("{FOLDER}/{module}.rs"), format!("{FOLDER}/mod.rs"));
    if root.join(&file).exists() || root.join(format!("{FOLDER}/{module}")).exists() {
        bail!("`{id}` is there: {file}; edit that file, or choose another id");
    }
    let path = root.join(&table);
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let text = registered(&text, &module, &camel(id)).with_context(|| format!("{table} has no list FORMATS"))?;
    let entry = TEMPLATE.replace("Template", &camel(id)).replace("template", id);
    write(root, &Piece { file: file.clone(), head: String::new(), entry })?;
    fs::write(&path, text).with_context(|| path.display().to_string())?;
    Ok(vec![
        format!("written: {file}:1"),
        format!("written: {table} (a `mod` and a line of FORMATS)"),
        format!("1. say in {file} what the format is for, what it writes and what it leaves out"),
        "2. run its test, and those that every format must pass: cargo test -p bahi-ledger".into(),
        format!("3. look at it: cargo run -- export --to {id}"),
        format!("4. have it read by the program it is for: a test in crates/bahi-ledger/tests/clients/check.py ({id})"),
    ])
}

/// The table with one format more: its module among the others by letters, itself at the end of the list.
fn registered(table: &str, module: &str, name: &str) -> Option<String> {
    let (mut lines, new): (Vec<&str>, _) = (table.lines().collect(), format!("mod {module};"));
    let list = lines.iter().position(|line| line.starts_with("pub const FORMATS"))?;
    let end = list + lines[list..].iter().position(|line| *line == "];")?;
    let entry = format!("    &{module}::{name},");
    lines.insert(end, &entry);
    let modules = |line: &str| line.strip_prefix("pub ").unwrap_or(line).starts_with("mod ") && line.ends_with(';');
    let bare = |line: &str| line.strip_prefix("pub ").unwrap_or(line).to_owned();
    let last = lines.iter().take(list).rposition(|line| modules(line))?;
    let at = lines.iter().take(last + 1).position(|line| modules(line) && bare(line) > new).unwrap_or(last + 1);
    lines.insert(at, &new);
    Some(lines.join("\n") + "\n")
}

// `two-words` as a type.
fn camel(id: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    id.split('-').map(word).collect()
}
