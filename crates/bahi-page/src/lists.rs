//! What follows a heading that is furniture, and what trails after the report's end.

use crate::draft::Draft;
use crate::lexicon::Lexicon;
use crate::model::BlockKind;
use crate::shape::Ending;
use crate::tables::Follow;
use crate::why::Why;

/// A bare line of so many characters after the end is a heading of something else; a longer one may be text.
const LONGEST_TRAILING: usize = 160;
/// Two sentences of so many characters, one after the other, are no teasers.
const PLAIN_PARAGRAPH: usize = 60;
/// Lines of text before a lone date that make it the heading of a chronicle.
const TEXT_BEFORE_CHRONICLE: usize = 3;

/// Leaves out the lists below headings that are furniture.
pub(crate) fn mark(drafts: &mut [Draft<'_>]) {
    let mut list: Option<(Follow, Why)> = None;
    let mut paragraphs = 0;
    for i in 0..drafts.len() {
        if let (Some(follow), Some(why)) = (drafts[i].follow, drafts[i].why) {
            // Before any text, 'other stories to the end of the page' can only be a list at its head.
            let follow = if paragraphs == 0 { Follow::List } else { follow };
            if !matches!(list, Some((Follow::Page, _))) {
                list = Some((follow, why));
            }
            continue;
        }
        if !drafts[i].is_open() {
            continue;
        }
        match list {
            Some((follow, why)) if resumes(drafts, i, follow, why) => list = None,
            Some((_, why)) => {
                drafts[i].leave_out(why);
                continue;
            }
            None => {}
        }
        paragraphs += usize::from(drafts[i].shape.is_paragraph());
    }
}

/// Whether the report goes on with line `i` after a list.
fn resumes(drafts: &[Draft<'_>], i: usize, follow: Follow, why: Why) -> bool {
    let shape = &drafts[i].shape;
    match follow {
        // Headlines end in no danda; a sentence that does is the report's.
        Follow::List => shape.is_strong() || (shape.is_paragraph() && shape.ending != Ending::Open),
        // What readers write are sentences too.
        Follow::Page if why == Why::Comments => shape.is_strong(),
        // A teaser can be a sentence, but another headline comes before the next; the report's paragraphs follow each other.
        Follow::Page => shape.is_strong() || (is_plain(&drafts[i]) && drafts.get(i + 1).is_some_and(is_plain)),
    }
}

fn is_plain(draft: &Draft<'_>) -> bool {
    draft.is_paragraph() && draft.shape.ending == Ending::Closed && draft.shape.chars >= PLAIN_PARAGRAPH
}

/// A list at the head of a page swallows the headline, which is its last line before the text: gives that back.
pub(crate) fn give_back_headline(drafts: &mut [Draft<'_>]) {
    let Some(first) = drafts.iter().position(Draft::is_paragraph) else { return };
    if drafts[..first].iter().any(|d| d.is_open() && d.shape.is_headline()) {
        return;
    }
    if let Some(at) = drafts[..first].iter().rposition(|d| is_listed(d) && d.shape.is_headline() && d.shape.words >= 5)
    {
        drafts[at].why = None;
    }
}

/// Whether the line was left out only because of the heading above it.
pub(crate) fn is_listed(draft: &Draft<'_>) -> bool {
    draft.follow.is_none()
        && matches!(draft.why, Some(Why::RelatedHeadlines | Why::AlsoRead | Why::Video | Why::Comments | Why::Tags))
}

/// Dates that stand alone between paragraphs are headings of a chronicle, not the page's date.
pub(crate) fn keep_chronicle(drafts: &mut [Draft<'_>]) {
    let Some(last) = drafts.iter().rposition(Draft::is_paragraph) else { return };
    let first = drafts.iter().position(Draft::is_paragraph).unwrap_or(last);
    let is_lone = |d: &Draft<'_>| d.bare_date && d.why == Some(Why::Byline);
    let within: Vec<usize> = (first..last).filter(|&i| is_lone(&drafts[i])).collect();
    let dated = drafts[..first].iter().any(|d| d.date.is_some() && d.why == Some(Why::Byline));
    let begun = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| d.is_open())
        .nth(TEXT_BEFORE_CHRONICLE)
        .map_or(drafts.len(), |(i, _)| i);
    let is_heading = |&i: &usize| dated || within.len() > 1 || i > begun;
    let headings: Vec<usize> = within.iter().copied().filter(is_heading).collect();
    for i in headings {
        drafts[i].why = None;
        drafts[i].kind = Some(BlockKind::Subheading);
    }
}

/// Leaves out bare lines after the last paragraph: a heading with nothing under it heads nothing of the report's.
pub(crate) fn mark_trailing(drafts: &mut [Draft<'_>], lexicon: &Lexicon) {
    let Some(last) = drafts.iter().rposition(Draft::is_paragraph) else { return };
    let mut introduced = drafts[last].shape.ending == Ending::Colon;
    let mut after_furniture = false;
    for draft in &mut drafts[last + 1..] {
        if !draft.is_open() {
            after_furniture = true;
            continue;
        }
        let shape = &draft.shape;
        introduced |= shape.ending == Ending::Colon && shape.words >= 4;
        // A short sentence, an item of a list or a line with a finite verb may close the report.
        let text = shape.ending == Ending::Closed
            || (shape.finite && shape.ending == Ending::Open)
            || shape.chars > LONGEST_TRAILING;
        if is_signature(draft, lexicon) {
            draft.leave_out(Why::Credit);
            after_furniture = true;
        } else if after_furniture || shape.bracketed || !(text || introduced || shape.item) {
            draft.leave_out(Why::Trailing);
        } else if introduced {
            draft.kind = Some(BlockKind::Body);
        }
    }
}

/// Agencies sign below their copy: the agency's name, then the editors'.
fn is_signature(draft: &Draft<'_>, lexicon: &Lexicon) -> bool {
    let agency = |word: &str| lexicon.agency(word).is_some();
    draft.shape.words <= 4 && draft.shape.ending != Ending::Closed && draft.key.split(' ').next().is_some_and(agency)
}
