//! `bahi add`: reports into the ledger file.

use super::book::Book;
use super::foresee;
use crate::exit::Status;
use crate::intake::{self, Progress, Taking, report_failures, report_passed};
use crate::terminal::{Level, complain, hears, output};
use crate::words;
use anyhow::Context;
use bahi::store::{Added, PORTION, Waiting};
use bahi::{Bahi, Entry, Failure, Store};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const EXAMPLES: &str = "Examples:
  bahi add reports/                     a folder into bahi.db, which is made where there is none
  bahi add today.txt --ledger desk.db   one more report into a ledger of one's own
  bahi add crawl.warc.gz                every page of an archive
  bahi add reports/ --dry-run           what would be added; nothing is written
  bahi add rows.csv --map text=body,title=headline,published=date
  bahi add reports/                     once more: what is there already is left alone, what is missing is added";

/// Add reports to a ledger file; a command that was interrupted goes on where it stopped when it is given again
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Reports in any format that is read (text, HTML, WARC, feeds, JSON lines), folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    book: Book,

    #[command(flatten)]
    taking: Taking,

    /// Read all of it and say what would be added; nothing is written
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// How many of each.
#[derive(Default)]
pub(super) struct Count {
    pub new: usize,
    pub known: usize,
    pub failed: usize,
    pub passed: BTreeMap<String, usize>,
}

/// Reads and adds.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let listing = intake::list(&args.paths);
    listing.report();
    if args.dry_run {
        return foresee::run(listing, &args.taking, &args.book);
    }
    let mut store = args.book.make()?;
    let bahi = Bahi::new().with_options(args.taking.options()).knowing(store.known()?);
    stop_at_once(args.book.path())?;
    let mut adding = Adding::to(&mut store);
    adding.count.failed = listing.failures.len();
    let mut progress = Progress::of(&listing.files, false);
    let meter = progress.meter();
    intake::each(
        &bahi,
        listing.files,
        meter,
        |reading| bahi.entry(reading),
        |entry| {
            progress.tell();
            adding.enter(entry)?;
            adding.settle_portion(&bahi)
        },
    )?;
    let count = adding.done()?;
    store.settle(bahi.knowledge(), |left| progress.settling(left))?;
    progress.done();
    report_passed(&count.passed);
    if hears(Level::Warn) {
        count.tell(&args.book)?;
    }
    Ok(Status::of_reading(count.new + count.known + count.passed.len(), count.failed, count.new + count.known > 0))
}

// How long the first of those that are entered together waits for the others at most.
const WAIT: Duration = Duration::from_secs(2);

/// Puts reports into the ledger file, some at a time, and counts them.
pub(super) struct Adding<'s> {
    pub store: &'s mut Store,
    pub count: Count,
    waiting: Waiting,
    since: Instant,
    settled: usize,
}

impl<'s> Adding<'s> {
    /// Nothing entered yet.
    pub fn to(store: &'s mut Store) -> Self {
        Self { store, count: Count::default(), waiting: Waiting::default(), since: Instant::now(), settled: 0 }
    }

    /// Enters one, at once or with those that come next.
    pub fn enter(&mut self, entry: Entry) -> anyhow::Result<()> {
        match entry {
            Entry::Report(incoming) => {
                if self.waiting.is_empty() {
                    self.since = Instant::now();
                }
                self.waiting.push(*incoming);
                if self.waiting.is_enough() || self.since.elapsed() >= WAIT {
                    self.enter_waiting()?;
                }
            }
            Entry::Known => self.count.known += 1,
            Entry::Failed(failure) => {
                self.enter_waiting()?;
                self.fail(failure)?;
            }
            Entry::Passed(what) => *self.count.passed.entry(what).or_default() += 1,
        }
        Ok(())
    }

    /// Works out what follows from reports, where many have come since that was done.
    pub fn settle_portion(&mut self, bahi: &Bahi) -> anyhow::Result<()> {
        if self.count.new >= self.settled + PORTION {
            self.store.settle_reports(bahi.knowledge(), |_| {})?;
            self.settled = self.count.new;
        }
        Ok(())
    }

    /// Enters those that wait; gives how many of each there were.
    pub fn done(mut self) -> anyhow::Result<Count> {
        self.enter_waiting()?;
        Ok(self.count)
    }

    fn enter_waiting(&mut self) -> anyhow::Result<()> {
        let waiting = self.waiting.take();
        for added in self.store.add_each(&waiting)? {
            match added {
                Ok(added) => self.count.add(added),
                Err(path) => self.fail(Failure::taken(path))?,
            }
        }
        Ok(())
    }

    fn fail(&mut self, failure: Failure) -> anyhow::Result<()> {
        self.store.failed(&failure.path, &failure.why, &failure.remedy)?;
        report_failures(std::slice::from_ref(&failure));
        self.count.failed += 1;
        Ok(())
    }
}

// As shells say of a command that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

// A ledger is whole at every moment, so that Ctrl-C need not wait for anything.
fn stop_at_once(ledger: &Path) -> anyhow::Result<()> {
    let ledger = ledger.display().to_string();
    ctrlc::set_handler(move || {
        complain(format_args!("\n{}", words::text("stopped", &[("path", &ledger)])));
        std::process::exit(INTERRUPTED);
    })
    .context("Ctrl-C cannot be listened for")
}

impl Count {
    fn add(&mut self, added: Added) {
        match added {
            Added::New => self.new += 1,
            Added::Known => self.known += 1,
        }
    }

    /// Says it.
    pub fn tell(&self, book: &Book) -> anyhow::Result<()> {
        let mut out = output();
        let counts = [self.new, self.known, self.failed].map(|count| count.to_string());
        let path = book.path().display().to_string();
        let values = [("new", &*counts[0]), ("known", &*counts[1]), ("failed", &*counts[2]), ("path", &*path)];
        writeln!(out, "{}", words::text("added", &values))?;
        if self.new > 0 {
            writeln!(out, "{}", words::text("see-next", &[]))?;
        }
        if self.failed > 0 {
            writeln!(out, "{}", words::text("see-failed", &[]))?;
        }
        Ok(out.flush()?)
    }
}
