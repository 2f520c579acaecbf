//! Reads mutations of reports for a given time: `cargo run --release -p bahi --example soak -- SECONDS SEED FILE…`.
//!
//! The same seed and files give the same inputs in the same order. Exits with 1 on a panic or a broken invariant, with
//! the input made smaller and left in a file, and with 2 on a wrong command line.

#[path = "../tests/invariants/mod.rs"]
mod invariants;

use invariants::{Checker, Found};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Longest input made; long enough for a report of two pages.
const LONGEST: usize = 12_000;
/// How long a failing input is made smaller.
const SHRINKING: Duration = Duration::from_secs(30);
/// Where and why the last panic was.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Xorshift, so that a seed means the same everywhere.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}

/// The files and the phrases and marks found in them.
struct Seeds {
    files: Vec<Vec<u8>>,
    phrases: Vec<Vec<u8>>,
}

impl Seeds {
    fn new(files: Vec<Vec<u8>>) -> Self {
        let mut phrases: Vec<Vec<u8>> = [
            "\n", "\r\n", "\u{200D}", "\u{200C}", "\u{93C}", "\u{94D}", "\u{964}", "|", "\"", "'", ":", "-", "(", "0",
            ".",
        ]
        .iter()
        .map(|mark| mark.as_bytes().to_vec())
        .collect();
        for file in &files {
            let text = String::from_utf8_lossy(file);
            let words: Vec<&str> = text.split_whitespace().collect();
            for size in 1..=6 {
                phrases.extend(words.chunks(size).map(|chunk| format!(" {} ", chunk.join(" ")).into_bytes()));
            }
        }
        Self { files, phrases }
    }

    /// A new input: a stretch of a file, mutated a few times, and mostly made text again.
    fn input(&self, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = self.stretch(dice, LONGEST / 2);
        for _ in 0..=dice.below(8) {
            self.mutate(&mut bytes, dice);
        }
        bytes.truncate(LONGEST);
        if dice.below(8) == 0 { bytes } else { String::from_utf8_lossy(&bytes).into_owned().into_bytes() }
    }

    fn stretch(&self, dice: &mut Dice, most: usize) -> Vec<u8> {
        let Some(file) = dice.pick(&self.files) else { return Vec::new() };
        if dice.below(3) == 0 && file.len() <= LONGEST {
            return file.clone();
        }
        let from = boundary(file, dice.below(file.len()));
        let to = boundary(file, (from + 1 + dice.below(most)).min(file.len()));
        file.get(from..to).unwrap_or(&[]).to_vec()
    }

    fn mutate(&self, bytes: &mut Vec<u8>, dice: &mut Dice) {
        let at = dice.below(bytes.len() + 1);
        let at = if dice.below(4) == 0 { at } else { boundary(bytes, at) };
        let to = (at + dice.below(80)).min(bytes.len());
        let to = if dice.below(4) == 0 { to } else { boundary(bytes, to).max(at) };
        match dice.below(9) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            1 => drop(bytes.drain(at..to)),
            2 => {
                let copy = bytes[at..to].repeat(1 + dice.below(4));
                bytes.splice(at..at, copy);
            }
            3 => {
                let other = self.stretch(dice, 600);
                bytes.splice(at..to, other);
            }
            4 => {
                let copy = bytes[at..to].to_vec();
                let there = boundary(bytes, dice.below(bytes.len() + 1));
                bytes.splice(there..there, copy);
            }
            5 if dice.below(4) == 0 => bytes.truncate(at),
            _ => {
                let phrase = dice.pick(&self.phrases).cloned().unwrap_or_default();
                let end = if dice.below(2) == 0 { at } else { to };
                bytes.splice(at..end, phrase);
            }
        }
    }
}

/// The nearest start of a character at or before `at`.
fn boundary(bytes: &[u8], at: usize) -> usize {
    (0..=at.min(bytes.len())).rev().find(|&i| bytes.get(i).is_none_or(|b| b & 0xC0 != 0x80)).unwrap_or(0)
}

/// What is wrong with the inputs, panics included; a panic is told by its place.
fn failure(checker: &Checker, inputs: &[&[u8]]) -> Result<Found, String> {
    let checks = || {
        for bytes in inputs {
            let text = String::from_utf8_lossy(bytes);
            invariants::text(&text)?;
            std::hint::black_box(checker.bahi.rules_in(&text));
        }
        checker.reader(inputs)
    };
    catch_unwind(AssertUnwindSafe(checks)).unwrap_or_else(|_| Err(PANIC.lock().map(|p| p.clone()).unwrap_or_default()))
}

