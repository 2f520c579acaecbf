//! Reports in two languages read into one ledger: one meeting told in both is one engagement, and people are one whatever
//! the script.

use bahi::ledger::Ledger;
use bahi::store::ClaimFilter;
use bahi::{Bahi, Input, Store};
use flate2::read::GzDecoder;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What is told, in Hindi and in English.
const SAME: [(&str, &str, &str); 6] = [
    (
        "listed people, a place and a day",
        "नई दिल्ली, 12 नवंबर 2024 (भाषा) विदेश मंत्री एस जयशंकर ने मंगलवार को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।",
        "MOSCOW, Nov 12, 2024 (Reuters) - Indian External Affairs Minister S. Jaishankar met Russian Foreign Minister Sergei Lavrov in Moscow on Tuesday, and they spoke of trade.",
    ),
    (
        "the other side acts",
        "पेरिस, 11 फरवरी 2025 (वार्ता) प्रधानमंत्री नरेंद्र मोदी ने मंगलवार को पेरिस में फ्रांस के राष्ट्रपति इमैनुएल मैक्रों के साथ द्विपक्षीय वार्ता की।",
        "PARIS, Feb 11, 2025 (AFP) - French President Emmanuel Macron held talks with Prime Minister Narendra Modi of India in Paris on Tuesday. They are to travel to the south of the country.",
    ),
    (
        "a call",
        "नई दिल्ली, 27 अगस्त 2024 (भाषा) प्रधानमंत्री नरेंद्र मोदी ने मंगलवार को रूस के राष्ट्रपति व्लादिमीर पुतिन से फोन पर बात की।",
        "MOSCOW, Aug 27, 2024 (Reuters) - Russian President Vladimir Putin spoke to Indian Prime Minister Narendra Modi by phone on Tuesday, and the two talked of the war.",
    ),
    (
        "a visit",
        "नई दिल्ली, 20 मार्च 2023 (भाषा) जापान के प्रधानमंत्री फुमियो किशिदा सोमवार को दो दिन की यात्रा पर नई दिल्ली पहुंचे।",
        "NEW DELHI, March 20, 2023 (Reuters) - Japanese Prime Minister Fumio Kishida arrived in New Delhi on Monday on a two-day visit that will take in talks on trade.",
    ),
    (
        "a name that no list has",
        "नैरोबी, 24 अक्टूबर 2024 (भाषा) विदेश मंत्री एस जयशंकर ने गुरुवार को नैरोबी में केन्या के परिवहन मंत्री डेविड ओमोंडी से मुलाकात की।",
        "NAIROBI, Oct 24, 2024 (AFP) - Kenyan Transport Minister David Omondi met Indian External Affairs Minister S. Jaishankar in Nairobi on Thursday, and they spoke of the new road.",
    ),
    (
        "another such name, of three words",
        "हनोई, 5 जून 2024 (वार्ता) रक्षा मंत्री राजनाथ सिंह ने बुधवार को हनोई में वियतनाम के उप रक्षा मंत्री त्रान मिन्ह ताम के साथ बैठक की।",
        "HANOI, June 5, 2024 (Reuters) - Defence Minister Rajnath Singh held a meeting with Vietnamese Deputy Defence Minister Tran Minh Tam in Hanoi on Wednesday. They were joined by the navy chiefs.",
    ),
];

/// What must stay two engagements.
const APART: [(&str, &str, &str); 2] = [
    (
        "the same two on another day",
        "नई दिल्ली, 12 नवंबर 2024 (भाषा) विदेश मंत्री एस जयशंकर ने मंगलवार को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।",
        "NEW YORK, Sept 25, 2025 (Reuters) - Indian External Affairs Minister S. Jaishankar met Russian Foreign Minister Sergei Lavrov in New York on Thursday, and they spoke of trade.",
    ),
    (
        "another minister on the same day",
        "नैरोबी, 24 अक्टूबर 2024 (भाषा) विदेश मंत्री एस जयशंकर ने गुरुवार को नैरोबी में केन्या के परिवहन मंत्री डेविड ओमोंडी से मुलाकात की।",
        "NAIROBI, Oct 24, 2024 (AFP) - Kenyan Transport Minister Peter Kamau met Indian External Affairs Minister S. Jaishankar in Nairobi on Thursday, and they spoke of the new road.",
    ),
];

fn read(bahi: &Bahi, hindi: &str, english: &str) -> Ledger {
    let input =
        |path: &str, text: &str| Input { path: path.to_owned(), bytes: text.as_bytes().to_vec(), ..Input::default() };
    bahi.read(&[input("hindi.txt", hindi), input("english.txt", english)]).ledger
}

