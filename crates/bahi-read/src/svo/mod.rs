//! Languages of prepositions, whose verb stands between subject and object.
//!
//! Their sentences are brought into the shape that the rest of the reader works on, in which a case follows its phrase: a
//! preposition is put behind what it governs, and subject and object get the cases that their place gives them. No word of
//! any language stands here; see `docs/design/0006-second-language.md`.

pub mod arrange;
pub mod clauses;
pub mod tokens;
pub mod verbs;
