//! What holds for every input through the facade: nothing panics, nothing is lost, evidence slices back, same twice.

mod invariants;

use bahi::Input;
use invariants::{Checker, Found};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::sync::LazyLock;

static CHECKER: LazyLock<Checker> = LazyLock::new(Checker::new);

/// Who does things, with and without offices.
const ACTORS: &[&str] = &[
    "विदेश मंत्री एस जयशंकर",
    "एस. जयशंकर",
    "प्रधानमंत्री नरेंद्र मोदी",
    "रूस के राष्ट्रपति व्लादिमीर पुतिन",
    "अपने रूसी समकक्ष सर्गेई लावरोव",
    "चीन के विदेश मंत्री वांग यी",
    "रक्षा मंत्री राजनाथ सिंह",
    "विदेश मंत्रालय के प्रवक्ता",
    "पेरू के राजदूत",
    "उन्होंने",
    "दोनों देशों",
    "भारत और फ्रांस",
    "सूत्रों",
];

/// Where and when, as adjuncts.
const ADJUNCTS: &[&str] = &[
    "मॉस्को में",
    "नई दिल्ली में",
    "25 अगस्त को",
    "३१ फरवरी 2021 को",
    "सोमवार को",
    "कल",
    "संयुक्त राष्ट्र महासभा के 74वें सत्र से इतर",
    "ब्रिक्स शिखर सम्मेलन के दौरान",
    "द्विपक्षीय संबंधों पर",
    "के साथ",
    "5.43 अरब डॉलर के",
    "6,01,427",
    "99999999999999999999 करोड़ रुपये",
    "पांच में से तीन",
];

/// What is done.
const VERBS: &[&str] = &[
    "मुलाकात की",
    "से फोन पर बात की",
    "की यात्रा पर जाएंगे",
    "समझौते पर हस्ताक्षर किए",
    "एस-400 की आपूर्ति में देरी हुई",
    "एस-400 की तीन रेजिमेंट की आपूर्ति हो चुकी है",
    "की निंदा की",
    "कहा कि भारत शांति के पक्ष में है",
    "ने कहा, \"हम साथ हैं\"",
    "मुलाकात नहीं की",
    "से इनकार कर दिया",
    "बैठक रद्द कर दी गई",
];

/// Scraps that stand anywhere: case marks, signs, joiners, other scripts, markup.
#[rustfmt::skip] // one to a line is too long
const SCRAPS: &[&str] = &[
    " ने ", " से ", " को ", " के ", " और ", " कि ", "।", "॥", "|", ".", ",", ":", "ः", "\"", "“", "”", "'",
    "‘", "(", ")", "-", "–", "\n", "\r\n", "\n\n", "\r", "\u{200D}", "\u{200C}", "\u{93C}", "\u{94D}",
    "\u{FEFF}", "\u{FFFD}", "\u{A0}", "S-400", "BRICS", "Jaishankar ", "<p>", "</div>", "&nbsp;", "[1]",
    "http://example.com/", "#", "*", "🤝", "한국", "ये भी पढ़ें:", "डॉ. ", "एस-400", "2020-08-25", "० ", "0",
    "18446744073709551616 ", "-1 ", "1/0",
];

fn one_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(pieces).prop_map(str::to_owned)
}

/// A sentence in the order news has it, with pieces that may or may not fit.
fn sentence() -> impl Strategy<Value = String> {
    let adjuncts = || proptest::collection::vec(one_of(ADJUNCTS), 0..3);
    let mark = || proptest::sample::select(&[" ने ", " से ", " को ", " के साथ ", ", "][..]);
    (one_of(ACTORS), adjuncts(), one_of(ACTORS), mark(), adjuncts(), one_of(VERBS), one_of(&["।", "।\n", ". ", ""]))
        .prop_map(|(a, x, b, m, y, v, end)| format!("{a} ने {} {b}{m}{} {v}{end}", x.join(" "), y.join(" ")))
}

/// Text that looks like Hindi news closely enough for rules to match, and is broken as pages are.
fn hindi() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => sentence(),
        2 => one_of(SCRAPS),
        1 => one_of(ACTORS),
        1 => one_of(ADJUNCTS),
        1 => one_of(VERBS),
        1 => "[अ-ह ा-ौ्ंः।,०-९.]{0,12}",
    ];
    proptest::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
}

fn holds(inputs: &[&[u8]]) -> Result<Found, TestCaseError> {
    CHECKER.reader(inputs).map_err(TestCaseError::fail)
}

fn text_holds(text: &str) -> Result<(), TestCaseError> {
    invariants::text(text).map_err(TestCaseError::fail)?;
    let rules = CHECKER.bahi.rules_in(text);
    for found in &rules {
        let words = found.roles.iter().map(|(_, words)| words).chain([&found.trigger]);
        prop_assert!(words.clone().all(|w| text.contains(w.as_str())), "{found:?}");
    }
    prop_assert_eq!(rules, CHECKER.bahi.rules_in(text));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_read(text in "(?s).{0,300}") {
        text_holds(&text)?;
        holds(&[text.as_bytes()])?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        holds(&[&bytes])?;
        text_holds(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn hindi_text_is_cut_without_loss(text in hindi()) {
        text_holds(&text)?;
    }

    #[test]
    fn hindi_text_is_read_with_its_evidence(text in hindi()) {
        holds(&[text.as_bytes()])?;
    }

    #[test]
    fn hindi_text_cut_at_any_byte_is_read_or_refused(text in hindi(), at in any::<prop::sample::Index>()) {
        holds(&[&text.as_bytes()[..at.index(text.len() + 1)]])?;
    }

    #[test]
    fn reports_read_together_keep_their_evidence(one in hindi(), other in hindi()) {
        holds(&[one.as_bytes(), other.as_bytes()])?;
        holds(&[one.as_bytes(), one.as_bytes()])?;
    }
}

#[test]
fn the_samples_hold_records_to_check() {
    let mut runner = TestRunner::deterministic();
    let (mut found, mut kinds) = (Found::default(), [0; 4]);
    for _ in 0..96 {
        let text = hindi().new_tree(&mut runner).expect("a sample").current();
        let one = CHECKER.reader(&[text.as_bytes()]).unwrap_or_else(|why| panic!("{why}\n{text}"));
        found.records += one.records;
        found.claims += one.claims;
        let ledger =
            CHECKER.bahi.read(&[Input { path: "-".to_owned(), bytes: text.into_bytes(), ..Input::default() }]).ledger;
        let counts =
            [ledger.engagements.len(), ledger.statements.len(), ledger.agreements.len(), ledger.deliveries.len()];
        kinds.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
    }
    assert!(found.records >= 20 && found.claims >= found.records, "too little to check: {found:?}");
    assert!(kinds.iter().all(|&n| n > 0), "engagements, statements, agreements, deliveries: {kinds:?}");
}

#[test]
fn a_page_in_another_language_does_not_stand_in_for_the_report_beside_it() {
    let told = "विदेश मंत्री एस जयशंकर ने एस-400 की आपूर्ति में देरी की बात कही।";
    holds(&["한국".as_bytes(), told.as_bytes()]).expect("evidence of the second");
}
