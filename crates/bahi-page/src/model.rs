//! What a page is read into.

use bahi_text::Span;

use crate::source_map::SourceMap;

/// A stretch of [`Page::text`].
pub type TextSpan = Span<bahi_text::Published>;

/// A report's page, line by line, with what was left out and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The text of the page as it stands; all spans point into it.
    pub text: String,
    /// One block per line that is not blank, in order.
    pub blocks: Vec<Block>,
    /// The headline; `None` where the page begins with its first paragraph.
    pub title: Option<String>,
    /// Who published or filed the report, as far as the page says so.
    pub outlet: Option<String>,
    /// When the report was published, where the page gives a full date.
    pub published: Option<Published>,
    /// Place and date at the head of the report's text.
    pub dateline: Option<Dateline>,
    /// Address, as the page, its archive or its feed gives it.
    pub url: Option<String>,
    /// The language that the report's own lines are in; `None` where the lexicon tells none apart.
    pub language: Option<crate::Language>,
    /// The language that the page says it is in, as a BCP 47 tag.
    pub declared: Option<String>,
    /// Who wrote it, as the page's markup or data name them.
    pub authors: Vec<String>,
    /// The day of its last change in EDTF, as the page's markup or data give it.
    pub modified: Option<String>,
    /// From the text to the bytes of the page, where it was read from markup; empty where it was plain text.
    pub map: SourceMap,
    /// What a reader of the ledger should know about the reading.
    pub warnings: Vec<String>,
}

/// One line of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The line without the white space around it.
    pub span: TextSpan,
    /// Number of the line in the file, from 1.
    pub line: usize,
    /// What the line is.
    pub kind: BlockKind,
    /// Why the line is left out of the report; `None` where it is part of it.
    pub why: Option<&'static str>,
}

impl Block {
    /// Whether the line is part of the report.
    pub fn is_kept(&self) -> bool {
        self.why.is_none()
    }

    /// Whether the line is prose to be read: part of the report, and not its letterhead or a bare dateline.
    pub fn is_prose(&self) -> bool {
        self.is_kept() && !matches!(self.kind, BlockKind::Letterhead | BlockKind::Dateline | BlockKind::Furniture)
    }
}

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The headline.
    Headline,
    /// The head of a release: issuer, place, date, kind of paper.
    Letterhead,
    /// A dateline on a line of its own.
    Dateline,
    /// Text between the headline and the body.
    Standfirst,
    /// The caption of a picture (always left out).
    Caption,
    /// A heading within the text.
    Subheading,
    /// A paragraph.
    Body,
    /// Anything else the page carries (always left out).
    Furniture,
}

/// A day as written; the year may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateAt {
    /// Year, where written.
    pub year: Option<u16>,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
    /// Where it stands.
    pub span: TextSpan,
}

/// The day of publication, with the words it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
    /// Where the date stands.
    pub span: TextSpan,
    /// What kind of line said so.
    pub basis: PublishedBasis,
}

impl Published {
    /// The date in EDTF, as `YYYY-MM-DD`.
    pub fn edtf(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Where a date of publication was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishedBasis {
    /// A date line of the page or a letterhead.
    PageLine,
    /// The dateline at the head of the text.
    Dateline,
}

/// Place, date and agency at the head of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The whole dateline with its closing mark.
    pub span: TextSpan,
    /// The words where a place stands; what place it is, is for the resolver to say.
    pub place_span: Option<TextSpan>,
    /// The date, if there is one.
    pub date: Option<DateAt>,
    /// The agency that filed the report, by its usual English name.
    pub agency: Option<String>,
}
