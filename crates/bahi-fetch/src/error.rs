//! Why a page could not be had.

use std::path::PathBuf;
use thiserror::Error;

/// Why a page could not be had.
#[derive(Debug, Error)]
pub enum FetchError {
    /// No address of the web.
    #[error("{url}: no address of the web ({why}); write it as https://host/path")]
    Address {
        /// As given.
        url: String,
        /// What is wrong.
        why: &'static str,
    },
    /// Inside a private network.
    #[error("{url}: leads to {at}, inside a private network; give --allow-private if that is meant")]
    Private {
        /// The address, or the one that a redirect led to.
        url: String,
        /// Where its name leads.
        at: String,
    },
    /// The site asks robots to stay away.
    #[error("{url}: the site's robots.txt asks programs not to fetch it; ask the site for leave")]
    Robots {
        /// The address.
        url: String,
    },
    /// Too many redirects.
    #[error("{url}: redirects without end; open it in a browser to see where it leads")]
    Redirects {
        /// Where it began.
        url: String,
    },
    /// The network or the server failed.
    #[error("{url}: {why}; try again later")]
    Network {
        /// The address.
        url: String,
        /// What failed.
        why: String,
    },
    /// The archive or the state could not be written or read.
    #[error("{}: {source}; see that there is room, and that no other bahi writes there", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// What failed.
        source: std::io::Error,
    },
    /// The file of the state is damaged.
    #[error("{}: {why}; delete it to begin anew: pages are fetched again, and none is entered twice", path.display())]
    State {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
}

impl FetchError {
    /// Whether another try may go better.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Network { .. })
    }
}
