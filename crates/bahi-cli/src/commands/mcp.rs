//! `bahi mcp`: the ledger file for assistants, over standard input and output.

use super::book::Book;
use crate::exit::Status;
use bahi::Bahi;
use bahi_web::mcp::Assistant;
use std::io;

const EXAMPLES: &str = "Examples:
  bahi mcp --ledger desk.db            for the settings of an assistant: command bahi, arguments mcp --ledger desk.db
  bahi mcp --base http://desk.local/   permalinks that lead to a desk elsewhere";

/// Serve the ledger file to assistants over standard input and output (MCP); reading only
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    book: Book,

    /// Where a desk serves this ledger, for permalinks
    #[arg(long, value_name = "URL", env = "BAHI_BASE", default_value = "http://127.0.0.1:8440")]
    base: String,
}

/// Answers until the input ends.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    Assistant { bahi: &bahi, store: &store, base: &args.base }.run(io::stdin().lock(), io::stdout().lock())?;
    Ok(Status::Found)
}
