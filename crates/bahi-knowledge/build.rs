//! Turns every TOML file below `knowledge/` into JSON that the library embeds, so that no file is listed by hand, and makes
//! the index of the stock, so that no word is cut when the program starts.

// The library's own modules; only what makes an index is called.
#![allow(dead_code, unused_imports)]

#[path = "src/cut.rs"]
mod cut;
#[path = "src/derived.rs"]
mod derived;
#[path = "src/folded.rs"]
mod folded;
#[path = "src/frames.rs"]
mod frames;
#[path = "src/index.rs"]
mod index;
#[path = "src/later.rs"]
mod later;
#[path = "src/lexicon.rs"]
mod lexicon;
#[path = "src/names.rs"]
mod names;
#[path = "src/pack.rs"]
mod pack;
#[path = "src/people.rs"]
mod people;
#[path = "src/shared.rs"]
mod shared;
#[path = "src/sounds.rs"]
mod sounds;
#[path = "src/stock.rs"]
mod stock;
#[path = "src/terms.rs"]
mod terms;
#[path = "src/words.rs"]
mod words;
#[path = "src/world.rs"]
mod world;

use names::Names;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut entries: Vec<(String, usize, usize, usize)> = Vec::new();
    let (mut texts, mut texts_of_names) = (String::new(), String::new());
    let mut values = Vec::new();
    for path in files {
        println!("cargo:rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let data: toml::Value = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let relative = path.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/");
        let data = serde_json::to_value(data).expect("TOML is JSON too");
        // Kept as text, so that a file is parsed only where it is asked for.
        let texts = if stock::is_of_names(&relative) { &mut texts_of_names } else { &mut texts };
        let from = texts.len();
        texts.push_str(&data.to_string());
        entries.push((relative.clone(), from, texts.len(), pack::things(&relative, &data).len()));
        values.push((relative, data));
    }
    let version = fs::read_to_string(root.join("VERSION")).expect("knowledge/VERSION").trim().to_owned();
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo")).join("knowledge.txt");
    make_index(&values, &out, stock::FIRST, "");
    let people = people::pack(&stock_in(&values, stock::FIRST));
    fs::write(out.with_file_name("people.bin.deflated"), folded::fold(&people)).expect("write people");
    fs::write(out.with_file_name("names.txt.deflated"), folded::fold(texts_of_names.as_bytes()))
        .expect("write the files of names");
    fs::write(out.with_file_name("ids.rs"), format!("{:?}", pack::KINDS.map(|kind| ids(&values, kind))))
        .expect("write the ids");
    fs::write(out.with_file_name("languages.rs"), others(&mut values, &out)).expect("write the languages");
    fs::write(&out, texts).expect("write the stock");
    fs::write(out.with_file_name("files.rs"), format!("({version:?}, &{entries:?})"))
        .expect("write the table of files");
    fs::write(out.with_file_name("codes.rs"), codes(&values)).expect("write the codes");
}

// Two rounds: the words that the first enters in the lexicon get symbols among the names of the second.
fn make_index(values: &[(String, serde_json::Value)], out: &Path, language: &str, mark: &str) {
    let stock = stock_in(values, language);
    stock.problems.iter().for_each(|problem| println!("cargo:warning={problem}"));
    let first = index::build(&stock, Names::new(pack::pack(values, &[], language).into()));
    let names = pack::pack(values, &first.lexicon.entered(), language);
    let index = index::build(&stock, Names::new(names.clone().into()));
    let (lexicon, entries) = index.lexicon.pack();
    let write = |name: &str, bytes: &[u8]| {
        fs::write(out.with_file_name(format!("{mark}{name}")), bytes).expect("write the index");
    };
    write("names.bin", &names);
    write("lexicon.bin", &lexicon);
    write("entries.json", &serde_json::to_vec(&entries).expect("entries are JSON"));
    write("index.json", &serde_json::to_vec(&index).expect("an index is JSON"));
}

fn stock_in(values: &[(String, serde_json::Value)], language: &str) -> stock::Stock {
    let files = values.iter().map(|(path, data)| (path.clone().into(), data.to_string().into())).collect();
    stock::Stock::new(stock::RawStock { files, language: language.to_owned(), ..stock::RawStock::default() })
}

// Every other folder below `lang/`, packed as the first language is; gives the table of them in Rust.
fn others(values: &mut Vec<(String, serde_json::Value)>, out: &Path) -> String {
    let languages = values.iter().filter_map(|v| stock::language_at(&v.0)).filter(|l| *l != stock::FIRST);
    let languages: Vec<String> = languages.map(str::to_owned).collect();
    let mut rows = String::new();
    for id in languages {
        values.extend(derived::names(values, &id));
        let mark = format!("{id}-");
        make_index(values, out, &id, &mark);
        let file = |kind: &str, name: &str| format!("include_{kind}!(concat!(env!(\"OUT_DIR\"), \"/{mark}{name}\"))");
        let (names, lexicon) = (file("bytes", "names.bin"), file("bytes", "lexicon.bin"));
        let (entries, index) = (file("str", "entries.json"), file("str", "index.json"));
        rows.push_str(&format!("({id:?}, {names}, {lexicon}, {entries}, {index}),"));
    }
    format!("&[{rows}]")
}

// Ids of a kind by their numbers, a line each.
fn ids(values: &[(String, serde_json::Value)], kind: &str) -> String {
    let folder = format!("world/{kind}/");
    let files = values.iter().filter(|(path, _)| path.starts_with(&folder));
    let things = files.flat_map(|(path, data)| pack::things(path, data));
    things.map(|thing| format!("{}\n", thing["id"].as_str().unwrap_or_default())).collect()
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
