//! A page as lines of text, each with what is needed to tell the article's lines from others.

use std::ops::Range;

use bahi_text::script::devanagari;

use super::dom::{Dom, Id, Kind, NONE, Space, Tag};
use super::vocab::{Marks, Vocabulary};
use crate::source_map::SourceMap;

/// One line of text: what a block holds between its breaks.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its place in the text.
    pub span: Range<usize>,
    /// The block it stands in.
    pub block: Id,
    /// The element that holds all of its text.
    pub inner: Id,
    /// The block by its name.
    pub tag: Tag,
    /// Letters and marks, without white space.
    pub chars: u32,
    /// Of these, within links.
    pub linked: u32,
    /// Of these, in bold.
    pub bold: u32,
    pub words: u32,
    /// Whether it ends as a sentence does.
    pub closed: bool,
}

impl Line {
    pub fn text<'t>(&self, lines: &'t Lines) -> &'t str {
        &lines.text[self.span.clone()]
    }

    /// Share of the letters that stand in links.
    pub fn link_share(&self) -> f32 {
        self.linked as f32 / self.chars.max(1) as f32
    }

    /// Whether it is running text and not a label, a heading or a link.
    pub fn is_prose(&self) -> bool {
        let enough = if self.closed {
            (self.words >= 6 || self.chars >= 60) && self.chars >= 30
        } else {
            (self.words >= 16 || self.chars >= 160) && self.chars >= 80
        };
        let beside_links = self.chars - self.linked;
        enough && !self.tag.is_heading() && (self.link_share() < 0.5 || (self.closed && beside_links >= 15))
    }
}

/// All lines of a page.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Their text, one a line.
    pub text: String,
    /// From the text to the source of the tree.
    pub map: SourceMap,
    pub lines: Vec<Line>,
    /// Whether there were more than are read.
    pub cut: bool,
    /// What each node is by its names, for elements that lines stand in.
    pub marks: Vec<Marks>,
}

/// Lines of a page after so many are not read.
const MOST_LINES: usize = 30_000;

/// Cuts a page into lines.
pub(crate) fn lines(dom: &Dom<'_>, root: Id, vocabulary: &Vocabulary) -> Lines {
    walk(dom, root, vocabulary, false)
}

/// The same of a text out of a page's data, where line ends part paragraphs.
pub(crate) fn lines_of_data(dom: &Dom<'_>, vocabulary: &Vocabulary) -> Lines {
    walk(dom, 0, vocabulary, true)
}

fn walk(dom: &Dom<'_>, root: Id, vocabulary: &Vocabulary, pre: bool) -> Lines {
    let mut walk = Walk {
        dom,
        out: Lines { marks: vec![Marks::default(); dom.nodes.len()], ..Lines::default() },
        inherited: Vec::new(),
        line: Open::default(),
    };
    walk.run(root, vocabulary, pre);
    walk.out
}

/// What is said of everything within an element, while it is walked through.
#[derive(Debug, Clone, Copy)]
struct Frame {
    id: Id,
    block: Id,
    link: bool,
    bold: bool,
    pre: bool,
}

/// The line being read.
#[derive(Debug, Default)]
struct Open {
    start: usize,
    chars: u32,
    linked: u32,
    bold: u32,
    /// White space read and not yet written.
    space: Option<Range<usize>>,
    /// A line break that may or may not part two paragraphs.
    soft: bool,
    first: Option<(Id, Id)>,
}

struct Walk<'d, 's> {
    dom: &'d Dom<'s>,
    out: Lines,
    inherited: Vec<Frame>,
    line: Open,
}

/// Elements whose text is no text of the page.
fn is_silent(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Script
            | Style
            | Noscript
            | Template
            | Iframe
            | Object
            | Canvas
            | Audio
            | Video
            | Select
            | Textarea
            | Head
            | Noembed
            | Noframes
            | Applet
            | Option
            | Optgroup
    )
}

fn is_inline(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        A | B
            | Big
            | Cite
            | Code
            | Del
            | Em
            | Font
            | I
            | Ins
            | Label
            | Mark
            | Nobr
            | Q
            | S
            | Small
            | Span
            | Strike
            | Strong
            | Sub
            | Sup
            | Time
            | Tt
            | U
            | Var
            | Other
            | Img
            | Picture
            | Source
            | Wbr
            | Ruby
            | Rb
            | Rt
            | Rp
            | Input
            | Link
            | Meta
            | Button
            | Area
            | Param
            | Track
            | Embed
            | Base
    )
}

impl Walk<'_, '_> {
    fn run(&mut self, root: Id, vocabulary: &Vocabulary, pre: bool) {
        self.inherited.push(Frame { id: root, block: root, link: false, bold: false, pre });
        let mut next = self.dom.node(root).first;
        let mut at = root;
        loop {
            if self.out.lines.len() >= MOST_LINES {
                self.out.cut = true;
                break;
            }
            if next == NONE {
                if at == root {
                    break;
                }
                self.leave(at);
                next = self.dom.node(at).next;
                at = self.dom.node(at).parent;
                continue;
            }
            let id = next;
            let node = self.dom.node(id);
            let goes_in = match node.kind {
                Kind::Text(_) => {
                    self.read(id);
                    false
                }
                Kind::Element { tag, space: Space::Html, .. } if !is_silent(tag) => self.enter(id, tag, vocabulary),
                _ => false,
            };
            if goes_in && node.first != NONE {
                (at, next) = (id, node.first);
            } else {
                if goes_in {
                    self.leave(id);
                }
                next = node.next;
            }
        }
        self.end_line();
    }

