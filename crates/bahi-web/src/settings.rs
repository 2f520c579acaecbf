//! What `bahi serve` was asked to do.

use crate::told::Listener;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What is served, to whom, and in whose name.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The ledger file.
    pub ledger: PathBuf,
    /// Where to listen.
    pub address: SocketAddr,
    /// Nothing is written, whoever asks.
    pub read_only: bool,
    /// What every request must bear, where set.
    pub token: Option<String>,
    /// Names under which the desk is reached, besides those of the loopback and addresses in digits.
    pub hosts: Vec<String>,
    /// In whose name decisions are made where the request names nobody.
    pub by: String,
    /// The time of now, RFC 3339: this crate has no clock of its own.
    pub clock: fn() -> String,
    /// Who is told of every request that was answered, if anybody is.
    pub log: Option<Listener>,
}
