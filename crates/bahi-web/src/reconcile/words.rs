//! What the service says in words, by language; beside the words of the pages, since programs read them.

use crate::lang::Lang;
use std::collections::BTreeMap;
use std::sync::OnceLock;

type Words = BTreeMap<String, BTreeMap<String, String>>;

/// The word of a key; the key where there is none, which a test finds.
pub fn word(lang: Lang, key: &str) -> &str {
    static WORDS: OnceLock<Words> = OnceLock::new();
    let words = WORDS.get_or_init(|| serde_json::from_str(include_str!("words.json")).unwrap_or_default());
    words.get(lang.tag()).and_then(|w| w.get(key)).map_or(key, String::as_str)
}

/// The same with a number in it.
pub fn counted(lang: Lang, key: &str, number: usize) -> String {
    word(lang, key).replace("{}", &number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_words() {
        let words: Words = serde_json::from_str(include_str!("words.json")).expect("JSON");
        assert_eq!(words["en"].keys().collect::<Vec<_>>(), words["hi"].keys().collect::<Vec<_>>());
        for (key, english) in &words["en"] {
            assert_eq!(english.contains("{}"), words["hi"][key].contains("{}"), "{key}");
        }
    }
}
