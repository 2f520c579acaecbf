//! What the knowledge costs: `cargo run --release -p bahi --example load -- [ROUNDS] FILE…`.
//!
//! Prints the time to load the embedded knowledge, the memory it takes, and the look-ups a second over the words of the
//! files; then the last again with ten times as many names, made by varying those of the stock.

use bahi::{Bahi, Input};
use bahi_knowledge::{Hit, Knowledge, Lexicon, Symbol, cut};
use std::borrow::Cow;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How many names the larger stock has for one of the real one.
const TIMES: usize = 10;
/// Longest name looked up, in words; the reader's own bound.
const LONGEST: usize = 24;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let rounds = arguments.first().and_then(|a| a.parse::<usize>().ok());
    if rounds.is_some() {
        arguments.remove(0);
    }
    let rounds = rounds.unwrap_or(30).max(1);
    let mut inputs = Vec::new();
    for path in arguments {
        match std::fs::read(&path) {
            Ok(bytes) => inputs.push(Input { path, bytes, ..Input::default() }),
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::from(2);
            }
        }
    }
    if inputs.is_empty() {
        eprintln!("no reports given; for instance eval/dev-a/*.txt");
        return ExitCode::from(2);
    }
    let before = resident();
    let first = Instant::now();
    let bahi = Bahi::new();
    let first = first.elapsed();
    println!("first load {:.1} ms, resident memory grown by {:.1} MB", millis(first), resident() - before);
    let mut loads: Vec<Duration> = (0..rounds).map(|_| load()).collect();
    let middle = median(&mut loads);
    println!("load, median of {rounds}: {:.1} ms, best {:.1} ms", millis(middle), millis(loads[0]));
    let words = words(&bahi, &inputs);
    println!("{} words of {} reports", words.len(), inputs.len());
    let large = tenfold();
    let (small, large) = (&bahi.knowledge().index.lexicon, &large.index.lexicon);
    let (usual, larger) = rates(small, large, &words, rounds);
    println!("look-ups in {} words of names: {usual:.2} million a second", small.names().words());
    println!("look-ups in {} words of names: {larger:.2} million a second", large.names().words());
    println!("the larger stock is looked up at {:.0} % of the usual rate", larger / usual * 100.0);
    ExitCode::SUCCESS
}

/// The folded words of all reports, each sentence ended by an empty one.
fn words(bahi: &Bahi, inputs: &[Input]) -> Vec<String> {
    let mut out = Vec::new();
    for read in inputs.iter().flat_map(|input| bahi.pages(input.clone())) {
        let bahi::format::Read::Report(leaf) = read else { continue };
        let mut sentence = 0;
        for token in bahi.show_tokens(&leaf.page) {
            if token.sentence != sentence {
                sentence = token.sentence;
                out.push(String::new());
            }
            let word = cut::words(&token.text);
            if !word.is_empty() {
                out.push(word);
            }
        }
    }
    out
}

/// Time to load, without that to let go.
fn load() -> Duration {
    let start = Instant::now();
    let bahi = std::hint::black_box(Bahi::new());
    let time = start.elapsed();
    drop(bahi);
    time
}

/// Millions of words a second in either lexicon: rounds by turns, so that other work on the machine slows both.
fn rates(small: &Lexicon, large: &Lexicon, words: &[String], rounds: usize) -> (f64, f64) {
    let (mut usual, mut larger) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        usual.push(round(small, words));
        larger.push(round(large, words));
    }
    let rate = |mut times: Vec<Duration>| words.len() as f64 / median(&mut times).as_secs_f64() / 1e6;
    (rate(usual), rate(larger))
}

/// Looks up the symbol of each word and the entries that begin there, as the reader does.
fn round(lexicon: &Lexicon, words: &[String]) -> Duration {
    let start = Instant::now();
    let mut hits: Vec<Hit> = Vec::new();
    let symbols: Vec<Symbol> = words.iter().map(|word| lexicon.symbol(word)).collect();
    let mut found = 0;
    for at in 0..symbols.len() {
        hits.clear();
        lexicon.hits(&symbols[at..symbols.len().min(at + LONGEST)], &mut hits);
        found += hits.len();
    }
    std::hint::black_box(found);
    start.elapsed()
}

/// The stock with nine more entries for each that has names: each word of their forms with a letter more.
fn tenfold() -> Knowledge {
    let mut raw = Knowledge::raw_embedded();
    for (path, text) in &mut raw.files {
        let Ok(mut value) = serde_json::from_str::<serde_json::Value>(text) else { continue };
        let folder = path.split('/').nth(1).unwrap_or_default().to_owned();
        match ["place", "person", "system"].iter().find(|list| value.get(**list).is_some()) {
            Some(list) if path.starts_with("world/") => multiply_list(&mut value[*list]),
            _ if folder == "hi" && path.starts_with("lang/hi/names/") && !path.ends_with("shared.toml") => {
                multiply_names(&mut value);
            }
            _ => continue,
        }
        *text = Cow::Owned(value.to_string());
    }
    Knowledge::from_raw(raw)
}

fn multiply_list(list: &mut serde_json::Value) {
    let Some(list) = list.as_array_mut() else { return };
    for entry in list.clone() {
        for copy in 1..TIMES {
            let mut entry = entry.clone();
            entry["id"] = format!("{}-copy-{copy}", entry["id"].as_str().unwrap_or_default()).into();
            list.push(entry);
        }
    }
}

fn multiply_names(table: &mut serde_json::Value) {
    let Some(table) = table.as_object_mut() else { return };
    for (id, lists) in table.clone() {
        for copy in 1..TIMES {
            let mut lists = lists.clone();
            for list in lists.as_object_mut().into_iter().flat_map(|l| l.values_mut()) {
                for form in list.as_array_mut().into_iter().flatten() {
                    *form = varied(form.as_str().unwrap_or_default(), copy).into();
                }
            }
            table.insert(format!("{id}-copy-{copy}"), lists);
        }
    }
}

/// A form with a letter put after each word: the nth consonant of the script.
fn varied(form: &str, copy: usize) -> String {
    let letter = char::from_u32(0x915 + copy as u32).unwrap_or('x');
    form.split(' ').map(|word| format!("{word}{letter}")).collect::<Vec<_>>().join(" ")
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Resident memory in MB, where the system tells it; 0 elsewhere.
fn resident() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|s| s.split(' ').nth(1).and_then(|n| n.parse::<f64>().ok()));
    pages.unwrap_or(0.0) * 4096.0 / 1e6
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
