//! The commands, one file each; the doc comments of their arguments are the help.

mod actors;
mod add;
mod book;
mod check;
mod config;
mod conflicts;
mod deliveries;
mod demo;
mod doctor;
mod eval;
mod export;
#[cfg(feature = "net")]
mod fetch;
mod find;
mod foresee;
mod judge;
mod ledger;
mod list;
mod log;
mod mcp;
mod off;
mod queue;
mod read;
mod rebuild;
mod review;
pub mod rows;
mod rules;
mod serve;
mod show;
mod sign;
mod timeline;
mod undo;
#[cfg(feature = "net")]
mod watch;
mod which;
mod why;
mod written;

use crate::exit::Status;
use crate::manners::{Everywhere, Manners};
use clap::{Parser, Subcommand};
use off::Off;

/// Puts the examples before the list of options: most readers need nothing else.
const EXAMPLES_FIRST: &str = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}\n";

const EXAMPLES: &str = "Examples:
  bahi demo                        a guided tour on built-in reports
  bahi read report.txt             the ledger of one report, with its quotes
  bahi read reports/ --json        the ledger of a folder, as data
  pbpaste | bahi read -            the ledger of what was just copied
  bahi add reports/                into a ledger file that grows; then: bahi list, find, timeline, why, export
  bahi why E-7K3Q reports/         every claim behind one record";

/// Reads Hindi news reports on diplomacy and keeps a cited ledger.
#[derive(Debug, Parser)]
#[command(name = "bahi", version, help_template = EXAMPLES_FIRST, before_help = EXAMPLES)]
#[command(after_help = "Exit codes: 0 found, 1 nothing found, 2 error, 3 finished but some inputs failed.")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    everywhere: Everywhere,
}

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::Args),
    Add(add::Args),
    #[cfg(feature = "net")]
    Fetch(fetch::Args),
    #[cfg(feature = "net")]
    Watch(watch::Args),
    List(list::Args),
    Find(find::Args),
    Timeline(timeline::Args),
    Deliveries(deliveries::Args),
    Actors(actors::Args),
    Why(why::Args),
    Conflicts(conflicts::Args),
    Review(review::Args),
    Judge(Box<judge::Args>),
    Undo(undo::UndoArgs),
    Restore(undo::RestoreArgs),
    Export(export::Args),
    Log(log::Args),
    Serve(serve::Args),
    Mcp(mcp::Args),
    Ledger(ledger::Args),
    Doctor(doctor::Args),
    Rebuild(rebuild::Args),
    Show(show::Args),
    Demo(demo::Args),
    Check(check::Args),
    Eval(eval::Args),
    Config(config::Args),
}

/// `1 report`, `2 reports`.
fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

impl Cli {
    /// Runs the command that was asked for.
    pub fn run(self, manners: &Manners) -> anyhow::Result<Status> {
        let paint = manners.paint;
        match self.command {
            Command::Read(args) => read::run(&args, paint),
            Command::Add(args) => add::run(&args),
            #[cfg(feature = "net")]
            Command::Fetch(args) => fetch::run(&args),
            #[cfg(feature = "net")]
            Command::Watch(args) => watch::run(&args),
            Command::List(args) => list::run(&args, paint),
            Command::Find(args) => find::run(&args, paint),
            Command::Timeline(args) => timeline::run(&args, paint),
            Command::Deliveries(args) => deliveries::run(&args, paint),
            Command::Actors(args) => actors::run(&args, paint),
            Command::Export(args) => export::run(&args, manners.lang.unwrap_or_default()),
            Command::Conflicts(args) => conflicts::run(&args, paint),
            Command::Review(args) => review::run(&args, paint, manners.asks),
            Command::Judge(args) => judge::run(&args, paint),
            Command::Undo(args) => undo::undo(&args, paint),
            Command::Restore(args) => undo::restore(&args, paint),
            Command::Log(args) => log::run(&args, paint),
            Command::Serve(args) => serve::run(&args),
            Command::Mcp(args) => mcp::run(&args),
            Command::Ledger(args) => ledger::run(&args),
            Command::Doctor(args) => doctor::run(&args),
            Command::Rebuild(args) => rebuild::run(&args),
            Command::Why(args) => why::run(&args, paint),
            Command::Show(args) => show::run(&args, paint),
            Command::Demo(args) => demo::run(&args, paint),
            Command::Check(args) => check::run(&args),
            Command::Eval(args) => eval::run(&args),
            Command::Config(args) => config::run(&args, manners),
        }
    }
}
