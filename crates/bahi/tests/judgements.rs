//! Judgements on the ledger file: the ledger is what follows from reports and from the operations that stand.

mod shelf;

use bahi::judge::{Judgement, Verb};
use bahi::ledger::Ledger;
use bahi::store::Incoming;
use bahi::store::judge::{Expected, JudgeError, Recipe, Signature};
use bahi::{Bahi, Store, StoreError};
use shelf::{Dice, add, bytes, filled, incoming, report};

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
    let mut ledger = store.ledger().expect("a ledger");
    while made < steps {
        let signature = asha(made);
        let standing = standing(store);
        let done = match dice.below(12) {
            0 => store.undo(&signature, None, k).is_ok(),
            1 => dice.pick(&standing).is_some_and(|id| store.undo(&signature, Some(id), k).is_ok()),
            // Seldom, else there would be little left to compare.
            2 if dice.below(8) == 0 => store.restore(&signature, dice.pick(&standing).map(String::as_str), k).is_ok(),
            _ => {
                // Not every time: somebody else's decisions may lie between looking and deciding.
                if made % 3 == 0 {
                    ledger = store.ledger().expect("a ledger");
                }
                let judgements = decide(dice, store, &ledger, bahi).filter(|j| !j.is_empty());
                judgements.is_some_and(|j| store.judge(&signature, &j, &[], k).is_ok())
            }
        };
        made += usize::from(done);
    }
    made
}

fn standing(store: &Store) -> Vec<String> {
    let mut rows =
        store.connection().prepare("SELECT id FROM v_operations WHERE stands ORDER BY number").expect("a query");
    let rows = rows.query_map([], |r| r.get(0)).expect("rows");
    rows.map(|r| r.expect("an id")).collect()
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

// One meeting, told with this town; papers of one day.
fn told(bahi: &Bahi, path: &str, town: &str) -> Incoming {
    let text = format!(
        "नई दिल्ली, 29 अप्रैल 2023। रूस के रक्षा मंत्री सर्गेई शोइगू ने 28 अप्रैल 2023 को {town} में भारत के रक्षा मंत्री \
         राजनाथ सिंह से मुलाकात की। {path}\n"
    );
    report(bahi, path, &text)
}

fn two_towns(bahi: &Bahi) -> Store {
    filled(bahi, &[told(bahi, "a.txt", "नई दिल्ली"), told(bahi, "b.txt", "मुंबई")])
}

fn the_conflict(store: &Store) -> bahi::ledger::Conflict {
    let all = store.ledger().expect("a ledger").conflicts;
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().expect("one")
}

fn the_engagement(store: &Store) -> bahi::ledger::Engagement {
    let all = store.ledger().expect("a ledger").engagements;
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().expect("one")
}

fn judge(store: &mut Store, bahi: &Bahi, judgement: Result<Judgement, StoreError>) -> String {
    let judgement = judgement.expect("a judgement");
    let signature = Signature { why: Some("the ministry says so".into()), ..asha(1) };
    store.judge(&signature, &[judgement], &[], bahi.knowledge()).expect("judged").operation.id
}

#[test]
fn an_accepted_value_is_shown_with_who_decided_and_the_claims_stay() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let (c, claims) = (the_conflict(&store), store.ledger().expect("a ledger").claims);
    let accepted = store.accept(&c.id, "mumbai", bahi.knowledge());
    let operation = judge(&mut store, &bahi, accepted);
    let e = the_engagement(&store);
    assert_eq!(e.place.map(|w| (w.name, w.country)), Some(("Mumbai".into(), Some("IN".into()))));
    let judged = e.judged.first().expect("noted");
    assert_eq!((judged.verb.as_str(), judged.field.as_str(), judged.by.as_str()), ("accept", "where", "asha"));
    assert_eq!((&judged.operation, judged.why.as_deref()), (&operation, Some("the ministry says so")));
    assert_eq!(the_conflict(&store).state, "settled");
    assert!(store.ledger().expect("a ledger").claims == claims);
}

