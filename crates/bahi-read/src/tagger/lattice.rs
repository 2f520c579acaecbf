//! The best row of labels, and how likely a name is among all rows: Viterbi, forward and backward.

use super::label::{LABELS, may_begin, may_end, may_follow};

/// Labels, filled up to what a processor adds at once.
pub const WIDTH: usize = 16;

/// What speaks for each label at one token.
pub type Row = [f32; WIDTH];

/// What is as good as impossible.
pub const NEVER: f32 = -1e4;

/// What speaks for a label after another.
#[derive(Debug, Clone)]
pub struct Transitions {
    /// At the first token.
    pub start: Row,
    /// By the label before, then by the label.
    pub step: [Row; LABELS],
    /// At the last token.
    pub end: Row,
}

impl Default for Transitions {
    /// Nothing speaks for or against what is possible.
    fn default() -> Self {
        let row = |may: &dyn Fn(usize) -> bool| {
            let mut row = [NEVER; WIDTH];
            (0..LABELS).filter(|&l| may(l)).for_each(|l| row[l] = 0.0);
            row
        };
        let mut step = [[NEVER; WIDTH]; LABELS];
        step.iter_mut().enumerate().for_each(|(before, to)| *to = row(&|l| may_follow(before, l)));
        Self { start: row(&may_begin), step, end: row(&may_end) }
    }
}

impl Transitions {
    /// The best labels for the rows of a sentence; how much better they are than others is not said.
    pub fn best(&self, rows: &[Row], back: &mut Vec<[u8; WIDTH]>, out: &mut Vec<usize>) {
        out.clear();
        back.clear();
        let Some(first) = rows.first() else { return };
        let mut score = add(&self.start, first);
        for row in &rows[1..] {
            let (mut next, mut from) = ([2.0 * NEVER; WIDTH], [0u8; WIDTH]);
            for (before, step) in self.step.iter().enumerate() {
                for l in 0..WIDTH {
                    let s = score[before] + step[l];
                    if s > next[l] {
                        (next[l], from[l]) = (s, before as u8);
                    }
                }
            }
            back.push(from);
            score = add(&next, row);
        }
        let last = add(&score, &self.end);
        let mut label = (0..LABELS).fold(0, |best, l| if last[l] > last[best] { l } else { best });
        out.push(label);
        for from in back.iter().rev() {
            label = usize::from(from[label]);
            out.push(label);
        }
        out.reverse();
    }
}

fn add(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|l| a[l] + b[l])
}

/// All rows of labels of one sentence, by their likelihoods.
#[derive(Debug, Default)]
pub struct Lattice {
    // Exponentials of the rows, each divided by its largest.
    here: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    // What each forward row was divided by.
    scales: Vec<f32>,
    // Natural logarithm of all that was divided by.
    log: f64,
}

/// Exponentials of transitions.
#[derive(Debug, Clone)]
pub struct Likely {
    start: Row,
    step: [Row; LABELS],
    end: Row,
}

impl Likely {
    /// The same transitions as likelihoods.
    pub fn new(t: &Transitions) -> Self {
        let exp = |row: &Row| row.map(f32::exp);
        Self { start: exp(&t.start), step: std::array::from_fn(|l| exp(&t.step[l])), end: exp(&t.end) }
    }
}

impl Lattice {
    /// Works out a sentence.
    pub fn fill(&mut self, rows: &[Row], likely: &Likely) {
        self.here.clear();
        self.forward.clear();
        self.scales.clear();
        self.log = 0.0;
        for row in rows {
            let most = row[..LABELS].iter().copied().fold(f32::MIN, f32::max);
            self.log += f64::from(most);
            let mut here = [0.0; WIDTH];
            (0..LABELS).for_each(|l| here[l] = (row[l] - most).exp());
            self.here.push(here);
        }
        for (i, here) in self.here.iter().enumerate() {
            let mut sum = match i.checked_sub(1) {
                None => likely.start,
                Some(k) => onward(&self.forward[k], &likely.step),
            };
            (0..WIDTH).for_each(|l| sum[l] *= here[l]);
            self.scales.push(scale(&mut sum));
            self.forward.push(sum);
        }
        self.back(likely);
    }

    fn back(&mut self, likely: &Likely) {
        self.backward.clear();
        self.backward.resize(self.here.len(), [0.0; WIDTH]);
        let mut next = likely.end;
        next[LABELS..].fill(0.0);
        for i in (0..self.here.len()).rev() {
            self.backward[i] = next;
            let ahead: Row = std::array::from_fn(|l| next[l] * self.here[i][l] / self.scales[i]);
            for (l, step) in likely.step.iter().enumerate() {
                next[l] = dot(step, &ahead);
            }
            next[LABELS..].fill(0.0);
        }
        let last = self.forward.last().copied().unwrap_or([0.0; WIDTH]);
        self.log += self.scales.iter().map(|&s| f64::from(s).ln()).sum::<f64>();
        self.log += f64::from(dot(&last, &likely.end)).max(1e-30).ln();
    }

    /// How much all rows of labels weigh together, as a natural logarithm.
    pub fn log_sum(&self) -> f64 {
        self.log
    }

    fn whole(&self, i: usize) -> f32 {
        dot(&self.forward[i], &self.backward[i]).max(1e-30)
    }

    /// How likely each label is at a token.
    pub fn at(&self, i: usize) -> Row {
        let whole = self.whole(i);
        std::array::from_fn(|l| self.forward[i][l] * self.backward[i][l] / whole)
    }

    /// How likely a label is at a token with a certain one before it.
    pub fn pair(&self, i: usize, before: usize, likely: &Likely) -> Row {
        let whole = self.whole(i) * self.scales[i];
        let from = self.forward[i - 1][before] / whole;
        std::array::from_fn(|l| from * likely.step[before][l] * self.here[i][l] * self.backward[i][l])
    }

    /// How likely the labels are from a token on.
    pub fn run(&self, from: usize, labels: &[usize], likely: &Likely) -> f32 {
        let (Some(&first), Some(&last)) = (labels.first(), labels.last()) else { return 1.0 };
        let mut share = self.forward[from][first];
        for (k, pair) in labels.windows(2).enumerate() {
            let i = from + k + 1;
            share *= likely.step[pair[0]][pair[1]] * self.here[i][pair[1]] / self.scales[i];
        }
        let to = from + labels.len() - 1;
        share * self.backward[to][last] / self.whole(to)
    }
}

fn onward(from: &Row, step: &[Row; LABELS]) -> Row {
    let mut sum = [0.0; WIDTH];
    for (l, step) in step.iter().enumerate() {
        (0..WIDTH).for_each(|k| sum[k] += from[l] * step[k]);
    }
    sum
}

fn dot(a: &Row, b: &Row) -> f32 {
    (0..LABELS).map(|l| a[l] * b[l]).sum()
}

// Divides a row by its sum, and gives the sum.
fn scale(row: &mut Row) -> f32 {
    let sum = row[..LABELS].iter().sum::<f32>().max(1e-30);
    row.iter_mut().for_each(|x| *x /= sum);
    sum
}
