//! Measures what lists, counts and searches of a ledger file cost: `cargo run --release -p bahi --example queries -- FILE
//! ROUNDS [QUERY…]`. Times are those of the processor, so that other work on the machine says little.
//!
//! What is asked for comes from the file itself: the most frequent values of each facet.

use bahi::store::{About, Bounds, Facet, Filter, Type};
use bahi::{Bahi, Store};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (Some(path), rounds) = (args.next(), args.next().and_then(|n| n.parse().ok()).unwrap_or(10usize)) else {
        eprintln!("usage: queries FILE ROUNDS [QUERY…]");
        return ExitCode::from(2);
    };
    match measure(&path, rounds.max(1), &args.collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(path: &str, rounds: usize, queries: &[String]) -> Result<(), bahi::StoreError> {
    let (bahi, store) = (Bahi::new(), Store::existing(path.as_ref())?);
    let all = store.facets(&[], &Filter::default(), &Facet::ALL, 3)?;
    println!("{} records, {} months", all.records, all.months.len());
    for (name, filter) in filters(&all) {
        let count = store.count(&[], &filter)?;
        println!("{name}: {count} records");
        let time = |what: &str, run: &dyn Fn() -> Result<usize, bahi::StoreError>| {
            let (first, mean) = cost(rounds, run)?;
            println!("  {what:<28} first {first:7.2} ms, mean {mean:7.2} ms");
            Ok::<_, bahi::StoreError>(())
        };
        time("facets, ten of each", &|| Ok(store.facets(&[], &filter, &Facet::ALL, 10)?.records))?;
        time("first page of 100", &|| Ok(store.page(&[], &filter, None, 100)?.entries.len()))?;
        time("count", &|| store.count(&[], &filter))?;
        time("list of 50 statements", &|| Ok(store.list(Type::Statement, &filter, 50)?.total))?;
    }
    let page = store.page(&[], &Filter::default(), None, 100)?;
    let ids = page.ids().map(str::to_owned).collect();
    let (first, mean) = cost(rounds, &|| Ok(store.ledger_of(&ids)?.claims.len()))?;
    println!("all of the 100 records of the first page: first {first:.2} ms, mean {mean:.2} ms");
    for query in queries {
        let (first, mean) = cost(rounds, &|| Ok(store.search(bahi.knowledge(), query, &Bounds::default(), 20)?.total))?;
        println!("find {query}: first {first:.2} ms, mean {mean:.2} ms");
        let (first, mean) = cost(rounds, &|| Ok(store.actors_like(bahi.knowledge(), query, 5)?.len()))?;
        println!("actors like {query}: first {first:.2} ms, mean {mean:.2} ms");
    }
    Ok(())
}

fn filters(all: &bahi::store::Facets) -> Vec<(String, Filter)> {
    let most = |facet| {
        let found = all.facets.iter().find(|f| f.facet == facet);
        found.and_then(|f| f.values.first()).map(|v| v.value.clone()).unwrap_or_default()
    };
    let plain = Filter::default;
    let country = most(Facet::Country);
    let month = all.months.get(all.months.len() / 2).map(|m| m.0.clone()).unwrap_or_default();
    let (from, to) = bahi::day_bounds(&month).unwrap_or_default();
    let within = |from, to| Bounds { from: Some(from), to: Some(to), ..Bounds::default() };
    vec![
        ("all".into(), plain()),
        (format!("country {country}"), Filter { countries: vec![country.clone()], ..plain() }),
        ("who".into(), Filter { who: vec![most(Facet::Person)], ..plain() }),
        ("who and country".into(), Filter { who: vec![most(Facet::Person)], countries: vec![country], ..plain() }),
        ("disputed".into(), Filter { disputed: true, ..plain() }),
        (format!("month {month}"), Filter { bounds: within(from, to), ..plain() }),
        ("forum".into(), Filter { forums: vec![most(Facet::Forum)], ..plain() }),
        (
            "system".into(),
            Filter { about: vec![About { items: vec![most(Facet::System)], topics: Vec::new() }], ..plain() },
        ),
        ("place".into(), Filter { places: vec![most(Facet::Place)], ..plain() }),
    ]
}

// Milliseconds of the first run and the mean of the others.
fn cost(rounds: usize, run: &dyn Fn() -> Result<usize, bahi::StoreError>) -> Result<(f64, f64), bahi::StoreError> {
    let start = now();
    run()?;
    let first = now() - start;
    let start = now();
    for _ in 0..rounds {
        run()?;
    }
    Ok((first, (now() - start) / rounds as f64))
}

// Processor time of this thread in milliseconds where the system tells it, else the clock's.
fn now() -> f64 {
    thread_local!(static START: Instant = Instant::now());
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|t| t.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.with(|s| s.elapsed().as_secs_f64() * 1e3), |n| n / 1e6)
}
