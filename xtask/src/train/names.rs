//! What each Devanagari sound is written as, learnt from the spellings of all people in the knowledge.

use anyhow::Context;
use bahi_text::fold;
use bahi_text::names::{Table, latin, sounds, train};
use bahi_text::script::roman::romanise;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

const HEAD: &str = "\
# What a Devanagari sound is written as, and what that costs in hundredths of a nat (negative log probability): [latin] in
# Latin letters, [within] in other Devanagari spellings of the same name. Learnt from the names of people in this folder
# by `cargo xtask train names`; never edited by hand. Sounds: a consonant, a vowel as its sign, ə the vowel that a
# consonant has without a sign, . the same at the end of a word.
";

// Dearer pairs are other names of the same person.
const CLEARLY: u32 = 160;

const WORDS_HEAD: &str = "\
# Words of names (folded) as the English press writes them, where the rules of the script would write otherwise: the most
# frequent way among the people of this folder. Made by `cargo xtask train names`; never edited by hand.

[words]
";

/// Reads the people, learns, writes `lang/hi/sounds.toml`.
pub fn run(root: &Path) -> anyhow::Result<bool> {
    let people = people(root)?;
    let (mut across, mut within) = (BTreeSet::new(), BTreeSet::new());
    for (english, spellings) in people.values() {
        for hindi in spellings {
            pairs(hindi, english, &mut across);
            for other in spellings.iter().filter(|o| *o != hindi) {
                pairs(hindi, other, &mut within);
            }
        }
    }
    let across: Vec<_> = across.into_iter().collect();
    let within: Vec<_> = within.into_iter().collect();
    let table = train::learn(&across);
    let mut out = HEAD.to_owned();
    let words = press(&people, &table);
    let path = root.join("knowledge/lang/hi/romanised.toml");
    std::fs::write(&path, &words).with_context(|| path.display().to_string())?;
    println!("{} words: {}", words.lines().count().saturating_sub(WORDS_HEAD.lines().count()), path.display());
    section(&mut out, "latin", &table);
    section(&mut out, "within", &train::learn(&within));
    let path = root.join("knowledge/lang/hi/sounds.toml");
    std::fs::write(&path, out).with_context(|| path.display().to_string())?;
    println!("{} pairs across the scripts, {} within: {}", across.len(), within.len(), path.display());
    Ok(true)
}

// The usual way of writing each word: the most frequent, then the first by letters.
fn press(people: &BTreeMap<String, (String, Vec<String>)>, table: &Table) -> String {
    let mut counts: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for (english, spellings) in people.values() {
        for hindi in spellings {
            let (a, b) = (words(hindi), words(english));
            for (x, y) in a.iter().zip(&b).filter(|_| a.len() == b.len()) {
                let (sounds, letters) = (sounds::of(&fold(x)), written(y));
                if table.cost(&sounds, &letters, CLEARLY).is_some() {
                    *counts.entry(fold(x)).or_default().entry(y).or_default() += 1;
                }
            }
        }
    }
    let mut out = WORDS_HEAD.to_owned();
    for (word, ways) in &counts {
        let usual = ways.iter().max_by_key(|(way, n)| (**n, std::cmp::Reverse(*way)));
        if let Some((way, _)) = usual.filter(|(way, _)| **way != romanise(word)) {
            let _ = writeln!(out, "\"{word}\" = \"{way}\"");
        }
    }
    out
}

/// English name and Hindi spellings of everybody, by id.
fn people(root: &Path) -> anyhow::Result<BTreeMap<String, (String, Vec<String>)>> {
    let mut out: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for file in files(&root.join("knowledge/world/people"))? {
        for person in file.get("person").and_then(toml::Value::as_array).into_iter().flatten() {
            let text = |key: &str| person.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
            out.insert(text("id"), (text("name"), Vec::new()));
        }
    }
    for file in files(&root.join("knowledge/lang/hi/names/people"))? {
        for (id, forms) in &file {
            let Some(person) = out.get_mut(id) else { continue };
            for kind in ["official", "variant"] {
                let list = forms.get(kind).and_then(toml::Value::as_array).into_iter().flatten();
                person.1.extend(list.filter_map(toml::Value::as_str).map(str::to_owned));
            }
        }
    }
    Ok(out)
}

fn files(folder: &Path) -> anyhow::Result<Vec<toml::Table>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.flatten().map(|e| e.path()).collect();
    paths.sort();
    let read = |p: &std::path::PathBuf| Ok(toml::from_str(&std::fs::read_to_string(p)?)?);
    paths.iter().filter(|p| p.extension().is_some_and(|e| e == "toml")).map(read).collect()
}

// The words of two spellings one by one, where both have as many.
fn pairs(hindi: &str, other: &str, out: &mut BTreeSet<train::Pair>) {
    let (a, b) = (words(hindi), words(other));
    if a.len() != b.len() {
        return;
    }
    for (x, y) in a.iter().zip(&b) {
        let (from, to) = (sounds::of(&fold(x)), written(y));
        if from.len() > 1 && to.len() > 1 && from != to {
            out.insert((from, to));
        }
    }
}

fn words(name: &str) -> Vec<&str> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '.')).filter(|w| !w.is_empty()).collect()
}

fn written(word: &str) -> Vec<char> {
    let letters = latin::plain(word);
    if letters.is_empty() { sounds::of(&fold(word)) } else { letters.chars().collect() }
}

fn section(out: &mut String, name: &str, table: &Table) {
    let mut by_sound: BTreeMap<char, Vec<(u32, String)>> = BTreeMap::new();
    for (sound, letters, cost) in table.rows() {
        by_sound.entry(sound).or_default().push((cost, letters));
    }
    let _ = writeln!(out, "\n[{name}]");
    for (sound, mut ways) in by_sound {
        ways.sort();
        let ways: Vec<String> = ways.iter().map(|(cost, letters)| format!("\"{letters}\" = {cost}")).collect();
        let _ = writeln!(out, "\"{sound}\" = {{ {} }}", ways.join(", "));
    }
}
