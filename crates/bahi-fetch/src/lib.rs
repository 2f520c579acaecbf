//! Fetches pages and follows feeds, politely, and writes what it gets into a web archive before anything else is done.
//!
//! This is the only crate that reaches the network, and it does so only when it is told an address. It never connects to
//! an address inside a private network unless that is allowed, wherever a name or a redirect leads.

mod address;
mod archive;
mod client;
mod date;
mod error;
mod pace;
mod robots;
mod session;
mod state;
mod url;
mod watch;

pub use archive::{Archive, Stored};
pub use client::{Answer, Client, Conditions};
pub use error::FetchError;
pub use robots::Robots;
pub use session::{Manners, Session};
pub use state::{Feed, State};
pub use watch::{Polled, Watch, foreseen};
