//! A linear-chain conditional random field, learnt by stochastic gradient with steps that shrink for each weight (AdaGrad).
//!
//! Every weight has a share that holds for both sets and one for each set alone, so that what the sets' guides see
//! differently does not blur what they agree on; the model is written with the shares for news.

use super::corpus::Set;
use super::weights::{Keys, Numbered, Weights, shuffled};
use bahi_read::tagger::label::LABELS;
use bahi_read::tagger::lattice::{Lattice, Likely, NEVER, Row, Transitions, WIDTH};

/// How it is learnt.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Rounds over the examples.
    pub rounds: usize,
    /// Length of the first step.
    pub step: f32,
    /// How strongly weights are drawn to nothing.
    pub pull: f32,
    /// The same for the shares of one set.
    pub pull_apart: f32,
    /// Share of the keys that are left out at each step.
    pub drop: f32,
    /// The mean is taken of the weights after so many of the last rounds.
    pub averaged: usize,
}

// Weights of the keys with the squares of their gradients.
struct Share {
    weights: Weights,
    squares: Vec<[f32; LABELS]>,
    pull: f32,
}

struct Trainer<'a> {
    plan: Plan,
    counts: &'a [u32],
    // What holds for both, then each set's own.
    shares: [Share; 3],
    steps: Squares,
    chance: u64,
}

// Squares of the gradients of the transitions.
struct Squares {
    start: Row,
    step: [Row; LABELS],
    end: Row,
}

/// Learns, and gives the weights for news.
pub fn learn(examples: &[Numbered], keys: &Keys, plan: Plan, mut tell: impl FnMut(usize, f64)) -> Weights {
    let share =
        |pull| Share { weights: Weights::new(keys.list.len()), squares: vec![[0.0; LABELS]; keys.list.len()], pull };
    let shares = [share(plan.pull), share(plan.pull_apart), share(plan.pull_apart)];
    let steps = Squares { start: [0.0; WIDTH], step: [[0.0; WIDTH]; LABELS], end: [0.0; WIDTH] };
    let mut trainer = Trainer { plan, counts: &keys.counts, shares, steps, chance: 1 };
    let mut mean: Option<Weights> = None;
    let mut lattice = Lattice::default();
    for round in 0..plan.rounds {
        let order = shuffled(examples.len(), round);
        let loss: f64 = order.into_iter().map(|i| trainer.example(&examples[i], &mut lattice)).sum();
        tell(round, loss);
        if round + plan.averaged >= plan.rounds {
            let now = trainer.news();
            match &mut mean {
                Some(mean) => mean.sum(&now),
                None => mean = Some(now),
            }
        }
    }
    let mut mean = mean.unwrap_or_else(|| trainer.news());
    mean.scale(1.0 / plan.averaged.max(1) as f32);
    mean
}

impl Trainer<'_> {
    // One step; gives what the example cost.
    fn example(&mut self, e: &Numbered, lattice: &mut Lattice) -> f64 {
        let own = 1 + e.set as usize;
        let kept: Vec<Vec<u32>> = (0..e.labels.len()).map(|i| self.kept(e.at(i))).collect();
        let transitions = &self.shares[0].weights.transitions;
        let mut rows = vec![[0.0; WIDTH]; e.labels.len()];
        for (ids, row) in kept.iter().zip(&mut rows) {
            self.shares[0].weights.add(ids, row);
            self.shares[own].weights.add(ids, row);
            row.iter_mut().for_each(|x| *x /= 1.0 - self.plan.drop);
        }
        let likely = Likely::new(transitions);
        lattice.fill(&rows, &likely);
        let loss = lattice.log_sum() - f64::from(score(&rows, &e.labels, transitions));
        self.transitions(e, lattice, &likely);
        for (i, &gold) in e.labels.iter().enumerate() {
            let mut gradient = lattice.at(i).map(|p| -p);
            gradient[gold] += 1.0;
            if gradient.iter().any(|g| g.abs() > 1e-4) {
                self.keys(&kept[i], &gradient, own);
            }
        }
        loss
    }

    // The keys of a token without some, chosen anew each time: no key may lean on its neighbours.
    fn kept(&mut self, ids: &[u32]) -> Vec<u32> {
        let mut dropped = |share: f32| {
            self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((self.chance >> 40) as f32 / (1u32 << 24) as f32) < share
        };
        ids.iter().copied().filter(|_| !dropped(self.plan.drop)).collect()
    }

    fn keys(&mut self, ids: &[u32], gradient: &Row, own: usize) {
        for &id in ids {
            let id = id as usize;
            for s in [0, own] {
                let share = &mut self.shares[s];
                let pull = share.pull / self.counts[id] as f32;
                let (weights, squares) = (&mut share.weights.keys[id], &mut share.squares[id]);
                for l in 0..LABELS {
                    let g = gradient[l] - pull * weights[l];
                    squares[l] += g * g;
                    weights[l] += self.plan.step * g / (squares[l].sqrt() + 1e-3);
                }
            }
        }
    }

    fn transitions(&mut self, e: &Numbered, lattice: &Lattice, likely: &Likely) {
        let (Some(&first), Some(&last)) = (e.labels.first(), e.labels.last()) else { return };
        let rate = self.plan.step;
        let t = &mut self.shares[0].weights.transitions;
        step(&mut t.start, &mut self.steps.start, &gradient(lattice.at(0), first), rate);
        step(&mut t.end, &mut self.steps.end, &gradient(lattice.at(e.labels.len() - 1), last), rate);
        for i in 1..e.labels.len() {
            for before in 0..LABELS {
                let mut g = lattice.pair(i, before, likely).map(|p| -p);
                if e.labels[i - 1] == before {
                    g[e.labels[i]] += 1.0;
                }
                if g.iter().any(|g| g.abs() > 1e-4) {
                    step(&mut t.step[before], &mut self.steps.step[before], &g, rate);
                }
            }
        }
    }

    // What holds for both sets, and for news alone.
    fn news(&self) -> Weights {
        let mut weights = self.shares[0].weights.clone();
        for (sum, more) in weights.keys.iter_mut().zip(&self.shares[1 + Set::HiNer as usize].weights.keys) {
            sum.iter_mut().zip(more).for_each(|(s, m)| *s += m);
        }
        weights
    }
}

fn gradient(likely: Row, gold: usize) -> Row {
    let mut gradient = likely.map(|p| -p);
    gradient[gold] += 1.0;
    gradient
}

fn step(weights: &mut Row, squares: &mut Row, gradient: &Row, rate: f32) {
    for l in 0..LABELS {
        if weights[l] < NEVER / 2.0 {
            continue;
        }
        squares[l] += gradient[l] * gradient[l];
        weights[l] += rate * gradient[l] / (squares[l].sqrt() + 1e-3);
    }
}

/// How much speaks for a row of labels.
fn score(rows: &[Row], labels: &[usize], t: &Transitions) -> f32 {
    let here: f32 = rows.iter().zip(labels).map(|(row, &l)| row[l]).sum();
    let steps: f32 = labels.windows(2).map(|p| t.step[p[0]][p[1]]).sum();
    here + steps + labels.first().map_or(0.0, |&l| t.start[l]) + labels.last().map_or(0.0, |&l| t.end[l])
}
