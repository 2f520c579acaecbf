//! What the command says in two languages: from flat files that have the same keys, parsed when they are first asked for.

use bahi_web::lang::Lang;
use bahi_web::pages::{Sentences, Texts, fill, said, texts_of};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

// One command speaks at a time.
static HINDI: AtomicBool = AtomicBool::new(false);

/// Says in which language messages are from now on.
pub fn speak(lang: Lang) {
    HINDI.store(lang == Lang::Hi, Ordering::Relaxed);
}

/// The language of messages.
pub fn lang() -> Lang {
    if HINDI.load(Ordering::Relaxed) { Lang::Hi } else { Lang::En }
}

/// The language of the messages of other programs here, by the variables that say it.
pub fn of_environment() -> Option<Lang> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set)?;
    Lang::from_tag(locale.split(['.', '@']).next().unwrap_or_default())
}

/// A text of the command, with values in place of `{name}`.
pub fn with(lang: Lang, key: &str, values: &[(&str, &str)]) -> String {
    fill(texts(lang).get(key).map_or(key, String::as_str), values)
}

/// A text of the command in the language of messages.
pub fn text(key: &str, values: &[(&str, &str)]) -> String {
    with(lang(), key, values)
}

/// What a stage, a command or the parser of the command line said in English, in the language of messages as far as there are
/// words for it.
pub fn told(english: &str) -> String {
    static SAID: OnceLock<Sentences> = OnceLock::new();
    if lang() == Lang::En {
        return english.to_owned();
    }
    let own = SAID.get_or_init(|| Sentences::of("said.", texts(Lang::En), texts(Lang::Hi)));
    own.in_hindi(english).unwrap_or_else(|| said(lang(), english))
}

fn texts(lang: Lang) -> &'static Texts {
    static HI: OnceLock<Texts> = OnceLock::new();
    static EN: OnceLock<Texts> = OnceLock::new();
    match lang {
        Lang::Hi => HI.get_or_init(|| texts_of(include_str!("../i18n/hi.toml"))),
        Lang::En => EN.get_or_init(|| texts_of(include_str!("../i18n/en.toml"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
    }

    fn sources(folder: &Path, out: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => sources(&path, out),
                false => out.push_str(&std::fs::read_to_string(path).unwrap()),
            }
        }
    }

    #[test]
    fn both_languages_say_the_same_things_each_in_its_script() {
        let (hi, en) = (texts(Lang::Hi), texts(Lang::En));
        assert!(hi.len() > 20, "{}", hi.len());
        assert_eq!(hi.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        let devanagari = |text: &str| text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
        for (key, text) in hi {
            // What was said in English may have been said at more length.
            let (own, english) = (placeholders(text), placeholders(&en[key]));
            assert!(own == english || (key.starts_with("said.") && own.is_subset(&english)), "{key}");
            assert!(devanagari(text) && !devanagari(&en[key]), "{key}");
        }
    }

    #[test]
    fn every_text_is_used() {
        let mut source = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
        // What is said in English is asked for by its words.
        for key in texts(Lang::En).keys().filter(|key| !key.starts_with("said.")) {
            let asked = key.strip_prefix("settings.").map_or(key.as_str(), |rest| {
                rest.strip_suffix(".what").or(rest.strip_suffix(".remedy")).unwrap_or(rest)
            });
            assert!(source.contains(&format!("\"{asked}\"")), "{key} is used nowhere");
        }
    }
}
