//! Which things hang together, by pairs that do: sets that grow (Tarjan, *Efficiency of a Good But Not Linear Set Union
//! Algorithm*, 1975, with halved paths).

/// Things by number, and the groups that they are in.
#[derive(Debug, Default)]
pub struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    /// So many things, each by itself.
    pub fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    /// One more thing, by itself; gives its number.
    pub fn add(&mut self) -> usize {
        self.parent.push(self.parent.len());
        self.parent.len() - 1
    }

    /// The group of a thing: its least member.
    pub fn of(&mut self, mut n: usize) -> usize {
        while self.parent[n] != n {
            self.parent[n] = self.parent[self.parent[n]];
            n = self.parent[n];
        }
        n
    }

    /// Makes one group of those of two things.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.parent[a.max(b)] = a.min(b);
    }
}
