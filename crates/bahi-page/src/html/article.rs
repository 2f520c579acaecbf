//! What an HTML page is read into.

use std::ops::Range;

use crate::model::TextSpan;
use crate::source_map::SourceMap;

/// One article of an HTML page; a page that scrolls on to other stories holds several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// The text kept, one block a line: headline, author, date, then the paragraphs.
    pub text: String,
    /// From the text to the bytes of the page.
    pub map: SourceMap,
    /// The lines of `text`, in order.
    pub blocks: Vec<Part>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, as the page names them.
    pub authors: Vec<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// When it was last changed.
    pub modified: Option<Stamp>,
    /// Its language, as a BCP 47 tag in lower case.
    pub language: Option<String>,
    /// The address that the page gives as its own.
    pub canonical: Option<String>,
    /// What a reader should know about the reading.
    pub warnings: Vec<String>,
}

/// One line of an article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in [`Article::text`].
    pub span: TextSpan,
    /// What the page says it is.
    pub kind: PartKind,
}

/// What a line of an article is, by the page's own markup and data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// The headline.
    Title,
    /// Authors.
    Author,
    /// The date of publication.
    Date,
    /// A heading within the text.
    Heading,
    /// A paragraph, a quotation or a cell.
    Paragraph,
    /// An item of a list.
    Item,
    /// The caption of a picture.
    Caption,
}

/// A moment as the page writes it, in the page's own zone: a report of 01:00 in India is of that day, not of the day
/// before in Greenwich.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
    /// Hour and minute, where given.
    pub time: Option<(u8, u8)>,
    /// Minutes east of Greenwich, where given.
    pub offset: Option<i16>,
    /// The bytes of the page that say so.
    pub source: Range<usize>,
}

impl Stamp {
    /// The day in EDTF, as `YYYY-MM-DD`.
    pub fn edtf(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
