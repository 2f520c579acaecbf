//! What a line says of itself: furniture that is known by its own words or form.

use crate::dates::{date_at, time_at};
use crate::draft::Draft;
use crate::forms;
use crate::lexicon::{Form, Lexicon, Mode};
use crate::model::{DateAt, TextSpan};
use crate::shape::Ending;
use crate::why::Why;
use crate::words::{Kind, Token, key, key_of};

/// The longest line with author and date.
const LONGEST_BYLINE: usize = 160;
/// A line of so many words before any paragraph may be the headline.
const HEADLINE_WORDS: usize = 5;
/// A telephone number has at least this many digits.
const PHONE_DIGITS: usize = 10;

/// Marks every line that is furniture by its own words.
pub(crate) fn mark(drafts: &mut [Draft<'_>], lexicon: &Lexicon) {
    let hindi = is_hindi(drafts);
    let mut after_text = false;
    for draft in drafts {
        if draft.why.is_some() {
            continue;
        }
        mark_line(draft, lexicon, after_text, hindi);
        after_text |= draft.is_paragraph()
            || (draft.is_open() && draft.shape.is_headline() && draft.shape.words >= HEADLINE_WORDS);
    }
}

/// Leaves out what the page asks of its reader; asked once the headline is known, which may end in the same words.
pub(crate) fn mark_appeals(drafts: &mut [Draft<'_>], lexicon: &Lexicon) {
    for draft in drafts.iter_mut().filter(|d| d.is_open() && !d.shape.is_paragraph() && !d.shape.item) {
        let last = draft.key.rsplit(' ').next().unwrap_or_default();
        if draft.shape.words <= lexicon.appeal_words
            && draft.shape.ending != Ending::Closed
            && lexicon.appeals.contains(last)
        {
            draft.why = Some(Why::Promotion);
        }
    }
}

fn is_hindi(drafts: &[Draft<'_>]) -> bool {
    let count = |of: fn(&Draft<'_>) -> usize| drafts.iter().map(of).sum::<usize>();
    count(|d| d.shape.devanagari) > count(|d| d.shape.latin)
}

/// Marks one line, if it is furniture by its own words; `hindi` says that the page around it is.
pub(crate) fn mark_line(draft: &mut Draft<'_>, lexicon: &Lexicon, after_text: bool, hindi: bool) {
    if draft.key.is_empty() {
        if draft.shape.words == 0 {
            draft.why = Some(Why::Rule);
        }
        return;
    }
    if let Some(form) = by_rule(draft, lexicon, after_text) {
        let row = &lexicon.rules.rows[form.rule];
        draft.why = Some(row.why);
        draft.follow = row.follow.filter(|_| form.text.len() == draft.key.len());
        draft.credit = row.names_outlet.then_some(form.words);
        // The line may say when the page was published as well.
        draft.date = by_date(draft, lexicon).map(|(date, _)| date);
    } else if let Some((date, bare)) = by_date(draft, lexicon) {
        draft.why = Some(Why::Byline);
        draft.date = Some(date);
        draft.bare_date = bare;
    } else if is_byline(draft, lexicon) {
        draft.why = Some(Why::Byline);
    } else {
        draft.why = forms::by_form(draft, lexicon, hindi);
    }
}

/// The first rule whose words the line has; one that is the whole line goes before any other.
fn by_rule<'l>(draft: &Draft<'_>, lexicon: &'l Lexicon, after_text: bool) -> Option<&'l Form> {
    let rules = &lexicon.rules;
    let fits = |form: &&Form| {
        let row = &rules.rows[form.rule];
        let whole = form.text.len() == draft.key.len();
        let closed = draft.shape.ending == Ending::Closed && draft.shape.words > form.words;
        draft.shape.chars <= row.max_chars
            && (after_text || !row.after_text)
            && (!row.needs_phone || has_phone(&draft.tokens))
            && match form.mode {
                Mode::Starts => whole || labels(draft, form.words) || !(row.require_colon || closed),
                Mode::Ends => !closed,
                Mode::Whole | Mode::Contains => true,
            }
    };
    rules.hits(&draft.key).filter(fits).min_by_key(|form| (form.text.len() != draft.key.len(), form.rule))
}

/// Whether the first `words` words are followed by a colon, dash, bar or bracket, as a label is.
fn labels(draft: &Draft<'_>, words: usize) -> bool {
    let mut seen = 0;
    for token in &draft.tokens {
        match token.kind {
            Kind::Mark(c) if seen >= words => return matches!(c, ':' | '-' | '–' | '—' | '|' | '/' | '»' | '>' | '('),
            Kind::Mark(_) => {}
            _ if seen >= words => return false,
            _ => seen += 1,
        }
    }
    true
}

/// Whether the line has a telephone number, in one piece or in two halves.
pub(crate) fn has_phone(tokens: &[Token]) -> bool {
    let digits = |t: &Token| match t.kind {
        Kind::Number { digits, .. } => digits,
        _ => 0,
    };
    let halves = |w: &[Token]| digits(&w[0]) >= PHONE_DIGITS / 2 && digits(&w[1]) >= PHONE_DIGITS / 2;
    let joined: Vec<Token> = tokens.iter().filter(|t| !t.is('-')).cloned().collect();
    tokens.iter().any(|t| digits(t) >= PHONE_DIGITS) || joined.windows(2).any(halves)
}

/// Whether the line gives the page's date: the date, and whether it stands alone.
fn by_date(draft: &Draft<'_>, lexicon: &Lexicon) -> Option<(DateAt, bool)> {
    if draft.shape.chars > LONGEST_BYLINE {
        return None;
    }
    let seen = DateLine::read(draft, lexicon);
    let found = seen.date?;
    let base = draft.span.start();
    let date = DateAt { span: TextSpan::new(base + found.span.start(), base + found.span.end()), ..found };
    let sentence = seen.left.iter().any(|word| lexicon.not_place.contains(word));
    let few = seen.left.len() <= lexicon.byline.max_words && !sentence;
    let bare = seen.left.is_empty() && !seen.marked;
    let signed = seen.left.len() <= 4 && found.year.is_some() && seen.left.iter().all(|word| word.is_ascii());
    (bare || signed || (few && (seen.marked || seen.segment))).then_some((date, bare))
}

/// A line read as date, clock, markers and what is left beside them.
#[derive(Default)]
struct DateLine {
    date: Option<DateAt>,
    left: Vec<String>,
    marked: bool,
    /// Whether the date has a part between bars to itself.
    segment: bool,
}

impl DateLine {
    fn read(draft: &Draft<'_>, lexicon: &Lexicon) -> Self {
        let mut seen = Self::default();
        let parts: Vec<&[Token]> = draft.tokens.split(|t| matches!(t.kind, Kind::Mark('|' | '•' | '·'))).collect();
        for part in &parts {
            let (date, left) = seen.part(part, lexicon);
            if date {
                seen.segment |= left.is_empty() && parts.len() > 1;
            } else if parts.len() > 1 && is_label(&key_of(part, draft.text), lexicon) {
                continue; // a reading time or a section's name beside the date
            }
            seen.left.extend(left);
        }
        seen
    }

    /// Reads one part between bars: whether it has a date, and the words left beside it.
    fn part(&mut self, tokens: &[Token], lexicon: &Lexicon) -> (bool, Vec<String>) {
        let (mut i, mut dated, mut left) = (0, false, Vec::new());
        while i < tokens.len() {
            if let Some(found) = date_at(tokens, i, &lexicon.months) {
                self.date.get_or_insert_with(|| found.at(tokens, 0));
                dated = true;
                i = found.to;
            } else if let Some(n) = time_at(tokens, i) {
                i += n;
            } else if let Some(n) = marker_at(tokens, i, &lexicon.byline.markers) {
                self.marked = true;
                i += n;
            } else {
                match &tokens[i].kind {
                    Kind::Word(word) if lexicon.months.beside.contains(word) => {}
                    Kind::Word(word) => left.push(word.clone()),
                    Kind::Number { value, .. } => left.push(value.to_string()),
                    Kind::Mark(_) => {}
                }
                i += 1;
            }
        }
        (dated, left)
    }
}

/// Whether a part between bars is furniture by its own words.
pub(crate) fn is_label(key: &str, lexicon: &Lexicon) -> bool {
    lexicon.rules.hits(key).any(|form| form.mode != Mode::Contains)
}

/// How many tokens the longest of `markers` takes at token `i`.
pub(crate) fn marker_at(tokens: &[Token], i: usize, markers: &[String]) -> Option<usize> {
    tokens[i].word()?;
    markers.iter().find_map(|marker| {
        let mut n = 0;
        for part in marker.split(' ') {
            if tokens.get(i + n)?.word()? != part {
                return None;
            }
            n += 1;
        }
        Some(n)
    })
}

/// Whether the line names author, desk or agency and says nothing else.
fn is_byline(draft: &Draft<'_>, lexicon: &Lexicon) -> bool {
    let (words, line) = (draft.shape.words, draft.key.as_str());
    if words > lexicon.byline.max_words || draft.shape.ending == Ending::Closed || lexicon.has_sentence_word(line) {
        return false;
    }
    let starts = lexicon.byline.starts.iter().any(|form| {
        let latin = form.is_ascii();
        let rest = line.strip_prefix(form.as_str()).is_some_and(|rest| rest.starts_with(' '));
        rest && (labels(draft, form.split(' ').count()) || (latin && words <= 8))
    });
    let parts: Vec<String> = draft.text.split([',', '/', '|']).map(key).collect();
    let desk = |part: &String| lexicon.byline.ends.iter().any(|end| part == end || part.ends_with(&format!(" {end}")));
    let filed = |part: &String| lexicon.agency(part).is_some() || lexicon.marks.contains(part);
    let few = parts.len() <= 4 && parts.iter().all(|part| part.split(' ').count() <= 4);
    starts || (few && parts.iter().any(|part| desk(part) || filed(part)))
}
