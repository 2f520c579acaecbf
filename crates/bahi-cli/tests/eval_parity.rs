//! `bahi eval` and `score.py` print the same figures: on the seeds and the development sets, where they are present.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{bahi, code, root, stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Gold file and folder of reports of each set.
fn sets(shared: &Path) -> Vec<(PathBuf, PathBuf)> {
    let gold = shared.join("gold");
    vec![
        (gold.join("seeds.json"), shared.join("seeds")),
        (gold.join("dev-a/gold.json"), gold.join("dev-a")),
        (gold.join("dev-c/gold.json"), gold.join("dev-c")),
    ]
}

fn python_has(shared: &Path) -> bool {
    let python = Command::new("python3").arg("--version").output().is_ok_and(|run| run.status.success());
    shared.join("gold/score.py").exists() && python
}

fn score_py(shared: &Path, gold: &Path, folder: &Path, options: &[&str]) -> String {
    let mut command = Command::new("python3");
    command.arg(shared.join("gold/score.py")).args([gold, folder]).args(options);
    let run = command.args(["--bahi", env!("CARGO_BIN_EXE_bahi")]).env("PYTHONUTF8", "1").output().unwrap();
    assert!(run.status.success(), "{}", stderr(&run));
    stdout(&run)
}

#[test]
fn figures_are_those_of_score_py() {
    let shared = root().join("../shared");
    if !python_has(&shared) {
        eprintln!("skipped: needs python3 and ../shared/gold/score.py");
        return;
    }
    for (gold, folder) in sets(&shared) {
        for options in [&["--each"][..], &["--across"]] {
            let expected = score_py(&shared, &gold, &folder, options);
            let arguments = [&["eval", gold.to_str().unwrap(), folder.to_str().unwrap()], options].concat();
            let run = bahi(&arguments);
            assert_eq!(code(&run), 0, "{}", stderr(&run));
            let figures = shared_figures(&stdout(&run));
            assert_eq!(figures, expected, "{} {options:?}", gold.display());
        }
    }
}

/// Furniture and mentions of persons are measured by `bahi eval` alone.
fn shared_figures(figures: &str) -> String {
    let own = ["furniture ", "person mention "];
    let lines = figures.lines().filter(|line| !own.iter().any(|o| line.starts_with(o)));
    lines.map(|line| format!("{line}\n")).collect()
}