#[test]
fn a_conflict_opens_again_when_a_value_comes_that_nobody_had_seen_and_only_then() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let accepted = store.accept(&the_conflict(&store).id, "1", bahi.knowledge());
    judge(&mut store, &bahi, accepted);
    add(&bahi, &mut store, &[told(&bahi, "c.txt", "मुंबई")]);
    assert_eq!(the_conflict(&store).state, "settled");
    add(&bahi, &mut store, &[told(&bahi, "d.txt", "चेन्नई")]);
    let c = the_conflict(&store);
    assert_eq!((c.state.as_str(), c.judged[0].unseen.as_slice()), ("open", &["Chennai".to_owned()][..]));
    // The field keeps what was decided until somebody decides again.
    assert_eq!(the_engagement(&store).place.map(|w| w.name), Some("Mumbai".into()));
    let unsure = store.mark(Verb::Unsure, &c.id);
    judge(&mut store, &bahi, unsure);
    assert_eq!(the_conflict(&store).state, "unsure");
}

#[test]
fn not_verifiable_is_an_answer_and_leaves_the_field_empty() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let mark = store.mark(Verb::NotVerifiable, &the_conflict(&store).id);
    judge(&mut store, &bahi, mark);
    assert_eq!(the_engagement(&store).place, None);
    let c = the_conflict(&store);
    assert_eq!((c.state.as_str(), c.judged[0].verb.as_str(), &c.judged[0].value), ("settled", "not-verifiable", &None));
    let id = the_engagement(&store).id;
    let when = store.set(&id, "when", None, bahi.knowledge());
    judge(&mut store, &bahi, when);
    let when = the_engagement(&store).when.expect("the words");
    assert_eq!((when.edtf, when.basis.as_str()), (None, "judgement"));
}

#[test]
fn both_stand_changes_nothing_but_the_state() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let before = the_engagement(&store).place;
    let mark = store.mark(Verb::BothStand, &the_conflict(&store).id);
    judge(&mut store, &bahi, mark);
    assert_eq!((the_conflict(&store).state.as_str(), the_engagement(&store).place), ("both-stand", before));
}

#[test]
fn a_set_date_is_found_by_filters_and_says_on_what_it_rests() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let id = the_engagement(&store).id;
    let set = store.set(&id, "when", Some("2023-04-27"), bahi.knowledge());
    judge(&mut store, &bahi, set);
    let when = the_engagement(&store).when.expect("a date");
    assert_eq!((when.edtf.as_deref(), when.basis.as_str()), (Some("2023-04-27"), "judgement"));
    assert!(!when.claims.is_empty());
    let day = bahi::day_bounds("2023-04-27").expect("a day").0;
    let on = |day| {
        let bounds = bahi::store::Bounds { from: Some(day), to: Some(day), ..Default::default() };
        bahi::store::Filter { bounds, ..Default::default() }
    };
    assert_eq!(store.engagements(&on(day)).expect("a list"), [id]);
    assert_eq!(store.engagements(&on(day + 1)).expect("a list"), Vec::<String>::new());
}

#[test]
fn what_is_split_stays_apart_also_from_reports_to_come_and_merging_again_heals_it() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let id = the_engagement(&store).id;
    let split = store.split(&id, &["b.txt".into()]);
    judge(&mut store, &bahi, split);
    add(&bahi, &mut store, &[told(&bahi, "c.txt", "मुंबई")]);
    let ledger = store.ledger().expect("a ledger");
    assert_eq!(ledger.engagements.len(), 2);
    assert!(ledger.conflicts.is_empty(), "the reports that agree are together: {:?}", ledger.conflicts);
    assert_eq!(ledger.engagements.iter().map(|e| e.reports.len()).sum::<usize>(), 3);
    assert!(ledger.engagements.iter().all(|e| e.judged[0].verb == "split"));
    let ids: Vec<String> = ledger.engagements.iter().map(|e| e.id.clone()).collect();
    let merge = store.merge(&ids);
    judge(&mut store, &bahi, merge);
    let e = the_engagement(&store);
    assert_eq!(e.reports.len(), 3);
    assert_eq!(e.judged.iter().map(|j| j.verb.as_str()).collect::<Vec<_>>(), ["split", "merge"]);
}

