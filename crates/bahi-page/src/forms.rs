//! Furniture known by its form: trails, captions, menus, initials, lines in another language.

use crate::draft::Draft;
use crate::lexicon::Lexicon;
use crate::marks::{has_phone, is_label, marker_at};
use crate::shape::Ending;
use crate::why::Why;
use crate::words::key;

/// A line of so many words with a telephone number is no prose.
const PHONE_WORDS: usize = 20;

/// The reason that the line's form gives, if any.
pub(crate) fn by_form(draft: &Draft<'_>, lexicon: &Lexicon, hindi: bool) -> Option<Why> {
    if is_breadcrumb(draft, lexicon) {
        Some(Why::Breadcrumb)
    } else if is_caption(draft, lexicon) {
        Some(Why::Caption)
    } else if is_menu(draft) || is_menu_of_labels(draft, lexicon) {
        Some(Why::Menu)
    } else if is_hashtags(draft) {
        Some(Why::Tags)
    } else if draft.shape.ending != Ending::Closed && draft.shape.words <= PHONE_WORDS && has_phone(&draft.tokens) {
        Some(Why::Promotion)
    } else if is_initials(draft) {
        Some(Why::Footer)
    } else if hindi && is_foreign(draft) {
        Some(Why::OtherLanguage)
    } else {
        None
    }
}

fn is_breadcrumb(draft: &Draft<'_>, lexicon: &Lexicon) -> bool {
    if draft.shape.chars > lexicon.breadcrumb_chars {
        return false;
    }
    let rooted = |sep: &str| draft.text.split_once(sep).is_some_and(|(root, _)| lexicon.roots.contains(&key(root)));
    let pointed = ["»", "›", "→"].iter().any(|sep| draft.text.contains(&format!(" {sep} ")));
    // All steps but the last, which may be the headline, are names of sections.
    let steps = |sep: &str| {
        let names: Vec<&str> = draft.text.split(sep).collect();
        names.len() >= 3 && names[..names.len() - 1].iter().all(|step| key(step).split(' ').count() <= 3)
    };
    (pointed && !draft.shape.is_paragraph())
        || [" / ", "/", " > ", ">", "»", "›"].iter().any(|sep| rooted(sep))
        || steps(" > ")
        || steps(" / ")
}

/// Whether a caption's word stands in brackets, or as a label at the start or after a sentence.
fn is_caption(draft: &Draft<'_>, lexicon: &Lexicon) -> bool {
    if draft.shape.chars > lexicon.caption_chars {
        return false;
    }
    let tokens = &draft.tokens;
    (0..tokens.len()).any(|i| {
        let Some(n) = marker_at(tokens, i, &lexicon.captions) else { return false };
        let mark = |i: Option<usize>, marks: &[char]| {
            i.and_then(|i| tokens.get(i)).is_some_and(|t| marks.iter().any(|m| t.is(*m)))
        };
        let before = i.checked_sub(1);
        let opens = mark(before, &['(', '[']);
        let labels = mark(Some(i + n), &[':', '-', '–', '/', '|', ',']) || i + n == tokens.len();
        let stands = before.is_none() || mark(before, &['।', '.', '|', ')', ':', ',', ';', '/', '-', '–']);
        // '(file photo)' at the end, with words before the marking one.
        let closes = mark(Some(i + n), &[')', ']'])
            && i + n + 1 == tokens.len()
            && tokens[..i].iter().rev().take(5).any(|t| t.is('(') || t.is('['));
        opens || closes || (labels && stands && (before.is_none() || i + n + 6 >= tokens.len()))
    })
}

/// Three or more short parts between bars.
fn is_menu(draft: &Draft<'_>) -> bool {
    ['|', '•', '·', '»', '/'].iter().any(|&bar| {
        let parts: Vec<&str> = draft.text.split(bar).map(str::trim).filter(|p| !p.is_empty()).collect();
        parts.len() >= 3
            && parts.iter().all(|p| p.chars().count() <= 28 && p.split_whitespace().count() <= 4)
            && (bar != '/' || draft.text.contains(" / "))
    })
}

/// Two or more parts between bars, each furniture by itself.
fn is_menu_of_labels(draft: &Draft<'_>, lexicon: &Lexicon) -> bool {
    draft.text.contains('|') && draft.text.split('|').all(|part| is_label(&key(part), lexicon))
}

fn is_hashtags(draft: &Draft<'_>) -> bool {
    draft.text.starts_with('#') && draft.text.split_whitespace().all(|word| word.starts_with('#'))
}

/// Initials of the typists of a release: 'AB/CD/EF', each of a few letters.
fn is_initials(draft: &Draft<'_>) -> bool {
    let parts: Vec<&str> = draft.text.split('/').collect();
    parts.len() >= 2
        && !draft.text.contains(char::is_whitespace)
        && draft.shape.chars <= 40
        && parts.iter().all(|p| (1..=6).contains(&p.chars().count()))
}

/// A line without one Devanagari letter; running text in another language is kept.
fn is_foreign(draft: &Draft<'_>) -> bool {
    draft.shape.devanagari == 0
        && draft.shape.latin > 0
        && !(draft.shape.ending == Ending::Closed && draft.shape.words >= 12)
}
