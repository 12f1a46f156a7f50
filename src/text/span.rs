//! The one span type: a half-open byte range that knows which text it is of.
//! It may not hold text, nor be moved between texts except through an `OffsetMap`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Marks a span of `Document::text`, the article without markup and boilerplate.
#[derive(Debug, Clone, Copy)]
pub enum Clean {}

/// Marks a span of `Document::raw`, the input decoded to UTF-8. This is what users see.
#[derive(Debug, Clone, Copy)]
pub enum Raw {}

/// A half-open range of bytes, `start <= end`, in the text that `S` names.
pub struct Span<S> {
    start: u32,
    end: u32,
    of: PhantomData<fn() -> S>,
}

impl<S> Span<S> {
    /// The span from `start` to `end`; swapped ends give the empty span at `start`.
    pub fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: end.max(start),
            of: PhantomData,
        }
    }

    /// As `new`, from `usize`; positions beyond 4 GiB are clamped (ingest refuses such input).
    pub fn of(range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self::new(clamp(range.start), clamp(range.end))
    }

    /// First byte.
    pub fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words it covers, or "" where it does not fit `text` (out of range, inside a character).
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether both share at least one byte. Spans that only touch do not overlap.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Bytes between the two, 0 where they touch or overlap.
    pub fn distance(self, other: Self) -> u32 {
        other
            .start
            .saturating_sub(self.end)
            .max(self.start.saturating_sub(other.end))
    }

    /// The same span, `by` bytes further on: from offsets inside a slice to offsets of its text.
    pub fn shift(self, by: u32) -> Self {
        Self::new(self.start.saturating_add(by), self.end.saturating_add(by))
    }
}

impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Span<S> {}
impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<S> Eq for Span<S> {}
impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<S> Hash for Span<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
impl<S> Serialize for Span<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        [self.start, self.end].serialize(serializer)
    }
}
impl<'de, S> Deserialize<'de> for Span<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [start, end] = <[u32; 2]>::deserialize(deserializer)?;
        Ok(Self::new(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_is_not_overlapping() {
        let (dollar, amount) = (Span::<Clean>::new(0, 1), Span::new(1, 4));
        assert!(!dollar.overlaps(amount));
        assert_eq!(dollar.distance(amount), 0);
        assert_eq!(dollar.cover(amount), Span::new(0, 4));
    }

    #[test]
    fn slicing_is_total() {
        assert_eq!(Span::<Raw>::new(1, 9).slice("né"), "");
        assert_eq!(Span::<Raw>::new(2, 3).slice("né"), "");
        assert_eq!(Span::<Raw>::new(1, 3).slice("né"), "é");
    }
}
