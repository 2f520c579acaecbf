//! Tree construction: its state, and where what is read goes.

use super::text::leading_space;
use super::token::{State, TagToken, Text, Token, Tokenizer};
use super::{Cook, Dom, Id, Kind, NONE, Space, Tag};
use crate::html::Limits;

/// The insertion modes of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    AfterHead,
    InBody,
    Text,
    InTable,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

/// What becomes of a token.
#[derive(Debug, Clone, Copy)]
pub(super) enum Flow {
    Done,
    /// It is looked at once more, by the mode that now holds.
    Again(Token),
    Stop,
}

/// An entry of the list of active formatting elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Active {
    Marker,
    Element(Id),
}

#[derive(Debug)]
pub(super) struct Builder<'s> {
    pub tokens: Tokenizer<'s>,
    pub dom: Dom<'s>,
    pub mode: Mode,
    pub original: Mode,
    pub templates: Vec<Mode>,
    pub open: Vec<Id>,
    pub active: Vec<Active>,
    pub head: Id,
    pub form: Id,
    pub frameset_ok: bool,
    pub foster: bool,
    pub quirks: bool,
    /// Whether a line end at the start of the next text is dropped.
    pub skip_newline: bool,
    pub limits: Limits,
}

/// Reads `src` into a tree; what lies beyond the bounds is left out, and [`Dom::cut`] says so.
pub(crate) fn parse<'s>(src: &'s str, limits: &Limits) -> Dom<'s> {
    let dom = Dom { src, nodes: Vec::with_capacity(src.len() / 32 + 8), attrs: Vec::new(), cut: None };
    let mut builder = Builder {
        tokens: Tokenizer::new(src),
        dom,
        mode: Mode::Initial,
        original: Mode::Initial,
        templates: Vec::new(),
        open: Vec::new(),
        active: Vec::new(),
        head: NONE,
        form: NONE,
        frameset_ok: true,
        foster: false,
        quirks: false,
        skip_newline: false,
        limits: *limits,
    };
    builder.dom.push(Kind::Document, 0, 0);
    builder.run();
    builder.dom.attrs = builder.tokens.attrs;
    builder.dom
}

impl<'s> Builder<'s> {
    fn run(&mut self) {
        loop {
            let full = self.dom.nodes.len() >= self.limits.nodes || self.tokens.attrs.len() >= self.limits.nodes * 4;
            if full {
                self.dom.cut = Some("it holds more elements than are read");
            }
            self.tokens.foreign = self.is_foreign();
            let mut token = if full { Token::Eof } else { self.tokens.next() };
            if std::mem::take(&mut self.skip_newline)
                && let Token::Text(text) = token
            {
                match self.without_newline(text) {
                    Some(rest) => token = Token::Text(rest),
                    None => continue,
                }
            }
            loop {
                match self.dispatch(token) {
                    Flow::Done => break,
                    Flow::Again(same) => token = same,
                    Flow::Stop => return,
                }
            }
        }
    }

    fn without_newline(&self, text: Text) -> Option<Text> {
        let (from, to) = text.range;
        let bytes = &self.dom.src.as_bytes()[from as usize..to as usize];
        let skip = match bytes {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            [b'&', ..] => match super::reference(bytes, false) {
                Some((super::refs::Meaning::Char('\n') | super::refs::Meaning::Text("\n"), len)) => len as u32,
                _ => 0,
            },
            _ => 0,
        };
        (from + skip < to).then_some(Text { range: (from + skip, to), ..text })
    }

    fn dispatch(&mut self, token: Token) -> Flow {
        if self.takes_foreign(&token) { self.foreign(token) } else { self.step(self.mode, token) }
    }

    /// Handles a token by the rules of `mode`.
    pub(super) fn step(&mut self, mode: Mode, token: Token) -> Flow {
        match mode {
            Mode::Initial => self.initial(token),
            Mode::BeforeHtml => self.before_html(token),
            Mode::BeforeHead => self.before_head(token),
            Mode::InHead => self.in_head(token),
            Mode::AfterHead => self.after_head(token),
            Mode::InBody => self.in_body(token),
            Mode::Text => self.in_text(token),
            Mode::InTable => self.in_table(token),
            Mode::InCaption => self.in_caption(token),
            Mode::InColumnGroup => self.in_column_group(token),
            Mode::InTableBody => self.in_table_body(token),
            Mode::InRow => self.in_row(token),
            Mode::InCell => self.in_cell(token),
            Mode::InTemplate => self.in_template(token),
            Mode::AfterBody | Mode::AfterAfterBody => self.after_body(token),
            Mode::InFrameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => self.in_frameset(token),
        }
    }

