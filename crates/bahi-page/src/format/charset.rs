//! From the bytes of a page of markup to text, with a way back from each character to the bytes it was read from.
//!
//! The encoding is the byte order mark's, else the one the transport names, else the one the page names, else the one
//! that the bytes look like. A page that names another encoding and is whole UTF-8 is UTF-8.

use crate::decode::zeros_are_high;
use crate::source_map::{Decoded, SourceMap};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a page its own word on its encoding is looked for.
const PRESCAN: usize = 16 * 1024;
/// How much of a page is looked at to guess its encoding.
const SAMPLE: usize = 256 * 1024;
/// Bytes that are no UTF-8 are taken for damage where they are at most one in so many of those beyond ASCII.
const DAMAGE_ONE_IN: usize = 50;

/// What said which encoding a page is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A byte order mark.
    Mark,
    /// The transport: an HTTP header, a field of the archive.
    Transport,
    /// The page itself.
    Page,
    /// The bytes.
    Bytes,
}

/// A page of markup, decoded.
#[derive(Debug, Clone)]
pub struct Markup {
    /// The text, without its byte order mark, and where each of its characters stood in the page's bytes.
    pub decoded: Decoded,
    /// The encoding by its standard name, such as `UTF-8` or `windows-1252`.
    pub charset: &'static str,
    /// What said so.
    pub basis: Basis,
    /// What a reader of the ledger should know about the decoding.
    pub warnings: Vec<String>,
}

impl Markup {
    /// Decodes a page; `declared` is the encoding that the transport named, if any.
    pub fn new(bytes: &[u8], declared: Option<&str>) -> Self {
        let (encoding, basis, skip) = choose(bytes, declared);
        let mut out = Self { decoded: Decoded::default(), charset: "", basis, warnings: Vec::new() };
        let body = &bytes[skip..];
        let encoding = out.settle(encoding, body);
        out.charset = encoding.name();
        if encoding == UTF_8 {
            out.utf8(body, skip);
        } else if encoding == UTF_16LE || encoding == UTF_16BE {
            out.utf16(body, skip, encoding == UTF_16LE);
        } else if encoding.is_single_byte() {
            out.single(body, skip, encoding);
        } else {
            out.several(body, skip, encoding);
        }
        if out.decoded.text.contains('\u{FFFD}') {
            out.warnings.push("some bytes of the page are no letters of its encoding; they were replaced".to_owned());
        }
        out
    }

    /// The encoding that the bytes bear out, with a word where it is not the one that was named.
    fn settle(&mut self, named: &'static Encoding, body: &[u8]) -> &'static Encoding {
        if self.basis == Basis::Mark || named == UTF_16LE || named == UTF_16BE {
            return named;
        }
        let valid = std::str::from_utf8(body).is_ok();
        if named == UTF_8 {
            if valid || is_damaged_utf8(body) {
                return UTF_8;
            }
            let guess = guess(body);
            if guess != UTF_8 && self.basis != Basis::Bytes {
                self.warnings.push(format!("the page calls itself UTF-8 and is not; it was read as {}", guess.name()));
                self.basis = Basis::Bytes;
            }
            return guess;
        }
        if valid && !body.is_ascii() {
            self.warnings.push(format!("the page calls itself {} and is UTF-8; it was read as such", named.name()));
            self.basis = Basis::Bytes;
            return UTF_8;
        }
        named
    }

    fn step(&mut self, source: usize, c: char, taken: usize) {
        self.decoded.map.push(c.len_utf8(), source..source + taken);
        self.decoded.text.push(c);
    }

    fn utf8(&mut self, body: &[u8], skip: usize) {
        if let Ok(text) = std::str::from_utf8(body) {
            self.decoded = Decoded { text: text.to_owned(), map: SourceMap::plain(text.len(), skip) };
            return;
        }
        let mut at = skip;
        for chunk in body.utf8_chunks() {
            self.decoded.map.push(chunk.valid().len(), at..at + chunk.valid().len());
            self.decoded.text.push_str(chunk.valid());
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                self.step(at, '\u{FFFD}', chunk.invalid().len());
                at += chunk.invalid().len();
            }
        }
    }

