//! `bahi fetch`: pages from the web into an archive, and from there into the ledger file.

use super::add::{Adding, Count};
use super::book::Book;
use crate::exit::Status;
use crate::intake::{self, report_passed};
use crate::terminal::{Level, fail, hears, output};
use crate::words;
use anyhow::Context;
use bahi::format::{Piece, units_at};
use bahi::{Bahi, Store};
use bahi_fetch::{Manners, Watch};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::Duration;

const EXAMPLES: &str = "Examples:
  bahi fetch https://example.org/report.html     one page into bahi.warc.gz, its report into bahi.db
  bahi fetch URL URL --warc desk.warc.gz         several, into an archive of one's own
  bahi fetch URL --dry-run                       which pages would be fetched; nobody is asked";

/// Fetch pages from the web: each is written into an archive first, then its reports are added to the ledger file
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Addresses of pages
    #[arg(required = true, value_name = "URL")]
    pages: Vec<String>,

    #[command(flatten)]
    net: Net,
}

/// How the web is asked, and where what it gives is kept.
#[derive(Debug, Clone, clap::Args)]
pub struct Net {
    #[command(flatten)]
    pub book: Book,

    /// The archive that pages are written to
    #[arg(long, value_name = "FILE", env = "BAHI_WARC", default_value = "bahi.warc.gz")]
    pub warc: PathBuf,

    /// Seconds between two requests to one site, where it asks for none longer
    #[arg(long, value_name = "SECONDS", env = "BAHI_PAUSE", default_value_t = 1.0)]
    pub pause: f64,

    /// Also addresses inside private networks, such as 127.0.0.1
    #[arg(long)]
    pub allow_private: bool,

    /// Say what would be asked for; nobody is asked, and nothing is written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

impl Net {
    /// Opens the archive with what is known of it.
    pub fn open(&self, every: Duration) -> anyhow::Result<Watch> {
        let pause = Duration::try_from_secs_f64(self.pause).ok().filter(|p| p.as_secs() <= 3600);
        let pause = pause.with_context(|| format!("{} is no pause; give seconds, as 2.5", self.pause))?;
        Ok(Watch::open(&self.warc, Manners { pause, private: self.allow_private }, every)?)
    }

    /// Says which of the feeds would be asked, and which pages: those that wait, and those that are asked for.
    pub fn foresee(&self, feeds: &[String], pages: &[String]) -> anyhow::Result<Status> {
        let mut out = output();
        for feed in feeds {
            writeln!(out, "{}", words::text("would-ask", &[("url", feed)]))?;
        }
        let pages = bahi_fetch::foreseen(&self.warc, pages)?;
        for (url, before) in &pages {
            let key = if *before { "would-fetch-again" } else { "would-fetch" };
            writeln!(out, "{}", words::text(key, &[("url", url)]))?;
        }
        writeln!(out, "{}", words::text("nothing-written", &[]))?;
        out.flush()?;
        Ok(if feeds.is_empty() && pages.is_empty() { Status::Nothing } else { Status::Found })
    }

    /// Adds the reports of the archive that are not in the ledger yet, but for those of the feeds themselves.
    pub fn enter(&self, bahi: &Bahi, store: &mut Store, watch: &mut Watch, feeds: &[String]) -> anyhow::Result<Count> {
        let (from, to) = (watch.state.entered, watch.archive().length());
        if from >= to {
            return Ok(Count::default());
        }
        let mut file = File::open(&self.warc).with_context(|| self.warc.display().to_string())?;
        file.seek(SeekFrom::Start(from))?;
        let known: Vec<&str> = watch.state.feeds.keys().chain(feeds).map(String::as_str).collect();
        let is_feed = |piece: &Piece| match piece {
            Piece::Unit(unit) => unit.about.url.as_deref().is_some_and(|url| known.contains(&url)),
            _ => false,
        };
        let name = self.warc.to_string_lossy();
        let pieces = units_at(file.take(to - from), from, &name, bahi.options()).filter(|piece| !is_feed(piece));
        let mut adding = Adding::to(store);
        intake::each_of(bahi, pieces, |reading| bahi.entry(reading), |entry| adding.enter(entry))?;
        let count = adding.done()?;
        store.settle(bahi.knowledge(), |_| {})?;
        watch.state.entered = to;
        watch.save()?;
        Ok(count)
    }
}

/// Fetches and adds.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    if args.net.dry_run {
        return args.net.foresee(&[], &args.pages);
    }
    let bahi = Bahi::new();
    let mut watch = args.net.open(Duration::ZERO)?;
    let mut store = args.net.book.make()?;
    watch.ask(&args.pages)?;
    let mut failed = 0;
    watch.fetch_pending(|error| {
        fail(format_args!("{}", words::told(&error.to_string())));
        failed += 1;
    })?;
    let mut count = args.net.enter(&bahi, &mut store, &mut watch, &[])?;
    count.failed += failed;
    report_passed(&count.passed);
    if hears(Level::Warn) {
        count.tell(&args.net.book)?;
    }
    Ok(Status::of_reading(count.new + count.known + count.passed.len(), count.failed, count.new + count.known > 0))
}
