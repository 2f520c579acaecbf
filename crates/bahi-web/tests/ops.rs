//! Decisions over the desk: entered as one operation, refused where somebody else was first, taken back whole.

mod common;

use axum::http::StatusCode;
use bahi::Store;
use common::Tested;
use serde_json::{Value, json};

fn whole(desk: &Tested) -> bahi::ledger::Ledger {
    Store::existing(&desk.ledger).expect("the file").ledger().expect("the ledger")
}

fn conflict(desk: &Tested) -> Value {
    let all = desk.get("/api/v1/conflicts").json();
    let id = all["data"][0]["id"].as_str().expect("a conflict").to_owned();
    desk.get(&format!("/api/v1/conflicts/{id}")).json()["data"].clone()
}

#[test]
fn of_two_who_judge_one_conflict_the_second_is_told() {
    let desk = Tested::new();
    let seen = conflict(&desk);
    assert_eq!(seen["last"], 0);
    let judge = |by: &str, value: &str, expected: &Value| {
        let op = json!({"op": "accept", "conflict": seen["id"], "value": value, "expected": expected});
        desk.post("/api/v1/ops", &json!({"by": by, "operations": [op]}))
    };
    let first = judge("asha", "1", &seen["last"]);
    assert_eq!((first.status, &first.json()["data"]["operation"]["by"]), (StatusCode::CREATED, &json!("asha")));
    let second = judge("ravi", "2", &seen["last"]);
    assert_eq!((second.status, second.code().as_str()), (StatusCode::CONFLICT, "overtaken"));
    assert!(second.json()["error"]["what"].as_str().expect("words").contains("asha"), "{}", second.text);
    assert_eq!(desk.get("/api/v1/ops").json()["total"], 1);
    // Having looked again, the second may decide otherwise.
    let now = desk.get(&format!("/api/v1/conflicts/{}", seen["id"].as_str().expect("an id"))).json();
    assert_eq!(judge("ravi", "2", &now["data"]["last"]).status, StatusCode::CREATED);
    assert_eq!(desk.get("/api/v1/ops").json()["total"], 2);
}

#[test]
fn what_is_taken_back_leaves_the_ledger_as_it_was() {
    let desk = Tested::new();
    let before = whole(&desk);
    let engagements = desk.get("/api/v1/engagements?limit=2").json();
    let ids: Vec<&str> = engagements["data"].as_array().expect("two").iter().filter_map(|e| e["id"].as_str()).collect();
    let asked = json!({"why": "one visit", "operations": [
        {"op": "merge", "ids": ids},
        {"op": "unsure", "conflict": conflict(&desk)["id"]},
        {"op": "set", "record": ids[0], "field": "when", "value": "2024-12-09"},
    ]});
    let mut tried = asked.clone();
    tried["dry_run"] = json!(true);
    let preview = desk.post("/api/v1/ops", &tried);
    assert_eq!(
        (preview.status, &preview.json()["data"]["written"]),
        (StatusCode::OK, &json!(false)),
        "{}",
        preview.text
    );
    assert_eq!(whole(&desk), before);
    let done = desk.post("/api/v1/ops", &asked);
    assert_eq!(done.status, StatusCode::CREATED, "{}", done.text);
    assert_ne!(whole(&desk), before);
    // A record that went into another is where it is now.
    let gone = ids.iter().map(|id| desk.get(&format!("/api/v1/engagements/{id}?fields=id"))).find(|g| g.status != 200);
    let gone = gone.expect("one of the two has the id of the other");
    assert_eq!(gone.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(desk.get(gone.header("location")).status, StatusCode::OK, "{}", gone.header("location"));
    let after = whole(&desk);
    for back in [json!({"op": "undo"}), json!({"op": "restore", "to": "start"})] {
        let tried = desk.post("/api/v1/ops", &json!({"operations": [back], "dry_run": true}));
        assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
        assert_eq!(whole(&desk), after);
    }
    let undo = desk.post("/api/v1/ops", &json!({"operations": [{"op": "undo"}]}));
    assert_eq!(undo.status, StatusCode::CREATED, "{}", undo.text);
    assert_eq!(whole(&desk), before);
    let id = undo.json()["data"]["operation"]["id"].clone();
    desk.post("/api/v1/ops", &json!({"operations": [{"op": "undo", "operation": id}]}));
    assert_ne!(whole(&desk), before);
    let restored = desk.post("/api/v1/ops", &json!({"operations": [{"op": "restore", "to": "start"}]}));
    assert_eq!(restored.status, StatusCode::CREATED, "{}", restored.text);
    assert_eq!(whole(&desk), before);
}

#[test]
fn what_cannot_be_judged_is_refused_and_enters_nothing() {
    let desk = Tested::new();
    let x = conflict(&desk)["id"].clone();
    let refused = [
        (json!([]), "bad-request"),
        (json!([{"op": "accept", "conflict": x, "value": "no such value"}]), "not-judged"),
        (json!([{"op": "accept", "conflict": "X-NOTHING", "value": "1"}]), "unknown"),
        (json!([{"op": "accept", "conflict": x}]), "bad-request"),
        (json!([{"op": "accept", "conflict": x, "value": "1", "expcted": 0}]), "bad-request"),
        (json!([{"op": "burn", "conflict": x}]), "bad-request"),
        (json!([{"op": "merge", "ids": ["E-NOTHING", "E-NONE"]}]), "unknown"),
        (json!([{"op": "not-verifiable", "conflict": x, "record": "E-1", "field": "when"}]), "bad-request"),
        (json!([{"op": "unsure", "conflict": x}, {"op": "undo"}]), "bad-request"),
        (json!([{"op": "undo", "operation": "O-NOTHING"}]), "unknown"),
        // One that cannot be made keeps the others out too.
        (json!([{"op": "unsure", "conflict": x}, {"op": "unsure", "conflict": "X-NOTHING"}]), "unknown"),
    ];
    for (operations, code) in refused {
        let got = desk.post("/api/v1/ops", &json!({"operations": operations}));
        assert_eq!(got.code(), code, "{operations}: {}", got.text);
    }
    assert_eq!(desk.post("/api/v1/ops", &json!({"operations": [{"op": "undo"}]})).code(), "not-judged");
    for body in ["", "{", "[]", "null", "{\"operations\": 1}", "\u{0}"] {
        let got = desk.ask("POST", "/api/v1/ops", &[("content-type", "application/json")], body);
        assert_eq!(got.code(), "bad-request", "{body}");
    }
    assert_eq!(desk.get("/api/v1/ops").json()["total"], 0);
}
