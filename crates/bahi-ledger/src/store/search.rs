//! Searching the text of the reports, in folded words: मंत्री does not find मित्र.

use super::{Store, StoreError};
use bahi_text::fold;

/// A report with the words that were searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Report.
    pub report: String,
    /// Path as given.
    pub path: String,
    /// Headline.
    pub title: Option<String>,
    /// Published, EDTF.
    pub published: Option<String>,
    /// Text around the first place, with the words found between « and ».
    pub excerpt: String,
}

// Characters of text shown around a place.
const AROUND: usize = 60;

impl Store {
    /// Reports that hold all words of a query, or, between quotation marks, the words in that order; the best first.
    pub fn search(&self, query: &str, most: usize) -> Result<Vec<Hit>, StoreError> {
        let phrases = phrases(query);
        if phrases.is_empty() {
            return Ok(Vec::new());
        }
        let asked = phrases.iter().map(|p| format!("\"{}\"", p.join(" "))).collect::<Vec<_>>().join(" AND ");
        let mut rows = self.db.prepare_cached(
            "SELECT r.id, r.path, r.title, r.published, r.text FROM words w JOIN report r ON r.rowid = w.rowid
              WHERE words MATCH ?1 ORDER BY bm25(words), r.published DESC, r.id LIMIT ?2",
        )?;
        let rows = rows.query_map((asked, most), |r| {
            let text: String = r.get(4)?;
            let excerpt = excerpt(&text, &phrases);
            Ok(Hit { report: r.get(0)?, path: r.get(1)?, title: r.get(2)?, published: r.get(3)?, excerpt })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

// Folded words of each phrase; a word by itself is a phrase.
fn phrases(query: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for (i, part) in query.split('"').enumerate() {
        let words = words(part).into_iter().map(|w| fold(w.1)).collect::<Vec<_>>();
        match i % 2 {
            1 if !words.is_empty() => out.push(words),
            _ => out.extend(words.into_iter().map(|w| vec![w])),
        }
    }
    out
}

// The words of a text with where they begin: what the index takes for words.
fn words(text: &str) -> Vec<(usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || bahi_text::script::devanagari::is_word_char(c);
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, inside(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn excerpt(text: &str, phrases: &[Vec<String>]) -> String {
    let all = words(text);
    let wanted = |w: &str| phrases.iter().flatten().any(|p| *p == fold(w));
    let Some(first) = all.iter().position(|(_, w)| wanted(w)) else { return String::new() };
    let middle = all[first].0;
    let from = text[..middle].char_indices().rev().nth(AROUND).map_or(0, |(i, _)| i);
    let to = text[middle..].char_indices().nth(AROUND * 2).map_or(text.len(), |(i, _)| middle + i);
    let mut out = String::new();
    let mut at = from;
    for (start, word) in all.into_iter().filter(|(s, w)| *s >= from && s + w.len() <= to && wanted(w)) {
        out.push_str(&text[at..start]);
        out.push('«');
        out.push_str(word);
        out.push('»');
        at = start + word.len();
    }
    out.push_str(&text[at..to]);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
