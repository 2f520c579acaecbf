//! A small ledger in print, as people see it.

use super::*;
use bahi::ledger::{Actor, Claim, Conflict, ConflictValue, Delivery, Derived, Engagement, Evidence, Item, Name};
use bahi::ledger::{Party, Report, When};

fn claim(id: &str, report: &str, record: &str, field: &str, exact: &str, line: usize) -> Claim {
    Claim {
        id: id.into(),
        report: report.into(),
        record: record.into(),
        field: field.into(),
        value: "v".into(),
        evidence: vec![Evidence { exact: exact.into(), line, ..Evidence::default() }],
        rule: "hi/test".into(),
        modality: "asserted".into(),
        ..Claim::default()
    }
}

fn sample() -> Ledger {
    let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let name = Name { en: Some("Asha Rao".into()), hi: Some("आशा राव".into()) };
    let report =
        |id: &str, path: &str| Report { id: id.into(), path: path.into(), language: "hi".into(), ..Report::default() };
    let meeting = Engagement {
        id: "E-1".into(),
        kind: "meeting".into(),
        status: "held".into(),
        parties: vec![Party {
            actor: Some("A-1".into()),
            name: Some("Asha Rao".into()),
            office: None,
            claims: ids(&["C-1", "C-2", "C-3"]),
        }],
        when: Some(When { edtf: Some("2030-01-02".into()), basis: "weekday".into(), ..When::default() }),
        reports: ids(&["R-a", "R-b"]),
        conflicts: ids(&["X-1"]),
        merged_because: ids(&["same parties", "same day"]),
        ..Engagement::default()
    };
    let delivery = Delivery {
        id: "D-1".into(),
        item: Item { name: "S-400".into(), ..Item::default() },
        supplier: Some("RU".into()),
        delivered: Some(3),
        derived: Derived { ordered: Some(5), ..Derived::default() },
        status: "delayed".into(),
        claims: ids(&["C-4"]),
        ..Delivery::default()
    };
    let side = |value: &str, claim: &str| ConflictValue { value: value.into(), claims: ids(&[claim]), witnesses: 1 };
    Ledger {
        ledger_format: 1,
        reports: vec![report("R-a", "a.txt"), report("R-b", "b.txt")],
        actors: vec![Actor { id: "A-1".into(), name, ..Actor::default() }],
        engagements: vec![meeting],
        deliveries: vec![delivery],
        conflicts: vec![Conflict {
            id: "X-1".into(),
            record: "E-1".into(),
            field: "parties/A-1/office".into(),
            kind: "contradiction".into(),
            state: "open".into(),
            judged: vec![],
            values: vec![side("KZ", "C-1"), side("KG", "C-3")],
            ..Conflict::default()
        }],
        claims: vec![
            claim("C-1", "R-a", "E-1", "parties", "मंत्री आशा राव", 2),
            claim("C-2", "R-a", "E-1", "parties", "आशा राव", 2),
            claim("C-3", "R-b", "E-1", "parties", "राव", 7),
            claim("C-4", "R-a", "D-1", "delivered", "तीन इकाइयाँ", 4),
        ],
        ..Ledger::default()
    }
}

