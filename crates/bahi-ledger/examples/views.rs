//! Writes the document of the ledger file's views: `cargo run -p bahi-ledger --example views`.

use anyhow::Context;
use bahi_ledger::Store;
use bahi_ledger::store::DOCUMENT;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(DOCUMENT);
    std::fs::write(&path, Store::in_memory()?.described()?).with_context(|| path.display().to_string())
}
