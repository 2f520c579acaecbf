//! Names matched to actors, as OpenRefine asks.

mod common;

use axum::http::StatusCode;
use common::{Got, Tested, form};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const ELSEWHERE: (&str, &str) = ("origin", "http://127.0.0.1:3333");

fn posted(desk: &Tested, place: &str, name: &str, value: &Value) -> Got {
    desk.ask("POST", place, &[FORM, ELSEWHERE, ("sec-fetch-site", "cross-site")], form(&[(name, &value.to_string())]))
}

#[test]
fn names_in_both_scripts_are_right_at_rank_one() {
    let desk = Tested::new();
    let names: BTreeMap<String, [String; 2]> = serde_json::from_str(include_str!("clients/names.json")).expect("names");
    for script in 0..2 {
        let queries: BTreeMap<&String, Value> =
            names.iter().map(|(person, n)| (person, json!({"query": n[script], "type": "Person"}))).collect();
        let answer = posted(&desk, "/reconcile/hi", "queries", &json!(queries)).json();
        let right = names.keys().filter(|person| {
            let first = answer[person.as_str()]["result"][0]["id"].as_str().unwrap_or_default();
            let known = || desk.get(&format!("/api/v1/actors/{first}")).json()["data"]["known"].clone();
            first.strip_prefix("K-").map_or_else(known, |id| json!(id)) == person.as_str()
        });
        let (right, all) = (right.count(), names.len());
        assert!(right * 100 >= all * 95, "{right} of {all} in script {script}");
    }
}

#[test]
fn the_service_is_open_to_other_programs_everywhere() {
    let desk = Tested::new();
    let places = [
        "",
        "?queries=%7B%7D",
        "/suggest/entity?prefix=N",
        "/suggest/type?prefix=P",
        "/suggest/property?prefix=n",
        "/extend/propose?type=Person",
        "/preview?id=K-wang-yi",
        "/view/K-wang-yi",
        "?queries=broken",
        "/suggest/none",
    ];
    for service in ["/reconcile", "/reconcile/hi", "/reconcile/en"] {
        for place in places {
            let got = desk.ask("GET", &format!("{service}{place}"), &[ELSEWHERE], "");
            assert_eq!(got.header("access-control-allow-origin"), "*", "{service}{place}");
            assert!(got.status.as_u16() < 500, "{service}{place}: {}", got.text);
            let path = place.split('?').next().expect("a path");
            if place != "/suggest/none" {
                let asked = [ELSEWHERE, ("access-control-request-method", "POST")];
                let allowed = desk.ask("OPTIONS", &format!("{service}{path}"), &asked, "");
                assert_eq!(allowed.status, StatusCode::NO_CONTENT, "{service}{path}");
                assert_eq!(allowed.header("access-control-allow-origin"), "*", "{service}{path}");
            }
        }
        let manifest = desk.get(service).json();
        assert_eq!(manifest["versions"], json!(["0.2"]));
        assert!(manifest["view"]["url"].as_str().expect("a pattern").contains("{{id}}"));
        let preview = desk.get(&format!("{service}/preview?id=K-wang-yi"));
        assert!(preview.header("content-security-policy").contains("frame-ancestors *"));
    }
    // Open for reading names, and for nothing else.
    assert_eq!(desk.get("/api/v1/actors").header("access-control-allow-origin"), "");
}

#[test]
fn types_limits_and_what_is_given_besides() {
    let desk = Tested::new();
    let ask =
        |query: Value| posted(&desk, "/reconcile/en", "queries", &json!({"q": query})).json()["q"]["result"].clone();
    let india = ask(json!({"query": "India", "type": "Country"}));
    assert_eq!((&india[0]["name"], &india[0]["match"]), (&json!("India"), &json!(true)), "{india}");
    assert!(
        ask(json!({"query": "India", "type": ["Person"]}))
            .as_array()
            .expect("a list")
            .iter()
            .all(|c| c["name"] != "India")
    );
    assert_eq!(ask(json!({"query": "Singh", "limit": 1})).as_array().expect("a list").len(), 1);
    let modi = ask(json!({"query": "मोदी", "properties": [{"pid": "country", "v": "IN"}]}));
    assert_eq!(modi[0]["name"], "Narendra Modi", "{modi}");
    assert!(modi[0]["description"].as_str().expect("words").contains("engagements"), "{modi}");
    let other = ask(json!({"query": "Narendra Modi", "properties": [{"pid": "country", "v": {"id": "RU"}}]}));
    assert!(other[0]["match"] == false && other[0]["score"].as_f64() < modi[0]["score"].as_f64(), "{other}");
    assert_eq!(ask(json!({"query": ""})), json!([]));
    assert_eq!(ask(json!({"properties": [{"pid": "country", "v": 1}]})), json!([]));
}

#[test]
fn hostile_batches_are_refused() {
    let desk = Tested::new();
    let many: BTreeMap<String, Value> = (0..500).map(|n| (n.to_string(), json!({"query": "x"}))).collect();
    assert_eq!(posted(&desk, "/reconcile", "queries", &json!(many)).code(), "too-large");
    for value in [json!([]), json!("x"), json!({"q": 1}), json!({"q": {"query": 7}})] {
        assert_eq!(posted(&desk, "/reconcile", "queries", &value).code(), "bad-request", "{value}");
    }
    let long = "क".repeat(100_000);
    assert_eq!(posted(&desk, "/reconcile", "queries", &json!({"q": {"query": long}})).status, StatusCode::OK);
    let wanted = json!({"ids": ["A-NOTHING", "K-none", "\u{0}"], "properties": [{"id": "none"}, {"id": "name_en"}]});
    assert_eq!(posted(&desk, "/reconcile", "extend", &wanted).status, StatusCode::OK);
    let preview = desk.get("/reconcile/preview?id=%3Cscript%3Ealert(1)%3C/script%3E");
    assert_eq!(preview.status, StatusCode::NOT_FOUND);
    // Data and no markup, and browsers do not take it for any.
    assert_eq!(
        (preview.header("content-type"), preview.header("x-content-type-options")),
        ("application/json", "nosniff")
    );
    assert_eq!(desk.ask("POST", "/reconcile", &[("content-type", "application/json")], "{}").code(), "media-type");
}
