//! `bahi ledger import`: reports that were read elsewhere, from files of Parquet, into the ledger file.

use super::add::Adding;
use super::book::Book;
use super::foresee::{Foreseen, as_it_is};
use crate::exit::Status;
use crate::terminal::{Level, complain, hears};
use crate::words;
use anyhow::Context;
use bahi::spread::rows;
use bahi::{Bahi, Entry, Failure};
use clap::Subcommand;
use std::ffi::OsStr;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  bahi ledger import out/readings                      everything that was read, into bahi.db
  bahi ledger import out/readings/month=2024-03        one month of it
  bahi ledger import out/readings --ledger all.db      into a ledger of its own
  bahi ledger import out/readings --dry-run            how many reports would be added; nothing is written";

/// Work on whole ledgers
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Import(Import),
}

/// Take reports that were read on other machines into a ledger file, without reading them again
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
struct Import {
    /// Files of Parquet as the package for Python and Spark write them (`readings`), or folders of such files
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Look through all of it and say how many reports would be added; nothing is written
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    book: Book,
}

/// Imports.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let What::Import(args) = &args.what;
    let mut files = Vec::new();
    for path in &args.paths {
        list(path, &mut files).with_context(|| format!("{} cannot be opened", path.display()))?;
    }
    if files.is_empty() {
        complain(format_args!("{}", words::text("no-parquet", &[])));
    }
    match args.dry_run {
        true => foresee(&files, &args.book),
        false => import(&files, &args.book),
    }
}

fn import(files: &[PathBuf], book: &Book) -> anyhow::Result<Status> {
    let mut store = book.make()?;
    let bahi = Bahi::new();
    let mut adding = Adding::to(&mut store);
    for file in files {
        if let Err(failure) = guarded(file, || take(file, &mut adding, &bahi)) {
            adding.enter(Entry::Failed(failure))?;
        }
    }
    let count = adding.done()?;
    store.settle(bahi.knowledge(), |_| {})?;
    if hears(Level::Warn) {
        count.tell(book)?;
    }
    Ok(Status::of_reading(count.new + count.known, count.failed, count.new + count.known > 0))
}

fn foresee(files: &[PathBuf], book: &Book) -> anyhow::Result<Status> {
    let mut foreseen = Foreseen::beside(as_it_is(book)?.as_ref())?;
    for file in files {
        if let Err(failure) = guarded(file, || look(file, &mut foreseen)) {
            foreseen.failure(failure);
        }
    }
    foreseen.tell(book)
}

// A file that is broken in a way that the reader of Parquet does not foresee costs that file and not the run.
fn guarded(file: &Path, work: impl FnOnce() -> anyhow::Result<()>) -> Result<(), Failure> {
    let broken = |_| Err(anyhow::anyhow!("reading it failed, which is a fault of the program"));
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(broken);
    done.map_err(|error| failure(file, format!("{error:#}")))
}

fn look(file: &Path, foreseen: &mut Foreseen) -> anyhow::Result<()> {
    let done: Result<(), Broken> = rows::read(file, |reports| {
        for report in reports {
            match report {
                Ok(incoming) => incoming.ledger().reports.iter().for_each(|head| foreseen.report(&head.id)),
                Err(why) => foreseen.failure(failure(file, why)),
            }
        }
        Ok(())
    });
    done.map_err(|broken| broken.0)
}

fn take(file: &Path, adding: &mut Adding<'_>, bahi: &Bahi) -> anyhow::Result<()> {
    let done: Result<(), Broken> = rows::read(file, |reports| {
        for report in reports {
            let entry = match report {
                Ok(incoming) => Entry::Report(Box::new(incoming)),
                Err(why) => Entry::Failed(failure(file, why)),
            };
            adding.enter(entry).map_err(Broken)?;
        }
        adding.settle_portion(bahi).map_err(Broken)
    });
    done.map_err(|broken| broken.0)
}

// What ended the taking of a file.
struct Broken(anyhow::Error);

impl From<String> for Broken {
    fn from(why: String) -> Self {
        Self(anyhow::Error::msg(why))
    }
}

fn failure(file: &Path, why: String) -> Failure {
    let remedy = "give files of the folder `readings` as they were written".to_owned();
    Failure { path: file.display().to_string(), why, remedy }
}

// Files by name, so that the same folder is taken in the same order everywhere; what begins with a dot or an underscore is
// the writer's own.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !fs::metadata(path)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut inside = fs::read_dir(path)?.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    inside.sort();
    for path in inside {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let own = name.starts_with(['.', '_']);
        if !own && (path.is_dir() || path.extension() == Some(OsStr::new("parquet"))) {
            list(&path, files)?;
        }
    }
    Ok(())
}
