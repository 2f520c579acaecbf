//! Reports that do not say their day, and days that do not say their year: what they may be one with, however they come.

use bahi::ledger::Ledger;
use bahi::{Bahi, Input, Store};

const OTHERS: [&str; 3] =
    ["रूस के विदेश मंत्री सर्गेई लावरोव", "अमेरिकी विदेश मंत्री एंटनी ब्लिंकन", "जापान के विदेश मंत्री ताकेशी इवाया"];
const PLACES: [&str; 3] = ["मॉस्को में", "नई दिल्ली में", ""];
const DAYS: [&str; 6] = ["26 दिसंबर को", "29 फरवरी को", "1 जनवरी को", "", "2024 में", "गुरुवार को"];
// A stay that no end is told of is over some weeks later.
const STAYS: [&str; 6] = ["14 दिसंबर से", "26 दिसंबर को", "12 मई को", "29 फरवरी को", "3 जनवरी से", "2024 में"];
const PUBLISHED: [&str; 6] = ["", "27 दिसंबर 2024", "1 मार्च 2023", "1 मार्च 2024", "31 दिसंबर 2023", "2 जनवरी 2025"];

fn report(name: &str, published: &str, told: &str) -> Input {
    let head = if published.is_empty() { String::new() } else { format!("नई दिल्ली, {published} : ") };
    Input { path: format!("{name}.txt"), bytes: format!("{head}{told}").into_bytes(), ..Input::default() }
}

// Every way of saying the day, by every sort of paper; more than are worked out by a single thread.
fn all() -> Vec<Input> {
    let mut out = Vec::new();
    for (o, other) in OTHERS.iter().enumerate() {
        for (p, place) in PLACES.iter().enumerate() {
            for (d, day) in DAYS.iter().enumerate() {
                for (n, published) in PUBLISHED.iter().enumerate() {
                    let told = format!("विदेश मंत्री एस जयशंकर ने {day} {place} {other} से मुलाकात की।");
                    out.push(report(&format!("{o}{p}{d}{n}"), published, &told));
                }
            }
        }
    }
    for (n, published) in PUBLISHED.iter().enumerate() {
        for (d, day) in STAYS.iter().enumerate() {
            let told = format!("विदेश मंत्री एस जयशंकर {day} रूस के दौरे पर रहेंगे।");
            out.push(report(&format!("stay{n}{d}"), published, &told));
        }
    }
    out
}

fn canonical(mut ledger: Ledger) -> Ledger {
    ledger.reports.sort_by_key(bahi::rank);
    ledger
}

