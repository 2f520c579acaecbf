//! `bahi undo` and `bahi restore`: taking back what was decided.

use super::book::Book;
use super::sign::{self, Sign};
use crate::exit::Status;
use crate::terminal::Paint;
use bahi::Bahi;

const UNDO: &str = "Examples:
  bahi undo              take back the last operation, whatever it was; again for the one before
  bahi undo O-3H7D       take back that one; what came after stays
  bahi undo --dry-run    what would change; nothing is written
  bahi log               all operations; an undo is one too, and undone by its id";

/// Take back an operation; nothing is erased, and an undo can be undone
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = UNDO)]
pub struct UndoArgs {
    /// The operation (O-); without it the last that stands and is no undo
    operation: Option<String>,

    /// Say what would change, and write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    sign: Sign,

    #[command(flatten)]
    book: Book,
}

const RESTORE: &str = "Examples:
  bahi restore --to O-3H7D     as it was right after that operation
  bahi restore --to start      as if nothing had been decided
  bahi undo                    and back again";

/// Take back all operations after one; the reports that were added stay
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = RESTORE)]
pub struct RestoreArgs {
    /// The operation (O-), or start
    #[arg(long, value_name = "O-…|start")]
    to: String,

    /// Say what would change, and write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    sign: Sign,

    #[command(flatten)]
    book: Book,
}

/// Takes back one.
pub fn undo(args: &UndoArgs, paint: Paint) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let mut store = args.book.open(&bahi)?;
    let (signature, operation) = (args.sign.signature()?, args.operation.as_deref());
    let done = match args.dry_run {
        true => store.preview_undo(&signature, operation, bahi.knowledge())?,
        false => store.undo(&signature, operation, bahi.knowledge())?,
    };
    sign::tell(&store, &done, !args.dry_run, paint)?;
    Ok(Status::Found)
}

/// Takes back all since.
pub fn restore(args: &RestoreArgs, paint: Paint) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let mut store = args.book.open(&bahi)?;
    let to = Some(args.to.as_str()).filter(|to| !to.eq_ignore_ascii_case("start"));
    let signature = args.sign.signature()?;
    let done = match args.dry_run {
        true => store.preview_restore(&signature, to, bahi.knowledge())?,
        false => store.restore(&signature, to, bahi.knowledge())?,
    };
    sign::tell(&store, &done, !args.dry_run, paint)?;
    Ok(Status::Found)
}
