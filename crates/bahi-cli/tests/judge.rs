//! Judgements by the command: every verb, bulk, undo, restore, the log, recipes, lists when there is no terminal.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, code, command, stderr, stdout};
use serde_json::Value;
use std::process::{Output, Stdio};

struct Desk {
    folder: Folder,
    ledger: String,
}

impl Desk {
    // Two reports of one meeting that name two towns, and one of another meeting.
    fn new(name: &str) -> Desk {
        let folder = Folder::new(name);
        for (file, town, day) in [("a.txt", "नई दिल्ली", 28), ("b.txt", "मुंबई", 28), ("c.txt", "नई दिल्ली", 12)]
        {
            let text = format!(
                "रूस के रक्षा मंत्री सर्गेई शोइगू ने {day} अप्रैल 2023 को {town} में भारत के रक्षा मंत्री राजनाथ सिंह से मुलाकात की।\n"
            );
            folder.file(&format!("in/{file}"), text.as_bytes());
        }
        let ledger = format!("{}/desk.db", folder.path());
        let desk = Desk { folder, ledger };
        assert_eq!(code(&desk.run(&["add", &format!("{}/in", desk.folder.path())])), 0);
        desk
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = command(args);
        command.env("BAHI_LEDGER", &self.ledger).env("BAHI_BY", "asha").stdin(Stdio::null()).output().unwrap()
    }

    // Runs what must succeed and gives what it says.
    fn says(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(code(&run), 0, "{args:?}: {}{}", stdout(&run), stderr(&run));
        stdout(&run)
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.says(&[args, &["--json"]].concat())).unwrap()
    }

    fn exported(&self) -> String {
        self.says(&["export", "--to", "json", "-o", "-"])
    }

    fn conflict(&self) -> String {
        let all = self.json(&["conflicts", "--state", "all"]);
        assert_eq!(all["conflicts"].as_array().unwrap().len(), 1, "{all}");
        all["conflicts"][0]["id"].as_str().unwrap().to_owned()
    }

    fn engagements(&self) -> Vec<Value> {
        let ledger: Value = serde_json::from_str(&self.exported()).unwrap();
        ledger["engagements"].as_array().unwrap().clone()
    }
}

fn id(record: &Value) -> &str {
    record["id"].as_str().unwrap()
}

#[test]
fn every_verb_says_what_changed_and_how_to_take_it_back() {
    let desk = Desk::new("verbs");
    let start = desk.exported();
    let (x, all) = (desk.conflict(), desk.engagements());
    let merged = all.iter().find(|e| e["reports"].as_array().unwrap().len() == 2).unwrap();
    let other = all.iter().find(|e| id(e) != id(merged)).unwrap();
    let person = merged["parties"][0]["actor"].as_str().unwrap();
    let when = format!("{}.when", id(merged));
    let name = format!("{person}.name/en");
    let verbs: &[(&[&str], &str)] = &[
        (&["accept", &x, "Mumbai"], "open → settled"),
        (&["both-stand", &x], "settled → both-stand"),
        (&["unsure", &x], "both-stand → unsure"),
        (&["not-verifiable", &x], "where"),
        (&["set", &when, "2023-04-27"], "when 2023-04-28 → 2023-04-27"),
        (&["not-verifiable", &when], "when 2023-04-27 → none"),
        (&["set", &name, "Sergey Shoygu"], "name/en"),
        (&["merge", id(merged), id(other)], "is part of"),
        (&["split", id(merged), "c.txt"], "is a record by itself"),
        (&["split", id(merged), "b.txt"], "gone"),
        (&["not-same", id(merged), id(other)], "not-same"),
        (&["split", person, "a.txt"], "stands by itself"),
    ];
    for (args, word) in verbs {
        let said = desk.says(&[&["judge"], *args].concat());
        assert!(said.contains(word), "{args:?}: {said}");
        assert!(said.trim_end().ends_with("undo with: bahi undo"), "{said}");
    }
    assert_eq!(desk.json(&["log"]).as_array().unwrap().len(), verbs.len());
    for _ in verbs {
        desk.says(&["undo"]);
    }
    assert!(desk.exported() == start);
    let run = desk.run(&["undo"]);
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).contains("nothing to undo"), "{}", stderr(&run));
}

