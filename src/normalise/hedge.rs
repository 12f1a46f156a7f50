//! Hedges: words and marks that say how a number binds ("up to", "almeno", "余り").
//! The words are rows of the table; here is only where they stand and which one wins.

use super::{Hedge, Reader};
use crate::locale::{Entry, Kind};

impl Hedge {
    /// The hedge that a table names so.
    pub(crate) fn of(id: &str) -> Option<Self> {
        Some(match id {
            "exact" => Self::Exact,
            "approx" => Self::Approx,
            "at_most" => Self::AtMost,
            "at_least" => Self::AtLeast,
            "less_than" => Self::LessThan,
            "more_than" => Self::MoreThan,
            _ => return None,
        })
    }

    /// Of two hedges on one number ("up to about 50") the one that bounds.
    pub(crate) fn and(self, other: Self) -> Self {
        let strength = |hedge| match hedge {
            Self::Exact => 0,
            Self::Approx => 1,
            _ => 2,
        };
        if strength(other) > strength(self) {
            other
        } else {
            self
        }
    }
}

/// The hedge at byte `at`, before a number; with the bytes it takes, spaces after it included.
pub(crate) fn before(reader: &Reader<'_>, at: usize) -> Option<(Hedge, usize)> {
    let stands_before = |entry: &Entry| entry.flags.pre || !entry.flags.post;
    let found = reader.find_if(Kind::Hedge, at, |found| stands_before(found.entry))?;
    let hedge = Hedge::of(found.entry.text)?;
    Some((hedge, reader.skip_space(at + found.len) - at))
}

/// The hedge at byte `at`, after an amount; with the bytes it takes, spaces before it included.
/// One that could as well belong to a number after it is left to that.
pub(crate) fn after(reader: &Reader<'_>, at: usize) -> Option<(Hedge, usize)> {
    let start = reader.skip_space(at);
    let found = reader.find_if(Kind::Hedge, start, |found| found.entry.flags.post)?;
    let end = start + found.len;
    if found.entry.flags.pre && reader.is_digit(reader.skip_space(end)) {
        return None;
    }
    Some((Hedge::of(found.entry.text)?, end - at))
}
