//! Text that a page holds in its data and not in its markup: pages that a script puts together in the browser.

use std::ops::Range;

use super::compose::Sheet;
use super::dom::{self, Dom, Id, Tag};
use super::json::{self, Value};
use super::lines::lines_of_data;
use super::meta::{Claims, Said};
use super::vocab::{Marks, Vocabulary};
use super::{Limits, keep};
use crate::lexicon::Lexicon;

/// The markup has the text unless the data hold so many times as much.
const TIMES: usize = 2;
/// Of a page with this many letters in its markup the data are not looked at.
const ENOUGH: usize = 700;
/// A text in data is prose from this length on.
const PROSE: usize = 60;
/// Data that are no longer are looked through.
const LONGEST: usize = 8 << 20;
/// Bytes of a text that are looked at to tell what it is.
const LOOK: usize = 2400;
/// The way down through data goes on while one value holds this share of what its parent does, in hundredths.
const MAJORITY: usize = 70;

/// The article's text out of the page's data, a sheet for each text, where the markup, with `read` letters, lacks it.
pub(crate) fn text(dom: &Dom<'_>, claims: &Claims, read: usize, lexicon: &Lexicon) -> Option<Vec<Sheet>> {
    if read >= ENOUGH {
        return None;
    }
    let described = claims.main().and_then(|n| n.body.clone()).map(|range| vec![sheet(dom, range, lexicon)]);
    let fits = |sheets: &Vec<Sheet>| sheets.iter().map(|s| letters(&s.text)).sum::<usize>() > (read * TIMES).max(PROSE);
    described.filter(fits).or_else(|| state(dom, claims, lexicon).filter(fits))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A text of the data as lines: markup within it is read as such.
fn sheet(dom: &Dom<'_>, range: Range<usize>, lexicon: &Lexicon) -> Sheet {
    let (text, map) = json::text(dom.src, range);
    // Data that went through two programs have their markup encoded once more.
    let twice = text.contains("&lt;p") || text.contains("&lt;br");
    let said = if twice { Said { text, map }.decoded() } else { Said { text, map } };
    let inner = dom::parse(&said.text, &Limits::default());
    let mut lines = lines_of_data(&inner, &lexicon.markup);
    lines.map = lines.map.over(&said.map);
    let mut sheet = Sheet::default();
    for i in keep::without_furniture(&lines, (0..lines.lines.len()).collect(), lexicon) {
        sheet.line(&lines, i);
    }
    sheet
}

/// The state that a program leaves in the page for itself: the texts of the thing that bears the page's headline.
fn state(dom: &Dom<'_>, claims: &Claims, lexicon: &Lexicon) -> Option<Vec<Sheet>> {
    let is_state = |&id: &Id| {
        let data = dom
            .attr(id, "type")
            .is_none_or(|t| t.contains("json") && !t.contains("ld+json") || t.contains("javascript"));
        dom.tag(id) == Tag::Script && data && dom.find_attr(id, "src").is_none()
    };
    let mut best: Option<Vec<Range<usize>>> = None;
    for id in (0..dom.nodes.len() as Id).filter(is_state) {
        for text in dom.children(id) {
            let node = dom.node(text);
            let range = node.start as usize..node.end as usize;
            let source = dom.src.get(range.clone()).unwrap_or_default();
            if range.len() > LONGEST || range.len() < 400 || !holds_data(source) {
                continue;
            }
            let Some(value) = json::parse(dom.src, range) else { continue };
            let data = Data { src: dom.src, claims, vocabulary: &lexicon.markup };
            let found = data.texts(&value);
            let size = |ranges: &Vec<Range<usize>>| ranges.iter().map(Range::len).sum::<usize>();
            if size(&found) > best.as_ref().map_or(0, size) {
                best = Some(found);
            }
        }
    }
    best.map(|ranges| ranges.into_iter().map(|range| sheet(dom, range, lexicon)).collect())
}

/// Whether a script is data, or sets a variable to data.
fn holds_data(source: &str) -> bool {
    let start = source.trim_start();
    start.starts_with(['{', '['])
        || start
            .get(..200)
            .unwrap_or(start)
            .split_once('=')
            .is_some_and(|(name, value)| !name.contains(['(', '{']) && value.trim_start().starts_with(['{', '[']))
}

/// A value with the prose in it counted once.
struct Weighed<'v> {
    value: &'v Value,
    /// Bytes of prose within.
    weight: usize,
    inner: Vec<Weighed<'v>>,
}

struct Data<'a> {
    src: &'a str,
    claims: &'a Claims,
    vocabulary: &'a Vocabulary,
}

impl Data<'_> {
    /// The places of the article's texts.
    fn texts(&self, root: &Value) -> Vec<Range<usize>> {
        let root = self.weigh(root);
        let mut at = self.titled(&root).unwrap_or(&root);
        while let Some(next) = at.inner.iter().find(|v| at.weight > 0 && v.weight * 100 >= at.weight * MAJORITY) {
            at = next;
        }
        let mut out = Vec::new();
        collect(at, &mut out);
        out
    }

    /// Counts the prose of a value, without what is called furniture.
    fn weigh<'v>(&self, value: &'v Value) -> Weighed<'v> {
        let inner: Vec<Weighed<'v>> = match value {
            Value::List(values) => values.iter().map(|v| self.weigh(v)).collect(),
            Value::Map(entries) => {
                let beside = Marks::FURNITURE.or(Marks::COMMENTS).or(Marks::CAPTION);
                let names =
                    |key: &Range<usize>| self.vocabulary.of_names(self.src.get(key.clone()).unwrap_or_default());
                entries.iter().filter(|(key, _)| !names(key).has(beside)).map(|(_, v)| self.weigh(v)).collect()
            }
            _ => Vec::new(),
        };
        let weight = match value {
            Value::Text(range) if self.is_prose(range) => range.len(),
            _ => inner.iter().map(|v| v.weight).sum(),
        };
        Weighed { value, weight, inner }
    }

    /// The thing with the page's headline that holds the most prose.
    fn titled<'w, 'v>(&self, at: &'w Weighed<'v>) -> Option<&'w Weighed<'v>> {
        if at.weight == 0 {
            return None;
        }
        let is_title = |v: &Weighed<'_>| v.value.text().is_some_and(|r| r.len() < 1200 && self.is_title(r));
        let own = matches!(at.value, Value::Map(_)) && at.inner.iter().any(is_title);
        let inner = at.inner.iter().filter_map(|v| self.titled(v)).max_by_key(|v| v.weight);
        inner.or(own.then_some(at))
    }

    fn is_title(&self, range: Range<usize>) -> bool {
        self.claims.is_title(&json::text(self.src, range).0)
    }

    /// Sentences of a language: long enough, with spaces, and no address, style or program.
    fn is_prose(&self, range: &Range<usize>) -> bool {
        if range.len() < PROSE {
            return false;
        }
        let end = (range.start..=range.end.min(range.start + LOOK)).rev().find(|&at| self.src.is_char_boundary(at));
        let head = json::text(self.src, range.start..end.unwrap_or(range.start)).0;
        head.matches(' ').count() * 14 >= head.chars().count()
            && (!head.contains("://") || head.contains('<'))
            && !head.contains(['{', '}'])
            && head.contains(['.', '?', '।'])
    }
}

fn collect(at: &Weighed<'_>, out: &mut Vec<Range<usize>>) {
    match at.value {
        Value::Text(range) if at.weight > 0 => out.push(range.clone()),
        _ => at.inner.iter().for_each(|v| collect(v, out)),
    }
}
