//! `bahi rebuild`: everything that is derived, derived anew; with a later version of Bahi also the readings of the reports.

use super::book::Book;
use super::{counted, doctor};
use crate::exit::Status;
use crate::intake::report_failures;
use crate::terminal::output;
use bahi::ledger::Ledger;
use bahi::store::Incoming;
use bahi::{Bahi, Change, Failure, Store, changes};
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi rebuild                               from the claims and judgements that are there; the same comes out
  bahi rebuild --dry-run                     whether it does: what bahi doctor --deep says
  bahi rebuild --reread --diff --dry-run     what this version would read differently
  bahi rebuild --reread --diff               the same, entered: earlier claims stay in the file and count no more";

/// Derive everything in a ledger file anew
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Read the reports again, from what the file keeps of them
    #[arg(long)]
    reread: bool,

    /// Show what is read differently, record by record
    #[arg(long, requires = "reread")]
    diff: bool,

    /// Change nothing: say what would be different
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    book: Book,
}

/// Derives anew.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    if args.dry_run && !args.reread {
        return doctor::look(&args.book, true);
    }
    let bahi = Bahi::new();
    let mut store = Store::existing(args.book.path())?;
    let mut out = output();
    let mut failed = 0;
    if args.reread {
        let (mut different, reports) = (0, store.reports()?);
        for report in &reports {
            match reread(&bahi, &mut store, report, args.dry_run)? {
                Ok(changes) => {
                    different += usize::from(!changes.is_empty());
                    if args.diff {
                        changes.iter().try_for_each(|c| show(&mut out, c))?;
                    }
                }
                Err(failure) => {
                    report_failures(&[failure]);
                    failed += 1;
                }
            }
        }
        let all = counted(reports.len(), "report");
        writeln!(out, "{all} read again, {different} differently, {failed} not: {}", args.book.path().display())?;
    }
    if !args.dry_run {
        store.rebuild(bahi.knowledge(), |_| {})?;
        writeln!(out, "rebuilt: {}", args.book.path().display())?;
    }
    out.flush()?;
    Ok(if failed > 0 { Status::SomeFailed } else { Status::Found })
}

// What is different in a report that was read again, which is entered unless nothing shall change.
fn reread(bahi: &Bahi, store: &mut Store, report: &str, dry: bool) -> anyhow::Result<Result<Vec<Change>, Failure>> {
    let before = store.single(report)?;
    let path = before.reports.first().map(|head| head.path.clone()).unwrap_or_default();
    let incoming = match bahi.read_again(&path, &store.source(report)?) {
        Ok(incoming) => incoming,
        Err(failure) => return Ok(Err(failure)),
    };
    if id(incoming.ledger()) != Some(report) {
        return Ok(Err(Failure {
            path,
            why: "its bytes are not those that it was read from".to_owned(),
            remedy: "see: bahi doctor".to_owned(),
        }));
    }
    let changes = changes(&before, incoming.ledger());
    if !dry {
        write(store, report, &incoming, changes.is_empty())?;
    }
    Ok(Ok(changes))
}

fn write(store: &mut Store, report: &str, incoming: &Incoming, alike: bool) -> anyhow::Result<()> {
    match alike {
        true => store.read_alike(report, &incoming.ledger().knowledge)?,
        false => store.reread(incoming)?,
    }
    Ok(())
}

fn id(ledger: &Ledger) -> Option<&str> {
    ledger.reports.first().map(|head| head.id.as_str())
}

fn show(out: &mut impl Write, change: &Change) -> std::io::Result<()> {
    match (change.before, change.after) {
        (false, _) => writeln!(out, "+ {}", change.id),
        (_, false) => writeln!(out, "- {}", change.id),
        _ => {
            let fields = change.fields.iter().map(|(name, a, b)| format!("{name}: {a} → {b}"));
            writeln!(out, "~ {}  {}", change.id, fields.collect::<Vec<_>>().join("; "))
        }
    }
}
