//! The head of a release: issuer, kind of paper, place and date above the headline.
//!
//! A head that carries the date is the release's dateline and is kept, as datelines are. One without a date (the date
//! then stands below the headline, as a line of the page) is the site's banner, and is left out.

use crate::draft::Draft;
use crate::lexicon::Lexicon;
use crate::model::BlockKind;
use crate::why::Why;
use crate::words::key;

/// A head is no longer than this.
const MOST_LINES: usize = 8;

/// Finds the head of a release and marks its lines; returns the issuers' lines, by index.
pub(crate) fn mark(drafts: &mut [Draft<'_>], lexicon: &Lexicon) -> Vec<usize> {
    let (run, issuers) = head(drafts, lexicon);
    let heading = drafts.iter().skip(run.last().map_or(0, |l| l + 1)).find(|d| d.why.is_none());
    // Without a headline below it, what looks like an issuer is the headline.
    if !heading.is_some_and(|d| d.shape.is_headline()) {
        return Vec::new();
    }
    let dated = run.iter().any(|&i| drafts[i].date.is_some());
    for &i in &run {
        if dated {
            drafts[i].why = None;
            drafts[i].kind = Some(BlockKind::Letterhead);
        } else {
            drafts[i].leave_out(Why::Letterhead);
        }
    }
    issuers
}

/// The lines of the head, and those of them that name an issuer.
fn head(drafts: &[Draft<'_>], lexicon: &Lexicon) -> (Vec<usize>, Vec<usize>) {
    let (mut run, mut issuers, mut paper) = (Vec::new(), Vec::new(), false);
    for (i, draft) in drafts.iter().enumerate().take(MOST_LINES * 2) {
        if is_paper(draft, lexicon) {
            paper = true;
        } else if is_issuer(draft, lexicon) {
            issuers.push(i);
        } else if draft.why == Some(Why::Byline) && draft.date.is_some() || is_place_above_date(drafts, i, lexicon) {
            // Only below an issuer or a kind of paper is a date part of the head.
            if issuers.is_empty() && !paper {
                break;
            }
        } else if draft.why.is_some_and(|why| why != Why::Byline) {
            continue;
        } else {
            break;
        }
        run.push(i);
    }
    if issuers.is_empty() && !paper { (Vec::new(), Vec::new()) } else { (run, issuers) }
}

fn is_paper(draft: &Draft<'_>, lexicon: &Lexicon) -> bool {
    let begins = |form: &String| {
        draft.key.strip_prefix(form.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    draft.shape.words <= lexicon.letterhead.max_words
        && !draft.shape.is_paragraph()
        && lexicon.letterhead.papers.iter().any(begins)
}

fn is_issuer(draft: &Draft<'_>, lexicon: &Lexicon) -> bool {
    let words = &lexicon.letterhead;
    if draft.key.is_empty() || draft.shape.words > words.max_words || draft.shape.is_paragraph() {
        return false;
    }
    let first = key(first_part(draft.text));
    let last = first.rsplit(' ').next().unwrap_or_default();
    let named = words.issuers.contains(last) || words.issuer_starts.iter().any(|s| first.starts_with(s.as_str()));
    // 'Ministry of X and Y' holds a genitive or 'and'; other small words belong to headlines.
    let plain = first.split(' ').filter(|w| lexicon.not_place.contains(*w)).count() <= 1;
    lexicon.outlets.contains_key(&first) || (named && plain)
}

/// The part of a letterhead's line before a comma or bar.
pub(crate) fn first_part(text: &str) -> &str {
    text.split([',', '|']).next().unwrap_or(text).trim()
}

fn is_place_above_date(drafts: &[Draft<'_>], i: usize, lexicon: &Lexicon) -> bool {
    let draft = &drafts[i];
    let next_is_date = drafts.get(i + 1).is_some_and(|d| d.why == Some(Why::Byline) && d.date.is_some());
    draft.is_open() && draft.shape.words <= 3 && next_is_date && !lexicon.has_sentence_word(&draft.key)
}
