//! WARC archives: record by record, in constant memory; a bad record is named and the next one found.

use super::limits::Limits;
use super::source::{Gap, Place, Source, Tape, line};
use super::{About, Fault, Form, Passed, Piece, Unit, Wrap};

/// Bytes that close a record: two ends of lines.
const CLOSE: usize = 4;
/// What every record begins with.
const MAGIC: &[u8] = b"WARC/";
/// Heads longer than this are no heads.
const LONGEST_HEAD: usize = 64 * 1024;
/// How a record looks that stands inside another, whose length is wrong.
const INNER: &[u8] = b"\r\n\r\nWARC/";

/// Whether bytes begin a WARC archive.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.strip_prefix(MAGIC).is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit))
}

/// The records of an archive that may hold a page.
pub(super) struct Records {
    tape: Tape,
    path: String,
    limits: Limits,
    /// A gap met after a good record, to be told of next.
    pending: Option<Gap>,
    /// Whether what precedes the next record was named already.
    resync: bool,
}

/// A record's head.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    length: Option<u64>,
    url: Option<String>,
    media: String,
    truncated: Option<String>,
    payload: Option<String>,
    segment: bool,
}

/// A record's block.
struct Block {
    bytes: Vec<u8>,
    /// Bytes that were more than are read.
    dropped: u64,
}

impl Records {
    pub fn new(source: Box<dyn Source>, path: &str, limits: Limits) -> Self {
        Self { tape: Tape::new(source), path: path.to_owned(), limits, pending: None, resync: false }
    }

    fn fault(&self, at: Place, why: impl Into<String>) -> Piece {
        Piece::Bad(Fault {
            path: format!("{}#{at}", self.path),
            why: why.into(),
            remedy: "the other records are read; fetch the archive anew if this one is wanted".to_owned(),
        })
    }

    /// Passes over the blank bytes between records; how many, and whether a record begins there. `None` at the end.
    fn approach(&mut self) -> Result<Option<(usize, bool)>, Gap> {
        let mut blank = 0;
        loop {
            let bytes = self.tape.peek(MAGIC.len() + 1)?;
            match bytes {
                [] => return Ok(None),
                [b'\r' | b'\n', ..] => {
                    self.tape.consume(1);
                    blank += 1;
                }
                _ => return Ok(Some((blank, sniff(bytes)))),
            }
        }
    }

