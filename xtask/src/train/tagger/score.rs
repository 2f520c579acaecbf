//! Strict F1 of names: class and both bounds must be right.

use super::corpus::Name;

/// Right, found and wanted, for each class.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    counts: [[usize; 3]; 3],
}

impl Score {
    /// Counts the names of one sentence.
    pub fn add(&mut self, found: &[Name], wanted: &[Name]) {
        for name in found {
            self.counts[name.0 as usize][0] += usize::from(wanted.contains(name));
            self.counts[name.0 as usize][1] += 1;
        }
        wanted.iter().for_each(|name| self.counts[name.0 as usize][2] += 1);
    }

    /// A line: F1 of each class with precision and recall, and of all.
    pub fn line(&self) -> String {
        let one = |[right, found, wanted]: [usize; 3]| {
            let share = |of: usize| right as f64 / of.max(1) as f64;
            format!("{:.3} ({:.3} {:.3})", f1([right, found, wanted]), share(found), share(wanted))
        };
        let all = std::array::from_fn(|k| self.counts.iter().map(|c| c[k]).sum());
        let [person, place, organisation] = self.counts.map(one);
        format!("person {person}  place {place}  organisation {organisation}  all {}", one(all))
    }
}

fn f1([right, found, wanted]: [usize; 3]) -> f64 {
    2.0 * right as f64 / (found + wanted).max(1) as f64
}
