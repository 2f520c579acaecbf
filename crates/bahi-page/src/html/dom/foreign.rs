//! SVG and MathML within a page.

use super::build::{Builder, Flow};
use super::token::{TagToken, Token};
use super::{Kind, Space, Tag};

impl Builder<'_> {
    pub(super) fn is_foreign(&self) -> bool {
        matches!(self.dom.node(self.current()).kind, Kind::Element { space: Space::Svg | Space::Math, .. })
    }

    /// Whether the token is read by the rules of foreign content.
    pub(super) fn takes_foreign(&self, token: &Token) -> bool {
        let Kind::Element { tag, space, .. } = self.dom.node(self.current()).kind else { return false };
        let start = match token {
            Token::Start(start) => Some(start.tag),
            _ => None,
        };
        let text = matches!(token, Token::Text(_));
        let reads_html = match space {
            Space::Html => true,
            Space::Math if matches!(tag, Tag::Mi | Tag::Mo | Tag::Mn | Tag::Ms | Tag::Mtext) => {
                text || start.is_some_and(|t| !matches!(t, Tag::Mglyph | Tag::Malignmark))
            }
            Space::Math if tag == Tag::AnnotationXml => {
                start == Some(Tag::Svg) || ((text || start.is_some()) && self.holds_html())
            }
            Space::Math => false,
            Space::Svg => matches!(tag, Tag::ForeignObject | Tag::Desc | Tag::Title) && (text || start.is_some()),
        };
        !reads_html && !matches!(token, Token::Eof)
    }

    /// Whether an `annotation-xml` says that it holds HTML.
    fn holds_html(&self) -> bool {
        let Kind::Element { attrs, .. } = self.dom.node(self.current()).kind else { return false };
        let attrs = &self.tokens.attrs[attrs.0 as usize..attrs.1 as usize];
        attrs.iter().any(|a| {
            let value = self.dom.slice(a.value);
            self.dom.slice(a.name).eq_ignore_ascii_case("encoding")
                && (value.eq_ignore_ascii_case("text/html") || value.eq_ignore_ascii_case("application/xhtml+xml"))
        })
    }

    pub(super) fn enter_foreign(&mut self, token: TagToken, space: Space) -> Flow {
        self.insert_in(token, space);
        if token.closes_itself {
            self.pop();
        }
        Flow::Done
    }

    pub(super) fn foreign(&mut self, token: Token) -> Flow {
        match token {
            Token::Text(text) => {
                if !self.is_space(text) {
                    self.frameset_ok = false;
                }
                self.insert_text(Self::kept(text));
                Flow::Done
            }
            Token::Comment | Token::Doctype(_) | Token::Eof => Flow::Done,
            Token::Start(tag) => {
                let font =
                    tag.tag == Tag::Font && ["color", "face", "size"].iter().any(|n| self.raw_attr(tag, n).is_some());
                if tag.tag.breaks_out() || font {
                    return self.break_out(token);
                }
                let Kind::Element { space, .. } = self.dom.node(self.current()).kind else { return Flow::Done };
                self.enter_foreign(tag, space)
            }
            Token::End(tag) if matches!(tag.tag, Tag::Br | Tag::P) => self.break_out(token),
            Token::End(tag) => self.end_foreign(tag),
        }
    }

    fn break_out(&mut self, token: Token) -> Flow {
        while self.open.len() > 1
            && self.takes_foreign(&Token::Start(super::token::TagToken {
                tag: Tag::Other,
                name: (0, 0),
                attrs: (0, 0),
                closes_itself: false,
            }))
        {
            self.pop();
        }
        self.step(self.mode, token)
    }

    fn end_foreign(&mut self, tag: TagToken) -> Flow {
        let name = self.dom.slice(tag.name);
        for at in (1..self.open.len()).rev() {
            let id = self.open[at];
            let foreign = matches!(self.dom.node(id).kind, Kind::Element { space, .. } if space != Space::Html);
            if !foreign {
                return self.step(self.mode, Token::End(tag));
            }
            if self.dom.name(id).eq_ignore_ascii_case(name) {
                self.open.truncate(at);
                return Flow::Done;
            }
        }
        Flow::Done
    }
}
