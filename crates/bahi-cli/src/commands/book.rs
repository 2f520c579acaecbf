//! Which ledger file a command works on.

use bahi::{Bahi, Store};
use std::path::{Path, PathBuf};

/// The ledger file.
#[derive(Debug, Clone, clap::Args)]
pub struct Book {
    /// The ledger file [default: bahi.db here]
    #[arg(long, value_name = "FILE", env = "BAHI_LEDGER", global = false)]
    ledger: Option<PathBuf>,
}

impl Book {
    /// Where it is.
    pub fn path(&self) -> &Path {
        self.ledger.as_deref().unwrap_or(Path::new("bahi.db"))
    }

    /// Opens it, and makes it where there is none.
    pub fn make(&self) -> anyhow::Result<Store> {
        Ok(Store::open(self.path())?)
    }

    /// Opens it where it is, with everything worked out that an interrupted command left.
    pub fn open(&self, bahi: &Bahi) -> anyhow::Result<Store> {
        let mut store = Store::existing(self.path())?;
        store.catch_up(bahi.knowledge())?;
        Ok(store)
    }
}
