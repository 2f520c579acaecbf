//! Listing verbs on a ledger file of the demo and both development sets: filters, forms, ids.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, root, stderr, stdout};
use serde_json::Value;
use std::process::Output;

struct Desk {
    ledger: String,
    _folder: Folder,
}

impl Desk {
    fn new(name: &str) -> Desk {
        let folder = Folder::new(name);
        let ledger = format!("{}/desk.db", folder.path());
        let set = |set: &str| root().join(set).to_str().unwrap().to_owned();
        let sets = [set("demo/reports"), set("eval/dev-a"), set("eval/dev-c")];
        let run = bahi(&["add", &sets[0], &sets[1], &sets[2], "--ledger", &ledger]);
        assert_eq!(code(&run), 0, "{}", stderr(&run));
        Desk { ledger, _folder: folder }
    }

    fn run(&self, args: &[&str]) -> Output {
        bahi(&[args, &["--ledger", &self.ledger]].concat())
    }

    fn text(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(code(&run), 0, "{args:?}: {}", stderr(&run));
        stdout(&run)
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.text(&[args, &["--json"]].concat())).unwrap()
    }
}

// As many rows in each form, and the limit told where it bites.
fn same_in_every_form(desk: &Desk, args: &[&str], rows: impl Fn(&Value) -> usize) {
    let json = rows(&desk.json(args));
    let lines = desk.text(&[args, &["--jsonl"]].concat());
    for line in lines.lines() {
        serde_json::from_str::<Value>(line).unwrap();
    }
    assert_eq!(lines.lines().count(), json, "{args:?}");
    let csv = desk.text(&[args, &["--csv"]].concat());
    // Cells may hold line ends: rows begin after one outside quotation marks.
    let (mut inside, mut count) = (false, 0);
    for c in csv.chars() {
        match c {
            '"' => inside = !inside,
            '\n' if !inside => count += 1,
            _ => {}
        }
    }
    assert_eq!(count, json + 1, "{args:?}");
    assert!(csv.lines().all(|line| !line.starts_with(['=', '+', '-', '@'])), "{args:?}");
    assert!(json > 1, "{args:?}");
    let run = desk.run(&[args, &["--limit", "1", "--csv"]].concat());
    assert!(stderr(&run).contains(&format!("1 of {json} shown")), "{}", stderr(&run));
}

#[test]
fn every_verb_says_the_same_in_every_form_and_tells_what_it_leaves_out() {
    let desk = Desk::new("forms");
    for kind in ["engagements", "statements", "agreements", "deliveries"] {
        let rows = |json: &Value| json[kind].as_array().unwrap().len();
        same_in_every_form(&desk, &["list", "--type", kind], rows);
    }
    same_in_every_form(&desk, &["timeline", "IN-RU"], |json| json["timeline"].as_array().unwrap().len());
    same_in_every_form(&desk, &["deliveries"], |json| json["deliveries"].as_array().unwrap().len());
    same_in_every_form(&desk, &["actors", "--kind", "person"], |json| json["actors"].as_array().unwrap().len());
    let found = desk.json(&["find", "s-400"]);
    assert!(found["reports"].as_array().unwrap().len() > 1 && found["actors"][0]["name"] == "S-400");
    assert_eq!(desk.text(&["find", "s-400", "--csv"]).lines().next().unwrap().split(',').next(), Some("type"));
}

#[test]
fn filters_mean_the_same_for_all_types() {
    let desk = Desk::new("filters-all");
    let ids = |args: &[&str], kind: &str| -> Vec<Value> { desk.json(args)[kind].as_array().unwrap().clone() };
    for e in ids(&["list", "--who", "putin"], "engagements") {
        assert!(e["parties"].as_array().unwrap().iter().any(|p| p["name"] == "Vladimir Putin"), "{e}");
    }
    for s in ids(&["list", "--type", "statements", "--who", "मोदी"], "statements") {
        let parties = [&s["speaker"], &s["addressee"], &s["target"]];
        assert!(parties.iter().any(|p| p["name"] == "Narendra Modi"), "{s}");
    }
    for d in ids(&["list", "--type", "deliveries", "--system", "एस-400", "--pair", "रूस-भारत"], "deliveries")
    {
        assert_eq!((&d["item"]["name"], &d["supplier"]), (&"S-400".into(), &"RU".into()));
    }
    for g in ids(&["list", "--type", "agreements", "--pair", "IN-RU"], "agreements") {
        let states = g["countries"].to_string();
        assert!(states.contains("IN") && states.contains("RU"), "{g}");
    }
    for e in ids(&["list", "--place", "दिल्ली", "--from", "2024"], "engagements") {
        assert_eq!(e["where"]["country"], "IN", "{e}");
    }
    for e in ids(&["list", "--forum", "sco"], "engagements") {
        assert_eq!(e["forum"]["name"], "Shanghai Cooperation Organisation");
    }
    for e in ids(&["list", "--disputed", "--state", "open"], "engagements") {
        assert!(!e["conflicts"].as_array().unwrap().is_empty());
    }
    let all = desk.json(&["list", "--outlet", "pti"])["listed"]["total"].as_u64().unwrap();
    let some = desk.json(&["list", "--outlet", "PTI", "--until", "2019"])["listed"]["total"].as_u64().unwrap();
    assert!(0 < some && some < all);
    for (args, word) in [
        (["list", "--who", "qqqqqq"], "bahi find"),
        (["list", "--pair", "IN"], "IN-RU"),
        (["list", "--forum", "qqqqqq"], "bahi actors --kind body"),
        (["list", "--outlet", "qqqqqq"], "there are: "),
        (["timeline", "qqqqqq", "SCO"], "nobody"),
    ] {
        let run = desk.run(&args);
        assert_eq!(code(&run), 2, "{args:?}");
        assert!(stderr(&run).contains(word), "{}", stderr(&run));
    }
}

