//! The stages wired together for one report: page, reading, and what people look at in between.

use crate::{RuleMatch, ShownMention, ShownToken};
use bahi_page::format::Leaf;
use bahi_page::{BlockKind, Page};
use bahi_read::{Day, Part, PartKind, Reader, Report};
use bahi_resolve::{ReadReport, ledger};
use bahi_text::{Positions, Signature, Span, TokenKind, Tokens, sentences};
use sha2::{Digest, Sha256};

/// Country whose offices a Hindi report names without saying of what country.
const HOME: &str = "IN";

/// Reads one page.
pub fn read(reader: &Reader<'_>, leaf: Leaf) -> ReadReport {
    let page = &leaf.page;
    let published = page.published.as_ref().and_then(|p| Day::new(i32::from(p.year), p.month, p.day));
    let reading = reader.read(&report(page, published));
    let head = head(reader, &leaf);
    let signature = signature(page);
    ReadReport { head, text: leaf.page.text, published, reading, signature }
}

// Of the body alone: papers write headlines and subheadings of their own over an agency's text.
fn signature(page: &Page) -> Signature {
    let body = page.blocks.iter().filter(|b| b.is_kept() && b.kind == BlockKind::Body);
    Signature::new(body.map(|b| b.span.of(&page.text)))
}

fn report(page: &Page, published: Option<Day>) -> Report<'_> {
    let parts =
        page.blocks.iter().filter(|b| b.is_kept()).map(|b| Part { span: b.span, kind: part_kind(b.kind) }).collect();
    let dateline = page.dateline.as_ref().and_then(|d| d.place_span);
    Report { text: &page.text, parts, published, dateline, home: HOME }
}

fn part_kind(kind: BlockKind) -> PartKind {
    match kind {
        BlockKind::Headline | BlockKind::Standfirst | BlockKind::Caption => PartKind::Headline,
        BlockKind::Subheading => PartKind::Subheading,
        _ => PartKind::Body,
    }
}

/// The hash of the bytes of a report, in hexadecimal, and the id that this gives it.
pub fn identity(leaf: &Leaf) -> (String, String) {
    let sha256: String = Sha256::digest(leaf.bytes.as_slice()).iter().map(|b| format!("{b:02x}")).collect();
    let id = bahi_resolve::ids::report_id(&sha256, leaf.part);
    (sha256, id)
}

fn head(reader: &Reader<'_>, leaf: &Leaf) -> ledger::Report {
    let page = &leaf.page;
    let (sha256, id) = identity(leaf);
    let positions = Positions::new(&page.text);
    let furniture = page
        .blocks
        .iter()
        .filter(|b| !b.is_kept())
        .map(|b| ledger::Furniture {
            start: positions.code_point(&page.text, b.span.start()),
            end: positions.code_point(&page.text, b.span.end()),
            why: b.why.unwrap_or("furniture").to_owned(),
            line: b.line,
        })
        .collect();
    ledger::Report {
        id,
        path: leaf.path.clone(),
        url: leaf.url.clone(),
        outlet: page.outlet.clone(),
        title: page.title.clone(),
        published: page.published.as_ref().map(bahi_page::Published::edtf),
        language: reader.language().to_owned(),
        sha256,
        furniture,
        warnings: page.warnings.clone(),
        ..ledger::Report::default()
    }
}

/// The tokens of a page's report.
pub fn tokens(page: &Page) -> Vec<ShownToken> {
    let mut out = Vec::new();
    let mut number = 0;
    for block in page.blocks.iter().filter(|b| b.is_kept()) {
        let text = block.span.of(&page.text);
        let cut = Tokens::new(text);
        for range in sentences(cut.as_slice()) {
            number += 1;
            for t in cut
                .as_slice()
                .get(range)
                .unwrap_or(&[])
                .iter()
                .filter(|t| !matches!(t.kind, TokenKind::Space | TokenKind::Newline))
            {
                let folded = cut.fold(t).to_owned();
                out.push(ShownToken {
                    line: block.line,
                    sentence: number,
                    text: t.span.of(text).to_owned(),
                    folded,
                    kind: format!("{:?}", t.kind).to_lowercase(),
                });
            }
        }
    }
    out
}

/// The mentions of a report that was read.
pub fn mentions(report: &ReadReport) -> Vec<ShownMention> {
    let positions = Positions::new(&report.text);
    let shown = |m: &bahi_read::reading::MentionView| ShownMention {
        line: positions.line(m.span.start()),
        kind: m.kind.to_owned(),
        text: m.span.of(&report.text).to_owned(),
        id: m.id.clone(),
        name: m.name.clone(),
        office: m.office.clone(),
        of: m.of.clone(),
        found_by: m.found_by.to_owned(),
        start: positions.code_point(&report.text, m.span.start()),
        end: positions.code_point(&report.text, m.span.end()),
        sure: m.sure.map(|s| (s * 100.0).round() as u8),
    };
    report.reading.mentions.iter().map(shown).collect()
}

/// The rules that match a text read as one paragraph.
pub fn rules_in(reader: &Reader<'_>, text: &str) -> Vec<RuleMatch> {
    let parts = vec![Part { span: Span::new(0, text.len()), kind: PartKind::Body }];
    let report = Report { text, parts, published: Day::new(2020, 6, 15), dateline: None, home: HOME };
    let reading = reader.read(&report);
    let words = |s: bahi_text::Span<bahi_text::Published>| s.of(text).to_owned();
    reading
        .matches
        .iter()
        .map(|m| RuleMatch {
            rule: m.rule.clone(),
            trigger: words(m.trigger),
            roles: m.roles.iter().map(|(r, s)| (r.clone(), words(*s))).collect(),
        })
        .collect()
}

/// The working of every sentence of a page.
pub fn trace(reader: &Reader<'_>, page: &Page) -> String {
    let published = page.published.as_ref().and_then(|p| Day::new(i32::from(p.year), p.month, p.day));
    bahi_read::trace::trace(reader, &report(page, published), reader.knowledge())
}

/// What a page asks for and the knowledge lacks.
pub fn lacking(reader: &Reader<'_>, page: &Page) -> Vec<bahi_read::unknown::Lacking> {
    let published = page.published.as_ref().and_then(|p| Day::new(i32::from(p.year), p.month, p.day));
    bahi_read::unknown::lacking(reader, &report(page, published), reader.knowledge())
}
