//! `--without`: parts of the reading switched off, to see what each does.

use bahi::{Bahi, Without};

/// What is switched off.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Off {
    /// Read without a part, to see what it does; may be given twice
    #[arg(long, value_enum, value_name = "PART")]
    without: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Every person in the knowledge
    People,
    /// The tagger of names that no list has
    Tagger,
}

impl Off {
    /// A reader without these parts.
    pub fn bahi(&self) -> Bahi {
        let off = |part| self.without.contains(&part);
        match self.without.is_empty() {
            true => Bahi::new(),
            false => Bahi::without(Without { people: off(Part::People), tagger: off(Part::Tagger) }),
        }
    }
}
