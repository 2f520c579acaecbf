//! A small gold and ledger made by hand, with figures worked out on paper.

use super::*;
use crate::ledger::*;

const GOLD: &str = r#"{"reports": {
 "a.txt": {"furniture_lines": [3, 4], "engagements": [
   {"key": "k1", "kind": "meeting", "status": "held",
    "parties": [{"name": "Asha Rao", "surfaces": ["आशा राव"], "office": "foreign minister", "of": "IN"},
                {"name": null, "surfaces": [], "office": "defence minister", "of": "FR"}],
    "when": {"edtf": "2030-01-02", "said": null}, "where": {"name": "Paris", "country": "FR", "surfaces": ["पेरिस"]},
    "forum": {"name": "Example Forum", "relation": "session", "session": 3, "surface": null}},
   {"key": "k2", "kind": "visit", "parties": [{"name": "Nobody", "surfaces": ["कोई"]}]}],
  "statements": [{"speaker": "Asha Rao", "surfaces": ["राव"], "kind": "praised"}],
  "agreements": [{"parties": ["IN", "FR"], "status": "signed", "instrument": "x"}],
  "deliveries": [{"item": "Rafale", "surfaces": [], "ordered": 36, "delivered": 5, "pending": null, "status": "delayed"}]},
 "b.txt": {"engagements": [{"key": "k1", "kind": "meeting", "parties": [
    {"name": "Asha Rao", "surfaces": ["राव"]}, {"name": "Jean Petit", "surfaces": []}]}]}},
 "across": {"conflicts": [{"field": "x", "values": {"1": ["a.txt"], "2": ["b.txt"]}}]}}"#;

fn party(name: Option<&str>, title: &str, of: &str) -> Party {
    let office = Office { title: title.into(), of: Some(of.into()), styled: None };
    Party { name: name.map(str::to_string), office: Some(office), ..Party::default() }
}

fn claim(id: &str, report: &str, exact: &str) -> Claim {
    let evidence = vec![Evidence { exact: exact.into(), ..Evidence::default() }];
    Claim { id: id.into(), report: report.into(), evidence, ..Claim::default() }
}

fn ledger() -> Ledger {
    let meeting = Engagement {
        id: "E-1".into(),
        kind: "meeting".into(),
        status: "planned".into(),
        parties: vec![party(Some("Rao Asha"), "minister of trade", "IN"), party(None, "defense minister", "FR")],
        when: Some(When { edtf: Some("2030-01-02".into()), ..When::default() }),
        place: Some(Where { name: "?".into(), claims: vec!["C-1".into()], ..Where::default() }),
        forum: Some(Forum { name: "Third Example Forum".into(), session: Some(4), ..Forum::default() }),
        reports: vec!["R-a".into()],
        ..Engagement::default()
    };
    let other = Engagement { id: "E-2".into(), kind: "call".into(), ..Engagement::default() };
    Ledger {
        reports: vec![report("R-a", "x/a.txt", &[3, 9]), report("R-b", "x/b.txt", &[])],
        engagements: vec![other, meeting],
        statements: vec![Statement {
            speaker: party(Some("Asha Rao"), "", "IN"),
            kind: "praised".into(),
            ..Statement::default()
        }],
        agreements: vec![Agreement { countries: vec!["FR".into()], status: "agreed".into(), ..Agreement::default() }],
        deliveries: vec![Delivery {
            item: Item { name: "Rafale jets".into(), ..Item::default() },
            ordered: Some(36),
            pending: Some(31),
            status: "delayed".into(),
            ..Delivery::default()
        }],
        claims: vec![claim("C-1", "R-a", "पेरिस  में"), claim("C-2", "R-b", "nowhere")],
        ..Ledger::default()
    }
}

fn report(id: &str, path: &str, furniture: &[usize]) -> Report {
    let furniture = furniture.iter().map(|line| Furniture { line: *line, ..Furniture::default() }).collect();
    Report { id: id.into(), path: path.into(), furniture, ..Report::default() }
}

#[test]
fn figures_of_one_report_are_those_worked_out_by_hand() {
    let gold = Gold::parse(GOLD).unwrap();
    let mut scores = Scores::default();
    let each = score_report("a.txt", &gold.reports[0].1, &ledger(), "वे पेरिस में\nमिले", &mut scores);
    assert_eq!(each.unwrap(), "a.txt: missed ['Nobody']  false ['']");
    let expected = [
        ("engagement recall", 1, 2),
        ("engagement precision", 1, 2),
        ("party recall", 2, 2),
        ("party precision", 2, 2),
        ("kind", 1, 1),
        ("status", 0, 1),
        ("office", 1, 2),
        ("country of office", 2, 2),
        ("place", 1, 1),
        ("forum", 1, 1),
        ("session number", 0, 1),
        ("date", 1, 1),
        ("statement recall", 1, 1),
        ("statement precision", 1, 1),
        ("delivery numbers", 1, 2),
        ("delivery status", 1, 1),
        ("delivery recall", 1, 1),
        ("delivery precision", 1, 1),
        ("agreement recall", 0, 1),
        ("agreement precision", 0, 1),
        ("evidence stands in the report", 1, 2),
    ];
    assert_eq!(scores.measures.iter().collect::<Vec<_>>(), expected);
    assert_eq!(scores.furniture.get("furniture recall"), (1, 2));
    assert_eq!(scores.furniture.get("furniture precision"), (1, 2));
    assert_eq!(scores.engagement_f1(), 0.5);
}

#[test]
fn one_record_behind_two_reports_is_a_merge() {
    let gold = Gold::parse(GOLD).unwrap();
    let mut ledger = ledger();
    ledger.engagements[1].reports.push("R-b".into());
    ledger.engagements[1].parties.push(party(Some("Jean Petit"), "", "FR"));
    let side = |claim: &str| ConflictValue { value: claim.into(), claims: vec![claim.into()], witnesses: 1 };
    ledger.conflicts.push(Conflict { values: vec![side("C-2"), side("C-1")], ..Conflict::default() });
    ledger.conflicts.push(Conflict::default());
    let tally = across(&gold, &ledger);
    let expected =
        [("merge recall", 1, 1), ("merge precision", 1, 1), ("conflicts found", 1, 1), ("conflicts raised", 2, 2)];
    assert_eq!(tally.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn figures_are_printed_as_score_py_prints_them() {
    let mut scores = Scores::default();
    scores.measures.add("engagement recall", 2, 3);
    scores.measures.add("engagement precision", 0, 0);
    assert_eq!(
        as_text(&scores, false),
        "engagement recall                   2/3    0.667\n\
         engagement precision                -\n\
         engagement F1                              0.000\n"
    );
    assert_eq!(
        as_json(&scores),
        "{\"engagement recall\": [2, 3], \"engagement precision\": [0, 0], \"engagement f1\": 0.0}\n"
    );
}
