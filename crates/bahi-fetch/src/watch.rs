//! Feeds followed: new items' pages are fetched once each, whatever interrupts.
//!
//! What is fetched is in the archive first. The state beside it says which pages wait and which are done; after a kill the
//! archive's tail is read, so that a page that was written and not yet noted is not fetched again.

use crate::archive::{Archive, Stored};
use crate::client::Conditions;
use crate::date::{retry_after, seconds};
use crate::error::FetchError;
use crate::pace::backoff;
use crate::session::{Manners, Session, plain};
use crate::state::{State, beside};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Tries at one page before it is given up.
const TRIES: u32 = 5;

/// What a feed gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polled {
    /// It is not time yet.
    Early,
    /// It has not changed.
    Unchanged,
    /// It was read; so many pages are new.
    New(usize),
}

/// Feeds being followed into one archive.
#[derive(Debug)]
pub struct Watch {
    session: Session,
    archive: Archive,
    /// What is known of the feeds.
    pub state: State,
    path: PathBuf,
    every: Duration,
}

impl Watch {
    /// Goes on where an earlier watch of this archive ended, or begins one. `every` is the time between two looks.
    ///
    /// # Errors
    /// Where archive or state cannot be opened.
    pub fn open(archive: &Path, manners: Manners, every: Duration) -> Result<Self, FetchError> {
        let path = beside(archive, ".state");
        let mut state = State::load(&path)?;
        let (archive, stored) = Archive::open(archive, state.archived)?;
        if state.archived > archive.length() || state.entered > archive.length() {
            (state.archived, state.entered) = (0, 0);
        }
        note_done(&mut state, stored);
        state.pending.retain(|(url, _)| !state.seen.contains_key(url));
        state.archived = archive.length();
        let mut watch = Self { session: Session::new(manners), archive, state, path, every };
        watch.save()?;
        Ok(watch)
    }

