//! `cargo xtask new` and `bahi check` together: what is written, what the checker says of it, and that it is well once filled.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;
#[path = "../../../xtask/src/new/mod.rs"]
mod new;
// What `new format` writes, built and not only compared: it takes what it needs from the module above it.
#[path = "../../../xtask/src/new/template/export.rs"]
mod template;

use bahi::export::{self, About, ExportError, Field, FileAbout, Format, Layout, Memory, Sink, Source};

use common::{Folder, bahi, code, stdout};
use std::fs;
use std::path::Path;

/// A knowledge folder with one country in it.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("knowledge/VERSION", b"1\n");
    folder.file(
        "knowledge/world/countries/np.toml",
        b"id = \"NP\"\nname = \"Nepal\"\nkind = \"country\"\nsource = \"ISO 3166-1\"\n",
    );
    folder.file("knowledge/lang/hi/names/countries/np.toml", "[NP]\nshort = [\"नेपाल\"]\n".as_bytes());
    folder
}

fn make(folder: &Folder, words: &[&str]) -> Result<Vec<String>, String> {
    new::run(Path::new(folder.path()), words).map_err(|error| error.to_string())
}

fn check(folder: &Folder) -> (i32, String) {
    let run = bahi(&["check", &format!("{}/knowledge", folder.path())]);
    (code(&run), stdout(&run))
}

fn fill(folder: &Folder, file: &str, pairs: &[(&str, &str)]) {
    let path = Path::new(folder.path()).join("knowledge").join(file);
    let mut text = fs::read_to_string(&path).unwrap();
    for (from, to) in pairs {
        assert!(text.contains(from), "{from} in {text}");
        text = text.replace(from, to);
    }
    fs::write(path, text).unwrap();
}

#[test]
fn a_minister_is_made_told_of_and_filled() {
    let folder = folder("minister");
    let lines = make(&folder, &["person", "arzu-rana-deuba", "NP"]).unwrap();
    assert_eq!(lines[0], "written: knowledge/world/people/np.toml:3");
    assert!(lines.iter().any(|line| line.contains("check knowledge/")), "{lines:?}");
    let (status, told) = check(&folder);
    assert_eq!(status, 2, "{told}");
    assert!(told.contains("world/people/np.toml:4: \"arzu-rana-deuba\" has an empty `name`; fill it in"), "{told}");
    assert!(told.contains("has an empty `office`"), "{told}");
    assert!(told.contains("lang/hi/names/people/np.toml:1: \"arzu-rana-deuba\" has no form"), "{told}");
    fill(
        &folder,
        "world/people/np.toml",
        &[("name = \"\"", "name = \"Arzu Rana Deuba\""), ("office = \"\"", "office = \"foreign-minister\"")],
    );
    fill(&folder, "lang/hi/names/people/np.toml", &[("official = []", "official = [\"आरजू राणा देउबा\"]")]);
    assert_eq!(check(&folder), (0, "no problems\n".to_owned()));
    make(&folder, &["person", "second-one", "NP"]).unwrap();
    let text = fs::read_to_string(Path::new(folder.path()).join("knowledge/world/people/np.toml")).unwrap();
    assert_eq!(text.matches("country = \"NP\"\n").count(), 1, "the head of the file is written once:\n{text}");
}

#[test]
fn every_kind_is_well_once_filled() {
    let folder = folder("kinds");
    for words in [
        &["country", "BT"][..],
        &["place", "pokhara", "NP"],
        &["place", "some-sea", "-"],
        &["body", "SCO"],
        &["system", "khukuri", "NP"],
    ] {
        make(&folder, words).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    }
    let forms = [("official = []", "official = [\"एक\"]")];
    fill(&folder, "world/countries/bt.toml", &[("name = \"\"", "name = \"Bhutan\"")]);
    fill(&folder, "lang/hi/names/countries/bt.toml", &[("short = []", "short = [\"भूटान\"]")]);
    for (stem, form) in [("np", "पोखरा"), ("xx", "सागर")] {
        fill(&folder, &format!("world/places/{stem}.toml"), &[("name = \"\"", "name = \"X\"")]);
        fill(&folder, &format!("lang/hi/names/places/{stem}.toml"), &[(forms[0].0, &forms[0].1.replace("एक", form))]);
    }
    fill(&folder, "world/bodies/sco.toml", &[("name = \"\"", "name = \"X\""), ("source = \"\"", "source = \"test\"")]);
    fill(&folder, "lang/hi/names/bodies/sco.toml", &[(forms[0].0, &forms[0].1.replace("एक", "एससीओ"))]);
    fill(&folder, "world/systems/np.toml", &[("name = \"\"", "name = \"X\""), ("kind = \"\"", "kind = \"knife\"")]);
    fill(&folder, "lang/hi/names/systems/np.toml", &[(forms[0].0, &forms[0].1.replace("एक", "खुखरी"))]);
    assert_eq!(check(&folder), (0, "no problems\n".to_owned()));
}

#[test]
fn an_event_asks_for_its_sentences() {
    let folder = folder("event");
    let lines = make(&folder, &["event", "award"]).unwrap();
    assert!(lines.iter().any(|line| line.contains("cargo specs")), "{lines:?}");
    let (_, told) = check(&folder);
    assert!(told.contains("lang/hi/frames/award.toml: rule \"plain\" has 0 examples and 0 silent sentences"), "{told}");
}

