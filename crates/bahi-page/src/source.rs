//! Who published the report and when, from the lines that say so.

use crate::draft::Draft;
use crate::letterhead::first_part;
use crate::lexicon::Lexicon;
use crate::model::{BlockKind, DateAt, Dateline, Published, PublishedBasis};
use crate::shape::Ending;
use crate::why::Why;
use crate::words::{Kind, key};

/// The day of publication: a date line of the report's head, else the dateline, else a date line above the headline
/// (where sites also print today's date), else one below the text.
pub(crate) fn published(drafts: &[Draft<'_>], title: Option<usize>, dateline: Option<&Dateline>) -> Option<Published> {
    let last = drafts.iter().rposition(|d| d.kind == Some(BlockKind::Body)).unwrap_or(drafts.len());
    let title = title.unwrap_or(0).min(last);
    let line = |range: &[Draft<'_>]| {
        range
            .iter()
            .filter(|d| is_date_line(d))
            .filter_map(|d| d.date)
            .find_map(|date| full(date, PublishedBasis::PageLine))
    };
    let letterhead = drafts
        .iter()
        .filter(|d| d.kind == Some(BlockKind::Letterhead))
        .find_map(|d| full(d.date?, PublishedBasis::PageLine));
    letterhead
        .or_else(|| line(&drafts[title..last]))
        .or_else(|| full(dateline?.date?, PublishedBasis::Dateline))
        .or_else(|| line(&drafts[..title]))
        .or_else(|| line(&drafts[last..]))
}

fn is_date_line(draft: &Draft<'_>) -> bool {
    matches!(draft.why, Some(Why::Byline | Why::Letterhead | Why::Tags | Why::Footer | Why::ReadTime | Why::Share))
        || matches!(draft.kind, Some(BlockKind::Letterhead | BlockKind::Dateline))
}

fn full(date: DateAt, basis: PublishedBasis) -> Option<Published> {
    Some(Published { year: date.year?, month: date.month, day: date.day, span: date.span, basis })
}

/// The outlet: a letterhead's issuer, the agency of the dateline, a credit, or a desk that bears the outlet's name.
pub(crate) fn outlet(
    drafts: &[Draft<'_>],
    issuers: &[usize],
    dateline: Option<&Dateline>,
    lexicon: &Lexicon,
) -> Option<String> {
    issuer(drafts, issuers, lexicon)
        .or_else(|| dateline.and_then(|d| d.agency.clone()))
        .or_else(|| drafts.iter().find_map(|d| credited(d, lexicon)))
        .or_else(|| drafts.iter().filter(|d| d.why == Some(Why::Byline)).find_map(|d| named_desk(d, lexicon)))
}

fn issuer(drafts: &[Draft<'_>], issuers: &[usize], lexicon: &Lexicon) -> Option<String> {
    let known = issuers.iter().find_map(|&i| {
        let draft = &drafts[i];
        if let Some(name) = lexicon.outlets.get(&draft.key) {
            return Some(name.clone());
        }
        let name = lexicon.outlets.get(&key(first_part(draft.text)))?;
        let seat = draft.text.split_once(',').and_then(|(_, seat)| lexicon.seats.get(&key(seat)));
        Some(seat.map_or_else(|| name.clone(), |seat| format!("{name}, {seat}")))
    });
    // 'Posted on … by PIB Delhi': the site that puts out the ministry's release.
    let by = drafts.iter().filter(|d| !issuers.is_empty() && d.why == Some(Why::Byline)).find_map(|d| {
        let words: Vec<&str> = d.key.split(' ').collect();
        (1..=3.min(words.len())).rev().find_map(|n| lexicon.outlets.get(&words[words.len() - n..].join(" ")).cloned())
    });
    by.or(known).or_else(|| issuers.first().map(|&i| drafts[i].text.to_owned()))
}

/// The outlet that a credit names, by its usual name or as written.
fn credited(draft: &Draft<'_>, lexicon: &Lexicon) -> Option<String> {
    let words: Vec<&str> = draft.key.split(' ').collect();
    if let Some(from) = draft.credit {
        let runs = (from..words.len()).flat_map(|a| (a + 1..=words.len().min(a + 4)).rev().map(move |b| (a, b)));
        let known = runs.into_iter().find_map(|(a, b)| lexicon.agency(&words[a..b].join(" "))).map(str::to_owned);
        return known.or_else(|| as_written(draft, from));
    }
    match draft.why? {
        Why::Credit | Why::Byline if words.len() <= 5 && draft.shape.ending != Ending::Closed => {
            lexicon.agency(words.first()?).map(str::to_owned)
        }
        _ => None,
    }
}

/// The words of the line after the first `from`, without the marks around them.
fn as_written(draft: &Draft<'_>, from: usize) -> Option<String> {
    let mut words = draft.tokens.iter().filter(|t| !matches!(t.kind, Kind::Mark(_))).skip(from);
    let first = words.next()?;
    let last = words.last().unwrap_or(first);
    Some(draft.text[first.start..last.end].to_owned())
}

/// The desk of a byline, where it is named after the outlet and not after a department.
fn named_desk(draft: &Draft<'_>, lexicon: &Lexicon) -> Option<String> {
    let part = draft.text.split(['|', ',']).next()?.trim();
    let part_key = key(part);
    let words: Vec<&str> = part_key.split(' ').collect();
    let (last, before) = words.split_last()?;
    let named = !before.is_empty()
        && before.len() <= 3
        && before.iter().all(|w| !lexicon.byline.departments.contains(*w) && !is_label(w, lexicon));
    (lexicon.byline.desk.contains(*last) && named).then(|| part.to_owned())
}

fn is_label(word: &str, lexicon: &Lexicon) -> bool {
    let begins = |form: &String| form.split(' ').next() == Some(word);
    lexicon.byline.starts.iter().any(begins) || lexicon.byline.markers.iter().any(begins)
}
