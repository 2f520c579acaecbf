//! Words that are part of people's names, whoever bears them.

use bahi_knowledge::Knowledge;
use bahi_text::fold;

#[test]
fn a_word_is_a_given_name_a_surname_either_or_neither() {
    let knowledge = Knowledge::embedded();
    let names = knowledge.index.lexicon.names();
    let sorts = ["संजय", "शर्मा", "लक्ष्मण", "सरकार"].map(|word| names.person_name(&fold(word)));
    assert_eq!(sorts, [1, 2, 1, 0]);
    let both = &knowledge.stock.words.person_names;
    let either = both.given.iter().find(|word| both.family.contains(word)).expect("some word is in both lists");
    assert_eq!(names.person_name(&fold(either)), 3);
}

#[test]
fn every_word_of_the_lists_is_found_by_its_folded_form() {
    let knowledge = Knowledge::embedded();
    let lists = &knowledge.stock.words.person_names;
    for (list, flag) in [(&lists.given, 1), (&lists.family, 2)] {
        for word in list {
            assert!(knowledge.index.lexicon.names().person_name(&fold(word)) & flag == flag, "{word}");
        }
    }
}
