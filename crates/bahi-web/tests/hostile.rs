//! Reports that mean harm are shown, and do none: nothing of theirs becomes a tag, an attribute or an address that runs.
#![allow(clippy::unwrap_used)] // what is not there is a failure

mod common;
#[path = "../../bahi-ledger/tests/hostile/mod.rs"]
mod hostile;
mod html;

use axum::http::StatusCode;
use bahi::Store;
use bahi::store::Incoming;
use common::Tested;
use html::{Node, nodes};
use std::collections::BTreeSet;

const ALIVE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</title></textarea></style><svg/onload=alert(1)>",
    "{{ 7*7 }}{% raw %}<b>",
    "\u{202e}<u>\u{2066}&lt;script&gt;",
    "--><!--<iframe src=javascript:alert(1)>",
];

// The hostile ledgers with the values that mean something to a browser in place of one of theirs.
fn ledgers() -> Vec<bahi::ledger::Ledger> {
    let mut out = hostile::hostile_reports();
    let pattern = serde_json::to_string(&out[2]).unwrap();
    let long = format!("लंबा<b>{}", "नाम ".repeat(2_000));
    for (n, value) in ALIVE.iter().copied().chain([long.as_str()]).enumerate() {
        let text = serde_json::to_string(value).unwrap();
        let json = pattern.replace("\"-2\"", &text).replace("-H2", &format!("-K{n}"));
        let mut ledger: bahi::ledger::Ledger = serde_json::from_str(&json).unwrap();
        for report in &mut ledger.reports {
            report.sha256 = format!("{:064x}", 1_000 + n);
            report.url = Some(value.to_owned());
        }
        out.push(ledger);
    }
    out
}

fn desk() -> Tested {
    let desk = Tested::new();
    let mut store = Store::existing(&desk.ledger).unwrap();
    let text = hostile::HOSTILE.iter().chain(&ALIVE).copied().collect::<Vec<_>>().join("\n");
    for ledger in ledgers() {
        let signature = bahi_text::Signature::default();
        store.add(&Incoming::new(ledger, text.clone(), None, signature)).unwrap();
    }
    store.settle(bahi::Bahi::new().knowledge(), |_| {}).unwrap();
    desk
}

// Tags that the templates themselves have.
fn own_tags() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (_, source) in bahi_web::pages::TEMPLATES {
        for rest in source.split('<').skip(1) {
            let name: String = rest.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            out.insert(name);
        }
    }
    out
}

fn check(path: &str, page: &str, own: &BTreeSet<String>) {
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    assert!(!page.contains(control), "{path} has control characters");
    for node in nodes(page) {
        let Node::Tag(name, attributes) = &node else { continue };
        assert!(own.contains(name.trim_start_matches('/')), "{path}: <{name}>");
        if name == "script" {
            assert!(node.get("src").is_some_and(|s| s.starts_with("/assets/desk.js")), "{path}: {node:?}");
        }
        for (attribute, value) in attributes {
            assert!(!attribute.starts_with("on") && attribute != "style", "{path}: {attribute} in <{name}>");
            let followed = matches!(attribute.as_str(), "href" | "src" | "action" | "formaction");
            let fine = value.starts_with('/') && !value.starts_with("//") || value.starts_with('#');
            let web = value.starts_with("https://www.wikidata.org/wiki/Q") || value.starts_with("http");
            assert!(!followed || fine || web, "{path}: {attribute}={value:?} in <{name}>");
        }
    }
}

#[test]
fn nothing_that_a_report_says_comes_alive_on_any_page() {
    let desk = desk();
    let own = own_tags();
    let ledger = Store::existing(&desk.ledger).unwrap().ledger().unwrap();
    let mut paths: Vec<String> =
        ["/", "/timeline", "/conflicts", "/deliveries", "/actors?all=1", "/sources", "/network", "/log"]
            .map(str::to_owned)
            .into();
    paths.push("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%20onx%3D".to_owned());
    let step = |id: &str| format!("/{}/{}", id[..1].to_lowercase(), id);
    let mine = |id: &&String| id.contains("-H") || id.contains("-K");
    paths.extend(ledger.engagements.iter().map(|e| &e.id).filter(mine).map(|id| step(id)));
    paths.extend(ledger.engagements.iter().map(|e| &e.id).filter(mine).map(|id| format!("{}?preview=1", step(id))));
    paths.extend(ledger.statements.iter().map(|e| &e.id).filter(mine).map(|id| step(id)));
    paths.extend(ledger.agreements.iter().map(|e| &e.id).filter(mine).map(|id| step(id)));
    paths.extend(ledger.deliveries.iter().map(|e| &e.id).filter(mine).map(|id| step(id)));
    paths.extend(ledger.reports.iter().map(|e| &e.id).filter(mine).map(|id| step(id)));
    paths.extend(ledger.conflicts.iter().map(|c| step(&c.id)));
    paths.extend(ledger.actors.iter().filter(|a| a.id.starts_with("A-")).map(|a| step(&a.id)));
    let mut shown = 0;
    for path in &paths {
        for lang in ["hi", "en"] {
            let got = desk.ask("GET", path, &[("accept", "text/html"), ("accept-language", lang)], "");
            assert!(got.status == StatusCode::OK || got.status.is_redirection(), "{path}: {} {}", got.status, got.text);
            check(path, &got.text, &own);
            shown += got.text.matches("&lt;script&gt;alert(1)&lt;/script&gt;").count();
        }
    }
    assert!(paths.len() > 100 && shown > 10, "{} pages, the script shown {shown} times", paths.len());
}

#[test]
fn names_of_the_other_direction_stay_in_their_own_box() {
    let desk = desk();
    let page = desk.ask("GET", "/actors?all=1", &[("accept", "text/html")], "").text;
    let turned = page.find("\u{202e}").expect("a name that turns the writing");
    let opened = page[..turned].rfind("<bdi").expect("it is isolated");
    assert!(!page[opened..turned].contains("</bdi>"));
}
