//! What `bahi` makes of archives, feeds and tables: every report in order, known by its place, and the rest counted.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, bahi_with_input, code, stderr, stdout};
use serde_json::Value;

fn report(n: usize) -> String {
    format!("भारत के विदेश मंत्री एस जयशंकर ने {n} मार्च 2021 को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।")
}

fn rows(count: usize) -> String {
    (1..=count).map(|n| format!("{{\"text\": \"{}\", \"url\": \"https://x.example/{n}\"}}\n", report(n))).collect()
}

fn paths(ledger: &str) -> Vec<String> {
    let ledger: Value = serde_json::from_str(ledger).unwrap();
    ledger["reports"].as_array().unwrap().iter().map(|r| r["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn rows_are_read_in_order_by_all_cores_and_from_standard_input() {
    let folder = Folder::new("rows");
    let path = folder.file("many", rows(28).as_bytes());
    let run = bahi(&["read", "--json", &path]);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    assert_eq!(paths(&stdout(&run)), (1..=28).map(|n| format!("{path}:{n}")).collect::<Vec<_>>());
    let ledger: Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(ledger["reports"][3]["url"], "https://x.example/4");
    let piped = bahi_with_input(&["read", "--json", "-"], rows(28).as_bytes());
    assert_eq!(paths(&stdout(&piped)), (1..=28).map(|n| format!("-:{n}")).collect::<Vec<_>>());
}

#[test]
fn a_table_is_read_where_a_map_says_how() {
    let folder = Folder::new("table");
    let path = folder.file("rows.csv", format!("date,body\n2021-03-05,\"{}\"\n", report(4)).as_bytes());
    let run = bahi(&["read", "--json", "--map", "text=body,published=date", &path]);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    let ledger: Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(ledger["reports"][0]["published"], "2021-03-05");
    assert_eq!(ledger["reports"][0]["path"], format!("{path}:2"));
    let wrong = bahi(&["read", "--map", "body", &path]);
    assert_eq!(code(&wrong), 2);
    assert!(stderr(&wrong).contains("write part=field"), "{}", stderr(&wrong));
}

#[test]
fn an_archive_is_added_once_and_what_is_no_report_is_counted() {
    let folder = Folder::new("archive");
    let record = |n: usize, kind: &str, body: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: https://x.example/{n}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    let archive: String = [
        record(1, "text/plain", &report(1)),
        record(2, "image/png", "x"),
        "WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_owned(),
        record(3, "text/plain", &report(3)),
    ]
    .concat();
    let path = folder.file("crawl.warc", archive.as_bytes());
    let book = format!("{}/book.db", folder.path());
    for expected in ["2 added, 0 there already, 1 not read", "0 added, 2 there already, 1 not read"] {
        let run = bahi(&["add", "--ledger", &book, &path]);
        assert_eq!(code(&run), 3, "{}", stderr(&run));
        assert!(stdout(&run).starts_with(expected), "{}", stdout(&run));
        assert!(stderr(&run).contains("passed over: image file (1)"), "{}", stderr(&run));
        assert!(stderr(&run).contains("the record does not say its length"), "{}", stderr(&run));
    }
    let shown = bahi(&["show", "page", &path]);
    assert!(stdout(&shown).starts_with(&format!("{path}#0\n")), "{}", stdout(&shown));
}
