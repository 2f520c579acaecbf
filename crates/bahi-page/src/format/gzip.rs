//! Gzip: members one after another, each checked; a damaged one is left out and reading goes on with the next.

use super::limits::Limits;
use super::source::{CHUNK, Gap, Place, Source, Tape};
use flate2::{Crc, Decompress, FlushDecompress, Status};

const MAGIC: &[u8] = b"\x1F\x8B\x08";
/// Bytes of a member's head that are looked at, at most: names and comments are short.
const LONGEST_HEAD: usize = 64 * 1024;

/// Packed bytes of a member that are kept, to look for the next member in them when it turns out to be damaged.
const KEPT: usize = 4 << 20;
/// Bytes that may be looked at again for that, beside as many again as the file has.
const AGAIN: u64 = 64 << 20;

/// Whether bytes begin a gzip member.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC) && bytes.get(3).is_some_and(|flags| flags & 0xE0 == 0)
}

/// What a gzip stream unpacks to.
pub(super) struct Gunzip {
    packed: Tape,
    /// Packed bytes of the member, the last of them, and where the first of these stands.
    kept: Vec<u8>,
    kept_at: Place,
    /// Packed bytes taken so far, and how many of them for another time.
    taken: u64,
    again: u64,
    inflate: Decompress,
    crc: Crc,
    state: State,
    /// Where the member begins.
    member: u64,
    out: Vec<u8>,
    start: usize,
    /// Bytes of the member before those in `out`.
    before: u64,
    limits: Limits,
    /// Whether a gap was told of and nothing was read since.
    lost: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Between,
    Within,
    Ended,
}

impl Gunzip {
    pub fn new(packed: Box<dyn Source>, limits: Limits) -> Self {
        Self {
            packed: Tape::new(packed),
            kept: Vec::new(),
            kept_at: Place::default(),
            taken: 0,
            again: 0,
            inflate: Decompress::new(false),
            crc: Crc::new(),
            state: State::Between,
            member: 0,
            out: Vec::new(),
            start: 0,
            before: 0,
            limits,
            lost: false,
        }
    }

    fn byte(&mut self) -> Result<u8, String> {
        match self.packed.fill() {
            Ok([]) => Err("the file ends within a packed part".to_owned()),
            Ok(bytes) => {
                let byte = bytes[0];
                self.take(1);
                Ok(byte)
            }
            Err(gap) => Err(gap.why),
        }
    }

    /// Takes packed bytes, and keeps them.
    fn take(&mut self, n: usize) {
        if let Ok(bytes) = self.packed.fill() {
            self.kept.extend_from_slice(&bytes[..n]);
        }
        if self.kept.len() > 2 * KEPT {
            self.kept.drain(..KEPT);
            self.kept_at = self.further(KEPT);
        }
        self.taken += n as u64;
        self.packed.consume(n);
    }

    /// The place of the kept byte `n`.
    fn further(&self, n: usize) -> Place {
        let (at, n) = (self.kept_at, n as u64);
        match self.packed.is_packed() {
            true => Place { within: at.within + n, ..at },
            false => Place { member: at.member + n, ..at },
        }
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut out = [0; N];
        for byte in &mut out {
            *byte = self.byte()?;
        }
        Ok(out)
    }

    /// Reads a member's head; `false` where the file ends before it.
    fn open(&mut self) -> Result<bool, String> {
        self.member = self.packed.place().member;
        // Tape blocks were padded with zeros.
        loop {
            match self.packed.fill() {
                Ok([]) => return Ok(false),
                Ok([0, ..]) => self.packed.consume(1),
                Ok(_) => break,
                Err(gap) => return Err(gap.why),
            }
        }
        self.member = self.packed.place().member;
        self.kept.clear();
        self.kept_at = self.packed.place();
        let head: [u8; 10] = self.bytes()?;
        if !sniff(&head) {
            return Err("bytes that are not gzip".to_owned());
        }
        let flags = head[3];
        if flags & 4 != 0 {
            let size: [u8; 2] = self.bytes()?;
            for _ in 0..u16::from_le_bytes(size) {
                self.byte()?;
            }
        }
        for _ in 0..(flags >> 3 & 1) + (flags >> 4 & 1) {
            let mut length = 0;
            while self.byte()? != 0 {
                length += 1;
                if length > LONGEST_HEAD {
                    return Err("a gzip head without an end".to_owned());
                }
            }
        }
        if flags & 2 != 0 {
            let _: [u8; 2] = self.bytes()?;
        }
        self.inflate.reset(false);
        self.crc.reset();
        self.before = 0;
        Ok(true)
    }

