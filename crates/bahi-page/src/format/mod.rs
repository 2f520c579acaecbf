//! The formats that reports come in.

mod charset;
mod limits;

pub use charset::{Basis, Decoded};
pub use limits::Limits;
