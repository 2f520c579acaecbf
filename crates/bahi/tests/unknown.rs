//! What reports ask for and the knowledge lacks.

use bahi::{Bahi, Input, UnknownReport};

fn ask(reports: &[&str]) -> UnknownReport {
    let inputs: Vec<Input> = reports
        .iter()
        .enumerate()
        .map(|(i, text)| Input { path: format!("{i}.txt"), bytes: text.as_bytes().to_vec(), ..Input::default() })
        .collect();
    Bahi::new().unknown(&inputs)
}

fn found(report: &UnknownReport) -> Vec<(&str, &str, usize)> {
    report.unknown.iter().map(|u| (u.kind.as_str(), u.words.as_str(), u.count)).collect()
}

const HEAD: &str = "नई दिल्ली में बातचीत हुई\n\nनई दिल्ली, 12 मार्च 2024।\n\n";

#[test]
fn a_name_beside_an_office_is_told_with_quote_and_line() {
    let text = format!("{HEAD}पहला वाक्य यहां है।\n\nरूस के उप विदेश मंत्री तिखोन झुरबाखोव ने राजनाथ सिंह से मुलाकात की।\n");
    let report = ask(&[&text]);
    let one = report.unknown.iter().find(|u| u.kind == "person").expect("a person");
    assert_eq!((one.words.as_str(), one.office.as_deref()), ("तिखोन झुरबाखोव", Some("deputy foreign minister")));
    assert_eq!((one.path.as_str(), one.line), ("0.txt", 7));
    assert!(one.quote.starts_with("रूस के उप विदेश मंत्री"), "{}", one.quote);
    assert!(!found(&report).iter().any(|f| f.1.contains("राजनाथ")), "known people are not asked for");
}

#[test]
fn the_most_frequent_comes_first() {
    let one = format!("{HEAD}रूस के उप विदेश मंत्री तिखोन झुरबाखोव ने कहा कि बातचीत अच्छी रही।\n");
    let two = format!("{HEAD}चीन के उप विदेश मंत्री फेंग झाओबिंग और रूस के उप विदेश मंत्री तिखोन झुरबाखोव ने बातचीत की।\n");
    let report = ask(&[&two, &one]);
    assert_eq!(found(&report), [("person", "तिखोन झुरबाखोव", 2), ("person", "फेंग झाओबिंग", 1)]);
    assert_eq!(report.unknown[0].reports, 2);
}

#[test]
fn a_country_that_no_entry_has_is_told() {
    let text = format!("{HEAD}ज़ुबरोविया के विदेश मंत्री ने सोमवार को भारत के विदेश मंत्री से मुलाकात की।\n");
    assert_eq!(found(&ask(&[&text])), [("country", "ज़ुबरोविया", 1)]);
}

#[test]
fn capitals_beside_an_office_are_told() {
    let text = format!("{HEAD}रूस के विदेश मंत्री Tikhon Zhurbakov ने सोमवार को भारत के विदेश मंत्री से मुलाकात की।\n");
    assert_eq!(found(&ask(&[&text])), [("latin", "Tikhon Zhurbakov", 1)]);
}

#[test]
fn words_before_the_head_of_a_forum_are_told_unless_it_is_a_press_conference() {
    let text = format!("{HEAD}दोनों नेताओं ने मेकांग डेल्टा सम्मेलन में हिस्सा लिया। मंत्री ने प्रेस कॉन्फ्रेंस में यह बताया।\n");
    let report = ask(&[&text]);
    assert_eq!(found(&report), [("forum", "मेकांग डेल्टा सम्मेलन", 1)]);
}

#[test]
fn letters_with_digits_beside_a_weapon_are_told_and_known_ones_are_not() {
    let text = format!("{HEAD}रूस भारत को जेडके-719 मिसाइल देगा। रूस भारत को एस-400 मिसाइल देगा। 12 मिसाइल आईं।\n");
    assert_eq!(found(&ask(&[&text])), [("system", "जेडके-719", 1)]);
}
