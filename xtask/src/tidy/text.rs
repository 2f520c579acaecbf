//! Rules for every text file: no trailing white space, and no paths of the place it was written at.

use super::Finding;
use super::files::File;

/// Endings of files that are written by hand; reports are left as they were published.
const WRITTEN: [&str; 6] = ["rs", "toml", "md", "sh", "yml", "yaml"];

/// Paths that exist only where this repository is worked on; put together so that this file does not hold them.
const ELSEWHERE: [&str; 2] = [concat!("/wo", "rk/"), concat!(".libr", "ary")];

/// Checks a file of any kind.
pub fn check(file: &File) -> Vec<Finding> {
    let mut findings = vec![];
    for (index, line) in file.text.lines().enumerate() {
        if WRITTEN.contains(&file.ending()) && line.ends_with([' ', '\t']) {
            findings.push(Finding::new(&file.path, index + 1, "white space at the end of the line", "take it away"));
        }
        if ELSEWHERE.iter().any(|path| names(line, path)) {
            let what = "a path of the workplace, which exists nowhere else";
            findings.push(Finding::new(&file.path, index + 1, what, "name it from the root of the repository"));
        }
    }
    findings
}

/// Whether a path stands in the line as a path of its own and not as the end of another.
fn names(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + path.len()..].chars().next();
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && !"._-".contains(c));
        begins && (path.ends_with('/') || after.is_none_or(|c| !c.is_alphanumeric()))
    })
}
