//! Paths in our Markdown must exist: documents that name files which are gone mislead for years.

use super::Finding;
use super::files::{File, Repo};

/// Checks the paths of a Markdown file: those in backticks, and the targets of links.
pub fn check(file: &File, repo: &Repo) -> Vec<Finding> {
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut findings = vec![];
    let mut fenced = false;
    for (index, line) in file.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let mut gone = |path: &str| {
            let what = format!("{path} does not exist");
            findings.push(Finding::new(&file.path, index + 1, what, "correct the path, or take it out"));
        };
        for path in backticked(line).filter(|path| looks_like_ours(path, repo)) {
            if !exists(path, folder, repo) {
                gone(path);
            }
        }
        for path in link_targets(line).filter(|path| !path.is_empty()) {
            if !exists(path, folder, repo) {
                gone(path);
            }
        }
    }
    findings
}

/// The words between backticks, so that paths within commands are seen too.
fn backticked(line: &str) -> impl Iterator<Item = &str> {
    let spans = line.split('`').skip(1).step_by(2);
    spans.flat_map(str::split_whitespace).map(bare)
}

/// The targets of links within the repository, without their anchors.
fn link_targets(line: &str) -> impl Iterator<Item = &str> {
    // Between backticks nothing is a link.
    let outside = line.split('`').step_by(2);
    let targets = outside.flat_map(|part| part.match_indices("](").map(move |(at, _)| &part[at + 2..]));
    targets
        .filter_map(|rest| rest.split([')', ' ']).next())
        .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
        .map(bare)
}

/// A path without anchor, line number, closing slash and the marks around it.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| "'\"(),;".contains(c));
    let word = word.split('#').next().unwrap_or_default();
    let word = match word.split_once(':') {
        Some((path, line)) if line.starts_with(|c: char| c.is_ascii_digit()) => path,
        _ => word,
    };
    word.trim_end_matches(['/', '.'])
}

/// A path that begins with something at the root of the repository and holds no placeholder.
fn looks_like_ours(path: &str, repo: &Repo) -> bool {
    let Some((first, _)) = path.split_once('/') else {
        return false;
    };
    let placeholder = path.contains(['*', '<', '>', '{', '}', '…', '$', '|', '=']) || path.contains("://");
    let shouted = path.split(['/', '.']).any(|part| part.len() > 2 && part.chars().all(|c| c.is_ascii_uppercase()));
    repo.has(first) && !placeholder && (!shouted || repo.has(path))
}

fn exists(path: &str, folder: &str, repo: &Repo) -> bool {
    let from_here = join(folder, path);
    repo.has(path) || from_here.is_none_or(|path| path.is_empty() || repo.has(&path))
}

/// A path from the root; `None` where it leads out of the repository.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
