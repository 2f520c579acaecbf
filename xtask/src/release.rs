//! The program as it is given away: built, and no larger than it may be.

use crate::test::{End, passed};
use anyhow::{Context, ensure};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Bytes of the program at most, however it is built.
pub const LARGEST: u64 = 40_000_000;

/// Builds the program and weighs it.
pub fn run(root: &Path) -> End {
    passed(program(root).and_then(|program| weigh(&program, LARGEST)).map(|()| true))
}

/// Builds the program; gives where it is.
pub fn program(root: &Path) -> anyhow::Result<PathBuf> {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--release", "--package", "bahi-cli", "--quiet", "--message-format=json-render-diagnostics"]);
    let build = build.current_dir(root).stderr(Stdio::inherit()).output()?;
    ensure!(build.status.success(), "the program cannot be built");
    let told = String::from_utf8_lossy(&build.stdout);
    let built = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let program = built.filter_map(|line| line["executable"].as_str().map(PathBuf::from)).next_back();
    program.context("cargo does not say where the program is")
}

/// Says how large a file is; one that is larger than it may be, or not there, is an error.
pub fn weigh(file: &Path, largest: u64) -> anyhow::Result<()> {
    let size = fs::metadata(file).with_context(|| file.display().to_string())?.len();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    println!("{name}: {:.1} MB of {:.0} MB", megabytes(size), megabytes(largest));
    ensure!(size > 0 && size <= largest, "{name} is larger than it may be; nm --size-sort shows what fills it");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::weigh;
    use std::path::Path;

    #[test]
    fn a_file_that_is_too_large_or_absent_is_an_error() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(weigh(&file, 100_000).is_ok());
        assert!(weigh(&file, 10).unwrap_err().to_string().contains("larger"));
        assert!(weigh(Path::new("absent"), 100_000).is_err());
    }
}
