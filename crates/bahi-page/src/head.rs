//! The head of the report: headline, standfirst and dateline; and what each line of text is.

use crate::dateline::{self, Read};
use crate::draft::Draft;
use crate::lexicon::Lexicon;
use crate::lists::is_listed;
use crate::model::{BlockKind, Dateline};
use crate::shape::Ending;
use crate::why::Why;
use crate::words::key;

/// A dateline stands in one of the first so many lines of text.
const HEAD_LINES: usize = 4;
/// Standfirsts between headline and author's line.
const STANDFIRSTS: usize = 3;

/// Finds the headline; marks it, and leaves out stray words above it.
pub(crate) fn headline(drafts: &mut [Draft<'_>], lexicon: &Lexicon) -> Option<usize> {
    let opens = |d: &Draft<'_>| d.is_paragraph() || (d.is_open() && d.shape.words >= 10 && is_dated(d, lexicon));
    let first = drafts.iter().position(opens).unwrap_or(drafts.len());
    let title = at_trails_end(&drafts[..first])
        .or_else(|| drafts[..first].iter().position(|d| d.is_open() && d.shape.is_headline()))?;
    for draft in drafts[..title].iter_mut().filter(|d| d.is_open()) {
        draft.leave_out(Why::Menu);
    }
    drafts[title].why = None;
    drafts[title].kind = Some(BlockKind::Headline);
    Some(title)
}

/// Whether the line begins with a dateline that a date or an agency vouches for.
fn is_dated(draft: &Draft<'_>, lexicon: &Lexicon) -> bool {
    dateline::read(draft.text, &draft.tokens, draft.span.start(), lexicon)
        .is_some_and(|read| read.strong && !read.alone)
}

/// The line that a trail such as 'Home » World » …' ends in, whole or cut short: it is the headline for certain.
fn at_trails_end(drafts: &[Draft<'_>]) -> Option<usize> {
    let trail = drafts.iter().find(|d| d.why == Some(Why::Breadcrumb))?;
    let step = key(trail.text.rsplit(['»', '›', '>', '/']).next()?);
    let is_it = |d: &Draft<'_>| (d.is_open() || is_listed(d)) && d.shape.is_headline() && d.key.starts_with(&step);
    (step.split(' ').count() >= 4).then(|| drafts.iter().position(is_it))?
}

/// Finds the dateline, and marks the text before it as standfirst.
pub(crate) fn dateline(drafts: &mut [Draft<'_>], title: Option<usize>, lexicon: &Lexicon) -> Option<Dateline> {
    let after = title.map_or(0, |t| t + 1);
    let lines: Vec<usize> = (after..drafts.len()).filter(|&i| drafts[i].is_open()).take(HEAD_LINES).collect();
    let body = body_start(drafts, after, &lines);
    let mut found: Option<(usize, Read)> = None;
    for &i in &lines {
        let draft = &drafts[i];
        let Some(read) = dateline::read(draft.text, &draft.tokens, draft.span.start(), lexicon) else { continue };
        let opens_text = Some(&i) == lines.first() || Some(i) == body;
        let whole = draft.tokens.len() < 48 && read.alone;
        if (whole || draft.shape.is_paragraph()) && (read.strong || opens_text || whole) {
            found = Some((i, Read { alone: whole, ..read }));
            break;
        }
    }
    let start = found.as_ref().map(|(i, _)| *i).or(body);
    for &i in lines.iter().filter(|&&i| start.is_some_and(|s| i < s)) {
        drafts[i].kind = Some(BlockKind::Standfirst);
    }
    let (i, read) = found?;
    if read.alone {
        drafts[i].kind = Some(BlockKind::Dateline);
    }
    Some(read.dateline)
}

/// The first line of text after the author's or date line, where a standfirst stands above that.
fn body_start(drafts: &[Draft<'_>], after: usize, lines: &[usize]) -> Option<usize> {
    let byline = |i: &usize| matches!(drafts[*i].why, Some(Why::Byline | Why::ReadTime));
    let window = lines.get(STANDFIRSTS).copied().unwrap_or(drafts.len());
    let line = (after..window).rev().find(byline)?;
    lines.iter().copied().find(|&i| i > line)
}

/// Says of every line that is still open whether it is a paragraph or a heading.
pub(crate) fn settle(drafts: &mut [Draft<'_>]) {
    let lone = drafts.iter().filter(|d| d.is_open()).count() == 1;
    for draft in drafts.iter_mut().filter(|d| d.is_open()) {
        let asked = draft.shape.ending == Ending::Asked;
        let text = draft.shape.is_paragraph()
            || draft.shape.item
            || (draft.shape.finite && !asked)
            || draft.shape.words > 14
            || lone;
        let closed = draft.shape.ending == Ending::Closed || draft.shape.bracketed;
        draft.kind = Some(if text || closed { BlockKind::Body } else { BlockKind::Subheading });
    }
}
