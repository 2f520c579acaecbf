//! Names across spellings and scripts: their sounds, what sound is written how, and how like two names are.
//!
//! The costs of writing one sound so or so are not set by hand but learnt from pairs of spellings ([`train`]); they are
//! knowledge, handed in as a [`Table`].

pub mod align;
pub mod keys;
pub mod latin;
pub mod likeness;
pub mod many;
pub mod sounds;
pub mod train;
mod whole;

pub use align::Table;
pub use likeness::{Likeness, Matcher, Verdict};
