//! Where on the page the article stands.

use super::dom::{Dom, Id, Kind, Space, Tag};
use super::lines::{Line, Lines};
use super::vocab::{BESIDE, Marks};

/// An element that holds this share of the page's prose, and the headline, is no furniture, whatever it is called.
const TOO_LARGE: f32 = 0.5;
/// The same without the headline.
const MUCH_TOO_LARGE: f32 = 0.7;
/// The same of what is not shown, within the article.
const OPENS_LATER: f32 = 0.35;
/// How far a teaser's headline and text stand from what holds both, in elements.
const TEASER_DEPTH: usize = 5;
/// The same of what is called readers' comments.
const NOTHING_ELSE: f32 = 0.95;
/// An element called the article's body is it if it holds this share of the prose around it.
const BODY_SHARE: f32 = 0.12;
/// An `<article>` with the headline is the article's if it holds this share of the page's prose.
const TITLED_SHARE: f32 = 0.12;
/// And this many letters.
const BODY_CHARS: f32 = 150.0;
/// The way down goes on while one child holds this share of its parent's prose.
const MAJORITY: f32 = 0.7;
/// An article that a page scrolls on to has this much prose.
const SECTION_CHARS: f32 = 350.0;
/// No paragraph counts for more than this many letters.
const LONGEST: f32 = 1500.0;

/// The page's elements, weighed.
#[derive(Debug)]
pub(crate) struct Weights {
    /// Prose within each node.
    prose: Vec<f32>,
    /// The marks of each node that hold.
    pub marks: Vec<Marks>,
}

impl Weights {
    pub fn new(dom: &Dom<'_>, lines: &Lines, heading: Option<usize>) -> Self {
        let mut weights = Self { prose: vec![0.0; dom.nodes.len()], marks: lines.marks.clone() };
        for line in lines.lines.iter().filter(|l| l.is_prose()) {
            weights.add(dom, line, weight(line));
        }
        weights.free_figures(dom);
        weights.free_body(dom);
        weights.free_large(dom, heading.map(|h| lines.lines[h].block));
        weights.mark_teasers(dom, lines);
        // Once more, without what is furniture.
        weights.prose.fill(0.0);
        for line in lines.lines.iter().filter(|l| l.is_prose()) {
            if !weights.within(dom, line.inner, 0).has(BESIDE) {
                weights.add(dom, line, weight(line));
            }
        }
        weights
    }

    /// A linked headline with one paragraph below it, in an element of their own, stands for another story.
    fn mark_teasers(&mut self, dom: &Dom<'_>, lines: &Lines) {
        for pair in lines.lines.windows(2) {
            let (title, text) = (&pair[0], &pair[1]);
            let linked = title.link_share() > 0.9 && title.words >= 3 && !title.closed;
            if !linked || !text.is_prose() {
                continue;
            }
            let mut around = dom.ancestors(text.block).take(TEASER_DEPTH);
            let card = around.find(|&a| dom.ancestors(title.block).take(TEASER_DEPTH).any(|b| a == b));
            if let Some(card) = card.filter(|&c| c != 0 && self.prose[c as usize] <= weight(text) * 1.05) {
                let marks = &mut self.marks[card as usize];
                *marks = marks.with(Marks::FURNITURE);
            }
        }
    }

    /// What holds most of the page is no furniture.
    fn free_large(&mut self, dom: &Dom<'_>, heading: Option<Id>) {
        let total = self.prose[0];
        let mut titled = vec![heading.is_none(); self.marks.len()];
        heading.into_iter().flat_map(|h| dom.ancestors(h)).for_each(|a| titled[a as usize] = true);
        for (id, marks) in self.marks.iter_mut().enumerate().filter(|(_, m)| m.has(BESIDE)) {
            let limit = match marks.has(Marks::COMMENTS) {
                true => NOTHING_ELSE,
                // The rest of a story often opens at a touch.
                false if !marks.has(Marks::FURNITURE) && is_within_article(dom, id as Id) => OPENS_LATER,
                false if titled[id] => TOO_LARGE,
                false => MUCH_TOO_LARGE,
            };
            if self.prose[id] > total * limit {
                *marks = marks.without(BESIDE);
            }
        }
    }

    /// What a figure quotes or tabulates is no caption.
    fn free_figures(&mut self, dom: &Dom<'_>) {
        for id in elements(dom).filter(|&id| matches!(dom.tag(id), Tag::Blockquote | Tag::Table)) {
            if let Some(figure) = dom.ancestors(id).find(|&a| dom.tag(a) == Tag::Figure) {
                let marks = &mut self.marks[figure as usize];
                *marks = marks.without(Marks::CAPTION);
            }
        }
    }

    /// What data of the markup call the article's body is no furniture, nor is what it stands in.
    fn free_body(&mut self, dom: &Dom<'_>) {
        for id in 0..self.marks.len() {
            if self.marks[id].has(Marks::SURE) && self.prose[id] > BODY_CHARS {
                for outer in dom.ancestors(id as Id) {
                    let marks = &mut self.marks[outer as usize];
                    *marks = marks.without(BESIDE);
                }
            }
        }
    }

    fn add(&mut self, dom: &Dom<'_>, line: &Line, weight: f32) {
        for id in dom.ancestors(line.block) {
            self.prose[id as usize] += weight;
        }
    }

