//! The ledger file by the command: added once, resumed after a kill, listed, found, explained, exported.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, command, root, stderr, stdout};
use std::process::Stdio;
use std::time::Duration;

fn reports(set: &str) -> String {
    root().join(set).to_str().unwrap().to_owned()
}

fn exported(ledger: &str) -> String {
    let run = bahi(&["export", "--to", "json", "-o", "-", "--ledger", ledger]);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    stdout(&run)
}

#[test]
fn what_is_added_is_listed_found_explained_and_exported() {
    let folder = Folder::new("book");
    let ledger = format!("{}/desk.db", folder.path());
    let with = |args: &[&str]| bahi(&[args, &["--ledger", &ledger]].concat());
    let added = with(&["add", &reports("eval/dev-c")]);
    assert_eq!(code(&added), 0, "{}", stderr(&added));
    assert!(stdout(&added).contains("bahi list"));
    let again = with(&["add", &reports("eval/dev-c")]);
    assert!(stdout(&again).starts_with("0 added"), "{}", stdout(&again));

    let list = stdout(&with(&["list", "--limit", "0"]));
    let id = list.lines().next().unwrap().split_whitespace().next().unwrap().to_owned();
    assert!(id.starts_with("E-"), "{list}");
    let json: serde_json::Value = serde_json::from_str(&stdout(&with(&["list", "--limit", "0", "--json"]))).unwrap();
    assert_eq!(json["engagements"].as_array().unwrap().len(), list.lines().count());
    assert_eq!(json["ledger_format"], 1);

    let why = with(&["why", &id[..6]]);
    assert!(stdout(&why).contains(&id) || stderr(&why).contains("may be any of"), "{}", stderr(&why));
    assert_eq!(code(&with(&["why", "E-00000000"])), 2);

    assert_eq!(code(&with(&["find", "jaishankar"])), 0);
    assert_eq!(code(&with(&["find", "qqqqqq"])), 1);
    let tables = format!("{}/tables", folder.path());
    let run = with(&["export", "--to", "csv", "-o", &tables]);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    let csv = std::fs::read_to_string(format!("{tables}/engagements.csv")).unwrap();
    assert!(csv.contains(&id));
    assert!(std::fs::exists(format!("{tables}/README.md")).unwrap());
    let bare = stdout(&with(&["export", "--to", "json", "--no-folders", "-o", "-"]));
    assert!(bare.contains("\"path\": \"001.txt\"") || bare.contains("\"path\":\"001.txt\""));
    assert!(!bare.contains(&reports("eval/dev-c")) && exported(&ledger).contains(&reports("eval/dev-c")));
}

#[test]
fn filters_narrow_and_wrong_names_are_refused_with_a_remedy() {
    let folder = Folder::new("filters");
    let ledger = format!("{}/desk.db", folder.path());
    let with = |args: &[&str]| bahi(&[args, &["--ledger", &ledger]].concat());
    assert_eq!(code(&with(&["add", &reports("eval/dev-a")])), 0);
    let count = |args: &[&str]| stdout(&with(&[&["list", "--limit", "0"], args].concat())).lines().count();
    let all = count(&[]);
    let visits = count(&["--kind", "visit"]);
    assert!(0 < visits && visits < all);
    assert!(count(&["--country", "Russia"]) >= count(&["--pair", "IN-RU"]));
    assert_eq!(count(&["--from", "2100"]), 0);
    for (args, word) in [
        (["list", "--country", "Atlantis"], "ISO code"),
        (["list", "--from", "soon"], "2023-04"),
        (["export", "--to", "runes"], "csv"),
    ] {
        let run = with(&args);
        assert_eq!(code(&run), 2);
        assert!(stderr(&run).contains(word), "{}", stderr(&run));
    }
}

#[test]
fn inputs_that_cannot_be_read_are_remembered_and_the_others_are_added() {
    let folder = Folder::new("failed");
    let ledger = format!("{}/desk.db", folder.path());
    folder.file("in/good.txt", "रूस के रक्षा मंत्री ने भारत के रक्षा मंत्री से मुलाकात की।\n".as_bytes());
    folder.file("in/bad.txt", &[0, 159, 146, 150, 0, 1, 2, 3]);
    let run = bahi(&["add", &format!("{}/in", folder.path()), "--ledger", &ledger]);
    assert_eq!(code(&run), 3, "{}", stderr(&run));
    assert!(stdout(&bahi(&["log", "--failed", "--ledger", &ledger])).contains("bad.txt"));
    assert!(exported(&ledger).contains("good.txt"));
}

#[test]
fn a_missing_or_foreign_ledger_is_named_with_a_remedy() {
    let folder = Folder::new("foreign");
    let none = format!("{}/none.db", folder.path());
    let run = bahi(&["list", "--ledger", &none]);
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).contains("bahi add"), "{}", stderr(&run));
    let text =
        folder.file("notes.db", b"shopping: apples, pears, and a few hundred bytes more of nothing that is a database");
    let run = bahi(&["list", "--ledger", &text]);
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).contains("--ledger"), "{}", stderr(&run));
}

#[test]
fn a_killed_command_goes_on_where_it_stopped() {
    let folder = Folder::new("killed");
    let whole = format!("{}/whole.db", folder.path());
    let sets = [reports("eval/dev-a"), reports("eval/dev-c")];
    assert_eq!(code(&bahi(&["add", &sets[0], &sets[1], "--ledger", &whole])), 0);
    let expected = exported(&whole);
    for moment in [5, 20, 45, 80, 130, 200, 300] {
        let ledger = format!("{}/killed-{moment}.db", folder.path());
        let args = ["add", &sets[0], &sets[1], "--ledger", &ledger];
        let mut child = command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(moment));
        // Kill on Unix is signal 9, which nothing can catch.
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(code(&bahi(&args)), 0);
        assert!(exported(&ledger) == expected, "killed after {moment} ms");
    }
}