    /// Unpacks the next stretch into `out`; what ends a member is given out only once its checksum held.
    fn unpack(&mut self) -> Result<(), String> {
        self.before += self.out.len() as u64;
        (self.start, self.out) = (0, std::mem::take(&mut self.out));
        self.out.clear();
        self.out.reserve(CHUNK);
        loop {
            let input = self.packed.fill().map_err(|gap| gap.why)?;
            if input.is_empty() {
                return Err("the file ends within a packed part".to_owned());
            }
            let had = self.inflate.total_in();
            let status = self
                .inflate
                .decompress_vec(input, &mut self.out, FlushDecompress::None)
                .map_err(|_| "packed bytes are damaged".to_owned())?;
            let taken = (self.inflate.total_in() - had) as usize;
            self.take(taken);
            if status == Status::StreamEnd {
                self.crc.update(&self.out);
                return self.close();
            }
            if self.out.len() == self.out.capacity() {
                self.crc.update(&self.out);
                return self.swelling();
            }
            if status == Status::BufError && taken == 0 {
                return Err("packed bytes are damaged".to_owned());
            }
        }
    }

    fn close(&mut self) -> Result<(), String> {
        self.state = State::Between;
        let sum = u32::from_le_bytes(self.bytes()?);
        let size = u32::from_le_bytes(self.bytes()?);
        if sum == self.crc.sum() && size == self.inflate.total_out() as u32 {
            Ok(())
        } else {
            Err("packed bytes do not match their checksum".to_owned())
        }
    }

    /// A packed part that swells without end is no archive of reports.
    fn swelling(&self) -> Result<(), String> {
        let (taken, given) = (self.inflate.total_in().max(1), self.inflate.total_out());
        if given > self.limits.unit as u64 && given / taken > self.limits.swelling {
            return Err(format!("packed bytes swell more than {} times", self.limits.swelling));
        }
        Ok(())
    }

    /// Goes to what may be the head of the next member: damage is found only after it was read over.
    fn seek(&mut self) {
        // The first byte is the damaged member's own.
        let again = self.kept.len().saturating_sub(1);
        if again > 0 && self.again + again as u64 <= self.taken - self.again + AGAIN {
            self.again += again as u64;
            let place = self.further(1);
            let bytes = self.kept.split_off(1);
            self.packed.give_back(bytes, place);
        }
        self.kept.clear();
        self.state = State::Between;
        while let Ok(bytes) = self.packed.peek(4)
            && !bytes.is_empty()
        {
            match memchr::memmem::find(bytes, MAGIC) {
                Some(0) if sniff(bytes) => return,
                Some(n) => self.packed.consume(n.max(1)),
                None => {
                    let n = bytes.len().saturating_sub(MAGIC.len() - 1).max(1);
                    self.packed.consume(n);
                }
            }
        }
        self.state = State::Ended;
    }

    fn gap(&mut self, why: String) -> Option<Gap> {
        let gap = Gap { at: Place { member: self.member, within: 0 }, why };
        self.out.clear();
        (self.start, self.before) = (0, 0);
        self.seek();
        // What looked like a head and was none is part of the same damage.
        (!std::mem::replace(&mut self.lost, true)).then_some(gap)
    }
}

impl Source for Gunzip {
    fn fill(&mut self) -> Result<&[u8], Gap> {
        while self.start == self.out.len() {
            let done = match self.state {
                State::Ended => return Ok(&[]),
                State::Between => {
                    (self.before, self.start) = (0, 0);
                    self.out.clear();
                    self.open().map(|more| self.state = if more { State::Within } else { State::Ended })
                }
                State::Within => self.unpack(),
            };
            match done {
                Ok(()) => self.lost &= self.out.is_empty(),
                Err(why) => {
                    if let Some(gap) = self.gap(why) {
                        return Err(gap);
                    }
                }
            }
        }
        Ok(&self.out[self.start..])
    }

    fn consume(&mut self, n: usize) {
        self.start += n.min(self.out.len() - self.start);
    }

    fn place(&self) -> Place {
        if self.start == self.out.len() && self.state == State::Between {
            return Place { member: self.packed.place().member, within: 0 };
        }
        Place { member: self.member, within: self.before + self.start as u64 }
    }

    fn is_packed(&self) -> bool {
        true
    }
}
