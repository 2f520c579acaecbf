//! The insertion modes of tables; what cannot stand in one goes before it.

use super::build::{Builder, Flow, Mode};
use super::stack::Scope;
use super::token::{TagToken, Text, Token};
use super::{NONE, Tag};

fn is_section(tag: Tag) -> bool {
    matches!(tag, Tag::Tbody | Tag::Tfoot | Tag::Thead)
}

fn is_table_context(tag: Tag) -> bool {
    matches!(tag, Tag::Html | Tag::Table | Tag::Template)
}

fn is_body_context(tag: Tag) -> bool {
    is_section(tag) || matches!(tag, Tag::Html | Tag::Template)
}

fn is_row_context(tag: Tag) -> bool {
    matches!(tag, Tag::Html | Tag::Template | Tag::Tr)
}

impl Builder<'_> {
    fn foster(&mut self, token: Token) -> Flow {
        self.foster = true;
        let flow = self.in_body(token);
        self.foster = false;
        flow
    }

    fn table_text(&mut self, text: Text) -> Flow {
        let in_table =
            matches!(self.current_tag(), Tag::Table | Tag::Tbody | Tag::Template | Tag::Tfoot | Tag::Thead | Tag::Tr);
        if in_table && self.is_space(text) {
            self.insert_text(text);
            return Flow::Done;
        }
        self.foster(Token::Text(text))
    }

    pub(super) fn in_table(&mut self, token: Token) -> Flow {
        match token {
            Token::Text(text) => self.table_text(text),
            Token::Comment | Token::Doctype(_) => Flow::Done,
            Token::Start(tag) => self.start_in_table(tag),
            Token::End(tag) => match tag.tag {
                Tag::Table => {
                    if self.in_scope(Scope::Table, Tag::Table) {
                        self.pop_to(Tag::Table);
                        self.reset_mode();
                    }
                    Flow::Done
                }
                Tag::Body | Tag::Html => Flow::Done,
                part if part.is_table_part() => Flow::Done,
                Tag::Template => self.in_head(token),
                _ => self.foster(token),
            },
            Token::Eof => self.in_body(token),
        }
    }

    fn start_in_table(&mut self, tag: TagToken) -> Flow {
        let token = Token::Start(tag);
        let into = |b: &mut Self, mode| {
            b.pop_until(is_table_context);
            b.mode = mode;
        };
        match tag.tag {
            Tag::Caption => {
                into(self, Mode::InCaption);
                self.push_marker();
                self.insert_element(tag);
            }
            Tag::Colgroup => {
                into(self, Mode::InColumnGroup);
                self.insert_element(tag);
            }
            Tag::Col => {
                into(self, Mode::InColumnGroup);
                self.insert_implied(Tag::Colgroup);
                return Flow::Again(token);
            }
            section if is_section(section) => {
                into(self, Mode::InTableBody);
                self.insert_element(tag);
            }
            Tag::Td | Tag::Th | Tag::Tr => {
                into(self, Mode::InTableBody);
                self.insert_implied(Tag::Tbody);
                return Flow::Again(token);
            }
            Tag::Table => {
                if self.in_scope(Scope::Table, Tag::Table) {
                    self.pop_to(Tag::Table);
                    self.reset_mode();
                    return Flow::Again(token);
                }
            }
            Tag::Style | Tag::Script | Tag::Template => return self.in_head(token),
            Tag::Input if self.is_hidden(tag) => return self.insert_void(tag),
            Tag::Form => {
                if self.form == NONE && !self.has_open(Tag::Template) {
                    self.form = self.insert_element(tag);
                    self.pop();
                }
            }
            _ => return self.foster(token),
        }
        Flow::Done
    }

    pub(super) fn is_hidden(&self, tag: TagToken) -> bool {
        self.raw_attr(tag, "type").is_some_and(|t| t.eq_ignore_ascii_case("hidden"))
    }

    pub(super) fn in_caption(&mut self, token: Token) -> Flow {
        let ends = match token {
            Token::Start(tag) => tag.tag.is_table_part(),
            Token::End(tag) => matches!(tag.tag, Tag::Table | Tag::Caption),
            _ => false,
        };
        if ends {
            if !self.in_scope(Scope::Table, Tag::Caption) {
                return Flow::Done;
            }
            self.close_implied(Tag::Other);
            self.pop_to(Tag::Caption);
            self.clear_to_marker();
            self.mode = Mode::InTable;
            let closed = matches!(token, Token::End(tag) if tag.tag == Tag::Caption);
            return if closed { Flow::Done } else { Flow::Again(token) };
        }
        match token {
            Token::End(tag) if tag.tag.is_table_part() || matches!(tag.tag, Tag::Body | Tag::Html) => Flow::Done,
            other => self.in_body(other),
        }
    }

    pub(super) fn in_column_group(&mut self, token: Token) -> Flow {
        let rest = match token {
            Token::Comment | Token::Doctype(_) => return Flow::Done,
            Token::Text(text) => {
                let (space, rest) = self.split(text);
                if let Some(space) = space {
                    self.insert_text(space);
                }
                match rest {
                    Some(rest) => Token::Text(rest),
                    None => return Flow::Done,
                }
            }
            Token::Start(tag) => match tag.tag {
                Tag::Html => return self.in_body(token),
                Tag::Col => return self.insert_void(tag),
                Tag::Template => return self.in_head(token),
                _ => token,
            },
            Token::End(tag) => match tag.tag {
                Tag::Colgroup => {
                    if self.current_tag() == Tag::Colgroup {
                        self.pop();
                        self.mode = Mode::InTable;
                    }
                    return Flow::Done;
                }
                Tag::Col => return Flow::Done,
                Tag::Template => return self.in_head(token),
                _ => token,
            },
            Token::Eof => return self.in_body(token),
        };
        if self.current_tag() != Tag::Colgroup {
            if let Token::Text(text) = rest {
                self.insert_spaces(text);
            }
            return Flow::Done;
        }
        self.pop();
        self.mode = Mode::InTable;
        Flow::Again(rest)
    }

    /// Of a text that is left out character by character, the white space stays.
    fn insert_spaces(&mut self, text: Text) {
        let (from, to) = text.range;
        for at in from..to {
            if self.dom.src.as_bytes()[at as usize].is_ascii_whitespace() {
                self.insert_text(Text { range: (at, at + 1), ..text });
            }
        }
    }

    pub(super) fn in_table_body(&mut self, token: Token) -> Flow {
        match token {
            Token::Start(tag) if tag.tag == Tag::Tr => {
                self.pop_until(is_body_context);
                self.insert_element(tag);
                self.mode = Mode::InRow;
                Flow::Done
            }
            Token::Start(tag) if matches!(tag.tag, Tag::Td | Tag::Th) => {
                self.pop_until(is_body_context);
                self.insert_implied(Tag::Tr);
                self.mode = Mode::InRow;
                Flow::Again(token)
            }
            Token::End(tag) if is_section(tag.tag) => {
                if self.in_scope(Scope::Table, tag.tag) {
                    self.pop_until(is_body_context);
                    self.pop();
                    self.mode = Mode::InTable;
                }
                Flow::Done
            }
            Token::Start(tag) if tag.tag.is_table_part() => self.leave_table_body(token),
            Token::End(tag) if tag.tag == Tag::Table => self.leave_table_body(token),
            Token::End(tag) if tag.tag.is_table_part() || matches!(tag.tag, Tag::Body | Tag::Html) => Flow::Done,
            other => self.in_table(other),
        }
    }

    fn leave_table_body(&mut self, token: Token) -> Flow {
        if !self.any_in_scope(Scope::Table, is_section) {
            return Flow::Done;
        }
        self.pop_until(is_body_context);
        self.pop();
        self.mode = Mode::InTable;
        Flow::Again(token)
    }

    pub(super) fn in_row(&mut self, token: Token) -> Flow {
        match token {
            Token::Start(tag) if matches!(tag.tag, Tag::Td | Tag::Th) => {
                self.pop_until(is_row_context);
                self.insert_element(tag);
                self.mode = Mode::InCell;
                self.push_marker();
                Flow::Done
            }
            Token::End(tag) if tag.tag == Tag::Tr => {
                self.leave_row();
                Flow::Done
            }
            Token::Start(tag) if tag.tag.is_table_part() => self.leave_row_again(token),
            Token::End(tag) if tag.tag == Tag::Table => self.leave_row_again(token),
            Token::End(tag) if is_section(tag.tag) => {
                if self.in_scope(Scope::Table, tag.tag) {
                    self.leave_row_again(token)
                } else {
                    Flow::Done
                }
            }
            Token::End(tag) if tag.tag.is_table_part() || matches!(tag.tag, Tag::Body | Tag::Html) => Flow::Done,
            other => self.in_table(other),
        }
    }

    fn leave_row(&mut self) -> bool {
        let found = self.in_scope(Scope::Table, Tag::Tr);
        if found {
            self.pop_until(is_row_context);
            self.pop();
            self.mode = Mode::InTableBody;
        }
        found
    }

    fn leave_row_again(&mut self, token: Token) -> Flow {
        if self.leave_row() { Flow::Again(token) } else { Flow::Done }
    }

    pub(super) fn in_cell(&mut self, token: Token) -> Flow {
        match token {
            Token::End(tag) if matches!(tag.tag, Tag::Td | Tag::Th) => {
                if self.in_scope(Scope::Table, tag.tag) {
                    self.close_implied(Tag::Other);
                    self.pop_to(tag.tag);
                    self.clear_to_marker();
                    self.mode = Mode::InRow;
                }
                Flow::Done
            }
            Token::Start(tag) if tag.tag.is_table_part() => {
                if self.any_in_scope(Scope::Table, |t| matches!(t, Tag::Td | Tag::Th)) {
                    self.close_cell();
                    Flow::Again(token)
                } else {
                    Flow::Done
                }
            }
            Token::End(tag) if is_section(tag.tag) || matches!(tag.tag, Tag::Table | Tag::Tr) => {
                if self.in_scope(Scope::Table, tag.tag) {
                    self.close_cell();
                    Flow::Again(token)
                } else {
                    Flow::Done
                }
            }
            Token::End(tag) if tag.tag.is_table_part() || matches!(tag.tag, Tag::Body | Tag::Html) => Flow::Done,
            other => self.in_body(other),
        }
    }

    fn close_cell(&mut self) {
        self.close_implied(Tag::Other);
        while let Some(id) = self.open.pop() {
            if matches!(self.dom.tag(id), Tag::Td | Tag::Th) {
                break;
            }
        }
        self.clear_to_marker();
        self.mode = Mode::InRow;
    }
}
