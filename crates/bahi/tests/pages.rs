//! Pages of records and counts over them, against the ledger as a whole.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod shelf;

use bahi::ledger::Ledger;
use bahi::store::judge::Signature;
use bahi::store::{Bounds, Cursor, Facet, Facets, Filter, Page, Type};
use bahi::{Bahi, Store};
use shelf::{filled, incoming};
use std::collections::{BTreeMap, BTreeSet};

const ALL: usize = usize::MAX;

fn store(bahi: &Bahi) -> Store {
    filled(bahi, &incoming(bahi, &["eval/dev-a", "eval/dev-c"]))
}

fn facets(store: &Store, filter: &Filter) -> Facets {
    store.facets(&[], filter, &Facet::ALL, ALL).unwrap()
}

fn counts(facets: &Facets, facet: Facet) -> BTreeMap<String, usize> {
    let found = facets.facets.iter().find(|f| f.facet == facet).unwrap();
    assert_eq!(found.distinct, found.values.len());
    found.values.iter().map(|v| (v.value.clone(), v.records)).collect()
}

fn tally<'a>(values: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for value in values {
        *out.entry(value.to_owned()).or_default() += 1;
    }
    out
}

fn ids(ledger: &Ledger) -> BTreeSet<String> {
    let engagements = ledger.engagements.iter().map(|e| &e.id).chain(ledger.statements.iter().map(|s| &s.id));
    let agreements = ledger.agreements.iter().map(|a| &a.id);
    engagements.chain(agreements).chain(ledger.deliveries.iter().map(|d| &d.id)).cloned().collect()
}

// The filter by which a facet says that a value is chosen.
fn chosen(facet: Facet, value: &str) -> (Vec<Type>, Filter) {
    let (one, some, mut out) = (value.to_owned(), Some(value.to_owned()), Filter::default());
    match facet {
        Facet::Type => return (Type::ALL.into_iter().filter(|t| t.name() == value).collect(), out),
        Facet::Kind => out.kind = some,
        Facet::Status => out.status = some,
        Facet::State => out.state = some,
        Facet::Country => out.countries.push(one),
        Facet::Person | Facet::Party => out.who.push(one),
        Facet::Forum => out.forums.push(one),
        Facet::Place | Facet::Territory => out.places.push(one),
        Facet::Outlet => out.bounds.outlets.push(one),
        Facet::Language => out.languages.push(one),
        Facet::System => out.about.push(bahi::store::About { items: vec![one], topics: Vec::new() }),
        Facet::Topic => out.about.push(bahi::store::About { items: Vec::new(), topics: vec![one] }),
    }
    (Vec::new(), out)
}

#[test]
fn counts_are_those_of_the_ledger() {
    let bahi = Bahi::new();
    let store = store(&bahi);
    let ledger = store.ledger().unwrap();
    let facets = facets(&store, &Filter::default());
    assert_eq!(facets.records, ids(&ledger).len());
    let types = [
        ("engagement", ledger.engagements.len()),
        ("statement", ledger.statements.len()),
        ("agreement", ledger.agreements.len()),
        ("delivery", ledger.deliveries.len()),
    ];
    assert_eq!(counts(&facets, Facet::Type), types.map(|(t, n)| (t.to_owned(), n)).into());
    let kinds = ledger.engagements.iter().map(|e| e.kind.as_str());
    assert_eq!(counts(&facets, Facet::Kind), tally(kinds.chain(ledger.statements.iter().map(|s| s.kind.as_str()))));
    let statuses = ledger.engagements.iter().map(|e| &e.status).chain(ledger.agreements.iter().map(|a| &a.status));
    let statuses = statuses.chain(ledger.deliveries.iter().map(|d| &d.status)).map(String::as_str);
    assert_eq!(counts(&facets, Facet::Status), tally(statuses));
    let states: BTreeSet<(&str, &str)> =
        ledger.conflicts.iter().map(|c| (c.record.as_str(), c.state.as_str())).collect();
    assert_eq!(counts(&facets, Facet::State), tally(states.iter().map(|s| s.1)));
    let goods = ledger.deliveries.iter().filter_map(|d| d.item.actor.as_deref());
    assert_eq!(counts(&facets, Facet::System), tally(goods));
    // A statement is of the forum of its engagement.
    let forum = |id: &str| ledger.engagements.iter().find(|e| e.id == id)?.forum.as_ref().map(|f| f.actor.as_str());
    let forums = ledger.engagements.iter().filter_map(|e| forum(&e.id));
    let forums = forums.chain(ledger.statements.iter().filter_map(|s| forum(s.engagement.as_deref()?)));
    assert_eq!(counts(&facets, Facet::Forum), tally(forums));
    let dated: usize = facets.months.iter().map(|m| m.1).sum();
    assert_eq!(dated + facets.undated, facets.records);
    assert!(facets.months.windows(2).all(|w| w[0].0 < w[1].0));
}

