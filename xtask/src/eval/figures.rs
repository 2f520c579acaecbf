//! The figures of a gold set, as `bahi eval` prints them, and those worked out from them.

use anyhow::{Context, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Share of right ones by figure.
pub type Figures = BTreeMap<String, f64>;

/// A set that is measured.
pub struct GoldSet {
    /// Name of its table in the floors.
    pub name: String,
    what: What,
}

enum What {
    /// A gold reading, and the folder of its reports.
    Reports(PathBuf, PathBuf),
    /// The folder of pairs of names, and of queries for names.
    Names(PathBuf),
    /// The folder of texts with the words that call somebody.
    Reference(PathBuf),
    /// A folder of HTML pages with what should be read from them.
    Pages(PathBuf),
}

/// Every set of `eval/`, and the seeds where they are present.
pub fn sets(root: &Path) -> Vec<GoldSet> {
    let entries = std::fs::read_dir(root.join("eval")).into_iter().flatten().flatten();
    let set = |folder: PathBuf| {
        let name = folder.file_name()?.to_string_lossy().into_owned();
        let gold = folder.join("gold.json");
        let what = match gold.is_file() {
            true => What::Reports(gold, folder),
            false if folder.join("texts.toml").is_file() => What::Reference(folder),
            false => What::Names(folder.join("queries.csv").is_file().then_some(folder)?),
        };
        Some(GoldSet { name, what })
    };
    let mut sets: Vec<GoldSet> = entries.filter_map(|entry| set(entry.path())).collect();
    let seeds = root.join("../shared/gold/seeds.json");
    if seeds.is_file() {
        sets.push(GoldSet { name: "seeds".into(), what: What::Reports(seeds, root.join("../shared/seeds")) });
    }
    for (name, folder) in [("pages", "fixtures/pages"), ("pages-dev", "../shared/data/pages")] {
        let folder = root.join(folder);
        if folder.is_dir() {
            sets.push(GoldSet { name: name.into(), what: What::Pages(folder) });
        }
    }
    sets.sort_by(|a, b| a.name.cmp(&b.name));
    sets
}

/// Measures a set: reports one by one and across reports, or names.
pub fn measure(root: &Path, set: &GoldSet) -> anyhow::Result<Counts> {
    Ok(match &set.what {
        What::Reports(gold, folder) => {
            let mut counts = eval(root, set, &[gold, folder])?;
            counts.extend(eval(root, set, &[Path::new("--across"), gold, folder])?);
            counts
        }
        What::Names(folder) => eval(root, set, &[Path::new("--names"), folder])?,
        What::Reference(folder) => eval(root, set, &[Path::new("--reference"), folder])?,
        What::Pages(folder) => pages(root, set, folder)?,
    })
}

/// Right and of how many, by measure.
pub type Counts = BTreeMap<String, (f64, f64)>;

fn eval(root: &Path, set: &GoldSet, arguments: &[&Path]) -> anyhow::Result<Counts> {
    let program = ["--package", "bahi-cli", "--bin", "bahi", "--", "eval", "--json"];
    counts(root, set, &program, arguments)
}

fn pages(root: &Path, set: &GoldSet, folder: &Path) -> anyhow::Result<Counts> {
    counts(root, set, &["--package", "bahi-page", "--example", "pages", "--"], &[folder])
}

/// Runs a program of the workspace that prints counts as JSON.
fn counts(root: &Path, set: &GoldSet, program: &[&str], arguments: &[&Path]) -> anyhow::Result<Counts> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--release", "--quiet"]).args(program);
    let run = command.args(arguments).current_dir(root).output()?;
    if !run.status.success() {
        bail!("measuring failed on {}:\n{}", set.name, String::from_utf8_lossy(&run.stderr));
    }
    let counts: BTreeMap<String, Value> = serde_json::from_slice(&run.stdout).context("measuring gave no JSON")?;
    let pair = |value: &Value| Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?));
    Ok(counts.iter().filter_map(|(name, value)| Some((name.clone(), pair(value)?))).collect())
}

/// Shares, the F1 of every pair of recall and precision, and how sparing the conflicts are.
pub fn shares(counts: &Counts) -> Figures {
    let share = |(right, of): (f64, f64)| right / of.max(1.0);
    let mut figures = Figures::new();
    for (name, count) in counts.iter().filter(|(name, count)| count.1 > 0.0 && *name != "conflicts raised") {
        figures.insert(name.clone(), share(*count));
    }
    for (name, recall) in counts {
        let Some(stem) = name.strip_suffix(" recall") else {
            continue;
        };
        if let Some(precision) = counts.get(&format!("{stem} precision")).filter(|count| recall.1 + count.1 > 0.0) {
            let (recall, precision) = (share(*recall), share(*precision));
            let f1 = 2.0 * recall * precision / (recall + precision);
            figures.insert(format!("{stem} F1"), if f1.is_nan() { 0.0 } else { f1 });
        }
    }
    if let (Some(found), Some(raised)) = (counts.get("conflicts found"), counts.get("conflicts raised")) {
        let sparing = if raised.1 > 0.0 { (found.1 / raised.1).min(1.0) } else { 1.0 };
        figures.insert("gold conflicts per conflict raised".into(), sparing);
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_and_sparing_are_worked_out() {
        let counts = Counts::from([
            ("statement recall".into(), (1.0, 2.0)),
            ("statement precision".into(), (1.0, 1.0)),
            ("delivery recall".into(), (0.0, 3.0)),
            ("delivery precision".into(), (0.0, 0.0)),
            ("conflicts found".into(), (3.0, 4.0)),
            ("conflicts raised".into(), (8.0, 8.0)),
        ]);
        let figures = shares(&counts);
        assert_eq!(figures["statement F1"], 2.0 / 3.0);
        assert_eq!(figures["delivery F1"], 0.0);
        assert_eq!(figures["gold conflicts per conflict raised"], 0.5);
        assert!(!figures.contains_key("conflicts raised") && !figures.contains_key("delivery precision"));
    }
}
