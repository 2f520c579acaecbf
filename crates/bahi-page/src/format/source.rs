//! Bytes as they come: a stream that knows where it stands and can say that a stretch of it is lost.

use std::collections::VecDeque;
use std::fmt;
use std::io::{ErrorKind, Read};

/// Bytes read ahead at a time.
pub(crate) const CHUNK: usize = 64 * 1024;
/// So many are read before anybody looks at what the stream is.
const FIRST: usize = 16 * 1024;

/// A place in a file: the byte at which a packed part of it begins, and how far into what was unpacked from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Byte in the file.
    pub member: u64,
    /// Bytes after it, unpacked; 0 in a file that is not packed.
    pub within: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.within {
            0 => write!(f, "{}", self.member),
            within => write!(f, "{}+{within}", self.member),
        }
    }
}

/// A stretch that could not be read. What comes after it can be, if anything does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    pub at: Place,
    pub why: String,
}

/// A stream of bytes.
pub(crate) trait Source: Send {
    /// Bytes that are at hand, at least one; none at the end. They never reach over the end of a packed part.
    fn fill(&mut self) -> Result<&[u8], Gap>;
    /// Takes the first `n` of the bytes that are at hand.
    fn consume(&mut self, n: usize);
    /// Where the next byte stands.
    fn place(&self) -> Place;
    /// Whether the stream is unpacked from parts, within which places are counted.
    fn is_packed(&self) -> bool {
        false
    }
    /// Whether the next byte is the first of a packed part.
    fn opens_part(&self) -> bool {
        self.is_packed() && self.place().within == 0
    }
}

impl Source for Box<dyn Source> {
    fn fill(&mut self) -> Result<&[u8], Gap> {
        (**self).fill()
    }

    fn consume(&mut self, n: usize) {
        (**self).consume(n);
    }

    fn place(&self) -> Place {
        (**self).place()
    }

    fn is_packed(&self) -> bool {
        (**self).is_packed()
    }
}

/// A file or pipe as it is.
pub(crate) struct Plain<R> {
    read: R,
    buffer: Vec<u8>,
    start: usize,
    at: u64,
    failed: Option<String>,
    ended: bool,
}

impl<R: Read> Plain<R> {
    pub fn new(read: R) -> Self {
        Self::at(read, 0)
    }

    /// A stream that begins at byte `at` of what it is a part of.
    pub fn at(read: R, at: u64) -> Self {
        Self { read, buffer: Vec::new(), start: 0, at, failed: None, ended: false }
    }

    fn more(&mut self) {
        let (mut filled, enough) = (0, if self.buffer.capacity() == 0 { FIRST } else { 1 });
        self.buffer.resize(CHUNK, 0);
        while filled < enough && !self.ended {
            match self.read.read(&mut self.buffer[filled..]) {
                Ok(0) => self.ended = true,
                Ok(n) => filled += n,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failed = Some(format!("cannot be read any further ({error})"));
                    self.ended = true;
                }
            }
        }
        self.buffer.truncate(filled);
        self.start = 0;
    }
}

impl<R: Read + Send> Source for Plain<R> {
    fn fill(&mut self) -> Result<&[u8], Gap> {
        if self.start == self.buffer.len() && !self.ended {
            self.more();
        }
        if self.start == self.buffer.len()
            && let Some(why) = self.failed.take()
        {
            return Err(Gap { at: self.place(), why });
        }
        Ok(&self.buffer[self.start..])
    }

    fn consume(&mut self, n: usize) {
        let n = n.min(self.buffer.len() - self.start);
        self.start += n;
        self.at += n as u64;
    }

    fn place(&self) -> Place {
        Place { member: self.at, within: 0 }
    }
}

/// A stream that can be looked into further ahead than what is at hand, and to which bytes can be given back.
pub(crate) struct Tape {
    source: Box<dyn Source>,
    held: Vec<u8>,
    start: usize,
    /// From which byte of `held` on places are counted from where; the first is never past `start`.
    marks: VecDeque<(usize, Place)>,
    /// What was met behind the held bytes.
    gap: Option<Gap>,
}

impl Tape {
    pub fn new(source: Box<dyn Source>) -> Self {
        Self { source, held: Vec::new(), start: 0, marks: VecDeque::new(), gap: None }
    }

    /// At least the next `n` bytes, fewer only where the stream ends or is broken before.
    pub fn peek(&mut self, n: usize) -> Result<&[u8], Gap> {
        if self.start == self.held.len() && self.fill()?.len() >= n {
            return self.fill();
        }
        while self.held.len() - self.start < n && self.gap.is_none() {
            match self.pull() {
                Ok(true) => {}
                Ok(false) => break,
                Err(gap) => self.gap = Some(gap),
            }
        }
        Ok(&self.held[self.start..])
    }

