//! What reports disagree about, from their bytes to the conflicts of the ledger.

use bahi::ledger::{Conflict, Ledger};
use bahi::{Bahi, Input};

fn read(reports: &[&str]) -> Ledger {
    let input = |(n, text): (usize, &&str)| Input {
        path: format!("{n}.txt"),
        bytes: text.as_bytes().to_vec(),
        ..Input::default()
    };
    Bahi::new().read(&reports.iter().enumerate().map(input).collect::<Vec<_>>()).ledger
}

// Last part of the field, kind and state, and the values.
fn raised(ledger: &Ledger) -> Vec<(String, String, Vec<String>)> {
    let shown = |c: &Conflict| {
        let field = c.field.rsplit('/').next().unwrap_or_default().to_owned();
        (field, format!("{} {}", c.kind, c.state), c.values.iter().map(|v| v.value.clone()).collect())
    };
    ledger.conflicts.iter().map(shown).collect()
}

fn one(field: &str, kind: &str, values: &[&str]) -> Vec<(String, String, Vec<String>)> {
    vec![(field.to_owned(), kind.to_owned(), values.iter().map(|v| (*v).to_owned()).collect())]
}

fn meeting(head: &str, day: &str, who: &str) -> String {
    format!("नई दिल्ली, {head} : विदेश मंत्री एस जयशंकर ने {day} को नई दिल्ली में {who} से मुलाकात की।\n")
}

#[test]
fn one_meeting_on_two_days_is_a_contradiction() {
    let on = |day: &str| meeting("12 मार्च 2024", day, "जापान की विदेश मंत्री योको कामिकावा");
    let ledger = read(&[&on("11 मार्च"), &on("12 मार्च")]);
    assert_eq!(raised(&ledger), one("when", "contradiction open", &["2024-03-11", "2024-03-12"]));
    let measures = &ledger.conflicts[0].measures;
    assert_eq!((measures.witnesses, measures.dscore, measures.modal_confidence), (2, 1, 0.5));
}

#[test]
fn a_day_beside_its_month_is_told_of_and_not_raised() {
    let on = |day: &str| meeting("12 मार्च 2024", day, "जापान की विदेश मंत्री योको कामिकावा");
    let ledger = read(&[&on("11 मार्च"), &on("मार्च 2024")]);
    assert_eq!(raised(&ledger), Vec::new());
}

#[test]
fn a_wrong_first_name_is_a_slip_and_another_spelling_is_none() {
    let with = |who: &str| meeting("12 मार्च 2024", "11 मार्च", who);
    let right = with("रूस के उप प्रधानमंत्री देनीस मंतुरोव");
    let wrong = format!("{}मंतुरोव ने बाद में संवाददाताओं से बात की।\n", with("रूस के उप प्रधानमंत्री अलेक्सी मंतुरोव"));
    let spelt = with("रूस के उप प्रधानमंत्री डेनिस मंटुरोव");
    assert_eq!(raised(&read(&[&right, &spelt])), Vec::new());
    let found = raised(&read(&[&right, &wrong]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0.as_str(), found[0].1.as_str()), ("name", "slip open"));
}

#[test]
fn another_ministry_is_a_contradiction_and_the_style_of_the_country_is_none() {
    let with = |who: &str| meeting("12 मार्च 2024", "11 मार्च", who);
    let as_minister = with("अमेरिका के रक्षा मंत्री लॉयड ऑस्टिन");
    let as_secretary = with("अमेरिका के रक्षा सचिव लॉयड ऑस्टिन");
    let as_other = with("अमेरिका के विदेश मंत्री लॉयड ऑस्टिन");
    assert_eq!(raised(&read(&[&as_minister, &as_secretary])), Vec::new());
    let found = raised(&read(&[&as_minister, &as_other]));
    assert_eq!(found, one("title", "contradiction open", &["defence minister", "foreign minister"]));
}

#[test]
fn head_of_state_and_head_of_government_are_two_and_a_premier_may_hold_a_ministry() {
    let with = |who: &str| meeting("12 मार्च 2024", "11 मार्च", who);
    let premier = with("मलेशिया के प्रधानमंत्री अनवर इब्राहिम");
    let found = raised(&read(&[&premier, &with("मलेशिया के राष्ट्रपति अनवर इब्राहिम")]));
    assert_eq!(found, one("title", "contradiction open", &["president", "prime minister"]));
    assert_eq!(raised(&read(&[&premier, &with("मलेशिया के वित्त मंत्री अनवर इब्राहिम")])), Vec::new());
}

