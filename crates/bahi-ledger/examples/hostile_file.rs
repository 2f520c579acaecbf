//! Writes a ledger file of hostile values, so that real clients can be tried on it:
//! `cargo run -p bahi-ledger --example hostile_file -- FILE`.

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use anyhow::Context;
use bahi_ledger::Store;
use bahi_ledger::store::Incoming;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).context("give the file to write: hostile_file FILE")?;
    let mut store = Store::open(Path::new(&path))?;
    for ledger in hostile::hostile_reports() {
        store.add(&Incoming::new(ledger, hostile::HOSTILE.join("\n"), None, bahi_text::Signature::default()))?;
    }
    store.settle(&bahi_knowledge::Knowledge::embedded(), |_| {})?;
    Ok(())
}