#[test]
fn any_order_and_any_portions_give_the_ledger_of_reading_all_together() {
    let bahi = Bahi::new();
    let mut inputs = all();
    let together = canonical(bahi.read(&inputs).ledger);
    assert!(together.engagements.iter().any(|e| e.reports.len() > 5));
    for order in 0..4usize {
        inputs.rotate_left(order * 77);
        if order % 2 == 1 {
            inputs.reverse();
        }
        let folder = std::env::temp_dir().join(format!("bahi-undated-{order}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let mut store = Store::open(&folder.join("bahi.db")).expect("a store");
        for (n, input) in inputs.iter().enumerate() {
            store.add(&bahi.read_one(input).expect("readable")).expect("added");
            if order > 0 && n % (order * 60) == 0 {
                store.settle(bahi.knowledge(), |_| {}).expect("settled");
            }
        }
        store.settle(bahi.knowledge(), |_| {}).expect("settled");
        let kept = canonical(store.ledger().expect("a ledger"));
        assert!(kept == together, "order {order}");
        drop(store);
        std::fs::remove_dir_all(folder).expect("taken away");
    }
}

fn clusters(reports: &[Input]) -> Vec<Vec<String>> {
    let bahi = Bahi::new();
    let ledger = bahi.read(reports).ledger;
    let path = |id: &String| ledger.reports.iter().find(|r| r.id == *id).map(|r| r.path.replace(".txt", ""));
    let mut out: Vec<Vec<String>> =
        ledger.engagements.iter().map(|e| e.reports.iter().filter_map(path).collect()).collect();
    out.iter_mut().for_each(|c| c.sort());
    out.sort();
    out
}

#[test]
fn what_is_told_of_no_time_is_one_with_what_has_one_in_the_same_country_alone() {
    let told = |place: &str| format!("विदेश मंत्री एस जयशंकर ने {place} रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।");
    let found = clusters(&[
        report("dated", "27 दिसंबर 2024", &told("26 दिसंबर को मॉस्को में")),
        report("there", "", &told("मॉस्को में")),
        report("elsewhere", "", &told("नई दिल्ली में")),
        report("nowhere", "", &told("")),
    ]);
    assert_eq!(found, [vec!["dated", "there"], vec!["elsewhere", "nowhere"]]);
}

#[test]
fn what_is_told_of_no_time_and_could_be_of_several_is_of_none_of_them() {
    let told = |day: &str| format!("विदेश मंत्री एस जयशंकर ने {day} मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।");
    let mut reports = vec![
        report("first", "27 दिसंबर 2023", &told("26 दिसंबर को")),
        report("same", "28 दिसंबर 2023", &told("26 दिसंबर को")),
        report("undated", "", &told("")),
    ];
    assert_eq!(clusters(&reports), [vec!["first", "same", "undated"]]);
    // As far apart as two papers tell of one meeting.
    reports.push(report("soon", "20 फरवरी 2024", &told("19 फरवरी को")));
    assert_eq!(clusters(&reports), [vec!["first", "same", "undated"], vec!["soon"]]);
    reports.push(report("later", "10 जुलाई 2024", &told("9 जुलाई को")));
    assert_eq!(clusters(&reports), [vec!["first", "same"], vec!["later"], vec!["soon"], vec!["undated"]]);
}

#[test]
fn what_comes_later_makes_it_of_several() {
    let told = |day: &str| format!("विदेश मंत्री एस जयशंकर ने {day} मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।");
    let bahi = Bahi::new();
    let mut store = Store::in_memory().expect("a store");
    let mut add = |input: Input| {
        store.add(&bahi.read_one(&input).expect("readable")).expect("added");
        store.settle(bahi.knowledge(), |_| {}).expect("settled");
        store.ledger().expect("a ledger")
    };
    add(report("first", "27 दिसंबर 2023", &told("26 दिसंबर को")));
    let one = add(report("undated", "", &told("")));
    assert_eq!(one.engagements.iter().map(|e| e.reports.len()).collect::<Vec<_>>(), [2]);
    let two = add(report("later", "10 जुलाई 2024", &told("9 जुलाई को")));
    assert_eq!(two.engagements.iter().map(|e| e.reports.len()).collect::<Vec<_>>(), [1, 1, 1]);
    let undated = two.engagements.iter().find(|e| e.when.is_none()).expect("the undated one");
    let misses = store.near_misses(&undated.id).expect("near misses");
    assert_eq!(misses.len(), 2);
    assert!(misses.iter().all(|m| m.because.contains("undated.txt does not say when")), "{misses:?}");
}

#[test]
fn a_stay_without_an_end_is_over_before_a_day_months_later() {
    let told = |day: &str| format!("विदेश मंत्री एस जयशंकर {day} रूस के दौरे पर जाएंगे।");
    let found = clusters(&[
        report("open", "10 दिसंबर 2024", &told("14 दिसंबर से")),
        report("within", "", &told("20 दिसंबर को")),
        report("later", "", &told("12 मई को")),
    ]);
    assert_eq!(found, [vec!["later"], vec!["open", "within"]]);
}

#[test]
fn a_day_of_an_unknown_year_is_that_of_some_year() {
    let told = |day: &str| format!("विदेश मंत्री एस जयशंकर ने {day} मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।");
    let found = clusters(&[
        report("dated", "27 दिसंबर 2024", &told("26 दिसंबर को")),
        report("that", "", &told("26 दिसंबर को")),
        report("another", "", &told("3 मई को")),
    ]);
    assert_eq!(found, [vec!["another"], vec!["dated", "that"]]);
}