#[test]
fn one_engagement_told_in_two_languages_is_one_with_words_of_both() {
    let bahi = Bahi::new();
    for (what, hindi, english) in SAME {
        let ledger = read(&bahi, hindi, english);
        let languages: Vec<&str> = ledger.reports.iter().map(|r| r.language.as_str()).collect();
        assert_eq!(languages, ["hi", "en"], "{what}");
        assert_eq!(ledger.engagements.len(), 1, "{what}: {:?}", ledger.engagements);
        let one = &ledger.engagements[0];
        assert_eq!(one.reports.len(), 2, "{what}");
        let outlets: std::collections::BTreeSet<_> = ledger.reports.iter().map(|r| r.outlet.clone()).collect();
        assert!(outlets.len() == 2 && !outlets.contains(&None), "{what}: {outlets:?}");
        for report in &ledger.reports {
            let told =
                ledger.claims.iter().any(|c| c.record == one.id && c.report == report.id && !c.evidence.is_empty());
            assert!(told, "{what}: no words of the report in {}", report.language);
        }
        for party in &one.parties {
            let reports = |p: &&bahi::ledger::Party| {
                p.claims
                    .iter()
                    .filter_map(|id| ledger.claims.iter().find(|c| c.id == *id))
                    .map(|c| c.report.clone())
                    .collect::<std::collections::BTreeSet<_>>()
            };
            assert_eq!(reports(&party).len(), 2, "{what}: {:?} is told of in one report only", party.name);
        }
    }
}

#[test]
fn engagements_that_differ_stay_apart_across_languages() {
    let bahi = Bahi::new();
    for (what, hindi, english) in APART {
        let ledger = read(&bahi, hindi, english);
        assert_eq!(ledger.engagements.len(), 2, "{what}: {:?}", ledger.engagements);
        assert!(ledger.engagements.iter().all(|e| e.reports.len() == 1), "{what}");
    }
}

// `earlier/ledger-11.db.gz` is a file as a program of before left it, of the Hindi reports of `SAME` as `hindi-0.txt` and so on:
// it has no keys by sound, and claims that lie by their ids. Opening it makes it one of today.
fn earlier(folder: &Path) -> PathBuf {
    let path = folder.join("earlier.db");
    let mut bytes = Vec::new();
    GzDecoder::new(&include_bytes!("earlier/ledger-11.db.gz")[..]).read_to_end(&mut bytes).expect("packed");
    std::fs::write(&path, bytes).expect("a file");
    path
}

#[test]
fn a_ledger_from_before_english_was_read_meets_what_comes_in_english() {
    let bahi = Bahi::new();
    let folder = std::env::temp_dir().join(format!("bahi-languages-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut store = Store::open(&earlier(&folder)).expect("a file of today");
    store.catch_up(bahi.knowledge()).expect("settled");
    let before = store.ledger().expect("a ledger");
    assert_eq!((before.reports.len(), before.engagements.len()), (SAME.len(), SAME.len()));
    for claim in &before.claims {
        assert!(!claim.evidence.is_empty() && claim.evidence.iter().all(|e| !e.exact.is_empty()), "{claim:?}");
        assert_eq!(store.resolve_id(&claim.id).expect("looked up"), [claim.id.as_str()]);
        let asked = ClaimFilter { record: Some(claim.record.clone()), ..ClaimFilter::default() };
        assert!(store.claims_listed(&asked, 0, 1000).expect("listed").0.iter().any(|c| c.id == claim.id), "{claim:?}");
    }
    for (i, (_, _, english)) in SAME.iter().enumerate() {
        let (path, bytes) = (format!("english-{i}.txt"), english.as_bytes().to_vec());
        store.add(&bahi.read_one(&Input { path, bytes, ..Input::default() }).expect("readable")).expect("added");
    }
    store.settle(bahi.knowledge(), |_| {}).expect("settled");
    let engagements = store.ledger().expect("a ledger").engagements;
    assert_eq!(engagements.len(), SAME.len(), "{engagements:?}");
    assert!(engagements.iter().all(|e| e.reports.len() == 2), "{engagements:?}");
    let checked = store.checkup(bahi.knowledge(), false).expect("looked at");
    assert!(checked.findings.is_empty(), "{:?}", checked.findings);
    drop(store);
    std::fs::remove_dir_all(&folder).expect("taken away");
}
