//! What Bahi knows: loads, types, indexes and embeds the folder `knowledge/`.
//!
//! [`Knowledge::embedded`] is what the program ships with; [`Knowledge::from_raw`] takes any other stock, such as a folder
//! that a linguist is editing. Ids are the stock's own; numbers in [`lexicon::Entry`] index its vectors.

pub mod check;
pub mod frames;
pub mod index;
pub mod lexicon;
pub mod stock;
pub mod words;
pub mod world;

pub use index::{CompiledRule, Index, BARE};
pub use lexicon::{Entry, Form, Hit, Lexicon, NameForm, Symbol, TimeWord, VerbForm, UNKNOWN};
pub use stock::{NameKind, Problem, RawStock, Stock};

const EMBEDDED: &str = include_str!(concat!(env!("OUT_DIR"), "/knowledge.json"));

/// The stock with its index.
#[derive(Debug)]
pub struct Knowledge {
    /// Every file, typed.
    pub stock: Stock,
    /// Lexicon and rules.
    pub index: Index,
}

impl Knowledge {
    /// The stock that was built in.
    pub fn embedded() -> Self {
        let raw = serde_json::from_str(EMBEDDED).unwrap_or(RawStock { version: String::new(), files: Vec::new() });
        Self::from_raw(raw)
    }

    /// Types and indexes a stock; faults end up in [`Stock::problems`].
    pub fn from_raw(raw: RawStock) -> Self {
        let mut stock = Stock::new(raw);
        let index = index::build(&stock);
        for (rule, what) in &index.faults {
            let file = format!("lang/hi/frames/{}.toml", rule.split('/').nth(1).unwrap_or(""));
            stock.problems.push(Problem { file, line: 0, what: format!("rule {rule}: {what}"), remedy: "use a name that knowledge/lang/hi/words has".to_owned() });
        }
        Self { stock, index }
    }

    /// Version of the stock.
    pub fn version(&self) -> &str {
        &self.stock.version
    }

    /// The number of a word class; [`u16::MAX`] where there is none, which matches nothing.
    pub fn class(&self, name: &str) -> u16 {
        self.index.classes.get(name).copied().unwrap_or(u16::MAX)
    }

    /// The number of a case; [`u16::MAX`] - 1 where there is none, which matches nothing.
    pub fn case(&self, id: &str) -> u16 {
        self.index.cases.get(id).copied().unwrap_or(u16::MAX - 1)
    }

    /// The number of a verb; [`u16::MAX`] where there is none, which matches nothing.
    pub fn verb(&self, id: &str) -> u16 {
        self.index.verbs.get(id).copied().unwrap_or(u16::MAX)
    }
}
