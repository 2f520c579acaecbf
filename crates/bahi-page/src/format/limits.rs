//! How much of an input is looked at.

use crate::html;

/// Bounds on one input. What lies beyond them is left out with a warning; the rest is read.
///
/// There is no clock among them, so that the same input gives the same report on every machine: work grows with bytes
/// and nodes alone, and these are bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// One page of markup.
    pub page: html::Limits,
    /// Most bytes of one unit of an archive: a record, an item, a row.
    pub unit: usize,
    /// Most bytes of a file that is one report of plain text.
    pub text: usize,
    /// Most bytes that may come out of one byte of a compressed page, once more than a unit came out.
    pub swelling: u64,
    /// How deep archives may lie within archives.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { page: html::Limits::default(), unit: 16 << 20, text: crate::LARGEST_PAGE, swelling: 1000, nesting: 4 }
    }
}
