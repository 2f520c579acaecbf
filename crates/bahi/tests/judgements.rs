//! Judgements on the ledger file: the ledger is what follows from reports and from the operations that stand.

mod shelf;

use bahi::judge::{Judgement, Verb};
use bahi::ledger::Ledger;
use bahi::store::judge::{JudgeError, Signature};
use bahi::{Bahi, Store, StoreError};
use shelf::{Dice, bytes, filled, incoming};

fn asha(n: usize) -> Signature {
    Signature { by: "asha".into(), at: format!("2026-11-26T10:{:02}:{:02}Z", n / 60 % 60, n % 60), why: None }
}

// One decision at random on whatever there is, as a person could make it.
fn decide(dice: &mut Dice, store: &Store, ledger: &Ledger, bahi: &Bahi) -> Option<Vec<Judgement>> {
    let k = bahi.knowledge();
    let one = |j: Result<Judgement, StoreError>| j.ok().map(|j| vec![j]);
    let conflict = dice.pick(&ledger.conflicts);
    let marks = [Verb::BothStand, Verb::Unsure, Verb::NotVerifiable];
    match dice.below(12) {
        0..=2 => {
            let value = &dice.pick(&conflict?.values)?.value;
            one(store.accept(&conflict?.id, value, k))
        }
        3 => one(store.mark(*dice.pick(&marks)?, &conflict?.id)),
        4 => {
            let verb = *dice.pick(&marks)?;
            let all = ledger.conflicts.iter().filter(|c| c.kind == conflict.map_or("", |c| &c.kind));
            all.map(|c| store.mark(verb, &c.id).ok()).collect()
        }
        5 => {
            let id = &dice.pick(&ledger.engagements)?.id;
            let fields = [
                ("when", Some("2024-05-06")),
                ("status", Some("planned")),
                ("where", Some("Astana")),
                ("forum", None),
                ("kind", Some("call")),
                ("when", None),
            ];
            let (field, value) = *dice.pick(&fields)?;
            one(store.set(id, field, value, k))
        }
        6 => {
            let others = [
                (dice.pick(&ledger.deliveries).map(|d| &d.id), "ordered", Some("7")),
                (dice.pick(&ledger.statements).map(|s| &s.id), "kind", Some("warned")),
                (dice.pick(&ledger.agreements).map(|a| &a.id), "status", Some("refused")),
                (dice.pick(&ledger.actors).map(|a| &a.id), "name/en", Some("Somebody Else")),
            ];
            let (id, field, value) = *dice.pick(&others)?;
            one(store.set(id?, field, value, k))
        }
        7 => {
            let ids: Vec<String> =
                (0..2 + dice.below(2)).filter_map(|_| dice.pick(&ledger.engagements).map(|e| e.id.clone())).collect();
            one(if dice.below(3) == 0 { store.not_same(&ids) } else { store.merge(&ids) })
        }
        8 => {
            let people: Vec<_> = ledger.actors.iter().filter(|a| a.kind == "person").collect();
            let ids: Vec<String> = (0..2).filter_map(|_| dice.pick(&people).map(|a| a.id.clone())).collect();
            one(if dice.below(3) == 0 { store.not_same(&ids) } else { store.merge(&ids) })
        }
        9 | 10 => {
            let merged: Vec<_> = ledger.engagements.iter().filter(|e| e.reports.len() > 1).collect();
            let e = dice.pick(&merged)?;
            one(store.split(&e.id, &[dice.pick(&e.reports)?.clone()]))
        }
        _ => {
            let a = dice.pick(&ledger.actors)?;
            let s = dice.pick(&a.spellings)?;
            let out = if dice.below(2) == 0 { s.text.clone() } else { dice.pick(&s.reports)?.clone() };
            one(store.split(&a.id, &[out]))
        }
    }
}

// Operations at random, taking back among them; gives how many were made.
fn walk(dice: &mut Dice, store: &mut Store, bahi: &Bahi, steps: usize) -> usize {
    let k = bahi.knowledge();
    let mut made = 0;
    while made < steps {
        let signature = asha(made);
        let standing: Vec<String> =
            store.operations().expect("a log").into_iter().filter(|o| o.stands).map(|o| o.id).collect();
        let done = match dice.below(12) {
            0 => store.undo(&signature, None, k).is_ok(),
            1 => dice.pick(&standing).is_some_and(|id| store.undo(&signature, Some(id), k).is_ok()),
            // Seldom, else there would be little left to compare.
            2 if dice.below(8) == 0 => store.restore(&signature, dice.pick(&standing).map(String::as_str), k).is_ok(),
            _ => {
                let ledger = store.ledger().expect("a ledger");
                let judgements = decide(dice, store, &ledger, bahi).filter(|j| !j.is_empty());
                judgements.is_some_and(|j| store.judge(&signature, &j, &[], k).is_ok())
            }
        };
        made += usize::from(done);
    }
    made
}

fn undo_all(store: &mut Store, bahi: &Bahi) {
    loop {
        match store.undo(&asha(0), None, bahi.knowledge()) {
            Ok(_) => {}
            Err(StoreError::Judge(JudgeError::NothingToUndo)) => return,
            Err(other) => panic!("{other}"),
        }
    }
}

#[test]
fn five_hundred_judgements_and_all_taken_back_give_the_start_to_the_byte() {
    let bahi = Bahi::new();
    let reports = incoming(&bahi, &["demo/reports", "eval/dev-a"]);
    let mut store = filled(&bahi, &reports);
    let start = bytes(&store);
    let mut dice = Dice::new(11);
    assert_eq!(walk(&mut dice, &mut store, &bahi, 500), 500);
    assert!(bytes(&store) != start);
    // The same reports in another order, the same judgements: nothing hangs on the way that led here.
    let recipe = store.recipe().expect("a recipe");
    assert!(recipe.len() > 50, "{}", recipe.len());
    let mut other = filled(&bahi, &dice.shuffled(&reports));
    let replayed = other.replay(&asha(0), &recipe, bahi.knowledge(), false).expect("replayed");
    assert!(replayed.refused.is_empty(), "{:?}", replayed.refused);
    assert_eq!(shelf::first_difference(&bytes(&store), &bytes(&other)), None);
    undo_all(&mut store, &bahi);
    assert_eq!(shelf::first_difference(&bytes(&store), &start), None);
}
