//! What `bahi read` answers to inputs good and bad: messages, exit codes, and that the others are still read.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, bahi_with_input, code, stderr, stdout};
use std::time::{Duration, Instant};

const TEXT: &str = "रूस के रक्षा मंत्री ने नई दिल्ली में भारत के रक्षा मंत्री से मुलाकात की।\n";

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_missing_file_is_named_with_a_remedy() {
    let run = bahi(&["read", "/nowhere/report.txt"]);
    assert_eq!(code(&run), 2);
    assert_eq!(stderr(&run), "/nowhere/report.txt: no such file or folder; check the spelling of the path\n");
    assert_eq!(stdout(&run), "");
}

#[test]
fn one_bad_input_does_not_stop_the_others() {
    let folder = Folder::new("one-bad");
    let good = folder.file("good.txt", TEXT.as_bytes());
    let run = bahi(&["read", "--json", "/nowhere/report.txt", &good]);
    assert_eq!(code(&run), 3);
    let ledger: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(ledger["reports"].as_array().unwrap().len(), 1);
    assert_eq!(ledger["reports"][0]["path"], good);
}

#[test]
fn a_folder_of_mixed_files_reads_what_it_can() {
    let folder = Folder::new("mixed");
    folder.file("b.txt", TEXT.as_bytes());
    folder.file("a/deep.txt", TEXT.repeat(2).as_bytes());
    folder.file(".hidden.txt", TEXT.as_bytes());
    folder.file("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00");
    folder.file("empty.txt", b"");
    folder.file("gold.json", b"{}");
    folder.file("old.txt", b"caf\xe9 au lait");
    let run = bahi(&["read", "--json", folder.path()]);
    assert_eq!(code(&run), 3);
    let ledger: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    let paths: Vec<&str> =
        ledger["reports"].as_array().unwrap().iter().map(|report| report["path"].as_str().unwrap()).collect();
    assert_eq!(paths, [format!("{}/a/deep.txt", folder.path()), format!("{}/b.txt", folder.path())]);
    let messages = stderr(&run);
    for part in [
        "empty.txt: the file is empty; ",
        "picture.png: the file is not text",
        "old.txt: the file is not UTF-8",
        "passed over: row without text (1)",
    ] {
        assert!(messages.contains(part), "{part} in {messages}");
    }
    assert!(!messages.contains("hidden"));
}

#[test]
fn an_empty_folder_says_so() {
    let folder = Folder::new("nothing");
    let run = bahi(&["read", folder.path()]);
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).contains("the folder holds no reports; "));
}

#[test]
fn unreadable_encodings_are_refused_with_a_remedy() {
    let folder = Folder::new("encodings");
    let cases: [(&str, &[u8], &str); 4] = [
        ("empty.txt", b"", "the file is empty; "),
        ("blank.txt", b" \n\n", "the file is empty; "),
        ("binary.txt", b"\x7fELF\x01\x00\x00\xff\xfe\x00", "the file is not text"),
        ("legacy.txt", b"one\ntwo \xc4\xe4 three", "the file is not UTF-8"),
    ];
    for (name, bytes, expected) in cases {
        let path = folder.file(name, bytes);
        let run = bahi(&["read", &path]);
        assert_eq!(code(&run), 2, "{name}");
        assert!(
            stderr(&run).starts_with(&format!("{path}: {expected}")) && stderr(&run).contains("; "),
            "{}",
            stderr(&run)
        );
        assert_eq!(stdout(&run), "");
    }
}

#[test]
fn utf16_is_read_with_a_warning() {
    let folder = Folder::new("utf16");
    let path = folder.file("wide.txt", &utf16(TEXT));
    let run = bahi(&["read", "--json", &path]);
    assert!(code(&run) < 2, "{}", stderr(&run));
    assert!(stderr(&run).contains("UTF-16"), "{}", stderr(&run));
    let ledger: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(ledger["reports"].as_array().unwrap().len(), 1);
}

#[test]
fn more_than_64_mib_is_refused_before_loading() {
    let folder = Folder::new("large");
    let path = folder.file("large.txt", b"x");
    std::fs::File::options().write(true).open(&path).unwrap().set_len(65 * 1024 * 1024).unwrap();
    let run = bahi(&["read", &path]);
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).contains("larger than 64 MiB"), "{}", stderr(&run));
}

#[test]
fn one_line_of_50_mb_ends_in_bounded_time() {
    let folder = Folder::new("long-line");
    let mut text = String::new();
    while text.len() < 50_000_000 {
        text.push_str(TEXT.trim_end());
        text.push(' ');
    }
    let path = folder.file("line.txt", text.as_bytes());
    let start = Instant::now();
    let run = bahi(&["read", "--json", &path]);
    assert!(start.elapsed() < Duration::from_secs(240), "took {:?}", start.elapsed());
    assert!((0..=3).contains(&code(&run)), "{}", stderr(&run));
}

#[test]
fn standard_input_is_read() {
    let run = bahi_with_input(&["read", "--json", "-"], TEXT.as_bytes());
    assert!(code(&run) < 2, "{}", stderr(&run));
    let ledger: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(ledger["reports"][0]["path"], "-");
    let run = bahi_with_input(&["read", "-"], b"");
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).starts_with("-: the file is empty"));
}
