//! Which lines of the part of the page that holds the article are the article's.

use bahi_text::script::devanagari;

use super::choose::{Region, Weights};
use super::dom::{Dom, Id, Tag};
use super::lines::{Line, Lines};
use super::meta::clean::key;
use super::vocab::{BESIDE, Marks};
use crate::lexicon::Lexicon;
use crate::why::Why;

/// Names and dates of writing take no more words than this.
const LONGEST_BYLINE: u32 = 24;

/// A dateline takes no more words.
const LONGEST_DATELINE: u32 = 8;
/// And a place alone takes no more.
const BARE_PLACE: u32 = 3;
/// A headline takes no more.
const LONGEST_TITLE: u32 = 40;

/// The lines of the article, by index; `title` is its headline, for comparing.
pub(crate) fn keep(
    dom: &Dom<'_>,
    lines: &Lines,
    weights: &Weights,
    region: &Region,
    title: Option<String>,
) -> Vec<usize> {
    let root = region.root;
    let inside = |line: &Line| root == 0 || dom.ancestors(line.block).any(|a| a == root);
    let is_title = |line: &Line| {
        !line.closed && line.words <= LONGEST_TITLE && title.as_ref().is_some_and(|t| key(line.text(lines)) == *t)
    };
    let fits = |i: &usize| {
        let line = &lines.lines[*i];
        inside(line) && is_text(dom, weights, line, root) && !is_title(line)
    };
    let mut kept: Vec<usize> = (0..lines.lines.len()).filter(fits).collect();
    trim(lines, &mut kept);
    kept
}

fn is_text(dom: &Dom<'_>, weights: &Weights, line: &Line, root: Id) -> bool {
    let marks = weights.within(dom, line.inner, root);
    if marks.has(BESIDE) {
        return false;
    }
    if marks.has(Marks::AUTHOR.or(Marks::DATE)) && line.words <= LONGEST_BYLINE {
        return false;
    }
    if line.link_share() > 0.6 && !line.is_prose() {
        return false;
    }
    true
}

/// Cuts what stands before the first and after the last paragraph.
fn trim(lines: &Lines, kept: &mut Vec<usize>) {
    let is_prose = |&i: &usize| lines.lines[i].is_prose();
    let Some(first) = kept.iter().position(is_prose) else { return };
    let last = kept.iter().rposition(is_prose).unwrap_or(first);
    let item = |i: usize| lines.lines[i].tag == Tag::Li || lines.lines[i].closed;
    let mut end = last + 1;
    while end < kept.len() && item(kept[end]) {
        end += 1;
    }
    kept.truncate(end);
    let from = if first > 0 && is_dateline(lines, kept[first - 1]) { first - 1 } else { first };
    kept.drain(..from);
}

/// Whether a line is a dateline and nothing else: a place, and perhaps a day, before a colon or a stop.
fn is_dateline(lines: &Lines, i: usize) -> bool {
    let line = &lines.lines[i];
    let few = line.words
        <= if line.text(lines).ends_with([':', devanagari::VISARGA]) { LONGEST_DATELINE } else { BARE_PLACE };
    line.closed && few && line.linked == 0
}

/// Lines of more words are looked at for furniture no more: they are prose.
const LONGEST_LABEL: u32 = 40;

/// Leaves out lines that are furniture by their own words, and the lists below them.
pub(crate) fn without_furniture(lines: &Lines, kept: Vec<usize>, lexicon: &Lexicon) -> Vec<usize> {
    let (mut out, mut list, mut after_text) = (Vec::with_capacity(kept.len()), false, false);
    for i in kept {
        let line = &lines.lines[i];
        let furniture =
            (line.words <= LONGEST_LABEL).then(|| crate::furniture(line.text(lines), after_text, lexicon)).flatten();
        match furniture {
            Some((why, follow)) if !matches!(why, Why::Byline | Why::Embed | Why::Credit) => {
                list |= follow.is_some();
                continue;
            }
            _ if list && !line.is_prose() => continue,
            _ => list = false,
        }
        after_text |= line.is_prose();
        out.push(i);
    }
    out
}
