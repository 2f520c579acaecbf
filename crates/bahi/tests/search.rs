//! Searching a ledger file: whole words of Hindi, all spellings of a name, names in Latin letters.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

use bahi::ledger::{Actor, Ledger, Name, Report, Spelling};
use bahi::store::{Bounds, Found, Incoming};
use bahi::{Bahi, Input, Store};

fn store_of(bahi: &Bahi, texts: &[&str]) -> Store {
    let mut store = Store::in_memory().unwrap();
    for (n, text) in texts.iter().enumerate() {
        let input = Input { path: format!("{n}.txt"), bytes: text.as_bytes().to_vec(), ..Input::default() };
        store.add(&bahi.read_one(&input).unwrap()).unwrap();
    }
    store.settle(bahi.knowledge(), |_| {}).unwrap();
    store
}

fn found(bahi: &Bahi, store: &Store, query: &str) -> Found {
    store.search(bahi.knowledge(), query, &Bounds::default(), 50).unwrap()
}

fn paths(bahi: &Bahi, store: &Store, query: &str) -> Vec<String> {
    let mut out: Vec<String> = found(bahi, store, query).hits.into_iter().map(|h| h.path).collect();
    out.sort();
    out
}

#[test]
fn minister_finds_neither_friend_nor_quantity_nor_spell() {
    let bahi = Bahi::new();
    let words = ["मंत्री", "मित्र", "मात्रा", "मंत्र"];
    let store = store_of(&bahi, &words);
    for (n, word) in words.iter().enumerate() {
        assert_eq!(paths(&bahi, &store, word), [format!("{n}.txt")], "{word}");
        assert_eq!(found(&bahi, &store, word).hits[0].marked(), format!("«{word}»"));
    }
    // Nor does a part of a word, or signs that are no word.
    for query in ["मं", "त्री", "म", "ी", "\" AND ( * -", "मंत्री NOT मित्र"] {
        assert_eq!(paths(&bahi, &store, query), Vec::<String>::new(), "{query}");
    }
}

#[test]
fn spellings_that_are_one_are_found_by_each_other() {
    let bahi = Bahi::new();
    let pairs = [
        ("हिन्दी", "हिंदी"),
        ("वाणिज्‍यिक", "वाणिज्यिक"),
        ("ज़मीन", "जमीन"),
        ("ज\u{93C}मीन", "ज़मीन"),
        ("चाँद", "चांद"),
        ("४०० सैनिक", "400 सैनिक"),
        ("सम्बन्ध", "संबंध"),
    ];
    for (written, asked) in pairs {
        for (text, query) in [(written, asked), (asked, written)] {
            let text = format!("उन्होंने कहा कि {text} की बात है।");
            let store = store_of(&bahi, &[&text, "कुछ और कहा।"]);
            assert_eq!(paths(&bahi, &store, query), ["0.txt"], "{query} in {text}");
        }
    }
}

#[test]
fn quoted_words_stand_side_by_side_and_are_marked_as_one() {
    let bahi = Bahi::new();
    let store = store_of(&bahi, &["विदेश मंत्री ने बात की।", "मंत्री जी विदेश गए।", "आज विदेश  मंत्री आए।"]);
    assert_eq!(paths(&bahi, &store, "विदेश मंत्री"), ["0.txt", "1.txt", "2.txt"]);
    assert_eq!(paths(&bahi, &store, "\"विदेश मंत्री\""), ["0.txt", "2.txt"]);
    let two = found(&bahi, &store, "\"विदेश मंत्री\"");
    let second = two.hits.iter().find(|h| h.path == "2.txt").unwrap();
    assert_eq!(second.marked(), "आज «विदेश मंत्री» आए।");
}

#[test]
fn a_name_in_latin_letters_finds_what_the_reports_call_it() {
    let bahi = Bahi::new();
    let texts = [
        "रूस के रक्षा मंत्री सर्गेई शोइगू ने नई दिल्ली में राजनाथ सिंह से मुलाकात की।",
        "रक्षा मंत्री सर्गेई शोइगु ने एस-400 की आपूर्ति पर बात की।",
        "चीन के रक्षा मंत्री ली शांगफू भारत आए।",
    ];
    let store = store_of(&bahi, &texts);
    assert_eq!(paths(&bahi, &store, "shoigu"), ["0.txt", "1.txt"]);
    assert_eq!(paths(&bahi, &store, "शोइगू"), ["0.txt", "1.txt"]);
    assert_eq!(paths(&bahi, &store, "sergei shoigu S-400"), ["1.txt"]);
    assert_eq!(paths(&bahi, &store, "\"शोइगू\""), ["0.txt"]);
    let answer = found(&bahi, &store, "shoigu");
    assert!(answer.also.iter().any(|a| a.name == "Sergei Shoigu" && !a.spellings.is_empty()), "{:?}", answer.also);
    assert!(answer.hits.iter().all(|h| h.marked().contains('«')), "{answer:?}");
}

