//! What can be wrong with a filter, and what to do about it.

use bahi_ledger::StoreError;

/// Why a filter cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WhichError {
    /// Not two countries.
    #[error("{pair:?} is no pair of countries; write IN-RU")]
    Pair {
        /// As typed.
        pair: String,
    },
    /// Not a date.
    #[error("{date:?} is no date; write 2023-04-28, 2023-04 or 2023")]
    Date {
        /// As typed.
        date: String,
    },
    /// No report is of such an outlet.
    #[error("no report here is of an outlet called {name:?}; there are: {}", known.join(", "))]
    Outlet {
        /// As typed.
        name: String,
        /// The outlets of the ledger.
        known: Vec<String>,
    },
    /// No such country or body.
    #[error("no country or body is called {name:?}; give its ISO code, as IN")]
    Country {
        /// As typed.
        name: String,
    },
    /// Nobody of that name.
    #[error("nobody in this ledger is called {name:?}; see: bahi actors, bahi find {name:?}")]
    Nobody {
        /// As typed.
        name: String,
    },
    /// No forum, place or goods of that name.
    #[error("no {what} in this ledger is called {name:?}; see: bahi actors --kind {kind}")]
    Nothing {
        /// What was looked for: `forum`, `place`, `system`.
        what: &'static str,
        /// The kind of actors that such are.
        kind: &'static str,
        /// As typed.
        name: String,
    },
    /// No topic has such words.
    #[error("no topic or instrument in this ledger has the words {words:?}; see: bahi find {words:?}")]
    Topic {
        /// As typed.
        words: String,
    },
    /// There is no such filter.
    #[error("there is no filter {name:?}; there are: {known}")]
    Unknown {
        /// As typed.
        name: String,
        /// The filters.
        known: String,
    },
    /// A filter that may stand once stands twice, or a switch has another value than yes or no.
    #[error("{name}: {what}")]
    Value {
        /// The filter.
        name: String,
        /// What is wrong, and what to write.
        what: String,
    },
    /// The ledger.
    #[error(transparent)]
    Store(#[from] StoreError),
}
