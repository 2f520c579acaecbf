//! Copies on a labelled set: precision and recall of what is called a copy, and of what the index brings up to be compared.

use bahi::{Bahi, Input, Store};
use bahi_resolve::combine::copies::{SHARED, is_copy};
use bahi_text::Signature;
use std::path::{Path, PathBuf};

struct Pair {
    names: String,
    a: Signature,
    b: Signature,
    label: String,
}

fn pairs() -> Vec<Pair> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../eval/copies");
    let list = std::fs::read_to_string(folder.join("pairs.csv")).expect("the pairs");
    let text = |name: &str| {
        let text = std::fs::read_to_string(folder.join("texts").join(format!("{name}.txt"))).expect("a text");
        Signature::new(text.split("\n\n"))
    };
    let row = |line: &str| {
        let [a, b, label] = line.split(',').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        Pair { names: format!("{a} {b}"), a: text(a), b: text(b), label: label.to_owned() }
    };
    list.lines().skip(1).map(row).collect()
}

#[test]
fn copies_are_told_from_rewritten_and_different_texts() {
    let pairs = pairs();
    assert!(pairs.len() >= 60);
    let wrong: Vec<&str> =
        pairs.iter().filter(|p| is_copy(&p.a, &p.b) != (p.label == "copy")).map(|p| p.names.as_str()).collect();
    let called = pairs.iter().filter(|p| is_copy(&p.a, &p.b)).count();
    let right = pairs.iter().filter(|p| p.label == "copy" && is_copy(&p.a, &p.b)).count();
    let copies = pairs.iter().filter(|p| p.label == "copy").count();
    println!("precision {right}/{called}, recall {right}/{copies}, {} pairs; wrong: {wrong:?}", pairs.len());
    for threshold in [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] {
        let over: Vec<&Pair> = pairs.iter().filter(|p| p.a.containment(&p.b) >= threshold).collect();
        let right = over.iter().filter(|p| p.label == "copy").count();
        println!("containment alone, {threshold}: precision {right}/{}, recall {right}/{copies}", over.len());
    }
    assert!(right as f64 / called as f64 >= 0.98);
    assert!(right as f64 / copies as f64 >= 0.95);
}

#[test]
fn the_sketches_of_copies_meet_in_the_index() {
    let pairs = pairs();
    let met = |p: &&Pair| p.a.sketch().iter().filter(|h| p.b.sketch().contains(h)).count() >= SHARED;
    let (copies, others): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(|p| p.label == "copy");
    let found = copies.iter().copied().filter(|p| met(p)).count();
    println!(
        "copies met {found}/{}, others met {}/{}",
        copies.len(),
        others.iter().copied().filter(|p| met(p)).count(),
        others.len()
    );
    assert!(found as f64 / copies.len() as f64 >= 0.98);
}

// The texts of the set as papers of one day, under headlines of their own.
fn papers() -> Vec<Input> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../eval/copies/texts");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("the texts").flatten().map(|e| e.path()).collect();
    paths.sort();
    let paper = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("a text");
        let bytes = format!("समाचार {}\n\nनई दिल्ली, 12 मार्च 2024 : {text}", name.len()).into_bytes();
        Input { path: name, bytes, ..Input::default() }
    };
    paths.iter().map(paper).collect()
}

#[test]
fn groups_of_copies_are_the_same_in_any_order_and_any_portions() {
    let bahi = Bahi::new();
    let mut inputs = papers();
    let canonical = |mut ledger: bahi::ledger::Ledger| {
        ledger.reports.sort_by_key(bahi::rank);
        ledger
    };
    let together = canonical(bahi.read(&inputs).ledger);
    assert!(together.reports.iter().filter(|r| r.copies.len() >= 4).count() >= 10);
    assert!(together.engagements.iter().any(|e| e.witnesses > 1 && e.witnesses < e.reports.len()));
    for order in 1..=6usize {
        inputs.rotate_left(order * 7);
        if order % 2 == 0 {
            inputs.reverse();
        }
        let mut store = Store::in_memory().expect("a store");
        for (n, input) in inputs.iter().enumerate() {
            store.add(&bahi.read_one(input).expect("readable")).expect("added");
            if n % order == 0 {
                store.settle(bahi.knowledge(), |_| {}).expect("settled");
            }
        }
        store.settle(bahi.knowledge(), |_| {}).expect("settled");
        let kept = canonical(store.ledger().expect("a ledger"));
        for (a, b) in kept.reports.iter().zip(&together.reports) {
            assert_eq!((&a.path, &a.copy_of, &a.copies), (&b.path, &b.copy_of, &b.copies), "order {order}");
        }
        assert!(kept == together, "order {order}");
    }
}
