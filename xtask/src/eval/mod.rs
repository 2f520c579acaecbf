//! `cargo xtask eval`: the figures of the gold sets may rise by themselves and sink only by decision.

mod figures;
mod floors;

use anyhow::bail;
use figures::{Figures, GoldSet};
use floors::Floors;
use std::path::Path;

/// Figures are compared at the precision at which they are kept.
const SLACK: f64 = 1e-9;

/// Why the figures cannot be compared here, if so.
pub fn missing(root: &Path) -> Option<String> {
    if !root.join("eval/floors.toml").is_file() {
        return Some("there is no eval/floors.toml; cargo xtask eval --update writes it".into());
    }
    figures::sets(root).is_empty().then(|| "there is no gold set in eval/".into())
}

/// Measures every set and compares, or moves the floors.
pub fn run(root: &Path, options: &[&str]) -> anyhow::Result<bool> {
    let (mut update, mut allow_lower) = (false, false);
    for option in options {
        match *option {
            "--update" => update = true,
            "--allow-lower" => allow_lower = true,
            other => bail!("no option `{other}`; there are --update and --allow-lower"),
        }
    }
    if allow_lower && !update {
        bail!("--allow-lower goes with --update");
    }
    let path = root.join("eval/floors.toml");
    let mut floors = Floors::load(&path)?;
    let measured = measure(root, &floors)?;
    if update {
        for (set, figures) in &measured {
            floors.move_to(set, figures, allow_lower);
        }
        floors.save(&path)?;
    }
    Ok(compare(&floors, &measured))
}

/// The figures of every set that is present; a set with floors that is absent is told of.
fn measure(root: &Path, floors: &Floors) -> anyhow::Result<Vec<(String, Figures)>> {
    let sets = figures::sets(root);
    for name in floors.names().filter(|name| sets.iter().all(|set| set.name != **name)) {
        println!("skipped: the set {name} is not here");
    }
    sets.into_iter().map(|set: GoldSet| Ok((set.name.clone(), figures::measure(root, &set)?))).collect()
}

/// Prints every figure with its floor; answers whether none is below.
fn compare(floors: &Floors, measured: &[(String, Figures)]) -> bool {
    let mut well = true;
    for (set, figures) in measured {
        println!("{set}");
        for (name, value) in figures {
            match floors.get(set, name) {
                Some(floor) if value + SLACK < floor => {
                    println!("  {name:34} {value:.3}  BELOW {floor:.3}");
                    well = false;
                }
                Some(floor) => println!("  {name:34} {value:.3}  >= {floor:.3}"),
                None => println!("  {name:34} {value:.3}"),
            }
        }
        for name in floors.figures(set).filter(|name| !figures.contains_key(*name)) {
            println!("  {name:34} not measured any more: mend the name in eval/floors.toml");
            well = false;
        }
    }
    if !well {
        println!("figures have sunk; mend the reading, or lower a floor with: cargo xtask eval --update --allow-lower");
    }
    well
}
