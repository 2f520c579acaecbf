//! What a page costs does not hang on how large the ledger is: steps of the database are counted, not time.
#![allow(clippy::unwrap_used)] // work that is measured is written outside the tests

use bahi::store::judge::Wanted;
use bahi::store::{ActorFilter, Bounds, Facet, Filter, Kept, Type};
use bahi::{Bahi, Input, Reading, Store};
use bahi_corpus::{Corpus, Spec};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const SMALL: usize = 60;
const LARGE: usize = 600;

// A ledger of so many reports of a stream that goes on for as many days as it has tens of reports.
fn ledger(bahi: &Bahi, reports: usize) -> Store {
    let corpus = Corpus::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
    let mut store = Store::in_memory().unwrap();
    for report in corpus.reports_over(Spec { reports, seed: 7, broken: false }, reports / 10) {
        for reading in bahi.read_each(Input { path: report.path, bytes: report.bytes, ..Input::default() }) {
            if let Reading::Report(one) = reading {
                store.add(&bahi.incoming(*one)).unwrap();
            }
        }
    }
    store.settle(bahi.knowledge(), |_| {}).unwrap();
    store
}

// Steps that the database takes over some work.
fn steps<T>(store: &Store, work: impl FnOnce(&Store) -> T) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    store.connection().progress_handler(1, Some(move || counted.fetch_add(1, Ordering::Relaxed) == usize::MAX));
    work(store);
    store.connection().progress_handler(0, None::<fn() -> bool>);
    count.load(Ordering::Relaxed)
}

type Work = fn(&Store);

const PAGES: &[(&str, Work)] = &[
    ("the first page", |s| drop(s.page(&[], &Filter::default(), None, 25).unwrap())),
    ("the first page of a type", |s| drop(s.page(&[Type::Statement], &Filter::default(), None, 25).unwrap())),
    ("a page further down", |s| {
        let first = s.page(&[], &Filter::default(), None, 50).unwrap();
        drop(s.page(&[], &Filter::default(), first.next.as_ref(), 25).unwrap());
    }),
    ("reports", |s| drop(s.heads(&Bounds::default(), 0, 25).unwrap())),
    ("actors by their ids", |s| {
        let page = s.page(&[Type::Engagement], &Filter::default(), None, 1).unwrap();
        let ledger = s.ledger_of(&page.ids().map(str::to_owned).collect()).unwrap();
        let ids = ledger.actors.into_iter().take(3).map(|a| a.id).collect();
        drop(s.actors(&ActorFilter { ids, ..ActorFilter::default() }, 10).unwrap());
    }),
    ("a statement", |s| {
        let page = s.page(&[Type::Statement], &Filter::default(), None, 1).unwrap();
        drop(s.ledger_of(&page.ids().map(str::to_owned).collect()).unwrap());
    }),
    ("the last decisions", |s| drop(s.operations_wanted(Wanted::Last { skip: 0, most: 25 }).unwrap())),
];

#[test]
fn a_ledger_ten_times_as_large_takes_no_more_steps_for_a_page() {
    let bahi = Bahi::new();
    let (small, large) = (ledger(&bahi, SMALL), ledger(&bahi, LARGE));
    let records = |s: &Store| s.count(&[], &Filter::default()).unwrap();
    assert!(records(&large) > 7 * records(&small), "{} and {}", records(&large), records(&small));
    for (name, work) in PAGES {
        work(&small);
        work(&large);
        let (few, many) = (steps(&small, work), steps(&large, work));
        // Counting what there is in all walks through an index; what is found in one report varies.
        let walk = if *name == "reports" { 2 * LARGE } else { 0 };
        assert!(many <= 2 * few + walk + 200, "{name}: {few} steps in the small ledger, {many} in the large one");
    }
}

#[test]
fn what_many_ask_for_is_counted_once_for_a_state_of_the_file() {
    let bahi = Bahi::new();
    let store = ledger(&bahi, SMALL);
    let kept = Arc::new(Kept::default());
    let facets = |s: &Store| s.facets(&[], &Filter::default(), &Facet::ALL, 10).unwrap();
    let actors = |s: &Store| s.actors(&ActorFilter::default(), 10).unwrap();
    let outlets = |s: &Store| s.outlets_counted().unwrap();
    store.share(Some((kept.clone(), "one".to_owned())));
    let (before, before_actors, before_outlets) = (facets(&store), actors(&store), outlets(&store));
    let again = |s: &Store| {
        assert_eq!((facets(s), actors(s), outlets(s)), (before.clone(), before_actors.clone(), before_outlets.clone()));
    };
    assert_eq!(steps(&store, again), 0);
    store.share(Some((kept, "two".to_owned())));
    assert!(steps(&store, |s| drop(facets(s))) > 0);
    let told: BTreeSet<String> = before_outlets.iter().filter_map(|o| o.name.clone()).collect();
    assert_eq!(told, store.outlets().unwrap().into_iter().collect());
    assert_eq!(before_outlets.iter().map(|o| o.reports).sum::<usize>(), store.reports().unwrap().len());
}
