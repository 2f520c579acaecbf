//! The language of a report, and its paragraphs in others.

use crate::draft::Draft;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::why::Why;
use std::collections::BTreeMap;

/// Lines with fewer bytes are too short to tell, and may be names.
const SHORTEST: usize = 80;

/// Tells the language of the lines that are kept; where it is one that is read, leaves out paragraphs in others.
pub(crate) fn mark(drafts: &mut [Draft<'_>], lexicon: &Lexicon, warnings: &mut Vec<String>) -> Option<Language> {
    if lexicon.languages.is_empty() {
        return None;
    }
    let kept: Vec<&str> = drafts.iter().filter(|d| d.why.is_none()).map(|d| d.text).collect();
    let mut language = lexicon.languages.of(&kept.join("\n"));
    language.is_read = lexicon.read.contains(&language.id);
    if language.is_plain && !language.is_read {
        return Some(language);
    }
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for draft in drafts.iter_mut().filter(|d| d.why.is_none() && d.text.len() >= SHORTEST) {
        let own = lexicon.languages.of(draft.text);
        if own.is_plain && own.id != language.id {
            draft.leave_out(Why::OtherLanguage);
            *others.entry(own.name).or_default() += 1;
        }
    }
    let told = others.into_iter().map(|(name, count)| match count {
        1 => format!("one paragraph in {name} was not read"),
        n => format!("{n} paragraphs in {name} were not read"),
    });
    warnings.extend(told);
    Some(language)
}
