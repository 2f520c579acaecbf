//! The keys that are kept, by number, and examples over these numbers.

use super::corpus::Set;
use super::example::Example;
use bahi_read::tagger::features::Features;
use bahi_read::tagger::label::LABELS;
use bahi_read::tagger::lattice::{Row, Transitions};
use std::collections::{BTreeMap, HashMap};

/// Keys by number, with how often each was met.
#[derive(Debug, Default)]
pub struct Keys {
    numbers: HashMap<u64, u32>,
    /// The keys.
    pub list: Vec<u64>,
    /// How often each was met.
    pub counts: Vec<u32>,
}

/// An example over numbers.
#[derive(Debug)]
pub struct Numbered {
    /// Numbers of the keys of each token, one token after another.
    pub ids: Vec<u32>,
    /// Where each token's begin; one more than there are tokens.
    pub starts: Vec<u32>,
    /// The right labels.
    pub labels: Vec<usize>,
    /// The set it is from.
    pub set: Set,
}

impl Keys {
    /// The keys met at least `least` times.
    pub fn new<'a>(examples: impl Iterator<Item = &'a Example>, least: u32) -> Self {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for key in examples.flat_map(|e| e.keys.iter().flatten().chain(&e.unseen)) {
            *counts.entry(*key).or_default() += 1;
        }
        let kept: BTreeMap<u64, u32> = counts.into_iter().filter(|(_, n)| *n >= least).collect();
        let numbers = kept.keys().enumerate().map(|(i, key)| (*key, i as u32)).collect();
        Self { numbers, list: kept.keys().copied().collect(), counts: kept.into_values().collect() }
    }

    /// An example over the numbers of its keys.
    pub fn number(&self, e: &Example, set: Set) -> Numbered {
        let (mut ids, mut starts) = (Vec::new(), vec![0]);
        for (keys, unseen) in e.keys.iter().zip(&e.unseen) {
            for (n, key) in keys.iter().enumerate() {
                match self.numbers.get(key) {
                    Some(&id) => ids.push(id),
                    None if n == Features::WORD => ids.extend(self.numbers.get(unseen)),
                    None => {}
                }
            }
            starts.push(ids.len() as u32);
        }
        Numbered { ids, starts, labels: e.labels.clone(), set }
    }
}

impl Numbered {
    /// Numbers of the keys of a token.
    pub fn at(&self, i: usize) -> &[u32] {
        &self.ids[self.starts[i] as usize..self.starts[i + 1] as usize]
    }
}

/// Weights by number of key.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Of the keys.
    pub keys: Vec<[f32; LABELS]>,
    /// Of one label after another.
    pub transitions: Transitions,
}

impl Weights {
    /// All nothing.
    pub fn new(keys: usize) -> Self {
        Self { keys: vec![[0.0; LABELS]; keys], transitions: Transitions::default() }
    }

    /// Adds other weights.
    pub fn sum(&mut self, other: &Self) {
        let add = |a: &mut [f32], b: &[f32]| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        self.keys.iter_mut().zip(&other.keys).for_each(|(a, b)| add(a, b));
        add(&mut self.transitions.start, &other.transitions.start);
        add(&mut self.transitions.end, &other.transitions.end);
        self.transitions.step.iter_mut().zip(&other.transitions.step).for_each(|(a, b)| add(a, b));
    }

    /// Multiplies all weights.
    pub fn scale(&mut self, by: f32) {
        let scale = |a: &mut [f32]| a.iter_mut().for_each(|a| *a *= by);
        self.keys.iter_mut().for_each(|a| scale(a));
        scale(&mut self.transitions.start);
        scale(&mut self.transitions.end);
        self.transitions.step.iter_mut().for_each(|a| scale(a));
    }

    /// Adds the weights of some keys to a row.
    pub fn add(&self, ids: &[u32], row: &mut Row) {
        for &id in ids {
            self.keys[id as usize].iter().zip(row.iter_mut()).for_each(|(w, r)| *r += w);
        }
    }
}

/// Numbers in an order that looks like none and is always the same.
pub fn shuffled(len: usize, round: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(round as u64 + 1);
    for i in (1..len).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(i, (state >> 33) as usize % (i + 1));
    }
    order
}