/// Whether two failures are of one kind: their first words, or the place of the panic.
fn alike(a: &str, b: &str) -> bool {
    let kind = |s: &str| s.split([':', '{']).next().map(str::to_owned);
    let panic = |s: &str| s.strip_prefix("panic at ").and_then(|s| s.split(' ').next()).map(str::to_owned);
    kind(a) == kind(b) && panic(a) == panic(b)
}

/// Cuts pieces out of the inputs while they fail in the same way.
fn shrink(checker: &Checker, mut inputs: Vec<Vec<u8>>, why: &str) -> Vec<Vec<u8>> {
    let fails = |inputs: &[Vec<u8>]| {
        let slices: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
        failure(checker, &slices).is_err_and(|other| alike(why, &other))
    };
    if let Some(alone) = inputs.iter().find(|one| fails(std::slice::from_ref(one))) {
        inputs = vec![alone.clone()];
    }
    let start = Instant::now();
    for which in 0..inputs.len() {
        let mut size = inputs[which].len() / 2;
        while size > 0 && start.elapsed() < SHRINKING {
            let (mut at, before) = (0, inputs[which].len());
            while at < inputs[which].len() && start.elapsed() < SHRINKING {
                let mut fewer = inputs.clone();
                let end = (at + size).min(fewer[which].len());
                let (from, to) = (boundary(&fewer[which], at), boundary(&fewer[which], end));
                fewer[which].drain(from..to);
                if from < to && fails(&fewer) {
                    inputs = fewer;
                } else {
                    at += size;
                }
            }
            size = if size == 1 && inputs[which].len() < before { 1 } else { size / 2 };
        }
    }
    inputs
}

/// Writes inputs beside other temporary files and says where.
fn keep(name: &str, inputs: &[Vec<u8>]) {
    for (i, bytes) in inputs.iter().enumerate() {
        let path = std::env::temp_dir().join(format!("bahi-soak-{name}-{}.txt", i + 1));
        match std::fs::write(&path, bytes) {
            Ok(()) => println!("{name}: {} bytes in {}", bytes.len(), path.display()),
            Err(error) => eprintln!("{}: {error}", path.display()),
        }
    }
}

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let seconds = args.next().and_then(|s| s.parse().ok()).map(Duration::from_secs);
    let seed = args.next().and_then(|s| s.parse().ok());
    let files: Vec<Vec<u8>> = args.filter_map(|path| std::fs::read(path).ok()).filter(|f| !f.is_empty()).collect();
    let (Some(seconds), Some(seed), false) = (seconds, seed, files.is_empty()) else {
        eprintln!("usage: soak SECONDS SEED FILE…");
        return ExitCode::from(2);
    };
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!("{}/{}", l.file(), l.line())).unwrap_or_default();
        let payload = info.payload();
        let said = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
        if let Ok(mut last) = PANIC.lock() {
            *last = format!("panic at {place} {}", said.unwrap_or_default());
        }
    }));
    let (checker, seeds, mut dice) = (Checker::new(), Seeds::new(files), Dice::new(seed));
    let (start, mut tried, mut sum) = (Instant::now(), 0, Found::default());
    let (mut longest, mut slowest) = (Duration::ZERO, Vec::new());
    while start.elapsed() < seconds {
        let count = if dice.below(4) == 0 { 2 } else { 1 };
        let inputs: Vec<Vec<u8>> = (0..count).map(|_| seeds.input(&mut dice)).collect();
        let slices: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
        let begun = Instant::now();
        let checked = failure(&checker, &slices);
        let took = begun.elapsed();
        tried += count;
        match checked {
            Ok(found) => {
                sum.pages += found.pages;
                sum.records += found.records;
                sum.claims += found.claims;
            }
            Err(why) => {
                println!("after {tried} inputs of seed {seed}: {why}");
                keep("failure", &shrink(&checker, inputs, &why));
                return ExitCode::FAILURE;
            }
        }
        if took > longest {
            (longest, slowest) = (took, inputs);
        }
    }
    let Found { pages, records, claims, .. } = sum;
    println!("{tried} inputs tried, {pages} read, with {records} records and {claims} claims");
    println!("longest time for all checks of one: {longest:?}");
    keep("slowest", &slowest);
    ExitCode::SUCCESS
}
