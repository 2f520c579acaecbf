//! Reference by itself: which words call whom, over short texts written for it.

use crate::{Bahi, Input};
use bahi_resolve::ledger::{Actor, Ledger, Party};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A text with the words in it that call somebody.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The report.
    pub text: String,
    /// What is asked of it.
    pub case: Vec<Case>,
}

/// Words that call somebody.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// `surname`, `title`, `counterpart`, `both`, `pronoun`, `ministry`, `quote`, `first person`.
    pub kind: String,
    /// The words, as they stand.
    pub words: String,
    /// Which of their occurrences, from 1.
    #[serde(default = "first")]
    pub nth: usize,
    /// All whom they call, by a name that the ledger has for them.
    pub to: Vec<String>,
}

fn first() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: Vec<Text>,
}

/// Reads a file of texts, or says what is wrong with it.
pub fn texts(toml: &str) -> Result<Vec<Text>, String> {
    let file: File = toml::from_str(toml).map_err(|e| e.to_string())?;
    for text in &file.text {
        for case in &text.case {
            if place(text, case).is_none() {
                return Err(format!(
                    "`{}` does not stand {} times in its text; mend `words` or `nth`",
                    case.words, case.nth
                ));
            }
        }
    }
    Ok(file.text)
}

/// Right and asked for each kind, and a line for every case that is wrong.
pub fn measure(texts: &[Text], bahi: &Bahi) -> (BTreeMap<String, (usize, usize)>, Vec<String>) {
    let (mut counts, mut wrong) = (BTreeMap::<String, (usize, usize)>::new(), Vec::new());
    for text in texts {
        let input = Input { path: "-".to_owned(), bytes: text.text.as_bytes().to_vec(), ..Input::default() };
        let ledger = bahi.read(&[input]).ledger;
        let read = Called::new(&ledger);
        for case in &text.case {
            let called = place(text, case).map(|at| read.at(at)).unwrap_or_default();
            let right =
                called.len() == case.to.len() && case.to.iter().all(|to| called.iter().any(|a| is_called(a, to)));
            for name in [format!("reference: {}", case.kind), "reference: all".to_owned()] {
                let count = counts.entry(name).or_default();
                *count = (count.0 + usize::from(right), count.1 + 1);
            }
            if !right {
                let names: Vec<&str> = called.iter().map(|a| a.name.en.as_deref().unwrap_or("?")).collect();
                wrong.push(format!("{}: {} ({}) is {:?}, read as {names:?}", case.kind, case.words, case.nth, case.to));
            }
        }
    }
    (counts, wrong)
}

// Where the words stand, in code points, as the ledger counts.
fn place(text: &Text, case: &Case) -> Option<(usize, usize)> {
    let (at, words) = text.text.match_indices(&case.words).nth(case.nth.checked_sub(1)?)?;
    let start = text.text[..at].chars().count();
    Some((start, start + words.chars().count()))
}

fn is_called(actor: &Actor, name: &str) -> bool {
    let known = [actor.name.en.as_deref(), actor.name.hi.as_deref()];
    known.contains(&Some(name)) || actor.spellings.iter().any(|s| s.text == name)
}

// The parties of the records of a ledger, with the words that they were read from.
struct Called<'a> {
    ledger: &'a Ledger,
    parties: Vec<&'a Party>,
}

impl<'a> Called<'a> {
    fn new(ledger: &'a Ledger) -> Self {
        let mut parties: Vec<&Party> = ledger.engagements.iter().flat_map(|e| &e.parties).collect();
        for s in &ledger.statements {
            parties.extend([Some(&s.speaker), s.addressee.as_ref(), s.target.as_ref()].into_iter().flatten());
        }
        parties.extend(ledger.agreements.iter().flat_map(|a| &a.parties));
        Self { ledger, parties }
    }

    // The actors of the parties that were read from words at this place.
    fn at(&self, (start, end): (usize, usize)) -> Vec<&'a Actor> {
        let cited = |p: &&&Party| {
            let claims = self.ledger.claims.iter().filter(|c| p.claims.contains(&c.id));
            claims.flat_map(|c| &c.evidence).any(|e| e.start < end && start < e.end)
        };
        let ids: BTreeSet<&str> = self.parties.iter().filter(cited).filter_map(|p| p.actor.as_deref()).collect();
        self.ledger.actors.iter().filter(|a| ids.contains(a.id.as_str())).collect()
    }
}
