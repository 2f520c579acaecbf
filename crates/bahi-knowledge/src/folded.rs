//! What is rarely asked for lies deflated in the program, and is inflated once: it is most of what the program knows.

use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use std::io::Read;
use std::sync::OnceLock;

/// Bytes made smaller, which the build does.
pub fn fold(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    // Reading from memory does not fail.
    let _ = DeflateEncoder::new(bytes, Compression::best()).read_to_end(&mut out);
    out
}

/// Bytes as they were; of what was not made by [`fold`] as much as can be read.
pub fn unfold(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = DeflateDecoder::new(bytes).read_to_end(&mut out);
    out
}

/// Bytes that were built in, unfolded when they are first asked for.
#[derive(Debug)]
pub struct Folded {
    bytes: &'static [u8],
    unfolded: OnceLock<Vec<u8>>,
}

impl Folded {
    /// Bytes that [`fold`] made.
    pub const fn new(bytes: &'static [u8]) -> Self {
        Self { bytes, unfolded: OnceLock::new() }
    }

    /// As they were.
    pub fn bytes(&'static self) -> &'static [u8] {
        self.unfolded.get_or_init(|| unfold(self.bytes))
    }

    /// As the text that they were; nothing if they were none.
    pub fn text(&'static self) -> &'static str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_is_smaller_and_comes_out_as_it_went_in() {
        static NOTHING: Folded = Folded::new(b"\xff\xff");
        let text = "बही में नाम हैं। ".repeat(100);
        let folded = fold(text.as_bytes());
        assert!(folded.len() * 10 < text.len(), "{}", folded.len());
        assert_eq!(unfold(&folded), text.as_bytes());
        assert!(text.as_bytes().starts_with(&unfold(&folded[..folded.len() / 2])));
        assert_eq!((NOTHING.bytes(), NOTHING.text()), (&[][..], ""));
    }
}
