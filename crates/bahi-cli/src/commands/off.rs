//! `--knowledge` and `--without`: other knowledge than what was built in, or parts of the reading switched off.

use bahi::{Bahi, Problem, Without};
use std::path::PathBuf;

/// What is read with, and what is switched off.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Off {
    /// Read with a knowledge folder that you are working on, instead of the built-in one
    #[arg(long, value_name = "DIR", conflicts_with = "without")]
    knowledge: Option<PathBuf>,

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
    /// A reader with this knowledge, or without these parts.
    pub fn bahi(&self) -> anyhow::Result<Bahi> {
        if let Some(folder) = &self.knowledge {
            return Bahi::with_knowledge_dir(folder).map_err(|problems| broken(&problems));
        }
        let off = |part| self.without.contains(&part);
        Ok(match self.without.is_empty() {
            true => Bahi::new(),
            false => Bahi::without(Without { people: off(Part::People), tagger: off(Part::Tagger) }),
        })
    }
}

// The first fault of a folder; `bahi check` has all of them.
fn broken(problems: &[Problem]) -> anyhow::Error {
    let first = problems.iter().map(|p| format!("{}:{}: {}; {}", p.file, p.line, p.what, p.remedy)).next();
    anyhow::anyhow!("{}\n`bahi check DIR` lists everything that is wrong", first.unwrap_or_default())
}
