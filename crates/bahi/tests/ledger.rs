//! The ledger file: whatever the order in which reports come, it holds what reading them together gives.

use bahi::ledger::Ledger;
use bahi::store::{Added, Filter, Incoming};
use bahi::{Bahi, Input, Store};
use std::path::Path;

fn reports(bahi: &Bahi, folders: &[&str]) -> Vec<(Input, Incoming)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths: Vec<_> = folders
        .iter()
        .flat_map(|f| std::fs::read_dir(root.join(f)).expect("a folder").flatten().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let input = |p: &std::path::PathBuf| Input {
        // With the folder, since several have a report of one name.
        path: p
            .iter()
            .rev()
            .take(2)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<std::path::PathBuf>()
            .to_string_lossy()
            .into_owned(),
        bytes: std::fs::read(p).expect("a report"),
        ..Input::default()
    };
    paths
        .iter()
        .map(input)
        .map(|i| {
            let one = bahi.read_one(&i).expect("readable");
            (i, one)
        })
        .collect()
}

// The ledger without what hangs on the order in which paths are given on the command line.
fn canonical(mut ledger: Ledger) -> Ledger {
    ledger.reports.sort_by_key(bahi::rank);
    ledger
}

// A small generator of one's own (Marsaglia's xorshift64), so that the orders are the same everywhere.
fn shuffle<T>(list: &mut [T], seed: u64) {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for i in (1..list.len()).rev() {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        list.swap(i, (x % (i as u64 + 1)) as usize);
    }
}

fn first_difference(a: &Ledger, b: &Ledger) -> String {
    let (a, b) = (serde_json::to_string_pretty(a).expect("JSON"), serde_json::to_string_pretty(b).expect("JSON"));
    let at = a.lines().zip(b.lines()).position(|(x, y)| x != y);
    at.map_or_else(
        || format!("{} and {} lines", a.lines().count(), b.lines().count()),
        |n| format!("line {n}: {:?} / {:?}", a.lines().nth(n), b.lines().nth(n)),
    )
}

#[test]
fn any_order_and_any_portions_give_the_ledger_of_reading_all_together() {
    let bahi = Bahi::new();
    let mut folders = vec!["eval/dev-a", "eval/dev-c", "demo/reports"];
    let seeds = "../shared/seeds";
    if Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(seeds).is_dir() {
        folders.push(seeds);
    } else {
        println!("skipped: {seeds} is not there; the orders are tried on {folders:?} alone");
    }
    let mut all = reports(&bahi, &folders);
    let inputs: Vec<Input> = all.iter().map(|r| r.0.clone()).collect();
    let together = canonical(bahi.read(&inputs).ledger);
    for seed in 0..10 {
        shuffle(&mut all, seed + 1);
        let mut store = Store::in_memory().expect("a store");
        for (n, (_, one)) in all.iter().enumerate() {
            assert_eq!(store.add(one).expect("added"), Added::New);
            // One by one, in portions, and all at once.
            if seed == 0 || seed < 9 && n % (seed as usize * 7 + 1) == 0 {
                store.settle(bahi.knowledge(), |_| {}).expect("settled");
            }
        }
        store.settle(bahi.knowledge(), |_| {}).expect("settled");
        let kept = canonical(store.ledger().expect("a ledger"));
        assert!(kept == together, "order {seed}: {}", first_difference(&kept, &together));
    }
}

#[test]
fn the_same_report_again_changes_nothing() {
    let bahi = Bahi::new();
    let all = reports(&bahi, &["demo/reports"]);
    let mut store = Store::in_memory().expect("a store");
    for (_, one) in &all {
        store.add(one).expect("added");
    }
    store.settle(bahi.knowledge(), |_| {}).expect("settled");
    let before = store.ledger().expect("a ledger");
    for (_, one) in &all {
        assert_eq!(store.add(one).expect("added"), Added::Known);
    }
    assert_eq!(store.unsettled().expect("a number"), 0);
    assert!(store.ledger().expect("a ledger") == before);
}

#[test]
fn a_claim_can_be_neither_changed_nor_deleted() {
    let bahi = Bahi::new();
    let mut store = Store::in_memory().expect("a store");
    store.add(&reports(&bahi, &["demo/reports"])[0].1).expect("added");
    for tamper in ["UPDATE claim SET value = 'x'", "DELETE FROM claim"] {
        let error = store.connection().execute(tamper, []).expect_err("refused").to_string();
        assert!(error.contains("judgement"), "{error}");
    }
}

#[test]
fn engagements_are_filtered_and_ids_are_found_by_their_beginnings() {
    let bahi = Bahi::new();
    let mut store = Store::in_memory().expect("a store");
    for (_, one) in reports(&bahi, &["eval/dev-a"]) {
        store.add(&one).expect("added");
    }
    store.settle(bahi.knowledge(), |_| {}).expect("settled");
    let all = store.engagements(&Filter::default()).expect("a list");
    let ledger = store.ledger().expect("a ledger");
    assert_eq!(all.len(), ledger.engagements.len());
    let visits = store.engagements(&Filter { kind: Some("visit".into()), ..Filter::default() }).expect("a list");
    assert_eq!(visits.len(), ledger.engagements.iter().filter(|e| e.kind == "visit").count());
    let merged = ledger.engagements.iter().find(|e| !e.aliases.is_empty()).expect("a merged one");
    assert_eq!(store.resolve_id(&merged.aliases[0]).expect("ids"), std::slice::from_ref(&merged.id));
    let (engagements, reports) = store.around(&merged.id).expect("around");
    let part = store.part(&engagements, &reports).expect("a part");
    assert_eq!(part.engagements.len(), 1);
    assert_eq!(part.engagements[0], *merged);
}
