//! `eval/floors.toml`: for each set the least that each figure may be.

use super::figures::Figures;
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

const HEAD: &str = "\
# The least that each figure of each gold set may be. `cargo xtask eval --update` raises these to what is reached;
# lowering one is a decision, made with `--allow-lower` and explained in the commit.
";

/// Floors by set and figure.
#[derive(Debug, Default, PartialEq)]
pub struct Floors {
    sets: BTreeMap<String, BTreeMap<String, f64>>,
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

    fn parse(text: &str) -> anyhow::Result<Floors> {
        Ok(Floors { sets: toml::from_str(text)? })
    }

    /// Writes the file.
    pub fn save(&self, path: &Path) -> anyhow::Result<()> {
        std::fs::write(path, self.print()).with_context(|| path.display().to_string())
    }

    fn print(&self) -> String {
        let mut out = String::from(HEAD);
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

    /// Moves the floors of a set to the present figures: upwards, and downwards only where that is allowed.
    pub fn move_to(&mut self, set: &str, figures: &Figures, allow_lower: bool) {
        let floors = self.sets.entry(set.to_string()).or_default();
        for (name, value) in figures {
            // Cut, not rounded: a floor must not stand above the figure it was made from.
            let value = (value * 1000.0 + 1e-6).floor() / 1000.0;
            let floor = floors.entry(name.clone()).or_insert(value);
            if value > *floor || allow_lower {
                *floor = value;
            }
        }
        if allow_lower {
            floors.retain(|name, _| figures.contains_key(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_rise_by_themselves_and_sink_only_when_allowed() {
        let mut floors = Floors::parse("[a]\n\"place\" = 0.8\n\"date\" = 0.5\n").unwrap();
        let figures = Figures::from([("place".into(), 0.7), ("date".into(), 2.0 / 3.0)]);
        floors.move_to("a", &figures, false);
        assert_eq!((floors.get("a", "place"), floors.get("a", "date")), (Some(0.8), Some(0.666)));
        floors.move_to("a", &figures, true);
        assert_eq!(floors.get("a", "place"), Some(0.7));
        assert_eq!(Floors::parse(&floors.print()).unwrap(), floors);
    }
}
