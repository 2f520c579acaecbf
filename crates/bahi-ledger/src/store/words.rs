//! Words of texts and queries, as the index of words takes them: no sign of a Hindi word is lost, none is a word by itself.

use bahi_resolve::ledger::Furniture;
use bahi_text::fold;
use bahi_text::script::devanagari::is_word_char;

/// The words of a text with where they begin.
pub fn words(text: &str) -> Vec<(usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || is_word_char(c);
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

/// The words of a phrase, folded; a word that folding takes apart is several.
pub fn folded(text: &str) -> Vec<String> {
    let folded = fold(text);
    words(&folded).into_iter().map(|w| w.1.to_owned()).collect()
}

/// The report's own text: what the page carries beside it is blank, and lines stay where they are.
pub fn own(text: &str, furniture: &[Furniture]) -> String {
    let mut spans: Vec<(usize, usize)> = furniture.iter().map(|f| (f.start, f.end)).collect();
    spans.sort_unstable();
    let mut next = spans.into_iter().peekable();
    let blank = |(at, c): (usize, char)| {
        while next.next_if(|s| s.1 <= at).is_some() {}
        let inside = next.peek().is_some_and(|s| s.0 <= at);
        if inside && c != '\n' { ' ' } else { c }
    };
    text.chars().enumerate().map(blank).collect()
}

/// A query taken apart: words by themselves, and phrases between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A word, as typed.
    Word(String),
    /// Folded words that must stand side by side.
    Phrase(Vec<String>),
}

impl Asked {
    /// The folded words.
    pub fn folded(&self) -> Vec<String> {
        match self {
            Self::Word(word) => folded(word),
            Self::Phrase(words) => words.clone(),
        }
    }
}

/// Takes a query apart; a quotation mark that is never closed closes at the end. Words joined by hyphens or dots are one
/// word as typed.
pub fn asked(query: &str) -> Vec<Asked> {
    let mut out = Vec::new();
    for (i, part) in query.split(['"', '“', '”', '«', '»']).enumerate() {
        if i % 2 == 1 {
            let phrase = folded(part);
            out.extend((!phrase.is_empty()).then_some(Asked::Phrase(phrase)));
        } else {
            let typed = part.split_whitespace().filter(|w| !folded(w).is_empty());
            out.extend(typed.map(|w| Asked::Word(w.to_owned())));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hindi_words_stay_whole_and_joiners_are_no_ends() {
        assert_eq!(folded("रक्षा मंत्री"), ["रक्षा", "मंत्री"]);
        assert_eq!(folded("वाणिज्‍यिक"), folded("वाणिज्यिक"));
        assert_eq!(folded("एस-४००"), ["एस", "400"]);
    }

    #[test]
    fn what_is_no_part_of_the_report_is_blank() {
        let advert = |start, end| Furniture { start, end, ..Furniture::default() };
        assert_eq!(own("एक\nदो\nतीन", &[advert(3, 6), advert(0, 1)]), " क\n  \nतीन");
        assert_eq!(own("एक", &[advert(9, 12), advert(2, 1)]), "एक");
    }

    #[test]
    fn phrases_are_told_from_words_also_without_an_end() {
        let word = |w: &str| Asked::Word(w.into());
        assert_eq!(asked("रूस \"नई दिल्ली\" S-400"), [word("रूस"), Asked::Phrase(folded("नई दिल्ली")), word("S-400")]);
        assert_eq!(asked("\"नई"), [Asked::Phrase(folded("नई"))]);
        assert_eq!(asked("- \"\" …"), []);
    }
}
