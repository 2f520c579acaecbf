//! The answer of a web server as an archive keeps it: head and body, and the body as the page was.

use super::limits::Limits;
use super::source::{Plain, Source, all};
use super::{gzip, zstd};
use flate2::read::{DeflateDecoder, ZlibDecoder};

/// Heads longer than this are no heads.
const LONGEST_HEAD: usize = 256 * 1024;

/// What a server answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    /// Media type without parameters, lower case.
    pub media: Option<String>,
    pub charset: Option<String>,
    encodings: Vec<String>,
    chunked: bool,
    body: usize,
}

impl Answer {
    /// Reads the head of an answer.
    pub fn head(bytes: &[u8]) -> Option<Self> {
        let (end, body) = end_of_head(bytes)?;
        let head = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = head.lines();
        let status = lines.next()?.strip_prefix("HTTP/")?.split_ascii_whitespace().nth(1)?.parse().ok()?;
        let mut out = Self { status, body, ..Self::default() };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            out.set(&name.trim().to_ascii_lowercase(), value.trim());
        }
        Some(out)
    }

    fn set(&mut self, name: &str, value: &str) {
        let lower = value.to_ascii_lowercase();
        match name {
            "content-type" => {
                let mut parts = lower.split(';').map(str::trim);
                self.media = parts.next().filter(|m| !m.is_empty()).map(str::to_owned);
                let charset = parts.find_map(|p| p.strip_prefix("charset="));
                self.charset = charset.map(|c| c.trim_matches(['"', '\'']).to_owned());
            }
            "content-encoding" => self.encodings = lower.split(',').map(|e| e.trim().to_owned()).collect(),
            "transfer-encoding" => self.chunked = lower.contains("chunked"),
            _ => {}
        }
    }

    /// The page that the answer carries, and what a reader should know of it; an error says why it cannot be had.
    pub fn body(&self, bytes: &[u8], limits: &Limits) -> Result<(Vec<u8>, Vec<String>), String> {
        let raw = bytes.get(self.body..).unwrap_or_default();
        let mut warnings = Vec::new();
        // Archives that unpacked the body often kept the head that says it is packed: the bytes decide.
        let mut body = match self.chunked.then(|| dechunk(raw)).flatten() {
            Some((body, whole)) => {
                if !whole {
                    warnings.push("the page ends within a chunk: it was cut off".to_owned());
                }
                body
            }
            None => raw.to_vec(),
        };
        for encoding in self.encodings.iter().rev() {
            let (unpacked, whole) = unpack(encoding, body, limits)?;
            body = unpacked;
            if !whole {
                warnings.push("the packed page is damaged or too long; it was read as far as it goes".to_owned());
            }
        }
        Ok((body, warnings))
    }
}

/// Where the head ends and where the body begins.
fn end_of_head(bytes: &[u8]) -> Option<(usize, usize)> {
    let within = &bytes[..bytes.len().min(LONGEST_HEAD)];
    let strict = memchr::memmem::find(within, b"\r\n\r\n").map(|n| (n, n + 4));
    let loose = memchr::memmem::find(within, b"\n\n").map(|n| (n, n + 2));
    match (strict, loose) {
        (Some(s), Some(l)) => Some(if l.0 < s.0 { l } else { s }),
        (found, other) => found.or(other),
    }
}

/// Puts chunks together; `None` where the body is not chunked, `false` where a chunk is cut off or wrong.
fn dechunk(raw: &[u8]) -> Option<(Vec<u8>, bool)> {
    let (mut out, mut at, mut first) = (Vec::with_capacity(raw.len()), 0, true);
    loop {
        let end = raw.get(at..).and_then(|rest| memchr::memchr(b'\n', &rest[..rest.len().min(1024)]));
        let size = end.and_then(|end| chunk_size(&raw[at..at + end]));
        let (Some(end), Some(size)) = (end, size) else {
            return if first { None } else { Some((out, false)) };
        };
        first = false;
        at += end + 1;
        if size == 0 {
            return Some((out, true));
        }
        let Some(chunk) = raw.get(at..at.saturating_add(size)) else {
            out.extend_from_slice(&raw[at..]);
            return Some((out, false));
        };
        out.extend_from_slice(chunk);
        at += size;
        at += raw[at..].iter().take(2).take_while(|b| matches!(b, b'\r' | b'\n')).count();
    }
}

fn chunk_size(line: &[u8]) -> Option<usize> {
    let line = std::str::from_utf8(line).ok()?;
    let digits = line.split(';').next()?.trim();
    usize::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))
}

fn unpack(encoding: &str, body: Vec<u8>, limits: &Limits) -> Result<(Vec<u8>, bool), String> {
    let most = limits.unit;
    let read = |source: &mut dyn Source| {
        let (out, whole, gaps) = all(source, most);
        (out, whole && gaps.is_empty())
    };
    match encoding {
        "gzip" | "x-gzip" if gzip::sniff(&body) => {
            Ok(read(&mut gzip::Gunzip::new(Box::new(Plain::new(std::io::Cursor::new(body))), *limits)))
        }
        "zstd" if zstd::sniff(&body) => {
            Ok(read(&mut zstd::Unzstd::new(Box::new(Plain::new(std::io::Cursor::new(body))), *limits)))
        }
        // The name means zlib, and many servers send it bare.
        "deflate" => {
            let zlib = read(&mut Plain::new(ZlibDecoder::new(&body[..])));
            let bare = if zlib.0.is_empty() { read(&mut Plain::new(DeflateDecoder::new(&body[..]))) } else { zlib };
            Ok(if bare.0.is_empty() { (body, true) } else { bare })
        }
        "br" if std::str::from_utf8(&body[..body.len().min(4096)]).is_err_and(|e| e.error_len().is_some()) => {
            Err("the page is packed with Brotli".to_owned())
        }
        _ => Ok((body, true)),
    }
}
