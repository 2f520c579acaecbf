//! HTML pages: the articles they hold, with what the page says of them and the way back to its bytes.

pub(crate) mod article;
mod choose;
mod compose;
mod dom;
mod json;
mod keep;
mod lines;
mod meta;
mod scripts;
pub(crate) mod vocab;

use crate::lexicon::Lexicon;
use crate::source_map::Decoded;
use article::Article;

/// How much of one HTML page is read; beyond it reading stops with a warning and what was read is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of decoded text.
    pub bytes: usize,
    /// Elements and texts.
    pub nodes: usize,
    /// Elements within one another.
    pub depth: usize,
    /// Articles of one page.
    pub articles: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, nodes: 1 << 18, depth: 512, articles: 32 }
    }
}

/// Reads the articles of a page: the first is the one that the page is about.
///
/// A page that holds none, or more than the bounds allow, gives what could be read, with a warning.
pub fn read(source: &Decoded, lexicon: &Lexicon, limits: &Limits) -> Vec<Article> {
    let mut warnings = Vec::new();
    let text = within(&source.text, limits.bytes, &mut warnings);
    let dom = dom::parse(text, limits);
    warnings.extend(dom.cut.map(|why| format!("only part of the page was read: {why}")));
    let lines = lines::lines(&dom, 0, &lexicon.markup);
    if lines.cut {
        warnings.push("only part of the page was read: it holds more lines than are read".to_owned());
    }
    let claims = meta::Claims::read(&dom);
    let heading = meta::heading(&dom, &lines, &claims);
    let weights = choose::Weights::new(&dom, &lines, heading);
    let heads = meta::headings(&lines, &claims, heading);
    let regions = choose::regions(&dom, &lines, &weights, heading, &heads);
    let page = PageParts { dom: &dom, lines: &lines, claims: &claims, weights: &weights, lexicon };
    let several = regions.len() > 1;
    let read = regions.iter().take(limits.articles).enumerate().map(|(n, region)| {
        let (sheet, settled) = page.article(region, n == 0, several);
        compose::article(sheet, settled, &source.map, warnings.clone())
    });
    read.filter(|article| !article.text.is_empty()).collect()
}

/// How many nodes a page's tree has: what parsing costs by itself, for measurements.
pub fn count(text: &str, limits: &Limits) -> usize {
    dom::parse(text, limits).nodes.len()
}

/// A page taken apart.
struct PageParts<'p, 's> {
    dom: &'p dom::Dom<'s>,
    lines: &'p lines::Lines,
    claims: &'p meta::Claims,
    weights: &'p choose::Weights,
    lexicon: &'p Lexicon,
}

impl PageParts<'_, '_> {
    fn article(&self, region: &choose::Region, main: bool, several: bool) -> (compose::Sheet, meta::Settled) {
        let (dom, lines, lexicon) = (self.dom, self.lines, self.lexicon);
        let mut settled = meta::settle(dom, lines, self.claims, region, main, lexicon);
        settled.date(lines, region.heading, lexicon);
        let mut sheet = compose::head(&settled);
        let kept = keep::keep(dom, lines, self.weights, region, settled.title());
        let kept = keep::without_furniture(lines, kept, lexicon);
        let read: u32 = kept.iter().map(|&i| lines.lines[i].chars).sum();
        let in_scripts = (main && !several).then(|| scripts::text(dom, self.claims, read as usize, lexicon)).flatten();
        match in_scripts {
            Some(text) => text.iter().for_each(|part| sheet.append(part)),
            None => kept.iter().for_each(|&i| sheet.line(lines, i)),
        }
        (sheet, settled)
    }
}

/// Reads a piece of HTML that is an article's body and nothing else, as feeds and dumps hold it: all of its text.
pub fn fragment(source: &Decoded, lexicon: &Lexicon, limits: &Limits) -> Option<Article> {
    let mut warnings = Vec::new();
    let text = within(&source.text, limits.bytes, &mut warnings);
    let dom = dom::parse(text, limits);
    warnings.extend(dom.cut.map(|why| format!("only part of the page was read: {why}")));
    let lines = lines::lines(&dom, 0, &lexicon.markup);
    let mut sheet = compose::Sheet::default();
    (0..lines.lines.len()).for_each(|i| sheet.line(&lines, i));
    let article = compose::article(sheet, meta::Settled::default(), &source.map, warnings);
    (!article.text.is_empty()).then_some(article)
}

/// The text up to the bound, on a character's border.
fn within<'t>(text: &'t str, limit: usize, warnings: &mut Vec<String>) -> &'t str {
    if text.len() <= limit {
        return text;
    }
    warnings.push(format!("only the first {limit} bytes of the page were read"));
    let end = (0..=limit).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}
