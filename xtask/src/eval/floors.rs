//! `eval/floors.toml`: for each set the least that each figure may be, with what it was measured with.

use super::figures::Figures;
use super::pins::Pins;
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::path::Path;

const HEAD: &str = "\
# The least that each figure of each gold set may be. `cargo xtask eval --update` raises these to what is reached;
# lowering one is a decision, made with `--allow-lower REASON`, which `lowered` keeps, and explained in the commit.
# `measured` has the fingerprints of the sets and of the knowledge with which that was done last.
";

/// Tables of the file that are no sets.
const MEASURED: &str = "measured";
const LOWERED: &str = "lowered";

/// Floors by set and figure.
#[derive(Debug, Default, PartialEq)]
pub struct Floors {
    sets: BTreeMap<String, BTreeMap<String, f64>>,
    /// With what they were measured.
    pub measured: Pins,
    lowered: BTreeMap<String, String>,
}

impl Floors {
    /// Reads the file; none is no floors.
    pub fn load(path: &Path) -> anyhow::Result<Floors> {
        if !path.exists() {
            return Ok(Floors::default());
        }
        let text = std::fs::read_to_string(path)?;
        Floors::parse(&text).with_context(|| format!("{} is not a table of figures per set", path.display()))
    }

    /// Reads the text of the file.
    pub fn parse(text: &str) -> anyhow::Result<Floors> {
        let mut floors = Floors::default();
        let tables: BTreeMap<String, BTreeMap<String, toml::Value>> = toml::from_str(text)?;
        for (table, entries) in tables {
            for (name, value) in entries {
                match (table.as_str(), &value) {
                    (MEASURED, toml::Value::String(print)) => drop(floors.measured.insert(name, print.clone())),
                    (LOWERED, toml::Value::String(why)) => drop(floors.lowered.insert(name, why.clone())),
                    (_, toml::Value::Float(floor)) => {
                        floors.sets.entry(table.clone()).or_default().insert(name, *floor);
                    }
                    _ => bail!("[{table}] \"{name}\" = {value} is neither a figure nor a fingerprint"),
                }
            }
        }
        Ok(floors)
    }

    /// Writes the file.
    pub fn save(&self, path: &Path) -> anyhow::Result<()> {
        std::fs::write(path, self.print()).with_context(|| path.display().to_string())
    }

    fn print(&self) -> String {
        let mut out = String::from(HEAD);
        for (name, table) in [(MEASURED, &self.measured), (LOWERED, &self.lowered)] {
            if !table.is_empty() {
                out.push_str(&format!("\n[{name}]\n"));
            }
            for (key, value) in table {
                out.push_str(&format!("{key:?} = {value:?}\n"));
            }
        }
        for (set, figures) in &self.sets {
            out.push_str(&format!("\n[{set}]\n"));
            for (name, floor) in figures {
                out.push_str(&format!("\"{name}\" = {floor:.3}\n"));
            }
        }
        out
    }

    /// Names of the sets.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.sets.keys()
    }

    /// Names of the figures of a set.
    pub fn figures(&self, set: &str) -> impl Iterator<Item = &String> {
        self.sets.get(set).into_iter().flat_map(BTreeMap::keys)
    }

    /// The floor of a figure, where it has one.
    pub fn get(&self, set: &str, figure: &str) -> Option<f64> {
        self.sets.get(set)?.get(figure).copied()
    }

    /// Moves the floors of a set to the present figures: upwards, and downwards only for a reason, which is kept.
    pub fn move_to(&mut self, set: &str, figures: &Figures, lower: Option<&str>) {
        let floors = self.sets.entry(set.to_string()).or_default();
        for (name, value) in figures {
            // Cut, not rounded: a floor must not stand above the figure it was made from.
            let value = (value * 1000.0 + 1e-6).floor() / 1000.0;
            let floor = floors.entry(name.clone()).or_insert(value);
            if let (true, Some(why)) = (value < *floor, lower) {
                self.lowered.insert(format!("{set}: {name}"), format!("{floor:.3} to {value:.3}: {why}"));
                *floor = value;
            }
            *floor = floor.max(value);
        }
        if lower.is_some() {
            floors.retain(|name, _| figures.contains_key(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_rise_by_themselves_and_sink_only_for_a_reason() {
        let text = "[measured]\n\"a\" = \"0f\"\n[a]\n\"place\" = 0.8\n\"date\" = 0.5\n";
        let mut floors = Floors::parse(text).unwrap();
        assert_eq!(floors.measured["a"], "0f");
        let figures = Figures::from([("place".into(), 0.7), ("date".into(), 2.0 / 3.0)]);
        floors.move_to("a", &figures, None);
        assert_eq!((floors.get("a", "place"), floors.get("a", "date")), (Some(0.8), Some(0.666)));
        assert!(!floors.print().contains("lowered]"));
        floors.move_to("a", &figures, Some("the gold was wrong"));
        assert_eq!(floors.get("a", "place"), Some(0.7));
        assert!(floors.print().contains("\"a: place\" = \"0.800 to 0.700: the gold was wrong\""), "{}", floors.print());
        assert_eq!(Floors::parse(&floors.print()).unwrap(), floors);
        assert!(Floors::parse("[a]\n\"place\" = \"well\"\n").is_err());
    }
}
