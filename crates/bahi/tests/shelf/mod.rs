//! Ledgers of bundled reports, and chance that is the same everywhere.
#![allow(dead_code)] // each test program uses a part

use bahi::store::Incoming;
use bahi::{Bahi, Input, Store};
use std::path::{Path, PathBuf};

/// The reports of some folders, read one by one.
pub fn incoming(bahi: &Bahi, folders: &[&str]) -> Vec<Incoming> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths: Vec<PathBuf> = folders
        .iter()
        .flat_map(|f| std::fs::read_dir(root.join(f)).expect("a folder").flatten().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let one = |p: &PathBuf| {
        let name = p.file_name().expect("a name").to_string_lossy().into_owned();
        bahi.read_one(&Input { path: name, bytes: std::fs::read(p).expect("a report"), ..Input::default() })
            .expect("readable")
    };
    paths.iter().map(one).collect()
}

/// A report made up for a test.
pub fn report(bahi: &Bahi, path: &str, text: &str) -> Incoming {
    bahi.read_one(&Input { path: path.into(), bytes: text.as_bytes().to_vec(), ..Input::default() }).expect("readable")
}

/// A ledger in memory of some reports.
pub fn filled(bahi: &Bahi, reports: &[Incoming]) -> Store {
    let mut store = Store::in_memory().expect("a store");
    add(bahi, &mut store, reports);
    store
}

/// Adds reports and works out what follows.
pub fn add(bahi: &Bahi, store: &mut Store, reports: &[Incoming]) {
    for one in reports {
        store.add(one).expect("added");
    }
    store.settle(bahi.knowledge(), |_| {}).expect("settled");
}

/// The whole ledger as bytes.
pub fn bytes(store: &Store) -> Vec<u8> {
    serde_json::to_vec_pretty(&store.ledger().expect("a ledger")).expect("JSON")
}

/// The first line in which two ledgers differ.
pub fn first_difference(a: &[u8], b: &[u8]) -> Option<String> {
    let (a, b) = (String::from_utf8_lossy(a), String::from_utf8_lossy(b));
    let (a, b): (Vec<&str>, Vec<&str>) = (a.lines().collect(), b.lines().collect());
    let at = (0..a.len().max(b.len())).find(|&n| a.get(n) != b.get(n))?;
    let around = |lines: &[&str]| lines[at.saturating_sub(12)..(at + 4).min(lines.len())].join("\n");
    Some(format!("line {at}\n{}\n<>\n{}", around(&a), around(&b)))
}

/// A small generator of one's own (Marsaglia's xorshift64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let n = self.below(list.len());
        list.get(n)
    }

    pub fn shuffled<T: Clone>(&mut self, list: &[T]) -> Vec<T> {
        let mut out = list.to_vec();
        for n in (1..out.len()).rev() {
            out.swap(n, self.below(n + 1));
        }
        out
    }
}
