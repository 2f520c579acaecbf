//! Other programs over the same pages.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::set::Case;
use crate::{Run, timed};

/// The crate `dom_smoothie`, as its documentation says to use it.
pub fn dom_smoothie(cases: &[Case], rounds: usize) -> Run {
    timed("crate dom_smoothie 0.19", cases, rounds, |case| {
        let read = dom_smoothie::Readability::new(case.html.as_str(), Some(&case.url), None);
        read.and_then(|mut r| r.parse()).map(|a| a.text_content.to_string()).unwrap_or_default()
    })
}

/// The crate `trafilatura`, with its usual options.
pub fn trafilatura(cases: &[Case], rounds: usize) -> Run {
    timed("crate trafilatura 0.6", cases, rounds, |case| {
        trafilatura::extract(&case.html, &trafilatura::Options::default()).map(|r| r.content_text).unwrap_or_default()
    })
}

/// trafilatura for Python, standard and precise, run by `python` on the same pages.
pub fn python(python: &Path, cases: &[Case]) -> Vec<Run> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("others.py");
    let input = std::env::temp_dir().join(format!("bahi-bench-pages-{}.json", std::process::id()));
    let pages: Vec<Value> = cases.iter().map(|c| json!({"html": c.html, "url": c.url})).collect();
    std::fs::write(&input, serde_json::to_vec(&pages).expect("JSON")).expect("a file for the pages");
    let output = Command::new(python).arg(script).arg(&input).stderr(Stdio::inherit()).output().expect("python runs");
    let _ = std::fs::remove_file(&input);
    let runs: Value = serde_json::from_slice(&output.stdout).expect("what others.py prints");
    let run = |run: &Value| Run {
        name: run["name"].as_str().unwrap_or_default().to_owned(),
        texts: run["texts"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|t| t.as_str().unwrap_or_default().to_owned())
            .collect(),
        rate: run["rate"].as_f64().unwrap_or_default(),
    };
    runs.as_array().into_iter().flatten().map(run).collect()
}
