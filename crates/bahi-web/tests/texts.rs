//! The texts of the pages: both languages say the same things, and every text is used.
#![allow(clippy::unwrap_used)] // what is not there is a failure

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Texts = BTreeMap<String, String>;

fn flat(prefix: &str, table: &toml::Table, out: &mut Texts) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flat(&key, inner, out),
            toml::Value::String(text) => drop(out.insert(key, text.clone())),
            other => panic!("{key} is no text but {other}"),
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn texts(lang: &str) -> Texts {
    let file = std::fs::read_to_string(root().join(format!("i18n/{lang}.toml"))).unwrap();
    let mut out = Texts::new();
    flat("", &file.parse().unwrap(), &mut out);
    out
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_placeholders() {
    let (hi, en) = (texts("hi"), texts("en"));
    assert_eq!(hi.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, text) in &hi {
        assert!(!text.trim().is_empty() && !en[key].trim().is_empty(), "{key} says nothing");
        assert_eq!(placeholders(text), placeholders(&en[key]), "{key}");
        assert!(!text.contains("{ ") && !text.contains(" }"), "{key}: {text}");
    }
}

#[test]
fn hindi_is_in_devanagari() {
    // What is shown to be typed, and the other language's own name.
    let allowed = ["other-language", "search.hint", "search.how"];
    for (key, text) in texts("hi").iter().filter(|t| !allowed.contains(&t.0.as_str())) {
        let mut plain = text.clone();
        for name in placeholders(text) {
            plain = plain.replace(&format!("{{{name}}}"), "");
        }
        assert!(!plain.chars().any(|c| c.is_ascii_alphabetic()), "{key}: {text}");
    }
    for (key, text) in texts("en").iter().filter(|t| !allowed.contains(&t.0.as_str())) {
        assert!(!text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c)), "{key}: {text}");
    }
}

fn sources() -> String {
    let mut out = String::new();
    for folder in ["templates", "src/pages"] {
        for file in std::fs::read_dir(root().join(folder)).unwrap() {
            out.push_str(&std::fs::read_to_string(file.unwrap().path()).unwrap());
        }
    }
    out
}

// Keys named as a whole: `t('key'`, `tn('key'`, `lang.t("key"`, `lang.with("key"`, `lang.count("key"`.
fn named(source: &str) -> BTreeSet<(String, bool)> {
    let mut out = BTreeSet::new();
    for (opening, counted) in [
        ("{{ t('", false),
        ("(t('", false),
        ("{{ tn('", true),
        ("lang.t(\"", false),
        ("lang.with(\"", false),
        ("lang.count(\"", true),
    ] {
        for rest in source.split(opening).skip(1) {
            let key = rest.split(['\'', '"']).next().unwrap();
            let joined = rest[key.len()..].starts_with("' ~");
            if !joined {
                out.insert((key.to_owned(), counted));
            }
        }
    }
    out
}

#[test]
fn every_key_that_is_asked_for_is_there() {
    let en = texts("en");
    let source = sources();
    let found = named(&source);
    assert!(found.len() > 100, "only {} keys were found in the templates", found.len());
    for (key, counted) in found {
        let keys = if counted { vec![format!("{key}.one"), format!("{key}.other")] } else { vec![key] };
        for key in keys {
            assert!(en.contains_key(&key), "{key}");
        }
    }
}

#[test]
fn every_key_is_used() {
    let source = sources();
    // Groups that are asked for by a value: `word('kind', …)`, `t('limit.' ~ n)`.
    let mut groups: BTreeSet<String> = BTreeSet::new();
    for opening in ["word('", "word(\"", "word(group", "t('"] {
        for rest in source.split(opening).skip(1) {
            groups.insert(rest.split(['\'', '"']).next().unwrap().trim_end_matches('.').to_owned());
        }
    }
    groups.extend(
        ["field", "month", "scale", "currency", "kind", "status", "flag", "relation", "type"].map(str::to_owned),
    );
    groups.extend(
        ["reason", "conflict-state", "conflict-kind", "language", "key", "limit", "figure", "sum", "nav"]
            .map(str::to_owned),
    );
    for key in texts("en").keys() {
        let base = key.trim_end_matches(".one").trim_end_matches(".other");
        let group = base.split('.').next().unwrap();
        assert!(groups.contains(group) && base.contains('.') || source.contains(base), "{key} is not used");
    }
}

#[test]
fn what_browsers_load_is_small() {
    let size = |name: &str| std::fs::metadata(root().join("assets").join(name)).unwrap().len();
    for file in std::fs::read_dir(root().join("templates")).unwrap() {
        let path = file.unwrap().path();
        let template = std::fs::read_to_string(&path).unwrap();
        let sheets = template.split("asset('").skip(1).filter_map(|rest| rest.split('\'').next());
        let own: u64 = sheets.filter(|name| name.ends_with(".css") && *name != "desk.css").map(size).sum();
        let all = size("desk.css") + own;
        assert!(all <= 20 << 10, "{} loads {all} bytes of styles", path.display());
    }
    assert!(size("desk.js") <= 20 << 10, "desk.js has {} bytes", size("desk.js"));
    let faces = size("noto-sans-devanagari.woff2") + size("noto-serif-devanagari.woff2");
    assert!(faces <= 250_000, "the faces have {faces} bytes");
}
