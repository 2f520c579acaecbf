//! What a ledger file costs as it grows: `cargo run --release -p bahi --example growth -- FOLDER LEDGER [STEP]`.
//!
//! Adds the reports of a folder, by name, as `bahi add` does, and prints for every step (10,000 where none is given) the rate,
//! the processor time a report, the memory of the process and the size of the file beside that of the texts; at the end what
//! one more report costs. Linux only, since it asks `/proc`.

use bahi::store::{Incoming, PORTION, TOGETHER};
use bahi::{Bahi, Input, Reading, Store, stream};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Reports that are kept back to be added one by one.
const LAST: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(folder), Some(ledger)) = (arguments.first(), arguments.get(1)) else {
        return Err("say: growth FOLDER LEDGER [STEP]".into());
    };
    let step = arguments.get(2).map_or(Ok(10_000), |step| step.parse::<usize>())?.max(1);
    let mut files = Vec::new();
    list(Path::new(folder), &mut files)?;
    files.sort();
    let mut one_by_one = files.split_off(files.len().saturating_sub(LAST));
    let bahi = Bahi::new();
    let mut store = Store::open(Path::new(ledger))?;
    println!("reports   a second   ms processor each   MiB in memory   MiB of file   of text");
    let (mut done, mut text) = (0, 0);
    for files in files.chunks(step) {
        let (before, clock) = (processor()?, Instant::now());
        text += add(&bahi, &mut store, files)?;
        done += files.len();
        let each = |seconds: f64| 1000.0 * seconds / files.len() as f64;
        let rate = files.len() as f64 / clock.elapsed().as_secs_f64();
        let (used, memory, file) = (each(processor()? - before), memory()?, fs::metadata(ledger)?.len() >> 20);
        println!("{done:7}   {rate:8.0}   {used:17.2}   {memory:13}   {file:11}   {:7}", text >> 20);
    }
    let mut times = Vec::new();
    for file in one_by_one.drain(..) {
        let clock = Instant::now();
        add(&bahi, &mut store, &[file])?;
        times.push(clock.elapsed());
    }
    times.sort();
    if let Some(median) = times.get(times.len() / 2) {
        println!("one more, median of {}: {:.1} ms", times.len(), median.as_secs_f64() * 1000.0);
    }
    Ok(())
}

// Adds files and works out what follows; gives the bytes of their texts.
fn add(bahi: &Bahi, store: &mut Store, files: &[PathBuf]) -> Result<usize, Box<dyn Error>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let read = |path: &PathBuf| -> Vec<Incoming> {
        let bytes = fs::read(path).unwrap_or_default();
        let input = Input { path: path.display().to_string(), bytes, ..Input::default() };
        let reports = bahi.read_each(input).into_iter();
        reports.filter_map(|r| if let Reading::Report(one) = r { Some(bahi.incoming(*one)) } else { None }).collect()
    };
    let (mut waiting, mut unsettled, mut text) = (Vec::new(), 0, 0);
    stream::in_order(
        files.iter(),
        |_| 4096,
        cores,
        read,
        |some| -> Result<(), Box<dyn Error>> {
            waiting.extend(some);
            if waiting.len() >= TOGETHER {
                text += enter(store, &mut waiting)?;
                unsettled += TOGETHER;
            }
            if unsettled >= PORTION {
                store.settle_reports(bahi.knowledge(), |_| {})?;
                unsettled = 0;
            }
            Ok(())
        },
    )?;
    text += enter(store, &mut waiting)?;
    store.settle(bahi.knowledge(), |_| {})?;
    Ok(text)
}

fn enter(store: &mut Store, waiting: &mut Vec<Incoming>) -> Result<usize, Box<dyn Error>> {
    let text = waiting.iter().map(|w| w.text.len()).sum();
    store.add_all(waiting.iter())?;
    waiting.clear();
    Ok(text)
}

fn list(folder: &Path, into: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { list(&path, into)? } else { into.push(path) }
    }
    Ok(())
}

// Seconds of processor time that this process has used; the kernel counts in hundredths.
fn processor() -> Result<f64, Box<dyn Error>> {
    let about = fs::read_to_string("/proc/self/stat")?;
    let after = about.rsplit_once(')').map_or("", |a| a.1);
    let ticks = after.split_whitespace().skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    Ok(ticks as f64 / 100.0)
}

// Most memory so far, in MiB.
fn memory() -> Result<u64, Box<dyn Error>> {
    let about = fs::read_to_string("/proc/self/status")?;
    let peak = about.lines().find_map(|l| l.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(peak.trim().trim_end_matches("kB").trim().parse::<u64>()? >> 10)
}
