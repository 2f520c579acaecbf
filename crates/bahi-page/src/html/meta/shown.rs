//! Who and when, as the page shows it to its readers.

use std::ops::Range;

use super::super::dom::Dom;
use super::super::lines::Lines;
use super::super::vocab::Marks;
use super::said::{Said, of_line};
use crate::dates::date_at;
use crate::lexicon::Lexicon;
use crate::words::tokens;

/// Lines around the headline in which authors and dates stand.
const AROUND: usize = 14;
/// Lines above a release's headline in which its issuer stands.
const ISSUER_ABOVE: usize = 4;
/// The longest line with an author or date, in words.
const LONGEST: u32 = 24;

/// The lines near the headline, those below it first.
fn near(lines: &Lines, heading: usize) -> impl Iterator<Item = usize> {
    let below = heading + 1..(heading + 1 + AROUND).min(lines.lines.len());
    below.chain((heading.saturating_sub(4)..heading).rev())
}

/// Names on lines that the page marks as the author's.
pub(super) fn authors(dom: &Dom<'_>, lines: &Lines, heading: Option<usize>, lexicon: &Lexicon) -> Vec<Said> {
    let Some(heading) = heading else { return Vec::new() };
    let marked = |i: &usize| {
        let line = &lines.lines[*i];
        let own = dom.ancestors(line.inner).take(3).fold(Marks::default(), |m, a| m.with(lines.marks[a as usize]));
        own.has(Marks::AUTHOR) && !own.has(Marks::COMMENTS) && line.words <= 8
    };
    let dated = |s: &Said| date_in(&s.text, lexicon).is_some();
    let marked = near(lines, heading).find(marked).map(|i| of_line(lines, i)).filter(|s| !dated(s));
    marked.or_else(|| near(lines, heading).find_map(|i| signed(lines, i, lexicon))).into_iter().collect()
}

/// The part of a line, between bars or bullets, that says by whom, and says nothing else.
fn signed(lines: &Lines, i: usize, lexicon: &Lexicon) -> Option<Said> {
    let line = &lines.lines[i];
    let text = line.text(lines);
    if line.words > LONGEST {
        return None;
    }
    let mut start = 0;
    text.split(['|', '•', '·']).find_map(|part| {
        let from = start;
        start += part.len() + text[start + part.len()..].chars().next().map_or(0, char::len_utf8);
        let key = crate::words::key(part);
        let by = lexicon
            .byline
            .starts
            .iter()
            .any(|form| key.strip_prefix(form.as_str()).is_some_and(|rest| rest.starts_with(' ')));
        let bare = (2..=8).contains(&key.split(' ').count()) && date_in(part, lexicon).is_none() && !line.closed;
        let span = line.span.start + from..line.span.start + from + part.len();
        (by && bare).then(|| super::said::of_span(lines, span).tidy()).flatten()
    })
}

/// Who issues a release, on a line above its headline.
pub(super) fn issuer(lines: &Lines, heading: usize, lexicon: &Lexicon) -> Option<Said> {
    let above = heading.saturating_sub(ISSUER_ABOVE)..heading;
    let is_issuer = |i: &usize| {
        let key = crate::words::key(lines.lines[*i].text(lines));
        let last = key.rsplit(' ').next().unwrap_or_default();
        let short = lines.lines[*i].words as usize <= lexicon.letterhead.max_words && lines.lines[*i].linked == 0;
        short && (lexicon.outlets.contains_key(&key) || lexicon.letterhead.issuers.contains(last))
    };
    above.rev().find(is_issuer).map(|i| of_line(lines, i))
}

/// A day that a text names, with year, and where in the text it stands.
pub(crate) fn date_in(text: &str, lexicon: &Lexicon) -> Option<((u16, u8, u8), Range<usize>)> {
    let tokens = tokens(text, 64);
    (0..tokens.len()).find_map(|i| {
        let found = date_at(&tokens, i, &lexicon.months)?;
        Some(((found.year?, found.month, found.day), tokens[found.from].start..tokens[found.to - 1].end))
    })
}

/// The day of publication that the page shows near its headline: the line, the day, and its place in the text of lines.
pub(crate) fn shown_date(
    lines: &Lines,
    heading: Option<usize>,
    lexicon: &Lexicon,
) -> Option<((u16, u8, u8), Range<usize>)> {
    let heading = heading?;
    let short = near(lines, heading).filter(|&i| lines.lines[i].words <= LONGEST);
    let dated = short.filter_map(|i| {
        let start = lines.lines[i].span.start;
        let (day, at) = date_in(lines.lines[i].text(lines), lexicon)?;
        Some((is_change(lines.lines[i].text(lines), at.start, lexicon), day, start + at.start..start + at.end))
    });
    dated.min_by_key(|(changed, ..)| *changed).map(|(_, day, at)| (day, at))
}

/// Whether the words before the date say that it is that of a change.
fn is_change(text: &str, at: usize, lexicon: &Lexicon) -> bool {
    let before = crate::words::key(text.get(..at).unwrap_or_default());
    lexicon.byline.changed.iter().any(|form| before.ends_with(form.as_str()) || before.starts_with(form.as_str()))
}
