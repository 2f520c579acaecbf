//! `eval/figures.json`: what was measured last, from which `docs/accuracy.md` is made.

use super::figures::Counts;
use super::pins::Pins;
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Where it stands.
pub const FILE: &str = "eval/figures.json";

/// Sets of which examples are shown: their reports are ours.
const SHOWN: [&str; 3] = ["dev-a", "dev-c", "dev-en"];

/// A longer sentence tells less.
const LONGEST: usize = 260;

/// What was measured, and with what.
#[derive(Debug, Default, PartialEq)]
pub struct Record {
    /// Fingerprints.
    pub measured: Pins,
    /// Right and of how many, by set and measure.
    pub sets: BTreeMap<String, Counts>,
    /// Examples of what is read wrongly, by set.
    pub misses: BTreeMap<String, Vec<Miss>>,
}

/// One thing that was read otherwise than the gold says.
#[derive(Debug, Clone, PartialEq)]
pub struct Miss {
    /// The measure that it counts against.
    pub measure: String,
    /// File of the report, what the gold says, what was read, and the sentence.
    pub parts: [String; 4],
}

const PARTS: [&str; 4] = ["report", "gold", "read", "words"];

impl Record {
    /// Reads the text of the file.
    pub fn parse(text: &str) -> anyhow::Result<Record> {
        let value: Value = serde_json::from_str(text)?;
        let pins = value["measured"].as_object().into_iter().flatten();
        let measured =
            pins.map(|(name, print)| (name.clone(), print.as_str().unwrap_or_default().to_owned())).collect();
        let mut record = Record { measured, ..Record::default() };
        for (set, counts) in value["sets"].as_object().into_iter().flatten() {
            let counts = counts.as_object().into_iter().flatten();
            let pair = |count: &Value| Some((count.get(0)?.as_f64()?, count.get(1)?.as_f64()?));
            let counts = counts.filter_map(|(name, count)| Some((name.clone(), pair(count)?))).collect();
            record.sets.insert(set.clone(), counts);
        }
        for (set, misses) in value["misses"].as_object().into_iter().flatten() {
            let misses = misses.as_array().into_iter().flatten().filter_map(miss).collect();
            record.misses.insert(set.clone(), misses);
        }
        Ok(record)
    }

    /// The text of the file.
    pub fn print(&self) -> String {
        let sets: BTreeMap<&String, Value> = self
            .sets
            .iter()
            .map(|(set, counts)| {
                (set, counts.iter().map(|(name, count)| (name.clone(), json!([count.0, count.1]))).collect())
            })
            .collect();
        let shown = |miss: &Miss| {
            let parts = PARTS.iter().zip(&miss.parts).map(|(name, part)| ((*name).to_owned(), json!(part)));
            let all: serde_json::Map<String, Value> =
                [("measure".to_owned(), json!(miss.measure))].into_iter().chain(parts).collect();
            Value::Object(all)
        };
        let misses: BTreeMap<&String, Vec<Value>> =
            self.misses.iter().map(|(set, misses)| (set, misses.iter().map(shown).collect())).collect();
        let whole = json!({ "measured": self.measured, "sets": sets, "misses": misses });
        format!("{whole:#}\n")
    }
}

fn miss(value: &Value) -> Option<Miss> {
    let part = |name: &str| Some(value[name].as_str()?.to_owned());
    let [report, gold, read, words] = PARTS;
    Some(Miss { measure: part("measure")?, parts: [part(report)?, part(gold)?, part(read)?, part(words)?] })
}

/// For each measure the first thing that a set of reports is read wrongly in, where a sentence of usual length shows it.
pub fn examples(root: &Path, set: &str) -> anyhow::Result<Vec<Miss>> {
    if !SHOWN.contains(&set) {
        return Ok(vec![]);
    }
    let folder = format!("eval/{set}");
    let mut command = Command::new(env!("CARGO"));
    command.args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "bahi-cli",
        "--bin",
        "bahi",
        "--",
        "eval",
        "--misses",
        "--json",
    ]);
    let run = command.args([&format!("{folder}/gold.json"), &folder]).current_dir(root).output()?;
    if !matches!(run.status.code(), Some(0 | 1)) {
        bail!("looking for misses of {set} failed:\n{}", String::from_utf8_lossy(&run.stderr));
    }
    let all: Vec<Value> = serde_json::from_slice(&run.stdout).context("looking for misses gave no JSON")?;
    let mut chosen: Vec<Miss> = vec![];
    for miss in all.iter().filter_map(miss) {
        let told = !miss.parts[3].is_empty() && miss.parts[3].chars().count() <= LONGEST;
        if told && chosen.iter().all(|other| other.measure != miss.measure) {
            chosen.push(miss);
        }
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_is_the_same_after_writing_and_reading() {
        let miss = Miss { measure: "place".into(), parts: ["1.txt", "Paris", "", "«In Paris»"].map(String::from) };
        let record = Record {
            measured: [("dev-a".to_owned(), "0f".to_owned())].into(),
            sets: [("dev-a".to_owned(), Counts::from([("place".to_owned(), (3.0, 4.0))]))].into(),
            misses: [("dev-a".to_owned(), vec![miss])].into(),
        };
        assert_eq!(Record::parse(&record.print()).unwrap(), record);
    }
}
