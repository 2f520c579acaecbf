//! The way back from read text to the bytes of the page it was read from.

use std::ops::Range;

/// A stretch of text and the bytes it came from. Of equal length, the two correspond byte by byte; otherwise the whole
/// stretch (a character reference, a letter of another charset) stands for the whole range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    at: u32,
    len: u32,
    from: u32,
    from_len: u32,
}

impl Run {
    fn is_plain(self) -> bool {
        self.len == self.from_len
    }

    fn source(self) -> Range<usize> {
        self.from as usize..(self.from + self.from_len) as usize
    }
}

/// From each byte of a text to a range of bytes in what it was read from.
///
/// Positions are bytes and fit 32 bits, as those of [`bahi_text::Span`] do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceMap {
    runs: Vec<Run>,
    len: u32,
}

impl SourceMap {
    /// The map of a text that stands in its source as it is, from byte `offset` on.
    pub fn plain(len: usize, offset: usize) -> Self {
        let mut map = Self::default();
        map.push(len, offset..offset + len);
        map
    }

    /// Number of bytes mapped so far.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether nothing is mapped.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Maps the next `len` bytes of the text to `source`.
    pub fn push(&mut self, len: usize, source: Range<usize>) {
        let run = Run { at: self.len, len: len as u32, from: source.start as u32, from_len: source.len() as u32 };
        self.len += run.len;
        if run.len == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.is_plain() && run.is_plain() && last.from + last.from_len == run.from => {
                last.len += run.len;
                last.from_len += run.from_len;
            }
            _ => self.runs.push(run),
        }
    }

    /// The bytes of the source that the bytes `range` of the text came from; of text put together from several places,
    /// the range that spans them all. Empty where the text holds no such bytes.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let mut out: Option<Range<usize>> = None;
        for piece in self.pieces(range) {
            let hull = out.map_or(piece.clone(), |o| o.start.min(piece.start)..o.end.max(piece.end));
            out = Some(hull);
        }
        out.unwrap_or(0..0)
    }

    /// The places in the source that `range` of the text came from, in the text's order.
    pub fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.runs.partition_point(|r| (r.at + r.len) as usize <= range.start);
        let (start, end) = (range.start, range.end);
        self.runs[first..].iter().take_while(move |r| (r.at as usize) < end).map(move |r| {
            if !r.is_plain() {
                return r.source();
            }
            let (at, from) = (r.at as usize, r.from as usize);
            let skip = start.max(at) - at;
            let stop = end.min(at + r.len as usize) - at;
            from + skip..from + stop
        })
    }

    /// This map carried one step further back: `below` maps the source of this one to its own source.
    #[must_use]
    pub fn over(&self, below: &Self) -> Self {
        if let [only] = below.runs[..]
            && only.is_plain()
        {
            let shift = |r: &Run| Run { from: r.from + only.from, ..*r };
            return Self { runs: self.runs.iter().map(shift).collect(), len: self.len };
        }
        let mut out = Self::default();
        for run in &self.runs {
            if run.is_plain() {
                below.copy(run.source(), &mut out);
            } else {
                out.push(run.len as usize, below.source(run.source()));
            }
        }
        out
    }

    /// Appends to `out` the map of the bytes `range`, which are taken over as they are.
    pub fn copy(&self, range: Range<usize>, out: &mut Self) {
        let first = self.runs.partition_point(|r| (r.at + r.len) as usize <= range.start);
        for r in self.runs[first..].iter().take_while(|r| (r.at as usize) < range.end) {
            let start = range.start.max(r.at as usize);
            let stop = range.end.min((r.at + r.len) as usize);
            let source = if r.is_plain() {
                let from = r.from as usize + (start - r.at as usize);
                from..from + (stop - start)
            } else {
                r.source()
            };
            out.push(stop - start, source);
        }
    }
}

/// Text decoded from bytes, with the way back to them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// From the text to the bytes it was decoded from.
    pub map: SourceMap,
}

impl Decoded {
    /// Text that stands in its bytes as UTF-8, from byte `offset` on (3 after a byte order mark).
    pub fn utf8(text: String, offset: usize) -> Self {
        let map = SourceMap::plain(text.len(), offset);
        Self { text, map }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_leads_back_to_its_own_bytes() {
        // 'a &amp; b' read as 'a & b'
        let mut map = SourceMap::default();
        map.push(2, 10..12);
        map.push(1, 12..17);
        map.push(2, 17..19);
        assert_eq!(map.source(0..1), 10..11);
        assert_eq!(map.source(2..3), 12..17);
        assert_eq!(map.source(4..5), 18..19);
        assert_eq!(map.source(0..5), 10..19);
        assert_eq!(map.source(5..9), 0..0);
    }

    #[test]
    fn two_steps_back_are_one() {
        let mut below = SourceMap::default();
        below.push(4, 100..104);
        below.push(3, 104..105); // one byte of an old charset, three of UTF-8
        below.push(4, 105..109);
        let mut map = SourceMap::default();
        map.push(6, 2..8);
        map.push(1, 8..11);
        let whole = map.over(&below);
        assert_eq!(whole.source(0..1), 102..103);
        assert_eq!(whole.source(2..5), 104..105);
        assert_eq!(whole.source(5..6), 105..106);
        assert_eq!(whole.source(6..7), 106..109);
        assert_eq!(map.over(&SourceMap::plain(20, 3)).source(6..7), 11..14);
    }
}