#[test]
fn choosing_a_value_gives_as_many_records_as_it_is_said_to_have() {
    let bahi = Bahi::new();
    let store = store(&bahi);
    let first = facets(&store, &Filter::default());
    let mut looked = 0;
    for facet in &first.facets {
        assert!(!facet.values.is_empty(), "{:?}", facet.facet);
        for value in &facet.values {
            let (types, filter) = chosen(facet.facet, &value.value);
            assert_eq!(store.count(&types, &filter).unwrap(), value.records, "{:?} {}", facet.facet, value.value);
            looked += 1;
        }
    }
    assert!(looked > 300, "{looked}");
    // Two chosen values: the second as it is counted under the first.
    let (_, india) = chosen(Facet::Country, "IN");
    let under = facets(&store, &india);
    for value in under.facets.iter().find(|f| f.facet == Facet::Person).unwrap().values.iter().take(20) {
        let filter = Filter { who: vec![value.value.clone()], ..india.clone() };
        assert_eq!(store.count(&[], &filter).unwrap(), value.records, "{value:?}");
        assert!(value.name.is_some(), "{value:?}");
    }
    let month = &first.months[first.months.len() / 2];
    let days = bahi::day_bounds(&month.0).unwrap();
    let within =
        Filter { bounds: Bounds { from: Some(days.0), to: Some(days.1), ..Bounds::default() }, ..Filter::default() };
    // Those that begin before and reach into it are within its bounds too.
    let begun = facets(&store, &within).months.into_iter().find(|m| m.0 == month.0).unwrap();
    assert_eq!(begun, *month);
}

fn walk(store: &Store, filter: &Filter, most: usize) -> Vec<Page> {
    let mut pages = vec![store.page(&[], filter, None, most).unwrap()];
    while let Some(next) = pages.last().unwrap().next.clone() {
        // As text, as an address has it.
        let next: Cursor = next.to_string().parse().unwrap();
        pages.push(store.page(&[], filter, Some(&next), most).unwrap());
    }
    pages
}

#[test]
fn pages_hold_every_record_once_the_latest_first_in_both_directions() {
    let bahi = Bahi::new();
    let store = store(&bahi);
    let all = ids(&store.ledger().unwrap());
    for (filter, most) in [
        (Filter::default(), 7),
        (Filter::default(), 1_000_000),
        (chosen(Facet::Country, "IN").1, 3),
        (Filter { countries: vec!["IN".into(), "RU".into()], ..Filter::default() }, 1),
        (Filter { places: vec!["IN".into(), "RU".into()], ..Filter::default() }, 2),
    ] {
        let pages = walk(&store, &filter, most);
        let forward: Vec<String> = pages.iter().flat_map(|p| p.ids().map(str::to_owned)).collect();
        let once: BTreeSet<String> = forward.iter().cloned().collect();
        assert_eq!(once.len(), forward.len());
        assert_eq!(once.len(), store.count(&[], &filter).unwrap());
        assert!(filter != Filter::default() || once == all);
        let days: Vec<_> = pages.iter().flat_map(|p| &p.entries).map(|e| e.day).collect();
        assert!(days.windows(2).all(|w| w[0] >= w[1]), "{days:?}");
        // Back from the last page to the first.
        let mut back = vec![pages.last().unwrap().clone()];
        while let Some(previous) = back.last().unwrap().previous.clone() {
            back.push(store.page(&[], &filter, Some(&previous), most).unwrap());
        }
        let mut ids: Vec<String> = Vec::new();
        back.iter().rev().for_each(|p| ids.extend(p.ids().map(str::to_owned)));
        assert_eq!(ids, forward);
        assert!(pages[0].previous.is_none());
    }
    let nobody = Filter { who: vec!["A-NOBODY".into()], ..Filter::default() };
    assert_eq!(store.page(&[], &nobody, None, 10).unwrap(), Page::default());
    assert_eq!(facets(&store, &nobody).records, 0);
}

#[test]
fn what_a_person_decides_is_counted_at_once_and_no_more_when_taken_back() {
    let bahi = Bahi::new();
    let mut store = store(&bahi);
    let before = facets(&store, &Filter::default());
    let ledger = store.ledger().unwrap();
    let by = Signature { by: "desk".into(), at: "2024-01-01T00:00:00Z".into(), why: None };
    let set = |store: &Store, id: &str, field: &str, value: &str| {
        store.set(id, field, Some(value), bahi.knowledge()).unwrap()
    };
    let said = ledger.statements.iter().find(|s| s.kind != "denied").unwrap();
    let delivery = ledger.deliveries.iter().find(|d| d.status != "cancelled").unwrap();
    let judgements = [set(&store, &said.id, "kind", "denied"), set(&store, &delivery.id, "status", "cancelled")];
    store.judge(&by, &judgements, &[], bahi.knowledge()).unwrap();
    let after = facets(&store, &Filter::default());
    let more = |facet, value: &str| {
        let of = |f: &Facets| counts(f, facet).get(value).copied().unwrap_or_default();
        of(&after) - of(&before)
    };
    assert_eq!((more(Facet::Kind, "denied"), more(Facet::Status, "cancelled")), (1, 1));
    let denied = Filter { kind: Some("denied".into()), ..Filter::default() };
    assert!(store.list(Type::Statement, &denied, ALL).unwrap().ids.contains(&said.id));
    store.undo(&by, None, bahi.knowledge()).unwrap();
    assert_eq!(facets(&store, &Filter::default()), before);
}

#[test]
fn adding_one_by_one_or_deriving_anew_lists_and_counts_the_same() {
    let bahi = Bahi::new();
    let reports = incoming(&bahi, &["eval/dev-a"]);
    let whole = filled(&bahi, &reports);
    let mut single = Store::in_memory().unwrap();
    for report in reports.iter().rev() {
        shelf::add(&bahi, &mut single, std::slice::from_ref(report));
    }
    let look =
        |store: &Store| (facets(store, &Filter::default()), store.page(&[], &Filter::default(), None, ALL).unwrap());
    assert_eq!(look(&whole), look(&single));
    let before = look(&single);
    single.rebuild(bahi.knowledge(), |_| {}).unwrap();
    assert_eq!(look(&single), before);
}
