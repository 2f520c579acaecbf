//! `--dry-run` of what adds reports: what it would do, from a ledger file that is looked at and not touched.

use super::add::Count;
use super::book::Book;
use crate::exit::Status;
use crate::intake::{self, Listing, Progress, Taking, report_failures, report_passed};
use crate::terminal::output;
use crate::words;
use bahi::{Bahi, Failure, Reading, Store};
use std::collections::BTreeSet;
use std::io::Write;

/// Reports counted as they would be added.
pub(super) struct Foreseen {
    ids: BTreeSet<String>,
    count: Count,
}

impl Foreseen {
    /// Nothing looked at yet, beside a ledger file that may be there or not.
    pub fn beside(store: Option<&Store>) -> anyhow::Result<Self> {
        let ids = store.map(Store::reports).transpose()?.unwrap_or_default().into_iter().collect();
        Ok(Self { ids, count: Count::default() })
    }

    /// A report.
    pub fn report(&mut self, id: &str) {
        match self.ids.insert(id.to_owned()) {
            true => self.count.new += 1,
            false => self.count.known += 1,
        }
    }

    /// What cannot be read, which is told.
    pub fn failure(&mut self, failure: Failure) {
        report_failures(&[failure]);
        self.count.failed += 1;
    }

    /// Says how many of each there were.
    pub fn tell(self, book: &Book) -> anyhow::Result<Status> {
        report_passed(&self.count.passed);
        let Count { new, known, failed, passed } = self.count;
        let counts = [("new", new.to_string()), ("known", known.to_string()), ("failed", failed.to_string())];
        let mut values: Vec<(&str, &str)> = counts.iter().map(|(name, n)| (*name, n.as_str())).collect();
        let path = book.path().display().to_string();
        values.push(("path", &path));
        let mut out = output();
        writeln!(out, "{}\n{}", words::text("would-add", &values), words::text("nothing-written", &[]))?;
        out.flush()?;
        Ok(Status::of_reading(new + known + passed.len(), failed, new + known > 0))
    }
}

/// The ledger file as it is, if there is one.
pub(super) fn as_it_is(book: &Book) -> anyhow::Result<Option<Store>> {
    Ok(if book.path().exists() { Some(Store::for_checkup(book.path())?) } else { None })
}

/// Reads all of it and counts.
pub fn run(listing: Listing, taking: &Taking, book: &Book) -> anyhow::Result<Status> {
    let mut bahi = Bahi::new().with_options(taking.options());
    let store = as_it_is(book)?;
    let mut foreseen = Foreseen::beside(store.as_ref())?;
    if let Some(store) = &store {
        bahi = bahi.knowing(store.known()?);
    }
    let mut progress = Progress::of(&listing.files, false);
    foreseen.count.failed = listing.failures.len();
    let meter = progress.meter();
    intake::each(
        &bahi,
        listing.files,
        meter,
        |reading| reading,
        |reading| {
            progress.tell();
            match reading {
                Reading::Report(one) => foreseen.report(one.id()),
                Reading::Known => foreseen.count.known += 1,
                Reading::Failed(failure) => foreseen.failure(failure),
                Reading::Passed(what) => *foreseen.count.passed.entry(what).or_default() += 1,
            }
            Ok(())
        },
    )?;
    progress.done();
    foreseen.tell(book)
}
