//! How fast sites are asked.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// When each site may be asked next.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    next: BTreeMap<String, Instant>,
}

impl Pace {
    /// Waits until a site may be asked, and notes that it was.
    pub fn wait(&mut self, site: &str, pause: Duration) {
        if let Some(left) = self.next.get(site).and_then(|at| at.checked_duration_since(Instant::now())) {
            std::thread::sleep(left);
        }
        self.next.insert(site.to_owned(), Instant::now() + pause);
    }

    /// Holds a site off for so long.
    pub fn hold(&mut self, site: &str, pause: Duration) {
        let at = Instant::now() + pause;
        let next = self.next.entry(site.to_owned()).or_insert(at);
        *next = at.max(*next);
    }
}

/// How long to leave a feed alone that failed so often in a row: twice as long each time, a day at most.
pub(crate) fn backoff(every: Duration, failures: u32) -> Duration {
    const LONGEST: Duration = Duration::from_secs(86_400);
    every.saturating_mul(1u32.checked_shl(failures.min(16)).unwrap_or(1)).min(LONGEST.max(every))
}
