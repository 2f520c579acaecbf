//! `cargo xtask tidy`: the house rules that the compiler does not know.
//!
//! Each finding names file and line, says what is wrong, and how to mend it.

mod accuracy;
mod container;
mod copied;
mod edges;
pub mod files;
mod guards;
mod lock;
mod markdown;
mod quiet;
mod rules;
mod rust;
mod scan;
mod schemas;
mod spelling;
mod text;

use files::Repo;
use std::fmt;
use std::path::Path;

/// Something that breaks a house rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    file: String,
    /// From 1; 0 for the whole file.
    line: usize,
    what: String,
    remedy: &'static str,
}

impl Finding {
    fn new(file: &str, line: usize, what: impl Into<String>, remedy: &'static str) -> Finding {
        Finding { file: file.to_string(), line, what: what.into(), remedy }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}; {}", self.file, self.what, self.remedy),
            line => write!(f, "{}:{line}: {}; {}", self.file, self.what, self.remedy),
        }
    }
}

/// Checks the repository and prints what it finds; answers whether that is nothing.
pub fn run(root: &Path) -> anyhow::Result<bool> {
    let repo = Repo::load(root)?;
    let findings = findings(&repo);
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => println!("tidy: {} files, nothing found", repo.files.len()),
        number => println!("tidy: {number} found in {} files", repo.files.len()),
    }
    Ok(findings.is_empty())
}

fn findings(repo: &Repo) -> Vec<Finding> {
    let mut findings = vec![];
    for file in &repo.files {
        findings.extend(text::check(file));
        match file.ending() {
            "rs" => findings.extend(rust::check(file)),
            "md" => {
                findings.extend(markdown::check(file, repo));
                findings.extend(spelling::check(file));
            }
            _ => {}
        }
        findings.extend(rules::check(file));
    }
    findings.extend(rust::check_median(&repo.files));
    findings.extend(accuracy::check(repo));
    findings.extend(container::check(repo));
    findings.extend(copied::check(repo));
    findings.extend(edges::check(repo));
    findings.extend(guards::check(repo));
    findings.extend(quiet::check(repo));
    findings.extend(schemas::check(repo));
    findings.extend(lock::check(repo));
    findings.sort();
    findings
}

#[cfg(test)]
mod tests;
