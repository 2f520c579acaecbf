//! From the bytes of a page to a report: clean text, headline, dateline and date, and why the rest was left out.
//!
//! Nothing is cut away: every line of the page is a [`Block`] with its place, and one that is not the report's says why.
//! Words by which furniture is known come from a [`Lexicon`], never from here.
//!
//! Reading goes over the lines several times, each time with one question: what a line says of itself (`marks`),
//! a release's head, lists of other stories, the headline and dateline, what trails, what is said twice.

mod dateline;
mod dates;
mod decode;
mod draft;
mod error;
mod foreign;
pub mod format;
mod forms;
mod head;
pub mod html;
mod language;
mod legacy;
mod letterhead;
mod lexicon;
mod lists;
mod marks;
mod model;
mod preset;
mod repeat;
mod shape;
mod source;
mod source_map;
mod tables;
mod why;
mod words;

pub use error::{LARGEST_PAGE, PageError};
pub use html::article::{Article, Part, PartKind, Stamp};
pub use language::{Language, LanguageRow, LanguageTable, LegacyRow, ScriptRow};
pub use lexicon::Lexicon;
pub use model::{Block, BlockKind, DateAt, Dateline, Page, Published, PublishedBasis, TextSpan};
pub use source_map::{Decoded, SourceMap};
pub use tables::{
    BesideRow, BreadcrumbRow, BylineRow, CaptionRow, DatelineRow, Follow, FurnitureTable, LetterheadRow, MarkupRow,
    MonthTable, NameRow, NumberRow, ProseRow, ReaderRow, RuleRow,
};
pub use why::Why;

use draft::Draft;

/// Reads a page of plain text.
///
/// # Errors
/// Where the bytes are no text that can be read for certain; see [`PageError`].
pub fn read(bytes: &[u8], lexicon: &Lexicon) -> Result<Page, PageError> {
    let (text, warnings) = decode::decode(bytes)?;
    legacy::check_text(&text, lexicon)?;
    Ok(read_text(text, warnings, &Preset::default(), lexicon))
}

/// What is known of a text before its lines are looked at.
#[derive(Debug, Default)]
pub(crate) struct Preset {
    /// Lines whose kind is known.
    pub parts: Vec<Part>,
    /// Year, month and day that the line of the date stands for.
    pub published: Option<(u16, u8, u8)>,
}

pub(crate) fn read_text(text: String, mut warnings: Vec<String>, preset: &Preset, lexicon: &Lexicon) -> Page {
    let mut drafts = draft::drafts(&text, lexicon, &mut warnings);
    marks::mark(&mut drafts, lexicon);
    let known = preset::apply(&mut drafts, preset);
    let issuers = letterhead::mark(&mut drafts, lexicon);
    lists::mark(&mut drafts);
    lists::give_back_headline(&mut drafts);
    lists::keep_chronicle(&mut drafts);
    let title = known.or_else(|| head::headline(&mut drafts, lexicon));
    marks::mark_appeals(&mut drafts, lexicon);
    let dateline = head::dateline(&mut drafts, title, lexicon);
    lists::mark_trailing(&mut drafts, lexicon);
    head::settle(&mut drafts);
    repeat::mark(&mut drafts);
    let language = foreign::mark(&mut drafts, lexicon, &mut warnings);
    let published = source::published(&drafts, title, dateline.as_ref());
    let outlet = source::outlet(&drafts, &issuers, dateline.as_ref(), lexicon);
    let title = title.map(|t| drafts[t].text.to_owned());
    let blocks = drafts.iter().map(block).collect();
    if !drafts.iter().any(|d| d.kind == Some(BlockKind::Body) && d.why.is_none()) {
        warnings.push("the page has no paragraph of text".to_owned());
    }
    drop(drafts);
    Page { text, blocks, title, outlet, published, dateline, language, warnings, ..Page::default() }
}

/// Why a line is furniture by its own words, if it is, and what stands below such a line.
pub(crate) fn furniture(line: &str, after_text: bool, lexicon: &Lexicon) -> Option<(Why, Option<Follow>)> {
    let mut drafts = draft::drafts(line, lexicon, &mut Vec::new());
    let draft = drafts.first_mut()?;
    marks::mark_line(draft, lexicon, after_text, false);
    Some((draft.why?, draft.follow))
}

fn block(draft: &Draft<'_>) -> Block {
    let kind = match (draft.kind, draft.why) {
        (_, Some(Why::Caption)) => BlockKind::Caption,
        (Some(kind), _) => kind,
        (None, _) => BlockKind::Furniture,
    };
    Block { span: draft.span, line: draft.number, kind, why: draft.why.map(Why::as_str) }
}
