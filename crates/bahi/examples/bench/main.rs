//! Every stage beside a rival, in one run: `cargo run --release -p bahi --example bench`, from the root of the repository.
//!
//! Prints JSON, a row for each measure; `cargo xtask bench` makes a table of it. With `--misses` it says what searches did not find. Both of a row are measured by turns and by the
//! processor time of their thread, so that other work on the machine slows both alike; the better of the rounds counts.

mod clock;
mod finding;
mod pages;
mod texts;

use serde::Serialize;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What a stage is measured by.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The stage.
    pub stage: &'static str,
    /// What is counted, with its unit.
    pub what: String,
    /// By this program.
    pub ours: f64,
    /// What it is compared with; empty for nothing.
    pub rival: &'static str,
    /// By that.
    pub theirs: Option<f64>,
    /// Whether more is better.
    pub more: bool,
}

type Fails<T> = Result<T, Box<dyn Error>>;

fn main() -> Fails<()> {
    let reports = read_all(&["eval/dev-a", "eval/dev-c"], "txt")?;
    let html = read_all(&["fixtures/pages"], "html")?;
    let mut rows = texts::rows(&reports)?;
    rows.extend(pages::rows(&html)?);
    rows.extend(finding::rows()?);
    println!("{}", serde_json::to_string_pretty(&rows)?);
    Ok(())
}

/// The files of some folders, in order of their names.
fn read_all(folders: &[&str], ending: &str) -> Fails<Vec<String>> {
    let mut paths: Vec<PathBuf> = vec![];
    for folder in folders {
        list(Path::new(folder), ending, &mut paths)?;
    }
    paths.sort();
    if paths.is_empty() {
        return Err(format!("no files in {folders:?}; run this from the root of the repository").into());
    }
    Ok(paths
        .iter()
        .map(|path| fs::read(path).map(|b| String::from_utf8_lossy(&b).into_owned()))
        .collect::<Result<_, _>>()?)
}

fn list(folder: &Path, ending: &str, out: &mut Vec<PathBuf>) -> Fails<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, ending, out)?;
        } else if path.extension().is_some_and(|e| e == ending) {
            out.push(path);
        }
    }
    Ok(())
}