    fn frame(&self) -> Frame {
        self.inherited[self.inherited.len() - 1]
    }

    fn enter(&mut self, id: Id, tag: Tag, vocabulary: &Vocabulary) -> bool {
        if tag == Tag::Br {
            self.line_break();
            return false;
        }
        let outer = self.frame();
        let own = vocabulary.of(self.dom, id);
        self.out.marks[id as usize] = own;
        let inline = is_inline(tag);
        if inline && own.has(Marks::HIDDEN) {
            return false;
        }
        if !inline {
            self.end_line();
        }
        let bold = matches!(tag, Tag::B | Tag::Strong) || tag.is_heading();
        self.inherited.push(Frame {
            id,
            block: if inline { outer.block } else { id },
            link: outer.link || (tag == Tag::A && self.dom.find_attr(id, "href").is_some()),
            bold: outer.bold || bold,
            pre: outer.pre || tag == Tag::Pre,
        });
        true
    }

    fn leave(&mut self, id: Id) {
        if self.inherited.last().is_some_and(|f| f.id == id) {
            let frame = self.frame();
            if frame.block == id {
                self.end_line();
            }
            self.inherited.pop();
        }
    }

    /// A break parts paragraphs where two stand together, or where what it follows is complete.
    fn line_break(&mut self) {
        let written = &self.out.text[self.line.start..];
        let complete = ends_sentence(written) || self.line.bold == self.line.chars;
        if self.line.soft || complete {
            self.end_line();
        } else if !written.is_empty() {
            self.line.soft = true;
        }
    }

    fn read(&mut self, id: Id) {
        let frame = self.frame();
        let dom = self.dom;
        dom.text(id, |piece, from| self.piece(piece, from, frame));
    }

    fn piece(&mut self, piece: &str, from: Range<usize>, frame: Frame) {
        let plain = piece.len() == from.len();
        let mut at = 0;
        while at < piece.len() {
            let rest = &piece[at..];
            let blank = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            let place = |a: usize, b: usize| if plain { from.start + a..from.start + b } else { from.clone() };
            if blank > 0 {
                if frame.pre && rest[..blank].contains('\n') {
                    self.line_break();
                }
                let space = place(at, at + blank);
                // Only what stands together: between two stretches of white space there may be markup.
                match &mut self.line.space {
                    Some(before) if before.end == space.start => before.end = space.end,
                    Some(_) => {}
                    none => *none = Some(space),
                }
                at += blank;
                continue;
            }
            let word = run_of_words(rest);
            self.write(&rest[..word], place(at, at + word), frame);
            at += word;
        }
    }

    /// Appends text that begins and ends with no white space and has none but single spaces within.
    fn write(&mut self, text: &str, from: Range<usize>, frame: Frame) {
        let line = &mut self.line;
        let space = line.space.take();
        if self.out.text.len() == line.start {
            line.first = Some((frame.block, frame.id));
        } else if let Some(space) = space.or(line.soft.then_some(from.start..from.start)) {
            self.out.map.push(1, space);
            self.out.text.push(' ');
        }
        line.soft = false;
        if let Some((block, inner)) = &mut line.first
            && *inner != frame.id
        {
            *inner = *block;
        }
        let chars = text.chars().filter(|c| *c != ' ').count() as u32;
        line.chars += chars;
        line.linked += if frame.link { chars } else { 0 };
        line.bold += if frame.bold { chars } else { 0 };
        self.out.map.push(text.len(), from);
        self.out.text.push_str(text);
    }

    fn end_line(&mut self) {
        let open = std::mem::take(&mut self.line);
        let (start, end) = (open.start, self.out.text.len());
        if start < end
            && let Some((block, inner)) = open.first
        {
            let text = &self.out.text[start..end];
            self.out.lines.push(Line {
                span: start..end,
                block,
                inner,
                tag: self.dom.tag(block),
                chars: open.chars,
                linked: open.linked,
                bold: open.bold,
                words: memchr::memchr_iter(b' ', text.as_bytes()).count() as u32 + 1,
                closed: ends_sentence(text),
            });
            self.out.text.push('\n');
            let at = self.out.map.source(end - 1..end).end;
            self.out.map.push(1, at..at);
        }
        self.line.start = self.out.text.len();
    }
}

/// How far the text goes on without white space other than single spaces between words.
fn run_of_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b' ' if bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) => break,
            b' ' => match bytes[at + 1] {
                0xC2 | 0xE1 | 0xE2 | 0xE3 if text[at + 1..].starts_with(char::is_whitespace) => break,
                _ => at += 1,
            },
            b if b.is_ascii_whitespace() || b == 0x0B => break,
            // The lead bytes of the white space beyond ASCII.
            0xC2 | 0xE1 | 0xE2 | 0xE3 if text[at..].starts_with(char::is_whitespace) => break,
            _ => at += 1,
        }
    }
    at
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', ' ']);
    bare.ends_with(['.', '।', '॥', '?', '!', ':', '…', '|', ';', '。', '！', '？'])
        || bare.ends_with(devanagari::VISARGA)
}
