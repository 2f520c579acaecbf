//! Prints how pages are read, a line each: `cargo run -p bahi-page --example show -- FILE…`.

use std::error::Error;
use std::process::ExitCode;

use bahi_page::Lexicon;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let words = concat!(env!("CARGO_MANIFEST_DIR"), "/../../knowledge/lang/hi/words");
    let furniture = toml::from_str(&std::fs::read_to_string(format!("{words}/furniture.toml"))?)?;
    let months = toml::from_str(&std::fs::read_to_string(format!("{words}/months.toml"))?)?;
    let lexicon = Lexicon::new(furniture, months);
    for path in std::env::args().skip(1) {
        let page = bahi_page::read(&std::fs::read(&path)?, &lexicon)?;
        println!(
            "== {path}\n   title {:?}\n   outlet {:?}  published {:?}",
            page.title,
            page.outlet,
            page.published.map(|p| (p.edtf(), p.basis))
        );
        if let Some(d) = &page.dateline {
            println!(
                "   dateline {:?} place {:?} date {:?}",
                d.span.of(&page.text),
                d.place_span.map(|s| s.of(&page.text)),
                d.date
            );
        }
        for block in &page.blocks {
            let line: String = block.span.of(&page.text).chars().take(70).collect();
            println!("{:>4} {:<10} {:<17} {line}", block.line, format!("{:?}", block.kind), block.why.unwrap_or("-"));
        }
        for warning in &page.warnings {
            println!("   warning: {warning}");
        }
    }
    Ok(())
}
