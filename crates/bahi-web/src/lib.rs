//! The desk: one ledger file served as pages, as an interface for programs, and for reconciliation, all from one address.
//!
//! Nothing here reaches out: it listens, and answers from the ledger and from what is built in.

mod answers;
pub mod api;
mod app;
pub mod assets;
pub mod errors;
mod fresh;
mod guard;
mod html;
mod json;
pub mod lang;
pub mod mcp;
pub mod pages;
pub mod query;
pub mod reconcile;
mod serve;
mod settings;
pub mod state;
mod told;

pub use app::router;
pub use errors::Fault;
pub use serve::{ServeError, listen, serve};
pub use settings::Settings;
pub use state::{Desk, Room};
pub use told::{Answered, Listener};