#[test]
fn judgements_are_signed_explained_and_logged() {
    let desk = Desk::new("signed");
    let x = desk.conflict();
    desk.says(&["judge", "accept", &x, "2", "--by", "ravi", "--why", "the ministry says so"]);
    let why = desk.says(&["why", &x]);
    assert!(why.contains("ravi") && why.contains("the ministry says so"), "{why}");
    let e = desk.engagements().into_iter().find(|e| !e["judged"].is_null()).unwrap();
    assert!(desk.says(&["why", id(&e)]).contains("New Delhi accepted"), "{}", desk.says(&["why", id(&e)]));
    let log = desk.json(&["log"]);
    let at = log[0]["at"].as_str().unwrap();
    assert!(at.len() == 20 && at.ends_with('Z'), "{at}");
    assert_eq!((&log[0]["by"], &log[0]["stands"]), (&Value::from("ravi"), &Value::from(true)));
    let text = desk.says(&["log"]);
    assert!(text.contains("accept where = New Delhi"), "{text}");
    desk.says(&["undo"]);
    assert!(desk.says(&["log"]).contains("taken back by O-"));
}

#[test]
fn bulk_is_shown_first_and_taken_back_at_once() {
    let desk = Desk::new("bulk");
    let start = desk.exported();
    let shown = desk.says(&["judge", "unsure", "--all", "--kind", "contradiction", "--dry-run"]);
    assert!(shown.contains("open → unsure") && shown.contains("nothing was written"), "{shown}");
    assert!(desk.exported() == start);
    assert_eq!(code(&desk.run(&["log"])), 1);
    desk.says(&["judge", "unsure", "--all", "--field", "where"]);
    assert_eq!(desk.json(&["conflicts", "--state", "unsure"])["of"], 1);
    let none = desk.run(&["judge", "both-stand", "--all", "--kind", "slip"]);
    assert_eq!(code(&none), 1, "{}", stderr(&none));
    // One report for either town: nothing is told most.
    assert_eq!(code(&desk.run(&["judge", "accept", "--all", "--state", "unsure", "--most"])), 1);
    desk.says(&["judge", "accept", "--all", "--state", "unsure", "--value", "Mumbai"]);
    desk.says(&["undo"]);
    desk.says(&["undo"]);
    assert!(desk.exported() == start);
}

#[test]
fn restore_goes_back_to_an_operation_or_to_the_start() {
    let desk = Desk::new("restore");
    let (start, x) = (desk.exported(), desk.conflict());
    desk.says(&["judge", "unsure", &x]);
    let first = desk.json(&["log"])[0]["id"].as_str().unwrap().to_owned();
    let after = desk.exported();
    desk.says(&["judge", "both-stand", &x]);
    desk.says(&["restore", "--to", &first]);
    assert!(desk.exported() == after);
    desk.says(&["restore", "--to", "start"]);
    assert!(desk.exported() == start);
    desk.says(&["undo"]);
    assert!(desk.exported() == after);
    let run = desk.run(&["restore", "--to", "O-00000000"]);
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).contains("bahi log"), "{}", stderr(&run));
}

