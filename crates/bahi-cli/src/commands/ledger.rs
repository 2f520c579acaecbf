//! `bahi ledger import`: reports that were read elsewhere, from files of Parquet, into the ledger file.

use super::add::Adding;
use super::book::Book;
use crate::exit::Status;
use crate::terminal::{Level, complain, hears};
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
  bahi ledger import out/readings --ledger all.db      into a ledger of its own";

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
    let mut store = args.book.make()?;
    let bahi = Bahi::new();
    let mut adding = Adding::to(&mut store);
    for file in &files {
        // A file that is broken in a way that the reader of Parquet does not foresee costs that file and not the run.
        let taken = catch_unwind(AssertUnwindSafe(|| take(file, &mut adding, &bahi)));
        let broken = || Err(anyhow::anyhow!("reading it failed, which is a fault of the program"));
        if let Err(error) = taken.unwrap_or_else(|_| broken()) {
            adding.enter(Entry::Failed(failure(file, format!("{error:#}"))))?;
        }
    }
    if files.is_empty() {
        complain(format_args!("there is no file of Parquet in what was given; name the folder `readings`"));
    }
    let count = adding.done()?;
    store.settle(bahi.knowledge(), |_| {})?;
    if hears(Level::Warn) {
        count.tell(&args.book)?;
    }
    Ok(Status::of_reading(count.new + count.known, count.failed, count.new + count.known > 0))
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
