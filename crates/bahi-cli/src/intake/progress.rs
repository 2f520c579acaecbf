//! How far a long command has come: by bytes, since nobody knows how many reports a file holds.

use crate::terminal::{Level, complain, hears};
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Smaller inputs are read before anybody asks.
const WORTH_TELLING: u64 = 4 << 20;
/// Seconds between two lines where nobody watches.
const NOW_AND_THEN: u64 = 10;
/// Milliseconds between two looks of somebody who does.
const AT_ONCE: u128 = 200;

/// Counts bytes.
pub type Meter = Arc<AtomicU64>;

/// On a terminal one line that is written over; in a pipe a plain line now and then.
pub struct Progress {
    all: u64,
    done: Meter,
    reports: u64,
    started: Instant,
    told: Instant,
    terminal: bool,
    quiet: bool,
}

impl Progress {
    /// Of reading these files; where nothing but errors is told, neither is this.
    pub fn of(files: &[PathBuf], quiet: bool) -> Self {
        let quiet = quiet || !hears(Level::Warn);
        let size = |path: &PathBuf| path.metadata().map_or(0, |about| about.len());
        let all = files.iter().map(size).sum();
        let terminal = io::stderr().is_terminal();
        let (started, told) = (Instant::now(), Instant::now());
        Self { all, done: Arc::default(), reports: 0, started, told, terminal, quiet: quiet || all < WORTH_TELLING }
    }

    /// What counts the bytes.
    pub fn meter(&self) -> Meter {
        self.done.clone()
    }

    /// One report more.
    pub fn tell(&mut self) {
        self.reports += 1;
        if self.quiet || self.told.elapsed().as_millis() < AT_ONCE {
            return;
        }
        let seconds = self.started.elapsed().as_secs_f64().max(0.001);
        let done = self.done.load(Ordering::Relaxed);
        let left = seconds * (self.all.saturating_sub(done)) as f64 / done.max(1) as f64;
        let (done, all, rate) = (done >> 20, self.all >> 20, self.reports as f64 / seconds);
        let reports = self.reports;
        self.say(format_args!("{done}/{all} MiB  {reports} reports  {rate:.0} a second  {left:.0} s left"));
    }

    /// So many reports are left to be put together.
    pub fn settling(&mut self, left: usize) {
        self.say(format_args!("putting together: {left} reports left"));
    }

    fn say(&mut self, line: std::fmt::Arguments<'_>) {
        if self.quiet || !self.terminal && self.told.elapsed().as_secs() < NOW_AND_THEN {
            return;
        }
        self.told = Instant::now();
        if self.terminal {
            eprint!("\r{line}\x1b[K");
        } else {
            complain(line);
        }
    }

    /// The command is done.
    pub fn done(&self) {
        if self.terminal && !self.quiet {
            eprint!("\r\x1b[K");
        }
    }
}

/// A stream whose bytes are counted.
pub struct Counted<R> {
    read: R,
    meter: Meter,
}

impl<R> Counted<R> {
    /// Counts what is read from `read`.
    pub fn new(read: R, meter: &Meter) -> Self {
        Self { read, meter: meter.clone() }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.read.read(into)?;
        self.meter.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
