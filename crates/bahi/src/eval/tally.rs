//! Counts under names, in the order in which the names first came up.

/// How often each measure was right, of how many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    entries: Vec<(String, usize, usize)>,
}

impl Tally {
    /// Adds to a measure, which is created where it is new.
    pub fn add(&mut self, name: &str, right: usize, of: usize) {
        match self.entries.iter_mut().find(|entry| entry.0 == name) {
            Some(entry) => {
                entry.1 += right;
                entry.2 += of;
            }
            None => self.entries.push((name.to_string(), right, of)),
        }
    }

    /// Adds one case to a measure.
    pub fn one(&mut self, name: &str, right: bool) {
        self.add(name, usize::from(right), 1);
    }

    /// Right and of how many; zeros where the measure never came up.
    pub fn get(&self, name: &str) -> (usize, usize) {
        self.entries.iter().find(|entry| entry.0 == name).map_or((0, 0), |entry| (entry.1, entry.2))
    }

    /// The measures: name, right, of how many.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize, usize)> {
        self.entries.iter().map(|(name, right, of)| (name.as_str(), *right, *of))
    }
}

/// All figures of one evaluation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    /// The measures of `score.py`, in its order.
    pub measures: Tally,
    /// Furniture lines found and rightly found, which `score.py` does not look at.
    pub furniture: Tally,
}

impl Scores {
    /// Harmonic mean of engagement recall and precision.
    pub fn engagement_f1(&self) -> f64 {
        let rate = |name| {
            let (right, of) = self.measures.get(name);
            right as f64 / of.max(1) as f64
        };
        let (recall, precision) = (rate("engagement recall"), rate("engagement precision"));
        let sum = recall + precision;
        if sum == 0.0 { 0.0 } else { 2.0 * recall * precision / sum }
    }
}
