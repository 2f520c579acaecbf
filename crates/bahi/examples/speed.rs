//! How fast reports are read on one core: `cargo run --release -p bahi --example speed -- [ROUNDS] FILE…`.
//!
//! Prints the time to load the knowledge, and the median and best rate of reading all files one by one from bytes to a
//! ledger of claims, over the given number of rounds (30 where none is given).

use bahi::{Bahi, Input};
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let rounds = arguments.first().and_then(|a| a.parse::<usize>().ok());
    if rounds.is_some() {
        arguments.remove(0);
    }
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
    let start = Instant::now();
    let bahi = Bahi::new();
    println!("knowledge loaded in {:.1} ms", millis(start.elapsed()));
    let mut times: Vec<Duration> = (0..rounds.unwrap_or(30).max(1)).map(|_| round(&bahi, &inputs)).collect();
    times.sort();
    let rate = |t: Duration| inputs.len() as f64 / t.as_secs_f64();
    println!("{} reports, {} rounds", inputs.len(), times.len());
    println!("median {:.0} reports a second, best {:.0}", rate(times[times.len() / 2]), rate(times[0]));
    ExitCode::SUCCESS
}

fn round(bahi: &Bahi, inputs: &[Input]) -> Duration {
    let start = Instant::now();
    for input in inputs {
        std::hint::black_box(bahi.read(std::slice::from_ref(input)));
    }
    start.elapsed()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
