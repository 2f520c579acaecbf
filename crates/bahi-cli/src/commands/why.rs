//! `bahi why`: the claims, rules and quotes behind one record.

use super::book::Book;
use crate::exit::Status;
use crate::intake::{self, report_failures};
use crate::terminal::{Paint, complain, output};
use crate::view::why::{self, Subject};
use crate::words;
use bahi::format::Options;
use bahi::{Bahi, Input, NearMiss, Reading, Store};
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  bahi why reports/                  the records of these reports, with their ids
  bahi why E-7K3Q reports/           every claim of one record: rule, quote, file:line
  bahi why D-9K2M.delivered a.txt    the claims of one field
  bahi why X-5R1T reports/ --json    a conflict, as data
  bahi why E-7K3Q                    a record of the ledger file bahi.db";

/// Explain one record: its claims with rule and quote, its conflicts, why reports were merged in it
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Id of a record (E- S- G- D-), a conflict (X-), an actor (A-) or a claim (C-), with .FIELD if wanted;
    /// then the reports or folders it is from, or nothing for the ledger file
    #[arg(required = true, value_name = "[ID] PATH")]
    words: Vec<PathBuf>,

    /// As JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    book: Book,
}

/// Reads the reports and explains.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let (subject, paths) = split(&args.words);
    if paths.is_empty() {
        let Some(subject) = &subject else { anyhow::bail!("{} is no file and no id", args.words[0].display()) };
        return from_book(args, subject, paint);
    }
    let intake = intake::gather(paths, &Options::default());
    intake.report();
    if intake.inputs.is_empty() {
        return Ok(Status::Error);
    }
    let bahi = Bahi::new();
    let outcome = bahi.read(&intake.inputs);
    report_failures(&outcome.failures);
    let mut out = output();
    let found = match &subject {
        None => why::list(&mut out, &outcome.ledger, paint, args.json)?,
        Some(subject) => {
            let near = near_misses(&bahi, &intake.inputs, subject)?;
            why::explain(&mut out, &outcome.ledger, &near, subject, paint, args.json)?
        }
    };
    out.flush()?;
    if let (false, Some(subject)) = (found, &subject) {
        let unknown = format!("{subject}: not in the ledger of these reports; see: bahi why {}", shown(paths));
        complain(format_args!("{}", words::told(&unknown)));
    }
    let failed = intake.failures.len() + outcome.failures.len();
    let read = intake.inputs.len().saturating_sub(outcome.failures.len());
    Ok(match Status::of_reading(read, failed, found) {
        Status::SomeFailed if !found => Status::Nothing,
        status => status,
    })
}

// The near misses of an engagement of these reports, from a ledger in memory.
fn near_misses(bahi: &Bahi, inputs: &[Input], subject: &Subject) -> anyhow::Result<Vec<NearMiss>> {
    let mut store = Store::in_memory()?;
    if !subject.id().starts_with("E-") {
        return Ok(Vec::new());
    }
    for reading in inputs.iter().flat_map(|input| bahi.read_each(input.clone())) {
        if let Reading::Report(one) = reading {
            store.add(&bahi.incoming(*one))?;
        }
    }
    store.settle(bahi.knowledge(), |_| {})?;
    Ok(store.near_misses(subject.id())?)
}

// One record of the ledger file, by an id it has or had, or the beginning of one.
fn from_book(args: &Args, subject: &Subject, paint: Paint) -> anyhow::Result<Status> {
    let store = args.book.open(&Bahi::new())?;
    let ids = store.resolve_id(subject.id())?;
    let subject = match ids.as_slice() {
        [one] => subject.with_id(one),
        [] => anyhow::bail!("{subject}: not in {}; see: bahi list", args.book.path().display()),
        many => {
            let mut out = output();
            writeln!(out, "{subject} is the beginning of {} ids; write more of it:", many.len())?;
            for id in many {
                writeln!(out, "{}  {}", paint.strong(id), what_it_is(&store, id)?)?;
            }
            out.flush()?;
            return Ok(Status::Error);
        }
    };
    let (engagements, reports) = store.around(subject.id())?;
    let ledger = store.part(&engagements, &reports)?;
    let near = store.near_misses(subject.id())?;
    let mut out = output();
    let found = why::explain(&mut out, &ledger, &near, &subject, paint, args.json)?;
    out.flush()?;
    Ok(if found { Status::Found } else { Status::Nothing })
}

// A few words on what has an id.
fn what_it_is(store: &Store, id: &str) -> anyhow::Result<String> {
    if id.starts_with("A-") {
        let actor = store.actor_called(id)?;
        return Ok(format!("{}, {}", actor.name, actor.kind));
    }
    let (engagements, reports) = store.around(id)?;
    let ledger = store.part(&engagements, &reports)?;
    Ok(why::named(&ledger, id))
}

/// The first word is an id where it looks like one and no such file exists.
fn split(words: &[PathBuf]) -> (Option<Subject>, &[PathBuf]) {
    let first = words.first().filter(|word| !Path::new(word).exists());
    match first.and_then(|word| word.to_str()).and_then(Subject::parse) {
        Some(subject) => (Some(subject), &words[1..]),
        None => (None, words),
    }
}

fn shown(paths: &[PathBuf]) -> String {
    crate::view::Hints::for_paths(paths).paths
}