#[test]
fn what_is_there_and_what_is_no_id_are_refused() {
    let folder = folder("refused");
    make(&folder, &["person", "one-person", "NP"]).unwrap();
    make(&folder, &["body", "SCO"]).unwrap();
    let refused = |words: &[&str]| make(&folder, words).unwrap_err();
    assert_eq!(
        refused(&["person", "one-person", "NP"]),
        "`one-person` is there: knowledge/world/people/np.toml:4; edit that entry, or choose another id"
    );
    assert!(refused(&["body", "SCO"]).contains("world/bodies/sco.toml:1"));
    assert!(refused(&["country", "NP"]).contains("is there: knowledge/world/countries/np.toml"));
    assert!(refused(&["country", "Nepal"]).contains("no ISO 3166-1 code"));
    assert!(refused(&["person", "Some One", "NP"]).contains("use lower case"));
    assert!(refused(&["person", "some-one", "ZZ"]).contains("no country has the code `ZZ`"));
    assert!(refused(&["planet", "mars"]).contains("cargo xtask new country"));
}

#[test]
fn a_language_asks_for_its_sentences_and_is_well_with_them() {
    let folder = folder("language");
    let lines = make(&folder, &["language", "ne"]).unwrap();
    assert!(lines.iter().any(|line| line.contains("knowledge/lang/ne/words/verbs.toml")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("cargo specs")), "{lines:?}");
    let (status, told) = check(&folder);
    assert_eq!(status, 2, "{told}");
    let wanted = "lang/ne/frames/meeting.toml: rule \"met\" has 0 examples and 0 silent sentences";
    assert!(told.contains(wanted) && told.ends_with("1 problem\n"), "{told}");
    let sentences = "[\"पहिलो वाक्य।\", \"दोस्रो वाक्य।\", \"तेस्रो वाक्य।\"]";
    let filled = ["examples", "silent"].map(|key| (format!("{key} = []"), format!("{key} = {sentences}")));
    fill(&folder, "lang/ne/frames/meeting.toml", &filled.each_ref().map(|(from, to)| (from.as_str(), to.as_str())));
    assert_eq!(check(&folder), (0, "no problems\n".to_owned()));
}

#[test]
fn names_are_asked_for_in_each_language_that_has_its_own() {
    let folder = folder("languages");
    make(&folder, &["language", "ne"]).unwrap();
    folder.file("knowledge/lang/en/language.toml", b"id = \"en\"\nworld_names = true\n");
    let written = |words: &[&str]| -> Vec<String> {
        let lines = make(&folder, words).unwrap();
        lines.iter().filter_map(|line| Some(line.strip_prefix("written: knowledge/")?.to_owned())).collect()
    };
    let person = ["world/people/np.toml:3", "lang/hi/names/people/np.toml:1", "lang/ne/names/people/np.toml:1"];
    assert_eq!(written(&["person", "arzu-rana-deuba", "NP"]), person);
    let body = ["world/bodies/sco.toml:1", "lang/hi/names/bodies/sco.toml:1", "lang/ne/names/bodies/sco.toml:1"];
    assert_eq!(written(&["body", "SCO"]), body);
}

#[test]
fn a_format_is_written_and_put_into_the_table() {
    let (folder, table) = (Folder::new("format"), "crates/bahi-ledger/src/export/mod.rs");
    let before = fs::read_to_string(common::root().join(table)).unwrap();
    folder.file(table, before.as_bytes());
    let lines = new::run(Path::new("nowhere"), &["--root", folder.path(), "format", "press-list"]).unwrap();
    assert_eq!(lines[0], "written: crates/bahi-ledger/src/export/press_list.rs:1");
    let after = fs::read_to_string(Path::new(folder.path()).join(table)).unwrap();
    let added: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(added, ["mod press_list;", "    &press_list::PressList,"]);
    assert_eq!(after.lines().count(), before.lines().count() + 2);
    let file = folder.path().to_owned() + "/crates/bahi-ledger/src/export/press_list.rs";
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("pub struct PressList;") && text.contains("name: \"press-list\""), "{text}");
    assert!(!text.to_lowercase().contains("template"), "{text}");
    let again = make(&folder, &["format", "press-list"]).unwrap_err();
    assert!(again.contains("press_list.rs; edit that file"), "{again}");
}

#[test]
fn the_format_that_is_written_works_as_it_stands() {
    let outcome = bahi::Bahi::new().read(&[bahi::Input {
        path: "report.txt".into(),
        bytes: fs::read(common::root().join("demo/reports/08-phone-call.txt")).unwrap(),
        ..bahi::Input::default()
    }]);
    let mut files = Memory::default();
    export::export(&template::Template, &Source::new(&outcome.ledger), &mut files).unwrap();
    let lines = String::from_utf8(files.files["template.jsonl"].clone()).unwrap();
    let call = &outcome.ledger.engagements[0];
    assert!(lines.starts_with(&format!("{{\"id\":\"{}\",\"kind\":\"call\"", call.id)), "{lines}");
    assert_eq!(lines.lines().count(), outcome.ledger.engagements.len());
    assert!(files.files.contains_key("template.jsonl.README.md"));
}
