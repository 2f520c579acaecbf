//! What reading many reports into one ledger costs in Rust: `cargo run --release -p bahi-cli --example together -- REPORTS.jsonl
//! [ROUNDS]`, beside `crates/bahi-py/tools/together.py`, which does the same from Python.
//!
//! The reports are held as strings, read by all cores and put together. Linux only, since it asks `/proc`.

use bahi::format::{Piece, units};
use bahi::{Bahi, Reading, stream};
use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file = arguments.first().ok_or("say: together REPORTS.jsonl [ROUNDS]")?;
    let rounds = arguments.get(1).map_or(Ok(3), |rounds| rounds.parse())?;
    let mut texts = Vec::new();
    for line in fs::read_to_string(file)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        texts.push(row["text"].as_str().ok_or("a line without text")?.to_owned());
    }
    let bahi = Bahi::new();
    for _ in 0..rounds {
        let (before, clock) = (processor()?, Instant::now());
        let ledger = together(&bahi, &texts);
        let (used, passed) = (processor()? - before, clock.elapsed().as_secs_f64());
        let (reports, claims) = (ledger.reports.len(), ledger.claims.len());
        println!("{used:.2} s of processor, {passed:.2} s: {reports} reports, {claims} claims");
    }
    Ok(())
}

fn together(bahi: &Bahi, texts: &[String]) -> bahi::ledger::Ledger {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let pieces = texts
        .iter()
        .zip(1..)
        .flat_map(|(text, n)| units(Cursor::new(text.clone().into_bytes()), &format!("text#{n}"), bahi.options()));
    let size = |piece: &Piece| if let Piece::Unit(unit) = piece { unit.bytes.len() } else { 0 };
    let read = |piece| if let Piece::Unit(unit) = piece { bahi.read_each(unit) } else { Vec::new() };
    let mut readings: Vec<Reading> = Vec::new();
    let kept = stream::in_order(pieces, size, cores, read, |some| {
        readings.extend(some);
        Ok::<_, std::convert::Infallible>(())
    });
    let Ok(()) = kept;
    bahi.together(readings).ledger
}

// Seconds that the program itself took of all cores, without the system's.
fn processor() -> Result<f64, Box<dyn Error>> {
    let about = fs::read_to_string("/proc/self/stat")?;
    let fields = about.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 = fields.split_whitespace().nth(11).ok_or("no processor time")?.parse()?;
    Ok(ticks / 100.0)
}
