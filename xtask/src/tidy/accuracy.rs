//! What is said of the accuracy is what was measured last, on the sets that are here: compared without measuring.

use super::Finding;
use super::files::Repo;
use crate::eval::floors::Floors;
use crate::eval::pins::{self, KNOWLEDGE, Pins};
use crate::eval::record::{self, Record};
use crate::eval::{FLOORS, document};

const MEASURE: &str = "measure anew with `cargo xtask eval --update`";

impl Repo {
    /// Fingerprints of the gold sets and of the knowledge.
    pub fn pins(&self) -> Pins {
        pins::pins(self.files.iter().map(|file| (file.path.as_str(), file.text.as_str())))
    }
}

/// Compares the sets with those that floors and figures were measured with, and the document with the figures.
pub fn check(repo: &Repo) -> Vec<Finding> {
    let text = |path: &str| repo.files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let (Some(floors), Some(figures), Some(said)) = (text(FLOORS), text(record::FILE), text(document::FILE)) else {
        return vec![];
    };
    let (floors, record) = match (Floors::parse(floors), Record::parse(figures)) {
        (Ok(floors), Ok(record)) => (floors, record),
        (Err(error), _) => return vec![Finding::new(FLOORS, 0, format!("{error:#}"), MEASURE)],
        (_, Err(error)) => return vec![Finding::new(record::FILE, 0, format!("{error:#}"), MEASURE)],
    };
    let mut findings = vec![];
    for (set, print) in repo.pins().iter().filter(|(set, _)| *set != KNOWLEDGE) {
        for (file, measured) in [(FLOORS, &floors.measured), (record::FILE, &record.measured)] {
            if measured.get(set) != Some(print) {
                findings.push(Finding::new(file, 0, format!("is of another state of the set {set}"), MEASURE));
            }
        }
    }
    match document::filled(said, &record) {
        Some(made) if made == said => {}
        Some(_) => findings.push(Finding::new(document::FILE, 0, "is not what eval/figures.json gives", MEASURE)),
        None => findings.push(Finding::new(document::FILE, 0, "has lost the marks of what is made", "put them back")),
    }
    findings
}
