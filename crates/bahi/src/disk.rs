//! Reads a knowledge folder from disk, for those who edit it.

use crate::Problem;
use bahi_knowledge::RawStock;
use std::fs;
use std::path::{Path, PathBuf};

/// The raw stock of a folder, or every file that could not be read or parsed.
pub fn stock(dir: &Path) -> Result<RawStock, Vec<Problem>> {
    let version = fs::read_to_string(dir.join("VERSION")).map_err(|e| {
        vec![Problem {
            file: "VERSION".into(),
            line: 0,
            what: format!("{}: {e}", dir.display()),
            remedy: "name the folder that holds VERSION, world/ and lang/".into(),
        }]
    })?;
    let mut paths = Vec::new();
    collect(dir, &mut paths);
    paths.sort();
    let (mut files, mut sources, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        let name = path.strip_prefix(dir).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        match parse(&path) {
            Ok((value, text)) => {
                files.push((name.clone().into(), value.into()));
                sources.push((name, text));
            }
            Err((line, what)) => problems.push(Problem { file: name, line, what, remedy: "mend the TOML".into() }),
        }
    }
    if problems.is_empty() {
        Ok(RawStock { version: version.trim().to_owned(), files, sources, ..RawStock::default() })
    } else {
        Err(problems)
    }
}

fn collect(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, out);
        } else if path.extension().is_some_and(|e| e == "toml") {
            out.push(path);
        }
    }
}

// The content as JSON, and the text.
fn parse(path: &Path) -> Result<(String, String), (usize, String)> {
    let text = fs::read_to_string(path).map_err(|e| (0, e.to_string()))?;
    let value: toml::Value = toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(0, |s| 1 + text[..s.start.min(text.len())].matches('\n').count());
        (line, e.message().to_owned())
    })?;
    let json = serde_json::to_string(&value).map_err(|e| (0, e.to_string()))?;
    Ok((json, text))
}
