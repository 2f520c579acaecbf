//! What the reader is given: text, its parts and the date it was published. It never learns what a page was.

use crate::calendar::Day;
use bahi_text::{Published, Span};

/// What a part of the report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// Headline or standfirst: telegraphic, often in the present tense.
    Headline,
    /// Sub-heading between paragraphs.
    Subheading,
    /// Paragraph.
    Body,
}

/// One part of the report's text.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Where it stands.
    pub span: Span<Published>,
    /// What it is.
    pub kind: PartKind,
}

/// A report to be read.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The whole text; spans point into it.
    pub text: &'a str,
    /// The parts to read, in order; what is not a part is furniture.
    pub parts: Vec<Part>,
    /// Day of publication, where the page says so: the anchor of relative dates.
    pub published: Option<Day>,
    /// Place of the dateline.
    pub dateline: Option<Span<Published>>,
    /// ISO 3166-1 alpha-2 code of the outlet's country, for offices named without one.
    pub home: &'a str,
}
