//! Text as positions: typed spans, folding on a shadow with an offset map, sentences and tokens for Hindi news.
//!
//! The published text is never altered. Everything that is compared is compared on a folded shadow ([`fold`]),
//! and every result points back into the text with a [`Span<Published>`].

pub mod span;

pub use span::{Folded, Published, Span};
