//! How much of a page is looked at.

/// Bounds on one page. What lies beyond them is left out with a warning; the page is read as far as they go.
///
/// There is no clock among them, so that the same page gives the same report on every machine: work grows with bytes
/// and nodes alone, and these are bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a page of markup, unpacked.
    pub bytes: usize,
    /// Most nodes of its tree.
    pub nodes: usize,
    /// Deepest nesting that is followed; what lies deeper is taken for its ancestor's.
    pub depth: usize,
    /// Most articles of one page.
    pub articles: usize,
    /// Most bytes of text that is no markup.
    pub text: usize,
    /// Most bytes that may come out of one byte of a compressed page, once more than [`Limits::bytes`] came out.
    pub swelling: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, nodes: 400_000, depth: 512, articles: 500, text: crate::LARGEST_PAGE, swelling: 1000 }
    }
}