#[test]
fn what_stands_beside_the_report_is_not_searched() {
    let bahi = Bahi::new();
    let page = "भारत और रूस के रक्षा मंत्रियों की बैठक\n\nरूस के रक्षा मंत्री सर्गेई शोइगू ने राजनाथ सिंह से मुलाकात की।\n\nअभी खरीदें\n";
    let store = store_of(&bahi, &[page]);
    assert_eq!(paths(&bahi, &store, "शोइगू"), ["0.txt"]);
    assert_eq!(paths(&bahi, &store, "खरीदें"), Vec::<String>::new());
}

#[test]
fn places_bodies_countries_and_goods_are_found_in_either_script() {
    let bahi = Bahi::new();
    let text = "रूस के रक्षा मंत्री सर्गेई शोइगू ने नई दिल्ली में शंघाई सहयोग संगठन की बैठक के इतर राजनाथ सिंह से मुलाकात की। \
                रूस ने भारत को एस-400 की तीन रेजिमेंट दे दी हैं।";
    let store = store_of(&bahi, &[text]);
    for (query, name) in [
        ("s-400", "S-400"),
        ("S400", "S-400"),
        ("एस-400", "S-400"),
        ("एस-४००", "S-400"),
        ("sco", "Shanghai Cooperation Organisation"),
        ("एससीओ", "Shanghai Cooperation Organisation"),
        ("new delhi", "New Delhi"),
        ("नयी दिल्ली", "New Delhi"),
        ("russia", "Russia"),
        ("रूस", "Russia"),
    ] {
        let actors = store.actors_like(bahi.knowledge(), query, 5).unwrap();
        assert!(actors.first().is_some_and(|a| a.name == name && a.sure), "{query}: {actors:?}");
    }
}

// Everybody whom knowledge has, told of in the ledger by their usual Hindi name: more to take them for than any real one has.
fn everybody(bahi: &Bahi) -> Store {
    let stock = &bahi.knowledge().stock;
    let mut store = Store::in_memory().unwrap();
    let people: Vec<&bahi_knowledge::world::Person> = stock.people.iter().collect();
    for (n, people) in people.chunks(20).enumerate() {
        let report = format!("R-{n:08}");
        let actor = |(at, person): (usize, &&bahi_knowledge::world::Person)| {
            let hindi =
                bahi.knowledge().display(bahi_knowledge::stock::NameKind::Person, &person.id).map(str::to_owned);
            let spelling =
                Spelling { text: hindi.clone().unwrap_or_default(), count: 1, reports: vec![report.clone()] };
            Actor {
                id: format!("A-{n:04}{at:04}"),
                kind: "person".into(),
                name: Name { en: Some(person.name.clone()), hi: hindi },
                spellings: vec![spelling],
                known: Some(person.id.clone()),
                ..Actor::default()
            }
        };
        let ledger = Ledger {
            reports: vec![Report {
                id: report.clone(),
                sha256: report.clone(),
                path: report.clone(),
                ..Report::default()
            }],
            actors: people.iter().enumerate().map(actor).collect(),
            ..Ledger::default()
        };
        let signature = bahi_text::Signature::default();
        store.add(&Incoming::new(ledger, String::new(), None, signature)).unwrap();
    }
    store
}

#[test]
fn people_are_among_the_first_five_for_their_names_in_latin_letters() {
    let bahi = Bahi::new();
    let store = everybody(&bahi);
    let queries =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../eval/names/queries.csv")).unwrap();
    // Two of three; `bahi eval --names` asks them all.
    let queries = queries.lines().skip(1).enumerate().filter(|(n, _)| n % 3 < 2);
    let queries: Vec<(&str, &str)> = queries.filter_map(|(_, line)| line.split_once(',')).collect();
    let known: std::collections::BTreeMap<&str, &str> =
        bahi.knowledge().stock.people.iter().map(|p| (p.id.as_str(), p.name.as_str())).collect();
    let answered = |(query, id): &&(&str, &str)| {
        let five = store.actors_like(bahi.knowledge(), query, 5).unwrap();
        let well = five.iter().any(|a| known.get(id).is_some_and(|name| a.name == *name));
        if !well {
            println!("missed: {query} for {id}: {:?}", five.iter().map(|a| &a.name).collect::<Vec<_>>());
        }
        well
    };
    let right = queries.iter().filter(answered).count();
    println!("{right} of {} names in the first five, of {} people", queries.len(), known.len());
    assert!(queries.len() >= 300 && right * 100 >= queries.len() * 98, "{right} of {}", queries.len());
}
