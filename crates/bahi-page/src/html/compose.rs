//! An article put together: its head and its lines, with the way back.

use super::article::{Article, Part, PartKind};
use super::dom::Tag;
use super::lines::{Line, Lines};
use super::meta::{Said, Settled};
use crate::model::TextSpan;
use crate::source_map::SourceMap;

/// A heading has at most so many words.
const HEADING_WORDS: u32 = 20;

/// A text being written, line by line.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub text: String,
    pub map: SourceMap,
    pub parts: Vec<Part>,
}

impl Sheet {
    fn end_line(&mut self, start: usize, kind: PartKind) {
        if start == self.text.len() {
            return;
        }
        self.parts.push(Part { span: TextSpan::new(start, self.text.len()), kind });
        self.text.push('\n');
        let at = self.map.source(self.map.len() - 1..self.map.len()).end;
        self.map.push(1, at..at);
    }

    pub fn said(&mut self, said: &Said, kind: PartKind) {
        let start = self.text.len();
        self.text.push_str(&said.text);
        said.map.copy(0..said.text.len(), &mut self.map);
        self.end_line(start, kind);
    }

    /// Appends a line of the page.
    pub fn line(&mut self, lines: &Lines, i: usize) {
        let line = &lines.lines[i];
        let start = self.text.len();
        self.text.push_str(line.text(lines));
        lines.map.copy(line.span.clone(), &mut self.map);
        self.end_line(start, kind_of(line));
    }

    /// Appends the lines of another sheet.
    pub fn append(&mut self, other: &Self) {
        let by = self.text.len();
        let moved = |p: &Part| Part { span: TextSpan::new(p.span.start() + by, p.span.end() + by), ..*p };
        self.parts.extend(other.parts.iter().map(moved));
        other.map.copy(0..other.text.len(), &mut self.map);
        self.text.push_str(&other.text);
    }
}

/// What a line is, by its element.
fn kind_of(line: &Line) -> PartKind {
    match line.tag {
        tag if tag.is_heading() => PartKind::Heading,
        // A label in bold on a line of its own.
        _ if line.bold == line.chars && !line.closed && line.words <= HEADING_WORDS => PartKind::Heading,
        Tag::Li | Tag::Dt | Tag::Dd => PartKind::Item,
        _ => PartKind::Paragraph,
    }
}

/// The head of an article: headline, authors and date, a line each.
pub(crate) fn head(settled: &Settled) -> Sheet {
    let mut sheet = Sheet::default();
    let facts = &settled.facts;
    if let Some(title) = &facts.title {
        sheet.said(title, PartKind::Title);
    }
    for author in &facts.authors {
        sheet.said(author, PartKind::Author);
    }
    if let Some(date) = facts.published.as_ref().filter(|_| settled.published.is_some()) {
        sheet.said(date, PartKind::Date);
    }
    sheet
}

/// The article of a sheet. `below` leads from the source of the tree to the bytes of the page.
pub(crate) fn article(sheet: Sheet, settled: Settled, below: &SourceMap, warnings: Vec<String>) -> Article {
    let facts = settled.facts;
    let moment = |stamp: Option<super::article::Stamp>| {
        stamp.map(|s| super::article::Stamp { source: below.source(s.source.clone()), ..s })
    };
    Article {
        map: sheet.map.over(below),
        text: sheet.text,
        blocks: sheet.parts,
        title: facts.title.map(|t| t.text),
        authors: facts.authors.into_iter().map(|a| a.text).collect(),
        outlet: facts.outlet.map(|o| o.text),
        published: moment(settled.published),
        modified: moment(settled.modified),
        language: facts.language,
        canonical: facts.canonical,
        warnings,
    }
}
