//! Writes a ledger in every format: `cargo run -p bahi-ledger --example export_all -- LEDGER.json OUTDIR`.

use anyhow::Context;
use bahi_ledger::export::{FORMATS, Memory, Source, export};
use bahi_resolve::ledger::Ledger;
use std::path::PathBuf;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(folder)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("give a ledger and a folder: export_all LEDGER.json OUTDIR");
    };
    let text = std::fs::read_to_string(&input).with_context(|| input.clone())?;
    let ledger: Ledger = serde_json::from_str(&text).with_context(|| input)?;
    for format in FORMATS {
        let folder = PathBuf::from(&folder).join(format.about().name);
        std::fs::create_dir_all(&folder)?;
        let mut files = Memory::default();
        export(*format, &Source::new(&ledger), &mut files)?;
        for (name, bytes) in files.files {
            println!("{} {}", folder.join(&name).display(), bytes.len());
            std::fs::write(folder.join(&name), bytes)?;
        }
    }
    Ok(())
}
