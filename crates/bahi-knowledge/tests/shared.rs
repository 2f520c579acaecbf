//! Forms that several entries bear: what the linter says of them, and who is read.

use bahi_knowledge::{Entry, Knowledge, RawStock, check};

const PEOPLE: &str = r#"
country = "US"
[[person]]
id = "old-bush"
name = "Old"
source = "test"
office = [{ office = "president", from = "1989-01", to = "1993-01" }]
[[person]]
id = "young-bush"
name = "Young"
source = "test"
office = [{ office = "president", from = "2001-01", to = "2009-01" }]
[[person]]
id = "governor-bush"
name = "Governor"
source = "test"
office = [{ office = "governor", from = "1999-01", to = "2007-01" }]
"#;
const PLACES: &str =
    "country = \"CH\"\nsource = \"test\"\n[[place]]\nid = \"zurich\"\nname = \"Zurich\"\nkind = \"city\"\n";
const OLD_AND_YOUNG: &str = "[old-bush]\nshort = [\"बुश\"]\n[young-bush]\nshort = [\"बुश\"]\n";

fn knowledge(people: &str, more: &[(&str, &str)]) -> Knowledge {
    let files = [
        ("lang/hi/names/people/us.toml", people),
        ("lang/hi/names/places/ch.toml", "[zurich]\nofficial = [\"ज्यूरिख\"]\nshort = [\n  \"ज्यूरिक\",\n]\n"),
        ("world/people/us.toml", PEOPLE),
        ("world/places/ch.toml", PLACES),
    ];
    let mut files: Vec<(String, String)> =
        files.iter().chain(more).map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    files.sort();
    let json = |text: &str| {
        let value: toml::Value = toml::from_str(text).expect("TOML");
        serde_json::to_string(&value).expect("JSON")
    };
    let parsed = files.iter().map(|(path, text)| (path.clone().into(), json(text).into())).collect();
    Knowledge::from_raw(RawStock { version: "1".into(), files: parsed, sources: files, ..RawStock::default() })
}

fn problems(people: &str, more: &[(&str, &str)]) -> Vec<String> {
    check::problems(&knowledge(people, more).stock).iter().map(ToString::to_string).collect()
}

/// Who is read from one word, last first, as the reader takes them.
fn read(k: &Knowledge, word: &str) -> Vec<Entry> {
    let mut hits = Vec::new();
    k.index.lexicon.hits(&[k.index.lexicon.symbol(&bahi_text::fold(word))], &mut hits);
    hits.iter().rev().map(|h| h.entry).collect()
}

#[test]
fn two_who_never_held_office_together_may_share_a_form() {
    assert_eq!(problems(OLD_AND_YOUNG, &[]), Vec::<String>::new());
    let k = knowledge(OLD_AND_YOUNG, &[]);
    let id = |day| k.nearest(&[0, 1], Some(day)).map(|n| k.stock.people[n as usize].id.as_str());
    assert_eq!(id(bahi_knowledge::terms::day_number(1991, 5, 5)), Some("old-bush"));
    assert_eq!(id(bahi_knowledge::terms::day_number(2025, 5, 5)), Some("young-bush"));
}

#[test]
fn two_in_office_at_one_time_are_told_with_both_places_and_a_remedy() {
    let found = problems("[governor-bush]\nshort = [\"बुश\"]\n\n[young-bush]\nshort = [\"बुश\"]\n", &[]);
    assert_eq!(
        found,
        ["knowledge/lang/hi/names/people/us.toml:2: \"बुश\" names people/governor-bush and also people/young-bush \
          (knowledge/lang/hi/names/people/us.toml:5); move it to `ambiguous` where it is unusual, or say in \
          lang/hi/names/shared.toml which wins"]
    );
}

#[test]
fn a_person_and_a_place_of_one_form_clash_whenever_they_live() {
    let found = problems("[old-bush]\nshort = [\"ज्यूरिक\"]\n", &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("places/ch.toml:4") && found[0].contains("people/us.toml:2"), "{found:?}");
    assert_eq!(problems("[old-bush]\nambiguous = [\"ज्यूरिक\"]\n", &[]), Vec::<String>::new());
}

#[test]
fn a_name_that_is_an_office_word_clashes_too() {
    let offices = ("lang/hi/words/offices.toml", "[[title]]\nen = \"king\"\nforms = [\"राजा\"]\n");
    let found = problems("[old-bush]\nshort = [\"राजा\"]\n", &[offices]);
    assert!(found[0].contains("offices/king (knowledge/lang/hi/words/offices.toml:3)"), "{found:?}");
}

#[test]
fn the_file_says_who_wins_and_the_reader_follows() {
    let people = "[old-bush]\nshort = [\"ज्यूरिक\"]\n[young-bush]\nshort = [\"ज्यूरिक\"]\n";
    let shared = |order: &str| format!("[[shared]]\nform = \"ज्यूरिक\"\norder = {order}\nwhy = \"test\"\n");
    let place = shared(r#"["places/zurich", "people/old-bush", "people/young-bush"]"#);
    let more = [("lang/hi/names/shared.toml", place.as_str())];
    assert_eq!(problems(people, &more), Vec::<String>::new());
    assert!(matches!(read(&knowledge(people, &more), "ज्यूरिक")[..], [Entry::Place(0, _)]));
    let old = shared(r#"["people/old-bush", "people/young-bush", "places/zurich"]"#);
    let more = [("lang/hi/names/shared.toml", old.as_str())];
    let people_first = read(&knowledge(people, &more), "ज्यूरिक");
    assert!(matches!(people_first[..], [Entry::Person(0, _), Entry::Person(1, _)]), "{people_first:?}");
}

#[test]
fn the_file_must_fit_the_stock() {
    let shared = "[[shared]]\nform = \"बुश\"\norder = [\"people/old-bush\", \"people/nobody\"]\nwhy = \"test\"\n\
                  [[shared]]\nform = \"अकेला\"\norder = []\nwhy = \"test\"\n";
    let found = problems(OLD_AND_YOUNG, &[("lang/hi/names/shared.toml", shared)]);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().any(|p| p.contains("shared.toml:2: people/nobody does not bear")), "{found:?}");
    assert!(found.iter().any(|p| p.contains("people/young-bush bears \"बुश\" too")), "{found:?}");
    assert!(found.iter().any(|p| p.contains("shared.toml:6: \"अकेला\" is not shared by two")), "{found:?}");
}
