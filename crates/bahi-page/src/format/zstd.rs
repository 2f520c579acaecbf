//! Zstandard: frames one after another.

use super::limits::Limits;
use super::source::{CHUNK, Gap, Place, Source};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, Read};

/// Whether bytes begin a Zstandard frame, or one to be skipped.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x28\xB5\x2F\xFD") || (bytes.get(1..4) == Some(b"\x2A\x4D\x18") && bytes[0] & 0xF0 == 0x50)
}

/// What a Zstandard stream unpacks to.
pub(super) struct Unzstd {
    packed: Packed,
    frame: FrameDecoder,
    within: bool,
    ended: bool,
    member: u64,
    out: Vec<u8>,
    start: usize,
    before: u64,
    limits: Limits,
}

/// A source as the decoder wants it.
struct Packed(Box<dyn Source>);

impl Read for Packed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.0.fill().map_err(|gap| io::Error::other(gap.why))?;
        let n = bytes.len().min(into.len());
        into[..n].copy_from_slice(&bytes[..n]);
        self.0.consume(n);
        Ok(n)
    }
}

impl Unzstd {
    pub fn new(packed: Box<dyn Source>, limits: Limits) -> Self {
        Self {
            packed: Packed(packed),
            frame: FrameDecoder::new(),
            within: false,
            ended: false,
            member: 0,
            out: Vec::new(),
            start: 0,
            before: 0,
            limits,
        }
    }

    fn open(&mut self) -> Result<(), String> {
        self.member = self.packed.0.place().member;
        if self.packed.0.fill().map_err(|gap| gap.why)?.is_empty() {
            self.ended = true;
            return Ok(());
        }
        match self.frame.reset(&mut self.packed) {
            Ok(()) => self.within = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                io::copy(&mut (&mut self.packed).take(u64::from(length)), &mut io::sink())
                    .map_err(|error| error.to_string())?;
            }
            Err(error) => return Err(format!("packed bytes are damaged ({error})")),
        }
        self.before = 0;
        Ok(())
    }

    fn unpack(&mut self) -> Result<(), String> {
        self.before += self.out.len() as u64;
        self.start = 0;
        self.out.clear();
        self.frame
            .decode_blocks(&mut self.packed, BlockDecodingStrategy::UptoBytes(CHUNK))
            .map_err(|error| format!("packed bytes are damaged ({error})"))?;
        self.out.extend(self.frame.collect().unwrap_or_default());
        let (taken, given) = (self.frame.bytes_read_from_source().max(1), self.before + self.out.len() as u64);
        if given > self.limits.unit as u64 && given / taken > self.limits.swelling {
            return Err(format!("packed bytes swell more than {} times", self.limits.swelling));
        }
        self.within = !self.frame.is_finished();
        Ok(())
    }
}

impl Source for Unzstd {
    fn fill(&mut self) -> Result<&[u8], Gap> {
        while self.start == self.out.len() && !self.ended {
            if !self.within {
                self.out.clear();
                self.start = 0;
            }
            if let Err(why) = if self.within { self.unpack() } else { self.open() } {
                // Frames bear no mark that could be trusted to be one in the midst of others.
                self.ended = true;
                self.out.clear();
                self.start = 0;
                return Err(Gap { at: Place { member: self.member, within: 0 }, why });
            }
        }
        Ok(&self.out[self.start..])
    }

    fn consume(&mut self, n: usize) {
        self.start += n.min(self.out.len() - self.start);
    }

    fn place(&self) -> Place {
        if self.start == self.out.len() && !self.within {
            return Place { member: self.packed.0.place().member, within: 0 };
        }
        Place { member: self.member, within: self.before + self.start as u64 }
    }

    fn is_packed(&self) -> bool {
        true
    }
}
