//! The tree of a page, as lean as it can be: nodes in one array, names, values and texts as ranges of the source.
//!
//! Parsing follows the HTML standard (tokens, tree construction, scripting on), so that broken markup is read as
//! browsers read it. What it adds is a place in the source for every text, which no parser at hand gives; and bounds.

mod body;
mod build;
mod foreign;
mod formatting;
mod modes;
mod refs;
mod stack;
mod table;
mod tag;
#[cfg(test)]
mod tests;
mod text;
mod token;

pub(crate) use build::parse;
pub(crate) use refs::reference;
pub(crate) use tag::Tag;
pub(crate) use text::Cook;

use std::borrow::Cow;

use crate::source_map::SourceMap;

/// A node's place in the array.
pub(crate) type Id = u32;
/// No node.
pub(crate) const NONE: Id = u32::MAX;

/// The vocabulary an element belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    Html,
    Svg,
    Math,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    /// Its name stands in the source at `start..end` of the node.
    Element {
        tag: Tag,
        space: Space,
        attrs: (u32, u32),
    },
    /// It stands in the source at `start..end` of the node.
    Text(Cook),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
    pub parent: Id,
    pub first: Id,
    pub last: Id,
    pub prev: Id,
    pub next: Id,
}

/// An attribute: ranges of the source, and whether the value holds anything but itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attr {
    pub name: (u32, u32),
    pub value: (u32, u32),
    pub cook: bool,
}

/// A parsed page.
#[derive(Debug)]
pub(crate) struct Dom<'s> {
    pub src: &'s str,
    pub nodes: Vec<Node>,
    pub attrs: Vec<Attr>,
    /// Whether a bound was met and the rest of the page was not read, and which.
    pub cut: Option<&'static str>,
}

impl<'s> Dom<'s> {
    pub(crate) fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    /// The element's name; [`Tag::Other`] for texts and foreign elements.
    pub fn tag(&self, id: Id) -> Tag {
        match self.node(id).kind {
            Kind::Element { tag, space: Space::Html, .. } => tag,
            _ => Tag::Other,
        }
    }

    /// The element's name as written.
    pub fn name(&self, id: Id) -> &'s str {
        let node = self.node(id);
        match node.kind {
            Kind::Element { .. } => self.slice((node.start, node.end)),
            _ => "",
        }
    }

    pub(crate) fn slice(&self, range: (u32, u32)) -> &'s str {
        self.src.get(range.0 as usize..range.1 as usize).unwrap_or_default()
    }

    /// The attributes of an element.
    pub fn attrs(&self, id: Id) -> &[Attr] {
        match self.node(id).kind {
            Kind::Element { attrs: (from, to), .. } => &self.attrs[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The attribute of this name (in lower case).
    pub fn find_attr(&self, id: Id, name: &str) -> Option<&Attr> {
        let bytes = self.src.as_bytes();
        let is = |a: &&Attr| bytes[a.name.0 as usize..a.name.1 as usize].eq_ignore_ascii_case(name.as_bytes());
        self.attrs(id).iter().find(is)
    }

    /// The value of an attribute.
    pub fn attr(&self, id: Id, name: &str) -> Option<Cow<'s, str>> {
        self.find_attr(id, name).map(|a| self.value(a))
    }

    /// An attribute's value, with its references decoded.
    pub fn value(&self, attr: &Attr) -> Cow<'s, str> {
        if !attr.cook {
            return Cow::Borrowed(self.slice(attr.value));
        }
        let mut out = String::new();
        text::cook(self.src, attr.value, Cook::Attribute, |s, _| out.push_str(s));
        Cow::Owned(out)
    }

    /// An attribute's value with its way back.
    pub fn value_mapped(&self, attr: &Attr) -> (String, SourceMap) {
        let (mut out, mut map) = (String::new(), SourceMap::default());
        let cook = if attr.cook { Cook::Attribute } else { Cook::Plain };
        text::cook(self.src, attr.value, cook, |s, from| {
            out.push_str(s);
            map.push(s.len(), from);
        });
        (out, map)
    }

    /// Calls `each` with the pieces of a text node and where each stands in the source.
    pub fn text(&self, id: Id, each: impl FnMut(&str, std::ops::Range<usize>)) {
        let node = self.node(id);
        if let Kind::Text(cook) = node.kind {
            text::cook(self.src, (node.start, node.end), cook, each);
        }
    }

    /// The children of a node, in order.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let next = |id: Id| (id != NONE).then_some(id);
        std::iter::successors(next(self.node(id).first), move |&id| next(self.node(id).next))
    }

    /// A node and all within it, in the order of the page.
    pub fn within(&self, root: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(root), move |&id| self.after(id, root, false))
    }

    /// The node that follows `id` within `root`, in the order of the page; `skip` passes over what is within `id`.
    pub fn after(&self, id: Id, root: Id, skip: bool) -> Option<Id> {
        let node = self.node(id);
        if !skip && node.first != NONE {
            return Some(node.first);
        }
        let mut at = id;
        while at != root {
            let node = self.node(at);
            if node.next != NONE {
                return Some(node.next);
            }
            at = node.parent;
            if at == NONE {
                return None;
            }
        }
        None
    }

    /// The node and what it stands in, outwards.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(id), move |&id| {
            let parent = self.node(id).parent;
            (parent != NONE).then_some(parent)
        })
    }

    pub(crate) fn push(&mut self, kind: Kind, start: u32, end: u32) -> Id {
        let id = self.nodes.len() as Id;
        let (parent, first, last, prev, next) = (NONE, NONE, NONE, NONE, NONE);
        self.nodes.push(Node { kind, start, end, parent, first, last, prev, next });
        id
    }

    pub(crate) fn detach(&mut self, id: Id) {
        let Node { parent, prev, next, .. } = *self.node(id);
        if parent == NONE {
            return;
        }
        match prev {
            NONE => self.nodes[parent as usize].first = next,
            prev => self.nodes[prev as usize].next = next,
        }
        match next {
            NONE => self.nodes[parent as usize].last = prev,
            next => self.nodes[next as usize].prev = prev,
        }
        let node = &mut self.nodes[id as usize];
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
    }

    /// Puts `id` into `parent`, before `before` or last.
    pub(crate) fn insert(&mut self, id: Id, parent: Id, before: Id) {
        self.detach(id);
        let prev = if before == NONE { self.node(parent).last } else { self.node(before).prev };
        let node = &mut self.nodes[id as usize];
        (node.parent, node.prev, node.next) = (parent, prev, before);
        match prev {
            NONE => self.nodes[parent as usize].first = id,
            prev => self.nodes[prev as usize].next = id,
        }
        match before {
            NONE => self.nodes[parent as usize].last = id,
            before => self.nodes[before as usize].prev = id,
        }
    }
}