    fn utf16(&mut self, body: &[u8], skip: usize, little: bool) {
        let unit = |p: &[u8]| if little { u16::from_le_bytes([p[0], p[1]]) } else { u16::from_be_bytes([p[0], p[1]]) };
        let mut at = skip;
        for c in char::decode_utf16(body.chunks_exact(2).map(unit)) {
            let c = c.unwrap_or('\u{FFFD}');
            let taken = if c == '\u{FFFD}' { 2 } else { 2 * c.len_utf16() };
            self.step(at, c, taken);
            at += taken;
        }
    }

    fn single(&mut self, body: &[u8], skip: usize, encoding: &'static Encoding) {
        let table: Vec<char> = (0..=255u8)
            .map(|b| encoding.decode_without_bom_handling(&[b]).0.chars().next().unwrap_or('\u{FFFD}'))
            .collect();
        for (n, &byte) in body.iter().enumerate() {
            self.step(skip + n, table[usize::from(byte)], 1);
        }
    }

    /// Encodings of several bytes a character: byte by byte, to see at which byte each character is complete.
    fn several(&mut self, body: &[u8], skip: usize, encoding: &'static Encoding) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let (mut begun, mut out) = (skip, String::with_capacity(16));
        for (n, byte) in body.iter().enumerate() {
            let last = n + 1 == body.len();
            let mut rest = std::slice::from_ref(byte);
            loop {
                out.clear();
                let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut out, last);
                rest = &rest[read..];
                if matches!(result, DecoderResult::Malformed(..)) {
                    out.push('\u{FFFD}');
                }
                let upto = skip + n + 1;
                for c in out.drain(..) {
                    self.step(begun, c, upto - begun);
                    begun = upto;
                }
                if matches!(result, DecoderResult::InputEmpty) {
                    break;
                }
            }
        }
    }
}

/// The encoding that is named, who names it, and how many bytes of a mark stand before the text.
fn choose(bytes: &[u8], declared: Option<&str>) -> (&'static Encoding, Basis, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, Basis::Mark, mark);
    }
    let known = |label: &str| Encoding::for_label(label.trim().as_bytes()).filter(|&e| e != REPLACEMENT);
    if let Some(encoding) = declared.and_then(known) {
        return (encoding, Basis::Transport, 0);
    }
    if let Some(little) = zeros_are_high(bytes) {
        return (if little { UTF_16LE } else { UTF_16BE }, Basis::Bytes, 0);
    }
    match named_in_page(bytes).as_deref().and_then(known) {
        // A page that can be searched for the word is not in UTF-16, whatever it says.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => (UTF_8, Basis::Page, 0),
        Some(encoding) => (encoding, Basis::Page, 0),
        None => (UTF_8, Basis::Bytes, 0),
    }
}

/// What a page says of its own encoding, in an XML declaration or a `meta`.
fn named_in_page(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    if head.trim_ascii_start().starts_with(b"<?xml") {
        let end = find(&head, b"?>").unwrap_or(head.len());
        if let Some(label) = value_of(&head[..end], b"encoding") {
            return Some(label);
        }
    }
    let mut at = 0;
    while let Some(open) = find(&head[at..], b"<").map(|n| at + n) {
        let rest = &head[open..];
        if rest.starts_with(b"<!--") {
            at = open + find(rest, b"-->").map_or(rest.len(), |n| n + 3);
        } else if rest.starts_with(b"<meta") {
            let end = find(rest, b">").unwrap_or(rest.len());
            if let Some(label) = value_of(&rest[..end], b"charset") {
                return Some(label);
            }
            at = open + end;
        } else {
            at = open + 1;
        }
    }
    None
}

/// What stands after `name =`, within quotes or up to a space.
fn value_of(tag: &[u8], name: &[u8]) -> Option<String> {
    let mut at = 0;
    while let Some(found) = find(&tag[at..], name).map(|n| at + n) {
        at = found + name.len();
        let Some(rest) = tag[at..].trim_ascii_start().strip_prefix(b"=") else { continue };
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|b| matches!(b, b'"' | b'\'' | b';' | b'>' | b'/') || b.is_ascii_whitespace());
        return Some(String::from_utf8_lossy(&rest[..end.unwrap_or(rest.len())]).into_owned());
    }
    None
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|w| w == what)
}

/// Whether bytes are UTF-8 with a few bytes spoilt.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    bad * DAMAGE_ONE_IN <= good
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    detector.guess(Some(b"in"), Utf8Detection::Allow)
}
