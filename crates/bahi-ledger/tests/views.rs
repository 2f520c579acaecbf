//! The views of the ledger file: each runs, on hostile values too, and each of their columns is described.

mod hostile;

use bahi_ledger::Store;
use bahi_ledger::store::{DOCUMENT, Incoming};
use hostile::hostile_reports;

fn columns(store: &Store, view: &str) -> Vec<String> {
    let mut rows = store.connection().prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid").expect("a query");
    let rows = rows.query_map([view], |r| r.get(0)).expect("rows");
    rows.map(|r| r.expect("a name")).collect()
}

fn views(store: &Store) -> Vec<String> {
    let query = "SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'v\\_%' ESCAPE '\\' ORDER BY name";
    let mut rows = store.connection().prepare(query).expect("a query");
    let rows = rows.query_map([], |r| r.get(0)).expect("rows");
    rows.map(|r| r.expect("a name")).collect()
}

fn hostile_store() -> Store {
    let mut store = Store::in_memory().expect("a store");
    for ledger in hostile_reports() {
        let signature = bahi_text::Signature::default();
        store.add(&Incoming::new(ledger, "पाठ".into(), None, signature)).expect("added");
    }
    store.settle(&bahi_knowledge::Knowledge::embedded(), |_| {}).expect("settled");
    store
}

#[test]
fn every_column_of_every_view_is_described_in_its_order() {
    let store = Store::in_memory().expect("a store");
    let views = views(&store);
    assert!(views.len() >= 13, "{views:?}");
    for view in views.iter().map(String::as_str).chain(["described"]) {
        let query = "SELECT \"column\" FROM described WHERE \"view\" = ?1 AND place > 0 ORDER BY place";
        let mut rows = store.connection().prepare(query).expect("a query");
        let described = rows.query_map([view], |r| r.get(0)).expect("rows").map(|r| r.expect("a name"));
        assert_eq!(columns(&store, view), described.collect::<Vec<String>>(), "{view}");
    }
    let query = "SELECT count(*) FROM described d WHERE d.\"view\" NOT IN (SELECT name FROM sqlite_schema)";
    let stray: i64 = store.connection().query_row(query, [], |r| r.get(0)).expect("a count");
    assert_eq!(stray, 0, "a view is described that is not there");
}

#[test]
fn the_document_is_what_the_file_says_of_itself() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(DOCUMENT);
    let page = std::fs::read_to_string(path).unwrap_or_default();
    let store = Store::in_memory().expect("a store");
    assert_eq!(page, store.described().expect("a page"), "run `cargo run -p bahi-ledger --example views`");
}

#[test]
fn views_run_on_hostile_values_and_lose_none() {
    let store = hostile_store();
    for view in views(&store) {
        let query = format!("SELECT * FROM {view}");
        let mut rows = store.connection().prepare(&query).expect("a query");
        let count = rows.query_map([], |_| Ok(())).expect("rows").map(|r| r.expect("a row")).count();
        let may_be_empty = ["v_operations", "v_judgements", "v_conflicts", "v_copies"].contains(&view.as_str());
        assert!(count > 0 || may_be_empty, "{view}");
    }
    let count = |query: &str| store.connection().query_row(query, [], |r| r.get::<_, i64>(0)).expect("a count");
    assert_eq!(count("SELECT count(*) FROM v_reports"), hostile_reports().len() as i64);
    assert_eq!(count("SELECT count(*) FROM v_claims"), count("SELECT count(*) FROM claim"));
    assert_eq!(count("SELECT count(*) FROM v_statements"), hostile_reports().len() as i64);
}
