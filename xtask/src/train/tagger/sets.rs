//! What is learnt from, what features may be chosen by, and what only measures.

use super::corpus::{self, Name, Sentence, Set, TEMPLATE};
use super::example::{Cuts, Example};
use bahi_knowledge::Knowledge;
use bahi_read::tagger::Class;
use std::path::Path;

/// Sentences on one template that are learnt from.
const OF_TEMPLATE: usize = 50;

/// The two data sets, divided. A sentence goes where its text says, so that the same sentence is never on both sides.
pub struct Sets {
    /// Eight tenths of HiNER and the training part of IL-NER, with few sentences on one template.
    pub kept: Vec<Sentence>,
    /// A tenth of HiNER without template sentences: to choose features and numbers by.
    pub tried: Vec<Sentence>,
    /// A tenth of HiNER without template sentences: to measure on, never learnt from.
    pub held: Vec<Sentence>,
    /// The development part of IL-NER: never learnt from.
    pub il_dev: Vec<Sentence>,
}

impl Sets {
    /// Reads and divides the sets.
    pub fn read(data: &Path) -> anyhow::Result<Self> {
        let (hiner, _) = corpus::read(&data.join("hiner-validation.conll"), Set::HiNer)?;
        let (il, broken) = corpus::read(&data.join("il-ner-train.tsv"), Set::IlNer)?;
        let (il_dev, broken_dev) = corpus::read(&data.join("il-ner-dev.tsv"), Set::IlNer)?;
        println!("sentences with a lost tag, left out: {broken} of IL-NER train, {broken_dev} of dev");
        let templates = hiner.iter().filter(|s| s.alike >= TEMPLATE).count();
        println!("sentences of HiNER: {}, of these on one of the village templates: {templates}", hiner.len());
        let own = |s: &Sentence| s.alike < TEMPLATE;
        let (held, rest): (Vec<_>, Vec<_>) = hiner.into_iter().partition(|s| s.tenth == 0);
        let (tried, kept): (Vec<_>, Vec<_>) = rest.into_iter().partition(|s| s.tenth == 1 || s.tenth == 2);
        let kept = kept.into_iter().chain(il).filter(few_alike).collect();
        Ok(Self {
            kept,
            tried: tried.into_iter().filter(own).collect(),
            held: held.into_iter().filter(own).collect(),
            il_dev,
        })
    }

    /// What may be learnt from once all is chosen.
    pub fn learnable_tried(&self) -> Vec<Sentence> {
        self.tried.iter().filter(|s| few_alike(s)).cloned().collect()
    }
}

fn few_alike(s: &Sentence) -> bool {
    s.alike <= OF_TEMPLATE || corpus::hash(&s.words.concat()) as usize % s.alike < OF_TEMPLATE
}

// Now and then the two words of one person's name are tagged as two names; nothing is learnt from that. What is measured
// on is left as it is.
fn joined(names: &[Name]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for &name in names {
        match out.last_mut() {
            Some(last) if last.0 == Class::Person && name.0 == Class::Person && last.2 == name.1 => last.2 = name.2,
            _ => out.push(name),
        }
    }
    out
}

/// What is learnt from a sentence.
pub fn examples(s: &Sentence, knowledge: &Knowledge) -> Vec<(Example, Set)> {
    let examples = Cuts::new(s, knowledge).examples(&joined(&s.names), knowledge);
    examples.into_iter().map(|e| (e, s.set)).collect()
}
