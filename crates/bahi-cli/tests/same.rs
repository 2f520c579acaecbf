//! The same reports give the same bytes: by any number of threads, in any language, time zone, folder and order.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use bahi_corpus::{Corpus, Sort, Spec};
use common::{Folder, command, root, stderr};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What must not matter.
#[derive(Clone, Copy)]
struct Surroundings {
    threads: &'static str,
    language: &'static str,
    zone: &'static str,
    /// Whether the program runs in another folder.
    elsewhere: bool,
    /// Whether the files are named from the last to the first.
    backwards: bool,
}

const PLAIN: Surroundings =
    Surroundings { threads: "1", language: "C", zone: "UTC", elsewhere: false, backwards: false };

const OTHERS: [Surroundings; 4] = [
    Surroundings { threads: "2", language: "hi_IN.UTF-8", zone: "Asia/Kolkata", ..PLAIN },
    Surroundings { threads: "4", language: "tr_TR.UTF-8", zone: "America/Los_Angeles", ..PLAIN },
    Surroundings { threads: "4", elsewhere: true, ..PLAIN },
    Surroundings { threads: "2", backwards: true, ..PLAIN },
];

/// Reports of the tour, in English, and made-up ones, of which some are copies and some disagree.
fn reports(folder: &Folder) -> Vec<String> {
    let mut texts = vec![];
    for set in ["demo/reports", "eval/dev-en"] {
        let mut paths: Vec<PathBuf> = fs::read_dir(root().join(set)).unwrap().map(|e| e.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
        paths.sort();
        texts.extend(paths.into_iter().map(|path| fs::read_to_string(path).unwrap()));
    }
    // Of the same bytes under two paths the first is kept, so that there the order does matter.
    let corpus = Corpus::bundled().unwrap();
    let made = corpus.reports(Spec { reports: 80, seed: 5, broken: false }).filter(|r| r.sort == Sort::Fresh);
    texts.extend(made.map(|report| String::from_utf8(report.bytes).unwrap()));
    texts.iter().enumerate().map(|(n, text)| folder.file(&format!("in/{n:03}.txt"), text.as_bytes())).collect()
}

fn run(around: Surroundings, here: &Path, args: &[&str]) -> Vec<u8> {
    let mut command = command(args);
    command.env("BAHI_THREADS", around.threads).env("LANG", around.language).env("LC_ALL", around.language);
    let output = command.env("TZ", around.zone).env_remove("BAHI_LEDGER").current_dir(here).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    output.stdout
}

/// Everything that may be taken out of a ledger file, and what reading prints, by name.
fn all_of(around: Surroundings, name: &str, files: &[String]) -> BTreeMap<String, Vec<u8>> {
    let folder = Folder::new(name);
    let deep = Path::new(folder.path()).join("a/deeper/place");
    fs::create_dir_all(&deep).unwrap();
    let here = if around.elsewhere { deep } else { PathBuf::from(folder.path()) };
    let mut files: Vec<&str> = files.iter().map(String::as_str).collect();
    if around.backwards {
        files.reverse();
    }
    let mut out = BTreeMap::new();
    let read = run(around, &here, &[&["read", "--json"], files.as_slice()].concat());
    out.insert("read --json, but for the order".to_owned(), in_one_order(&read));
    if !around.backwards {
        out.insert("read --json".to_owned(), read);
        out.insert("read".to_owned(), run(around, &here, &[&["read"], files.as_slice()].concat()));
    }
    run(around, &here, &[&["add", "--ledger", "all.db"], files.as_slice()].concat());
    for format in bahi::export::FORMATS.iter().map(|format| format.about().name) {
        let to = here.join(format!("out-{format}"));
        run(around, &here, &["export", "--ledger", "all.db", "--to", format, "-o", to.to_str().unwrap()]);
        let parts = match to.is_dir() {
            true => fs::read_dir(&to).unwrap().map(|entry| entry.unwrap().path()).collect(),
            false => vec![to],
        };
        for part in parts {
            let name = part.file_name().unwrap().to_string_lossy().into_owned();
            out.insert(format!("{format}/{name}"), fs::read(part).unwrap());
        }
    }
    out
}

// What is read and not kept stands in the order of the files.
fn in_one_order(json: &[u8]) -> Vec<u8> {
    let mut ledger: BTreeMap<String, serde_json::Value> = serde_json::from_slice(json).unwrap();
    let lists = ledger.values_mut().filter_map(serde_json::Value::as_array_mut);
    lists.for_each(|list| list.sort_by_key(|entry| entry["id"].to_string()));
    serde_json::to_vec(&ledger).unwrap()
}

#[test]
fn nothing_around_the_program_changes_what_comes_out() {
    let folder = Folder::new("same-in");
    let files = reports(&folder);
    let plain = all_of(PLAIN, "same-plain", &files);
    assert!(plain.len() > 30 && plain.values().all(|bytes| !bytes.is_empty()), "{:?}", plain.keys());
    for (number, around) in OTHERS.into_iter().enumerate() {
        let other = all_of(around, &format!("same-{number}"), &files);
        assert_eq!(plain.len(), other.len() + if around.backwards { 2 } else { 0 });
        let differ: Vec<&String> = other.keys().filter(|name| plain.get(*name) != Some(&other[*name])).collect();
        assert!(differ.is_empty(), "surroundings {number}: {differ:?}");
    }
}
