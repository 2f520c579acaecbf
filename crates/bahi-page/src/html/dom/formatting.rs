//! Formatting elements that are closed out of order: the list of active ones, and the adoption agency.

use super::build::{Active, Builder};
use super::stack::Scope;
use super::token::TagToken;
use super::{Id, Kind, NONE, Tag};

/// Formatting elements that are kept open across blocks, at most.
const MOST_ACTIVE: usize = 48;

impl Builder<'_> {
    fn same_element(&self, id: Id, token: TagToken) -> bool {
        let Kind::Element { tag, attrs, .. } = self.dom.node(id).kind else { return false };
        let of = |range: (u32, u32)| &self.tokens.attrs[range.0 as usize..range.1 as usize];
        let (a, b) = (of(attrs), of(token.attrs));
        let same = |x: &super::Attr, y: &super::Attr| {
            self.dom.slice(x.name).eq_ignore_ascii_case(self.dom.slice(y.name))
                && self.dom.slice(x.value) == self.dom.slice(y.value)
        };
        tag == token.tag && a.len() == b.len() && a.iter().all(|x| b.iter().any(|y| same(x, y)))
    }

    /// Inserts a formatting element; of three alike already open, the earliest is forgotten.
    pub(super) fn insert_formatting(&mut self, token: TagToken) {
        let alike: Vec<usize> = (0..self.active.len())
            .rev()
            .take_while(|&i| self.active[i] != Active::Marker)
            .filter(|&i| matches!(self.active[i], Active::Element(id) if self.same_element(id, token)))
            .collect();
        if alike.len() >= 3 {
            self.active.remove(alike[alike.len() - 1]);
        } else if self.active.len() >= MOST_ACTIVE
            && let Some(oldest) = self.active.iter().position(|e| *e != Active::Marker)
        {
            self.active.remove(oldest);
        }
        let id = self.insert_element(token);
        self.active.push(Active::Element(id));
    }

    pub(super) fn push_marker(&mut self) {
        self.active.push(Active::Marker);
    }

    fn is_settled(&self, entry: Active) -> bool {
        match entry {
            Active::Marker => true,
            Active::Element(id) => self.open.contains(&id),
        }
    }

    /// Opens again the formatting elements that a block's end closed.
    pub(super) fn reconstruct(&mut self) {
        let Some(&last) = self.active.last() else { return };
        if self.is_settled(last) {
            return;
        }
        let from = self.active.iter().rposition(|&e| self.is_settled(e)).map_or(0, |i| i + 1);
        for i in from..self.active.len() {
            let Active::Element(id) = self.active[i] else { continue };
            let Some(token) = self.token_of(id) else { continue };
            let new = self.insert_element(token);
            self.active[i] = Active::Element(new);
        }
    }

    fn token_of(&self, id: Id) -> Option<TagToken> {
        let node = self.dom.node(id);
        match node.kind {
            Kind::Element { tag, attrs, .. } => {
                Some(TagToken { tag, name: (node.start, node.end), attrs, closes_itself: false })
            }
            _ => None,
        }
    }

    pub(super) fn forget(&mut self, id: Id) {
        self.active.retain(|e| *e != Active::Element(id));
    }

    /// The last such element in the list, after the last marker.
    pub(super) fn active_named(&self, tag: Tag) -> Option<(usize, Id)> {
        let after = self.active.iter().rposition(|e| *e == Active::Marker).map_or(0, |i| i + 1);
        (after..self.active.len()).rev().find_map(|i| match self.active[i] {
            Active::Element(id) if self.dom.tag(id) == tag => Some((i, id)),
            _ => None,
        })
    }

    /// The adoption agency: closes a formatting element though blocks within it are still open.
    pub(super) fn adopt(&mut self, token: TagToken) {
        let current = self.current();
        if self.current_tag() == token.tag && !self.active.contains(&Active::Element(current)) {
            self.pop();
            return;
        }
        for _ in 0..8 {
            let Some((_, element)) = self.active_named(token.tag) else {
                self.close_other(token);
                return;
            };
            let Some(at) = self.open.iter().position(|&id| id == element) else {
                self.forget(element);
                return;
            };
            if !self.in_scope_element(element) {
                return;
            }
            let furthest = (at + 1..self.open.len()).find(|&i| self.is_special(self.open[i]));
            let Some(furthest) = furthest else {
                self.open.truncate(at);
                self.forget(element);
                return;
            };
            self.adopt_once(element, at, furthest);
        }
    }

    pub(super) fn in_scope_element(&self, element: Id) -> bool {
        for &id in self.open.iter().rev() {
            if id == element {
                return true;
            }
            if self.ends(id, Scope::Default) {
                return false;
            }
        }
        false
    }

    /// One round of the inner loop: what stands between `element` and the furthest block is cloned into it.
    fn adopt_once(&mut self, element: Id, at: usize, furthest: usize) {
        let block = self.open[furthest];
        let ancestor = self.open[at - 1];
        let mut bookmark = self.active.iter().position(|e| *e == Active::Element(element)).unwrap_or(0);
        let (mut index, mut last, mut rounds) = (furthest, block, 0);
        let mut first_done = false;
        loop {
            index -= 1;
            let node = self.open[index];
            if node == element {
                break;
            }
            rounds += 1;
            let place = self.active.iter().position(|e| *e == Active::Element(node));
            let place = match place {
                Some(place) if rounds > 3 => {
                    self.active.remove(place);
                    bookmark -= usize::from(place < bookmark);
                    None
                }
                place => place,
            };
            let (Some(place), Some(token)) = (place, self.token_of(node)) else {
                self.open.remove(index);
                continue;
            };
            let clone = self.create(token, super::Space::Html);
            self.active[place] = Active::Element(clone);
            self.open[index] = clone;
            if !first_done {
                bookmark = place + 1;
                first_done = true;
            }
            self.dom.insert(last, clone, NONE);
            last = clone;
        }
        self.dom.detach(last);
        self.insert_at_place(last, ancestor);
        self.finish_adoption(element, block, bookmark);
    }

    fn finish_adoption(&mut self, element: Id, block: Id, bookmark: usize) {
        let Some(token) = self.token_of(element) else { return };
        let clone = self.create(token, super::Space::Html);
        while let Some(child) = self.first_child(block) {
            self.dom.insert(child, clone, NONE);
        }
        self.dom.insert(clone, block, NONE);
        let old = self.active.iter().position(|e| *e == Active::Element(element));
        let mut bookmark = bookmark.min(self.active.len());
        if let Some(old) = old {
            self.active.remove(old);
            bookmark -= usize::from(old < bookmark);
        }
        self.active.insert(bookmark, Active::Element(clone));
        self.open.retain(|&id| id != element);
        let after = self.open.iter().position(|&id| id == block).map_or(self.open.len(), |i| i + 1);
        self.open.insert(after, clone);
    }

    fn first_child(&self, id: Id) -> Option<Id> {
        let first = self.dom.node(id).first;
        (first != NONE).then_some(first)
    }
}
