//! Folding: the shadow on which spellings are compared, with a map back to the published text.

use crate::script::{Script, devanagari, digit_value, script_of};
use crate::{Folded, Published, Span};

/// Folds one word, number or phrase for comparing; spaces, dots and hyphens are kept.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of `text` to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = if script_of(c) == Some(Script::Devanagari) {
            let end = rest.find(|c| script_of(c) != Some(Script::Devanagari)).unwrap_or(rest.len());
            devanagari::fold_into(&rest[..end], out);
            end
        } else {
            fold_char(c, out);
            c.len_utf8()
        };
        rest = &rest[run..];
    }
}

fn fold_char(c: char, out: &mut String) {
    if let Some(d) = digit_value(c) {
        out.push((b'0' + d) as char);
        return;
    }
    match c {
        // The commonest, without a look at the tables of all alphabets.
        'a'..='z' | ' ' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '`' | '\u{B4}' => out.push('\''),
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '«' | '»' => out.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        _ if c.is_whitespace() => out.push(' '),
        _ => out.extend(c.to_lowercase()),
    }
}

/// A folded copy of a text that knows, word by word, where each folded byte came from.
#[derive(Debug, Clone, Default)]
pub struct Shadow {
    text: String,
    // One entry per run: (start in the shadow, start in the published text), ascending in both.
    runs: Vec<(u32, u32)>,
    published_len: u32,
}

impl Shadow {
    /// Folds `text`.
    pub fn new(text: &str) -> Self {
        let mut shadow =
            Self { text: String::with_capacity(text.len()), runs: Vec::new(), published_len: text.len() as u32 };
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let Some(first) = rest.chars().next() else { break };
            let end = if script_of(first) == Some(Script::Devanagari) {
                rest.find(|c| script_of(c) != Some(Script::Devanagari)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            shadow.runs.push((shadow.text.len() as u32, at as u32));
            fold_into(&rest[..end], &mut shadow.text);
            at += end;
        }
        shadow
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The published span whose folding covers `span`; widened to whole runs where folding merged characters.
    pub fn to_published(&self, span: Span<Folded>) -> Span<Published> {
        let first = self.runs.partition_point(|r| r.0 as usize <= span.start()).saturating_sub(1);
        let after = self.runs.partition_point(|r| (r.0 as usize) < span.end());
        let start = self.runs.get(first).map_or(0, |r| r.1);
        let end = self.runs.get(after).map_or(self.published_len, |r| r.1);
        Span::new(start as usize, end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_word_maps_back_to_the_published_one() {
        let text = "श्री नरेन्द्र मोदी";
        let shadow = Shadow::new(text);
        let at = shadow.as_str().find("नरेंद्र").expect("folded");
        let back = shadow.to_published(Span::new(at, at + "नरेंद्र".len()));
        assert_eq!(back.of(text), "नरेन्द्र");
    }

    #[test]
    fn digits_quotes_and_case_fold() {
        assert_eq!(fold("२०१९ “S–400”"), "2019 \"s-400\"");
    }
}
