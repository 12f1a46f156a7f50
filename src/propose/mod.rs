//! Anchors by rule, before the network: quantities, dates, ranks, cues of attribution.
//! It reads with `normalise` and the tables; it decides nothing about who plays which role.

mod anchors;
mod elided;
mod mentions;
mod whole;

pub use anchors::anchors;
pub use mentions::mentions;

use serde::{Deserialize, Serialize};

use crate::normalise::{Quantity, When};
use crate::text::{Clean, Span};

/// What a claim can hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnchorKind {
    /// A number with its unit and hedge.
    Quantity,
    /// The cue of an attribution: "said", "according to".
    Attribution,
    /// A date, year, rank or dated predicate without an amount.
    Event,
}

/// What a number or date is, for `gainsay quantities`; the words are the contract's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// A bare number.
    Number,
    /// "third".
    Ordinal,
    /// An amount of money.
    Money,
    /// Per cent or percentage points.
    Percent,
    /// A number of things.
    Count,
    /// A physical quantity.
    Measure,
    /// Years lived.
    Age,
    /// A length of time.
    Duration,
    /// "twice", "tripled".
    Multiple,
    /// "dozens".
    Vague,
    /// A day, month, year, quarter …
    Date,
    /// A time of day.
    TimeOfDay,
    /// A result of a game.
    Score,
    /// A phone number, address, version, product name, law, id, page.
    Identifier,
}

/// One number, amount or date that the quantity engine reads, claim or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Its words, hedge and unit included.
    pub at: Span<Clean>,
    /// The number alone, in digits or words; for dates and identifiers as `at`.
    pub number: Span<Clean>,
    /// What it is.
    pub kind: MentionKind,
    /// Its value, for all but dates, times of day and identifiers.
    pub quantity: Option<Quantity>,
    /// Its time, for dates; not yet resolved against the date of publication.
    pub when: Option<When>,
}

/// What a reporting cue says of its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// From the closed list of the tables: said, denied, announced, estimated …
    pub verb: String,
    /// Whether it stands before its source ("according to", "laut").
    pub before_source: bool,
}

/// What the rules read at an anchor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// An amount.
    Quantity(Quantity),
    /// A time.
    When(When),
    /// A cue of attribution.
    Cue(Cue),
    /// Nothing: the network alone proposes it.
    Unread,
}

/// A place in a sentence that a claim may hang on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Which kind of claim.
    pub kind: AnchorKind,
    /// Its words in `Document::text`.
    pub at: Span<Clean>,
    /// What the rules read there.
    pub reading: Reading,
}

#[cfg(test)]
mod tests;