#[test]
fn a_merged_record_takes_in_a_report_that_fits_one_part_of_it() {
    let bahi = Bahi::new();
    let text = |day: u8| {
        format!(
            "नई दिल्ली, {} मई 2023। रूस के रक्षा मंत्री सर्गेई शोइगू ने {day} मई 2023 को नई दिल्ली में भारत के रक्षा मंत्री राजनाथ \
             सिंह से मुलाकात की।\n",
            day + 1
        )
    };
    let mut store = filled(&bahi, &[report(&bahi, "a.txt", &text(4)), report(&bahi, "b.txt", &text(14))]);
    let ids: Vec<String> = store.ledger().expect("a ledger").engagements.into_iter().map(|e| e.id).collect();
    assert_eq!(ids.len(), 2);
    let merge = store.merge(&ids);
    judge(&mut store, &bahi, merge);
    let more = report(&bahi, "c.txt", &format!("{} बैठक में सैन्य सहयोग पर चर्चा हुई।\n", text(14).trim()));
    add(&bahi, &mut store, &[more]);
    let e = the_engagement(&store);
    assert_eq!(e.reports.len(), 3);
    assert!(e.merged_because[0].contains("judged the same by asha"), "{:?}", e.merged_because);
    assert_eq!(the_conflict(&store).field, "when");
}

#[test]
fn an_actor_is_taken_out_as_one_report_says_it_and_put_together_again() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let shoigu = |store: &Store| -> Vec<bahi::ledger::Actor> {
        let all = store.ledger().expect("a ledger").actors;
        all.into_iter().filter(|a| a.spellings.iter().any(|s| s.text.contains("शोइगू"))).collect()
    };
    let start = bytes(&store);
    let one = shoigu(&store);
    assert_eq!((one.len(), one[0].known.as_deref()), (1, Some("sergei-shoigu")));
    let split = store.split(&one[0].id, &["b.txt".into()]);
    judge(&mut store, &bahi, split);
    let two = shoigu(&store);
    assert_eq!(two.iter().filter(|a| a.known.is_some()).count(), 1, "{two:?}");
    assert_eq!(two.len(), 2);
    // The reports no longer tell of the same parties.
    assert_eq!(store.ledger().expect("a ledger").engagements.len(), 2);
    let merge = store.merge(&[two[0].id.clone(), two[1].id.clone()]);
    judge(&mut store, &bahi, merge);
    assert_eq!(shoigu(&store).len(), 1);
    assert_eq!(the_engagement(&store).reports.len(), 2);
    undo_all(&mut store, &bahi);
    assert!(bytes(&store) == start);
}

#[test]
fn a_name_that_a_person_gives_an_actor_is_used_in_all_records() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let actor = the_engagement(&store).parties[0].actor.clone().expect("an actor");
    let set = store.set(&actor, "name/en", Some("Sergey Shoygu"), bahi.knowledge());
    judge(&mut store, &bahi, set);
    assert_eq!(the_engagement(&store).parties[0].name.as_deref(), Some("Sergey Shoygu"));
    let ledger = store.ledger().expect("a ledger");
    let a = ledger.actors.iter().find(|a| a.id == actor).expect("the actor");
    assert_eq!((a.name.en.as_deref(), a.judged[0].verb.as_str()), (Some("Sergey Shoygu"), "set"));
}

#[test]
fn who_judges_second_what_another_has_judged_is_told_so_and_nothing_is_entered() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let c = the_conflict(&store);
    let seen = Expected { conflict: c.id.clone(), last: store.last_on(&c.id).expect("a number") };
    assert_eq!(seen.last, None);
    let accept = store.accept(&c.id, "2", bahi.knowledge()).expect("a judgement");
    let first = store.judge(&asha(1), std::slice::from_ref(&accept), std::slice::from_ref(&seen), bahi.knowledge());
    let first = first.expect("judged").operation;
    let ravi = Signature { by: "ravi".into(), ..asha(2) };
    let second = store.judge(&ravi, std::slice::from_ref(&accept), std::slice::from_ref(&seen), bahi.knowledge());
    let error = second.expect_err("refused").to_string();
    assert!(error.contains("asha") && error.contains(&first.id), "{error}");
    assert_eq!(store.operations().expect("a log").len(), 1);
    // Taking back is news too.
    let again = Expected { last: Some(first.number), ..seen };
    store.undo(&asha(3), None, bahi.knowledge()).expect("undone");
    assert!(store.judge(&ravi, std::slice::from_ref(&accept), &[again], bahi.knowledge()).is_err());
    let now = Expected { conflict: c.id.clone(), last: store.last_on(&c.id).expect("a number") };
    assert!(store.judge(&ravi, &[accept], &[now], bahi.knowledge()).is_ok());
}

