//! Which ledger file a command works on.

use crate::terminal::{Level, log};
use bahi::{Bahi, Store};
use std::path::{Path, PathBuf};

/// The ledger file.
#[derive(Debug, Clone, clap::Args)]
pub struct Book {
    /// The ledger file
    #[arg(long, value_name = "FILE", env = "BAHI_LEDGER", default_value = "bahi.db")]
    ledger: PathBuf,
}

impl Book {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.ledger
    }

    /// Opens it, and makes it where there is none.
    pub fn make(&self) -> anyhow::Result<Store> {
        self.tell(if self.path().exists() { "ledger-opened" } else { "ledger-made" });
        Ok(Store::open(self.path())?)
    }

    /// Opens it where it is, with everything worked out that an interrupted command left.
    pub fn open(&self, bahi: &Bahi) -> anyhow::Result<Store> {
        self.tell("ledger-opened");
        let mut store = Store::existing(self.path())?;
        store.catch_up(bahi.knowledge())?;
        Ok(store)
    }

    fn tell(&self, key: &str) {
        log(Level::Info, key, &[("path", &self.path().display().to_string())]);
    }
}
