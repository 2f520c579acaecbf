//! The steps of a ledger made by many machines: rows that are not what they should be, and what hangs together over blocks.
#![allow(clippy::unwrap_used)]

use arrow_array::{ArrayRef, BinaryArray, RecordBatch, StringArray};
use bahi_ledger::spread::{Links, Note, blocks, ledgers, rows, told};
use bahi_ledger::store::{Incoming, Source};
use bahi_resolve::combine::facts::{Facts, PartyFacts};
use bahi_resolve::ids::report_id;
use bahi_resolve::ledger::{Ledger, Report};
use bahi_text::Signature;
use std::collections::BTreeMap;
use std::sync::Arc;

const STORY: &str = "विदेश मंत्री ने शुक्रवार को काठमांडू में नेपाल के प्रधानमंत्री से मुलाकात की और सीमा व्यापार, पनबिजली \
                     तथा संपर्क परियोजनाओं पर विस्तार से बात की। दोनों पक्षों ने अगले वर्ष संयुक्त आयोग की बैठक बुलाने पर सहमति जताई।";

fn incoming(sha256: &str, part: Option<usize>) -> Incoming {
    let head = Report { id: report_id(sha256, part.unwrap_or(0)), sha256: sha256.into(), ..Report::default() };
    let ledger = Ledger { reports: vec![head], ..Ledger::default() };
    let source = part.map(|part| Source { part, about: "{}".into(), bytes: vec![0, 0xFF] });
    Incoming::new(ledger, STORY.into(), source, Signature::new([STORY]))
}

fn batch(reports: &[Option<&Incoming>]) -> RecordBatch {
    RecordBatch::try_from_iter(rows::columns(reports).unwrap().into_iter().map(|(f, a)| (f.name().clone(), a))).unwrap()
}

// The batch with another column in place of one of its own.
fn with(batch: &RecordBatch, name: &str, values: Vec<Option<&str>>) -> RecordBatch {
    put(batch, name, Arc::new(StringArray::from(values)))
}

fn put(batch: &RecordBatch, name: &str, values: ArrayRef) -> RecordBatch {
    let (schema, mut columns, _) = batch.clone().into_parts();
    columns[schema.index_of(name).unwrap()] = values;
    RecordBatch::try_from_iter(schema.fields().iter().map(|f| f.name()).zip(columns)).unwrap()
}

#[test]
fn a_report_comes_out_of_its_row_as_it_went_in() {
    let (plain, part) = (incoming("aa", None), incoming("bb", Some(2)));
    let out: Vec<Incoming> =
        rows::reports(&batch(&[Some(&plain), Some(&part)])).unwrap().into_iter().collect::<Result<_, _>>().unwrap();
    for (given, found) in [plain, part].iter().zip(&out) {
        assert_eq!((given.ledger(), given.text(), given.source()), (found.ledger(), found.text(), found.source()));
        assert_eq!(given.signature(), found.signature());
    }
}

#[test]
fn rows_that_are_no_reports_say_what_is_wrong_and_others_are_taken() {
    let (one, other) = (incoming("aa", None), incoming("bb", None));
    let whole = batch(&[Some(&one), Some(&other), None]);
    let said = |batch: &RecordBatch| -> Vec<String> {
        rows::reports(batch).unwrap().into_iter().map(|r| r.map_or_else(|why| why, |i| i.text().to_owned())).collect()
    };
    assert_eq!(said(&whole), [STORY, STORY, "a row without report"]);
    let id = other.ledger().reports[0].id.as_str();
    let swapped = with(&whole, "report", vec![Some(id), Some(id), None]);
    assert_eq!(said(&swapped)[..2], [format!("{id} is not the id of its report"), STORY.to_owned()]);
    let empty = ledgers::packed(&Ledger::default());
    let none = BinaryArray::from_opt_vec(vec![Some(b"{}".as_slice()), Some(empty.as_slice()), None]);
    let wrong = said(&put(&whole, "ledger", Arc::new(none)));
    assert!(wrong[0].contains("is none: "), "{wrong:?}");
    assert_eq!(wrong[1], format!("{id} is not the ledger of one report"));
    assert_eq!(
        rows::reports(&with(&whole, "ledger", vec![Some("{}"), None, None])).unwrap_err(),
        "column `ledger` is of type Utf8"
    );
    assert_eq!(rows::reports(&whole.project(&[0]).unwrap()).unwrap_err(), "there is no column `ledger`");
    let numbers = whole.project(&[0, 1, 2, 3, 4, 5, 7, 8]).unwrap();
    assert_eq!(rows::reports(&numbers).unwrap_err(), "there is no column `part`");
}