    /// Takes more from the source into what is held; `false` at its end.
    fn pull(&mut self) -> Result<bool, Gap> {
        if self.start == self.held.len() {
            (self.start, self.held) = (0, Vec::new());
            self.marks.clear();
        }
        self.forget();
        let n = self.source.fill()?.len();
        let place = self.source.place();
        if n > 0 && (self.marks.is_empty() || self.source.opens_part()) {
            self.marks.push_back((self.held.len(), place));
        }
        self.held.extend_from_slice(self.source.fill()?);
        self.source.consume(n);
        Ok(n > 0)
    }

    /// Lets go of bytes that were taken: whoever always looks a little ahead never takes the last that is held.
    fn forget(&mut self) {
        if self.start < CHUNK || self.start * 2 < self.held.len() {
            return;
        }
        let (place, gone) = (self.place(), self.start);
        self.held.drain(..gone);
        let later = self.marks.iter().filter(|(at, _)| *at > gone).map(|(at, p)| (at - gone, *p));
        self.marks = std::iter::once((0, place)).chain(later).collect();
        self.start = 0;
    }

    /// Gives back bytes that were taken last, from `place` on.
    pub fn give_back(&mut self, bytes: Vec<u8>, place: Place) {
        let next = (self.start < self.held.len()).then(|| (self.start, self.place()));
        let (shift, rest) = (bytes.len(), self.held.split_off(self.start));
        let later = self.marks.iter().filter(|(at, _)| *at > self.start).copied();
        let marks = next.into_iter().chain(later).map(|(at, p)| (at - self.start + shift, p));
        self.marks = std::iter::once((0, place)).chain(marks).collect();
        self.held = bytes;
        self.held.extend(rest);
        self.start = 0;
    }
}

impl Source for Tape {
    fn fill(&mut self) -> Result<&[u8], Gap> {
        if self.start < self.held.len() {
            let end = self.marks.get(1).map_or(self.held.len(), |(at, _)| *at);
            return Ok(&self.held[self.start..end]);
        }
        match self.gap.take() {
            Some(gap) => Err(gap),
            None => self.source.fill(),
        }
    }

    fn consume(&mut self, n: usize) {
        if self.start == self.held.len() {
            return self.source.consume(n);
        }
        self.start += n.min(self.held.len() - self.start);
        while self.marks.get(1).is_some_and(|(at, _)| *at <= self.start) {
            self.marks.pop_front();
        }
    }

    fn place(&self) -> Place {
        let Some((at, place)) = self.marks.front().filter(|_| self.start < self.held.len()) else {
            return self.source.place();
        };
        let by = (self.start - at) as u64;
        match self.source.is_packed() {
            true => Place { within: place.within + by, ..*place },
            false => Place { member: place.member + by, ..*place },
        }
    }

    fn is_packed(&self) -> bool {
        self.source.is_packed()
    }
}

/// Everything that is left, up to `most` bytes; whether that was all; and what was lost on the way.
pub(crate) fn all(source: &mut dyn Source, most: usize) -> (Vec<u8>, bool, Vec<Gap>) {
    let (mut out, mut gaps) = (Vec::new(), Vec::new());
    loop {
        match source.fill() {
            Ok([]) => return (out, true, gaps),
            Ok(bytes) => {
                let n = bytes.len().min(most - out.len());
                out.extend_from_slice(&bytes[..n]);
                if n < bytes.len() {
                    return (out, false, gaps);
                }
                source.consume(n);
            }
            Err(gap) => gaps.push(gap),
        }
    }
}

/// The next line with its ending, up to `most` bytes of it, and its whole length; `None` at the end.
pub(crate) fn line(source: &mut dyn Source, most: usize) -> Result<Option<(Vec<u8>, u64)>, Gap> {
    let (mut out, mut length) = (Vec::new(), 0u64);
    loop {
        let bytes = source.fill()?;
        if bytes.is_empty() {
            return Ok((length > 0).then_some((out, length)));
        }
        let end = memchr::memchr(b'\n', bytes);
        let n = end.map_or(bytes.len(), |n| n + 1);
        out.extend_from_slice(&bytes[..n.min(most - out.len())]);
        length += n as u64;
        source.consume(n);
        if end.is_some() {
            return Ok(Some((out, length)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_ahead_all_the_time_holds_no_more_than_what_lies_ahead() {
        let bytes: Vec<u8> = (0..40 * CHUNK).map(|n| (n % 251) as u8).collect();
        let mut tape = Tape::new(Box::new(Plain::new(std::io::Cursor::new(bytes.clone()))));
        let mut taken = 0;
        while tape.peek(8).is_ok_and(|ahead| ahead.len() >= 8) {
            assert_eq!(tape.place().member, taken as u64);
            assert_eq!(tape.fill().ok().and_then(|b| b.first().copied()), Some(bytes[taken]));
            let n = tape.fill().map_or(1, <[u8]>::len).saturating_sub(3).max(1);
            tape.consume(n);
            taken += n;
            assert!(tape.held.len() <= 4 * CHUNK, "{} bytes are held", tape.held.len());
        }
        assert!(taken + 8 > bytes.len());
    }
}
