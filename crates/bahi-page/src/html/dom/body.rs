//! The insertion mode of the body, where nearly everything is read.

use super::build::{Builder, Flow, Mode};
use super::stack::Scope;
use super::token::{State, TagToken, Text, Token};
use super::{Cook, NONE, Space, Tag};

impl Builder<'_> {
    pub(super) fn in_body(&mut self, token: Token) -> Flow {
        match token {
            Token::Text(text) => self.text_in_body(text),
            Token::Comment | Token::Doctype(_) => Flow::Done,
            Token::Start(tag) => self.start_in_body(tag),
            Token::End(tag) => self.end_in_body(tag),
            Token::Eof if self.templates.is_empty() => Flow::Stop,
            Token::Eof => self.in_template(token),
        }
    }

    fn text_in_body(&mut self, text: Text) -> Flow {
        // Where nothing but NUL stands, nothing is said.
        let only_nul = text.cook == Cook::Data
            && self.dom.src.as_bytes()[text.range.0 as usize..text.range.1 as usize].iter().all(|b| *b == 0);
        if only_nul {
            return Flow::Done;
        }
        self.reconstruct();
        if self.frameset_ok && !self.is_space(text) {
            self.frameset_ok = false;
        }
        self.insert_text(text);
        Flow::Done
    }

    fn start_in_body(&mut self, tag: TagToken) -> Flow {
        use Tag::*;
        match tag.tag {
            Html => {
                if !self.has_open(Template)
                    && let Some(&html) = self.open.first()
                {
                    self.merge_attributes(html, tag);
                }
                Flow::Done
            }
            Base | Basefont | Bgsound | Link | Meta | Noframes | Script | Style | Template | Title => {
                self.in_head(Token::Start(tag))
            }
            Body => {
                let body = self.open.get(1).copied().filter(|&id| self.dom.tag(id) == Body);
                if let Some(body) = body.filter(|_| !self.has_open(Template)) {
                    self.frameset_ok = false;
                    self.merge_attributes(body, tag);
                }
                Flow::Done
            }
            Frameset => self.frameset_in_body(tag),
            Caption | Col | Colgroup | Frame | Head | Tbody | Td | Tfoot | Th | Thead | Tr => Flow::Done,
            _ => self.start_block(tag),
        }
    }

    /// Start tags of blocks and of what closes a paragraph.
    fn start_block(&mut self, tag: TagToken) -> Flow {
        use Tag::*;
        match tag.tag {
            block if block.opens_block() => {
                self.close_p();
                self.insert_element(tag);
            }
            heading if heading.is_heading() => {
                self.close_p();
                if self.current_tag().is_heading() {
                    self.pop();
                }
                self.insert_element(tag);
            }
            Pre | Listing => {
                self.close_p();
                self.insert_element(tag);
                self.skip_newline = true;
                self.frameset_ok = false;
            }
            Form => {
                let in_template = self.has_open(Template);
                if self.form == NONE || in_template {
                    self.close_p();
                    let id = self.insert_element(tag);
                    if !in_template {
                        self.form = id;
                    }
                }
            }
            Li | Dd | Dt => self.start_item(tag),
            Plaintext => {
                self.close_p();
                self.insert_element(tag);
                self.tokens.state = State::Plain;
            }
            Button => {
                if self.in_scope(Scope::Default, Button) {
                    self.close_implied(Other);
                    self.pop_to(Button);
                }
                self.reconstruct();
                self.insert_element(tag);
                self.frameset_ok = false;
            }
            Table => {
                if !self.quirks {
                    self.close_p();
                }
                self.insert_element(tag);
                self.frameset_ok = false;
                self.mode = Mode::InTable;
            }
            Hr => {
                self.close_p();
                if self.in_scope(Scope::Default, Select) {
                    self.close_implied(Other);
                }
                self.frameset_ok = false;
                return self.insert_void(tag);
            }
            _ => return self.start_inline(tag),
        }
        Flow::Done
    }

    /// An item closes the one before it in its list.
    fn start_item(&mut self, tag: TagToken) {
        self.frameset_ok = false;
        let closes = |t: Tag| if tag.tag == Tag::Li { t == Tag::Li } else { matches!(t, Tag::Dd | Tag::Dt) };
        for at in (0..self.open.len()).rev() {
            let open = self.dom.tag(self.open[at]);
            if closes(open) {
                self.close_implied(open);
                self.pop_to(open);
                break;
            }
            if self.is_special(self.open[at]) && !matches!(open, Tag::Address | Tag::Div | Tag::P) {
                break;
            }
        }
        self.close_p();
        self.insert_element(tag);
    }

    /// Start tags of what stands in a line.
    fn start_inline(&mut self, tag: TagToken) -> Flow {
        use Tag::*;
        match tag.tag {
            A => {
                if let Some((_, id)) = self.active_named(A) {
                    self.adopt(tag);
                    self.forget(id);
                    self.open.retain(|&open| open != id);
                }
                self.reconstruct();
                self.insert_formatting(tag);
            }
            Nobr => {
                self.reconstruct();
                if self.in_scope(Scope::Default, Nobr) {
                    self.adopt(tag);
                    self.reconstruct();
                }
                self.insert_formatting(tag);
            }
            formatting if formatting.is_formatting() => {
                self.reconstruct();
                self.insert_formatting(tag);
            }
            Applet | Marquee | Object => {
                self.reconstruct();
                self.insert_element(tag);
                self.push_marker();
                self.frameset_ok = false;
            }
            Area | Br | Embed | Img | Keygen | Wbr => {
                self.reconstruct();
                self.frameset_ok = false;
                return self.insert_void(tag);
            }
            Image => return self.start_inline(TagToken { tag: Img, ..tag }),
            Input => {
                if self.in_scope(Scope::Default, Select) {
                    self.pop_to(Select);
                }
                self.reconstruct();
                self.frameset_ok &= self.is_hidden(tag);
                return self.insert_void(tag);
            }
            Param | Source | Track => return self.insert_void(tag),
            _ => return self.start_other(tag),
        }
        Flow::Done
    }

    fn start_other(&mut self, tag: TagToken) -> Flow {
        use Tag::*;
        match tag.tag {
            Textarea => {
                self.skip_newline = true;
                self.frameset_ok = false;
                return self.raw_text(tag, State::RcData);
            }
            Xmp => {
                self.close_p();
                self.reconstruct();
                self.frameset_ok = false;
                return self.raw_text(tag, State::RawText);
            }
            Iframe => {
                self.frameset_ok = false;
                return self.raw_text(tag, State::RawText);
            }
            Noembed | Noscript => return self.raw_text(tag, State::RawText),
            Select => {
                if self.in_scope(Scope::Default, Select) {
                    self.pop_to(Select);
                    return Flow::Done;
                }
                self.frameset_ok = false;
            }
            Option | Optgroup => {
                if self.in_scope(Scope::Default, Select) {
                    self.close_implied(if tag.tag == Option { Optgroup } else { Other });
                } else if self.current_tag() == Option {
                    self.pop();
                }
            }
            Rb | Rtc | Rp | Rt => {
                if self.in_scope(Scope::Default, Ruby) {
                    self.close_implied(if matches!(tag.tag, Rp | Rt) { Rtc } else { Other });
                }
                self.insert_element(tag);
                return Flow::Done;
            }
            Math | Svg => {
                self.reconstruct();
                return self.enter_foreign(tag, if tag.tag == Svg { Space::Svg } else { Space::Math });
            }
            _ => {}
        }
        self.reconstruct();
        self.insert_element(tag);
        Flow::Done
    }

    fn end_in_body(&mut self, tag: TagToken) -> Flow {
        use Tag::*;
        match tag.tag {
            Template => return self.in_head(Token::End(tag)),
            Body | Html => {
                if self.in_scope(Scope::Default, Body) {
                    self.mode = Mode::AfterBody;
                    if tag.tag == Html {
                        return Flow::Again(Token::End(tag));
                    }
                }
            }
            P => {
                if !self.in_scope(Scope::Button, P) {
                    self.insert_implied(P);
                }
                self.close_p();
            }
            block if block.opens_block() || matches!(block, Button | Pre | Listing | Select) => {
                if self.in_scope(Scope::Default, block) {
                    self.close_implied(Other);
                    self.pop_to(block);
                }
            }
            Form => self.end_form(),
            Li | Dd | Dt => {
                let scope = if tag.tag == Li { Scope::ListItem } else { Scope::Default };
                if self.in_scope(scope, tag.tag) {
                    self.close_implied(tag.tag);
                    self.pop_to(tag.tag);
                }
            }
            heading if heading.is_heading() => {
                if self.any_in_scope(Scope::Default, Tag::is_heading) {
                    self.close_implied(Other);
                    while self.open.len() > 1 && !self.current_tag().is_heading() {
                        self.pop();
                    }
                    self.pop();
                }
            }
            formatting if formatting.is_formatting() => self.adopt(tag),
            Applet | Marquee | Object => {
                if self.in_scope(Scope::Default, tag.tag) {
                    self.close_implied(Other);
                    self.pop_to(tag.tag);
                    self.clear_to_marker();
                }
            }
            Br => return self.start_inline(TagToken { attrs: (0, 0), ..tag }),
            _ => self.close_other(tag),
        }
        Flow::Done
    }

    fn end_form(&mut self) {
        if self.has_open(Tag::Template) {
            if self.in_scope(Scope::Default, Tag::Form) {
                self.close_implied(Tag::Other);
                self.pop_to(Tag::Form);
            }
            return;
        }
        let form = std::mem::replace(&mut self.form, NONE);
        if form != NONE && self.in_scope_element(form) {
            self.close_implied(Tag::Other);
            self.open.retain(|&id| id != form);
        }
    }

    /// An end tag without rules of its own closes the element of its name, unless one with rules is open within.
    pub(super) fn close_other(&mut self, tag: TagToken) {
        let name = self.dom.slice(tag.name);
        for at in (0..self.open.len()).rev() {
            let id = self.open[at];
            let html = matches!(self.dom.node(id).kind, super::Kind::Element { space: Space::Html, .. });
            let same = match tag.tag {
                Tag::Other => self.dom.tag(id) == Tag::Other && self.dom.name(id).eq_ignore_ascii_case(name),
                known => self.dom.tag(id) == known,
            };
            if html && same {
                self.close_implied(if tag.tag == Tag::Other { Tag::Other } else { tag.tag });
                self.open.truncate(at.min(self.open.len()));
                return;
            }
            if self.is_special(id) {
                return;
            }
        }
    }
}
