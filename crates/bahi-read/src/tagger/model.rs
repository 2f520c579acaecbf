//! The weights of the features, used where they lie: a hash table in bytes, and a few numbers before it.
//!
//! Layout, little-endian: `BAHITAG2`; number of slots (`u32`); what a weight of 1 is worth, what scores are divided by
//! before likelihoods are made of them, and what a name has in its favour (`f32`); start, end and steps of the transitions (`f32`); then the slots. A slot
//! has 16 bytes: what a key must show to be the one meant (`u16`, 0 where the slot is free), a weight for each label (`i8`).

use super::label::LABELS;
use super::lattice::{Row, Transitions, WIDTH};
use std::borrow::Cow;

const MAGIC: &[u8; 8] = b"BAHITAG2";
const HEAD: usize = 24 + 4 * (2 * LABELS + LABELS * LABELS);
const SLOT: usize = 16;
// A key that finds no free slot within so many is not in the table.
const REACH: usize = 64;

/// A trained model.
#[derive(Debug, Clone)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    slots: usize,
    /// What a weight of 1 is worth.
    pub unit: f32,
    /// What scores are divided by, so that likelihoods are neither too sure nor too shy.
    pub temper: f32,
    /// What a name has in its favour when the best labels are chosen; likelihoods know nothing of it.
    pub ready: f32,
    /// What speaks for a label after another.
    pub transitions: Transitions,
}

impl Model {
    /// A model over its bytes; `None` where they are none.
    pub fn new(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let number = |at: usize| <[u8; 4]>::try_from(bytes.get(at..at + 4)?).ok();
        if bytes.get(..8)? != MAGIC {
            return None;
        }
        let slots = u32::from_le_bytes(number(8)?) as usize;
        let float = |i: usize| number(12 + 4 * i).map(f32::from_le_bytes);
        if slots == 0 || bytes.len() != HEAD + (slots + REACH) * SLOT {
            return None;
        }
        let mut transitions = Transitions::default();
        for l in 0..LABELS {
            transitions.start[l] = float(3 + l)?;
            transitions.end[l] = float(3 + LABELS + l)?;
            for k in 0..LABELS {
                transitions.step[l][k] = float(3 + 2 * LABELS + l * LABELS + k)?;
            }
        }
        let (unit, temper, ready) = (float(0)?, float(1)?, float(2)?);
        Some(Self { bytes, slots, unit, temper, ready, transitions })
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Adds the weights of a key to a row; answers whether the model has the key.
    pub fn add(&self, key: u64, row: &mut [i32; WIDTH]) -> bool {
        let (start, mark) = place(key, self.slots);
        let from = HEAD + start * SLOT;
        let Some(slots) = self.bytes.get(from..from + REACH * SLOT) else { return false };
        for slot in slots.chunks_exact(SLOT) {
            match u16::from_le_bytes([slot[0], slot[1]]) {
                0 => return false,
                m if m == mark => {
                    slot[2..].iter().zip(row.iter_mut()).for_each(|(&w, r)| *r += i32::from(w as i8));
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// The sums of weights as scores.
    pub fn scores(&self, sums: &[i32; WIDTH]) -> Row {
        sums.map(|s| s as f32 * self.unit)
    }

    /// Packs weights by key into the bytes of a model. Keys are entered in order, so that the same weights give the same bytes.
    pub fn pack(weights: &[(u64, [f32; LABELS])], transitions: &Transitions, temper: f32, ready: f32) -> Vec<u8> {
        let most = weights.iter().flat_map(|w| w.1).fold(0.0_f32, |most, w| most.max(w.abs()));
        let unit = (most / 127.0).max(1e-6);
        let slots = (weights.len() * 20 / 17).max(1);
        let mut out = MAGIC.to_vec();
        out.extend((slots as u32).to_le_bytes());
        let steps = transitions.step.iter().flat_map(|row| row[..LABELS].to_vec());
        let numbers = transitions.start[..LABELS].iter().chain(&transitions.end[..LABELS]).copied().chain(steps);
        [unit, temper, ready].into_iter().chain(numbers).for_each(|n| out.extend(n.to_le_bytes()));
        out.resize(HEAD + (slots + REACH) * SLOT, 0);
        for (key, row) in weights {
            let (start, mark) = place(*key, slots);
            let free = |at: &usize| out[HEAD + at * SLOT] == 0 && out[HEAD + at * SLOT + 1] == 0;
            let Some(at) = (start..start + REACH).find(free) else { continue };
            let slot = &mut out[HEAD + at * SLOT..HEAD + (at + 1) * SLOT];
            slot[..2].copy_from_slice(&mark.to_le_bytes());
            slot[2..2 + LABELS].iter_mut().zip(row).for_each(|(b, w)| *b = (w / unit).round() as i8 as u8);
        }
        out
    }
}

// The first slot of a key, and its mark.
fn place(key: u64, slots: usize) -> (usize, u16) {
    let slot = ((key >> 32) * slots as u64) >> 32;
    (slot as usize, (key as u16).max(1))
}