#[test]
fn a_ledger_reads_well() {
    let mut out = vec![];
    let hints = Hints::for_paths(&["a.txt".into(), "my file.txt".into()]);
    ledger(&mut out, &sample(), Paint::plain(), &hints).unwrap();
    let expected = "\
a.txt: Hindi · no date on the page
b.txt: Hindi · no date on the page

E-1  meeting, held · 2030-01-02
   who        आशा राव (Asha Rao)  «मंत्री आशा राव»  a.txt:2
              «राव»  b.txt:7
   when       2030-01-02 (derived: from the weekday and the date of the report)
   merged     2 reports taken for one (a.txt, b.txt): same parties; same day
   !          see X-1

D-1  delivery, delayed · Russia to ?
   item       S-400
   ordered    5 (derived: delivered + pending; not in the text)
   delivered  3  «तीन इकाइयाँ»  a.txt:4

X-1  conflict, contradiction: parties › Asha Rao › office of E-1
   !          Kazakhstan  «मंत्री आशा राव»  a.txt:2
   !          Kyrgyzstan  «राव»  b.txt:7

2 reports: 1 engagement · 1 delivery · 1 conflict
See why:   bahi why E-1 a.txt 'my file.txt'
As data:   bahi read --json a.txt 'my file.txt'
";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn every_line_of_jsonl_says_its_type_first() {
    let mut out = vec![];
    json_lines(&mut out, &sample()).unwrap();
    let text = String::from_utf8(out).unwrap();
    let types: Vec<String> = text
        .lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line).unwrap();
            assert!(line.starts_with("{\"type\":"));
            value["type"].as_str().unwrap().to_string()
        })
        .collect();
    let expected = "ledger report report actor engagement delivery conflict claim claim claim claim";
    assert_eq!(types.join(" "), expected);
}

#[test]
fn why_tells_rule_words_conflicts_and_merging() {
    let mut out = vec![];
    let subject = why::Subject::parse("e-1").unwrap();
    assert!(why::explain(&mut out, &sample(), &[], &subject, Paint::plain(), false).unwrap());
    let text = String::from_utf8(out).unwrap();
    for part in ["rule       hi/test", "«राव»  b.txt:7", "merged because same day", "X-1  conflict"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let subject = why::Subject::parse("E-404").unwrap();
    assert!(!why::explain(&mut vec![], &sample(), &[], &subject, Paint::plain(), true).unwrap());
}

#[test]
fn one_field_of_a_record_has_only_its_claims() {
    let mut out = vec![];
    let subject = why::Subject::parse("D-1.delivered").unwrap();
    assert!(why::explain(&mut out, &sample(), &[], &subject, Paint::plain(), true).unwrap());
    let value: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["claims"].as_array().unwrap().len(), 1);
    let subject = why::Subject::parse("D-1.pending").unwrap();
    let mut out = vec![];
    assert!(why::explain(&mut out, &sample(), &[], &subject, Paint::plain(), true).unwrap());
    let value: Value = serde_json::from_slice(&out).unwrap();
    assert!(value["claims"].as_array().unwrap().is_empty());
}

#[test]
fn long_quotes_are_cut_between_words_and_say_so() {
    let words = "शब्द ".repeat(200);
    let shown = fields::cited(&words, Paint::plain());
    assert!(shown.ends_with("शब्द …»") && shown.chars().count() < 240);
    assert_eq!(fields::cited(" a\n  b ", Paint::plain()), "«a b»");
}

#[test]
fn short_quotes_share_a_line_and_long_ones_have_their_own() {
    let mut ledger = sample();
    let long = "लंबा ".repeat(20);
    ledger.claims[1].evidence[0].exact = "वे".into();
    ledger.claims[2] = claim("C-3", "R-a", "E-1", "parties", &long, 9);
    let index = Index::new(&ledger);
    let mut block = Block::new("E-1", "heading");
    block.row("who", "x", &ledger.engagements[0].parties[0].claims);
    let mut out = vec![];
    block.print(&mut out, &index, Paint::plain()).unwrap();
    let expected = format!(
        "E-1  heading\n   who        x  «मंत्री आशा राव»  a.txt:2 · «वे»  :2\n              «{}»  :9\n\n",
        long.trim_end()
    );
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn the_tour_points_at_merging_conflict_and_delivery() {
    let mut out = vec![];
    tour::introduction(&mut out, &sample(), Paint::plain()).unwrap();
    let text = String::from_utf8(out).unwrap();
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} in {text}"));
    assert!(at("=> One event") < at("E-1") && at("=> Reports that disagree") < at("=> A delivery"));
}
