//! Who may ask, and what browsers are told.

mod common;

use axum::http::StatusCode;
use bahi_web::Room;
use common::Tested;
use serde_json::json;

const JSON: (&str, &str) = ("content-type", "application/json");
const UNDO: &str = r#"{"operations": [{"op": "undo"}]}"#;

#[test]
fn a_name_that_is_not_the_desks_own_is_refused() {
    let desk = Tested::new();
    for host in ["evil.example", "localhost.evil.example:8440", "10.0.0.7", "127.0.0.1.evil.example", "", "[::2]:8440"]
    {
        let got = desk.ask("GET", "/api/v1/about", &[("host", host)], "");
        assert_eq!((got.status, got.code().as_str()), (StatusCode::FORBIDDEN, "host"), "{host}");
    }
    for host in ["localhost", "LOCALHOST:8440", "127.0.0.1:1", "[::1]:8440", "localhost."] {
        assert_eq!(desk.ask("GET", "/api/v1/about", &[("host", host)], "").status, StatusCode::OK, "{host}");
    }
}

#[test]
fn elsewhere_addresses_in_digits_and_given_names_are_its_own() {
    let desk = Tested::with(
        |s| {
            s.address = "0.0.0.0:8440".parse().expect("an address");
            s.read_only = true;
            s.hosts = vec!["desk.example".to_owned()];
        },
        Room::default(),
    );
    for host in ["192.168.1.4:8440", "desk.example", "DESK.example:80"] {
        assert_eq!(desk.ask("GET", "/api/v1/about", &[("host", host)], "").status, StatusCode::OK, "{host}");
    }
    assert_eq!(desk.ask("GET", "/api/v1/about", &[("host", "other.example")], "").code(), "host");
}

#[test]
fn what_a_page_of_another_site_sends_is_refused() {
    let desk = Tested::new();
    let from = [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://localhost:9999"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ];
    for header in from {
        let got = desk.ask("POST", "/api/v1/ops", &[JSON, header], UNDO);
        assert_eq!((got.status, got.code().as_str()), (StatusCode::FORBIDDEN, "cross-site"), "{header:?}");
        let got = desk.ask("POST", "/api/v1/reports", &[("content-type", "text/plain"), header], "words");
        assert_eq!(got.code(), "cross-site", "{header:?}");
    }
    assert_eq!(desk.get("/api/v1/about").json()["data"]["operations"], 0);
    // Its own pages, and programs, which send neither, get as far as being told that there is nothing to undo.
    for header in [("origin", "http://localhost:8440"), ("sec-fetch-site", "same-origin"), ("x-none", "1")] {
        assert_eq!(desk.ask("POST", "/api/v1/ops", &[JSON, header], UNDO).code(), "not-judged", "{header:?}");
    }
}

#[test]
fn a_form_of_another_site_cannot_pass_for_an_operation() {
    let desk = Tested::new();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        let got = desk.ask("POST", "/api/v1/ops", &[("content-type", kind)], UNDO);
        assert_eq!(got.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
}

#[test]
fn with_a_token_every_request_bears_it() {
    let token = "0123456789abcdef";
    let desk = Tested::with(|s| s.token = Some(token.to_owned()), Room::default());
    for headers in [vec![], vec![("authorization", "Bearer wrong")], vec![("cookie", "bahi_token=0123456789abcdee")]] {
        for path in ["/", "/api/v1/about", "/openapi.json", "/reconcile", "/nowhere"] {
            let got = desk.ask("GET", path, &headers, "");
            assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{path} {headers:?}");
        }
        let mut sent = headers.clone();
        sent.push(JSON);
        assert_eq!(desk.ask("POST", "/api/v1/ops", &sent, UNDO).status, StatusCode::UNAUTHORIZED);
    }
    let bearer = format!("Bearer {token}");
    assert_eq!(desk.ask("GET", "/api/v1/about", &[("authorization", &bearer)], "").status, StatusCode::OK);
    let first = desk.get(&format!("/api/v1/about?x=1&token={token}"));
    assert_eq!((first.status, first.header("location")), (StatusCode::SEE_OTHER, "/api/v1/about?x=1"));
    let cookie = first.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let kept = cookie.split(';').next().expect("a cookie");
    assert_eq!(desk.ask("GET", "/api/v1/about", &[("cookie", kept)], "").status, StatusCode::OK);
}

#[test]
fn a_token_in_an_address_leads_nowhere_else() {
    let desk = Tested::with(|s| s.token = Some("0123456789abcdef".to_owned()), Room::default());
    let got = desk.get("//evil.example/?token=0123456789abcdef");
    assert_eq!(got.header("location"), "/evil.example/");
}

#[test]
fn a_desk_that_only_reads_writes_nothing() {
    let desk = Tested::with(|s| s.read_only = true, Room::default());
    let before = std::fs::read(&desk.ledger).expect("the file");
    let merge = json!({"operations": [{"op": "merge", "ids": ["E-A", "E-B"]}]});
    assert_eq!(desk.post("/api/v1/ops", &merge).code(), "read-only");
    let got = desk.ask("POST", "/api/v1/reports", &[("content-type", "text/plain")], "words");
    assert_eq!((got.status, got.code().as_str()), (StatusCode::FORBIDDEN, "read-only"));
    assert_eq!(desk.get("/api/v1/about").json()["data"]["read_only"], true);
    assert_eq!(std::fs::read(&desk.ledger).expect("the file"), before);
}

#[test]
fn browsers_are_held_to_the_desk() {
    let desk = Tested::new();
    for path in ["/", "/api", "/api/v1/about", "/nowhere", "/openapi.json"] {
        let got = desk.ask("GET", path, &[("accept", "text/html")], "");
        let policy = got.header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(got.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(got.header("access-control-allow-origin"), "", "{path}");
    }
}

#[test]
fn faults_are_pages_to_browsers_and_data_to_programs() {
    let desk = Tested::new();
    let page = desk.ask("GET", "/nowhere%3Cb%3E", &[("accept", "text/html,*/*")], "");
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html") && page.text.contains("<html"), "{}", page.text);
    for path in ["/api/v1/nowhere", "/statements.nothing", "/engagements.csv?who=nobodyatall"] {
        let got = desk.ask("GET", path, &[], "");
        assert_eq!(got.json()["error"]["status"], got.status.as_u16(), "{path}");
    }
    assert_eq!(desk.ask("DELETE", "/api/v1/ops", &[], "").code(), "method");
}
