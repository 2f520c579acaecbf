//! `bahi add`: reports into the ledger file.

use super::ahead::{self, Read};
use super::book::Book;
use crate::exit::Status;
use crate::intake::{self, report_failures};
use crate::terminal::{complain, output};
use anyhow::Context;
use bahi::store::Added;
use bahi::{Bahi, Failure, Store, StoreError};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

const EXAMPLES: &str = "Examples:
  bahi add reports/                     a folder into bahi.db, which is made where there is none
  bahi add today.txt --ledger desk.db   one more report into a ledger of one's own
  bahi add reports/                     once more: what is there already is left alone, what is missing is added";

/// Add reports to a ledger file; a command that was interrupted goes on where it stopped when it is given again
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Reports as plain text, folders of them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    book: Book,

    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

// Reports after which what follows from them is worked out, so that no long work is left for the end.
const PORTION: usize = 2_000;

#[derive(Default)]
struct Count {
    new: usize,
    known: usize,
    failed: usize,
}

/// Reads and adds.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let listing = intake::list(&args.paths);
    if !args.quiet {
        listing.notes.iter().for_each(|note| complain(format_args!("{note}")));
    }
    report_failures(&listing.failures);
    let bahi = Bahi::new();
    let mut store = args.book.make()?;
    stop_at_once(args.book.path())?;
    let mut count = Count { failed: listing.failures.len(), ..Count::default() };
    let mut settled = 0;
    let mut progress = Progress::new(listing.files.len(), args.quiet);
    ahead::read(&bahi, args.book.path(), &listing.files, |read| {
        enter(&mut store, read, &mut count)?;
        progress.tell(1);
        if count.new >= settled + PORTION {
            store.settle(bahi.knowledge(), |_| {})?;
            settled = count.new;
        }
        anyhow::Ok(())
    })?;
    store.settle(bahi.knowledge(), |left| progress.settling(left))?;
    progress.done();
    let mut out = output();
    if !args.quiet {
        let Count { new, known, failed } = count;
        let ledger = args.book.path().display();
        writeln!(out, "{new} added, {known} there already, {failed} not read: {ledger}")?;
        if count.new > 0 {
            writeln!(out, "see: bahi list; bahi find WORDS; bahi why ID")?;
        }
        if failed > 0 {
            writeln!(out, "what was not read, and why: bahi log --failed")?;
        }
        out.flush()?;
    }
    Ok(Status::of_reading(count.new + count.known, count.failed, true))
}

fn enter(store: &mut Store, read: Read, count: &mut Count) -> anyhow::Result<()> {
    let failure = match read {
        Read::Known(path) => {
            store.read_after_all(&path)?;
            count.known += 1;
            return Ok(());
        }
        Read::New(incoming) => match store.add(&incoming) {
            Ok(Added::New) => {
                count.new += 1;
                return Ok(());
            }
            Ok(Added::Known) => {
                count.known += 1;
                return Ok(());
            }
            Err(StoreError::Taken { path }) => Failure {
                path,
                why: "an id of it is that of another report, which happens by chance once in very many".into(),
                remedy: "leave it out".into(),
            },
            Err(error) => return Err(error.into()),
        },
        Read::Failed(failure) => failure,
    };
    store.failed(&failure.path, &failure.why, &failure.remedy)?;
    report_failures(std::slice::from_ref(&failure));
    count.failed += 1;
    Ok(())
}

// A ledger is whole at every moment, so that Ctrl-C need not wait for anything.
fn stop_at_once(ledger: &Path) -> anyhow::Result<()> {
    let ledger = ledger.display().to_string();
    ctrlc::set_handler(move || {
        complain(format_args!("\nstopped; {ledger} holds what was added, the same command goes on from there"));
        std::process::exit(INTERRUPTED);
    })
    .context("Ctrl-C cannot be listened for")
}

// As shells say of a command that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

// On a terminal one line that is written over; in a pipe a plain line now and then.
struct Progress {
    all: usize,
    done: usize,
    started: Instant,
    told: Instant,
    terminal: bool,
    quiet: bool,
}

impl Progress {
    fn new(all: usize, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { all, done: 0, started: Instant::now(), told: Instant::now(), terminal, quiet: quiet || all < 100 }
    }

    fn tell(&mut self, more: usize) {
        self.done += more;
        let seconds = self.started.elapsed().as_secs_f64().max(0.001);
        let rate = self.done as f64 / seconds;
        let left = (self.all - self.done) as f64 / rate.max(0.001);
        let (done, all) = (self.done, self.all);
        self.say(format_args!("{done}/{all}  {rate:.0} a second  {left:.0} s left"));
    }

    fn settling(&mut self, left: usize) {
        self.say(format_args!("putting together: {left} reports left"));
    }

    fn say(&mut self, line: std::fmt::Arguments<'_>) {
        const NOW_AND_THEN: u64 = 10;
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

    fn done(&self) {
        if self.terminal && !self.quiet {
            eprint!("\r\x1b[K");
        }
    }
}
