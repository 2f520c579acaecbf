//! The manners of the command: data on standard output, the same bytes twice, pipes that close early, help with examples.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, command, stderr, stdout};
use std::io::Read;
use std::process::Stdio;

const TEXT: &str = "रूस के रक्षा मंत्री ने नई दिल्ली में भारत के रक्षा मंत्री से मुलाकात की।\n";

#[test]
fn json_is_valid_and_the_same_twice() {
    let folder = Folder::new("twice");
    for name in ["a.txt", "b.txt"] {
        folder.file(name, TEXT.repeat(3).as_bytes());
    }
    let run = || bahi(&["read", "--json", folder.path()]);
    let (first, second) = (run(), run());
    assert!(code(&first) < 2, "{}", stderr(&first));
    assert_eq!(stdout(&first), stdout(&second));
    let ledger: serde_json::Value = serde_json::from_str(&stdout(&first)).unwrap();
    assert_eq!(ledger["ledger_format"], 1);
    for list in ["reports", "actors", "engagements", "statements", "agreements", "deliveries", "conflicts", "claims"] {
        assert!(ledger[list].is_array(), "{list}");
    }
}

#[test]
fn jsonl_is_one_typed_record_a_line() {
    let folder = Folder::new("lines");
    let path = folder.file("a.txt", TEXT.as_bytes());
    let run = bahi(&["read", "--jsonl", &path]);
    for line in stdout(&run).lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(record["type"].is_string(), "{line}");
    }
    assert!(stdout(&run).lines().count() >= 2);
}

#[test]
fn a_pipe_that_closes_early_is_no_error() {
    let folder = Folder::new("pipe");
    for number in 0..300 {
        folder.file(&format!("{number}.txt"), TEXT.as_bytes());
    }
    let mut command = command(&["read", "--json", folder.path()]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(stderr(&output), "");
    assert_eq!(code(&output), 0);
}

#[test]
fn piped_output_has_no_escapes() {
    let folder = Folder::new("plain");
    let path = folder.file("a.txt", TEXT.as_bytes());
    let run = bahi(&["read", &path]);
    assert!(!stdout(&run).contains('\x1b'));
    assert!(stdout(&run).starts_with(&path));
}

#[test]
fn wrong_usage_is_an_error() {
    for args in [&["read"][..], &["read", "--json", "--jsonl", "x"], &["weigh"], &[]] {
        assert_eq!(code(&bahi(args)), 2, "{args:?}");
    }
    assert_eq!(code(&bahi(&["check", "/nowhere"])), 2);
    assert_eq!(code(&bahi(&["eval", "/nowhere/gold.json", "/nowhere"])), 2);
    // Without a report it is the ledger file that is meant.
    let run = bahi(&["why", "E-7K3Q", "--ledger", "/nowhere/bahi.db"]);
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).contains("bahi add"), "{}", stderr(&run));
}

#[test]
fn help_leads_with_examples() {
    for verb in ["read", "add", "list", "find", "why", "export", "log", "show", "demo", "check", "eval"] {
        let run = bahi(&[verb, "--help"]);
        assert_eq!(code(&run), 0);
        let help = stdout(&run);
        let (examples, usage) = (help.find("Examples:").unwrap(), help.find("Usage:").unwrap());
        assert!(examples < usage && help.contains(&format!("bahi {verb}")), "{help}");
    }
}

#[test]
fn an_unknown_record_is_not_found() {
    let folder = Folder::new("unknown");
    let path = folder.file("a.txt", TEXT.as_bytes());
    let run = bahi(&["why", "E-0000", &path]);
    assert_eq!(code(&run), 1);
    assert!(stderr(&run).contains("E-0000: not in the ledger"), "{}", stderr(&run));
}

#[test]
fn every_stage_can_be_shown_as_json() {
    let folder = Folder::new("stages");
    let path = folder.file("a.txt", TEXT.as_bytes());
    for stage in ["page", "tokens", "mentions", "claims"] {
        let run = bahi(&["show", stage, "--json", &path]);
        assert!(code(&run) < 2, "{stage}: {}", stderr(&run));
        let shown: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
        assert!(shown[stage].is_array(), "{stage}");
        assert_eq!(shown["path"], path);
    }
}

#[test]
fn the_demo_writes_out_what_it_lists() {
    let list = bahi(&["demo", "--list"]);
    if code(&list) == 2 {
        eprintln!("skipped: built without demo reports");
        return;
    }
    let folder = Folder::new("demo");
    let run = bahi(&["demo", "--to", folder.path()]);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    let written = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(stdout(&list).lines().count(), written);
    assert!(code(&bahi(&["demo"])) < 2);
}
