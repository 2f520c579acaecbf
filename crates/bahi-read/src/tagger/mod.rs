//! Names that no list has: a statistical tagger of persons, places and organisations (`docs/design/0005-names-nobody-listed.md`).
//!
//! [`Tagger`] is all that the readers know of it, so that another model can take its place. The one that is built in,
//! [`Linear`], is a linear chain: what speaks for a label at a token is the sum of the weights of the token's features.

pub mod features;
pub mod kind;
pub mod label;
pub mod lattice;
pub mod linear;
pub mod model;

pub use label::Class;
pub use linear::Linear;
pub use model::Model;

use crate::sent::Sent;
use bahi_knowledge::Knowledge;

/// A name that a tagger found, at tokens `from..to` of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tag {
    /// What it names.
    pub class: Class,
    /// First token.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// How likely it is that class and bounds are right, from 0 to 1.
    pub confidence: f32,
}

/// Finds names by how they are written and what stands around them.
pub trait Tagger: std::fmt::Debug + Send + Sync {
    /// The names of each sentence, in order and without overlap. The same sentences give the same names.
    fn tag(&self, text: &str, sents: &[&Sent], knowledge: &Knowledge) -> Vec<Vec<Tag>>;
}
