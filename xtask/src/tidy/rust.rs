//! Rules for Rust: size, headers, no `unwrap`, no Hindi outside tests and script handling.

use super::Finding;
use super::files::File;
use super::scan::{self, Line};

/// Longest file, in lines.
const FILE_LIMIT: usize = 600;
/// Longest middle file, in lines.
const MEDIAN_LIMIT: usize = 250;
/// Longest function, in lines.
const FUNCTION_LIMIT: usize = 80;
/// The one place where code may hold letters of a script.
const SCRIPTS: &str = "crates/bahi-text/src/script";

/// Checks a Rust file.
pub fn check(file: &File) -> Vec<Finding> {
    let mut findings = vec![];
    let mut find = |line: usize, what: String, remedy| findings.push(Finding::new(&file.path, line, what, remedy));
    if !file.text.starts_with("//!") {
        find(1, "no header".into(), "begin the file with //! and what it is for");
    }
    let lines = scan::lines(&file.text);
    if lines.len() > FILE_LIMIT {
        find(0, format!("{} lines, more than {FILE_LIMIT}", lines.len()), "split it by what its parts do");
    }
    for (name, start, length) in scan::functions(&lines) {
        if length > FUNCTION_LIMIT {
            let what = format!("function {name} has {length} lines, more than {FUNCTION_LIMIT}");
            find(start, what, "move its parts into functions with names");
        }
    }
    let tests = is_test_file(&file.path);
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| !tests && !line.test) {
        if line.code.contains(concat!(".unw", "rap()")) {
            find(index + 1, "unwrap outside tests".into(), "handle the case, or say why it cannot be with expect");
        }
        if !file.is_in(SCRIPTS) && has_hindi(line) {
            find(index + 1, "Hindi in Rust".into(), "move the words to knowledge/lang/hi");
        }
    }
    findings
}

/// Checks that most files are short.
pub fn check_median(files: &[File]) -> Option<Finding> {
    let rust = files.iter().filter(|file| file.ending() == "rs");
    let mut lengths: Vec<usize> = rust.map(|file| file.text.lines().count()).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
    let what = format!("the middle Rust file has {median} lines, more than {MEDIAN_LIMIT}");
    (median > MEDIAN_LIMIT).then(|| Finding::new("crates", 0, what, "split the longest files"))
}

/// Comments may show what they speak of; code may not know it. Dandas are punctuation of many scripts, not Hindi.
fn has_hindi(line: &Line) -> bool {
    line.words.chars().any(|c| matches!(c, '\u{900}'..='\u{963}' | '\u{966}'..='\u{97F}' | '\u{A8E0}'..='\u{A8FF}'))
}

fn is_test_file(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.any(|part| matches!(part, "tests" | "benches" | "tests.rs"))
}
