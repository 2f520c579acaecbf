//! The book: what was read, kept in one SQLite file, and what is done with a ledger once it is made.

pub mod export;
pub mod spread;
pub mod store;

pub use store::{Store, StoreError};
