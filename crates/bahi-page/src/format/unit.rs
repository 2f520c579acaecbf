//! What streams are cut into, and what becomes of it.

use super::source::Gap;
use crate::Page;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The bytes of one page, with what its archive says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands: `reports/a.txt`, `crawl.warc.gz#52013`, `rows.jsonl:17`, `feed.xml#3`, or `-`.
    pub path: String,
    /// The bytes, untouched.
    pub bytes: Vec<u8>,
    /// What is known of them.
    pub about: About,
}

/// What an archive, a feed or a row says of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// What the bytes are, where that is known.
    pub form: Form,
    /// What they are wrapped in.
    pub wrap: Wrap,
    /// Media type that the transport named.
    pub media: Option<String>,
    /// Encoding that the transport named.
    pub charset: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// Whether these are its opening words only.
    pub teaser: bool,
    /// What a reader of the ledger should know.
    pub warnings: Vec<String>,
}

/// What the bytes of a unit are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// To be told from the bytes.
    #[default]
    Unknown,
    /// A page of HTML.
    Html,
    /// The body of a report as HTML, without a page around it.
    Fragment,
    /// Text.
    Text,
}

/// What the bytes of a unit are wrapped in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wrap {
    /// Nothing.
    #[default]
    None,
    /// A web server's answer with its head.
    Http,
}

/// One thing met in a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A page to be read.
    Unit(Unit),
    /// A stretch that cannot be read.
    Bad(Fault),
    /// Something that is whole and no report.
    Passed(Passed),
}

/// What cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub path: String,
    /// What is wrong.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

/// Something passed over, which is no fault of anyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Where it stands.
    pub path: String,
    /// What it is, in the singular, to be counted by: `page in Marathi`, `image`.
    pub what: String,
}

/// A report read from a unit.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Where it stands.
    pub path: String,
    /// The bytes it was read from.
    pub bytes: Arc<Vec<u8>>,
    /// Which report of these bytes it is, from 0.
    pub part: usize,
    /// Its address.
    pub url: Option<String>,
    /// The report.
    pub page: Page,
}

/// What became of a unit, or of a part of it.
#[derive(Debug, Clone)]
pub enum Read {
    /// A report.
    Report(Box<Leaf>),
    /// It cannot be read.
    Bad(Fault),
    /// It is no report, or none in Hindi.
    Passed(Passed),
}

/// A gap as a fault.
pub(super) fn damage(path: &str, gap: &Gap) -> Piece {
    Piece::Bad(Fault {
        path: if gap.at.member == 0 { path.to_owned() } else { format!("{path}#{}", gap.at) },
        why: gap.why.clone(),
        remedy: "what stands before and after is read; get the file anew if this is wanted".to_owned(),
    })
}
