//! What is done with a ledger once it is made.

pub mod export;
