//! Reports beside a record: each with the lines that tell of it, and the words of every field marked.

use super::lang::Lang;
use super::marks::{self, Line, Mark};
use super::names::{Word, clipped, lang_of};
use super::{asked, dates};
use bahi::ledger::Report;
use serde::Serialize;

/// How a report is shown wherever it is named.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Head {
    /// `R-…`.
    pub id: String,
    /// Page.
    pub href: String,
    /// Outlet, or the name of its file.
    pub source: String,
    /// Headline.
    pub title: Word,
    /// Day of publication in words.
    pub published: Option<String>,
    /// The same in EDTF.
    pub edtf: Option<String>,
    /// Address of the page that it was, where a browser may open it.
    pub url: Option<String>,
    /// The report that it is a copy of.
    pub copy_of: Option<String>,
    /// How many copy it.
    pub copies: usize,
}

/// A report beside a record.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Column {
    /// The report.
    pub head: Head,
    /// Lines with marks.
    pub lines: Vec<Line>,
    /// The source page at the first words, where it has an address.
    pub source_at: Option<String>,
}

/// How a report is called beside quotes: by its outlet, or the name of its file.
pub fn source(report: &Report) -> String {
    let file = report.path.rsplit(['/', '\\']).next().unwrap_or(&report.path);
    clipped(report.outlet.as_deref().filter(|o| !o.trim().is_empty()).unwrap_or(file))
}

impl Head {
    /// Of a report.
    pub fn of(report: &Report, lang: Lang) -> Self {
        let title = report.title.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| source(report));
        let title = clipped(&title);
        Self {
            id: report.id.clone(),
            href: asked::page_of(&report.id),
            source: source(report),
            title: Word { lang: lang_of(&title), text: title },
            published: report.published.as_deref().map(|p| dates::words(lang, p)),
            edtf: report.published.clone(),
            url: report.url.clone().filter(|u| is_web(u)),
            copy_of: report.copy_of.clone(),
            copies: report.copies.len(),
        }
    }
}

/// Whether an address may be followed: of the web, and without anything that is no part of one.
pub fn is_web(url: &str) -> bool {
    let web = ["https://", "http://"].iter().any(|s| url.get(..s.len()).is_some_and(|u| u.eq_ignore_ascii_case(s)));
    web && !url.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '"'))
}

impl Column {
    /// A report with its text and what is marked in it.
    pub fn new(report: &Report, text: &str, marks: &[Mark], lang: Lang) -> Self {
        let head = Head::of(report, lang);
        let lines = marks::excerpt(marks::lines(text, marks, &[]));
        let first = lines.iter().flat_map(|l| &l.pieces).find(|p| !p.keys.is_empty());
        let source_at = head.url.as_ref().zip(first).map(|(url, piece)| at_text(url, &piece.text));
        Self { head, lines, source_at }
    }
}

// Browsers look for the words behind `:~:text=`; a hyphen there means something of its own.
fn at_text(url: &str, words: &str) -> String {
    let words = asked::percent_encoded(words.trim()).replace('-', "%2D");
    let join = if url.contains('#') { "" } else { "#" };
    format!("{url}{join}:~:text={words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for bad in ["javascript:alert(1)", "data:text/html,x", "//x", "https://a b", "https://a\"onx=1", "h"] {
            assert!(!is_web(bad), "{bad}");
        }
        assert!(is_web("HTTPS://example.org/a?b=c#d"));
        assert_eq!(
            at_text("https://x.org/", "दो-तीन"),
            "https://x.org/#:~:text=%E0%A4%A6%E0%A5%8B%2D%E0%A4%A4%E0%A5%80%E0%A4%A8"
        );
    }
}
