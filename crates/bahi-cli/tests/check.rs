//! `bahi check`: its counts, and what it lists of reports.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, stdout};

#[test]
fn stats_keep_their_first_lines_and_json_has_them_all() {
    let text = stdout(&bahi(&["check", "--stats"]));
    let first: Vec<&str> = text.lines().take(9).filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(first, ["countries", "places", "bodies", "offices", "people", "systems", "surface", "word", "rules"]);
    for heading in
        ["people by country, the first 20", "forms by type", "systems by kind", "bodies by kind", "places by kind"]
    {
        assert!(text.lines().any(|line| line == heading), "{heading}");
    }
    let data: serde_json::Value = serde_json::from_str(&stdout(&bahi(&["check", "--json"]))).unwrap();
    assert_eq!(data["problems"], serde_json::json!([]));
    let names: Vec<&str> = data["tallies"].as_array().unwrap().iter().filter_map(|t| t["what"].as_str()).collect();
    assert_eq!(names.len(), 6);
}

#[test]
fn unknown_names_are_listed_with_file_and_line() {
    let folder = Folder::new("unknown");
    let path = folder.file("a.txt", "रूस के उप विदेश मंत्री तिखोन झुरबाखोव ने सोमवार को राजनाथ सिंह से मुलाकात की।\n".as_bytes());
    let run = bahi(&["check", "--unknown", folder.path()]);
    assert_eq!(code(&run), 0);
    let text = stdout(&run);
    assert!(text.contains("person   तिखोन झुरबाखोव, deputy foreign minister"), "{text}");
    assert!(text.contains(&format!("{path}:1: रूस के")), "{text}");
    let data: serde_json::Value =
        serde_json::from_str(&stdout(&bahi(&["check", "--json", "--unknown", &path]))).unwrap();
    assert_eq!(data["unknown"][0]["kind"], "person");
    assert_eq!(data["unknown"][0]["count"], 1);
}
