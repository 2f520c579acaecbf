//! What the program says of itself, in the language of the page: reasons, warnings and faults.
//!
//! Below the desk everything is said in English, once. The texts of the pages have the sentences that readers meet as
//! patterns with places for values; what is none of them stays in English, and is marked as English.

use super::dates;
use super::lang::{Lang, Texts, fill};
use super::names::Word;
use std::sync::OnceLock;

// A sentence in English: what stands around its places, the names of these, and its key.
struct Pattern {
    literals: Vec<&'static str>,
    names: Vec<&'static str>,
    key: &'static str,
}

impl Pattern {
    fn of(key: &'static str, text: &'static str) -> Self {
        let mut pieces = text.split('{');
        let mut out = Self { literals: pieces.next().into_iter().collect(), names: Vec::new(), key };
        for (name, literal) in pieces.filter_map(|piece| piece.split_once('}')) {
            out.names.push(name);
            out.literals.push(literal);
        }
        out
    }

    fn length(&self) -> usize {
        self.literals.iter().map(|l| l.len()).sum()
    }

    // The values at its places, if a text is of this pattern.
    fn values<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let (first, rest) = self.literals.split_first()?;
        let mut left = text.strip_prefix(first)?;
        let mut out = Vec::new();
        for (n, literal) in rest.iter().enumerate() {
            let last = n + 1 == rest.len();
            let at = if last { left.len().checked_sub(literal.len())? } else { left.find(literal)? };
            let (value, behind) = (left.get(..at)?, left.get(at..)?);
            left = behind.strip_prefix(literal)?;
            out.push(value);
        }
        left.is_empty().then_some(out)
    }
}

/// Sentences that are said in English, and what they are in Hindi.
pub struct Sentences {
    patterns: Vec<Pattern>,
    hindi: &'static Texts,
}

impl Sentences {
    /// Those whose keys begin alike, as both files have them.
    pub fn of(group: &str, english: &'static Texts, hindi: &'static Texts) -> Self {
        let texts = english.iter().filter(|t| t.0.starts_with(group));
        let mut patterns: Vec<Pattern> = texts.map(|(key, text)| Pattern::of(key, text)).collect();
        // What says more before what says less.
        patterns.sort_by_key(|p| (std::cmp::Reverse(p.length()), p.key));
        Self { patterns, hindi }
    }

    /// A sentence in Hindi, if it is one of these; or grounds one after another, which may be those of a report.
    pub fn in_hindi(&self, english: &str) -> Option<String> {
        if let Some(text) = self.sentence(english) {
            return Some(text);
        }
        if let Some((of, grounds)) = english.rsplit_once(": ")
            && let Some(grounds) = self.listed(grounds)
        {
            return Some(format!("{of}: {grounds}"));
        }
        self.listed(english)
    }

    fn listed(&self, english: &str) -> Option<String> {
        let parts = english.split(", ").map(|part| self.sentence(part));
        Some(parts.collect::<Option<Vec<String>>>()?.join(", "))
    }

    fn sentence(&self, english: &str) -> Option<String> {
        let (pattern, values) = self.patterns.iter().find_map(|p| Some((p, p.values(english)?)))?;
        let values = pattern.names.iter().zip(values).map(|(name, v)| match *name {
            // A sentence by itself.
            "why" => self.in_hindi(v).unwrap_or_else(|| v.to_owned()),
            name => value(Lang::Hi, name, v),
        });
        let values: Vec<String> = values.collect();
        let pairs: Vec<(&str, &str)> = pattern.names.iter().copied().zip(values.iter().map(String::as_str)).collect();
        Some(fill(self.hindi.get(pattern.key)?, &pairs))
    }
}

/// What the program says in English, in a language as far as there are words for it.
pub fn said(lang: Lang, english: &str) -> Word {
    static REASONS: OnceLock<Sentences> = OnceLock::new();
    let reasons = || REASONS.get_or_init(|| Sentences::of("reason.", Lang::En.texts(), Lang::Hi.texts()));
    let own = (lang == Lang::Hi).then(|| reasons().in_hindi(english)).flatten();
    match own {
        Some(text) => Word { text, lang: lang.tag() },
        None => Word { text: english.to_owned(), lang: Lang::En.tag() },
    }
}

// The name of a place says what stands there: `kind-a`, `status-a`, `date-a`; of others the value is shown as it is.
fn value(lang: Lang, name: &str, value: &str) -> String {
    match name.split('-').next() {
        Some(group @ ("kind" | "status")) if name.contains('-') => lang.word(group, value),
        Some("date") => match value.strip_suffix(", recalled") {
            Some(date) => format!("{}, {}", dated(lang, date), lang.t("reasons.recalled")),
            None => dated(lang, value),
        },
        _ => value.to_owned(),
    }
}

fn dated(lang: Lang, date: &str) -> String {
    if date == "undated" { lang.t("reasons.undated").to_owned() } else { dates::words(lang, date) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds_are_said_in_the_language_of_the_page_and_others_stay_in_english() {
        let merged = "clips/a.txt: same parties, same day, same place";
        assert_eq!(said(Lang::En, merged), Word { text: merged.into(), lang: "en" });
        let hindi = said(Lang::Hi, merged);
        assert_eq!((hindi.text.as_str(), hindi.lang), ("clips/a.txt: वही पक्ष, वही दिन, वही जगह", "hi"));
        let apart = said(Lang::Hi, "two kinds: meeting (a.txt) and visit (b.txt)");
        let words = (Lang::Hi.word("kind", "meeting"), Lang::Hi.word("kind", "visit"));
        assert_eq!(apart.text, format!("दो तरह के: {} (a.txt) और {} (b.txt)", words.0, words.1));
        let dates = said(Lang::Hi, "dates that cannot be one: 2026-08-07 (a.txt) and undated, recalled (b.txt)");
        assert!(dates.text.contains("7 अगस्त 2026 (a.txt)") && dates.lang == "hi", "{}", dates.text);
        for other in ["", "a sentence that nobody knows", "same parties, and more", ": "] {
            assert_eq!(said(Lang::Hi, other), Word { text: other.into(), lang: "en" });
        }
    }

    #[test]
    fn what_stands_in_a_place_is_not_read_as_a_pattern() {
        let text = said(Lang::Hi, "{a} {b}: there is no such thing in this ledger");
        assert!(text.text.starts_with("{a} {b}: "), "{}", text.text);
    }
}
