//! The averaged perceptron, to measure the random field against.

use super::weights::{Keys, Numbered, Weights, shuffled};
use bahi_read::tagger::label::LABELS;
use bahi_read::tagger::lattice::{NEVER, Row, WIDTH};

/// Learns over some rounds, and gives the mean of the weights of all steps.
pub fn learn(examples: &[Numbered], keys: &Keys, rounds: usize, mut tell: impl FnMut(usize, f64)) -> Weights {
    let mut now = Weights::new(keys.list.len());
    // Each change times the step it was made at: what a mean over the steps lacks.
    let mut late = Weights::new(keys.list.len());
    let mut at = 1.0_f32;
    let (mut back, mut best) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let mut wrong = 0.0;
        for i in shuffled(examples.len(), round) {
            let e = &examples[i];
            let mut rows = vec![[0.0; WIDTH]; e.labels.len()];
            rows.iter_mut().enumerate().for_each(|(i, row)| now.add(e.at(i), row));
            now.transitions.best(&rows, &mut back, &mut best);
            if best != e.labels {
                wrong += 1.0;
                change(&mut now, e, &best, 1.0);
                change(&mut late, e, &best, at);
            }
            at += 1.0;
        }
        tell(round, wrong);
    }
    mean(&mut now, &late, at);
    now
}

// Draws the right labels up and the found ones down.
fn change(w: &mut Weights, e: &Numbered, found: &[usize], by: f32) {
    for (labels, by) in [(e.labels.as_slice(), by), (found, -by)] {
        for (i, &l) in labels.iter().enumerate() {
            e.at(i).iter().for_each(|&id| w.keys[id as usize][l] += by);
            match i.checked_sub(1) {
                Some(k) => w.transitions.step[labels[k]][l] += by,
                None => w.transitions.start[l] += by,
            }
        }
        labels.last().into_iter().for_each(|&l| w.transitions.end[l] += by);
    }
}

fn mean(now: &mut Weights, late: &Weights, at: f32) {
    let row = |row: &mut Row, late: &Row| {
        row.iter_mut().zip(late).filter(|(w, _)| **w > NEVER / 2.0).for_each(|(w, l)| *w -= l / at);
    };
    row(&mut now.transitions.start, &late.transitions.start);
    row(&mut now.transitions.end, &late.transitions.end);
    now.transitions.step.iter_mut().zip(&late.transitions.step).for_each(|(w, l)| row(w, l));
    for (w, l) in now.keys.iter_mut().zip(&late.keys) {
        (0..LABELS).for_each(|k| w[k] -= l[k] / at);
    }
}