    /// The marks of all elements from `id` up to and without `root`.
    pub fn within(&self, dom: &Dom<'_>, id: Id, root: Id) -> Marks {
        let inside = dom.ancestors(id).take_while(|&a| a != root);
        inside.fold(Marks::default(), |marks, a| marks.with(self.marks[a as usize]))
    }

    pub fn prose(&self, id: Id) -> f32 {
        self.prose[id as usize]
    }
}

fn is_within_article(dom: &Dom<'_>, id: Id) -> bool {
    dom.ancestors(id).any(|a| matches!(dom.tag(a), Tag::Article | Tag::Main))
}

fn weight(line: &Line) -> f32 {
    (line.chars as f32).min(LONGEST) * (1.0 - line.link_share())
}

/// One article's place on the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Region {
    /// The element that holds all of it: headline, names, text.
    pub scope: Id,
    /// The element that holds its text.
    pub root: Id,
    /// The line of its headline.
    pub heading: Option<usize>,
}

/// Where the articles of a page stand: the one that it is about, and those that it scrolls on to.
pub(crate) fn regions(
    dom: &Dom<'_>,
    lines: &Lines,
    weights: &Weights,
    heading: Option<usize>,
    heads: &[usize],
) -> Vec<Region> {
    let sections = sections(dom, lines, weights, heads);
    if sections.len() < 2 {
        let scope = scope(dom, lines, weights, heading);
        return vec![Region { scope, root: container(dom, weights, scope), heading }];
    }
    let first = sections.iter().position(|(h, _)| Some(*h) == heading).unwrap_or(0);
    let others = (0..sections.len()).filter(|n| *n != first);
    let region = |n: usize| {
        let (head, scope) = sections[n];
        Region { scope, root: container(dom, weights, scope), heading: Some(head) }
    };
    std::iter::once(first).chain(others).map(region).collect()
}

/// For each headline the largest element that holds no other one, where it holds an article's worth of prose.
fn sections(dom: &Dom<'_>, lines: &Lines, weights: &Weights, heads: &[usize]) -> Vec<(usize, Id)> {
    let mut count = vec![0u32; dom.nodes.len()];
    for &head in heads {
        dom.ancestors(lines.lines[head].block).for_each(|a| count[a as usize] += 1);
    }
    let section = |head: usize| dom.ancestors(lines.lines[head].block).take_while(|&a| count[a as usize] == 1).last();
    let found = heads.iter().filter_map(|&h| Some((h, section(h)?)));
    found.filter(|&(_, id)| weights.prose(id) >= SECTION_CHARS).collect()
}

fn container(dom: &Dom<'_>, weights: &Weights, scope: Id) -> Id {
    body(dom, weights, scope).unwrap_or_else(|| descend(dom, weights, scope))
}

/// The `<article>` that holds the headline, the `<article>` or `<main>` that holds most of the prose, or the page.
fn scope(dom: &Dom<'_>, lines: &Lines, weights: &Weights, heading: Option<usize>) -> Id {
    let titled =
        heading.and_then(|h| dom.ancestors(lines.lines[h].block).filter(|&a| dom.tag(a) == Tag::Article).last());
    if let Some(titled) = titled.filter(|&id| weights.prose(id) >= weights.prose(0) * TITLED_SHARE) {
        return titled;
    }
    let of = |tag: Tag| {
        elements(dom)
            .filter(|&id| dom.tag(id) == tag)
            .max_by(|&a, &b| weights.prose(a).total_cmp(&weights.prose(b)))
            .filter(|&id| weights.prose(id) >= weights.prose(0) * 0.4)
    };
    of(Tag::Article).or_else(|| of(Tag::Main)).unwrap_or(0)
}

fn elements<'d>(dom: &'d Dom<'_>) -> impl Iterator<Item = Id> + 'd {
    (0..dom.nodes.len() as Id).filter(|&id| matches!(dom.node(id).kind, Kind::Element { space: Space::Html, .. }))
}

/// The element that its names call the article's body.
fn body(dom: &Dom<'_>, weights: &Weights, scope: Id) -> Option<Id> {
    let whole = weights.prose(scope);
    dom.within(scope)
        .filter(|&id| weights.marks[id as usize].has(Marks::BODY) && !matches!(dom.tag(id), Tag::Body | Tag::Html))
        .filter(|&id| weights.prose(id) >= (whole * BODY_SHARE).max(BODY_CHARS))
        .max_by(|&a, &b| weights.prose(a).total_cmp(&weights.prose(b)).then(a.cmp(&b)))
}

/// From the page down, as long as one child holds most of what its parent does.
fn descend(dom: &Dom<'_>, weights: &Weights, scope: Id) -> Id {
    let mut at = scope;
    loop {
        let best = dom.children(at).max_by(|&a, &b| weights.prose(a).total_cmp(&weights.prose(b)));
        match best {
            Some(best) if weights.prose(best) > 0.0 && weights.prose(best) >= weights.prose(at) * MAJORITY => {
                let leaf = dom.children(best).all(|c| weights.prose(c) == 0.0);
                if leaf {
                    return at;
                }
                at = best;
            }
            _ => return at,
        }
    }
}
