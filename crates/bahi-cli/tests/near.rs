//! Near misses and measures in `bahi why`, from the ledger file and from the reports themselves.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, stderr, stdout};
use serde_json::Value;

fn meeting(day: &str, place: &str) -> String {
    format!("{place}, {day} 2024 : विदेश मंत्री एस जयशंकर ने {day} को {place} में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।\n")
}

// What `bahi why` says of the first engagement of some reports: from the file, and from their paths.
fn why(name: &str, reports: &[String]) -> (Value, Value, String) {
    let folder = Folder::new(name);
    for (n, text) in reports.iter().enumerate() {
        folder.file(&format!("in/{n}.txt"), text.as_bytes());
    }
    let (ledger, paths) = (format!("{}/desk.db", folder.path()), format!("{}/in", folder.path()));
    assert_eq!(code(&bahi(&["add", &paths, "--ledger", &ledger])), 0);
    let list: Value = serde_json::from_str(&stdout(&bahi(&["read", "--json", &paths]))).unwrap();
    let id = list["engagements"][0]["id"].as_str().unwrap().to_owned();
    let from_book = bahi(&["why", &id, "--json", "--ledger", &ledger]);
    assert_eq!(code(&from_book), 0, "{}", stderr(&from_book));
    let from_paths = bahi(&["why", &id, &paths, "--json"]);
    let shown = stdout(&bahi(&["why", &id, "--ledger", &ledger]));
    let json = |run| serde_json::from_str(&stdout(run)).unwrap();
    (json(&from_book), json(&from_paths), shown)
}

#[test]
fn a_pair_that_meets_twice_is_a_near_miss_with_both_days() {
    let (book, paths, shown) = why("twice", &[meeting("4 मार्च", "मॉस्को"), meeting("8 मार्च", "मॉस्को")]);
    assert_eq!(book["near_misses"], paths["near_misses"]);
    let misses = book["near_misses"].as_array().unwrap();
    assert_eq!(misses.len(), 1, "{misses:?}");
    let because = misses[0]["because"].as_str().unwrap();
    assert!(because.starts_with("dates that cannot be one: 2024-03-04 ("), "{because}");
    assert!(because.contains("and 2024-03-08 ("), "{because}");
    assert!(shown.contains(&format!("kept apart from {}", misses[0]["record"].as_str().unwrap())), "{shown}");
}

#[test]
fn another_country_keeps_apart_and_another_year_is_no_near_miss() {
    let (book, _, _) = why("apart", &[meeting("4 मार्च", "मॉस्को"), meeting("4 मार्च", "बीजिंग")]);
    let because = book["near_misses"][0]["because"].as_str().unwrap().to_owned();
    assert!(because.starts_with("places of two countries: "), "{because}");
    let (book, _, shown) = why("years", &[meeting("4 मार्च", "मॉस्को"), meeting("9 जून", "मॉस्को")]);
    assert_eq!(book["near_misses"].as_array().unwrap().len(), 0);
    assert!(!shown.contains("kept apart"), "{shown}");
}

#[test]
fn how_far_witnesses_disagree_stands_in_the_explanation() {
    let other =
        "नई दिल्ली, 5 मार्च 2024 : रूस के विदेश मंत्री सर्गेई लावरोव और विदेश मंत्री एस जयशंकर की 5 मार्च को मॉस्को में बैठक हुई।\n";
    let (_, _, shown) = why("measures", &[meeting("4 मार्च", "मॉस्को"), other.to_owned()]);
    assert!(shown.contains("when, contradiction: 2024-03-04 / 2024-03-05; 0.500 disagree, dscore 1"), "{shown}");
    assert!(shown.contains("witnesses 1 : 1; 0.500 disagree, dscore 1, modal confidence 0.500"), "{shown}");
}