fn signed(id: &str, published: &str, day: Option<i64>) -> Note {
    let body = Signature::new([STORY]).to_bytes();
    Note { id: id.into(), key: published.into(), first: day, body, ..Note::default() }
}

#[test]
fn what_two_blocks_find_of_one_story_is_one_group_under_its_first() {
    let notes = [
        signed("R-4", "2024-03-09", Some(19_791)),
        signed("R-3", "2024-03-02", Some(19_784)),
        signed("R-2", "~", None),
        signed("R-1", "2024-03-20", Some(19_802)),
        signed("R-0", "2025-03-20", Some(20_167)),
    ];
    let dated = blocks::copied("0/1", &[&notes[0], &notes[1], &notes[4]]);
    let found: Vec<(&str, &str)> = dated.iter().map(|n| (n.key.as_str(), n.id.as_str())).collect();
    assert_eq!(found, [("R-3", "R-4")], "papers a year apart tell no one story");
    let all: Vec<Note> =
        dated.into_iter().chain(blocks::copied("0/1", &[&notes[3], &notes[2], &notes[1], &notes[1]])).collect();
    let copies = blocks::originals(&all, &notes);
    let expected = [("R-1", "R-3"), ("R-2", "R-3"), ("R-4", "R-3")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(copies.into_iter().collect::<Vec<_>>(), expected);
    let homes = blocks::together(&all);
    assert!(homes.values().all(|home| home == "R-1") && homes.len() == 4, "{homes:?}");
}

fn party(actor: &str, kind: &str, of: &str) -> PartyFacts {
    let offices = vec![("Minister".to_owned(), Some(of.to_owned()))];
    PartyFacts { actor: actor.into(), kind: kind.into(), offices, country: Some(of.into()) }
}

fn meeting(report: usize, published: i64, parties: Vec<PartyFacts>) -> Facts {
    Facts {
        id: format!("E-{report}"),
        report: format!("R-{report}"),
        path: String::new(),
        published: Some(published),
        kind: "meeting".into(),
        occasion: None,
        status: "held".into(),
        background: false,
        parties,
        when: None,
        place: None,
        forum: None,
    }
}

// What the shares of the keys find together, as sets of reports.
fn found(told: &[Facts], shares: u64) -> BTreeMap<String, String> {
    let facts = serde_json::to_vec(told).unwrap();
    let notes = told::meetings(&facts, &Links::default(), shares).unwrap();
    let mut lots: BTreeMap<&str, Vec<&Note>> = BTreeMap::new();
    notes.iter().for_each(|note| lots.entry(&note.key).or_default().push(note));
    let pairs: Vec<Note> = lots.iter().flat_map(|(key, lot)| blocks::met(key, lot).unwrap()).collect();
    blocks::together(&pairs)
}

#[test]
fn tellings_that_may_be_one_find_each_other_in_however_many_shares_their_keys_are() {
    let (minister, guest) = (party("A-1", "person", "IN"), party("A-2", "person", "RU"));
    let unnamed = party("A-9", "office", "IN");
    let told = [
        meeting(1, 100, vec![minister.clone(), guest.clone()]),
        meeting(2, 101, vec![guest.clone(), minister.clone()]),
        meeting(3, 102, vec![unnamed.clone(), guest.clone()]),
        meeting(4, 400, vec![minister.clone(), guest]),
        meeting(5, 101, vec![party("A-3", "person", "IN"), party("A-4", "person", "RU")]),
        meeting(6, 101, vec![minister, party("A-5", "person", "FR")]),
    ];
    let one = ["E-1", "E-2", "E-3"].map(|id| (id.to_owned(), "E-1".to_owned()));
    for shares in [1, 2, 7, 64] {
        assert_eq!(found(&told, shares).into_iter().collect::<Vec<_>>(), one, "{shares} shares");
    }
}