#[test]
fn a_recipe_gives_another_ledger_of_the_same_reports_the_same_judgements() {
    let desk = Desk::new("recipe");
    let ledger = format!("{}/other.db", desk.folder.path());
    let other = Desk { ledger, folder: Folder::new("recipe-other") };
    other.says(&["add", &format!("{}/in", desk.folder.path())]);
    let x = desk.conflict();
    desk.says(&["judge", "accept", &x, "Mumbai", "--why", "seen there"]);
    let recipe = format!("{}/desk.jsonl", desk.folder.path());
    desk.says(&["export", "--to", "recipe", "-o", &recipe]);
    assert!(desk.says(&["export", "--list"]).contains("recipe"));
    assert!(other.says(&["judge", "--recipe", &recipe, "--dry-run"]).contains("1 judgements would be made"));
    other.says(&["judge", "--recipe", &recipe, "--by", "ravi"]);
    assert!(other.exported() == desk.exported());
    assert!(other.says(&["judge", "--recipe", &recipe]).contains("1 there already"));
    // A ledger that lacks a report says what it cannot judge.
    let folder = Folder::new("recipe-poor");
    let ledger = format!("{}/poor.db", folder.path());
    assert_eq!(code(&common::bahi(&["add", &format!("{}/in/a.txt", desk.folder.path()), "--ledger", &ledger])), 0);
    let run = common::bahi(&["judge", "--recipe", &recipe, "--by", "ravi", "--ledger", &ledger]);
    assert_eq!(code(&run), 3);
    assert!(stderr(&run).contains("not in this ledger"), "{}", stderr(&run));
    let broken = desk.folder.file("broken.jsonl", b"{\"recipe\": 1}\n{\"operation\": 1}\n");
    let run = desk.run(&["judge", "--recipe", &broken]);
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).contains("line 2") && stderr(&run).contains("broken.jsonl"), "{}", stderr(&run));
}

#[test]
fn conflicts_are_listed_by_state_kind_field_and_record_and_review_lists_without_a_terminal() {
    let desk = Desk::new("listed");
    let list = desk.says(&["conflicts"]);
    assert!(list.contains("Mumbai") && list.contains("«मुंबई»") && list.contains("1 open: 1 contradiction"), "{list}");
    for args in [["--kind", "slip"], ["--field", "of"], ["--state", "settled"]] {
        assert_eq!(code(&desk.run(&["conflicts", args[0], args[1]])), 1, "{args:?}");
    }
    let record = desk.json(&["conflicts"])["conflicts"][0]["record"].as_str().unwrap().to_owned();
    assert_eq!(desk.json(&["conflicts", "--record", &record])["of"], 1);
    assert_eq!(desk.json(&["review"]), desk.json(&["conflicts"]));
    assert_eq!(desk.says(&["review"]), list);
}

#[test]
fn what_cannot_be_judged_is_an_error_with_a_remedy() {
    let desk = Desk::new("refused");
    let x = desk.conflict();
    for (args, word) in [
        (&["judge", "accept", &x, "Atlantis"][..], "it has 1"),
        (&["judge", "accept", "X-0", "1"], "bahi conflicts"),
        (&["judge", "set", "E-1", "2023"], "E-7K3Q.when"),
        (&["judge", "accept", "--all"], "--most"),
        (&["judge"], "bahi judge --help"),
        (&["judge", "unsure", &x, "--by", ""], "BAHI_BY"),
        (&["export", "--to", "recipe", "--kind", "visit"], "leave out the filters"),
    ] {
        let run = desk.run(args);
        assert_eq!(code(&run), 2, "{args:?}");
        assert!(stderr(&run).contains(word), "{args:?}: {}", stderr(&run));
    }
    assert_eq!(code(&desk.run(&["log"])), 1);
}

#[test]
fn taking_back_can_be_tried_and_nothing_is_written() {
    let desk = Desk::new("tried");
    let (start, x) = (desk.exported(), desk.conflict());
    for back in [&["undo"][..], &["restore", "--to", "start"]] {
        desk.says(&["judge", "accept", &x, "Mumbai"]);
        let (judged, log) = (desk.exported(), desk.says(&["log"]));
        let tried = desk.says(&[back, &["-n"]].concat());
        assert!(tried.contains("settled → open"), "{back:?}: {tried}");
        assert!(desk.exported() == judged && desk.says(&["log"]) == log, "{back:?}");
        // What was said beforehand is what takes place; only the last line is another.
        let done = desk.says(back);
        let changes = |said: &str| said.lines().rev().skip(1).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(changes(&tried), changes(&done));
        assert!(tried.trim_end().ends_with("leaving out --dry-run") && desk.exported() == start, "{back:?}");
    }
    assert_eq!(code(&desk.run(&["undo", "O-0000", "-n"])), 2);
}
