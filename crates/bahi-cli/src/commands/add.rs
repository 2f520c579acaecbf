//! `bahi add`: reports into the ledger file.

use super::book::Book;
use crate::exit::Status;
use crate::intake::{self, Progress, Taking, report_failures, report_passed};
use crate::terminal::{complain, output};
use anyhow::Context;
use bahi::store::{Added, Incoming};
use bahi::{Bahi, Failure, Reading, Store, StoreError};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  bahi add reports/                     a folder into bahi.db, which is made where there is none
  bahi add today.txt --ledger desk.db   one more report into a ledger of one's own
  bahi add crawl.warc.gz                every page of an archive
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

    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

// Reports after which what follows from them is worked out, so that no long work is left for the end.
const PORTION: usize = 2_000;

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
    if !args.quiet {
        listing.notes.iter().for_each(|note| complain(format_args!("{note}")));
    }
    report_failures(&listing.failures);
    let bahi = Bahi::new().with_options(args.taking.options());
    let mut store = args.book.make()?;
    stop_at_once(args.book.path())?;
    let mut settled = 0;
    let mut count = Count { failed: listing.failures.len(), ..Count::default() };
    let mut progress = Progress::of(&listing.files, args.quiet);
    let meter = progress.meter();
    let entry = |reading| Entry::of(&bahi, reading);
    intake::each(&bahi, listing.files, meter, entry, |entry| {
        progress.tell();
        enter(&mut store, entry, &mut count)?;
        if count.new >= settled + PORTION {
            store.settle(bahi.knowledge(), |_| {})?;
            settled = count.new;
        }
        Ok(())
    })?;
    store.settle(bahi.knowledge(), |left| progress.settling(left))?;
    progress.done();
    if !args.quiet {
        report_passed(&count.passed);
        count.tell(&args.book)?;
    }
    Ok(Status::of_reading(count.new + count.known + count.passed.len(), count.failed, count.new + count.known > 0))
}

/// What becomes of one report, item or record.
pub(super) enum Entry {
    Report(Box<Incoming>),
    Failed(Failure),
    Passed(String),
}

impl Entry {
    pub fn of(bahi: &Bahi, reading: Reading) -> Self {
        match reading {
            Reading::Report(one) => Self::Report(Box::new(bahi.incoming(*one))),
            Reading::Failed(failure) => Self::Failed(failure),
            Reading::Passed(what) => Self::Passed(what),
        }
    }
}

/// Puts one into the ledger file, and counts it.
pub(super) fn enter(store: &mut Store, entry: Entry, count: &mut Count) -> anyhow::Result<()> {
    match entry {
        Entry::Report(incoming) => match store.add(&incoming) {
            Ok(Added::New) => count.new += 1,
            Ok(Added::Known) => count.known += 1,
            Err(StoreError::Taken { path }) => fail(store, taken(path), count)?,
            Err(error) => return Err(error.into()),
        },
        Entry::Failed(failure) => fail(store, failure, count)?,
        Entry::Passed(what) => *count.passed.entry(what).or_default() += 1,
    }
    Ok(())
}

fn fail(store: &mut Store, failure: Failure, count: &mut Count) -> anyhow::Result<()> {
    store.failed(&failure.path, &failure.why, &failure.remedy)?;
    report_failures(std::slice::from_ref(&failure));
    count.failed += 1;
    Ok(())
}

fn taken(path: String) -> Failure {
    let why = "an id of it is that of another report, which happens by chance once in very many".to_owned();
    Failure { path, why, remedy: "leave it out".to_owned() }
}

// As shells say of a command that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

// A ledger is whole at every moment, so that Ctrl-C need not wait for anything.
fn stop_at_once(ledger: &Path) -> anyhow::Result<()> {
    let ledger = ledger.display().to_string();
    ctrlc::set_handler(move || {
        complain(format_args!("\nstopped; {ledger} holds what was added, the same command goes on from there"));
        std::process::exit(INTERRUPTED);
    })
    .context("Ctrl-C cannot be listened for")
}

impl Count {
    /// Says it.
    pub fn tell(&self, book: &Book) -> anyhow::Result<()> {
        let mut out = output();
        let (new, known, failed) = (self.new, self.known, self.failed);
        writeln!(out, "{new} added, {known} there already, {failed} not read: {}", book.path().display())?;
        if new > 0 {
            writeln!(out, "see: bahi list; bahi find WORDS; bahi why ID")?;
        }
        if failed > 0 {
            writeln!(out, "what was not read, and why: bahi log --failed")?;
        }
        Ok(out.flush()?)
    }
}
