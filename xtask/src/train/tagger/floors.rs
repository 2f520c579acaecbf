//! What simpler methods reach: the names that the knowledge lists, and the names met in training.

use super::corpus::Sentence;
use super::example::Cuts;
use bahi_knowledge::{Entry, Knowledge, NameForm};
use bahi_read::sent::Sent;
use bahi_read::tagger::{Class, Tag, Tagger};
use bahi_text::fold;
use std::collections::BTreeMap;

/// Names that the knowledge lists, the longest first.
#[derive(Debug)]
pub struct Listed;

impl Tagger for Listed {
    fn tag(&self, _text: &str, sents: &[&Sent], _knowledge: &Knowledge) -> Vec<Vec<Tag>> {
        let at = |s: &Sent, i: usize| s.longest(i, listed);
        sents.iter().map(|s| greedy(s, at)).collect()
    }
}

fn listed(entry: Entry) -> Option<Class> {
    match entry {
        Entry::Country(_, NameForm::Demonym | NameForm::Ambiguous)
        | Entry::Place(_, NameForm::Ambiguous)
        | Entry::Person(_, NameForm::Ambiguous | NameForm::Plural)
        | Entry::Body(_, NameForm::Ambiguous) => None,
        Entry::Country(..) | Entry::Place(..) => Some(Class::Place),
        Entry::Person(..) => Some(Class::Person),
        Entry::Body(..) => Some(Class::Organisation),
        _ => None,
    }
}

/// Names met in training, the longest first, each with the class it had most often.
#[derive(Debug)]
pub struct Met {
    names: BTreeMap<Vec<String>, [usize; 3]>,
}

impl Met {
    /// Collects the names of sentences.
    pub fn new(sentences: &[Sentence], knowledge: &Knowledge) -> Self {
        let mut names: BTreeMap<Vec<String>, [usize; 3]> = BTreeMap::new();
        for s in sentences {
            let cuts = Cuts::new(s, knowledge);
            for sent in &cuts.cut.sents {
                for tag in cuts.tags(sent, &s.names) {
                    let words = words(&cuts.text, sent, tag.from, tag.to);
                    names.entry(words).or_default()[tag.class as usize] += 1;
                }
            }
        }
        let mut met = Self { names };
        met.leave_out_words(sentences, knowledge);
        met
    }

    // What is a name less often than not says nothing by itself.
    fn leave_out_words(&mut self, sentences: &[Sentence], knowledge: &Knowledge) {
        let mut times: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for s in sentences {
            let cuts = Cuts::new(s, knowledge);
            for sent in &cuts.cut.sents {
                for i in 0..sent.toks.len() {
                    let ends = (i + 1)..=sent.toks.len().min(i + LONGEST);
                    let met = ends.map(|to| words(&cuts.text, sent, i, to)).filter(|w| self.names.contains_key(w));
                    met.for_each(|w| *times.entry(w).or_default() += 1);
                }
            }
        }
        self.names.retain(|name, counts| counts.iter().sum::<usize>() * 2 >= times.get(name).copied().unwrap_or(0));
    }
}

// Longest name looked for, in tokens.
const LONGEST: usize = 6;

impl Tagger for Met {
    fn tag(&self, text: &str, sents: &[&Sent], _knowledge: &Knowledge) -> Vec<Vec<Tag>> {
        let at = |s: &Sent, i: usize| {
            (i + 1..=s.toks.len().min(i + LONGEST)).rev().find_map(|to| {
                let counts = self.names.get(&words(text, s, i, to))?;
                Class::ALL.into_iter().rev().max_by_key(|c| counts[*c as usize]).map(|class| (to, class))
            })
        };
        sents.iter().map(|s| greedy(s, at)).collect()
    }
}

fn words(text: &str, s: &Sent, from: usize, to: usize) -> Vec<String> {
    s.toks[from..to].iter().map(|t| fold(t.span.of(text))).collect()
}

fn greedy(s: &Sent, at: impl Fn(&Sent, usize) -> Option<(usize, Class)>) -> Vec<Tag> {
    let (mut out, mut i) = (Vec::new(), 0);
    while i < s.toks.len() {
        match at(s, i) {
            Some((to, class)) => {
                out.push(Tag { class, from: i, to, confidence: 1.0 });
                i = to.max(i + 1);
            }
            None => i += 1,
        }
    }
    out
}
