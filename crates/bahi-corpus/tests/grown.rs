//! A ledger file that grew in any order and in any portions holds what reading all together gives.

use bahi::{Bahi, Input, Store};
use bahi_corpus::{Corpus, Spec};

#[test]
fn a_ledger_of_many_reports_is_the_same_in_whatever_portions_it_grew() {
    let bahi = Bahi::new();
    let corpus = Corpus::bundled().expect("a corpus");
    let inputs: Vec<Input> = corpus
        .reports(Spec { reports: 400, seed: 5, broken: false })
        .map(|r| Input { path: r.path, bytes: r.bytes, ..Input::default() })
        .collect();
    let mut together = bahi.read(&inputs).ledger;
    together.reports.sort_by_key(bahi::rank);
    for (portion, backwards) in [(7, false), (90, true), (400, false)] {
        let mut store = Store::in_memory().expect("a store");
        let mut order: Vec<&Input> = inputs.iter().collect();
        if backwards {
            order.reverse();
        }
        for some in order.chunks(portion) {
            for input in some {
                store.add(&bahi.read_one(input).expect("readable")).expect("added");
            }
            store.settle(bahi.knowledge(), |_| {}).expect("settled");
        }
        let grown = store.ledger().expect("a ledger");
        assert_eq!(grown.engagements.len(), together.engagements.len(), "portions of {portion}");
        let people = |ledger: &bahi::ledger::Ledger| ledger.actors.iter().map(|a| a.id.clone()).collect::<Vec<_>>();
        assert_eq!(people(&grown), people(&together), "portions of {portion}");
        assert!(grown == together, "portions of {portion}");
    }
}
