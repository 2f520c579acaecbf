//! Turns every TOML file below `knowledge/` into JSON that the library embeds, so that no file is listed by hand.

#[path = "src/cut.rs"]
mod cut;
#[path = "src/pack.rs"]
mod pack;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut entries: Vec<(String, usize, usize)> = Vec::new();
    let mut texts = String::new();
    let mut values = Vec::new();
    for path in files {
        println!("cargo:rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let data: toml::Value = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let relative = path.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/");
        let data = serde_json::to_value(data).expect("TOML is JSON too");
        // Kept as text, so that a file is parsed only where it is asked for.
        let from = texts.len();
        texts.push_str(&data.to_string());
        entries.push((relative.clone(), from, texts.len()));
        values.push((relative, data));
    }
    let version = fs::read_to_string(root.join("VERSION")).expect("knowledge/VERSION").trim().to_owned();
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo")).join("knowledge.txt");
    fs::write(&out, texts).expect("write the stock");
    fs::write(out.with_file_name("files.rs"), format!("({version:?}, &{entries:?})"))
        .expect("write the table of files");
    fs::write(out.with_file_name("names.bin"), pack::pack(&values)).expect("write the names");
    fs::write(out.with_file_name("codes.rs"), codes(&values)).expect("write the codes");
}

// Codes of countries and ids of bodies with their English names, as a sorted table in Rust.
fn codes(values: &[(String, serde_json::Value)]) -> String {
    let named =
        values.iter().filter(|(path, _)| path.starts_with("world/countries/") || path.starts_with("world/bodies/"));
    let mut rows: Vec<(&str, &str)> =
        named.filter_map(|(_, v)| Some((v["id"].as_str()?, v["name"].as_str()?))).collect();
    rows.sort_unstable();
    format!("&{rows:?}")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("a readable folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
}
