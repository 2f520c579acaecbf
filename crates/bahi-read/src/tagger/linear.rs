//! The tagger that is built in: a linear chain over hashed features.

use super::features::{Features, MOST};
use super::label::{LABELS, begins, names, of_name};
use super::lattice::{Lattice, Likely, Row, Transitions, WIDTH};
use super::{Model, Tag, Tagger};
use crate::sent::Sent;
use bahi_knowledge::Knowledge;
use std::borrow::Cow;

static MODEL: &[u8] = include_bytes!("../../model/hi.tagger");

/// A linear chain with its weights.
#[derive(Debug)]
pub struct Linear {
    model: Model,
    likely: Likely,
    // By which the best labels are chosen.
    choice: Transitions,
}

impl Linear {
    /// The tagger with the model that is built in; `None` where the program was built without one.
    pub fn embedded() -> Option<Self> {
        Model::new(Cow::Borrowed(MODEL)).map(Self::over)
    }

    /// A tagger with a model.
    pub fn over(model: Model) -> Self {
        let mut tempered = model.transitions.clone();
        let cool = |row: &mut Row| row.iter_mut().for_each(|x| *x /= model.temper);
        cool(&mut tempered.start);
        cool(&mut tempered.end);
        tempered.step.iter_mut().for_each(cool);
        let likely = Likely::new(&tempered);
        // A row of labels that is right as a whole has fewer names than are right one by one: a doubtful name costs less
        // where it is wrong than it brings where it is right.
        let mut choice = model.transitions.clone();
        let favour = |row: &mut Row| (0..LABELS).filter(|&l| begins(l)).for_each(|l| row[l] += model.ready);
        favour(&mut choice.start);
        choice.step.iter_mut().for_each(favour);
        Self { model, likely, choice }
    }

    /// The same tagger with likelihoods made of scores divided by `temper`.
    #[must_use]
    pub fn tempered(&self, temper: f32) -> Self {
        let mut model = self.model.clone();
        model.temper = temper;
        Self::over(model)
    }

    fn rows(&self, features: &Features, len: usize, keys: &mut Vec<u64>, rows: &mut Vec<Row>) {
        rows.clear();
        for i in 0..len {
            features.keys(i, keys);
            let mut sums = [0i32; WIDTH];
            for (n, &key) in keys.iter().enumerate() {
                if !self.model.add(key, &mut sums) && n == Features::WORD {
                    self.model.add(features.unseen(i), &mut sums);
                }
            }
            rows.push(self.model.scores(&sums));
        }
    }

    fn sure(&self, rows: &mut [Row], lattice: &mut Lattice, tags: &mut [Tag]) {
        rows.iter_mut().for_each(|row| row[..LABELS].iter_mut().for_each(|x| *x /= self.model.temper));
        lattice.fill(rows, &self.likely);
        for tag in tags {
            let labels: Vec<usize> = of_name(tag.class, tag.to - tag.from).collect();
            tag.confidence = lattice.run(tag.from, &labels, &self.likely).clamp(0.0, 1.0);
        }
    }
}

impl Tagger for Linear {
    fn tag(&self, text: &str, sents: &[&Sent], knowledge: &Knowledge) -> Vec<Vec<Tag>> {
        let (mut features, mut lattice) = (Features::default(), Lattice::default());
        let (mut keys, mut rows) = (Vec::with_capacity(MOST), Vec::new());
        let (mut back, mut labels) = (Vec::new(), Vec::new());
        let mut out = Vec::with_capacity(sents.len());
        for s in sents {
            features.look(text, s, knowledge);
            self.rows(&features, s.toks.len(), &mut keys, &mut rows);
            self.choice.best(&rows, &mut back, &mut labels);
            let mut tags = names(&labels);
            if !tags.is_empty() {
                self.sure(&mut rows, &mut lattice, &mut tags);
            }
            out.push(tags);
        }
        out
    }
}
