//! The pages over the demo ledger: all of them answer, every link on them leads somewhere, and every field shows its words.
#![allow(clippy::unwrap_used)] // what is not there is a failure

mod common;
mod html;

use axum::http::StatusCode;
use bahi::Store;
use common::{Got, Tested, form};
use html::{Node, nodes};
use std::collections::{BTreeMap, BTreeSet};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

impl Tested {
    fn read(&self, path: &str, lang: &str) -> Got {
        self.ask("GET", path, &[("accept", "text/html"), ("accept-language", lang)], "")
    }

    fn send(&self, path: &str, pairs: &[(&str, &str)]) -> Got {
        self.ask("POST", path, &[FORM, ("accept", "text/html")], form(pairs))
    }

    fn store(&self) -> Store {
        Store::existing(&self.ledger).expect("the ledger opens")
    }
}

fn links(got: &Got) -> BTreeSet<String> {
    let of = |n: &Node| n.get("href").or(n.get("src")).map(str::to_owned);
    let all = nodes(&got.text).iter().filter_map(of).filter(|l| l.starts_with('/')).collect::<BTreeSet<_>>();
    all.into_iter().map(|l| l.split('#').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_link_on_every_page_answers_in_both_languages() {
    let desk = Tested::new();
    for lang in ["hi", "en"] {
        let mut seen: BTreeSet<String> = BTreeSet::from(["/".to_owned()]);
        let mut left = vec!["/".to_owned()];
        let (mut asked, mut kinds) = (0, BTreeSet::new());
        while let Some(path) = left.pop() {
            let got = desk.read(&path, lang);
            asked += 1;
            let moved = got.status.is_redirection();
            assert!(got.status == StatusCode::OK || moved, "{path} ({lang}): {} {}", got.status, got.text);
            kinds.insert(path.split(['/', '?']).nth(1).unwrap().to_owned());
            if !got.header("content-type").starts_with("text/html") || moved {
                continue;
            }
            assert!(got.text.contains(&format!("<html lang=\"{lang}\"")), "{path}");
            for link in links(&got) {
                // Filters can be put together without end: of addresses with a query those that stand alone.
                let narrowed = link.matches('&').count() > 0 || link.contains("lang=") || link.contains("theme=");
                if !narrowed && seen.insert(link.clone()) {
                    left.push(link);
                }
            }
        }
        assert!(asked > 100, "only {asked} pages");
        for kind in ["e", "s", "g", "d", "a", "r", "x", "timeline", "deliveries", "sources", "network", "about"] {
            assert!(kinds.contains(kind), "no page of {kind} was linked");
        }
    }
}

// The words that a page marks for each claim.
fn marked(got: &Got) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    let nodes = nodes(&got.text);
    for pair in nodes.windows(2) {
        if let (Some(claims), true, Node::Text(text)) = (pair[0].get("data-c"), pair[0].opens("mark"), &pair[1]) {
            for claim in claims.split(' ').filter(|c| !c.is_empty()) {
                out.entry(claim.to_owned()).or_default().push_str(text);
            }
        }
    }
    out
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_words_marked_for_a_field_are_those_it_was_read_from() {
    let desk = Tested::new();
    let ledger = desk.store().ledger().unwrap();
    let mut checked = 0;
    for claim in &ledger.claims {
        let evidence: BTreeMap<usize, &str> = claim.evidence.iter().map(|e| (e.start, e.exact.as_str())).collect();
        let overlap =
            claim.evidence.iter().any(|a| claim.evidence.iter().any(|b| a.start < b.start && b.start < a.end));
        if overlap {
            continue;
        }
        let quote: String = evidence.into_values().map(without_space).collect();
        let letter = claim.record[..1].to_lowercase();
        for path in [format!("/{letter}/{}", claim.record), format!("/r/{}", claim.report)] {
            // Pages are made once for all of their claims.
            let found = desk.marks(&path).get(&claim.id).map(|t| without_space(t));
            assert_eq!(found.as_deref(), Some(quote.as_str()), "{} on {path}", claim.id);
            checked += 1;
        }
    }
    assert!(checked > 300, "only {checked} were looked at");
}

thread_local! {
    static MARKS: std::cell::RefCell<BTreeMap<String, BTreeMap<String, String>>> = std::cell::RefCell::default();
}

impl Tested {
    fn marks(&self, path: &str) -> BTreeMap<String, String> {
        if let Some(known) = MARKS.with_borrow(|m| m.get(path).cloned()) {
            return known;
        }
        let got = self.read(path, "hi");
        assert_eq!(got.status, StatusCode::OK, "{path}");
        let marks = marked(&got);
        MARKS.with_borrow_mut(|m| m.insert(path.to_owned(), marks.clone()));
        marks
    }
}

#[test]
fn the_id_of_a_telling_that_was_merged_leads_to_what_took_it_in() {
    let desk = Tested::new();
    let ledger = desk.store().ledger().unwrap();
    let merged = ledger.engagements.iter().find(|e| e.aliases.iter().any(|a| *a != e.id)).expect("a merged engagement");
    let alias = merged.aliases.iter().find(|a| **a != merged.id).unwrap();
    let got = desk.read(&format!("/e/{alias}"), "en");
    assert_eq!(got.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(got.header("location"), format!("/e/{}", merged.id));
    assert_eq!(desk.read("/e/E-ZZZZZZZZ", "en").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_conflict_is_decided_by_a_form_and_the_ledger_is_as_before_once_it_is_undone() {
    let desk = Tested::new();
    let start = desk.store().ledger().unwrap();
    let conflict = start.conflicts.iter().find(|c| c.state == "open").expect("an open conflict");
    let page = desk.read(&format!("/x/{}", conflict.id), "hi");
    let value =
        nodes(&page.text).iter().find(|n| n.get("name") == Some("value")).unwrap().get("value").unwrap().to_owned();
    let pairs = [("id", conflict.id.as_str()), ("verb", "accept"), ("value", value.as_str()), ("after", "/conflicts")];
    let done = desk.send("/judge", &pairs);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let operation = done.header("location").split("done=").nth(1).unwrap().to_owned();
    let now = desk.store().ledger().unwrap();
    assert!(now.conflicts.iter().any(|c| c.id == conflict.id && c.state == "settled"));
    assert!(desk.read("/conflicts", "hi").text.contains(&operation), "the last decisions have it");
    // Who looked before it was decided is told so, and nothing is entered.
    assert_eq!(desk.send("/judge", &pairs).status, StatusCode::CONFLICT);
    let undone = desk.send("/undo", &[("op", operation.as_str()), ("after", "https://elsewhere.example/")]);
    assert!(undone.header("location").starts_with("/conflicts?done=O-"), "{}", undone.header("location"));
    assert_eq!(desk.store().ledger().unwrap(), start);
}

#[test]
fn many_are_decided_at_once_only_as_they_were_shown() {
    let desk = Tested::new();
    let open = desk.store().ledger().unwrap().conflicts.iter().filter(|c| c.state == "open").count();
    assert!(open > 0);
    let preview = desk.read("/conflicts?bulk=unsure", "en");
    assert!(preview.text.contains(&format!("name=\"count\" value=\"{open}\"")));
    let other = desk.send("/bulk", &[("verb", "unsure"), ("count", &(open + 1).to_string())]);
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert_eq!(desk.store().operations().unwrap().len(), 0);
    let done = desk.send("/bulk", &[("verb", "unsure"), ("count", &open.to_string())]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(desk.store().operations().unwrap().len(), 1);
    assert_eq!(desk.send("/undo", &[]).status, StatusCode::SEE_OTHER);
    assert!(desk.store().ledger().unwrap().conflicts.iter().all(|c| c.state != "unsure"));
}

#[test]
fn a_name_in_latin_letters_is_found_in_its_hindi_spellings() {
    let desk = Tested::new();
    let got = desk.read("/search?q=kishida", "hi");
    for spelling in ["फुमियो किशिदा", "फूमिओ किशिदा"] {
        assert!(got.text.contains(spelling), "{spelling}");
    }
    let ledger = desk.store().ledger().unwrap();
    let id = &ledger.engagements[0].id;
    let got = desk.read(&format!("/search?q={}", id.to_lowercase()), "hi");
    assert_eq!((got.status, got.header("location")), (StatusCode::SEE_OTHER, format!("/e/{id}").as_str()));
}

#[test]
fn a_language_that_is_asked_for_is_kept() {
    let desk = Tested::new();
    let got = desk.ask("GET", "/about?lang=hi", &[("accept-language", "en")], "");
    assert!(got.text.contains("<html lang=\"hi\"") && got.header("set-cookie").starts_with("lang=hi"));
    let kept = desk.ask("GET", "/about", &[("accept-language", "en"), ("cookie", "lang=hi")], "");
    assert!(kept.text.contains("<html lang=\"hi\""));
}

#[test]
fn text_that_is_pasted_is_read_and_a_desk_for_reading_offers_no_forms() {
    let desk = Tested::new();
    let text = "12 मई 2023, नई दिल्ली\r\n\r\nजर्मनी के रक्षा मंत्री बोरिस पिस्टोरियस ने शुक्रवार को नई दिल्ली में रक्षा मंत्री राजनाथ सिंह से मुलाकात की।\r\n";
    let body = format!("--b\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--b--\r\n");
    let got = desk.ask("POST", "/add", &[("content-type", "multipart/form-data; boundary=b")], body);
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let report = links(&got).into_iter().find(|l| l.starts_with("/r/R-")).expect("the report that was read");
    assert!(desk.read(&report, "hi").text.contains("पिस्टोरियस"));

    let read_only = Tested::with(|s| s.read_only = true, bahi_web::Room::default());
    let conflict = read_only.store().ledger().unwrap().conflicts[0].id.clone();
    for path in ["/", "/conflicts", "/log", "/add", &format!("/x/{conflict}")] {
        let posts = |n: &Node| n.opens("form") && n.get("method") == Some("post");
        assert!(!nodes(&read_only.read(path, "en").text).iter().any(posts), "{path}");
    }
    assert_eq!(read_only.send("/undo", &[]).status, StatusCode::FORBIDDEN);
}

#[test]
fn an_answer_is_given_again_until_anybody_writes() {
    let desk = Tested::new();
    let first = desk.get("/");
    assert_eq!(desk.get("/").text, first.text);
    // Another process adds a report.
    let bahi = bahi::Bahi::new();
    let mut store = bahi::Store::open(&desk.ledger).unwrap();
    let text = "नई दिल्ली, 7 अगस्त 2031। जापान के विदेश मंत्री तोशिमित्सु मोतेगी ने दिल्ली में विदेश मंत्री एस जयशंकर से मुलाक़ात की।";
    let input = bahi::Input { path: "late.txt".into(), bytes: text.into(), ..bahi::Input::default() };
    for reading in bahi.read_each(input) {
        let bahi::Reading::Report(one) = reading else { panic!("it is a report") };
        store.add(&bahi.incoming(*one)).unwrap();
    }
    store.settle(bahi.knowledge(), |_| {}).unwrap();
    let after = desk.get("/");
    assert_ne!(after.header("etag"), first.header("etag"));
    assert!(!first.text.contains("2031") && after.text.contains("2031"), "{}", after.text);
    let (before, now) = (desk.get("/actors"), desk.get("/actors?lang=hi"));
    assert!(before.text.contains("Motegi") && now.text.contains("मोतेगी"));
}

#[test]
fn a_record_can_be_cited_and_engagements_drawn_elsewhere() {
    let desk = Tested::new();
    let list = desk.get("/api/v1/engagements?limit=1").json();
    let id = list["data"][0]["id"].as_str().unwrap().to_owned();
    let page = desk.get(&format!("/e/{id}"));
    for (step, kind) in [("bibtex", "application/x-bibtex"), ("csl", "application/vnd.citationstyles.csl+json")] {
        let at = format!("/cite/{id}/{step}");
        assert!(page.text.contains(&at), "{at}");
        let got = desk.get(&at);
        assert!(got.header("content-type").starts_with(kind), "{}", got.header("content-type"));
        assert!(got.text.contains(if step == "bibtex" { "@" } else { "\"type\"" }), "{}", got.text);
    }
    assert_eq!(desk.get("/cite/E-00000000000/bibtex").status.as_u16(), 404);
    let graph = desk.get("/engagements.gexf");
    assert!(graph.text.contains("<gexf") && graph.text.contains("<edge "), "{}", graph.text);
}
