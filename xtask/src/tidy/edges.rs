//! Who may import whom: the `Cargo.toml` of each crate against the list in `ARCHITECTURE.md`.

use super::Finding;
use super::files::Repo;
use std::collections::BTreeMap;

/// Where the list stands, one crate a line: `page → text`.
const LIST: &str = "ARCHITECTURE.md";

/// Compares the crates that each may name with those that it names outside tests.
pub fn check(repo: &Repo) -> Vec<Finding> {
    let text = |path: &str| repo.files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let allowed = allowed(text(LIST).unwrap_or_default());
    let mut findings = vec![];
    for file in repo.files.iter().filter(|file| file.path.starts_with("crates/") && file.path.ends_with("/Cargo.toml"))
    {
        let Some(own) = file.path.split('/').nth(1).map(short) else { continue };
        // Made for tests alone, and named by none but those.
        let Some(may) = allowed.get(own) else { continue };
        for (line, other) in named(&file.text).filter(|(_, other)| !may.contains(other)) {
            let what = format!("{own} names {other}, which the list in {LIST} does not allow");
            findings.push(Finding::new(&file.path, line, what, "take it out, or change the list and say why"));
        }
    }
    findings
}

fn short(name: &str) -> &str {
    name.strip_prefix("bahi-").unwrap_or(name)
}

/// The list: short names on both sides of an arrow; what stands in brackets is remark.
fn allowed(text: &str) -> BTreeMap<&str, Vec<&str>> {
    let lines = text.lines().filter_map(|line| line.split_once(" → "));
    lines
        .filter(|(own, _)| !own.contains('`') && own.trim().chars().all(|c| c.is_ascii_lowercase()))
        .map(|(own, list)| (own.trim(), list.split('(').next().unwrap_or_default().split(',').map(str::trim).collect()))
        .collect()
}

/// Our crates that a manifest names outside `dev-dependencies`, each with its line.
fn named(manifest: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut section = "";
    manifest.lines().enumerate().filter_map(move |(index, line)| {
        if line.starts_with('[') {
            section = line;
        }
        let crate_name = line.split(['.', ' ', '=']).next().unwrap_or_default();
        let ours = crate_name == "bahi" || crate_name.starts_with("bahi-");
        (section == "[dependencies]" && ours).then(|| (index + 1, short(crate_name)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::*;

    #[test]
    fn a_crate_names_only_what_the_list_allows() {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let files = vec![
            file(LIST, "`a → b` means\npage       → text\nweb        → bahi, knowledge   (names of both)\n"),
            file("crates/bahi-page/Cargo.toml", "[dependencies]\nbahi-text.workspace = true\nbahi-knowledge = \"1\"\n"),
            file(
                "crates/bahi-web/Cargo.toml",
                "[dependencies]\nbahi.workspace = true\n[dev-dependencies]\nbahi-page = \"1\"\n",
            ),
        ];
        let found = check(&Repo { files, ..Repo::default() });
        assert_eq!(found.len(), 1);
        assert!(found[0].what.starts_with("page names knowledge") && found[0].line == 3, "{found:?}");
    }
}
