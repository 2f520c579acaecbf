//! Pages fetched with manners: the site's rules asked for first, no faster than is decent, redirects looked at one by one.

use crate::archive::Archive;
use crate::client::{Answer, Client, Conditions};
use crate::date::retry_after;
use crate::error::FetchError;
use crate::pace::Pace;
use crate::robots::Robots;
use crate::url;
use std::collections::BTreeMap;
use std::time::Duration;
use ureq::http::Uri;

/// Redirects that are followed from one address.
const REDIRECTS: usize = 8;

/// How sites are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manners {
    /// The pause between two requests to one site, where it asks for none longer.
    pub pause: Duration,
    /// Whether addresses inside private networks may be reached.
    pub private: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Self { pause: Duration::from_secs(1), private: false }
    }
}

/// A run of requests, with what was learnt of the sites on the way.
#[derive(Debug)]
pub struct Session {
    client: Client,
    manners: Manners,
    pace: Pace,
    robots: BTreeMap<String, Robots>,
}

impl Session {
    /// A session with these manners.
    pub fn new(manners: Manners) -> Self {
        let client = Client::new(manners.private);
        Self { client, manners, pace: Pace::default(), robots: BTreeMap::new() }
    }

    /// Fetches a page to its last redirect; every answer that is new is written into the archive on the way.
    ///
    /// # Errors
    /// Where the page cannot be had, or may not be.
    pub fn fetch(
        &mut self,
        address: &str,
        conditions: &Conditions,
        archive: &mut Archive,
    ) -> Result<Answer, FetchError> {
        let mut at = address.to_owned();
        for hop in 0..=REDIRECTS {
            let uri = url::checked(&at)?;
            let pause = self.leave(&uri, &at)?;
            self.pace.wait(&url::site(&uri), pause);
            let conditions = if hop == 0 { conditions.clone() } else { Conditions::default() };
            let answer = self.client.get(&at, &conditions)?;
            if answer.status != 304 {
                archive.write(&answer)?;
            }
            if matches!(answer.status, 429 | 503)
                && let Some(wait) = answer.header("retry-after").and_then(|v| retry_after(v, answer.at))
            {
                self.pace.hold(&url::site(&uri), wait);
            }
            match answer.header("location").filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308)) {
                Some(to) => at = url::join(&uri, to),
                None => return Ok(answer),
            }
        }
        Err(FetchError::Redirects { url: address.to_owned() })
    }

    /// Whether a site lets the page be fetched, and the pause it asks for.
    fn leave(&mut self, uri: &Uri, address: &str) -> Result<Duration, FetchError> {
        let site = url::site(uri);
        if !self.robots.contains_key(&site) {
            let robots = self.ask(&site)?;
            self.robots.insert(site.clone(), robots);
        }
        let robots = &self.robots[&site];
        if !robots.allows(url::path(uri)) {
            return Err(FetchError::Robots { url: address.to_owned() });
        }
        Ok(robots.pause.unwrap_or_default().max(self.manners.pause))
    }

    /// A site's own rules. Where there are none, everything is allowed; where they cannot be had, nothing is.
    fn ask(&mut self, site: &str) -> Result<Robots, FetchError> {
        let mut at = format!("{site}/robots.txt");
        for _ in 0..=REDIRECTS {
            self.pace.wait(site, self.manners.pause);
            let answer = match self.client.get(&at, &Conditions::default()) {
                Ok(answer) => answer,
                Err(error @ FetchError::Network { .. }) => return Err(error),
                Err(error @ FetchError::Private { .. }) => return Err(error),
                Err(_) => return Ok(Robots::default()),
            };
            return Ok(match answer.status {
                200..=299 => Robots::parse(&plain(&answer)),
                300..=399 => match answer.header("location") {
                    Some(to) => {
                        at = url::join(&url::checked(&at)?, to);
                        continue;
                    }
                    None => Robots::default(),
                },
                400..=499 if answer.status != 429 => Robots::default(),
                status => {
                    let why = format!("the site's robots.txt cannot be had (status {status})");
                    return Err(FetchError::Network { url: at, why });
                }
            });
        }
        Ok(Robots::default())
    }

    /// Forgets what sites said, so that it is asked for again.
    pub fn forget_robots(&mut self) {
        self.robots.clear();
    }
}

/// The body, unpacked where it came packed.
pub(crate) fn plain(answer: &Answer) -> Vec<u8> {
    use std::io::Read;
    if answer.header("content-encoding").is_none_or(|e| !e.contains("gzip")) {
        return answer.body.clone();
    }
    let mut out = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(&answer.body[..]).take(16 << 20).read_to_end(&mut out);
    if read.is_ok() { out } else { answer.body.clone() }
}
