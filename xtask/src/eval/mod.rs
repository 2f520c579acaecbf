//! `cargo xtask eval`: the figures of the gold sets may rise by themselves and sink only by decision.

pub mod document;
mod figures;
pub mod floors;
pub mod pins;
pub mod record;

use crate::tidy::files::Repo;
use anyhow::{Context, bail};
use figures::{Counts, Figures, shares};
use floors::Floors;
use pins::{KNOWLEDGE, Pins};
use record::Record;
use std::fs;
use std::path::Path;

/// Where the floors stand.
pub const FLOORS: &str = "eval/floors.toml";

/// Figures are compared at the precision at which they are kept.
const SLACK: f64 = 1e-9;

/// Why the figures cannot be compared here, if so.
pub fn missing(root: &Path) -> Option<String> {
    if !root.join(FLOORS).is_file() {
        return Some(format!("there is no {FLOORS}; cargo xtask eval --update writes it"));
    }
    figures::sets(root).is_empty().then(|| "there is no gold set in eval/".into())
}

/// Measures every set and compares, or moves the floors and writes what was measured.
pub fn run(root: &Path, options: &[&str]) -> anyhow::Result<bool> {
    let (update, lower) = match options {
        [] => (false, None),
        ["--update"] => (true, None),
        ["--update", "--allow-lower", why] if why.len() > 10 && !why.starts_with("--") => (true, Some(*why)),
        _ => bail!("there are --update and --update --allow-lower REASON, with a reason that others understand"),
    };
    let path = root.join(FLOORS);
    let mut floors = Floors::load(&path)?;
    let measured = measure(root, &floors)?;
    let pins = pins(root)?;
    if update {
        for (set, counts) in &measured {
            floors.move_to(set, &shares(counts), lower);
        }
        floors.measured.clone_from(&pins);
        floors.save(&path)?;
        write(root, &measured, pins.clone())?;
    }
    Ok(compare(&floors, &measured) & pinned(&floors, &pins))
}

/// The fingerprints of what is here.
fn pins(root: &Path) -> anyhow::Result<Pins> {
    Ok(Repo::load(root)?.pins())
}

/// The counts of every set that is present; a set with floors that is absent is told of.
fn measure(root: &Path, floors: &Floors) -> anyhow::Result<Vec<(String, Counts)>> {
    let sets = figures::sets(root);
    for name in floors.names().filter(|name| sets.iter().all(|set| set.name != **name)) {
        println!("skipped: the set {name} is not here");
    }
    sets.into_iter().map(|set| Ok((set.name.clone(), figures::measure(root, &set)?))).collect()
}

/// Writes what was measured, and the document that is made from it; what is not here keeps its figures.
fn write(root: &Path, measured: &[(String, Counts)], pins: Pins) -> anyhow::Result<()> {
    let file = root.join(record::FILE);
    let mut record = match fs::read_to_string(&file) {
        Ok(text) => Record::parse(&text).context(record::FILE)?,
        Err(_) => Record::default(),
    };
    record.measured = pins;
    for (set, counts) in measured {
        record.sets.insert(set.clone(), counts.clone());
        let examples = record::examples(root, set)?;
        if !examples.is_empty() {
            record.misses.insert(set.clone(), examples);
        }
    }
    fs::write(&file, record.print()).context(record::FILE)?;
    let document = root.join(document::FILE);
    let text = fs::read_to_string(&document).context(document::FILE)?;
    let filled = document::filled(&text, &record).with_context(|| format!("{} has lost its marks", document::FILE))?;
    fs::write(&document, filled).context(document::FILE)
}

/// Whether the sets are those that the floors were measured with; knowledge changes with every entry, so that is only told.
fn pinned(floors: &Floors, pins: &Pins) -> bool {
    let other = |name: &&String| floors.measured.get(*name) != pins.get(*name);
    let changed: Vec<&str> = pins.keys().filter(other).map(String::as_str).collect();
    if changed.contains(&KNOWLEDGE) {
        println!("the knowledge is not that of the floors; where figures rose: cargo xtask eval --update");
    }
    let sets: Vec<&str> = changed.into_iter().filter(|name| *name != KNOWLEDGE).collect();
    if !sets.is_empty() {
        println!("sets are not those of the floors: {}; measure anew with: cargo xtask eval --update", sets.join(", "));
    }
    sets.is_empty()
}

/// Prints every figure with its floor; answers whether none is below.
fn compare(floors: &Floors, measured: &[(String, Counts)]) -> bool {
    let mut well = true;
    for (set, counts) in measured {
        let figures: Figures = shares(counts);
        println!("{set}");
        for (name, value) in &figures {
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
            println!("  {name:34} not measured any more: mend the name in {FLOORS}");
            well = false;
        }
    }
    if !well {
        println!(
            "figures have sunk; mend the reading, or lower a floor: cargo xtask eval --update --allow-lower REASON"
        );
    }
    well
}
