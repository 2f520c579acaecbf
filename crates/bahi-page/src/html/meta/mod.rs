//! What a page says of its article: who wrote it, when, for whom, under what headline.
//!
//! Sites say it in up to four places. JSON-LD goes first, then microdata, then the tags of the head, then what is shown.

pub(super) mod clean;
mod head;
mod jsonld;
mod micro;
mod said;
mod shown;
mod when;

pub(super) use jsonld::Node;
pub(super) use said::Said;

use super::choose::Region;
use super::dom::{Dom, Tag};
use super::lines::Lines;
use super::vocab::Marks;
use crate::html::article::Stamp;
use crate::lexicon::Lexicon;

/// What one place says of the article.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub title: Option<Said>,
    pub authors: Vec<Said>,
    pub outlet: Option<Said>,
    pub published: Option<Said>,
    pub modified: Option<Said>,
    pub language: Option<String>,
    pub canonical: Option<String>,
}

impl Facts {
    /// Takes from `other` what is missing here.
    fn or(&mut self, other: Self) {
        let Self { title, authors, outlet, published, modified, language, canonical } = other;
        self.title = self.title.take().or(title);
        if self.authors.is_empty() {
            self.authors = authors;
        }
        self.outlet = self.outlet.take().or(outlet);
        self.published = self.published.take().or(published);
        self.modified = self.modified.take().or(modified);
        self.language = self.language.take().or(language);
        self.canonical = self.canonical.take().or(canonical);
    }
}

/// Headlines looked at on one page.
const MOST_HEADINGS: usize = 64;

/// All that a page says, before it is known where the article stands.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// The articles that the page's data describe, in order.
    pub nodes: Vec<Node>,
    /// What the head says.
    pub head: Facts,
    /// The window's title.
    pub window: Option<Said>,
    /// All of these titles, for comparing.
    titles: Vec<String>,
}

impl Claims {
    pub fn read(dom: &Dom<'_>) -> Self {
        let mut claims = Self { nodes: jsonld::nodes(dom), ..Self::default() };
        head::read(dom, &mut claims);
        let titles =
            claims.nodes.iter().filter_map(|n| n.facts.title.as_ref()).chain(&claims.head.title).chain(&claims.window);
        claims.titles = titles.map(|t| clean::key(&t.text)).collect();
        claims
    }

    /// What the data say of the page's own article.
    pub fn main(&self) -> Option<&Node> {
        self.node(None, true)
    }

    /// Whether the text is, or begins, one of the page's titles.
    pub fn is_title(&self, text: &str) -> bool {
        let own = clean::key(text);
        own.len() >= 12 && self.titles.iter().any(|t| clean::matches(&own, t))
    }

    /// The node that describes the article of this headline; the page's main one where none does.
    pub fn node(&self, heading: Option<&str>, main: bool) -> Option<&Node> {
        let own = heading.map(clean::key).unwrap_or_default();
        let titled = |n: &&Node| {
            n.facts.title.as_ref().is_some_and(|t| own.len() >= 12 && clean::matches(&own, &clean::key(&t.text)))
        };
        let canonical = |n: &&Node| n.facts.canonical.is_some() && n.facts.canonical == self.head.canonical;
        self.nodes.iter().filter(titled).max_by_key(|n| n.rank).or_else(|| {
            if !main {
                return None;
            }
            let top = self.nodes.iter().map(|n| n.rank).max()?;
            let first = self.nodes.iter().filter(|n| n.rank == top);
            first.clone().find(canonical).or_else(|| first.clone().next())
        })
    }
}

/// The element whose text is the headline: an `h1`, or what is marked as one, that says what the page's titles say.
pub(super) fn heading(dom: &Dom<'_>, lines: &Lines, claims: &Claims) -> Option<usize> {
    let of = |is: &dyn Fn(usize) -> bool| (0..lines.lines.len()).find(|&i| is(i));
    let is_title = |i: usize| claims.is_title(lines.lines[i].text(lines));
    let h1 = |i: usize| lines.lines[i].tag == Tag::H1;
    let marked = |i: usize| {
        let line = &lines.lines[i];
        line.tag.is_heading() || dom.ancestors(line.inner).take(3).any(|a| lines.marks[a as usize].has(Marks::TITLE))
    };
    // Old pages set their headlines in nothing but a larger font.
    let plain =
        |i: usize| lines.lines[i].words >= 4 && lines.lines[i].words <= 40 && lines.lines[i].linked == 0 && is_title(i);
    let longest =
        || (0..lines.lines.len()).filter(|&i| plain(i)).max_by_key(|&i| (lines.lines[i].chars, std::cmp::Reverse(i)));
    of(&|i| h1(i) && is_title(i))
        .or_else(|| of(&|i| marked(i) && is_title(i)))
        .or_else(longest)
        .or_else(|| of(&|i| h1(i) && !is_outlet(i, lines, claims)))
}

