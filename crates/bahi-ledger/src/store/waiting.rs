//! Reports that wait until there are enough to be entered in one transaction, which costs much less: they write to the same
//! pages.

use super::Incoming;

// Reports that are well entered together, where many come, and the bytes of text of so many long ones.
pub(super) const TOGETHER: usize = 2_000;
const BYTES: usize = 8 << 20;

/// Reports that were read and wait to be entered together, by [`super::Store::add_all`] or [`super::Store::add_each`].
#[derive(Debug, Default)]
pub struct Waiting {
    reports: Vec<Incoming>,
    bytes: usize,
}

impl Waiting {
    /// Puts one more at the end.
    pub fn push(&mut self, report: Incoming) {
        self.bytes += report.text.len();
        self.reports.push(report);
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// Whether there are as many as are well entered together, so that more should not be held.
    pub fn is_enough(&self) -> bool {
        self.reports.len() >= TOGETHER || self.bytes >= BYTES
    }

    /// All of them, in the order in which they came; then none waits.
    pub fn take(&mut self) -> Vec<Incoming> {
        self.bytes = 0;
        std::mem::take(&mut self.reports)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bahi_resolve::ledger::Ledger;
    use bahi_text::Signature;

    #[test]
    fn few_long_reports_are_as_much_as_many_short_ones() {
        let report = |bytes: usize| Incoming::new(Ledger::default(), "x".repeat(bytes), None, Signature::default());
        let mut waiting = Waiting::default();
        (1..TOGETHER).for_each(|_| waiting.push(report(1)));
        assert!(!waiting.is_enough());
        waiting.push(report(1));
        assert_eq!((waiting.is_enough(), waiting.take().len()), (true, TOGETHER));
        assert!(waiting.is_empty() && !waiting.is_enough());
        (0..2).for_each(|_| waiting.push(report(BYTES / 2)));
        assert_eq!((waiting.is_enough(), waiting.take().len()), (true, 2));
    }
}
