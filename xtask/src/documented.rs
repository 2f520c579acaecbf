//! The Python of the guide, run in the folder that its commands make: part of `cargo xtask clients`.

use anyhow::{Context, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The guide; its translation has the same blocks, which a test of the program compares.
const GUIDE: &str = "docs/guide/en.md";

/// The commands of the guide that its Python builds on.
const BEFORE: [&[&str]; 3] =
    [&["demo", "--to", "reports"], &["add", "reports"], &["export", "--to", "parquet", "-o", "columns"]];

/// Runs every block of Python; answers whether all ended well.
pub fn run(root: &Path, python: &Path) -> anyhow::Result<bool> {
    let guide = fs::read_to_string(root.join(GUIDE)).context(GUIDE)?;
    let folder = root.join("target/client-checks/guide");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    for words in BEFORE {
        let line = format!("bahi {}", words.join(" "));
        ensure!(
            guide.lines().any(|other| other == line),
            "{GUIDE} no longer has `{line}`; mend the list in {}",
            file!()
        );
        let status = Command::new(root.join("target/debug/bahi")).args(words).current_dir(&folder).status()?;
        ensure!(status.success(), "{line} ended with {status}");
    }
    let blocks = blocks(&guide, "python");
    ensure!(!blocks.is_empty(), "{GUIDE} has no Python");
    let mut well = true;
    for block in blocks {
        let output = Command::new(python).args(["-c", &block]).current_dir(&folder).output()?;
        well &= output.status.success();
        if !output.status.success() {
            println!("{GUIDE}: its Python fails:\n{block}\n{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    println!("-- the Python of {GUIDE}: {}", if well { "runs" } else { "FAILS" });
    Ok(well)
}

/// What stands in the fenced blocks of a kind.
fn blocks(text: &str, kind: &str) -> Vec<String> {
    let fence = format!("```{kind}\n");
    text.split(&fence).skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn blocks_of_a_kind_are_found() {
        let text = "a\n```python\nx\ny\n```\nb\n```sh\nz\n```\n```python\nw\n```\n";
        assert_eq!(blocks(text, "python"), ["x\ny", "w"]);
    }
}
