//! Lists the demo reports at build time, so that a report dropped into `demo/reports/` is part of the next build.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let variable = |name: &str| env::var_os(name).map(PathBuf::from).ok_or(io::Error::other("cargo sets it"));
    let reports = variable("CARGO_MANIFEST_DIR")?.join("../../demo/reports");
    println!("cargo:rerun-if-changed=build.rs");
    // Cargo rebuilds for ever where a watched path is missing, so the nearest folder that exists is watched.
    let watched = reports.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
    println!("cargo:rerun-if-changed={}", watched.display());
    let mut list = String::from("&[\n");
    for path in text_files(&reports)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = path.canonicalize()?;
        writeln!(list, "    ({name:?}, include_bytes!({:?})),", path.display().to_string())
            .map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    fs::write(variable("OUT_DIR")?.join("demo_reports.rs"), list)
}

fn text_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let mut files = vec![];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
