//! What a ledger file costs as it grows: `cargo run --release -p bahi --example growth -- FOLDER LEDGER [STEP]`.
//!
//! Adds the reports of a folder, by name, as one `bahi add` does, and prints for every step (10,000 where none is given) the
//! rate, the processor time a report, the memory of the process and the size of the file beside that of the texts. A step ends
//! when all is worked out that follows from its reports. Then how long it took what is worked out once, at the end of a command,
//! and what one more report costs. Linux only, since it asks `/proc`.

use bahi::store::{Incoming, PORTION, Waiting};
use bahi::{Bahi, Entry, Input, Store, stream};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let mut adding =
        Adding { bahi: &bahi, store: &mut store, ledger, waiting: Waiting::default(), unsettled: 0, text: 0 };
    adding.all(&files, step)?;
    let mut times = Vec::new();
    for file in one_by_one.drain(..) {
        let clock = Instant::now();
        let adding =
            Adding { bahi: &bahi, store: &mut store, ledger, waiting: Waiting::default(), unsettled: 0, text: 0 };
        adding.quietly(&file)?;
        times.push(clock.elapsed());
    }
    times.sort();
    if let Some(median) = times.get(times.len() / 2) {
        println!("one more, median of {}: {:.1} ms", times.len(), median.as_secs_f64() * 1000.0);
    }
    Ok(())
}

// What `bahi add` does.
struct Adding<'a> {
    bahi: &'a Bahi,
    store: &'a mut Store,
    ledger: &'a str,
    waiting: Waiting,
    unsettled: usize,
    text: usize,
}

impl Adding<'_> {
    // Adds files as one command, and prints what every so many cost, and the end.
    fn all(&mut self, files: &[PathBuf], step: usize) -> Result<(), Box<dyn Error>> {
        let bahi = self.bahi;
        let (mut done, mut since) = (0, Since::now(0)?);
        let last = files.len();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        stream::in_order(
            files.iter(),
            |_| 4096,
            cores,
            |path| read(bahi, path),
            |some| -> Result<(), Box<dyn Error>> {
                self.take(some)?;
                done += 1;
                if done % step == 0 || done == last {
                    self.enter()?;
                    self.settle()?;
                    since.tell(done, self)?;
                    since = Since::now(done)?;
                }
                Ok(())
            },
        )?;
        let clock = Instant::now();
        self.end()?;
        println!("at the end of the command: {:.1} s", clock.elapsed().as_secs_f64());
        Ok(())
    }

    fn quietly(mut self, file: &PathBuf) -> Result<(), Box<dyn Error>> {
        self.take(read(self.bahi, file))?;
        self.end()
    }

    fn take(&mut self, some: Vec<Incoming>) -> Result<(), Box<dyn Error>> {
        for one in some {
            self.text += one.text().len();
            self.waiting.push(one);
            if self.waiting.is_enough() {
                self.enter()?;
            }
        }
        if self.unsettled >= PORTION {
            self.settle()?;
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<(), Box<dyn Error>> {
        self.unsettled = 0;
        Ok(self.store.settle_reports(self.bahi.knowledge(), |_| {})?)
    }

    fn end(&mut self) -> Result<(), Box<dyn Error>> {
        self.enter()?;
        Ok(self.store.settle(self.bahi.knowledge(), |_| {})?)
    }

    fn enter(&mut self) -> Result<(), Box<dyn Error>> {
        let waiting = self.waiting.take();
        self.unsettled += waiting.len();
        self.store.add_all(&waiting)?;
        Ok(())
    }
}

// What was used when so many were done.
struct Since {
    done: usize,
    processor: f64,
    clock: Instant,
}

impl Since {
    fn now(done: usize) -> Result<Self, Box<dyn Error>> {
        Ok(Self { done, processor: processor()?, clock: Instant::now() })
    }

    fn tell(&self, done: usize, adding: &Adding<'_>) -> Result<(), Box<dyn Error>> {
        let each = |seconds: f64| 1000.0 * seconds / (done - self.done).max(1) as f64;
        let rate = (done - self.done) as f64 / self.clock.elapsed().as_secs_f64();
        let used = each(processor()? - self.processor);
        let (memory, file, text) = (memory()?, fs::metadata(adding.ledger)?.len() >> 20, adding.text >> 20);
        println!("{done:7}   {rate:8.0}   {used:17.2}   {memory:13}   {file:11}   {text:7}");
        Ok(())
    }
}

fn read(bahi: &Bahi, path: &PathBuf) -> Vec<Incoming> {
    let bytes = fs::read(path).unwrap_or_default();
    let input = Input { path: path.display().to_string(), bytes, ..Input::default() };
    let reports = bahi.read_each(input).into_iter();
    reports.filter_map(|r| if let Entry::Report(one) = bahi.entry(r) { Some(*one) } else { None }).collect()
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