#[test]
fn an_undo_can_be_undone_and_an_early_operation_taken_back_alone() {
    let bahi = Bahi::new();
    let k = bahi.knowledge();
    let mut store = two_towns(&bahi);
    let start = bytes(&store);
    let id = the_engagement(&store).id;
    let set = |store: &mut Store, field: &str, value: &str| {
        let set = store.set(&id, field, Some(value), k);
        let operation = judge(store, &bahi, set);
        (operation, bytes(store))
    };
    let (first, after_first) = set(&mut store, "status", "planned");
    let (_, after_second) = set(&mut store, "when", "2023-05");
    let undo = store.undo(&asha(5), Some(&first), k).expect("undone").operation;
    let e = the_engagement(&store);
    assert_eq!((e.status.as_str(), e.when.and_then(|w| w.edtf).as_deref()), ("held", Some("2023-05")));
    assert!(store.undo(&asha(6), Some(&first), k).is_err());
    store.undo(&asha(6), Some(&undo.id), k).expect("made again");
    assert!(bytes(&store) == after_second);
    let back = store.restore(&asha(7), Some(&first), k).expect("restored").operation;
    assert!(bytes(&store) == after_first);
    store.restore(&asha(8), None, k).expect("restored");
    assert!(bytes(&store) == start);
    store.undo(&asha(9), None, k).expect("the restore to the start");
    assert!(bytes(&store) == after_first);
    store.undo(&asha(9), Some(&back.id), k).expect("the restore before it");
    assert!(bytes(&store) == after_second);
}

