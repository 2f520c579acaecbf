//! The source cut into tags and texts, as the HTML standard's tokenizer cuts it.

use memchr::{memchr, memchr2, memchr3};

use super::text::Cook;
use super::{Attr, Tag};

/// A tag of the source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TagToken {
    pub tag: Tag,
    pub name: (u32, u32),
    pub attrs: (u32, u32),
    pub closes_itself: bool,
}

/// A text of the source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    pub range: (u32, u32),
    pub cook: Cook,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Token {
    Text(Text),
    Start(TagToken),
    End(TagToken),
    /// Whether it asks for the quirks of old pages.
    Doctype(bool),
    Comment,
    Eof,
}

/// How the text that follows is to be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Data,
    /// References count; only the end tag of this name ends it.
    RcData,
    RawText,
    Script,
    Plain,
}

#[derive(Debug)]
pub(crate) struct Tokenizer<'s> {
    src: &'s [u8],
    at: usize,
    pub state: State,
    /// The name of the element whose end tag ends the text.
    pub within: (u32, u32),
    /// Whether the current element is foreign, where CDATA sections count.
    pub foreign: bool,
    pub attrs: Vec<Attr>,
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}

fn ends_name(b: u8) -> bool {
    is_space(b) || matches!(b, b'/' | b'>')
}

impl<'s> Tokenizer<'s> {
    pub fn new(src: &'s str) -> Self {
        let attrs = Vec::with_capacity(src.len() / 64);
        Self { src: src.as_bytes(), at: 0, state: State::Data, within: (0, 0), foreign: false, attrs }
    }

    fn byte(&self, at: usize) -> u8 {
        self.src.get(at).copied().unwrap_or(0)
    }

    /// The next token.
    pub fn next(&mut self) -> Token {
        if self.at >= self.src.len() {
            return Token::Eof;
        }
        match self.state {
            State::Data => self.data(),
            State::Plain => self.text(self.src.len(), Cook::Raw),
            state => self.raw(state),
        }
    }

    fn text(&mut self, end: usize, cook: Cook) -> Token {
        let range = (self.at as u32, end as u32);
        let slice = &self.src[self.at..end];
        let special = match cook {
            Cook::Raw => memchr2(b'\r', 0, slice).is_some(),
            _ => memchr3(b'&', b'\r', 0, slice).is_some(),
        };
        self.at = end;
        Token::Text(Text { range, cook: if special { cook } else { Cook::Plain } })
    }

    fn data(&mut self) -> Token {
        let from = self.at;
        let mut look = from;
        let open = loop {
            let Some(n) = memchr(b'<', &self.src[look..]) else { break self.src.len() };
            let lt = look + n;
            let next = self.src.get(lt + 1).copied();
            match next {
                Some(b'!' | b'?') => break lt,
                Some(b) if b.is_ascii_alphabetic() => break lt,
                Some(b'/') if lt + 2 < self.src.len() => break lt,
                _ => look = lt + 1,
            }
        };
        if open > from {
            return self.text(open, Cook::Data);
        }
        match self.byte(from + 1) {
            b'!' => self.declaration(),
            b'?' => self.bogus(from + 1),
            b'/' => match self.byte(from + 2) {
                b if b.is_ascii_alphabetic() => self.tag(from + 2, true),
                b'>' => {
                    self.at = from + 3;
                    self.next()
                }
                _ => self.bogus(from + 2),
            },
            _ => self.tag(from + 1, false),
        }
    }

    fn bogus(&mut self, from: usize) -> Token {
        self.at = memchr(b'>', &self.src[from..]).map_or(self.src.len(), |n| from + n + 1);
        Token::Comment
    }

    fn declaration(&mut self) -> Token {
        let from = self.at + 2;
        let rest = &self.src[from..];
        if rest.starts_with(b"--") {
            self.at = from + 2 + comment_len(&rest[2..]);
            return Token::Comment;
        }
        if rest.len() >= 7 && rest[..7].eq_ignore_ascii_case(b"doctype") {
            return self.doctype(from + 7);
        }
        if self.foreign && rest.starts_with(b"[CDATA[") {
            self.at = from + 7;
            let section = &self.src[self.at..];
            let end = memchr::memmem::find(section, b"]]>");
            let token = self.text(self.at + end.unwrap_or(section.len()), Cook::Raw);
            self.at += end.map_or(0, |_| 3);
            return token;
        }
        self.bogus(from)
    }

    fn doctype(&mut self, from: usize) -> Token {
        let end = memchr(b'>', &self.src[from..]).map_or(self.src.len(), |n| from + n);
        let said = String::from_utf8_lossy(&self.src[from..end]).to_ascii_lowercase();
        self.at = (end + 1).min(self.src.len());
        let mut words = said.split_ascii_whitespace();
        let html = words.next() == Some("html");
        // Old public identifiers; a transitional one only where no system identifier follows.
        let old = ["html 2", "html 3", "html//", "w3 html"].iter().any(|v| said.contains(v));
        let transitional =
            ["html 4.01 transitional", "html 4.01 frameset", "html 4.0 "].iter().any(|v| said.contains(v));
        Token::Doctype(!html || end == self.src.len() || old || (transitional && !said.contains("http")))
    }

