//! The stack of open elements: what is in scope, and what is closed with what.

use super::build::{Active, Builder, Mode};
use super::{Id, Kind, Space, Tag};

/// The kinds of scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Default,
    ListItem,
    Button,
    Table,
}

impl Builder<'_> {
    pub(super) fn current(&self) -> Id {
        self.open.last().copied().unwrap_or(0)
    }

    pub(super) fn current_tag(&self) -> Tag {
        self.dom.tag(self.current())
    }

    pub(super) fn pop(&mut self) {
        self.open.pop();
    }

    pub(super) fn ends(&self, id: Id, scope: Scope) -> bool {
        let Kind::Element { tag, space, .. } = self.dom.node(id).kind else { return true };
        match (space, scope) {
            (Space::Html, Scope::Table) => matches!(tag, Tag::Html | Tag::Table | Tag::Template),
            (Space::Html, Scope::ListItem) if matches!(tag, Tag::Ol | Tag::Ul) => true,
            (Space::Html, Scope::Button) if tag == Tag::Button => true,
            (Space::Html, _) => tag.ends_scope(),
            (_, Scope::Table) => false,
            (Space::Math, _) => matches!(tag, Tag::Mi | Tag::Mo | Tag::Mn | Tag::Ms | Tag::Mtext),
            (Space::Svg, _) => matches!(tag, Tag::ForeignObject | Tag::Desc | Tag::Title),
        }
    }

    pub(super) fn any_in_scope(&self, scope: Scope, is: impl Fn(Tag) -> bool) -> bool {
        for &id in self.open.iter().rev() {
            let tag = self.dom.tag(id);
            if tag != Tag::Other && is(tag) {
                return true;
            }
            if self.ends(id, scope) {
                return false;
            }
        }
        false
    }

    pub(super) fn in_scope(&self, scope: Scope, tag: Tag) -> bool {
        self.any_in_scope(scope, |t| t == tag)
    }

    pub(super) fn has_open(&self, tag: Tag) -> bool {
        self.open.iter().any(|&id| self.dom.tag(id) == tag)
    }

    pub(super) fn is_special(&self, id: Id) -> bool {
        let Kind::Element { tag, space, .. } = self.dom.node(id).kind else { return false };
        match space {
            Space::Html => tag.is_special(),
            Space::Math => matches!(tag, Tag::Mi | Tag::Mo | Tag::Mn | Tag::Ms | Tag::Mtext | Tag::AnnotationXml),
            Space::Svg => matches!(tag, Tag::ForeignObject | Tag::Desc | Tag::Title),
        }
    }

    /// Closes elements up to and with the first of this name.
    pub(super) fn pop_to(&mut self, tag: Tag) {
        while let Some(id) = self.open.pop() {
            if self.dom.tag(id) == tag {
                break;
            }
        }
    }

    /// Closes elements until the current one is such.
    pub(super) fn pop_until(&mut self, is: impl Fn(Tag) -> bool) {
        while self.open.len() > 1 && !is(self.current_tag()) {
            self.open.pop();
        }
    }

    pub(super) fn close_implied(&mut self, except: Tag) {
        while self.current_tag().is_implied() && self.current_tag() != except {
            self.open.pop();
        }
    }

    pub(super) fn close_implied_thoroughly(&mut self) {
        while self.current_tag().is_implied_thoroughly() {
            self.open.pop();
        }
    }

    pub(super) fn close_p(&mut self) {
        if self.in_scope(Scope::Button, Tag::P) {
            self.close_implied(Tag::P);
            self.pop_to(Tag::P);
        }
    }

    pub(super) fn clear_to_marker(&mut self) {
        while let Some(entry) = self.active.pop() {
            if entry == Active::Marker {
                break;
            }
        }
    }

    /// The mode that the open elements call for.
    pub(super) fn reset_mode(&mut self) {
        self.mode = self
            .open
            .iter()
            .rev()
            .find_map(|&id| match self.dom.tag(id) {
                Tag::Td | Tag::Th => Some(Mode::InCell),
                Tag::Tr => Some(Mode::InRow),
                Tag::Tbody | Tag::Thead | Tag::Tfoot => Some(Mode::InTableBody),
                Tag::Caption => Some(Mode::InCaption),
                Tag::Colgroup => Some(Mode::InColumnGroup),
                Tag::Table => Some(Mode::InTable),
                Tag::Template => Some(self.templates.last().copied().unwrap_or(Mode::InBody)),
                Tag::Head => Some(Mode::InHead),
                Tag::Body => Some(Mode::InBody),
                Tag::Frameset => Some(Mode::InFrameset),
                Tag::Html => Some(if self.head == super::NONE { Mode::BeforeHead } else { Mode::AfterHead }),
                _ => None,
            })
            .unwrap_or(Mode::InBody);
    }
}