#[test]
fn operations_and_judgements_can_be_neither_changed_nor_deleted() {
    let bahi = Bahi::new();
    let mut store = two_towns(&bahi);
    let mark = store.mark(Verb::Unsure, &the_conflict(&store).id);
    judge(&mut store, &bahi, mark);
    for table in ["operation", "judgement", "judged"] {
        for tamper in [
            format!("DELETE FROM {table}"),
            format!("UPDATE {table} SET rowid = 7").replace("judged SET rowid", "judged SET judgement"),
        ] {
            let error = store.connection().execute(&tamper, []).expect_err("refused").to_string();
            assert!(error.contains("bahi undo"), "{tamper}: {error}");
        }
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_a_remedy() {
    let bahi = Bahi::new();
    let k = bahi.knowledge();
    let mut store = filled(&bahi, &incoming(&bahi, &["demo/reports"]));
    let ledger = store.ledger().expect("a ledger");
    let (e, a) = (&ledger.engagements[0].id, &ledger.actors[0].id);
    let conflict = &ledger.conflicts[0].id;
    let statement = &ledger.statements[0].id;
    let refused = [
        (store.accept(conflict, "nowhere at all", k), "it has 1"),
        (store.accept(e, "x", k), "no conflict"),
        (store.mark(Verb::Unsure, "X-00000000"), "bahi conflicts"),
        (store.set(e, "when", Some("soon"), k), "2023-04-28"),
        (store.set(e, "parties/A-00000000/office/of", Some("IN"), k), "takes no part"),
        (store.merge(&[e.clone(), a.clone()]), "one sort"),
        (store.merge(&[e.clone(), e.clone()]), "name two"),
        (store.merge(&[statement.clone(), e.clone()]), "only engagements"),
        (store.split(e, &["nothing.txt".into()]), "is told by"),
    ];
    for (judgement, word) in refused {
        let error = judgement.expect_err(word).to_string();
        assert!(error.contains(word), "{error}");
    }
    let nobody = Signature { by: " ".into(), ..asha(0) };
    let mark = store.mark(Verb::Unsure, conflict).expect("a judgement");
    assert!(store.judge(&nobody, &[mark], &[], k).expect_err("refused").to_string().contains("BAHI_BY"));
    assert!(store.judge(&asha(0), &[], &[], k).is_err());
    assert_eq!(store.operations().expect("a log").len(), 0);
}

#[test]
fn judgements_outlast_further_reports_in_any_order_and_closing_the_file() {
    let bahi = Bahi::new();
    let all = incoming(&bahi, &["demo/reports", "eval/dev-a"]);
    let mut dice = Dice::new(5);
    let folder = std::env::temp_dir().join(format!("bahi-judgements-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut ledgers = Vec::new();
    // Everything known beforehand, and then half of it and the rest one way and another.
    let mixed = dice.shuffled(&all);
    let (half, rest) = mixed.split_at(all.len() / 2);
    let mut first = filled(&bahi, half);
    walk(&mut Dice::new(8), &mut first, &bahi, 60);
    let recipe = first.recipe().expect("a recipe");
    add(&bahi, &mut first, rest);
    ledgers.push(bytes(&first));
    for n in 0..3 {
        let path = folder.join(format!("{n}.db"));
        let mut store = Store::open(&path).expect("a file");
        add(&bahi, &mut store, half);
        store.replay(&asha(0), &recipe, bahi.knowledge(), false).expect("replayed");
        drop(store);
        for one in dice.shuffled(rest) {
            let mut store = Store::open(&path).expect("the file");
            store.add(&one).expect("added");
            // Half of them as if the program was killed before it could work out what follows.
            if dice.below(2) == 0 {
                store.settle(bahi.knowledge(), |_| {}).expect("settled");
            }
        }
        let mut store = Store::open(&path).expect("the file");
        store.settle(bahi.knowledge(), |_| {}).expect("settled");
        ledgers.push(bytes(&store));
    }
    std::fs::remove_dir_all(&folder).expect("gone");
    for other in &ledgers[1..] {
        assert_eq!(shelf::first_difference(&ledgers[0], other), None);
    }
}

#[test]
fn a_recipe_makes_what_it_can_and_says_what_it_cannot() {
    let bahi = Bahi::new();
    let k = bahi.knowledge();
    let mut store = two_towns(&bahi);
    let accept = store.accept(&the_conflict(&store).id, "1", k);
    judge(&mut store, &bahi, accept);
    let text = String::from_utf8(store.recipe().expect("a recipe").to_jsonl().expect("lines")).expect("UTF-8");
    let recipe = Recipe::parse(&text).expect("a recipe");
    assert_eq!(recipe, store.recipe().expect("a recipe"));
    let ravi = Signature { by: "ravi".into(), ..asha(9) };
    let mut same = two_towns(&bahi);
    let dry = same.replay(&ravi, &recipe, k, true).expect("replayed");
    assert_eq!((dry.made, same.operations().expect("a log").len()), (1, 0));
    assert_eq!(same.replay(&ravi, &recipe, k, false).expect("replayed").made, 1);
    assert!(bytes(&same) == bytes(&store));
    let again = same.replay(&ravi, &recipe, k, false).expect("replayed");
    assert_eq!((again.made, again.there, again.done), (0, 1, None));
    assert_eq!(same.recipe().expect("a recipe"), recipe, "handed on as it came");
    let mut other = filled(&bahi, &[told(&bahi, "a.txt", "नई दिल्ली")]);
    let replayed = other.replay(&ravi, &recipe, k, false).expect("replayed");
    assert_eq!((replayed.made, replayed.refused.len()), (0, 1));
    assert!(replayed.refused[0].why.contains("sha256"), "{}", replayed.refused[0].why);
    for broken in ["", "{}", "{\"recipe\":99}", "{\"recipe\":1}\n{\"operation\":3}"] {
        assert!(Recipe::parse(broken).expect_err("refused").to_string().contains("bahi export --to recipe"));
    }
}
