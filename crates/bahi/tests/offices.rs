//! What countries call their offices, beside the plain titles.

use bahi::{Bahi, Input};

/// Title, country and style of the parties of the first meeting in a report of a day.
fn offices(day: &str, sentence: &str) -> Vec<(String, String, Option<String>)> {
    let text = format!("विदेश मंत्रियों की बातचीत\n\nनई दिल्ली, {day}।\n\n{sentence}\n");
    let outcome = Bahi::new().read(&[Input { path: "a.txt".into(), bytes: text.into_bytes(), ..Input::default() }]);
    let parties = outcome.ledger.engagements.first().map(|e| e.parties.clone()).unwrap_or_default();
    let office = |o: bahi::ledger::Office| (o.title, o.of.unwrap_or_default(), o.styled);
    parties.into_iter().filter_map(|p| p.office).map(office).collect()
}

fn office(title: &str, of: &str, styled: Option<&str>) -> (String, String, Option<String>) {
    (title.into(), of.into(), styled.map(str::to_owned))
}

#[test]
fn the_style_of_the_country_stands_beside_the_plain_title() {
    let found = offices("12 मार्च 2024", "अमेरिका के विदेश मंत्री ने सोमवार को चीन के विदेश मंत्री से मुलाकात की।");
    assert!(found.contains(&office("foreign minister", "US", Some("Secretary of State"))), "{found:?}");
    assert!(found.contains(&office("foreign minister", "CN", Some("Minister of Foreign Affairs"))), "{found:?}");
    let found = offices("12 मार्च 2024", "ब्रिटेन के वित्त मंत्री ने सोमवार को भूटान के वित्त मंत्री से मुलाकात की।");
    assert!(found.contains(&office("finance minister", "GB", Some("Chancellor of the Exchequer"))), "{found:?}");
    assert!(found.contains(&office("finance minister", "BT", None)), "{found:?}");
}

#[test]
fn a_style_used_for_a_time_is_told_in_that_time() {
    let sentence = "अमेरिका के रक्षा मंत्री ने सोमवार को ब्रिटेन के रक्षा मंत्री से मुलाकात की।";
    let of = |day| offices(day, sentence).into_iter().find(|o| o.1 == "US").and_then(|o| o.2);
    assert_eq!(of("12 मार्च 2024").as_deref(), Some("Secretary of Defense"));
    assert_eq!(of("12 नवंबर 2025").as_deref(), Some("Secretary of Defense (also Secretary of War)"));
}
