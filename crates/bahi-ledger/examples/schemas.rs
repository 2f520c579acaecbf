//! Writes the documents of the tables to `docs/schemas/`: `cargo run -p bahi-ledger --example schemas`.

use bahi_ledger::export::table::{DOCUMENTS, contract, document, tables};
use bahi_resolve::ledger::Ledger;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(DOCUMENTS);
    std::fs::create_dir_all(&folder)?;
    for table in tables(&Ledger::default()) {
        std::fs::write(folder.join(format!("{}.md", table.name)), document(&table))?;
    }
    std::fs::write(folder.join("README.md"), contract())
}