    /// The archive.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Writes the state.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn save(&mut self) -> Result<(), FetchError> {
        self.state.archived = self.archive.length();
        self.state.save(&self.path)
    }

    /// How long until the first of the feeds is due.
    pub fn until_due(&self, feeds: &[String]) -> Duration {
        let due = feeds.iter().map(|feed| self.state.feeds.get(feed).map_or(0, |f| f.due)).min().unwrap_or(0);
        Duration::from_secs(due.saturating_sub(seconds(SystemTime::now())))
    }

    /// Looks at one feed, if it is due; `links` finds the pages that it leads to.
    ///
    /// # Errors
    /// Where the feed cannot be had; it is then left alone for longer.
    pub fn poll(&mut self, feed: &str, links: impl Fn(&[u8]) -> Vec<String>) -> Result<Polled, FetchError> {
        let known = self.state.feeds.entry(feed.to_owned()).or_default().clone();
        if known.due > seconds(SystemTime::now()) {
            return Ok(Polled::Early);
        }
        let conditions = Conditions { etag: known.etag.clone(), modified: known.modified.clone() };
        let answer = match self.session.fetch(feed, &conditions, &mut self.archive) {
            Ok(answer) => answer,
            Err(error) => {
                self.later(feed, known.failures + 1, None)?;
                return Err(error);
            }
        };
        match answer.status {
            304 => {
                self.later(feed, 0, None)?;
                Ok(Polled::Unchanged)
            }
            200 => {
                let found = links(&plain(&answer));
                let new = self.note(found);
                let entry = self.state.feeds.entry(feed.to_owned()).or_default();
                entry.etag = answer.header("etag").map(str::to_owned);
                entry.modified = answer.header("last-modified").map(str::to_owned);
                // The pages that wait and the mark of the feed are written together: neither is lost without the other.
                self.later(feed, 0, None)?;
                Ok(Polled::New(new))
            }
            status => {
                let wait = answer.header("retry-after").and_then(|value| retry_after(value, answer.at));
                self.later(feed, known.failures + 1, wait)?;
                Err(FetchError::Network {
                    url: feed.to_owned(),
                    why: format!("the server answered with status {status}"),
                })
            }
        }
    }

    /// Puts pages among those that wait, whether they were fetched before or not.
    ///
    /// # Errors
    /// Where one is no address of the web.
    pub fn ask(&mut self, pages: &[String]) -> Result<(), FetchError> {
        for page in pages {
            let url = crate::url::checked(page)?.to_string();
            self.state.pending.retain(|(waiting, _)| *waiting != url);
            self.state.pending.push((url, 0));
        }
        self.save()
    }

    /// Puts pages that are new among those that wait; how many.
    fn note(&mut self, found: Vec<String>) -> usize {
        let mut new = 0;
        for url in found {
            let Ok(url) = crate::url::checked(&url).map(|uri| uri.to_string()) else { continue };
            if !self.state.seen.contains_key(&url) && !self.state.pending.iter().any(|(u, _)| *u == url) {
                self.state.pending.push((url, 0));
                new += 1;
            }
        }
        new
    }

    fn later(&mut self, feed: &str, failures: u32, wait: Option<Duration>) -> Result<(), FetchError> {
        let pause = backoff(self.every, failures).max(wait.unwrap_or_default());
        let entry = self.state.feeds.entry(feed.to_owned()).or_default();
        entry.failures = failures;
        entry.due = seconds(SystemTime::now()) + pause.as_secs().max(1);
        self.save()
    }

    /// Fetches the pages that wait, each once; `failed` is told of those that cannot be had. How many were fetched.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn fetch_pending(&mut self, mut failed: impl FnMut(&FetchError)) -> Result<usize, FetchError> {
        let (mut fetched, mut again) = (0, Vec::new());
        while !self.state.pending.is_empty() {
            let (url, tries) = self.state.pending.remove(0);
            let got = self.session.fetch(&url, &Conditions::default(), &mut self.archive);
            let done = match got {
                Ok(answer) => {
                    fetched += usize::from(answer.status == 200);
                    is_final(answer.status)
                }
                Err(error @ (FetchError::Disk { .. } | FetchError::State { .. })) => {
                    self.state.pending.insert(0, (url, tries));
                    return Err(error);
                }
                Err(error) => {
                    failed(&error);
                    !error.passes()
                }
            };
            if done || tries + 1 >= TRIES {
                self.state.seen.insert(url, seconds(SystemTime::now()));
            } else {
                again.push((url, tries + 1));
            }
            // Those to be tried again are kept in the state, and left for the next look.
            let waiting = self.state.pending.len();
            self.state.pending.extend(again.iter().cloned());
            self.save()?;
            self.state.pending.truncate(waiting);
        }
        self.state.pending = again;
        self.session.forget_robots();
        self.save()?;
        Ok(fetched)
    }
}

/// The pages that would be fetched, in order, each with whether it was fetched before: those that wait beside an archive, and
/// those that are asked for. Nothing is written, nor is anybody asked.
///
/// # Errors
/// Where one is no address of the web, or the state cannot be read.
pub fn foreseen(archive: &Path, asked: &[String]) -> Result<Vec<(String, bool)>, FetchError> {
    let state = State::load(&beside(archive, ".state"))?;
    let asked = asked.iter().map(|page| Ok(crate::url::checked(page)?.to_string()));
    let asked = asked.collect::<Result<Vec<String>, FetchError>>()?;
    let waiting = state.pending.iter().map(|(url, _)| url).filter(|url| !asked.contains(url));
    Ok(waiting.chain(&asked).map(|url| (url.clone(), state.seen.contains_key(url))).collect())
}

/// Notes the pages that the archive's tail holds; those that redirected to one are done with it.
fn note_done(state: &mut State, stored: Vec<Stored>) {
    let (now, mut led_here) = (seconds(SystemTime::now()), Vec::new());
    for Stored { url, status } in stored {
        led_here.push(url);
        match status {
            300..=399 => {}
            status if is_final(status) => state.seen.extend(led_here.drain(..).map(|url| (url, now))),
            _ => led_here.clear(),
        }
    }
    state.seen.retain(|url, _| !state.feeds.contains_key(url));
}

/// Whether a status is the server's last word on a page.
fn is_final(status: u16) -> bool {
    !matches!(status, 300..=399 | 408 | 425 | 429 | 500..=599)
}
