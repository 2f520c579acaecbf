//! Editors complete by JSON Schema: each file of `knowledge/` has exactly one in `.taplo.toml`, and each schema has files.

use super::Finding;
use super::files::{File, Repo};

/// Where globs are given their schemas.
const TABLE: &str = ".taplo.toml";

/// A glob with its schema, and the line of the glob.
struct Rule {
    glob: String,
    schema: String,
    line: usize,
}

/// Looks for files of no schema or of two, globs that match nothing, schemas that are not there or that nobody uses.
pub fn check(repo: &Repo) -> Vec<Finding> {
    let ours = |file: &&File| file.is_in("knowledge") && file.ending() == "toml";
    let Some(table) = repo.files.iter().find(|file| file.path == TABLE) else {
        let missing = repo.files.iter().any(|file| ours(&file));
        let finding = || Finding::new(TABLE, 0, "is not there", "give each file of knowledge/ its schema in it");
        return missing.then(finding).into_iter().collect();
    };
    let rules = match rules(&table.text) {
        Ok(rules) => rules,
        Err(what) => return vec![Finding::new(TABLE, 0, what, "mend the TOML")],
    };
    let mut findings = vec![];
    for file in repo.files.iter().filter(ours) {
        match rules.iter().filter(|rule| matches(&rule.glob, &file.path)).count() {
            0 => findings.push(Finding::new(&file.path, 0, "has no schema", "add a rule for it to .taplo.toml")),
            1 => {}
            _ => {
                findings.push(Finding::new(&file.path, 0, "has two schemas", "make the globs of .taplo.toml narrower"));
            }
        }
    }
    for rule in &rules {
        if !repo.files.iter().any(|file| matches(&rule.glob, &file.path)) {
            let what = format!("no file matches {}", rule.glob);
            findings.push(Finding::new(TABLE, rule.line, what, "mend the glob or take the rule out"));
        }
        if !repo.has(&rule.schema) {
            let what = format!("{} is not there", rule.schema);
            findings.push(Finding::new(TABLE, rule.line, what, "write the schema or mend its path"));
        }
    }
    let schemas = repo.files.iter().filter(|file| file.is_in("knowledge/schema") && file.ending() == "json");
    for file in schemas.filter(|file| !rules.iter().any(|rule| rule.schema == file.path)) {
        findings.push(Finding::new(&file.path, 0, "no file is of this schema", "add a rule for it to .taplo.toml"));
    }
    findings
}

fn rules(text: &str) -> Result<Vec<Rule>, String> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    let mut out = vec![];
    for rule in table.get("rule").and_then(|rules| rules.as_array()).into_iter().flatten() {
        let schema = rule.get("schema").and_then(|s| s.get("path")).and_then(|p| p.as_str()).unwrap_or_default();
        for glob in rule.get("include").and_then(|g| g.as_array()).into_iter().flatten().filter_map(|g| g.as_str()) {
            let line = text.lines().position(|line| line.contains(&format!("\"{glob}\""))).map_or(0, |at| at + 1);
            out.push(Rule { glob: glob.to_owned(), schema: schema.to_owned(), line });
        }
    }
    Ok(out)
}

/// Whether a path matches a glob whose `*` stands for any characters of one name.
fn matches(glob: &str, path: &str) -> bool {
    let (globs, names): (Vec<&str>, Vec<&str>) = (glob.split('/').collect(), path.split('/').collect());
    globs.len() == names.len() && globs.iter().zip(names).all(|(glob, name)| fits(glob, name))
}

fn fits(glob: &str, name: &str) -> bool {
    match glob.split_once('*') {
        None => glob == name,
        Some((before, after)) => {
            let rest = name.strip_prefix(before).filter(|rest| rest.len() >= after.len());
            rest.is_some_and(|rest| rest.ends_with(after))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(table: &str, files: &[&str]) -> Vec<String> {
        let mut repo = Repo::default();
        for (path, text) in files.iter().map(|path| (*path, "")).chain([(TABLE, table)]) {
            repo.files.push(File { path: path.to_owned(), text: text.to_owned() });
            repo.paths.insert(path.to_owned());
        }
        check(&repo).iter().map(ToString::to_string).collect()
    }

    const TABLE_OF_ONE: &str =
        "[[rule]]\ninclude = [\"knowledge/world/bodies/*.toml\"]\nschema = { path = \"knowledge/schema/body.json\" }\n";

    #[test]
    fn each_file_with_one_schema_is_well() {
        let files = ["knowledge/world/bodies/sco.toml", "knowledge/schema/body.json", "knowledge/README.md"];
        assert_eq!(findings(TABLE_OF_ONE, &files), Vec::<String>::new());
    }

    #[test]
    fn files_without_one_and_globs_without_files_are_told() {
        let found = findings(TABLE_OF_ONE, &["knowledge/world/new/sco.toml", "knowledge/schema/new.json"]);
        assert_eq!(
            found,
            [
                "knowledge/world/new/sco.toml: has no schema; add a rule for it to .taplo.toml",
                ".taplo.toml:2: no file matches knowledge/world/bodies/*.toml; mend the glob or take the rule out",
                ".taplo.toml:2: knowledge/schema/body.json is not there; write the schema or mend its path",
                "knowledge/schema/new.json: no file is of this schema; add a rule for it to .taplo.toml",
            ]
        );
    }

    #[test]
    fn a_file_of_two_schemas_is_told() {
        let files = ["knowledge/world/bodies/sco.toml", "knowledge/schema/body.json"];
        let twice = format!("{TABLE_OF_ONE}{}", TABLE_OF_ONE.replace("bodies/*", "*/sco"));
        let found = findings(&twice, &files);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("has two schemas"), "{found:?}");
    }

    #[test]
    fn the_files_of_this_repository_have_one_each() {
        let repo = Repo::load(&crate::root()).expect("the repository");
        assert_eq!(check(&repo), []);
    }
}