#[test]
fn the_demo_raises_the_slip_that_was_put_into_it_and_no_other() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/reports");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let texts: Vec<String> = files.iter().map(|f| std::fs::read_to_string(f).unwrap()).collect();
    let ledger = read(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let open: Vec<_> = ledger.conflicts.iter().filter(|c| c.state == "open").cloned().collect();
    let found = raised(&Ledger { conflicts: open, ..ledger });
    assert_eq!(found, one("title", "contradiction open", &["president", "prime minister"]));
}

#[test]
fn so_many_agreements_and_so_many_others_are_a_contradiction() {
    let signed = |n: &str| format!("ढाका, 6 जून 2023 : भारत और बांग्लादेश ने मंगलवार को कुल {n} समझौतों पर हस्ताक्षर किए।\n");
    let ledger = read(&[&signed("10"), &signed("13")]);
    assert_eq!(raised(&ledger), one("count", "contradiction open", &["10", "13"]));
    assert_eq!(raised(&read(&[&signed("10"), &signed("10")])), Vec::new());
}

#[test]
fn deliveries_that_grow_are_news_and_those_that_shrink_a_contradiction() {
    let told = |day: &str, n: &str| format!("नई दिल्ली, {day} : रूस भारत को पांच में से {n} एस-400 रेजिमेंट सौंप चुका है।\n");
    let grown = raised(&read(&[&told("6 जून 2022", "दो"), &told("6 जून 2023", "तीन")]));
    assert_eq!(grown, one("delivered", "newer both-stand", &["2", "3"]));
    let shrunk = raised(&read(&[&told("6 जून 2022", "तीन"), &told("6 जून 2023", "दो")]));
    assert_eq!(shrunk, one("delivered", "contradiction open", &["2", "3"]));
    let same_day = raised(&read(&[&told("6 जून 2022", "तीन"), &told("6 जून 2022", "दो")]));
    assert_eq!(same_day, one("delivered", "contradiction open", &["2", "3"]));
}

#[test]
fn a_sum_and_the_same_rounded_both_stand() {
    let told =
        |sum: &str| format!("नई दिल्ली, 6 जून 2022 : भारत ने रूस से पांच एस-400 रेजिमेंट {sum} डॉलर में खरीदने का अनुबंध किया था।\n");
    let rounded = raised(&read(&[&told("5.43 अरब"), &told("5.4 अरब")]));
    assert_eq!(rounded, one("value", "rounding both-stand", &["5400000000 USD", "5430000000 USD"]));
    let other = raised(&read(&[&told("5.43 अरब"), &told("6.2 अरब")]));
    assert_eq!(other, one("value", "contradiction open", &["5430000000 USD", "6200000000 USD"]));
}

#[test]
fn an_agency_story_in_three_papers_is_one_witness() {
    let story = "विदेश मंत्री एस जयशंकर ने 11 मार्च को नई दिल्ली में जापान की विदेश मंत्री योको कामिकावा से मुलाकात की। दोनों ने \
                 हिंद-प्रशांत क्षेत्र की सुरक्षा, आपूर्ति शृंखला और सेमीकंडक्टर में सहयोग पर विस्तार से बात की और अगले साल फिर मिलने पर सहमति जताई।";
    let paper = |head: &str, more: &str| format!("{head}\n\nनई दिल्ली, 12 मार्च 2024 : {story}\n{more}");
    let added = "स्थानीय उद्योग मंडल ने इस बैठक का स्वागत किया है।\n";
    let other = meeting("12 मार्च 2024", "12 मार्च", "जापान की विदेश मंत्री योको कामिकावा");
    let ledger = read(&[
        &paper("जयशंकर और कामिकावा की मुलाकात", ""),
        &paper("जापान की विदेश मंत्री दिल्ली में", added),
        &paper("हिंद-प्रशांत पर भारत-जापान वार्ता", ""),
        &other,
    ]);
    let copies = ledger.reports.iter().filter(|r| r.copy_of.is_some()).count();
    assert_eq!(copies, 2);
    let original = ledger.reports.iter().find(|r| !r.copies.is_empty()).expect("an original");
    assert_eq!(original.copies.len(), 2);
    let meeting = ledger.engagements.iter().find(|e| e.reports.len() == 4).expect("merged");
    assert_eq!(meeting.witnesses, 2);
    let conflict = &ledger.conflicts[0];
    assert_eq!(conflict.field, "when");
    assert_eq!(conflict.values.iter().map(|v| (v.claims.len(), v.witnesses)).collect::<Vec<_>>(), [(3, 1), (1, 1)]);
    assert_eq!((conflict.measures.witnesses, conflict.measures.modal_confidence), (2, 0.5));
    let disagreement = meeting.disagreement.as_ref().expect("two witnesses");
    assert_eq!(disagreement.fields.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["when"]);
}
