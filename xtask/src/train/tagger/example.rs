//! Sentences as the reader cuts them, with keys and labels; and names brought back to the words of the set.

use super::corpus::{Name, Sentence};
use bahi_knowledge::Knowledge;
use bahi_read::sent::{Cut, Sent};
use bahi_read::tagger::features::Features;
use bahi_read::tagger::{Tag, label};
use bahi_read::{Part, PartKind, Report};
use bahi_text::{Span, TokenKind};

/// A sentence to learn from or to be measured on.
#[derive(Debug)]
pub struct Example {
    /// Keys of each token.
    pub keys: Vec<Vec<u64>>,
    /// The key that stands for a word without weights, for each token.
    pub unseen: Vec<u64>,
    /// The right labels.
    pub labels: Vec<usize>,
}

/// A sentence of a set as the reader cuts it: sometimes into several.
#[derive(Debug)]
pub struct Cuts {
    /// The text that was cut.
    pub text: String,
    /// The cut.
    pub cut: Cut,
    // For each word of the set where it begins in the text.
    starts: Vec<usize>,
}

impl Cuts {
    /// Cuts a sentence.
    pub fn new(s: &Sentence, knowledge: &Knowledge) -> Self {
        let mut text = String::new();
        let mut starts = Vec::new();
        for word in &s.words {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.push(text.len());
            text.push_str(word);
        }
        let parts = vec![Part { span: Span::new(0, text.len()), kind: PartKind::Body }];
        let report = Report { text: &text, parts, published: None, dateline: None, home: "IN" };
        let cut = Cut::new(&report, knowledge);
        Self { text, cut, starts }
    }

    fn word(&self, s: &Sent, tok: usize) -> usize {
        let at = s.toks[tok].span.start();
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// A name found in one of the sentences, in words of the set.
    pub fn name(&self, s: &Sent, tag: &Tag) -> Name {
        (tag.class, self.word(s, tag.from), self.word(s, tag.to - 1) + 1)
    }

    /// What is learnt from each sentence.
    pub fn examples(&self, names: &[Name], knowledge: &Knowledge) -> Vec<Example> {
        let mut features = Features::default();
        self.cut.sents.iter().map(|s| self.example(s, names, &mut features, knowledge)).collect()
    }

    fn example(&self, s: &Sent, names: &[Name], features: &mut Features, knowledge: &Knowledge) -> Example {
        features.look(&self.text, s, knowledge);
        let mut example = Example { keys: Vec::new(), unseen: Vec::new(), labels: vec![label::OUTSIDE; s.toks.len()] };
        let mut keys = Vec::new();
        for i in 0..s.toks.len() {
            features.keys(i, &mut keys);
            example.keys.push(keys.clone());
            example.unseen.push(features.unseen(i));
        }
        for tag in self.tags(s, names) {
            for (i, l) in label::of_name(tag.class, tag.to - tag.from).enumerate() {
                example.labels[tag.from + i] = l;
            }
        }
        example
    }

    /// Names of the set in tokens of one of the sentences, without the marks at their ends.
    pub fn tags(&self, s: &Sent, names: &[Name]) -> Vec<Tag> {
        let words: Vec<usize> = (0..s.toks.len()).map(|i| self.word(s, i)).collect();
        let solid = |i: &usize| matches!(s.toks[*i].kind, TokenKind::Word | TokenKind::Number);
        let tag = |&(class, from, to): &Name| {
            let mut inside = (0..words.len()).filter(|&i| from <= words[i] && words[i] < to).filter(solid);
            let first = inside.next()?;
            Some(Tag { class, from: first, to: inside.next_back().unwrap_or(first) + 1, confidence: 1.0 })
        };
        names.iter().filter_map(tag).collect()
    }
}
