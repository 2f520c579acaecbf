//! Titles without the outlet's name, authors without 'by'.

use super::said::Said;
use crate::lexicon::Lexicon;

/// What parts a headline from the outlet's name in a title.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", "| ", " / "];

/// A text for comparing: letters and digits alone, in lower case.
pub(crate) fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() || ('\u{900}'..='\u{97F}').contains(c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether one is the other, or begins or ends it: sites cut titles short, and add their name.
pub(super) fn matches(a: &str, b: &str) -> bool {
    let within = |a: &str, b: &str| a.starts_with(b) || a.ends_with(b);
    !a.is_empty()
        && !b.is_empty()
        && (within(a, b) || within(b, a))
        && a.len().min(b.len()) * 10 >= a.len().max(b.len()) * 4
}

/// The headline out of what data, page, head and window say.
pub(super) fn title(
    data: Option<Said>,
    shown: Option<Said>,
    head: Option<Said>,
    window: Option<Said>,
    outlet: Option<&Said>,
) -> Option<Said> {
    let bare = |said: Option<Said>| said.map(|s| without_outlet(s, outlet));
    let (data, head, window) = (bare(data), bare(head), bare(window));
    if let (Some(data), Some(shown)) = (&data, &shown) {
        // Data cut long headlines short.
        let (own, full) = (key(&data.text), key(&shown.text));
        if full.starts_with(own.trim_end_matches('…')) || key(&data.text) == full {
            return Some(shown.clone());
        }
    }
    data.or(shown).or(head).or(window)
}

/// A title without the name of the outlet behind or before it.
fn without_outlet(said: Said, outlet: Option<&Said>) -> Said {
    let text = said.text.as_str();
    if let Some(outlet) = outlet.map(|o| key(&o.text)).filter(|o| !o.is_empty()) {
        for separator in SEPARATORS {
            if let Some(at) = text.rfind(separator)
                && at > 0
                && is_name(&key(&text[at + separator.len()..]), &outlet)
            {
                return without_outlet(said.part(0..at), Some(&Said { text: outlet, ..Said::default() }));
            }
            if let Some(at) = text.find(separator)
                && is_name(&key(&text[..at]), &outlet)
            {
                return said.part(at + separator.len()..text.len());
            }
        }
    }
    said
}

fn is_name(part: &str, outlet: &str) -> bool {
    !part.is_empty() && (part == outlet || outlet.starts_with(part) || part.starts_with(outlet))
}

/// The outlet's name at the end or the beginning of the window's title, where the rest is the headline.
pub(super) fn outlet_of(window: &Said, title: Option<&Said>) -> Option<Said> {
    let headline = key(&title?.text);
    let text = window.text.as_str();
    let is_name = |part: &Said| (1..=5).contains(&part.text.split(' ').count());
    let last = SEPARATORS.iter().filter_map(|s| text.rfind(s).map(|at| (at, at + s.len()))).max();
    let behind = last.filter(|(at, _)| key(&text[..*at]).starts_with(&headline));
    let first = SEPARATORS.iter().chain(&[": "]).filter_map(|s| text.find(s).map(|at| (at, at + s.len()))).min();
    let before = first.filter(|(_, end)| key(&text[*end..]).starts_with(&headline));
    let part = behind.map(|(_, end)| end..text.len()).or_else(|| before.map(|(at, _)| 0..at))?;
    window.part(part).tidy().filter(is_name)
}

/// Names of authors, one each, without the words around them.
pub(super) fn authors(said: Vec<Said>, lexicon: &Lexicon) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    for one in said {
        let Some(bare) = without_by(&one, lexicon) else { continue };
        let named = bare.text.chars().count() <= 80 && bare.text.chars().any(char::is_alphabetic);
        if named && !out.iter().any(|o| o.text == bare.text) {
            out.push(bare);
        }
    }
    out.truncate(8);
    out
}

fn without_by(said: &Said, lexicon: &Lexicon) -> Option<Said> {
    let mut at = 0;
    let text = said.text.as_str();
    for form in &lexicon.byline.starts {
        let words = form.split(' ').count();
        let end = text.match_indices(' ').nth(words - 1).map(|(n, _)| n);
        if let Some(end) = end
            && crate::words::key(&text[..end]) == *form
        {
            at = end;
            break;
        }
    }
    let rest = text[at..].trim_start_matches([' ', ':', '-', '–', '|']);
    let from = text.len() - rest.len();
    let to = from + rest.trim_end_matches([' ', ',', '|', '-', ':']).len();
    said.part(from..to).tidy()
}