/// The headlines of a page that scrolls on to other stories: its `h1`, and headings that its data name as headlines.
pub(super) fn headings(lines: &Lines, claims: &Claims, heading: Option<usize>) -> Vec<usize> {
    let named = |i: usize| {
        let own = clean::key(lines.lines[i].text(lines));
        claims.nodes.iter().any(|n| n.rank >= 3 && n.facts.title.as_ref().is_some_and(|t| clean::key(&t.text) == own))
    };
    let is_head = |&i: &usize| {
        let line = &lines.lines[i];
        let long = line.words >= 3 && line.chars >= 12;
        Some(i) == heading
            || (long && !is_outlet(i, lines, claims) && (line.tag == Tag::H1 || (line.tag.is_heading() && named(i))))
    };
    (0..lines.lines.len()).filter(is_head).take(MOST_HEADINGS).collect()
}

fn is_outlet(i: usize, lines: &Lines, claims: &Claims) -> bool {
    let text = clean::key(lines.lines[i].text(lines));
    text.len() < 12 || claims.head.outlet.as_ref().is_some_and(|o| clean::key(&o.text) == text)
}

/// Everything said of one article, settled.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub facts: Facts,
    pub published: Option<Stamp>,
    pub modified: Option<Stamp>,
}

/// Puts together what is said of the article of a region; `main` is the one that the page is about.
pub(super) fn settle(
    dom: &Dom<'_>,
    lines: &Lines,
    claims: &Claims,
    region: &Region,
    main: bool,
    lexicon: &Lexicon,
) -> Settled {
    let Region { scope, heading, .. } = *region;
    let shown = heading.map(|i| said::of_line(lines, i));
    let node = claims.node(shown.as_ref().map(|s| s.text.as_str()), main);
    let mut facts = node.map(|n| n.facts.clone()).unwrap_or_default();
    let marked = micro::read(dom, scope);
    let dates = |of: fn(&Facts) -> &Option<Said>| -> Vec<Said> {
        let head = Some(&claims.head).filter(|_| main);
        node.map(|n| &n.facts).into_iter().chain([&marked]).chain(head).filter_map(|f| of(f).clone()).collect()
    };
    let published = when::choose(&dates(|f| &f.published), lexicon);
    let modified = when::choose(&dates(|f| &f.modified), lexicon);
    facts.or(marked);
    let head_title = claims.head.title.clone();
    if main {
        facts.or(Facts { title: None, ..claims.head.clone() });
    } else {
        facts.outlet = facts.outlet.or_else(|| claims.head.outlet.clone());
        facts.language = facts.language.or_else(|| claims.head.language.clone());
    }
    facts.title = clean::title(
        facts.title,
        shown,
        head_title.filter(|_| main),
        claims.window.clone().filter(|_| main),
        facts.outlet.as_ref(),
    );
    facts.outlet = facts.outlet.or_else(|| heading.and_then(|h| shown::issuer(lines, h, lexicon)));
    facts.outlet =
        facts.outlet.or_else(|| claims.window.as_ref().and_then(|w| clean::outlet_of(w, facts.title.as_ref())));
    if facts.authors.is_empty() {
        facts.authors = shown::authors(dom, lines, heading, lexicon);
    }
    facts.authors = clean::authors(std::mem::take(&mut facts.authors), lexicon);
    facts.published = published.as_ref().map(|(said, _)| said.clone());
    Settled { facts, published: published.map(|(_, stamp)| stamp), modified: modified.map(|(_, stamp)| stamp) }
}

impl Settled {
    /// The headline, for comparing.
    pub fn title(&self) -> Option<String> {
        self.facts.title.as_ref().map(|t| clean::key(&t.text))
    }
}
