//! A forgiving reader of JSON that keeps places: the data that pages carry in scripts is often broken, and its texts
//! must lead back to the page as all others do.

use std::ops::Range;

use memchr::memchr3;

use crate::source_map::SourceMap;

/// Values within one another, at most.
const DEEPEST: usize = 64;
/// Values of one script, at most.
const MOST_VALUES: usize = 400_000;

/// A value, with the places of its texts in the source.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A number, `true`, `false`, `null`, or what cannot be read.
    Bare(Range<usize>),
    /// A string, without its quotes, as it stands.
    Text(Range<usize>),
    List(Vec<Value>),
    Map(Vec<(Range<usize>, Value)>),
}

impl Value {
    /// The value under a key.
    pub fn get<'v>(&'v self, src: &str, key: &str) -> Option<&'v Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(k, _)| src.get(k.clone()) == Some(key)).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The values of a list, or the value itself.
    pub fn each(&self) -> &[Self] {
        match self {
            Self::List(values) => values,
            one => std::slice::from_ref(one),
        }
    }

    /// Where the text stands, if the value is one.
    pub fn text(&self) -> Option<Range<usize>> {
        match self {
            Self::Text(range) => Some(range.clone()),
            _ => None,
        }
    }
}

/// Reads the first value in `src[range]`, as far as it can be read.
pub(crate) fn parse(src: &str, range: Range<usize>) -> Option<Value> {
    let mut reader = Reader { src: src.as_bytes(), at: range.start, end: range.end, left: MOST_VALUES };
    let start = src.as_bytes()[range.clone()].iter().position(|b| matches!(b, b'{' | b'['))?;
    reader.at += start;
    reader.value(0)
}

struct Reader<'s> {
    src: &'s [u8],
    at: usize,
    end: usize,
    left: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<u8> {
        while self.at < self.end && self.src[self.at].is_ascii_whitespace() {
            self.at += 1;
        }
        (self.at < self.end).then(|| self.src[self.at])
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        match self.peek()? {
            b'{' if depth < DEEPEST => Some(self.map(depth)),
            b'[' if depth < DEEPEST => Some(self.list(depth)),
            b'"' => Some(Value::Text(self.string())),
            _ => self.bare(),
        }
    }

    fn map(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            match self.peek() {
                Some(b'"') => {
                    let key = self.string();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                    }
                    let Some(value) = self.value(depth + 1) else { break };
                    entries.push((key, value));
                }
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b']') | None => break,
                Some(_) => self.at += 1,
            }
        }
        Value::Map(entries)
    }

    fn list(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(b'}') | None => break,
                Some(_) => match self.value(depth + 1) {
                    Some(value) => values.push(value),
                    None => break,
                },
            }
        }
        Value::List(values)
    }

    fn bare(&mut self) -> Option<Value> {
        let from = self.at;
        while self.at < self.end && !matches!(self.src[self.at], b',' | b'}' | b']' | b'"' | b'\n') {
            self.at += 1;
        }
        (self.at > from).then_some(Value::Bare(from..self.at))
    }

    /// A string. Quotes within it that nobody escaped are told by what follows them.
    fn string(&mut self) -> Range<usize> {
        self.at += 1;
        let from = self.at;
        while let Some(n) = memchr3(b'"', b'\\', b'"', &self.src[self.at..self.end]) {
            let at = self.at + n;
            if self.src[at] == b'\\' {
                self.at = (at + 2).min(self.end);
                continue;
            }
            self.at = at + 1;
            if matches!(self.peek_from(at + 1), None | Some(b',' | b':' | b'}' | b']')) {
                return from..at;
            }
        }
        self.at = self.end;
        from..self.end
    }

    fn peek_from(&self, at: usize) -> Option<u8> {
        self.src[at..self.end].iter().copied().find(|b| !b.is_ascii_whitespace())
    }
}

/// What a string says, with its way back to the source.
pub(crate) fn text(src: &str, range: Range<usize>) -> (String, SourceMap) {
    let (mut out, mut map) = (String::with_capacity(range.len()), SourceMap::default());
    let bytes = src.as_bytes();
    let (mut at, mut from) = (range.start, range.start);
    while let Some(n) = memchr::memchr(b'\\', &bytes[at..range.end]) {
        let slash = at + n;
        let (meaning, len) = escape(&src[slash..range.end]);
        at = slash + len;
        let Some(c) = meaning else { continue };
        map.push(slash - from, from..slash);
        out.push_str(&src[from..slash]);
        map.push(c.len_utf8(), slash..at);
        out.push(c);
        from = at;
    }
    map.push(range.end - from, from..range.end);
    out.push_str(&src[from..range.end]);
    (out, map)
}

/// The character of an escape at the start of `text`, and its length.
fn escape(text: &str) -> (Option<char>, usize) {
    let Some(c) = text[1..].chars().next() else { return (None, 1) };
    let simple = match c {
        'n' => '\n',
        't' => '\t',
        'r' => ' ',
        'b' | 'f' => ' ',
        'u' => return unicode(text),
        other => other,
    };
    (Some(simple), 1 + c.len_utf8())
}

fn unicode(text: &str) -> (Option<char>, usize) {
    let unit = |at: usize| {
        text.get(at..at + 6).filter(|u| u.starts_with("\\u")).and_then(|u| u32::from_str_radix(&u[2..], 16).ok())
    };
    match (unit(0), unit(6)) {
        (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => {
            (char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 12)
        }
        (Some(unit), _) => (Some(char::from_u32(unit).unwrap_or('\u{FFFD}')), 6),
        (None, _) => (None, 2.min(text.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(src: &str, key: &str) -> String {
        let value = parse(src, 0..src.len()).expect("a value");
        text(src, value.get(src, key).and_then(Value::text).expect("a text")).0
    }

    #[test]
    fn escapes_are_read_and_lead_back() {
        let src = r#"{"a": "\u0915\u093e \"x\"\/ \ud83d\ude00"}"#;
        assert_eq!(said(src, "a"), "का \"x\"/ 😀");
        let value = parse(src, 0..src.len()).expect("a value");
        let (_, map) = text(src, value.get(src, "a").and_then(Value::text).expect("a text"));
        assert_eq!(&src[map.source(3..6)], "\\u093e");
    }

    #[test]
    fn what_is_broken_is_read_as_far_as_it_goes() {
        assert_eq!(said("// x\n{\"a\": \"वह \"नहीं\" आए\", \"b\": [1, {\"c\": 2},], }", "a"), "वह \"नहीं\" आए");
    }
}
