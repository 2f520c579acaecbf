//! The insertion modes around the body: before it, the head, templates, texts, framesets, after it.

use super::build::{Builder, Flow, Mode};
use super::token::{State, Token};
use super::{NONE, Tag};

impl Builder<'_> {
    pub(super) fn initial(&mut self, token: Token) -> Flow {
        match token {
            Token::Comment => Flow::Done,
            Token::Text(text) => match self.split(text).1 {
                Some(rest) => self.initial_else(Token::Text(rest)),
                None => Flow::Done,
            },
            Token::Doctype(quirks) => {
                self.quirks = quirks;
                self.mode = Mode::BeforeHtml;
                Flow::Done
            }
            other => self.initial_else(other),
        }
    }

    fn initial_else(&mut self, token: Token) -> Flow {
        self.quirks = true;
        self.mode = Mode::BeforeHtml;
        Flow::Again(token)
    }

    pub(super) fn before_html(&mut self, token: Token) -> Flow {
        match token {
            Token::Comment | Token::Doctype(_) => return Flow::Done,
            Token::Text(text) if self.is_space(text) => return Flow::Done,
            Token::Start(tag) if tag.tag == Tag::Html => {
                self.insert_element(tag);
                self.mode = Mode::BeforeHead;
                return Flow::Done;
            }
            Token::End(tag) if !matches!(tag.tag, Tag::Head | Tag::Body | Tag::Html | Tag::Br) => return Flow::Done,
            _ => {}
        }
        self.insert_implied(Tag::Html);
        self.mode = Mode::BeforeHead;
        Flow::Again(self.unspaced(token))
    }

    /// A text without the white space at its head, where that does not count.
    fn unspaced(&self, token: Token) -> Token {
        match token {
            Token::Text(text) => self.split(text).1.map_or(token, Token::Text),
            other => other,
        }
    }

    pub(super) fn before_head(&mut self, token: Token) -> Flow {
        match token {
            Token::Comment | Token::Doctype(_) => return Flow::Done,
            Token::Text(text) if self.is_space(text) => return Flow::Done,
            Token::Start(tag) if tag.tag == Tag::Html => return self.in_body(token),
            Token::Start(tag) if tag.tag == Tag::Head => {
                self.head = self.insert_element(tag);
                self.mode = Mode::InHead;
                return Flow::Done;
            }
            Token::End(tag) if !matches!(tag.tag, Tag::Head | Tag::Body | Tag::Html | Tag::Br) => return Flow::Done,
            _ => {}
        }
        self.head = self.insert_implied(Tag::Head);
        self.mode = Mode::InHead;
        Flow::Again(self.unspaced(token))
    }

    pub(super) fn in_head(&mut self, token: Token) -> Flow {
        match token {
            Token::Comment | Token::Doctype(_) => Flow::Done,
            Token::Text(text) => {
                let (space, rest) = self.split(text);
                if let Some(space) = space {
                    self.insert_text(space);
                }
                rest.map_or(Flow::Done, |rest| self.leave_head(Token::Text(rest)))
            }
            Token::Start(tag) => match tag.tag {
                Tag::Html => self.in_body(token),
                Tag::Base | Tag::Basefont | Tag::Bgsound | Tag::Link | Tag::Meta => self.insert_void(tag),
                Tag::Title => self.raw_text(tag, State::RcData),
                Tag::Noframes | Tag::Style | Tag::Noscript => self.raw_text(tag, State::RawText),
                Tag::Script => self.raw_text(tag, State::Script),
                Tag::Template => {
                    self.insert_element(tag);
                    self.push_marker();
                    self.frameset_ok = false;
                    self.mode = Mode::InTemplate;
                    self.templates.push(Mode::InTemplate);
                    Flow::Done
                }
                Tag::Head => Flow::Done,
                _ => self.leave_head(token),
            },
            Token::End(tag) => match tag.tag {
                Tag::Head => {
                    self.pop();
                    self.mode = Mode::AfterHead;
                    Flow::Done
                }
                Tag::Template => {
                    self.end_template();
                    Flow::Done
                }
                Tag::Body | Tag::Html | Tag::Br => self.leave_head(token),
                _ => Flow::Done,
            },
            Token::Eof => self.leave_head(token),
        }
    }

    fn leave_head(&mut self, token: Token) -> Flow {
        self.pop();
        self.mode = Mode::AfterHead;
        Flow::Again(token)
    }

    fn end_template(&mut self) {
        if self.has_open(Tag::Template) {
            self.close_implied_thoroughly();
            self.pop_to(Tag::Template);
            self.clear_to_marker();
            self.templates.pop();
            self.reset_mode();
        }
    }

    pub(super) fn after_head(&mut self, token: Token) -> Flow {
        match token {
            Token::Comment | Token::Doctype(_) => return Flow::Done,
            Token::Text(text) => {
                let (space, rest) = self.split(text);
                if let Some(space) = space {
                    self.insert_text(space);
                }
                let Some(rest) = rest else { return Flow::Done };
                return self.open_body(Token::Text(rest));
            }
            Token::Start(tag) => match tag.tag {
                Tag::Html => return self.in_body(token),
                Tag::Body => {
                    self.insert_element(tag);
                    self.frameset_ok = false;
                    self.mode = Mode::InBody;
                    return Flow::Done;
                }
                Tag::Frameset => {
                    self.insert_element(tag);
                    self.mode = Mode::InFrameset;
                    return Flow::Done;
                }
                Tag::Base
                | Tag::Basefont
                | Tag::Bgsound
                | Tag::Link
                | Tag::Meta
                | Tag::Noframes
                | Tag::Script
                | Tag::Style
                | Tag::Template
                | Tag::Title => {
                    let head = self.head;
                    self.open.push(head);
                    let flow = self.in_head(token);
                    self.open.retain(|&id| id != head);
                    return flow;
                }
                Tag::Head => return Flow::Done,
                _ => {}
            },
            Token::End(tag) => match tag.tag {
                Tag::Template => return self.in_head(token),
                Tag::Body | Tag::Html | Tag::Br => {}
                _ => return Flow::Done,
            },
            Token::Eof => {}
        }
        self.open_body(token)
    }

    fn open_body(&mut self, token: Token) -> Flow {
        self.insert_implied(Tag::Body);
        self.mode = Mode::InBody;
        Flow::Again(token)
    }

    pub(super) fn in_text(&mut self, token: Token) -> Flow {
        match token {
            Token::Text(text) => {
                self.insert_text(text);
                Flow::Done
            }
            Token::Eof => {
                self.pop();
                self.mode = self.original;
                Flow::Again(token)
            }
            _ => {
                self.pop();
                self.mode = self.original;
                Flow::Done
            }
        }
    }

    pub(super) fn in_template(&mut self, token: Token) -> Flow {
        let mode = match token {
            Token::Text(_) | Token::Comment | Token::Doctype(_) => return self.in_body(token),
            Token::Start(tag) => match tag.tag {
                Tag::Base
                | Tag::Basefont
                | Tag::Bgsound
                | Tag::Link
                | Tag::Meta
                | Tag::Noframes
                | Tag::Script
                | Tag::Style
                | Tag::Template
                | Tag::Title => return self.in_head(token),
                Tag::Caption | Tag::Colgroup | Tag::Tbody | Tag::Tfoot | Tag::Thead => Mode::InTable,
                Tag::Col => Mode::InColumnGroup,
                Tag::Tr => Mode::InTableBody,
                Tag::Td | Tag::Th => Mode::InRow,
                _ => Mode::InBody,
            },
            Token::End(tag) if tag.tag == Tag::Template => return self.in_head(token),
            Token::End(_) => return Flow::Done,
            Token::Eof => {
                if !self.has_open(Tag::Template) {
                    return Flow::Stop;
                }
                self.pop_to(Tag::Template);
                self.clear_to_marker();
                self.templates.pop();
                self.reset_mode();
                return Flow::Again(token);
            }
        };
        self.templates.pop();
        self.templates.push(mode);
        self.mode = mode;
        Flow::Again(token)
    }

    pub(super) fn after_body(&mut self, token: Token) -> Flow {
        match token {
            Token::Comment | Token::Doctype(_) => Flow::Done,
            Token::Text(text) if self.is_space(text) => self.in_body(token),
            Token::Start(tag) if tag.tag == Tag::Html => self.in_body(token),
            Token::End(tag) if tag.tag == Tag::Html && self.mode == Mode::AfterBody => {
                self.mode = Mode::AfterAfterBody;
                Flow::Done
            }
            Token::Eof => Flow::Stop,
            other => {
                self.mode = Mode::InBody;
                Flow::Again(other)
            }
        }
    }

    pub(super) fn in_frameset(&mut self, token: Token) -> Flow {
        let within = self.mode == Mode::InFrameset;
        match token {
            Token::Text(text) => {
                if let (Some(space), _) = self.split(text) {
                    self.insert_text(space);
                }
            }
            Token::Start(tag) => match tag.tag {
                Tag::Html => return self.in_body(token),
                Tag::Frameset if within => {
                    self.insert_element(tag);
                }
                Tag::Frame if within => return self.insert_void(tag),
                Tag::Noframes => return self.in_head(token),
                _ => {}
            },
            Token::End(tag) if tag.tag == Tag::Frameset && within && self.open.len() > 1 => {
                self.pop();
                if self.current_tag() != Tag::Frameset {
                    self.mode = Mode::AfterFrameset;
                }
            }
            Token::End(tag) if tag.tag == Tag::Html && self.mode == Mode::AfterFrameset => {
                self.mode = Mode::AfterAfterFrameset;
            }
            Token::Eof => return Flow::Stop,
            _ => {}
        }
        Flow::Done
    }

    /// Replaces the body by a frameset, where nothing has been read into it.
    pub(super) fn frameset_in_body(&mut self, token: super::token::TagToken) -> Flow {
        let body = self.open.get(1).copied().unwrap_or(NONE);
        if self.frameset_ok && body != NONE && self.dom.tag(body) == Tag::Body {
            self.dom.detach(body);
            self.open.truncate(1);
            self.insert_element(token);
            self.mode = Mode::InFrameset;
        }
        Flow::Done
    }
}
