//! How long it takes to find people: `cargo run --release -p bahi --example names -- QUERIES.csv`.
//!
//! Prints the mean and the longest time of a query; the first, which takes the spellings apart, by itself.

use bahi_knowledge::Knowledge;
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("no queries given; for instance eval/names/queries.csv");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let knowledge = Knowledge::embedded();
    println!("first query {:.1} ms", millis(time(&knowledge, "narendra modi")));
    let queries = text.lines().skip(1).filter_map(|line| line.split(',').next());
    let mut times: Vec<Duration> = queries.map(|query| time(&knowledge, query)).collect();
    times.sort();
    let mean = times.iter().sum::<Duration>() / times.len().max(1) as u32;
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    let longest = times.last().copied().unwrap_or_default();
    println!("{} queries over {} people", times.len(), knowledge.stock.people.len());
    println!("mean {:.2} ms, median {:.2} ms, longest {:.2} ms", millis(mean), millis(middle), millis(longest));
    ExitCode::SUCCESS
}

fn time(knowledge: &Knowledge, query: &str) -> Duration {
    let start = Instant::now();
    std::hint::black_box(knowledge.find_people(query, 5));
    start.elapsed()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
