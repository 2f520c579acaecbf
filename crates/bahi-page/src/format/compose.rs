//! From text whose parts are known to a page: what an archive or the markup says goes before what lines look like.

use super::About;
use super::when::stamp;
use crate::html::article::{Article, Part, PartKind, Stamp};
use crate::model::TextSpan;
use crate::{Lexicon, Page, Preset};

/// A report whose text came by itself, with what its row or item says of it put above it.
pub(super) fn row(text: String, about: &About, warnings: Vec<String>, lexicon: &Lexicon) -> Page {
    if about.title.is_none() && about.published.is_none() {
        let mut page = crate::read_text(text, warnings, &Preset::default(), lexicon);
        return finish(&mut page, about, &[]);
    }
    let blocks = Vec::new();
    let article = headed(Article { text, blocks, ..Article::default() }, about);
    self::article(article, about, &warnings, lexicon)
}

/// Puts headline and date on lines of their own above an article that lacks them.
pub(super) fn headed(mut article: Article, about: &About) -> Article {
    let mut head = String::new();
    let mut blocks = Vec::new();
    let mut line = |text: &str, kind: PartKind| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            blocks.push(Part { span: TextSpan::new(head.len(), head.len() + text.len()), kind });
            head.push_str(&text);
            head.push('\n');
        }
    };
    if let (None, Some(title)) = (&article.title, &about.title) {
        line(title, PartKind::Title);
        article.title = Some(title.trim().to_owned());
    }
    if let (None, Some(day)) = (&article.published, &about.published) {
        line(day, PartKind::Date);
        article.published = stamp(day);
    }
    let by = head.len();
    let moved = |part: &Part| Part { span: TextSpan::new(part.span.start() + by, part.span.end() + by), ..*part };
    blocks.extend(article.blocks.iter().map(moved));
    article.map = shifted(&article, by);
    article.text.insert_str(0, &head);
    Article { blocks, ..article }
}

fn shifted(article: &Article, by: usize) -> crate::SourceMap {
    let mut map = crate::SourceMap::default();
    map.push(by, 0..0);
    article.map.copy(0..article.map.len(), &mut map);
    map
}

/// An article as a page.
pub(super) fn article(article: Article, about: &About, warnings: &[String], lexicon: &Lexicon) -> Page {
    let preset = Preset { parts: article.blocks, published: article.published.as_ref().map(day) };
    let mut page = crate::read_text(article.text, article.warnings, &preset, lexicon);
    page.title = article.title.or(page.title);
    page.outlet = article.outlet.or(page.outlet);
    page.url = article.canonical;
    page.declared = article.language;
    page.authors = article.authors;
    page.modified = article.modified.as_ref().map(Stamp::edtf);
    page.map = article.map;
    finish(&mut page, about, warnings)
}

fn day(stamp: &Stamp) -> (u16, u8, u8) {
    (stamp.year, stamp.month, stamp.day)
}

fn finish(page: &mut Page, about: &About, warnings: &[String]) -> Page {
    let mut page = std::mem::take(page);
    page.outlet = about.outlet.clone().or(page.outlet);
    page.url = page.url.or_else(|| about.url.clone());
    page.warnings.splice(0..0, about.warnings.iter().chain(warnings).cloned());
    page
}