    /// The white space at the head of a text, and the rest of it.
    pub(super) fn split(&self, text: Text) -> (Option<Text>, Option<Text>) {
        let (from, to) = text.range;
        let space = leading_space(self.dom.src, text.range, text.cook);
        let head = (space > 0).then_some(Text { range: (from, from + space), ..text });
        let rest = (from + space < to).then_some(Text { range: (from + space, to), ..text });
        (head, rest)
    }

    pub(super) fn is_space(&self, text: Text) -> bool {
        self.split(text).1.is_none()
    }

    /// The appropriate place for a new node: its parent, and what it goes before.
    fn place(&self, target: Id) -> (Id, Id) {
        let in_table = matches!(self.dom.tag(target), Tag::Table | Tag::Tbody | Tag::Tfoot | Tag::Thead | Tag::Tr);
        if !(self.foster && in_table) {
            return (target, NONE);
        }
        for (at, &id) in self.open.iter().enumerate().rev() {
            match self.dom.tag(id) {
                Tag::Template => return (id, NONE),
                Tag::Table => {
                    let parent = self.dom.node(id).parent;
                    return if parent == NONE { (self.open[at - 1], NONE) } else { (parent, id) };
                }
                _ => {}
            }
        }
        (self.open[0], NONE)
    }

    pub(super) fn insert_at_place(&mut self, id: Id, target: Id) {
        let (parent, before) = self.place(target);
        self.dom.insert(id, parent, before);
    }

    pub(super) fn create(&mut self, token: TagToken, space: Space) -> Id {
        let kind = Kind::Element { tag: token.tag, space, attrs: token.attrs };
        self.dom.push(kind, token.name.0, token.name.1)
    }

    pub(super) fn insert_element(&mut self, token: TagToken) -> Id {
        self.insert_in(token, Space::Html)
    }

    pub(super) fn insert_in(&mut self, token: TagToken, space: Space) -> Id {
        let id = self.create(token, space);
        // As browsers do: beyond the bound, elements stand beside one another.
        if self.open.len() >= self.limits.depth {
            self.open.pop();
            self.dom.cut = Some("its elements stand deeper within one another than is read");
        }
        self.insert_at_place(id, self.current());
        self.open.push(id);
        id
    }

    pub(super) fn insert_void(&mut self, token: TagToken) -> Flow {
        self.insert_element(token);
        self.open.pop();
        Flow::Done
    }

    /// Inserts an element that no tag of the source stands for.
    pub(super) fn insert_implied(&mut self, tag: Tag) -> Id {
        self.insert_element(TagToken { tag, name: (0, 0), attrs: (0, 0), closes_itself: false })
    }

    pub(super) fn insert_text(&mut self, text: Text) {
        let (parent, before) = self.place(self.current());
        if parent == 0 {
            return;
        }
        let prev = if before == NONE { self.dom.node(parent).last } else { self.dom.node(before).prev };
        if prev != NONE {
            let node = &mut self.dom.nodes[prev as usize];
            if node.kind == Kind::Text(text.cook) && node.end == text.range.0 {
                node.end = text.range.1;
                return;
            }
        }
        let id = self.dom.push(Kind::Text(text.cook), text.range.0, text.range.1);
        self.dom.insert(id, parent, before);
    }

    /// Inserts the element, and reads what follows as text up to its end tag.
    pub(super) fn raw_text(&mut self, token: TagToken, state: State) -> Flow {
        self.insert_element(token);
        self.tokens.state = state;
        self.tokens.within = token.name;
        self.original = self.mode;
        self.mode = Mode::Text;
        Flow::Done
    }

    /// Gives an open element the attributes of a second start tag that it lacks.
    pub(super) fn merge_attributes(&mut self, id: Id, token: TagToken) {
        let Kind::Element { tag, space, attrs } = self.dom.node(id).kind else { return };
        if token.attrs.0 == token.attrs.1 {
            return;
        }
        let first = self.tokens.attrs.len();
        let both = (attrs.0..attrs.1).chain(token.attrs.0..token.attrs.1);
        for at in both {
            let attr = self.tokens.attrs[at as usize];
            self.tokens.attrs.push(attr);
        }
        let attrs = (first as u32, self.tokens.attrs.len() as u32);
        self.dom.nodes[id as usize].kind = Kind::Element { tag, space, attrs };
    }

    /// The value of an attribute of a tag, as written.
    pub(super) fn raw_attr(&self, token: TagToken, name: &str) -> Option<&'s str> {
        let attrs = &self.tokens.attrs[token.attrs.0 as usize..token.attrs.1 as usize];
        let attr = attrs.iter().find(|a| self.dom.slice(a.name).eq_ignore_ascii_case(name))?;
        Some(self.dom.slice(attr.value))
    }

    /// Text of foreign content or of raw elements keeps a mark where NUL stood.
    pub(super) fn kept(text: Text) -> Text {
        Text { cook: if text.cook == Cook::Data { Cook::Kept } else { text.cook }, ..text }
    }
}
