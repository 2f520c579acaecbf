//! HTML pages: the articles they hold, with what the page says of them and the way back to its bytes.

pub(crate) mod article;

/// How much of one HTML page is read; beyond it reading stops with a warning and what was read is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of decoded text.
    pub bytes: usize,
    /// Elements and texts.
    pub nodes: usize,
    /// Elements within one another.
    pub depth: usize,
    /// Articles of one page.
    pub articles: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, nodes: 1 << 20, depth: 512, articles: 32 }
    }
}