    /// A tag whose name begins at `from`.
    fn tag(&mut self, from: usize, end: bool) -> Token {
        let mut at = from;
        while at < self.src.len() && !ends_name(self.src[at]) {
            at += 1;
        }
        let name = (from as u32, at as u32);
        let first = self.attrs.len();
        self.at = at;
        let Some(closes_itself) = self.attributes() else {
            self.attrs.truncate(first);
            self.at = self.src.len();
            return Token::Eof;
        };
        if end {
            self.attrs.truncate(first);
        }
        let attrs = (first as u32, self.attrs.len() as u32);
        let token = TagToken { tag: Tag::of(&self.src[from..at]), name, attrs, closes_itself };
        if end { Token::End(token) } else { Token::Start(token) }
    }

    /// Reads attributes up to the end of the tag: whether it closes itself; nothing where the source ends first.
    fn attributes(&mut self) -> Option<bool> {
        loop {
            while is_space(*self.src.get(self.at)?) {
                self.at += 1;
            }
            match self.src[self.at] {
                b'>' => {
                    self.at += 1;
                    return Some(false);
                }
                b'/' => {
                    self.at += 1;
                    if *self.src.get(self.at)? == b'>' {
                        self.at += 1;
                        return Some(true);
                    }
                }
                _ => self.attribute()?,
            }
        }
    }

    fn attribute(&mut self) -> Option<()> {
        let from = self.at;
        self.at += 1; // an equals sign here is part of the name
        while !ends_name(*self.src.get(self.at)?) && self.src[self.at] != b'=' {
            self.at += 1;
        }
        let name = (from as u32, self.at as u32);
        let mut value = (self.at as u32, self.at as u32);
        let mut look = self.at;
        while is_space(*self.src.get(look)?) {
            look += 1;
        }
        if self.src[look] == b'=' {
            self.at = look + 1;
            while is_space(*self.src.get(self.at)?) {
                self.at += 1;
            }
            value = self.attribute_value()?;
        } else {
            self.at = look;
        }
        let raw = &self.src[value.0 as usize..value.1 as usize];
        let cook = memchr3(b'&', b'\r', 0, raw).is_some();
        self.attrs.push(Attr { name, value, cook });
        Some(())
    }

    fn attribute_value(&mut self) -> Option<(u32, u32)> {
        let from = self.at;
        match self.src[from] {
            quote @ (b'"' | b'\'') => {
                let n = memchr(quote, &self.src[from + 1..])?;
                self.at = from + n + 2;
                Some((from as u32 + 1, (from + 1 + n) as u32))
            }
            b'>' => Some((from as u32, from as u32)),
            _ => {
                while !is_space(*self.src.get(self.at)?) && self.src[self.at] != b'>' {
                    self.at += 1;
                }
                Some((from as u32, self.at as u32))
            }
        }
    }

    /// Text that only its own end tag ends.
    fn raw(&mut self, state: State) -> Token {
        let end = match state {
            State::Script => script_end(&self.src[self.at..]),
            _ => self.raw_end(),
        };
        let end = end.map_or(self.src.len(), |n| self.at + n);
        if end == self.at {
            self.state = State::Data;
            return self.tag(end + 2, true);
        }
        self.text(end, if state == State::RcData { Cook::Kept } else { Cook::Raw })
    }

    fn raw_end(&self) -> Option<usize> {
        let name = &self.src[self.within.0 as usize..self.within.1 as usize];
        let rest = &self.src[self.at..];
        memchr::memchr_iter(b'<', rest).find(|&lt| is_end_tag(&rest[lt..], name))
    }
}

/// Whether `text` begins with the end tag of `name`, in any case.
fn is_end_tag(text: &[u8], name: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"</") else { return false };
    rest.len() > name.len() && rest[..name.len()].eq_ignore_ascii_case(name) && ends_name(rest[name.len()])
}

/// Length of a comment's content with its closing mark.
fn comment_len(text: &[u8]) -> usize {
    for (short, len) in [(&b">"[..], 1), (b"->", 2)] {
        if text.starts_with(short) {
            return len;
        }
    }
    for n in memchr::memmem::find_iter(text, b"--") {
        let mut end = n + 2;
        while text.get(end) == Some(&b'-') {
            end += 1;
        }
        match text.get(end) {
            Some(b'>') => return end + 1,
            // Only the last two dashes before the mark count; any earlier ones are content.
            Some(b'!') if text.get(end + 1) == Some(&b'>') => return end + 2,
            _ => {}
        }
    }
    text.len()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    No,
    Once,
    Twice,
}

/// Where a script ends: at its end tag, unless that stands within `<!--` and another `<script`.
fn script_end(text: &[u8]) -> Option<usize> {
    let (mut at, mut escape) = (0, Escape::No);
    loop {
        let n = match escape {
            Escape::No => memchr(b'<', &text[at..])?,
            _ => memchr2(b'<', b'-', &text[at..])?,
        };
        at += n;
        let rest = &text[at..];
        if rest[0] == b'-' {
            let dashes = rest.iter().take_while(|b| **b == b'-').count();
            if dashes >= 2 && rest.get(dashes) == Some(&b'>') {
                escape = Escape::No;
            }
            at += dashes;
        } else if is_end_tag(rest, b"script") {
            if escape != Escape::Twice {
                return Some(at);
            }
            escape = Escape::Once;
            at += 8;
        } else if escape == Escape::No && rest.starts_with(b"<!--") {
            escape = Escape::Once;
            at += 2; // its dashes may be the closing ones too
        } else if escape == Escape::Once && opens_script(rest) {
            escape = Escape::Twice;
            at += 7;
        } else {
            at += 1;
        }
    }
}

fn opens_script(text: &[u8]) -> bool {
    text.len() > 7
        && text[1..7].eq_ignore_ascii_case(b"script")
        && (is_space(text[7]) || matches!(text[7], b'/' | b'>'))
}
