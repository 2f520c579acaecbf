//! `bahi watch`: feeds followed, their new pages fetched once each and added.

use super::fetch::Net;
use crate::exit::Status;
use crate::intake::report_passed;
use crate::terminal::{Level, fail, hears, output};
use crate::words;
use bahi::Bahi;
use bahi::format::links;
use bahi_fetch::Polled;
use std::io::Write;
use std::time::Duration;

const EXAMPLES: &str = "Examples:
  bahi watch https://example.org/feed.xml           follow a feed until interrupted
  bahi watch FEED FEED --every 1800                 two feeds, looked at every half hour
  bahi watch FEED --once                            one look, as from a timer";

/// Follow feeds: fetch the pages of new items, once each, and add their reports to the ledger file
///
/// Sites are asked politely: their robots.txt is obeyed, feeds are fetched only where they changed, and a site that
/// fails or asks to wait is left alone for longer. What is fetched is in the archive before it is read; a watch that
/// was killed goes on where it stopped when it is given again.
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Addresses of feeds: RSS, Atom or JSON Feed
    #[arg(required = true, value_name = "FEED")]
    feeds: Vec<String>,

    /// Seconds between two looks at a feed
    #[arg(long, value_name = "SECONDS", env = "BAHI_EVERY", default_value_t = 900)]
    every: u64,

    /// One look at each feed, and end
    #[arg(long)]
    once: bool,

    #[command(flatten)]
    net: Net,
}

/// Follows the feeds.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    if args.net.dry_run {
        return args.net.foresee(&args.feeds, &[]);
    }
    let bahi = Bahi::new();
    let mut store = args.net.book.make()?;
    let mut watch = args.net.open(Duration::from_secs(args.every.max(1)))?;
    loop {
        let mut failed = 0;
        let mut tell = |error: &bahi_fetch::FetchError| {
            fail(format_args!("{}", words::told(&error.to_string())));
            failed += 1;
        };
        for feed in &args.feeds {
            match watch.poll(feed, links) {
                Ok(Polled::New(new)) if new > 0 && hears(Level::Warn) => say(format_args!("{feed}: {new} new"))?,
                Ok(_) => {}
                Err(error @ bahi_fetch::FetchError::Disk { .. }) => return Err(error.into()),
                Err(error) => tell(&error),
            }
        }
        let fetched = watch.fetch_pending(&mut tell)?;
        let count = args.net.enter(&bahi, &mut store, &mut watch, &args.feeds)?;
        report_passed(&count.passed);
        failed += count.failed;
        if fetched + count.new > 0 && hears(Level::Warn) {
            say(format_args!(
                "{fetched} fetched, {} added, {} there already, {failed} failed",
                count.new, count.known
            ))?;
        }
        if args.once {
            return Ok(match (failed, count.new) {
                (0, 0) => Status::Nothing,
                (0, _) => Status::Found,
                _ => Status::SomeFailed,
            });
        }
        std::thread::sleep(watch.until_due(&args.feeds).max(Duration::from_secs(1)));
    }
}

fn say(line: std::fmt::Arguments<'_>) -> anyhow::Result<()> {
    let mut out = output();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
