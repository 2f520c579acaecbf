//! People whom no list has: found, romanised, linked across reports, and kept apart where they are two.

use bahi::ledger::{Actor, Ledger};
use bahi::{Bahi, Input, Without};
use std::sync::OnceLock;

fn bahi() -> &'static Bahi {
    static BAHI: OnceLock<Bahi> = OnceLock::new();
    BAHI.get_or_init(Bahi::new)
}

fn read(texts: &[&str]) -> Ledger {
    let input = |(i, text): (usize, &&str)| Input {
        path: format!("{i}.txt"),
        bytes: text.as_bytes().to_vec(),
        ..Input::default()
    };
    bahi().read(&texts.iter().enumerate().map(input).collect::<Vec<_>>()).ledger
}

fn people(ledger: &Ledger) -> Vec<&Actor> {
    ledger.actors.iter().filter(|a| a.kind == "person").collect()
}

fn named<'a>(ledger: &'a Ledger, name: &str) -> Vec<&'a Actor> {
    people(ledger).into_iter().filter(|a| a.name.en.as_deref() == Some(name)).collect()
}

const FIRST: &str = "तालिन में वार्ता\n\nतालिन, 5 मार्च 2024। रक्षा मंत्री राजनाथ सिंह ने मंगलवार को एस्टोनिया के रक्षा मंत्री \
                     हन्नो पेवकुर से मुलाकात की।\n";
const SECOND: &str = "राजनाथ एस्टोनिया में\n\nनई दिल्ली, 6 मार्च 2024। रक्षा मंत्री राजनाथ सिंह ने मंगलवार को एस्टोनिया के रक्षा मंत्री \
                      हानो पेवकूर के साथ बैठक की। पेवकूर ने भारत की सराहना की।\n";
const OTHER: &str = "राजनाथ ने की बात\n\nनई दिल्ली, 7 मार्च 2024। रक्षा मंत्री राजनाथ सिंह ने गुरुवार को एस्टोनिया के रक्षा मंत्री \
                     मार्टिन पेवकुर के साथ बैठक की।\n";

#[test]
fn an_unknown_name_in_two_spellings_is_one_person_written_in_roman_letters() {
    let ledger = read(&[FIRST, SECOND]);
    let found: Vec<_> = people(&ledger).into_iter().filter(|a| a.known.is_none()).collect();
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(one.name.en.as_deref(), Some("Hanno Pevkur"));
    assert_eq!(one.country.as_deref(), Some("EE"));
    assert!(one.spellings.iter().any(|s| s.text == "हानो पेवकूर"));
}

#[test]
fn two_who_share_surname_office_and_country_stay_two() {
    let ledger = read(&[FIRST, OTHER]);
    let found: Vec<_> = people(&ledger).into_iter().filter(|a| a.known.is_none()).map(|a| a.name.en.clone()).collect();
    assert_eq!(found, [Some("Hanno Pevkur".to_owned()), Some("Martin Pevkur".to_owned())]);
}

#[test]
fn two_of_one_surname_in_one_report_stay_two() {
    let text = "दो मंत्री\n\nनई दिल्ली, 5 मार्च 2024। विदेश मंत्री एस जयशंकर ने मंगलवार को एस्टोनिया के विदेश मंत्री मार्गस त्साखना से \
                मुलाकात की। बाद में जयशंकर ने लातविया के विदेश मंत्री आंद्रिस त्साखना से भी मुलाकात की।\n";
    let ledger = read(&[text]);
    let found: Vec<_> = people(&ledger).into_iter().filter(|a| a.known.is_none()).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_ne!(found[0].country, found[1].country);
}

#[test]
fn a_name_that_stands_without_office_is_a_party() {
    let text = "मुलाकात\n\nलिस्बन, 5 मार्च 2024। विदेश मंत्री एस जयशंकर पुर्तगाल की यात्रा पर हैं। जयशंकर ने मंगलवार को यहां \
                कार्लोस मोएदास के साथ बैठक की। मोएदास ने भारत की सराहना की।\n";
    let ledger = read(&[text]);
    let found = people(&ledger).into_iter().find(|a| a.name.hi.as_deref() == Some("कार्लोस मोएदास")).expect("is found");
    assert_eq!(found.country.as_deref(), Some("PT"));
    let parties = ledger.engagements.iter().flat_map(|e| &e.parties);
    assert!(parties.into_iter().any(|p| p.actor.as_ref() == Some(&found.id)), "{:?}", ledger.engagements);
}

#[test]
fn without_people_nobody_is_known_and_without_the_tagger_fewer_are_found() {
    let input = [Input { path: "0.txt".into(), bytes: FIRST.as_bytes().to_vec(), ..Input::default() }];
    let ledger = Bahi::without(Without { people: true, tagger: false }).read(&input).ledger;
    assert!(people(&ledger).iter().all(|a| a.known.is_none()));
    assert_eq!(named(&ledger, "Rajnath Singh").len(), 1);
    let plain = Bahi::without(Without { people: false, tagger: true });
    let shown = plain.show_mentions(plain.pages(input[0].clone()).into_iter().find_map(report).expect("a report"));
    assert!(shown.iter().all(|m| m.sure.is_none()));
}

fn report(read: bahi::format::Read) -> Option<bahi::format::Leaf> {
    if let bahi::format::Read::Report(leaf) = read { Some(*leaf) } else { None }
}
