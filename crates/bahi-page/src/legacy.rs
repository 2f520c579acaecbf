//! Hindi from before Unicode: fonts that draw Devanagari over Latin letters, and ISCII. It is recognised and refused.

use crate::PageError;
use crate::lexicon::Lexicon;
use bahi_text::script::block::{Writing, writing_of};
use std::collections::BTreeSet;

/// Words of a text that are looked at.
const LOOK: usize = 2000;
/// Different words of such a font that must stand in a text, without a word on its font and with one.
const DISTINCT: (usize, usize) = (4, 2);
/// They are one in so many words, at least.
const ONE_IN: usize = 8;
/// Bytes of ISCII below which nothing can be told.
const FEWEST: usize = 24;

/// Refuses a text that is Hindi in an old font.
pub(crate) fn check_text(text: &str, lexicon: &Lexicon) -> Result<(), PageError> {
    check(text, None, lexicon)
}

/// Refuses a page whose text is Hindi in an old font; the page mostly names the font.
pub(crate) fn check_markup(markup: &str, lexicon: &Lexicon) -> Result<(), PageError> {
    let languages = &lexicon.languages;
    if languages.fonts.is_empty() || has_devanagari(markup) {
        return Ok(());
    }
    let lower = markup.to_ascii_lowercase();
    check(markup, languages.fonts.iter().find(|font| lower.contains(font.as_str())), lexicon)
}

fn check(text: &str, font: Option<&String>, lexicon: &Lexicon) -> Result<(), PageError> {
    let known: BTreeSet<&str> = lexicon.languages.legacy.iter().map(String::as_str).collect();
    if known.is_empty() || has_devanagari(text) {
        return Ok(());
    }
    let (mut words, mut hits, mut distinct) = (0, 0, BTreeSet::new());
    let mut tag = false;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c == '<' || c == '>') {
        let shown = !tag;
        tag = word.ends_with('<') || tag && !word.ends_with('>');
        let word = word.trim_end_matches(|c: char| c.is_whitespace() || c == '<' || c == '>');
        if !shown || word.is_empty() {
            continue;
        }
        words += 1;
        if known.contains(word) {
            hits += 1;
            distinct.insert(word);
        }
        if words == LOOK {
            break;
        }
    }
    let fewest = if font.is_some() { DISTINCT.1 } else { DISTINCT.0 };
    if distinct.len() >= fewest && hits * ONE_IN >= words {
        return Err(PageError::LegacyFont { font: font.map_or_else(|| "such as Kruti Dev".to_owned(), Clone::clone) });
    }
    Ok(())
}

fn has_devanagari(text: &str) -> bool {
    text.chars().filter(|&c| writing_of(c) == Some(Writing::Devanagari)).nth(20).is_some()
}

/// What a byte of ISCII is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Modifier,
    Vowel,
    Consonant,
    Matra,
    Halant,
    Nukta,
    Other,
}

fn sign(byte: u8) -> Option<Sign> {
    Some(match byte {
        0xA1..=0xA3 => Sign::Modifier,
        0xA4..=0xB2 => Sign::Vowel,
        0xB3..=0xD9 => Sign::Consonant,
        0xDA..=0xE7 => Sign::Matra,
        0xE8 => Sign::Halant,
        0xE9 => Sign::Nukta,
        0xEA | 0xEF..=0xFA => Sign::Other,
        _ => return None,
    })
}

/// Whether the bytes beyond ASCII are built as syllables of ISCII are.
pub(crate) fn is_iscii(bytes: &[u8]) -> bool {
    let (mut count, mut wrong, mut matras) = (0, 0, 0);
    let mut last = None;
    for &byte in bytes.iter().take(64 * 1024) {
        if byte < 0x80 {
            last = None;
            continue;
        }
        count += 1;
        let this = sign(byte);
        let fits = match (this, last) {
            (None, _) => false,
            (Some(Sign::Matra | Sign::Halant), before) => {
                matches!(before, Some(Sign::Consonant | Sign::Nukta | Sign::Halant))
            }
            (Some(Sign::Nukta), before) => matches!(before, Some(Sign::Consonant | Sign::Matra | Sign::Modifier)),
            (Some(Sign::Modifier), before) => !matches!(before, None | Some(Sign::Halant | Sign::Other)),
            (Some(Sign::Vowel), before) => before != Some(Sign::Halant),
            (Some(Sign::Consonant | Sign::Other), _) => true,
        };
        wrong += usize::from(!fits);
        matras += usize::from(matches!(this, Some(Sign::Matra | Sign::Halant)));
        last = this;
    }
    count >= FEWEST && wrong * 20 <= count && matras * 5 >= count
}
