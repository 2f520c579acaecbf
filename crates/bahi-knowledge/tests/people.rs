//! The packed spellings of people: every key leads to what it was made of, and what is cut off to nothing.

use bahi_knowledge::Knowledge;
use bahi_knowledge::people::{Packed, pack};
use bahi_text::names::likeness::Prepared;
use std::collections::BTreeSet;

fn keys(name: &str) -> BTreeSet<i64> {
    Prepared::new(name).keys().into_iter().flatten().collect()
}

#[test]
fn every_key_of_a_name_finds_it() {
    let knowledge = Knowledge::embedded();
    let packed = Packed::new(pack(&knowledge.stock).into());
    let mut asked = 0;
    for person in knowledge.stock.people.iter().step_by(9) {
        for key in keys(&person.name) {
            let found = packed.with(&BTreeSet::from([key]));
            assert!(found.contains(&(person.id.as_str(), person.name.as_str())), "{} by {key}", person.id);
            asked += 1;
        }
    }
    assert!(asked > 1000, "{asked} keys");
}

#[test]
fn a_key_that_nobody_has_finds_nobody() {
    let knowledge = Knowledge::embedded();
    let packed = Packed::new(pack(&knowledge.stock).into());
    assert!(packed.with(&BTreeSet::from([i64::MIN, -1, i64::MAX])).is_empty());
    assert!(packed.with(&BTreeSet::new()).is_empty());
}

#[test]
fn what_is_cut_off_or_turned_about_finds_less_and_does_not_panic() {
    let bytes = pack(&Knowledge::embedded().stock);
    let wanted = keys("Narendra Modi");
    let whole = Packed::new(bytes.clone().into()).with(&wanted).len();
    assert!(whole > 0);
    for cut in (0..bytes.len()).step_by(bytes.len() / 97) {
        assert!(Packed::new(bytes[..cut].to_vec().into()).with(&wanted).len() <= whole);
        let mut turned = bytes[cut..].to_vec();
        turned.extend(&bytes[..cut]);
        let _ = Packed::new(turned.into()).with(&wanted);
    }
}