    /// Goes to the next line that begins a record; how many bytes were passed over.
    fn seek(&mut self) -> Result<u64, Gap> {
        let mut passed = 0;
        loop {
            let bytes = self.tape.peek(MAGIC.len() + 1)?;
            if bytes.is_empty() || sniff(bytes) {
                return Ok(passed);
            }
            let n = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |n| n + 1);
            self.tape.consume(n);
            passed += n as u64;
        }
    }

    fn head(&mut self) -> Result<Result<Head, &'static str>, Gap> {
        let (mut head, mut size) = (Head::default(), 0);
        line(&mut self.tape, LONGEST_HEAD)?;
        loop {
            let Some((bytes, length)) = line(&mut self.tape, LONGEST_HEAD)? else {
                return Ok(Err("the archive ends within the record's head"));
            };
            size += length;
            if size > LONGEST_HEAD as u64 {
                return Ok(Err("the record's head has no end"));
            }
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_end_matches(['\r', '\n']);
            if text.is_empty() {
                return Ok(if head.length.is_some() { Ok(head) } else { Err("the record does not say its length") });
            }
            if let Some((name, value)) = text.split_once(':') {
                head.set(name.trim(), value.trim());
            }
        }
    }

    /// Reads the block of `head`; an error is what is wrong with it.
    fn block(&mut self, length: u64) -> Result<Result<Block, String>, Gap> {
        let mut block = Block { bytes: Vec::new(), dropped: 0 };
        let mut left = length;
        while left > 0 {
            if self.tape.opens_part() && sniff(self.tape.peek(MAGIC.len() + 1)?) {
                return Ok(Err(format!("the record is {left} bytes shorter than it says")));
            }
            let bytes = self.tape.fill()?;
            if bytes.is_empty() {
                return Ok(self.cut_short(block.bytes, left));
            }
            let n = (bytes.len() as u64).min(left) as usize;
            // Past what is kept, the stream cannot be gone back in: a record that begins there ends this one.
            if block.dropped > 0
                && let Some(at) = memchr::memmem::find(&bytes[..n], INNER)
            {
                self.tape.consume(at + CLOSE);
                return Ok(Err("the record is shorter than it says".to_owned()));
            }
            let keep = n.min(self.limits.unit.saturating_sub(block.bytes.len()));
            block.bytes.extend_from_slice(&bytes[..keep]);
            block.dropped += (n - keep) as u64;
            self.tape.consume(n);
            left -= n as u64;
        }
        Ok(Ok(block))
    }

    /// The archive ended within a block: it was cut off, unless other records stand inside it.
    fn cut_short(&mut self, bytes: Vec<u8>, left: u64) -> Result<Block, String> {
        match self.give_back_inner(bytes) {
            true => Err("the record is shorter than it says".to_owned()),
            false => Err(format!("the archive ends {left} bytes before the record does")),
        }
    }

    /// Gives back what stands after the record that `bytes` began with, if another begins in them.
    fn give_back_inner(&mut self, mut bytes: Vec<u8>) -> bool {
        let end = bytes.len();
        // The next record's first bytes may lie on either side of the wrong end.
        bytes.extend_from_slice(self.tape.peek(INNER.len()).unwrap_or_default());
        let found = memchr::memmem::find(&bytes, INNER).filter(|at| at + CLOSE < end);
        bytes.truncate(end);
        let Some(at) = found else { return false };
        let rest = bytes.split_off(at + CLOSE);
        let mut place = self.tape.place();
        let back = rest.len() as u64;
        match self.tape.is_packed() {
            true => place.within = place.within.saturating_sub(back),
            false => place.member = place.member.saturating_sub(back),
        }
        self.tape.give_back(rest, place);
        true
    }

    /// Reads one record.
    fn record(&mut self) -> Option<Piece> {
        let at = self.tape.place();
        let head = match self.head() {
            Ok(Ok(head)) => head,
            Ok(Err(why)) => return Some(self.bad(at, why)),
            Err(gap) => return Some(self.bad(at, gap.why)),
        };
        let length = head.length.unwrap_or_default();
        let block = match self.block(length) {
            Ok(Ok(block)) => block,
            Ok(Err(why)) => return Some(self.bad(at, why)),
            Err(gap) => return Some(self.bad(at, gap.why)),
        };
        match self.approach() {
            Ok(Some((blank, false))) if blank < CLOSE && !self.tape.opens_part() => {
                let why = match self.give_back_inner(block.bytes) {
                    true => "the record is shorter than it says",
                    false => "the record is longer than it says",
                };
                return Some(self.bad(at, why));
            }
            Ok(_) => {}
            Err(gap) => self.pending = Some(gap),
        }
        self.piece(at, head, block)
    }

    fn bad(&mut self, at: Place, why: impl Into<String>) -> Piece {
        self.resync = true;
        self.fault(at, why)
    }

    /// What a whole record is to a reader of pages; `None` for those that are about other records.
    fn piece(&self, at: Place, head: Head, block: Block) -> Option<Piece> {
        let path = format!("{}#{at}", self.path);
        let passed = |what: &str| Some(Piece::Passed(Passed { path: path.clone(), what: what.to_owned() }));
        match head.kind.as_str() {
            "response" | "resource" | "conversion" => {}
            "revisit" => return passed("page that had not changed since an earlier visit"),
            "continuation" => return passed("continuation of a record that was cut in pieces"),
            _ => return None,
        }
        if head.segment {
            return passed("record that was cut in pieces");
        }
        let http = head.media.starts_with("application/http");
        if head.kind == "response" && !http {
            return None;
        }
        let media = if http { head.payload } else { Some(head.media) };
        let mut warnings = Vec::new();
        if block.dropped > 0 {
            warnings.push(format!("the record's last {} bytes were not read: it is too long", block.dropped));
        }
        if let Some(why) = head.truncated {
            warnings.push(format!("the crawler cut the page off ({why})"));
        }
        let form = if head.kind == "conversion" { Form::Text } else { Form::Unknown };
        let about = About {
            wrap: if http { Wrap::Http } else { Wrap::None },
            form,
            media,
            url: head.url,
            warnings,
            ..About::default()
        };
        Some(Piece::Unit(Unit { path, bytes: block.bytes, about }))
    }
}

impl Head {
    fn set(&mut self, name: &str, value: &str) {
        let value = || value.to_owned();
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value().to_ascii_lowercase(),
            "content-length" => self.length = value().parse().ok(),
            "warc-target-uri" => self.url = Some(value().trim_matches(['<', '>']).to_owned()),
            "content-type" => self.media = value().to_ascii_lowercase(),
            "warc-truncated" => self.truncated = Some(value()),
            "warc-identified-payload-type" => self.payload = Some(value().to_ascii_lowercase()),
            "warc-segment-number" => self.segment = value() != "1",
            _ => {}
        }
    }
}

impl Iterator for Records {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(gap) = self.pending.take() {
                self.resync = true;
                return Some(self.fault(gap.at, gap.why));
            }
            match self.approach() {
                Ok(None) => return None,
                Ok(Some((_, true))) => {
                    self.resync = false;
                    if let Some(piece) = self.record() {
                        return Some(piece);
                    }
                }
                Ok(Some((_, false))) => {
                    let at = self.tape.place();
                    let named = std::mem::replace(&mut self.resync, true);
                    let passed = match self.seek() {
                        Ok(passed) => passed,
                        Err(gap) => {
                            self.pending = Some(gap);
                            0
                        }
                    };
                    if !named {
                        return Some(self.fault(at, format!("no record begins here; {passed} bytes were passed over")));
                    }
                }
                Err(gap) => self.pending = Some(gap),
            }
        }
    }
}
