//! Typed byte spans, so that positions in the page, in the report's text and in a folded shadow cannot be mixed up.

use std::fmt;
use std::marker::PhantomData;

/// Marker: positions in the report's text as published (UTF-8 bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Published {}

/// Marker: positions in a folded shadow of the text (UTF-8 bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Folded {}

/// A half-open range of bytes in the text that `T` names.
pub struct Span<T> {
    start: u32,
    end: u32,
    of: PhantomData<T>,
}

impl<T> Span<T> {
    /// A span from `start` to `end`, in bytes; an end before the start makes an empty span at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        let end = if end < start { start } else { end };
        Self { start: start as u32, end: end as u32, of: PhantomData }
    }

    /// First byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies within.
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// Whether `other` lies wholly within this span.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start) as usize, self.end.max(other.end) as usize)
    }

    /// The words at this span; empty where the span does not fall on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or("")
    }
}

impl<T> Clone for Span<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Span<T> {}
impl<T> PartialEq for Span<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<T> Eq for Span<T> {}
impl<T> PartialOrd for Span<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Span<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<T> std::hash::Hash for Span<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<T> fmt::Debug for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_off_a_character_boundary_slices_to_nothing() {
        assert_eq!(Span::<Published>::new(1, 3).of("क"), "");
    }

    #[test]
    fn joining_covers_both() {
        let (a, b) = (Span::<Published>::new(2, 4), Span::new(7, 9));
        assert!(a.join(b).covers(a) && a.join(b).covers(b) && !a.overlaps(b));
    }
}
