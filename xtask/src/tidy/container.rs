//! The `Containerfile`: what it copies exists, and everything that the program is built of is copied.

use super::Finding;
use super::files::{File, Repo};
use std::path::{Component, Path, PathBuf};

const CONTAINER: &str = "Containerfile";
const IGNORED: &str = ".dockerignore";

/// Looks at the file of the container, where there is one.
pub fn check(repo: &Repo) -> Vec<Finding> {
    let Some(container) = repo.files.iter().find(|file| file.path == CONTAINER) else { return vec![] };
    let copied = copied(container);
    let ignored: Vec<&str> = repo.files.iter().filter(|f| f.path == IGNORED).flat_map(|f| f.text.lines()).collect();
    let mut findings = vec![];
    for (line, source) in &copied {
        if !repo.has(source) {
            findings.push(Finding::new(CONTAINER, *line, format!("{source} is not there"), "mend the path"));
        }
        if ignored.contains(&source.as_str()) {
            let what = format!("{source} is left out by {IGNORED}");
            findings.push(Finding::new(CONTAINER, *line, what, "take it out of that file"));
        }
    }
    for file in repo.files.iter().filter(|file| file.is_in("crates") && file.ending() == "rs" && is_built(&file.path)) {
        findings.extend(
            included(file)
                .filter(|(_, path)| {
                    !copied.iter().any(|(_, source)| path == source || path.starts_with(&format!("{source}/")))
                })
                .map(|(line, path)| {
                    let what = format!("{path} is built in, and the container does not have it");
                    Finding::new(&file.path, line, what, "copy it in Containerfile")
                }),
        );
    }
    findings.extend(of_another_rust(container, repo));
    findings
}

// Sources of COPY with their lines; those of an earlier stage are no files of ours.
fn copied(container: &File) -> Vec<(usize, String)> {
    let mut out = vec![];
    for (at, line) in container.text.lines().enumerate() {
        let Some(words) = line.strip_prefix("COPY ").filter(|words| !words.contains("--from=")) else { continue };
        let words: Vec<&str> = words.split_whitespace().filter(|word| !word.starts_with("--")).collect();
        let sources = words.split_last().map_or(&[][..], |(_, sources)| sources);
        out.extend(sources.iter().map(|source| (at + 1, source.trim_end_matches('/').to_owned())));
    }
    out
}

fn is_built(path: &str) -> bool {
    ["/src/", "/build.rs"].iter().any(|part| path.contains(part)) && !path.ends_with("/tests.rs")
}

// Files that the compiler reads into the program, from the root.
fn included(file: &File) -> impl Iterator<Item = (usize, String)> {
    let found = file.text.lines().enumerate().flat_map(|(at, line)| {
        let macros = ["include_str!(\"", "include_bytes!(\""].into_iter().filter_map(|name| line.split_once(name));
        macros.filter_map(|(_, rest)| rest.split_once('"')).map(move |(path, _)| (at + 1, path)).collect::<Vec<_>>()
    });
    found.map(|(line, path)| (line, from_root(&file.path, path)))
}

fn from_root(file: &str, path: &str) -> String {
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let mut out = PathBuf::new();
    for part in folder.join(path).components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out.to_string_lossy().replace('\\', "/")
}

// The oldest Rust that is promised is the one that the image is built by, so that the promise is kept.
fn of_another_rust(container: &File, repo: &Repo) -> Option<Finding> {
    let said = repo.files.iter().find(|file| file.path == "Cargo.toml")?;
    let version = said.text.lines().find_map(|line| line.strip_prefix("rust-version = "))?.trim_matches('"');
    let by = |line: &str| line.starts_with("FROM ") && line.contains("/rust:");
    let (at, line) = container.text.lines().enumerate().find(|(_, line)| by(line))?;
    let remedy = "build by the rust-version of Cargo.toml";
    (!line.contains(&format!("/rust:{version}-"))).then(|| Finding::new(CONTAINER, at + 1, "another Rust", remedy))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(container: &str, ignored: &str) -> Vec<String> {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let include = format!("const F: &str = include_str!({:?});\n", "../../../eval/floors.toml");
        let repo = Repo {
            files: vec![
                file(CONTAINER, container),
                file(IGNORED, ignored),
                file("crates/x/src/a.rs", &include),
                file("Cargo.toml", "rust-version = \"1.90\"\n"),
            ],
            paths: ["crates", "eval", "eval/floors.toml", "demo"].map(String::from).into(),
            ..Repo::default()
        };
        check(&repo).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_copied_exists_and_is_all_that_is_built_in() {
        let good = "FROM docker.io/library/rust:1.90-bookworm AS build\nCOPY crates crates\nCOPY eval eval\n\
                    COPY --from=build /bahi /bahi\n";
        assert_eq!(found(good, "target\n"), [""; 0]);
        let bad = "FROM docker.io/library/rust:1.95-bookworm AS build\nCOPY crates gone/ ./\nCOPY demo demo\n";
        assert_eq!(
            found(bad, "demo\n"),
            [
                "Containerfile:2: gone is not there; mend the path",
                "Containerfile:3: demo is left out by .dockerignore; take it out of that file",
                "crates/x/src/a.rs:1: eval/floors.toml is built in, and the container does not have it; copy it in \
                 Containerfile",
                "Containerfile:1: another Rust; build by the rust-version of Cargo.toml",
            ]
        );
    }
}
