//! The formats that reports come in.

mod charset;
mod limits;

pub use charset::{Basis, Markup};
pub use limits::Limits;
