//! Text as positions: typed spans, folding on a shadow with an offset map, sentences and tokens for Hindi news.
//!
//! The published text is never altered. Everything that is compared is compared on a folded shadow ([`mod@fold`]),
//! and every result points back into the text with a [`Span<Published>`].

pub mod fold;
pub mod names;
pub mod position;
pub mod script;
pub mod sentence;
pub mod signature;
pub mod span;
pub mod token;

pub use fold::{Shadow, fold};
pub use position::Positions;
pub use sentence::{sentences, trimmed_span};
pub use signature::Signature;
pub use span::{Folded, Published, Span};
pub use token::{Token, TokenKind, Tokens};
