//! `bahi add --dry-run`: what adding would do, from a ledger file that is looked at and not touched.

use super::add::Count;
use super::book::Book;
use crate::exit::Status;
use crate::intake::{self, Listing, Progress, Taking, report_failures, report_passed};
use crate::terminal::output;
use crate::words;
use bahi::{Bahi, Reading, Store};
use std::collections::BTreeSet;
use std::io::Write;

/// Reads all of it and counts.
pub fn run(listing: Listing, taking: &Taking, book: &Book) -> anyhow::Result<Status> {
    let bahi = Bahi::new().with_options(taking.options());
    let mut ids = BTreeSet::new();
    let bahi = match book.path().exists() {
        true => {
            let store = Store::for_checkup(book.path())?;
            ids.extend(store.reports()?);
            bahi.knowing(store.known()?)
        }
        false => bahi,
    };
    let mut progress = Progress::of(&listing.files, false);
    let mut count = Count { failed: listing.failures.len(), ..Count::default() };
    let meter = progress.meter();
    intake::each(
        &bahi,
        listing.files,
        meter,
        |reading| reading,
        |reading| {
            progress.tell();
            match reading {
                Reading::Report(one) if ids.insert(one.id().to_owned()) => count.new += 1,
                Reading::Report(_) | Reading::Known => count.known += 1,
                Reading::Failed(failure) => {
                    report_failures(&[failure]);
                    count.failed += 1;
                }
                Reading::Passed(what) => *count.passed.entry(what).or_default() += 1,
            }
            Ok(())
        },
    )?;
    progress.done();
    report_passed(&count.passed);
    let Count { new, known, failed, passed } = count;
    let counts = [("new", new.to_string()), ("known", known.to_string()), ("failed", failed.to_string())];
    let mut values: Vec<(&str, &str)> = counts.iter().map(|(name, n)| (*name, n.as_str())).collect();
    let path = book.path().display().to_string();
    values.push(("path", &path));
    let mut out = output();
    writeln!(out, "{}\n{}", words::text("would-add", &values), words::text("nothing-written", &[]))?;
    out.flush()?;
    Ok(Status::of_reading(new + known + passed.len(), failed, new + known > 0))
}
