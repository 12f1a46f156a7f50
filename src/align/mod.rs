//! Which claims may speak of the same thing, which articles tell one story, which are copies.
//! It proposes pairs; it never judges them.

use serde::{Deserialize, Serialize};

use crate::text::{Clean, Span};

/// How one text was made from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginKind {
    /// Word for word.
    Copy,
    /// A part, word for word.
    Excerpt,
    /// The same text in other words.
    Rewrite,
    /// The same text in another language.
    Translation,
}

/// Two articles one of which is made from the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// Index of the likely original among the articles given.
    pub original: u32,
    /// Index of the text made from it.
    pub derived: u32,
    /// How.
    pub kind: OriginKind,
    /// Share of the derived text's sentences that have their match in the original, 0 to 1.
    pub share: f32,
    /// A pair of passages that shows it, original first.
    pub passages: (Span<Clean>, Span<Clean>),
}