#[test]
fn a_timeline_keeps_what_was_planned_apart_and_days_in_order() {
    let desk = Desk::new("timeline");
    let text = desk.text(&["timeline", "IN-RU", "--limit", "0"]);
    let at = |title: &str| text.find(title).unwrap_or_else(|| panic!("{title}: {text}"));
    assert!(at("Held (") < at("Planned, as the reports had it (") && at("Planned") < at("by the day of the report ("));
    let rows = desk.json(&["timeline", "IN-RU"]);
    let rows = rows["timeline"].as_array().unwrap();
    for row in rows {
        assert_eq!(row["section"] == "held", row["type"] == "engagement" && row["status"] == "held", "{row}");
    }
    let days: Vec<&str> = rows
        .iter()
        .filter(|r| r["section"] == "held")
        .filter_map(|r| r["date"].as_str())
        .filter(|d| d.len() == 10)
        .collect();
    assert!(days.len() > 5 && days.is_sorted(), "{days:?}");
    assert!(text.contains("व्लादिमीर पुतिन (Vladimir Putin)"));
}

#[test]
fn an_actor_is_told_of_with_spellings_offices_and_counterparts() {
    let desk = Desk::new("portrait");
    let text = desk.text(&["actors", "putin"]);
    for word in
        ["व्लादिमीर पुतिन (Vladimir Putin), Russia", "told as    president of Russia", "Narendra Modi", "spellings "]
    {
        assert!(text.contains(word), "{word}: {text}");
    }
    let json = desk.json(&["actors", "पुतिन"]);
    let actor = &json["actors"][0];
    assert!(actor["counterparts"].as_array().unwrap().iter().any(|c| c["name"] == "Narendra Modi"));
    let id = actor["id"].as_str().unwrap();
    assert_eq!(desk.json(&["actors", id])["actors"][0]["id"], id);
    assert!(desk.text(&["timeline", id]).contains("Held ("));
    for row in desk.json(&["actors", "--country", "रूस", "--kind", "person"])["actors"].as_array().unwrap() {
        assert_eq!(row["country"], "RU");
    }
}

#[test]
fn deliveries_stand_by_goods_and_day_with_their_sums_and_sources() {
    let desk = Desk::new("deliveries");
    let text = desk.text(&["deliveries", "S-400", "--pair", "IN-RU"]);
    assert!(text.contains("ordered 5, delivered 3, pending 2  the sum holds"), "{text}");
    let rows = desk.json(&["deliveries", "एस-400", "--pair", "IN-RU"]);
    let rows = rows["deliveries"].as_array().unwrap();
    let days: Vec<&str> = rows.iter().filter_map(|r| r["as_of"].as_str()).collect();
    assert!(days.len() > 3 && days.is_sorted(), "{days:?}");
    assert!(rows.iter().all(|r| r["item"] == "S-400" && !r["source"].as_array().unwrap().is_empty()));
}

#[test]
fn ids_are_found_by_their_beginnings_and_after_merging_and_the_ambiguous_are_explained() {
    let desk = Desk::new("ids");
    let ledger = desk.json(&["list", "--limit", "0"]);
    let merged =
        ledger["engagements"].as_array().unwrap().iter().find(|e| !e["aliases"].as_array().unwrap().is_empty());
    let merged = merged.unwrap();
    let (id, alias) = (merged["id"].as_str().unwrap(), merged["aliases"][0].as_str().unwrap());
    assert!(desk.text(&["why", alias]).contains(id));
    assert!(desk.text(&["why", &alias.to_lowercase()[..9]]).contains(id));
    let run = desk.run(&["why", "E-"]);
    assert_eq!(code(&run), 2);
    let run = desk.run(&["why", &id[..3]]);
    let text = stdout(&run);
    assert!(code(&run) == 0 || text.lines().count() > 2 && text.contains("write more of it"), "{text}{}", stderr(&run));
}

#[test]
fn names_in_latin_letters_find_reports_with_the_words_marked() {
    let desk = Desk::new("latin");
    let text = desk.text(&["find", "shoigu"]);
    assert!(text.contains("Sergei Shoigu") && text.contains("as well as shoigu") && text.contains('«'), "{text}");
    let hits = desk.json(&["find", "lavrov"]);
    for hit in hits["reports"].as_array().unwrap() {
        assert!(hit["excerpt"].as_str().unwrap().contains('«'), "{hit}");
    }
    assert!(hits["also"][0]["spellings"].to_string().contains("लावरोव"), "{hits}");
}
