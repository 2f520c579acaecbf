//! One request, one answer.

use crate::address::{Checked, REFUSED};
use crate::error::FetchError;
use crate::url;
use std::io::Read;
use std::time::{Duration, SystemTime};
use ureq::Agent;
use ureq::unversioned::transport::DefaultConnector;

/// Most bytes of one page; the rest is left on the server, with a word in the archive.
const LARGEST: u64 = 16 << 20;
/// As servers and their rules for robots know this program.
const AGENT: &str = concat!("bahi/", env!("CARGO_PKG_VERSION"));

/// What must have changed for a page to be sent again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// The `ETag` it had.
    pub etag: Option<String>,
    /// The `Last-Modified` it had.
    pub modified: Option<String>,
}

/// What a server answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The address that was asked.
    pub url: String,
    /// The status.
    pub status: u16,
    /// The head, in order.
    pub headers: Vec<(String, String)>,
    /// The body as sent, without chunks.
    pub body: Vec<u8>,
    /// Whether the body was cut off: it is too long, or the connection broke.
    pub cut: Option<&'static str>,
    /// When it came.
    pub at: SystemTime,
}

impl Answer {
    /// A field of the head.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The answer as HTTP writes it; the body was taken out of its chunks.
    pub fn to_http(&self) -> Vec<u8> {
        let mut out = format!("HTTP/1.1 {}\r\n", self.status);
        for (name, value) in &self.headers {
            let name =
                if name.eq_ignore_ascii_case("transfer-encoding") { "X-Archive-Orig-Transfer-Encoding" } else { name };
            out.push_str(&format!("{name}: {value}\r\n"));
        }
        out.push_str("\r\n");
        [out.as_bytes(), &self.body].concat()
    }
}

/// Asks servers, one page at a time.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
}

impl Client {
    /// A client; `private` lets it reach addresses inside private networks.
    pub fn new(private: bool) -> Self {
        let config = Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(AGENT)
            .accept("text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5")
            .accept_encoding("gzip")
            .timeout_global(Some(Duration::from_secs(60)))
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_resolve(Some(Duration::from_secs(10)))
            .max_response_header_size(64 * 1024)
            .build();
        let resolver = Checked { private, ..Checked::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// Asks for one page; a redirect is an answer like any other.
    ///
    /// # Errors
    /// Where the address is none, leads into a private network, or the network fails.
    pub fn get(&self, url: &str, conditions: &Conditions) -> Result<Answer, FetchError> {
        let uri = url::checked(url)?;
        let mut request = self.agent.get(uri.clone());
        for (name, value) in [("if-none-match", &conditions.etag), ("if-modified-since", &conditions.modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let response = request.call().map_err(|error| failed(url, &error))?;
        let (head, body) = response.into_parts();
        let text =
            |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).replace(['\r', '\n'], " ");
        let headers = head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let mut reader = body.into_reader().take(LARGEST);
        let mut bytes = Vec::new();
        let cut = match reader.read_to_end(&mut bytes) {
            Err(_) => Some("disconnect"),
            Ok(n) if n as u64 == LARGEST => Some("length"),
            Ok(_) => None,
        };
        let at = SystemTime::now();
        Ok(Answer { url: uri.to_string(), status: head.status.as_u16(), headers, body: bytes, cut, at })
    }
}

fn failed(url: &str, error: &ureq::Error) -> FetchError {
    let why = error.to_string();
    match why.split_once(REFUSED) {
        Some((_, at)) => FetchError::Private { url: url.to_owned(), at: at.to_owned() },
        None => FetchError::Network { url: url.to_owned(), why },
    }
}
