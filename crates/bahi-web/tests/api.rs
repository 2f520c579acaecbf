//! The interface for programs: one envelope, one shape of faults, cursors, tags, and nothing that a request can break.

mod common;

use axum::http::StatusCode;
use bahi_web::Room;
use common::Tested;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const LISTS: [&str; 9] =
    ["engagements", "statements", "agreements", "deliveries", "actors", "reports", "claims", "conflicts", "ops"];

fn ids(answer: &Value) -> Vec<String> {
    answer["data"].as_array().expect("a list").iter().map(|d| d["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn every_list_has_one_envelope_and_goes_on_to_its_end() {
    let desk = Tested::new();
    for list in LISTS {
        let whole = desk.get(&format!("/api/v1/{list}?limit=500")).json();
        assert_eq!((&whole["api"], &whole["next"]), (&json!(1), &Value::Null), "{list}");
        let (mut all, mut next) = (Vec::new(), String::new());
        loop {
            let page = desk.get(&format!("/api/v1/{list}?limit=3{next}")).json();
            assert_eq!(page["total"], whole["total"], "{list}");
            all.extend(ids(&page));
            match page["next"].as_str() {
                Some(cursor) => next = format!("&next={cursor}"),
                None => break,
            }
        }
        assert_eq!(all, ids(&whole), "{list}");
        assert_eq!(all.len() as u64, whole["total"].as_u64().expect("a number"), "{list}");
    }
}

#[test]
fn records_have_the_shape_of_the_ledger() {
    let desk = Tested::new();
    let id = ids(&desk.get("/api/v1/engagements?limit=1").json()).remove(0);
    let got = desk.get(&format!("/api/v1/engagements/{id}?include=claims,reports,actors")).json();
    let engagement: bahi::ledger::Engagement = serde_json::from_value(got["data"].clone()).expect("an engagement");
    let claims: Vec<bahi::ledger::Claim> = serde_json::from_value(got["claims"].clone()).expect("claims");
    let reports = got["reports"].as_array().expect("reports");
    assert!(!claims.is_empty() && claims.iter().all(|c| c.record == id && !c.evidence.is_empty()));
    assert_eq!(reports.len(), engagement.reports.len());
    // The words stand in the report where they are said to stand.
    let claim = &claims[0];
    let report = desk.get(&format!("/api/v1/reports/{}", claim.report)).json();
    let text: Vec<char> = report["data"]["text"].as_str().expect("text").chars().collect();
    let e = &claim.evidence[0];
    assert_eq!(text[e.start..e.end].iter().collect::<String>(), e.exact);
    assert_eq!(desk.get(&format!("/api/v1/claims/{}", claim.id)).json()["data"]["id"], claim.id.as_str());
}

#[test]
fn filters_fields_languages_and_plain_rows() {
    let desk = Tested::new();
    let modi = desk.get("/api/v1/engagements?who=modi&fields=id,parties").json();
    assert!(modi["total"].as_u64().expect("a number") > 0);
    for engagement in modi["data"].as_array().expect("a list") {
        let keys: BTreeSet<&str> = engagement.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, BTreeSet::from(["id", "parties"]));
        assert!(engagement["parties"].to_string().contains("Narendra Modi"), "{engagement}");
    }
    let hindi = desk.get("/api/v1/engagements?who=modi&lang=hi").json();
    assert!(hindi["data"][0]["parties"].to_string().contains("नरेंद्र मोदी"), "{}", hindi["data"][0]);
    assert_eq!(ids(&desk.get("/api/v1/engagements?who=%E0%A4%AE%E0%A5%8B%E0%A4%A6%E0%A5%80").json()), ids(&modi));
    let flat = desk.get("/api/v1/engagements?flat=1&limit=1").json();
    assert!(flat["data"][0].as_object().expect("a row").values().all(|v| !v.is_array() && !v.is_object()));
    let csv = desk.get("/engagements.csv?who=modi&excel=1");
    assert!(csv.text.starts_with('\u{feff}') && csv.header("content-type").starts_with("text/csv"));
    assert_eq!(csv.header("x-total-count"), modi["total"].to_string());
    assert_eq!(desk.get("/engagements.json?who=modi&fields=id,parties").json(), modi);
    let feed = desk.get("/engagements.atom?who=modi");
    assert_eq!(feed.text.matches("<entry>").count() as u64, modi["total"].as_u64().expect("a number"));
}

#[test]
fn what_a_client_has_already_is_not_sent_again() {
    let desk = Tested::new();
    let first = desk.get("/api/v1/engagements?limit=2");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let ask = |path: &str| desk.ask("GET", path, &[("if-none-match", &tag)], "");
    let again = ask("/api/v1/engagements?limit=2");
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(ask("/api/v1/engagements?limit=3").status, StatusCode::OK);
    let report =
        "नई दिल्ली, 4 मई 2026 (ब्यूरो)। विदेश मंत्री एस. जयशंकर ने सोमवार को नई दिल्ली में जापान के विदेश मंत्री से मुलाकात की।";
    let taken = desk.ask("POST", "/api/v1/reports?name=new.txt", &[("content-type", "text/plain")], report);
    assert_eq!(taken.json()["data"]["read"][0]["new"], true, "{}", taken.text);
    assert_eq!(ask("/api/v1/engagements?limit=2").status, StatusCode::OK);
}

#[test]
fn whatever_is_asked_is_answered_or_refused() {
    let desk = Tested::new();
    let long = "x".repeat(5_000);
    let odd = [
        "%00",
        "%ff%fe",
        "'",
        "%22",
        "%25",
        "..%2f..%2fetc%2fpasswd",
        "%E2%80%AE",
        "-1",
        "99999999999999999999",
        "0.0",
        "%7B%7D",
        "%5B%5D",
        "E-%27%20OR%201=1--",
        "*",
        "A-",
        "X-1",
        &long,
        "%0d%0aX:%20y",
        "NaN",
        "NEAR(",
        "AND",
        "%F0%9F%99%82",
    ];
    for value in odd {
        for list in LISTS.iter().chain(&["why", "search"]) {
            check(&desk, &format!("/api/v1/{list}/{value}"));
        }
        for name in
            ["limit", "next", "who", "country", "pair", "system", "topic", "kind", "status", "forum", "place", "from"]
        {
            check(&desk, &format!("/api/v1/engagements?{name}={value}"));
            check(&desk, &format!("/deliveries.csv?{name}={value}"));
        }
        for path in
            ["actors?q=", "claims?record=", "claims?field=", "conflicts?record=", "search?q=", "reports?outlet="]
        {
            check(&desk, &format!("/api/v1/{path}{value}"));
        }
        for path in ["?queries=", "?extend=", "/suggest/entity?prefix=", "/preview?id=", "/view/", "/suggest/"] {
            check(&desk, &format!("/reconcile{path}{value}"));
        }
    }
}

fn check(desk: &Tested, path: &str) {
    let got = desk.get(path);
    assert!(got.status.as_u16() < 500, "{path}: {} {}", got.status, got.text);
    if got.status.is_client_error() {
        assert_eq!(got.json()["error"]["status"], got.status.as_u16(), "{path}");
    }
}

#[test]
fn a_cursor_belongs_to_its_question() {
    let desk = Tested::new();
    let next = desk.get("/api/v1/statements?limit=2").json()["next"].as_str().expect("more").to_owned();
    for path in ["engagements?limit=2", "statements?limit=2&who=modi", "statements?kind=said"] {
        assert_eq!(desk.get(&format!("/api/v1/{path}&next={next}")).code(), "bad-cursor", "{path}");
    }
    assert_eq!(desk.get(&format!("/api/v1/statements?limit=9&lang=hi&next={next}")).status, StatusCode::OK);
    assert_eq!(desk.get("/api/v1/statements?limit=501").code(), "bad-request");
    assert_eq!(desk.get("/api/v1/statements?limt=5").code(), "bad-filter");
}

#[test]
fn bodies_are_bounded() {
    let desk = Tested::with(|_| {}, Room { bytes: 2_000, ..Room::default() });
    let large = "क".repeat(1_000);
    for (path, kind) in [("/api/v1/reports", "text/plain"), ("/api/v1/ops", "application/json")] {
        let got = desk.ask("POST", path, &[("content-type", kind)], large.clone());
        assert_eq!((got.status, got.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "too-large"), "{path}");
    }
    let parts =
        format!("--x\r\ncontent-disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n{large}\r\n--x--\r\n");
    let got = desk.ask("POST", "/api/v1/reports", &[("content-type", "multipart/form-data; boundary=x")], parts);
    assert!(got.status.is_client_error(), "{}", got.text);
    assert_eq!(desk.get("/api/v1/about").json()["data"]["reports"], 12);
}

#[test]
fn uploads_say_what_was_read_and_what_was_not() {
    let desk = Tested::new();
    let report =
        "मास्को, 5 मई 2026 (ब्यूरो)। रक्षा मंत्री राजनाथ सिंह ने मंगलवार को मास्को में रूस के रक्षा मंत्री आंद्रेई बेलौसोव से मुलाकात की।";
    let image = "\u{0}\u{1}not words at all";
    let part = |name: &str, text: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"f\"; filename=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let body = format!("{}{}--x--\r\n", part("../../moscow.txt", report), part("noise.bin", image));
    let sent =
        || desk.ask("POST", "/api/v1/reports", &[("content-type", "multipart/form-data; boundary=x")], body.clone());
    let first = sent().json();
    assert_eq!(first["data"]["read"][0]["path"], "desk/moscow.txt", "{first}");
    assert_eq!(first["data"]["read"][0]["new"], true, "{first}");
    assert!(first["data"]["read"][0]["records"].as_u64().expect("a number") > 0, "{first}");
    let left = first["data"]["not_read"].as_array().map_or(0, Vec::len)
        + first["data"]["passed"].as_object().map_or(0, serde_json::Map::len);
    assert_eq!(left, 1, "{first}");
    let again = sent().json();
    assert_eq!(again["data"]["read"][0]["new"], false, "{again}");
}

#[test]
fn where_too_many_wait_they_are_told_to_come_back() {
    let room = Room { readers: 1, waiting: 2, ..Room::default() };
    let desk = Tested::with(|_| {}, room);
    let paths: Vec<String> = (1..=60).map(|n| format!("/api/v1/engagements?who=modi&limit={n}")).collect();
    let statuses: BTreeSet<u16> = desk.at_once(&paths).iter().map(axum::http::StatusCode::as_u16).collect();
    assert!(statuses.iter().all(|s| [200, 503].contains(s)), "{statuses:?}");
    assert!(statuses.contains(&200));
    // With room to wait everybody is served.
    let desk = Tested::with(|_| {}, Room { readers: 1, waiting: 60, ..Room::default() });
    assert!(desk.at_once(&paths).iter().all(|s| *s == StatusCode::OK));
}

#[test]
fn of_reports_sent_by_more_than_there_is_room_for_each_is_entered_or_put_off() {
    let desk = Tested::with(|_| {}, Room { uploads: 1, queued: 2, ..Room::default() });
    let report = |day: usize| {
        format!("मास्को, {day} मई 2026 (ब्यूरो)। रक्षा मंत्री राजनाथ सिंह ने मास्को में रूस के रक्षा मंत्री आंद्रेई बेलौसोव से मुलाकात की।")
    };
    let reports: Vec<String> = (1..=30).map(report).collect();
    let sent = desk.sent_at_once(&reports);
    let put_off: BTreeSet<usize> = (0..30).filter(|n| sent[*n].0 == StatusCode::SERVICE_UNAVAILABLE).collect();
    assert!(sent.iter().enumerate().all(|(n, s)| put_off.contains(&n) || s.0 == StatusCode::OK), "{sent:?}");
    assert!((1..30).contains(&put_off.len()), "{put_off:?}");
    for (n, report) in reports.iter().enumerate() {
        assert_eq!(sent[n].1.contains_key("retry-after"), put_off.contains(&n), "{sent:?}");
        let again = desk.ask("POST", "/api/v1/reports", &[], report.clone()).json();
        assert_eq!(again["data"]["read"][0]["new"], put_off.contains(&n), "{again}");
    }
}

#[test]
fn the_document_tells_of_everything_that_is_routed() {
    let desk = Tested::new();
    let document = desk.get("/openapi.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            let got = desk.ask(&method.to_uppercase(), &path.replace("{id}", "E-NOTHING"), &[], "");
            assert_ne!(got.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(!got.text.contains("no such page"), "{method} {path}");
        }
    }
    let page = desk.ask("GET", "/api", &[("accept", "text/html")], "");
    for path in document["paths"].as_object().expect("paths").keys() {
        assert!(page.text.contains(path.as_str()), "{path}");
    }
    assert!(!page.text.contains("<script") && !page.text.contains("http://") && !page.text.contains("https://"));
}
